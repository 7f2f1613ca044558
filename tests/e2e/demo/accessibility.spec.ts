import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { AssistantPage, STEPS } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

const faults = async (page: Page): Promise<string[]> => {
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  return found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
};

for (const colorScheme of ["light", "dark"] as const) {
  test(`the welcome page has no fault that axe finds (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/");
    await expect(page.getByRole("link", { name: "Try the demonstration" })).toBeVisible();
    expect(await faults(page)).toEqual([]);
  });

  for (const scenario of ["fresh", "synced-wrong", "nested-groups", "two-apps", "all-right"]) {
    test(`every step of ${scenario} has no fault that axe finds (${colorScheme})`, async ({ page }) => {
      test.setTimeout(60_000);
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const assistant = await AssistantPage.demo(page, scenario);
      expect(await faults(page)).toEqual([]);
      if (scenario === "two-apps") return;
      for (const step of STEPS) {
        await assistant.open(step);
        expect(await faults(page), step).toEqual([]);
      }
      if (await assistant.button("Fix everything").count()) {
        await assistant.press("Fix everything");
        await expect(assistant.dialog).toBeVisible();
        expect(await faults(page), "dialog").toEqual([]);
      }
    });
  }
}

test("nothing is wider than a page of 320 pixels", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  const assistant = await AssistantPage.demo(page, "default-mapping");
  for (const step of STEPS) {
    await assistant.open(step);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, step).toBeLessThanOrEqual(0);
  }
});
