// What is not needed at once comes in pieces of its own, when somebody wants it (src/ui/pieces.rs).
import type { Page, Route } from "@playwright/test";
import { AssistantPage } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

const REPORT = /\/demo_report-[0-9a-f]+\.wasm$/;
const report = (page: Page) => page.locator("[data-report]");
const missing = (page: Page) => page.locator("[data-missing]");

test("the report's piece is loaded when the report is opened, once", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => void (REPORT.test(request.url()) && asked.push(request.url())));
  const assistant = await AssistantPage.demo(page, "fresh");
  await assistant.looked();
  expect(asked).toEqual([]);
  for (let visit = 0; visit < 2; visit++) {
    await assistant.press("Report");
    await expect(report(page)).toBeVisible();
    await report(page).getByRole("button", { name: "Close" }).click();
    await expect(report(page)).toHaveCount(0);
  }
  expect(asked).toHaveLength(1);
});

const FAILURES: [string, (route: Route) => Promise<void>][] = [
  ["a piece that cannot be had", (route) => route.abort()],
  ["a piece of which another version stands there (N09)", (route) => route.fulfill({ status: 404, body: "" })],
  [
    "a piece with a changed byte (HDR-08)",
    async (route) => {
      const answer = await route.fetch();
      const body = await answer.body();
      body[body.length - 1] = (body[body.length - 1] ?? 0) ^ 1;
      await route.fulfill({ response: answer, body });
    },
  ],
];

for (const [what, fail] of FAILURES) {
  test(`${what} is said where it would stand, and can be tried again`, async ({ page }) => {
    const assistant = await AssistantPage.demo(page, "fresh");
    await assistant.looked();
    await page.route(REPORT, fail);
    await assistant.press("Report");
    await expect(missing(page)).toContainText("could not be loaded");
    await page.unroute(REPORT);
    await missing(page).getByRole("button", { name: "Try again" }).click();
    await expect(report(page)).toBeVisible();
    await expect(missing(page)).toHaveCount(0);
  });
}
