import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { AssistantPage } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

/** The tour on a page whose time passes only when a test says so. */
class Tour {
  readonly panel: Locator;
  readonly assistant: AssistantPage;
  readonly marked: Locator;

  private constructor(readonly page: Page) {
    this.panel = page.locator("[data-tour]");
    this.assistant = new AssistantPage(page);
    this.marked = page.locator("[data-tour-target]");
  }

  /** Opened, and time stands still. */
  static async open(page: Page, address = "/demo/?tour=1"): Promise<Tour> {
    await page.clock.install();
    await page.addInitScript(() => {
      const state = { hidden: false };
      Object.defineProperty(document, "hidden", { get: () => state.hidden });
      Object.assign(window, {
        hide: (hidden: boolean) => {
          state.hidden = hidden;
          document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        },
      });
    });
    await page.goto(address);
    const tour = new Tour(page);
    await expect(tour.assistant.setup).toBeVisible({ timeout: 30_000 });
    // Far enough ahead for a page that is slow to answer.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 20_000);
    await tour.looked();
    return tour;
  }

  /** Lets the first look come to its end. */
  async looked(): Promise<void> {
    const busy = () => this.assistant.setup.getAttribute("aria-busy");
    for (let quarters = 0; quarters < 80 && (await busy()) === "true"; quarters += 1) await this.page.clock.runFor(250);
    await this.assistant.looked();
  }

  static async started(page: Page): Promise<Tour> {
    const tour = await Tour.open(page);
    await tour.press("Start the tour");
    await tour.is("playing");
    return tour;
  }

  press = (name: string) => this.panel.getByRole("button", { name, exact: true }).click();

  /** Lets seconds pass. */
  async pass(seconds: number): Promise<void> {
    for (let quarters = 0; quarters < seconds * 4; quarters += 1) await this.page.clock.runFor(250);
  }

  is = (state: string) => expect(this.panel).toHaveAttribute("data-tour", state);
  state = () => this.panel.getAttribute("data-tour");
  station = async () => Number(await this.panel.getAttribute("data-station"));
  text = () => this.panel.locator(".tsa-tour-text").innerText();

  /** Presses Next whenever there is something to read, until `there` is so. */
  async skip(there: () => Promise<boolean>): Promise<void> {
    for (let quarters = 0; quarters < 480; quarters += 1) {
      if (await there()) return;
      if ((await this.state()) === "playing") await this.press("Next");
      await this.page.clock.runFor(250);
    }
    throw new Error(`the tour stays at station ${await this.station()}: ${await this.text()}`);
  }

  dialog = () => this.assistant.dialog.isVisible();

  /** How the panel lies: pixels of height that it covers of what is marked, and what does not fit. */
  layout = () =>
    this.page.evaluate(() => {
      const panel = document.querySelector<HTMLElement>("[data-tour]")!;
      const [own, marked] = [panel, document.querySelector("[data-tour-target]")].map((element) => element?.getBoundingClientRect());
      const said = panel.querySelector(".tsa-tour-said")!;
      const apart = !own || !marked || marked.right <= own.left || marked.left >= own.right;
      return {
        state: panel.dataset.tour,
        text: `${panel.dataset.station} ${document.querySelector<HTMLElement>("[data-tour-target]")?.innerText}`,
        covered: apart ? 0 : Math.max(0, Math.min(marked.bottom, own.bottom) - Math.max(marked.top, own.top)),
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        unsaid: said.scrollHeight - said.clientHeight,
      };
    });
}

const faults = async (page: Page): Promise<string[]> => {
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  return found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
};

