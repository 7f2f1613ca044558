// What a person sees while the program is on its way: the largest text is there before it, and nothing moves when it comes.
import type { Page } from "@playwright/test";
import { expect, hosting as test } from "../support/hosting";

type Seen = { largest: string; moved: number };

/** Follows what the browser itself calls the largest paint and a shift of the layout. Call before the page is opened. */
const watchPaint = (page: Page): Promise<void> =>
  page.addInitScript(() => {
    const seen: Seen = { largest: "", moved: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      // The element is gone once the program has taken its place; the entry is not.
      for (const entry of list.getEntries() as (PerformanceEntry & { element: Element | null })[]) seen.largest = entry.element?.className ?? seen.largest;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.moved += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });

for (const [screen, viewport] of [["a phone", { width: 412, height: 823 }], ["a desk", { width: 1350, height: 940 }]] as const) {
  for (const [path, shown] of [["/", ".tsa-welcome"], ["/demo/", "[data-gallery]"], ["/demo/?scenario=fresh", 'main[data-setup="attention"]']] as const) {
    test(`${path} on ${screen}`, async ({ page, site }) => {
      await page.setViewportSize(viewport);
      await watchPaint(page);
      // The program takes its time, as on a slow line: the shell is painted first.
      await page.route(/\.wasm$/, async (route) => {
        await page.waitForFunction(() => (window as unknown as { seen: Seen }).seen.largest !== "");
        await route.continue();
      });
      await page.goto(site.at(path));
      await expect(page.locator(shown)).toBeVisible({ timeout: 15_000 });
      // What is shown was painted: two frames later both are told.
      const seen = await page.evaluate(
        () => new Promise<Seen>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve((window as unknown as { seen: Seen }).seen))))),
      );
      expect(seen.largest).toContain("shell-lead");
      // Google calls 0.1 good.
      expect(seen.moved).toBeLessThan(0.05);
    });
  }
}
