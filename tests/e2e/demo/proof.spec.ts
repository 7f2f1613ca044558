// The proof: what a person signs in with, what Entra will send, and what it sent; and everybody in scope (issue 4).
import type { Locator, Page } from "@playwright/test";
import { AssistantPage } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const person = (page: Page): Locator => page.locator("[data-proven]").first();
const value = (of: Locator, part: "sign-in" | "next" | "sent"): Locator => of.locator(`[data-identity="${part}"] code`);
const figure = (page: Page, kind: string): Locator => page.locator(`[data-everybody] [data-kind="${kind}"]`);

test("before the correction both values are wrong, after it what will be sent is right, and then what was sent is", async ({ page, complaints }) => {
  test.setTimeout(90_000);
  const assistant = await AssistantPage.demo(page, "synced-wrong");
  await assistant.hurry();
  await assistant.open("on-demand");
  const ada = person(page);
  await expect(ada).toHaveAttribute("data-verdict", "wrong");
  const id = await value(ada, "sign-in").innerText();
  expect(id).toMatch(OBJECT_ID);
  await expect(value(ada, "next")).toHaveText("ada.martin");
  await expect(value(ada, "sent")).toHaveText("ada.martin");
  await expect(ada).toContainText("externalId ← mailNickname: not the object ID");
  await expect(ada.locator('[data-identity="sent"]')).toContainText("provisioning log");
  await expect(page.locator(".tsa-identity")).toHaveAttribute("data-meeting", "mismatch");

  await assistant.open("mapping");
  await assistant.press("Fix mapping");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  await assistant.open("on-demand");
  await expect(value(ada, "next")).toHaveText(id);
  await expect(ada).toContainText("externalId ← objectId: the object ID");
  // That it will be right proves nothing.
  await expect(value(ada, "sent")).toHaveText("ada.martin");
  await expect(ada).toHaveAttribute("data-verdict", "wrong");

  await assistant.press("Fix everything");
  await assistant.dialog.getByLabel("Type the name of the tenant to confirm").fill("Contoso");
  await assistant.apply();
  await assistant.becomes("on-demand", "done");
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
  await expect(value(ada, "sent")).toHaveText(id);
  await expect(ada).toHaveAttribute("data-verdict", "proven");
  await expect(page.locator(".tsa-identity")).toHaveAttribute("data-meeting", "match");
  expect(complaints.list).toEqual([]);
});

test("everybody in scope is counted, and whoever is wrong leads to their part of the log", async ({ page, complaints }) => {
  const assistant = await AssistantPage.demo(page, "synced-wrong");
  await assistant.open("on-demand");
  await expect(figure(page, "proven")).toHaveAttribute("data-count", "0");
  const wrong = page.locator("[data-wrong]");
  const count = Number(await figure(page, "wrong").getAttribute("data-count"));
  expect(count).toBeGreaterThanOrEqual(3);
  await expect(wrong).toHaveCount(count);
  await page.locator("[data-everybody] summary").click();
  const ada = wrong.filter({ hasText: "Ada Martin" });
  await expect(ada).toContainText("ada.martin");
  const id = (await ada.getAttribute("data-wrong"))!;
  await ada.getByRole("button", { name: "Show in the log" }).click();
  const log = page.locator("[data-log]");
  await expect(log.locator("summary").first()).toBeFocused();
  const rows = log.getByRole("listbox").getByRole("option");
  await expect(rows.first()).toContainText("Ada Martin");
  await expect(rows.filter({ hasNotText: "Ada Martin" })).toHaveCount(0);
  await expect(log.getByRole("searchbox")).toHaveValue(id);
  expect(complaints.list).toEqual([]);
});

test("once all is done the proof stands above the steps, and only there", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "all-right");
  await assistant.open("on-demand");
  const card = page.getByRole("region", { name: "That everybody is known" });
  await expect(card.locator("[data-proven]").first()).toHaveAttribute("data-verdict", "proven");
  const people = await card.locator("[data-proven]").count();
  await expect(page.locator("[data-proven]")).toHaveCount(people);
  await expect(figure(page, "proven")).toHaveAttribute("data-count", /^[1-9]/);
  await expect(figure(page, "wrong")).toHaveAttribute("data-count", "0");
  await expect(card).toContainText("By the whole provisioning log that Entra keeps.");
});

// What was not sent is not a pass, whatever the mapping says.
test("what was not sent yet is shown as what will be, and proves nothing", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "default-mapping");
  await assistant.open("on-demand");
  await expect(person(page)).toHaveAttribute("data-verdict", "not-sent");
  await expect(value(person(page), "next")).toHaveText("ada.martin");
  await expect(value(person(page), "sent")).toHaveText("–");
  await expect(page.locator(".tsa-identity")).toHaveAttribute("data-meeting", "unknown");
  await expect(page.locator(".tsa-identity")).toContainText("Nothing was sent yet.");
});
