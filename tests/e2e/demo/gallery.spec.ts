// The demonstration's first page, its addresses, and beginning anew.
import AxeBuilder from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AssistantPage, STEPS } from "../support/assistant";
import { root } from "../support/emulator";
import { demo as test, expect } from "../support/fixtures";

/** Every scenario that the documentation links to; src/words/en/scenarios.rs holds that these are all. */
const SCENARIOS = [...readFileSync(join(root, "docs/demo.md"), "utf8").matchAll(/^\| `\/demo\/\?scenario=([a-z0-9-]+)` \|/gm)].map((found) => found[1] as string);
/** Where a person has to choose the application first. */
const NO_STEPS = ["two-apps", "registration-app", "foreign-app"];

test("the gallery has a card for every scenario, each a link of its own", async ({ page, complaints }) => {
  await page.goto("/demo/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Start here", "The mapping", "Connection and sync", "Groups and people", "The application", "Permissions and licence", "Bad days", "In operation"]);
  const links = await page.locator("[data-gallery] h3 a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  expect(links.toSorted()).toEqual(SCENARIOS.map((name) => `?scenario=${name}`).toSorted());
  await expect(page.getByRole("region", { name: "Demonstration" })).toContainText("Nothing leaves it");
  await expect(page).toHaveTitle(/^Demonstration/);
  expect(complaints.list).toEqual([]);
});

test("a card is chosen with the keyboard, and the bar leads back", async ({ page }) => {
  await page.goto("/demo/");
  const card = page.getByRole("link", { name: "Synced with the wrong mapping" });
  await card.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?scenario=synced-wrong/);
  await new AssistantPage(page).looked();
  const bar = page.getByRole("region", { name: "Demonstration" });
  await expect(bar).toContainText("Synced with the wrong mapping");
  await expect(bar).toContainText("On Monday nobody can sign in");
  await bar.getByRole("link", { name: "All scenarios" }).click();
  await expect(page.locator("[data-gallery]")).toBeVisible();
});

test("the first button begins with a fresh tenant", async ({ page }) => {
  await page.goto("/demo/");
  await page.getByRole("link", { name: "Begin with a fresh tenant" }).click();
  const assistant = new AssistantPage(page);
  await assistant.looked();
  expect(await assistant.initials()).toBe("ababb");
});

for (const [at, scenario] of SCENARIOS.entries()) {
  const step = STEPS[at % STEPS.length] as (typeof STEPS)[number];
  test(`a link opens ${scenario} at ${step}`, async ({ page, complaints }) => {
    test.setTimeout(60_000);
    await page.goto(`/demo/?scenario=${scenario}&step=${step}`);
    const assistant = new AssistantPage(page);
    // The largest tenants take their time on a busy machine.
    await assistant.looked(40_000);
    await expect(page.locator(`[data-scenario=${scenario}]`)).toContainText("Demonstration");
    if (!NO_STEPS.includes(scenario)) {
      await expect(assistant.step(step).locator("h2 button")).toHaveAttribute("aria-expanded", "true");
    }
    expect(complaints.list).toEqual([]);
  });
}

test("a link opens each of the five steps", async ({ page }) => {
  test.setTimeout(60_000);
  for (const step of STEPS) {
    await page.goto(`/demo/?scenario=all-right&step=${step}`);
    await new AssistantPage(page).looked();
    await expect(page.locator(`section[data-step="${step}"] h2 button`)).toHaveAttribute("aria-expanded", "true");
  }
});

for (const name of ["no-such-thing", "<img src=x onerror=alert(1)>", "Fresh"]) {
  test(`a name that is no scenario's leads to the gallery: ${name}`, async ({ page, complaints }) => {
    await page.goto(`/demo/?scenario=${encodeURIComponent(name)}&step=mapping`);
    await expect(page.getByText("There is no scenario of this name")).toBeVisible();
    await expect(page.locator("[data-gallery] bdi")).toHaveText(encodeURIComponent(name));
    await expect(page.locator("[data-gallery] h3")).toHaveCount(SCENARIOS.length);
    expect(complaints.list).toEqual([]);
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`the gallery has no fault that axe finds (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto("/demo/?scenario=nothing");
    await expect(page.locator("[data-gallery]")).toBeVisible();
    const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
    expect(found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)).toEqual([]);
  });
}

test("the gallery fits 320 pixels", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto("/demo/");
  await expect(page.locator("[data-gallery]")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
});

test("starting over begins the same scenario anew, at the same speed, without a new load", async ({ page, complaints }) => {
  test.setTimeout(90_000);
  const assistant = await AssistantPage.demo(page, "default-mapping");
  await page.evaluate(() => Object.assign(globalThis, { loadedOnce: true }));
  await assistant.hurry();
  await assistant.breaks("The network is down");
  await assistant.breaks("The network is down", false);
  await assistant.press("Fix everything");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  await assistant.breaks("Your role is gone");
  // The statuses of the new look are said soon afterwards.
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    const region = document.querySelector("p.tsa-said[role=status]") as Element;
    new MutationObserver(() => said.push(region.textContent ?? "")).observe(region, { childList: true, characterData: true, subtree: true });
  });
  await assistant.press("Start over");
  await assistant.looked();
  expect(await assistant.initials()).toBe("daabb");
  await expect(assistant.receipts).toHaveCount(0);
  await expect(page.locator("[data-broken='']")).toHaveCount(1);
  await expect(page.locator(":focus")).toHaveText("Start over");
  await expect(page.locator("select[name=speed]")).toHaveValue("60");
  expect(await page.evaluate(() => (globalThis as any).said)).toContain("The scenario begins anew.");
  expect(await page.evaluate(() => "loadedOnce" in globalThis)).toBe(true);
  // And it works as it did before.
  await assistant.press("Fix everything");
  await assistant.apply();
  await assistant.becomes("start", "done");
  expect(complaints.list).toEqual([]);
});

test("a report of the demonstration says what it is, on paper and as a file", async ({ page }) => {
  const note = "Demonstration: the tenant and the people in this report are made up.";
  const assistant = await AssistantPage.demo(page, "all-right");
  await expect(page.getByRole("region", { name: "Demonstration" })).toBeVisible();
  await assistant.press("Report");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".tsa-report-sheet").getByText(note)).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  const download = page.waitForEvent("download");
  await assistant.press("Download as HTML");
  expect(readFileSync(await (await download).path(), "utf8")).toContain(note);
});
