// From configure to completed, both ways (design §4 "Embedding"), under the strictest policy of a host.
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { embed as test, expect, policy, type Console } from "../support/console";

const GIVEN = { tenantUrl: CREDENTIALS.url, secretToken: CREDENTIALS.token };

/** The host has filled everything in; the person agrees, and the first cycle proves everybody. */
const agree = async (assistant: AssistantPage, console: Console): Promise<void> => {
  await assistant.looked();
  await assistant.press("Fix everything");
  await expect(assistant.dialog).toContainText(CREDENTIALS.url);
  await assistant.apply();
  await console.tenant.advance(900);
  await assistant.becomes("start", "done");
  await assistant.becomes("on-demand", "done");
};

test("the element does the whole job and hands over the report", async ({ console, complaints }) => {
  test.setTimeout(120_000);
  await console.tenant.reset({ scenario: "fresh", speed: 5 });
  const assistant = await console.element(GIVEN, { headers: policy(console.tenant.origin) });
  await agree(assistant, console);
  const report = await console.hears("completed");
  expect(report).toMatchObject({ format: "total-setup-report", masked: false });
  expect(report.steps.map((step: any) => step.status)).toEqual(["done", "done", "done", "done", "done"]);
  expect((await console.told("status")).at(-1)).toEqual({
    overall: "done",
    steps: { connect: "done", mapping: "done", groups: "done", start: "done", "on-demand": "done" },
  });
  expect(await console.page.evaluate(() => (document.querySelector("total-setup-assistant") as any).status().overall)).toBe("done");
  expect((await console.told("error"))).toEqual([]);
  // Nothing of ours is in the host's document, its address or its storage, and the secret nowhere (EMB-05).
  const left = await console.page.evaluate(() => [
    document.documentElement.outerHTML,
    document.querySelector("total-setup-assistant")?.shadowRoot?.innerHTML,
    location.href,
    JSON.stringify({ ...sessionStorage, ...localStorage }),
    JSON.stringify(performance.getEntries().map((entry) => entry.name)),
    JSON.stringify((globalThis as any).heard),
  ].join("\n"));
  expect(left).not.toContain(CREDENTIALS.token);
  expect(left).not.toContain("host-token");
  expect(await console.page.evaluate(() => [document.title, document.styleSheets.length, document.adoptedStyleSheets.length, location.search])).toEqual(["Console", 0, 0, ""]);
  expect(complaints.list.filter((text) => !text.includes("favicon") && !text.includes("404"))).toEqual([]);
});

test("the frame does the whole job, and its report names nobody", async ({ console }) => {
  test.setTimeout(120_000);
  await console.tenant.reset({ scenario: "fresh", speed: 5 });
  const frame = await console.frame(GIVEN, { headers: policy(console.tenant.origin) });
  const assistant = new AssistantPage(frame);
  await agree(assistant, console);
  const report = await console.hears("completed");
  expect(report).toMatchObject({ format: "total-setup-report", masked: true });
  const proven = await frame.locator("[data-proven] strong").allTextContents();
  expect(proven.length).toBeGreaterThan(0);
  for (const name of proven) expect(JSON.stringify(report)).not.toContain(name);
  expect(await console.page.evaluate(() => (globalThis as any).mounted.status())).toMatchObject({ overall: "done" });
  // It is as high as what it shows.
  const heights = await Promise.all([
    frame.evaluate(() => document.body.scrollHeight),
    console.page.evaluate(() => document.querySelector("iframe")?.getBoundingClientRect().height),
  ]);
  expect(heights[0]).toBe(heights[1]);
  expect(JSON.stringify(await console.heard())).not.toContain(CREDENTIALS.token);
});

test("only the steps that the host wants are shown, and nothing is planned beyond them", async ({ console }) => {
  await console.tenant.reset({ scenario: "default-mapping" });
  const assistant = await console.element({ steps: ["mapping"], step: "mapping", theme: "dark", density: "compact", locale: "de" });
  await assistant.looked();
  await expect(console.page.locator("section[data-step]")).toHaveCount(1);
  await expect(console.page.locator("total-setup-assistant")).toHaveAttribute("data-theme", "dark");
  await assistant.press("Fix everything");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  expect((await console.writes()).filter((write) => !write.endsWith("/schema"))).toEqual([]);
  expect((await console.hears("status")).steps).toEqual({ mapping: "done" });
  expect(await console.hears("completed")).toBeTruthy();
});
