// The synchronization as it runs: what the start step shows of it, and what it says when it takes too long.
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { AssistantPage } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

// The demonstration's clock is ten times as fast as the page's.
const SPEED = 10;

const open = async (page: Page, scenario: string): Promise<{ assistant: AssistantPage; cycle: Locator; standing: Locator }> => {
  const assistant = await AssistantPage.demo(page, scenario);
  const step = await assistant.open("start");
  return { assistant, cycle: step.locator("[data-cycle]"), standing: step.locator("[data-standing]") };
};

/** The numbers of the bars, by their names. */
const bars = async (cycle: Locator): Promise<Record<string, number>> =>
  Object.fromEntries(
    await cycle.locator("[data-bar]:not([hidden])").evaluateAll((rows) =>
      rows.map((row) => [row.querySelector("th")!.textContent!, Number(row.querySelector("td:last-child")!.textContent)]),
    ),
  );

const seconds = (clock: string | null): number => clock!.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

test("a first cycle is followed to its end", async ({ page, complaints }) => {
  await page.clock.install();
  const { assistant, cycle, standing } = await open(page, "first-cycle");
  await expect(standing).toHaveAttribute("data-standing", "running");
  await expect(cycle).toContainText(/1\d min so far\. Microsoft's range for 325 assigned users, groups and members: 4 to 26 minutes\./);
  await expect(cycle.getByRole("progressbar")).toBeVisible();
  const before = await bars(cycle);
  expect(Object.keys(before)).toEqual(["Created", "Updated", "Skipped", "Failed"]);
  expect(before["Created"]).toBeGreaterThan(100);
  // The time goes on between two reads, by the tenant's clock.
  const clock = cycle.getByRole("timer");
  const began = seconds(await clock.textContent());
  await page.clock.runFor(2_000);
  expect(seconds(await clock.textContent())).toBeGreaterThanOrEqual(began + SPEED);
  await page.clock.runFor(15_000);
  await expect.poll(async () => (await bars(cycle))["Created"]).toBeGreaterThan(before["Created"]!);
  expect(await page.title()).toBe("Working – TOTAL Setup Assistant");
  // It ends, and the title tells until somebody does something.
  await page.clock.runFor(45_000);
  await expect(page).toHaveTitle("Done: first sync – TOTAL Setup Assistant");
  await assistant.becomes("start", "done");
  await expect(standing).toHaveAttribute("data-standing", "resting");
  await expect(cycle).toContainText(/The next cycle begins in about \d+ min\./);
  await expect(cycle.getByRole("progressbar")).toHaveCount(0);
  await page.keyboard.press("Tab");
  await expect(page).toHaveTitle("Done – TOTAL Setup Assistant");
  expect(complaints.list).toEqual([]);
});

test("a first cycle beyond Microsoft's range is said to be long, and what to do", async ({ page, complaints }) => {
  const { assistant, cycle, standing } = await open(page, "first-cycle-long");
  await expect(standing).toHaveAttribute("data-standing", "long");
  await expect(cycle).toContainText(/5\d min so far, 2\d min longer than usual\./);
  await expect(assistant.step("start")).toContainText("Look for failures in the provisioning log below.");
  const counted = await bars(cycle);
  expect(counted["Created"]).toBeGreaterThan(0);
  expect(counted["Failed"]).toBeGreaterThan(0);
  expect(complaints.list).toEqual([]);
});

test("the recent cycles are a line, and the same numbers as a table", async ({ page, complaints }) => {
  const { cycle, standing } = await open(page, "several-cycles");
  await expect(standing).toHaveAttribute("data-standing", "resting");
  const newest = await bars(cycle);
  expect(newest["Failed"]).toBeGreaterThan(0);
  const figure = cycle.getByRole("figure", { name: "The recent cycles with changes" });
  await expect(figure.locator("svg")).toBeVisible();
  await figure.getByText("The same as a table").click();
  const table = figure.getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText(["Cycle", "Created", "Updated", "Disabled or deleted", "Skipped", "Nothing to change", "Failed"]);
  const rows = await table.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent))));
  expect(rows.length).toBeGreaterThanOrEqual(10);
  expect(rows[0]).toEqual([newest["Created"], newest["Updated"], 0, newest["Skipped"], 0, newest["Failed"]]);
  // A mark for each cycle, and one for each that had failures.
  await expect(figure.locator("svg ~ [data-line='0']")).toHaveCount(rows.length);
  await expect(figure.locator("svg ~ [data-line='1']")).toHaveCount(rows.filter((row) => row.at(-1)! > 0).length);
  expect(complaints.list).toEqual([]);
});

test("a later cycle that does not come is said to be late, until it comes", async ({ page }) => {
  await page.clock.install();
  const { assistant, cycle, standing } = await open(page, "cycle-late");
  await expect(standing).toHaveAttribute("data-standing", "late");
  await expect(cycle).toContainText(/The next cycle was due 2 h \d+ min ago and has not ended\./);
  await expect(assistant.step("start")).toContainText("pause provisioning and start it again");
  // It comes half an hour later: three minutes of the page's.
  await page.clock.runFor(190_000);
  await expect(standing).toHaveAttribute("data-standing", "resting");
  await expect(assistant.step("start")).not.toContainText("The next cycle is late");
});

test("nothing of a cycle is shown before there is one", async ({ page }) => {
  const { cycle } = await open(page, "default-mapping");
  await expect(cycle).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const scenario of ["first-cycle-long", "several-cycles"]) {
    test(`the picture of ${scenario} has no fault that axe finds (${colorScheme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const { cycle } = await open(page, scenario);
      for (const details of await cycle.locator("summary").all()) await details.click();
      const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
      const found = await new AxeBuilder({ page }).include("[data-cycle]").withTags(tags).analyze();
      expect(found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
    });
  }
}

// WCAG 1.4.10, and a language that is written the other way.
for (const direction of ["ltr", "rtl"]) {
  test(`the picture fits a page of 320 pixels (${direction})`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    const { cycle } = await open(page, "several-cycles");
    await page.evaluate((direction) => (document.documentElement.dir = direction), direction);
    await cycle.getByText("The same as a table").click();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    // The newest cycle stands where a line of text ends.
    const marks = cycle.locator("svg ~ [data-line='0']");
    const [first, last] = [(await marks.first().boundingBox())!, (await marks.last().boundingBox())!];
    expect(Math.sign(last.x - first.x)).toBe(direction === "ltr" ? 1 : -1);
  });
}
