// The set-up page as a person works with it. What is waited for are the attributes that the page shows on purpose.
import { expect, type Frame, type Locator, type Page } from "@playwright/test";

export const STEPS = ["connect", "mapping", "groups", "start", "on-demand"] as const;
export type Step = (typeof STEPS)[number];

/** What the simulated endpoint accepts (docs/simulated-tenant.md). */
export const CREDENTIALS = { url: "https://scim.total.example/v2", token: "tsa_typed_by_the_test_0001" };

/** A first cycle takes a while even on the fastest clock, and the page asks every five seconds. */
const CYCLE = 40_000;

export class AssistantPage {
  /** How many clicks and fields the job took so far. */
  acts = 0;
  readonly setup: Locator;
  readonly dialog: Locator;
  readonly receipts: Locator;

  constructor(readonly page: Page | Frame) {
    this.setup = page.locator("main[data-setup]");
    this.dialog = page.getByRole("dialog");
    this.receipts = page.locator("[data-receipt]");
  }

  /** The demonstration with this story, once the tenant was looked at. */
  static async demo(page: Page, scenario: string): Promise<AssistantPage> {
    await page.goto(`/demo/?scenario=${scenario}`);
    const assistant = new AssistantPage(page);
    await assistant.looked();
    return assistant;
  }

  /** Waits until what is shown is what was found. */
  async looked(timeout = 15_000): Promise<void> {
    await expect(this.setup).toHaveAttribute("aria-busy", "false", { timeout });
    await expect(this.setup).not.toHaveAttribute("data-setup", "unknown", { timeout });
  }

  step = (step: Step) => this.page.locator(`section[data-step="${step}"]`);
  row = (attribute: string) => this.page.locator(`section[data-step] tr[data-attribute="${attribute}"]`).first();
  group = (name: string) => this.page.locator("li[data-group]").filter({ has: this.page.getByRole("checkbox", { name: new RegExp(`^${name}(\\s|$|\\d)`), includeHidden: true }) });
  people = () => this.page.locator("li[data-person]");
  button = (name: string) => this.page.getByRole("button", { name, exact: true });

  /** The statuses of the five steps, by their first letters. */
  async initials(): Promise<string> {
    const all = await Promise.all(STEPS.map((step) => this.step(step).getAttribute("data-status")));
    return all.map((status) => status?.[0]).join("");
  }

  async becomes(step: Step, status: string): Promise<void> {
    await expect(this.step(step)).toHaveAttribute("data-status", status, { timeout: CYCLE });
  }

  async press(name: string): Promise<void> {
    this.acts += 1;
    await this.button(name).click();
  }

  /** Unfolds a step. */
  async open(step: Step): Promise<Locator> {
    const head = this.step(step).locator("h2 button");
    if ((await head.getAttribute("aria-expanded")) !== "true") {
      this.acts += 1;
      await head.click();
    }
    await expect(head).toHaveAttribute("aria-expanded", "true");
    return this.step(step);
  }

  /** Agrees to what the dialog shows, and waits until the run is over. */
  async apply(): Promise<void> {
    await expect(this.dialog).toBeVisible();
    await this.press("Apply");
    await expect(this.dialog).toBeHidden();
    await expect(this.page.getByText("Applying changes")).toHaveCount(0, { timeout: CYCLE });
  }

  /** Sets everything up, sends the administrators, and waits until all is proven. */
  async finish(): Promise<void> {
    await this.press("Fix everything");
    await this.apply();
    // Nobody's act: on a busy machine the first cycle would prove everybody before there is a click on Provision.
    await this.page.locator("select[name=speed]").selectOption("1");
    // Design §8: provisioning on demand does not wait for the first cycle.
    await this.open("on-demand");
    await this.press("Provision");
    await this.apply();
    await this.hurry();
    await this.becomes("on-demand", "done");
    await this.becomes("start", "done");
  }

  /** Types both credentials, as from a clipboard. */
  async enter(url: string, token: string): Promise<void> {
    this.acts += 2;
    await this.page.getByLabel("Tenant URL", { exact: true }).fill(url);
    await this.page.getByLabel("Secret token", { exact: true }).fill(token);
  }

  /** What can be broken in the demonstration: the panel of switches and buttons. */
  async openBreaking(): Promise<void> {
    const button = this.button("Break something");
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
  }

  /** Switches something that lasts. */
  async breaks(name: string, isOn = true): Promise<void> {
    await this.openBreaking();
    await this.page.getByRole("switch", { name, exact: true }).setChecked(isOn);
  }

  /** The demonstration's fastest clock. */
  async hurry(): Promise<void> {
    this.acts += 1;
    await this.page.locator("select[name=speed]").selectOption("60");
  }
}
