// The synchronization as it runs, read over HTTP: how soon a change is seen, and how often the page asks (design §6,
// peers (e) 13).
import { expect, hosted as test } from "../support/fixtures";
import { Time } from "../support/time";
import { signIn } from "../support/visit";

// Each second is a step of its own: that takes a while on a slow machine, and a trace of it would be long.
test.setTimeout(120_000);
test.use({ trace: "off" });

test("a change is seen within fifteen seconds without a click, and reads become rarer", async ({ page, tenant, complaints }) => {
  await tenant.reset({ scenario: "first-cycle" });
  const time = await Time.of(page, tenant);
  const assistant = await signIn(page);
  await assistant.becomes("start", "working");
  await time.stop();
  await time.pass(150);
  const gaps = time.gaps();
  expect(gaps[0]).toBeLessThanOrEqual(6);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(13);
  expect(gaps.at(-1)).toBeGreaterThan(10);
  // Nothing but the job and its log is read.
  expect(time.reads.filter((read) => !/\/jobs\/[^/]+$|\/auditLogs\/provisioning$/.test(read.path))).toEqual([]);
  // The cycle ends in the tenant right now.
  await tenant.advance(600);
  await time.pass(15);
  await expect(assistant.step("start")).toHaveAttribute("data-status", "done");
  await expect(page).toHaveTitle("Done: first sync – TOTAL Setup Assistant");
  // What is over is read until its log is complete, and then no more.
  await time.pass(60, 5);
  const until = time.now();
  await time.pass(60, 5);
  expect(time.job(until + 1)).toEqual([]);
  expect(complaints.list).toEqual([]);
});

test("a hidden page reads the job once a minute, and its title tells when it is done", async ({ page, tenant, complaints }) => {
  await tenant.reset({ scenario: "first-cycle" });
  const time = await Time.of(page, tenant);
  const assistant = await signIn(page);
  await assistant.becomes("start", "working");
  await time.stop();
  await time.pass(20, 5);
  await time.hide(true);
  const from = time.now() + 1;
  await time.pass(185, 5);
  expect(time.job(from).length).toBeLessThanOrEqual(3);
  expect(time.job(from).length).toBeGreaterThanOrEqual(2);
  expect(Math.min(...time.gaps(from))).toBeGreaterThanOrEqual(60);
  expect(time.reads.filter((read) => read.at >= from)).toHaveLength(time.job(from).length);
  await expect(page).toHaveTitle("Working – TOTAL Setup Assistant");
  await tenant.advance(600);
  await time.pass(65, 5);
  await expect(page).toHaveTitle("Done: first sync – TOTAL Setup Assistant");
  // Nothing is read any more while nobody sees it.
  const over = time.now() + 1;
  await time.pass(130, 5);
  expect(time.reads.filter((read) => read.at >= over)).toEqual([]);
  // Whoever comes back sees all of it at once, and the title goes back to how things stand.
  await time.hide(false);
  await time.pass(2);
  expect(time.job(over).length).toBeGreaterThan(0);
  await expect(page).toHaveTitle("Done: first sync – TOTAL Setup Assistant");
  await page.keyboard.press("Tab");
  await expect(page).toHaveTitle("Done – TOTAL Setup Assistant");
  expect(complaints.list).toEqual([]);
});

test("a page that comes back while a cycle runs reads at once", async ({ page, tenant }) => {
  await tenant.reset({ scenario: "first-cycle" });
  const time = await Time.of(page, tenant);
  await (await signIn(page)).becomes("start", "working");
  await time.stop();
  await time.hide(true);
  await time.pass(40, 5);
  const from = time.now() + 1;
  await time.hide(false);
  await time.pass(2);
  expect(time.job(from).length).toBe(1);
});

test("429 makes the page ask less often, quietly, and it recovers", async ({ page, tenant }) => {
  await tenant.reset({ scenario: "first-cycle" });
  const time = await Time.of(page, tenant);
  const assistant = await signIn(page);
  await assistant.becomes("start", "working");
  await assistant.open("start");
  await time.stop();
  await time.pass(12);
  await tenant.failNext({ status: 429 }, 3, { path: "/synchronization/jobs/" });
  const from = time.now() + 1;
  const hindered = assistant.step("start").locator("[data-hindrance]");
  await time.pass(10);
  await expect(hindered).toHaveText(/^Microsoft asks for fewer reads/);
  // The time goes on all the same.
  const clock = assistant.step("start").getByRole("timer");
  const before = await clock.textContent();
  await time.pass(2);
  expect(await clock.textContent()).not.toBe(before);
  await time.pass(120);
  const gaps = time.gaps(from);
  // Twice as long each time, then as before.
  expect(gaps[0]).toBeGreaterThanOrEqual(15);
  expect(gaps[1]).toBeGreaterThanOrEqual(30);
  expect(gaps[2]).toBeGreaterThanOrEqual(60);
  await expect(hindered).toHaveCount(0);
  await expect(page.locator("[data-waiting]")).toHaveCount(0);
  await expect(page.locator(".tsa-banner")).toHaveCount(0);
  await time.pass(30);
  expect(time.gaps(from).at(-1)).toBeLessThanOrEqual(13);
  expect(await assistant.initials()).toBe("dddwd");
});
