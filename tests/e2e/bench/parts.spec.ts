// Measures parts of the assistant with as much data as the budgets name: bench/src/bin/parts.
import { expect, type Page, test as base } from "@playwright/test";
import type { Emulator } from "../support/emulator";
import { median, record, serve, throttle } from "../support/figures";

const test = base.extend<object, { parts: Emulator }>({
  parts: [
    async ({}, use) => {
      const parts = await serve("parts");
      await use(parts);
      await parts.stop();
    },
    { scope: "worker" },
  ],
});

/** A machine that others use as well stumbles now and then: the middle of so many runs counts. */
const RUNS = 3;

type Watched = { tasks: number[]; gaps: number[]; rows: number };

/** In the page: collects long tasks, times between frames and the most rows that exist at once. */
const watch = () => {
  const watched: Watched = { tasks: [], gaps: [], rows: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.tasks.push(entry.duration);
  }).observe({ type: "longtask" });
  let last = performance.now();
  const frame = (now: number) => {
    watched.gaps.push(now - last);
    last = now;
    watched.rows = Math.max(watched.rows, document.querySelectorAll(".tsa-list-row").length);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  Object.assign(window, { watched });
};

/** When the browser has nothing left to do; a slowed one may never come to that. */
const idle = (page: Page) =>
  page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2_000 })));

/** Two frames on, whatever a scroll has led to is drawn. */
const drawn = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** Scrolls through all rows: by the wheel as people do, by the wheel in leaps, and by keys. */
async function scrollThrough(page: Page): Promise<Watched> {
  const list = page.getByRole("list", { name: "Groups" });
  const [height, view] = await list.evaluate((list) => [list.scrollHeight, list.clientHeight]);
  await list.hover();
  await list.focus();
  await idle(page);
  await page.evaluate(watch);
  for (let notch = 0; notch < 60; notch++) {
    await page.mouse.wheel(0, 240);
    await drawn(page);
  }
  for (let leap = 0; leap < 50; leap++) {
    await page.mouse.wheel(0, height / 50);
    await drawn(page);
  }
  const last = page.locator('[aria-posinset="50000"]');
  const first = page.locator('[aria-posinset="1"]');
  await expect(last).toBeVisible();
  for (let turn = 0; turn < 3; turn++) {
    for (const [key, row, end] of [["Home", first, 0], ["End", last, height - view]] as const) {
      await list.press(key);
      await expect(row).toBeVisible();
      // A key that is pressed while the list still glides may be lost.
      await expect.poll(() => list.evaluate((list) => list.scrollTop)).toBe(end);
      await drawn(page);
    }
  }
  // Long tasks are reported a little later.
  await idle(page);
  return page.evaluate(() => (window as unknown as { watched: Watched }).watched);
}

/** The longest task; below 50 ms none is reported, but no task is longer than the time between two frames. */
const longestTask = ({ tasks, gaps }: Watched) => Math.max(0, ...tasks) || Math.min(50, Math.max(...gaps));

for (const { rate, suffix } of [{ rate: 1, suffix: "" }, { rate: 4, suffix: "Slow" }]) {
  test(`scrolling 50,000 rows at CPU / ${rate}`, async ({ page, context, parts }) => {
    test.setTimeout(180_000);
    const devtools = await context.newCDPSession(page);
    const runs: Watched[] = [];
    for (let run = 0; run < RUNS; run++) {
      await page.goto(`${parts.origin}/`);
      await expect(page.locator(".tsa-list-row").first()).toBeVisible();
      await throttle(devtools, rate);
      runs.push(await scrollThrough(page));
      await throttle(devtools, 1);
    }
    await record({
      [`scrollTask${suffix}`]: median(runs.map(longestTask)),
      [`scrollGap${suffix}`]: median(runs.map(({ gaps }) => Math.max(...gaps))),
      ...(rate === 1 ? { scrollRows: Math.max(...runs.map(({ rows }) => rows)) } : {}),
    });
  });
}

test("editing a schema of 2 MB", async ({ page, parts }) => {
  test.setTimeout(120_000);
  await page.goto(`${parts.origin}/`);
  await page.getByRole("button", { name: "Edit a schema" }).click();
  const result = page.locator("output");
  await expect(result).not.toBeEmpty({ timeout: 60_000 });
  const { bytes, ours, native } = JSON.parse(await result.innerText()) as Record<"ours" | "native", number[]> & { bytes: number };
  expect(bytes).toBeGreaterThan(1_900_000);
  await record({
    schemaRatio: median(ours) / median(native),
    schemaEdit: median(ours),
    schemaNative: median(native),
  });
});