test("the tour sets everything up by itself in about two minutes", async ({ page, complaints }) => {
  test.setTimeout(240_000);
  const tour = await Tour.started(page);
  const stations = new Set<number>();
  let seconds = 0;
  while ((await tour.state()) === "playing" && seconds < 200) {
    stations.add(await tour.station());
    await tour.pass(1);
    seconds += 1;
  }
  await tour.is("done");
  expect([...stations]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(seconds).toBeGreaterThan(100);
  expect(seconds).toBeLessThan(150);
  await expect(tour.assistant.setup).toHaveAttribute("data-setup", "done");
  expect(await tour.assistant.initials()).toBe("ddddd");
  for (const title of [
    "Create the provisioning job",
    "Store tenant URL and secret token",
    "Correct the attribute mapping",
    "Assign a group to the application",
    "Provision people now",
    "Start provisioning",
  ]) {
    await expect(tour.assistant.receipts.filter({ hasText: title }).first(), title).toContainText("Seen");
  }
  await tour.press("Close");
  await expect(tour.panel).toHaveCount(0);
  await expect(tour.marked).toHaveCount(0);
  expect(complaints.list).toEqual([]);
});

test("a button starts the tour in a fresh tenant", async ({ page }) => {
  const tour = await Tour.open(page, "/demo/?scenario=fresh");
  await expect(tour.panel).toHaveCount(0);
  await tour.assistant.press("Take the two-minute tour");
  await tour.is("playing");
});

test("in any other tenant the button opens a fresh one", async ({ page }) => {
  await page.goto("/demo/?scenario=all-right");
  await page.getByRole("button", { name: "Take the two-minute tour" }).click();
  await expect(page.locator("[data-tour=ready]")).toBeVisible({ timeout: 15_000 });
  expect(new URL(page.url()).searchParams.get("scenario")).toBe("fresh");
});

test("while it is paused nothing goes on, in the tenant neither", async ({ page }) => {
  test.setTimeout(120_000);
  const tour = await Tour.started(page);
  await tour.pass(12);
  await tour.press("Pause");
  const before = [await tour.text(), await tour.assistant.initials(), await tour.panel.innerText()];
  await tour.pass(60);
  expect([await tour.text(), await tour.assistant.initials(), await tour.panel.innerText()]).toEqual(before);
  await expect(tour.panel).toContainText("clock stands still");
  // A first cycle takes twenty seconds.
  await tour.press("Resume");
  await tour.skip(async () => (await tour.station()) === 8);
  await tour.press("Pause");
  await tour.pass(60);
  await expect(tour.assistant.step("start")).toHaveAttribute("data-status", "working");
  await tour.press("Resume");
  await tour.pass(40);
  await expect(tour.assistant.step("start")).toHaveAttribute("data-status", "done");
});

test("paused, it goes one step at a time", async ({ page }) => {
  test.setTimeout(120_000);
  const tour = await Tour.started(page);
  await tour.press("Pause");
  const said = [await tour.text()];
  for (let step = 0; step < 5; step += 1) {
    await tour.press("Next");
    for (let quarters = 0; quarters < 80 && (await tour.state()) !== "paused"; quarters += 1) await page.clock.runFor(250);
    await tour.is("paused");
    await expect(tour.marked).toHaveCount(1);
    said.push(await tour.text());
    await tour.pass(10);
    expect(await tour.text()).toBe(said.at(-1));
  }
  expect(new Set(said).size).toBe(6);
});

test("it is started, paused and ended with the keyboard alone, and the focus stays", async ({ page }) => {
  test.setTimeout(120_000);
  const tour = await Tour.open(page, "/demo/?scenario=fresh");
  await page.getByRole("button", { name: "Break something" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await tour.is("playing");
  await expect(page.locator(":focus")).toHaveText("Go to the tour");
  // The words, which can be scrolled, and then the controls.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await tour.is("paused");
  await page.keyboard.press("Space");
  await tour.is("playing");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveText("Pause");
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
  expect(ring).not.toBe("none");
  await page.keyboard.press("Escape");
  await tour.is("paused");
  await page.keyboard.press("Enter");
  await tour.is("playing");
  // A dialog takes the focus, and gives it back: to where it was.
  for (let seconds = 0; seconds < 60 && !(await tour.dialog()); seconds += 1) await tour.pass(1);
  await tour.pass(1);
  await expect(tour.assistant.dialog).toBeVisible();
  await expect(page.locator(":focus")).toHaveText("Pause");
  await page.keyboard.press("Escape");
  await tour.is("paused");
  await expect(tour.assistant.dialog).toBeVisible();
  await page.keyboard.press("Space");
  await tour.is("playing");
  for (let seconds = 0; seconds < 60 && (await tour.dialog()); seconds += 1) await tour.pass(1);
  await tour.pass(1);
  await expect(page.locator(":focus")).toHaveText("Pause");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.locator(":focus")).toHaveText("Stop the tour");
  await page.keyboard.press("Enter");
  await expect(tour.panel).toHaveCount(0);
  await expect(tour.marked).toHaveCount(0);
});

test("whoever uses the assistant takes over, and the tour says where it cannot go on", async ({ page, complaints }) => {
  test.setTimeout(120_000);
  const tour = await Tour.started(page);
  await tour.skip(async () => (await tour.station()) === 3);
  // Tab does nothing to the page, and no key is taken from it.
  await page.keyboard.press("Tab");
  await tour.is("playing");
  await tour.assistant.open("groups");
  await tour.is("paused");
  await expect(tour.panel).toContainText("because you took over");
  // The tenant answers all the same.
  await tour.assistant.press("Assign groups");
  await expect(tour.assistant.dialog).toBeVisible();
  await tour.assistant.press("Apply");
  await expect(async () => {
    await page.clock.runFor(250);
    await expect(tour.assistant.step("groups")).toHaveAttribute("data-status", "done", { timeout: 1 });
  }).toPass();
  await tour.is("paused");
  await tour.assistant.open("connect");
  await tour.press("Resume");
  await tour.is("playing");
  await tour.skip(async () => (await tour.state()) === "stopped");
  await expect(tour.panel).toContainText("The tour has stopped at “Who is sent”");
  await expect(tour.assistant.step("mapping")).toHaveAttribute("data-status", "done");
  await tour.press("Take it again in a fresh tenant");
  await tour.is("ready");
  await tour.looked();
  expect(await tour.assistant.initials()).toBe("ababb");
  expect(complaints.list).toEqual([]);
});

test("a page that nobody sees does not go on", async ({ page }) => {
  const tour = await Tour.started(page);
  await tour.pass(3);
  await page.evaluate(() => (window as unknown as { hide(hidden: boolean): void }).hide(true));
  await tour.is("paused");
  await page.evaluate(() => (window as unknown as { hide(hidden: boolean): void }).hide(false));
  const text = await tour.text();
  await tour.pass(30);
  expect(await tour.text()).toBe(text);
  await expect(tour.panel).toContainText("out of sight");
});

for (const width of [360, 1280]) {
  test(`the panel covers nothing that it speaks of, at ${width} pixels`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width, height: 740 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    const tour = await Tour.started(page);
    const seen = new Set<string>();
    for (let halves = 0; halves < 240; halves += 1) {
      await page.clock.runFor(500);
      const { state, text, covered, wide, unsaid } = await tour.layout();
      expect({ covered, wide: Math.max(0, wide), unsaid: Math.max(0, unsaid - 1) }, text).toEqual({ covered: 0, wide: 0, unsaid: 0 });
      seen.add(text);
      if (state !== "playing") break;
      // What is read is read fast here; what is pressed takes its time.
      if (halves % 2 === 1) await tour.press("Next");
    }
    await tour.is("done");
    expect(seen.size).toBeGreaterThan(15);
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  // In real time: axe waits for some of it.
  test(`axe finds no fault in the tour (${colorScheme})`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/demo/?tour=1");
    const assistant = new AssistantPage(page);
    await assistant.looked();
    const panel = page.locator("[data-tour]");
    const press = (name: string) => panel.getByRole("button", { name, exact: true }).click();
    expect(await faults(page), "ready").toEqual([]);
    await press("Start the tour");
    await expect(page.locator("[data-tour-target]")).toHaveCount(1);
    expect(await faults(page), "playing").toEqual([]);
    await press("Pause");
    expect(await faults(page), "paused").toEqual([]);
    await press("Resume");
    // Each part that is said is skipped, up to the first preview.
    await expect(async () => {
      await press("Next");
      await expect(assistant.dialog).toBeVisible({ timeout: 500 });
    }).toPass();
    await press("Pause");
    await expect(assistant.dialog.locator("[data-tour=paused]")).toBeVisible();
    expect(await faults(page), "dialog").toEqual([]);
  });
}
