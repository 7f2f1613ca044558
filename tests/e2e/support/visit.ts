// A person's visit to the hosted page: signing in, the question that Microsoft asks in between, and its window.
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { AssistantPage } from "./assistant";

/** Signing in by leaving for Microsoft and coming back. */
export const signIn = async (page: Page, address = "/", button = "Sign in with Microsoft"): Promise<AssistantPage> => {
  await page.goto(address);
  await page.getByRole("button", { name: button, exact: true }).click();
  const assistant = new AssistantPage(page);
  await assistant.looked();
  return assistant;
};

/** The reading permissions, as every sign-in asks for them (graph-contract §5.1). */
export const READING = [
  "User.Read",
  "Application.Read.All",
  "Synchronization.Read.All",
  "GroupMember.Read.All",
  "User.ReadBasic.All",
  "ProvisioningLog.Read.All",
  "LicenseAssignment.Read.All",
];
export const SYNCHRONIZE = "Synchronization.ReadWrite.All";
export const ASSIGN = "AppRoleAssignment.ReadWrite.All";

/** The permissions of Graph in a request's `scope`, without the resource. */
export const permissions = (scope = ""): string[] =>
  scope.split(" ").filter((name) => name.includes("/")).map((name) => name.slice(name.lastIndexOf("/") + 1));

/** The dialog in which the page says that Microsoft wants the person. */
export class Question {
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole("dialog", { name: /^(Microsoft asks|Your organization asks)/ });
  }

  button = (name: string) => this.dialog.getByRole("button", { name, exact: true });

  /** Goes on, and gives the window that opens. */
  async goOn(name = "Continue with Microsoft"): Promise<Page> {
    const opened = this.page.waitForEvent("popup");
    await this.button(name).click();
    return opened;
  }

  async isGone(): Promise<void> {
    await expect(this.dialog).toBeHidden({ timeout: 15_000 });
  }
}

/** Why a sign-in failed, where the page says it. */
export const failure = (page: Page): Locator => page.locator("[data-sign-in-failed]");
