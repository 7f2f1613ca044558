// The provisioning log: looked through, opened, exported, and smooth however long it is (design §6, security.md INP-07, INP-08).
import AxeBuilder from "@axe-core/playwright";
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { AssistantPage } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

// The large tenant is simulated in the page, and takes a while on a slow machine.
test.setTimeout(90_000);

/** The log of a scenario, unfolded. */
class LogPart {
  readonly part: Locator;
  readonly list: Locator;
  readonly rows: Locator;
  readonly counts: Locator;
  readonly details: Locator;

  private constructor(readonly page: Page, readonly assistant: AssistantPage) {
    this.part = page.locator("[data-log]");
    this.list = this.part.getByRole("listbox", { name: "Entries of the provisioning log" });
    this.rows = this.list.getByRole("option");
    this.counts = this.part.locator("[data-log-counts]");
    this.details = page.getByRole("region", { name: "Details of the entry" });
  }

  static async of(page: Page, scenario: string): Promise<LogPart> {
    const assistant = await AssistantPage.demo(page, scenario);
    await assistant.open("start");
    const log = new LogPart(page, assistant);
    await log.part.locator("summary").first().click();
    return log;
  }

  search = (text: string) => this.part.getByRole("searchbox", { name: "Find a person or group" }).fill(text);
  result = (name: string) => this.part.getByLabel("Result").selectOption(name);
  time = (name: string) => this.part.getByLabel("Time").selectOption(name);
  button = (name: string) => this.part.getByRole("button", { name, exact: true });
}

/** RFC 4180. */
const cells = (text: string): string[][] =>
  text
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) => (cell[1]?.replaceAll('""', '"') ?? cell[2])!));

test("people are found by name, result and time", async ({ page, complaints }) => {
  const log = await LogPart.of(page, "large");
  await expect(log.rows.first()).toBeVisible();
  await expect(log.counts).toHaveText(/^\d+ succeeded · \d+ skipped · \d+ failed$/);
  await log.result("Failed");
  await expect(log.rows.first()).toContainText("could not be created in TOTAL");
  expect(await log.rows.first().getAttribute("aria-setsize")).toBe("25");
  await log.search("alex");
  await expect(log.rows.first()).toContainText("Alex");
  await log.search("no such person");
  await expect(log.part.getByText("No entry fits")).toBeVisible();
  await log.button("Show all entries").click();
  await expect(log.rows.first()).toHaveAttribute("aria-setsize", "500");
  await expect(log.part.getByLabel("Result")).toHaveValue("All results");
  await expect(log.part.getByRole("searchbox")).toHaveValue("");
  await log.time("Last hour");
  await expect.poll(async () => Number(await log.rows.first().getAttribute("aria-setsize"))).toBeLessThan(80);
  expect(complaints.list).toEqual([]);
});

test("an entry opens by pointer and keyboard to steps, values and what to do", async ({ page, complaints }) => {
  const log = await LogPart.of(page, "large");
  await log.result("Failed");
  await log.rows.filter({ hasText: "must be unique" }).first().click();
  await expect(log.details).toContainText("could not be created in TOTAL");
  await expect(log.details).toContainText("Find that entry in TOTAL, and remove it or change its value.");
  await expect(log.details.locator("code")).toHaveText("SystemForCrossDomainIdentityManagementConflict");
  await expect(log.details.locator("[data-log-step]")).toHaveCount(4);
  await expect(log.details.locator("[data-log-value=title]")).toContainText("(empty) → ");
  // Microsoft's words are folded, and named as such (LOG-02).
  const words = log.details.getByText("The object was not provisioned");
  await expect(words).toBeHidden();
  await log.details.getByText("Microsoft's answer", { exact: true }).click();
  await expect(words).toBeVisible();
  await log.button("Close details").click();
  await expect(log.details).toHaveCount(0);

  const { list } = log;
  await list.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(log.details).toBeVisible();
  await expect(list).toBeFocused();
  await expect(log.rows.and(page.locator('[aria-selected="true"]'))).toHaveCount(1);
  // What was opened is heard without leaving the list.
  await expect(page.locator("p.tsa-said")).toContainText("could not be created in TOTAL.");
  expect(complaints.list).toEqual([]);
});

test("a code that is not known is shown as Microsoft wrote it", async ({ page }) => {
  const log = await LogPart.of(page, "large");
  await log.result("Failed");
  await log.rows.filter({ hasText: "FunctionNotSupported" }).first().click();
  await expect(log.details).toContainText("The assistant has no explanation for this");
  await log.details.getByText("Microsoft's answer", { exact: true }).click();
  await expect(log.details.getByText("The object was not provisioned: FunctionNotSupported")).toBeVisible();
});

