import { demo as test, expect } from "../support/fixtures";
import { Emulator } from "../support/emulator";

// design §4, addresses
test("the pages work below any path", async ({ page, complaints }) => {
  const site = await Emulator.start(undefined, "/tools/assistant/");
  for (const [address, shown] of [
    ["demo/", "[data-gallery]"],
    ["demo/?scenario=fresh", "[data-setup]"],
    ["", "text=Try the demonstration"],
    ["setup", "text=Try the demonstration"],
  ]) {
    await page.goto(`${site.origin}/tools/assistant/${address}`);
    await expect(page.locator(shown)).toBeVisible();
  }
  expect(complaints.list).toEqual([]);
  await site.stop();
});
