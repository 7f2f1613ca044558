// Whom Entra tells about a quarantine, and the accidental-deletion threshold: seen, set, read back, taken back.
import type { Locator, Page } from "@playwright/test";
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

const MAIL = "it-operations@contoso.example";

const section = (assistant: AssistantPage): Locator =>
  assistant.step("connect").locator("details").filter({ hasText: "Notifications and accidental deletions" });

const openSection = async (page: Page, scenario: string): Promise<{ assistant: AssistantPage; settings: Locator }> => {
  const assistant = await AssistantPage.demo(page, scenario);
  await assistant.open("connect");
  const settings = section(assistant);
  await settings.locator("summary").click();
  return { assistant, settings };
};

test("both settings are seen, set with the token, read back and taken back", async ({ page, complaints }) => {
  const { assistant, settings } = await openSection(page, "all-right");
  await expect(settings.locator("summary")).toContainText("Nobody is told · no threshold");
  await expect(assistant.step("connect")).toContainText("Nobody is told when Entra stops the job");
  await expect(settings).toContainText("This is what is set already.");

  await settings.getByLabel("Send an email notification when a failure occurs").check();
  await settings.getByLabel("Notification email", { exact: true }).fill(MAIL);
  await settings.getByLabel("Prevent accidental deletion").check();
  await expect(settings.getByLabel("Accidental deletion threshold")).toHaveValue("500");
  await settings.getByLabel("Accidental deletion threshold").fill("25");
  await assistant.press("Save notifications");

  const row = (name: string) => assistant.dialog.locator(`tr[data-attribute="${name}"]`);
  await expect(row("Told about a quarantine")).toContainText(/Nobody.*it-operations@contoso\.example/);
  await expect(row("Accidental-deletion threshold")).toContainText(/Off.*25/);
  await expect(assistant.dialog).toContainText("Entra stores settings and token together");
  const apply = assistant.dialog.getByRole("button", { name: "Apply" });
  await expect(apply).toHaveAttribute("aria-disabled", "true");
  await expect(apply).toHaveAccessibleDescription("Enter the secret token first.");
  await assistant.dialog.getByLabel("Secret token", { exact: true }).fill(CREDENTIALS.token);
  await expect(apply).not.toHaveAttribute("aria-disabled");
  await assistant.apply();

  await expect(settings.locator("summary")).toContainText(`tells ${MAIL} · stops above 25`);
  await expect(assistant.step("connect")).not.toContainText("Nobody is told when Entra stops the job");
  await expect(assistant.step("connect")).toContainText("The connection test passed");
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
  await expect(assistant.receipts).toContainText("Set notifications and the accidental-deletion threshold");
  // The tenant is the truth.
  await assistant.press("Check again");
  await assistant.looked();
  await expect(settings.locator("summary")).toContainText(`tells ${MAIL} · stops above 25`);
  await expect(settings.getByLabel("Accidental deletion threshold")).toHaveValue("25");

  await assistant.press("Undo");
  await expect(row("Accidental-deletion threshold")).toContainText(/25.*Off/);
  await assistant.dialog.getByLabel("Secret token", { exact: true }).fill(CREDENTIALS.token);
  await assistant.apply();
  await expect(settings.locator("summary")).toContainText("Nobody is told · no threshold");
  expect(complaints.list).toEqual([]);
});

test("what is stored is shown, and wrong inputs are refused with their reason", async ({ page, complaints }) => {
  const { assistant, settings } = await openSection(page, "deletions-stopped");
  await expect(settings.locator("summary")).toContainText(`tells ${MAIL} · stops above 2`);
  const mail = settings.getByLabel("Notification email", { exact: true });
  const limit = settings.getByLabel("Accidental deletion threshold");
  await expect(mail).toHaveValue(MAIL);
  await expect(limit).toHaveValue("2");
  for (const [field, typed, said] of [
    [mail, "operations", "This is not a mail address"],
    [mail, "a@contoso.example; b@contoso.example", "One address only"],
    [limit, "0", "A whole number, at least 1"],
    [limit, "many", "A whole number, at least 1"],
  ] as const) {
    const before = await field.inputValue();
    await field.fill(typed);
    await field.blur();
    await expect(field).toHaveAccessibleDescription(new RegExp(said));
    await expect(assistant.button("Save notifications")).toHaveAccessibleDescription("Something above is not right yet.");
    await field.fill(before);
  }
  await expect(assistant.button("Save notifications")).toHaveAccessibleDescription("This is what is set already.");
  expect(complaints.list).toEqual([]);
});

test("a token that is refused stores nothing", async ({ page }) => {
  const { assistant, settings } = await openSection(page, "all-right");
  await settings.getByLabel("Prevent accidental deletion").check();
  await assistant.press("Save notifications");
  await assistant.dialog.getByLabel("Secret token", { exact: true }).fill("wrong_token_of_good_length");
  await assistant.apply();
  await expect(page.getByRole("main")).toContainText("TOTAL refused the secret token");
  await expect(assistant.receipts).toHaveCount(0);
  await expect(settings.locator("summary")).toContainText("Nobody is told · no threshold");
});

// TOK-03: a token that was typed for a change that is not made is forgotten.
test("the token is asked for anew after the dialog was left, and not at all where it is entered", async ({ page }) => {
  const { assistant, settings } = await openSection(page, "all-right");
  await settings.getByLabel("Prevent accidental deletion").check();
  await assistant.press("Save notifications");
  await assistant.dialog.getByLabel("Secret token", { exact: true }).fill(CREDENTIALS.token);
  await page.keyboard.press("Escape");
  await expect(assistant.dialog).toBeHidden();
  await assistant.press("Save notifications");
  await expect(assistant.dialog.getByLabel("Secret token", { exact: true })).toHaveValue("");
  await assistant.press("Cancel");
  await assistant.step("connect").getByLabel("Secret token", { exact: true }).fill(CREDENTIALS.token);
  await assistant.press("Save notifications");
  await expect(assistant.dialog.getByLabel("Secret token", { exact: true })).toHaveCount(0);
  await assistant.apply();
  await expect(settings.locator("summary")).toContainText("Nobody is told · stops above 500");
  await expect(assistant.step("connect").getByLabel("Secret token", { exact: true })).toHaveValue("");
});

test("before credentials are stored there is nothing to set", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "fresh");
  await assistant.open("connect");
  await expect(section(assistant)).toHaveCount(0);
});
