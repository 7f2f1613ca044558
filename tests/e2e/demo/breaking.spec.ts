// What is broken while somebody works: the assistant says what happened, and goes on where it stopped (design §5).
import AxeBuilder from "@axe-core/playwright";
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

/** On a busy machine a story with several looks and runs takes its time. */
test.beforeEach(() => test.setTimeout(90_000));

/** The story with the panel of what can be broken. */
const begin = async (page: Parameters<typeof AssistantPage.demo>[0], scenario: string): Promise<AssistantPage> => {
  const assistant = await AssistantPage.demo(page, scenario);
  await assistant.openBreaking();
  return assistant;
};

const checkAgain = async (assistant: AssistantPage): Promise<void> => {
  await assistant.press("Check again");
  await assistant.looked();
};

test("throttled in the middle of a look, a person sees the wait, and the look goes on by itself", async ({ page, complaints }) => {
  const assistant = await begin(page, "default-mapping");
  await page.locator("select[name=speed]").selectOption("1");
  await assistant.breaks("Microsoft throttles");
  await expect(page.locator("[data-broken=throttling]")).toContainText("Broken now");
  await assistant.press("Check again");
  const waiting = page.locator("[data-waiting]");
  await expect(waiting).toContainText("Microsoft asks to wait");
  await expect(waiting).toContainText(/0:(20|1\d)/);
  // What is waited for already follows the clock.
  await assistant.hurry();
  await assistant.looked();
  await expect(waiting).toHaveCount(0);
  expect(await assistant.initials()).toBe("daabb");

  // A change that is told to wait is made once.
  await assistant.press("Fix everything");
  await assistant.apply();
  await assistant.breaks("Microsoft throttles", false);
  await expect(page.locator("[data-broken='']")).toHaveCount(1);
  await checkAgain(assistant);
  await assistant.becomes("mapping", "done");
  await assistant.becomes("groups", "done");
  expect(complaints.list).toEqual([]);
});

test("a wait stands still with the clock, and is given up when a person says so", async ({ page }) => {
  const assistant = await begin(page, "default-mapping");
  await page.locator("select[name=speed]").selectOption("0");
  await assistant.breaks("Microsoft throttles");
  await assistant.press("Check again");
  await expect(page.locator("[data-waiting]")).toContainText("0:20");
  await page.locator("[data-waiting]").getByRole("button", { name: "Cancel" }).click();
  await expect(page.locator("[data-waiting]")).toHaveCount(0);
  await assistant.looked();
  expect(await assistant.initials()).toBe("daabb");
});

test("a network that is down is named, and what was typed is still there when it is back", async ({ page, complaints }) => {
  const assistant = await begin(page, "fresh");
  await assistant.open("connect");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await assistant.breaks("The network is down");
  await assistant.hurry();
  await checkAgain(assistant);
  await expect(assistant.setup).toContainText("No answer from the network");
  await expect(assistant.step("connect")).toHaveAttribute("data-status", "failed");
  await assistant.breaks("The network is down", false);
  await checkAgain(assistant);
  await expect(assistant.setup).not.toContainText("No answer from the network");
  await assistant.open("connect");
  await expect(page.getByLabel("Tenant URL", { exact: true })).toHaveValue(CREDENTIALS.url);
  await assistant.press("Fix everything");
  await assistant.apply();
  await assistant.becomes("connect", "done");
  expect(complaints.list).toEqual([]);
});

test("a change without a network is not made, says so, and is made afterwards", async ({ page, complaints }) => {
  const assistant = await begin(page, "default-mapping");
  await assistant.hurry();
  await assistant.breaks("The network is down");
  await assistant.press("Fix everything");
  await assistant.apply();
  await expect(page.getByRole("alert")).toContainText("No answer from the network");
  await expect(assistant.receipts).toHaveCount(0);
  await assistant.breaks("The network is down", false);
  await checkAgain(assistant);
  expect(await assistant.initials()).toBe("daabb");
  await assistant.press("Fix everything");
  await assistant.apply();
  await assistant.becomes("start", "done");
  await assistant.becomes("mapping", "done");
  expect(complaints.list).toEqual([]);
});

test("without a role the assistant names the role, and sees everything again once it is back", async ({ page, complaints }) => {
  const assistant = await begin(page, "default-mapping");
  await assistant.breaks("Your role is gone");
  // What was previewed before is refused, and nothing is half done.
  await assistant.press("Fix everything");
  await assistant.apply();
  await expect(page.getByRole("alert")).toContainText("role");
  await expect(assistant.receipts).toHaveCount(0);
  await checkAgain(assistant);
  expect(await assistant.initials()).toBe("bbabb");
  await expect(assistant.setup).toContainText("You may not see the provisioning settings");
  await expect(assistant.setup).toContainText("Cloud Application Administrator");
  await assistant.breaks("Your role is gone", false);
  await checkAgain(assistant);
  expect(await assistant.initials()).toBe("daabb");
  await assistant.hurry();
  await assistant.press("Fix everything");
  await assistant.apply();
  await assistant.becomes("start", "done");
  expect(complaints.list).toEqual([]);
});

test("a job that is put into quarantine is seen with its cause, and started again", async ({ page, complaints }) => {
  const assistant = await begin(page, "all-right");
  expect(await assistant.initials()).toBe("ddddd");
  await assistant.press("Quarantine the job");
  await expect(page.locator("[data-happened]")).toHaveText("The job is in quarantine. Check again.");
  await expect(page.getByText("The job is in quarantine. Check again.")).toHaveCount(2);
  await checkAgain(assistant);
  await expect(assistant.step("start")).toHaveAttribute("data-status", "failed");
  await expect(assistant.setup).toContainText("TOTAL refused the secret token");
  await assistant.open("connect");
  await assistant.press("Test what is stored");
  await assistant.becomes("connect", "done");
  await assistant.open("start");
  await assistant.press("Start provisioning");
  await assistant.apply();
  await assistant.hurry();
  await assistant.becomes("start", "done");
  expect(complaints.list).toEqual([]);
});

test("there is no job to stop before there is one", async ({ page }) => {
  const assistant = await begin(page, "fresh");
  await assistant.press("Quarantine the job");
  await expect(page.locator("[data-happened]")).toContainText("There is no job to stop yet");
});

test("a mapping that a colleague changed meanwhile is not overwritten unseen", async ({ page, complaints }) => {
  const assistant = await begin(page, "default-mapping");
  await assistant.press("Let a colleague change the mapping");
  await assistant.open("mapping");
  await assistant.press("Fix mapping");
  await assistant.apply();
  await expect(page.getByRole("alert")).toContainText("Somebody else changed it meanwhile");
  await expect(assistant.receipts).toHaveCount(0);
  await expect(assistant.row("externalId")).toContainText("userPrincipalName");
  await assistant.press("Fix mapping");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  expect(complaints.list).toEqual([]);
});

test("the scenario that throttles can be calmed", async ({ page }) => {
  const assistant = await begin(page, "throttled");
  const throttling = page.getByRole("switch", { name: "Microsoft throttles" });
  await expect(throttling).toBeChecked();
  await throttling.press("Space");
  await expect(throttling).not.toBeChecked();
  await expect(page.locator("[data-broken='']")).toHaveCount(1);
  await checkAgain(assistant);
  expect(await assistant.initials()).toBe("daabb");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the open panel has no fault that axe finds, and fits 320 pixels (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const assistant = await begin(page, "all-right");
    await assistant.breaks("The network is down");
    await assistant.press("Quarantine the job");
    const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
    expect(found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  });
}
