// The recording for support: off until it is wanted, visible while it runs, without secrets, saved as a file, and gone when it should be.
import type { Locator, Page } from "@playwright/test";
import { AssistantPage } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";
import { open, record, rows, saved, section } from "../support/recording";

const bar = (page: Page): Locator => page.locator("[data-recording-bar]");
const details = (page: Page): Locator => page.locator("[data-exchange]");

test("nothing is recorded until somebody wants it, and it is said while it runs", async ({ page, complaints }) => {
  const assistant = await AssistantPage.demo(page, "default-mapping");
  await expect(bar(page)).toHaveCount(0);
  await open(assistant);
  await expect(section(page)).toHaveAttribute("data-recording", "off");
  await expect(section(page)).toContainText("Nothing is recorded yet.");
  await expect(page.getByRole("button", { name: "Save recording" })).toHaveCount(0);

  await record(assistant);
  await expect(page.getByRole("checkbox", { name: /^Record what is exchanged/ })).toBeChecked();
  await expect(section(page)).toContainText(/Recording: \d+ exchanges, \d+ KB/);
  await assistant.press("Close");
  await expect(bar(page)).toContainText(/Recording: \d+ exchanges/);
  await assistant.press("Check again");
  await assistant.looked();
  await page.getByRole("button", { name: "Stop recording" }).click();
  await expect(bar(page)).toHaveCount(0);

  // What there is stays; nothing is added.
  await open(assistant);
  await expect(section(page)).toContainText("Not recording any more: ");
  const count = await page.locator("[data-recorded]").innerText();
  await assistant.press("Check again");
  await assistant.looked();
  expect(await page.locator("[data-recorded]").innerText()).toBe(count);

  await assistant.press("Discard");
  await expect(section(page)).toContainText("Nothing is recorded yet.");
  expect(complaints.list).toEqual([]);
});

// TOK-05, LOG-03
test("a whole run is recorded, looked through and saved without its secrets", async ({ page, complaints }) => {
  test.setTimeout(120_000);
  const assistant = await AssistantPage.demo(page, "fresh");
  await open(assistant);
  await record(assistant);
  await assistant.press("Close");
  await assistant.press("Fill in the demonstration's credentials");
  const token = await page.getByLabel("Secret token", { exact: true }).inputValue();
  expect(token.length).toBeGreaterThan(15);
  await assistant.finish();
  await page.getByRole("button", { name: "Show the recording" }).click();

  // What stored the secret is there, the secret is not.
  const list = page.getByRole("listbox", { name: "What is recorded" });
  await list.focus();
  await page.keyboard.press("End");
  await expect(rows(page).last()).toBeVisible();
  const put = rows(page).filter({ hasText: "synchronization/secrets" }).filter({ hasText: "PUT" });
  for (let at = 0; at < 40 && (await put.count()) === 0; at += 1) await page.keyboard.press("PageUp");
  await put.first().click();
  await expect(details(page)).toContainText('"key": "SecretToken"');
  await expect(details(page)).toContainText('"value": "•••"');
  await expect(details(page)).toContainText("204");

  const text = await saved(page);
  const recording = JSON.parse(text);
  expect(recording).toMatchObject({ format: "total-setup-recording", version: 1, names: "replaced", simulated: true, graph: "https://graph.microsoft.com" });
  expect(recording.counts).toEqual({ exchanges: recording.exchanges.length, leftOut: 0 });
  const methods = recording.exchanges.map((exchange: any) => `${exchange.method} ${exchange.path.split("?")[0].split("/").pop()}`);
  expect(methods).toEqual(expect.arrayContaining(["POST $batch", "PUT secrets", "PUT schema", "POST start", "POST provisionOnDemand", "GET provisioning"]));
  expect(text).not.toContain(token);
  expect(text).not.toMatch(/Authorization|Bearer/i);
  expect(await section(page).innerText()).not.toContain(token);

  // By choice, names stay.
  for (const name of ["Ada Martin", "ada.martin@contoso.example", "Robin Keller"]) expect(text).not.toContain(name);
  expect(text).toContain("person-1");
  await page.getByLabel("Replace names of people").uncheck();
  const named = await saved(page);
  expect(JSON.parse(named).names).toBe("kept");
  for (const name of ["Ada Martin", "ada.martin@contoso.example", "Robin Keller"]) expect(named).toContain(name);
  expect(named).not.toContain(token);
  expect(complaints.list).toEqual([]);
});

// Design §8 "Secrets", TOK-09, TOK-10
test("a recording is gone when nobody is there, and when the page is left", async ({ page }) => {
  await page.clock.install();
  const assistant = await AssistantPage.demo(page, "all-right");
  await open(assistant);
  await record(assistant);
  await page.clock.fastForward("16:00");
  await expect(section(page)).toContainText("Nothing is recorded yet.");
  await expect(section(page)).toHaveAttribute("data-recording", "off");

  await record(assistant);
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await expect(section(page)).toContainText("Nothing is recorded yet.");
});
