import { readFile } from "node:fs/promises";
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

test("the whole plan can be copied and saved as a script, without the secret token", async ({ page, complaints }) => {
  const assistant = await AssistantPage.demo(page, "fresh");
  await assistant.press("Fill in the demonstration's credentials");
  await assistant.press("Fix everything");
  await assistant.dialog.getByText("Copy as", { exact: true }).click();
  const code = assistant.dialog.locator("pre code");
  await expect(code).toContainText("#Requires -Version 7.4");
  await expect(code).toContainText("Edit-State 'Start provisioning'");
  await expect(code).not.toContainText(CREDENTIALS.token);
  await assistant.dialog.getByRole("tab", { name: "Shell", exact: true }).click();
  await expect(code).toContainText("change 'Start provisioning'");
  await expect(code).not.toContainText(CREDENTIALS.token);

  const saving = page.waitForEvent("download");
  await assistant.dialog.getByRole("button", { name: "Save", exact: true }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("setup.sh");
  expect(await readFile(await saved.path(), "utf8")).toBe(await code.textContent());
  expect(complaints.list).toEqual([]);
});

test("a step's own changes are a script of their own", async ({ page, complaints }) => {
  const assistant = await AssistantPage.demo(page, "mapping-duplicated");
  await assistant.open("mapping");
  const step = assistant.step("mapping");
  await step.getByText("Do it by hand", { exact: true }).click();
  await step.getByRole("tab", { name: "Shell", exact: true }).click();
  await expect(step.locator("pre code")).toContainText("change 'Correct the attribute mapping'");
  await expect(step.locator("pre code")).not.toContainText("Start provisioning");
  await step.getByRole("tab", { name: "Request" }).click();
  await expect(step.locator("pre code")).toContainText("PUT https://graph.microsoft.com/v1.0/servicePrincipals/");
  expect(complaints.list).toEqual([]);
});