test("what is shown is exported, and nothing else", async ({ page }) => {
  const log = await LogPart.of(page, "large");
  await log.result("Skipped");
  const shown = Number(await log.rows.first().getAttribute("aria-setsize"));
  const saved = page.waitForEvent("download");
  await log.button("Export what is shown as CSV").click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^provisioning-log-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text.startsWith("\u{feff}Time (UTC),Name,User name,")).toBe(true);
  const [head, ...rows] = cells(text.slice(1));
  expect(rows).toHaveLength(shown);
  for (const row of rows) {
    expect(row).toHaveLength(head!.length);
    expect(row[6]).toBe("skipped");
  }
  expect(rows.some((row) => row[7] === "NotEffectivelyEntitled" && row[9]!.startsWith("Assign a group"))).toBe(true);
});

test("the step that proves leads to the log", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "all-right");
  await assistant.open("on-demand");
  await assistant.press("Show the provisioning log");
  const log = page.locator("[data-log]");
  await expect(log.locator("summary").first()).toBeFocused();
  await expect(log.getByRole("option").filter({ hasText: "Ada Martin was created in TOTAL" })).toBeVisible();
  await expect(log.getByRole("button", { name: "Load older entries" })).toHaveCount(0);
});

test("a log that is empty or may not be read says so", async ({ page }) => {
  const empty = await LogPart.of(page, "default-mapping");
  await expect(empty.part.getByText("The log is empty")).toBeVisible();
  const without = await LogPart.of(page, "no-p1");
  await expect(without.part.getByText("The log needs Entra ID P1 or P2")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [360, 1280]) {
    test(`the log has no fault that axe finds and nothing is too wide (${colorScheme}, ${width} px)`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      const log = await LogPart.of(page, "large");
      await log.result("Failed");
      await log.rows.nth(1).click();
      await expect(log.details).toBeVisible();
      const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
      expect(found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    });
  }
}

test("loading older entries is stopped, and gone on with", async ({ page, complaints }) => {
  const log = await LogPart.of(page, "large");
  const size = async () => Number(await log.rows.first().getAttribute("aria-setsize"));
  expect(await size()).toBe(500);
  // Pages are read as slowly as Microsoft asks for: in real time ten of them take long enough to be stopped.
  await page.locator("select[name=speed]").selectOption("1");
  await log.button("Load older entries").click();
  await expect.poll(size, { timeout: 30_000 }).toBeGreaterThan(500);
  await log.button("Stop").click();
  await expect(log.button("Load older entries")).toBeVisible();
  await expect(log.button("Stop")).toHaveCount(0);
  const stopped = await size();
  expect(stopped).toBeLessThan(5_500);
  await log.assistant.hurry();
  await log.button("Load older entries").click();
  await expect.poll(size, { timeout: 60_000 }).toBe(Math.min(stopped + 5_000, 50_000));
  expect(complaints.list).toEqual([]);
});

test("fifty thousand entries scroll, and are searched, without a pause", async ({ page, complaints }) => {
  test.setTimeout(240_000);
  const log = await LogPart.of(page, "large");
  await log.assistant.hurry();
  const size = async () => Number(await log.rows.first().getAttribute("aria-setsize"));
  // The demonstration's tenant lives in the page: while it answers, the page is busy, which no real tenant makes it.
  while ((await size()) < 50_000) {
    const before = await size();
    await log.button("Load older entries").click();
    await expect.poll(size, { timeout: 60_000 }).toBe(Math.min(before + 5_000, 50_000));
    await expect(log.button("Stop")).toHaveCount(0);
  }
  await expect(log.part.getByText("The newest 50,000 entries are shown.")).toBeVisible();
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: "longtask" });
  });
  const longest = () => page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks));
  const { list } = log;
  await list.hover();
  for (let turn = 0; turn < 40; turn += 1) {
    await page.mouse.wheel(0, turn % 4 === 0 ? 60_000 : 600);
    expect(await log.rows.count()).toBeLessThan(60);
  }
  await expect.poll(async () => list.evaluate((element) => element.scrollTop)).toBeGreaterThan(500_000);
  await list.focus();
  await page.keyboard.press("End");
  await expect(log.rows.last()).toHaveAttribute("aria-posinset", "50000");
  expect(await longest(), "a task while scrolling, in ms").toBeLessThan(200);
  await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks.splice(0));
  await log.search("p49999");
  await expect(log.rows).toHaveCount(1);
  expect(await longest(), "a task while searching, in ms").toBeLessThan(200);
  await expect(log.rows).toContainText("49999");
  expect(complaints.list).toEqual([]);
});
