// The browser of these tests keeps sites apart, or what they show is worth nothing (security.md §5.3, M25).
import { expect, test } from "@playwright/test";
import { Host } from "../support/host";

test("a frame of another site hears nothing of what a window of its own origin broadcasts", async ({ context, page }) => {
  const [outer, inner] = [await Host.listen(), await Host.listen()];
  // The same server under its other name is another site.
  const other = inner.origin.replace("localhost", "127.0.0.1");
  inner.put("/listens", {
    body: "",
    script: `new BroadcastChannel("x").onmessage = ({ data }) => { document.body.textContent += data; };
      addEventListener("message", () => { document.body.textContent += "asked "; });`,
  });
  inner.put("/speaks", { body: "", script: `new BroadcastChannel("x").postMessage("heard");` });
  await page.goto(outer.put("/host", { body: `<iframe src="${other}/listens"></iframe>` }));
  const frame = page.frameLocator("iframe").locator("body");
  await expect(frame).toHaveText("");
  const own = await context.newPage();
  await own.goto(`${other}/listens`);
  const speaker = await context.newPage();
  await speaker.goto(`${other}/speaks`);
  // The window of the same site has heard it; the frame, asked afterwards, has not.
  await expect(own.locator("body")).toHaveText("heard");
  await page.evaluate(() => document.querySelector("iframe")?.contentWindow?.postMessage("", "*"));
  await expect(frame).toHaveText("asked ");
  await outer.stop();
  await inner.stop();
});
