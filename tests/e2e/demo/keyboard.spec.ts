import type { Page } from "@playwright/test";
import { AssistantPage } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

/** Tabs on until `name` has the focus, which must be visible. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let tabs = 0; tabs < 80; tabs += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const style = element && getComputedStyle(element);
      return { name: element?.textContent?.trim() ?? "", ring: style?.outlineStyle !== "none" || style?.boxShadow !== "none" };
    });
    if (focused.name === name) {
      expect(focused.ring, `${name} shows its focus`).toBe(true);
      return;
    }
  }
  throw new Error(`the keyboard does not reach ${name}`);
};

test("the whole job is done with the keyboard alone", async ({ page }) => {
  test.setTimeout(90_000);
  const assistant = await AssistantPage.demo(page, "fresh");
  await page.locator("select[name=speed]").focus();
  await tabTo(page, "Fill in the demonstration's credentials");
  await page.keyboard.press("Enter");
  await page.locator("select[name=speed]").focus();
  await tabTo(page, "Fix everything");
  await page.keyboard.press("Enter");
  await expect(assistant.dialog).toBeVisible();
  // The focus moves into the dialog, and Escape gives it back.
  expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(assistant.dialog).toBeHidden();
  await expect(page.locator(":focus")).toHaveText("Fix everything");
  await page.keyboard.press("Enter");
  await tabTo(page, "Apply");
  await page.keyboard.press("Enter");
  await expect(assistant.receipts).toHaveCount(5, { timeout: 40_000 });
  // The page unfolds by itself the first step that needs a person.
  const head = page.locator("section[data-step=on-demand] h2 button");
  await head.focus();
  if ((await head.getAttribute("aria-expanded")) !== "true") await page.keyboard.press("Enter");
  // Whoever is proven by the logs already is sent again only when somebody chooses people.
  await assistant.people().first().getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Space");
  await tabTo(page, "Provision");
  await page.keyboard.press("Enter");
  await expect(assistant.dialog).toBeVisible();
  await tabTo(page, "Apply");
  await page.keyboard.press("Enter");
  await expect(assistant.dialog).toBeHidden();
  await page.locator("select[name=speed]").focus();
  await page.keyboard.press("End");
  await assistant.becomes("on-demand", "done");
  await assistant.becomes("start", "done");
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
});
