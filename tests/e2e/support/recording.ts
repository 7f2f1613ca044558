// The recording as a person makes and saves one.
import { expect, type Locator, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import type { AssistantPage } from "./assistant";

export const section = (page: Page): Locator => page.locator("section[data-recording]");
export const rows = (page: Page): Locator => page.getByRole("listbox", { name: "What is recorded" }).getByRole("option");

export const open = async (assistant: AssistantPage): Promise<void> => {
  await assistant.press("Report");
  await assistant.press("Record for support");
  await expect(assistant.page.getByRole("heading", { name: "Recording for support" })).toBeFocused();
  await assistant.press("Close the report");
};

/** Looks at everything, recorded. */
export const record = async (assistant: AssistantPage): Promise<void> => {
  await assistant.press("Record and check again");
  await expect(section(assistant.page)).toHaveAttribute("data-recording", "on");
  await assistant.looked();
  await expect(rows(assistant.page).first()).toBeVisible();
};

/** The text of the saved file. */
export const saved = async (page: Page): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save recording", exact: true }).click()]);
  expect(download.suggestedFilename()).toMatch(/^graph-recording-\d{4}-\d\d-\d\d\.json$/);
  return readFile(await download.path(), "utf8");
};
