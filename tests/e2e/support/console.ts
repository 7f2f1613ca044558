// The assistant inside somebody else's page: the page, what it is told, and what it hears.
import { test as base, expect, type Frame, type Page } from "@playwright/test";
import { AssistantPage } from "./assistant";
import { Emulator } from "./emulator";
import { Complaints } from "./fixtures";
import { Host } from "./host";
import { Authority, ORGANIZATIONS } from "./oidc";
import { ASSIGN, READING, SYNCHRONIZE } from "./visit";

/** What `getAccessToken` is asked for. */
export type Wanted = { scopes: string[]; claims?: string; renew?: boolean };
/** What the host's page heard. */
export type Heard = { name: string; detail: any };
/** What the host's page is besides its assistant. */
export type Around = {
  /** Its markup; `{assistant}` stands for the place of the assistant. */
  markup?: string;
  headers?: Record<string, string>;
  /** Attributes of the element. */
  attributes?: string;
  /** More of its script, after the assistant is there. */
  script?: string;
  /** In place of the page that the frame would load. */
  src?: string;
  /** Where the assistant is loaded from, in place of the tenant's server. */
  assistant?: string;
};

/** The strictest policy that a host can have (design §4 "Embedding"). */
export const policy = (assistant: string): Record<string, string> => ({
  "content-security-policy": `script-src 'self' ${assistant} 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'`,
});

export class Console {
  /** Every request for a token, in order. */
  readonly wanted: Wanted[] = [];
  /** The host's own sign-in: a token, null for none, or whatever takes longer. */
  giveToken = async (_: Wanted): Promise<string | null> => this.issue("host-token");
  /** Whether the host gives tokens at all. */
  givesTokens = true;

  constructor(
    readonly page: Page,
    readonly host: Host,
    readonly tenant: Emulator,
    readonly authority: Authority,
  ) {}

  /** Makes a token known to the tenant. */
  async issue(token: string, scopes = [...READING, SYNCHRONIZE, ASSIGN], more: { tenant?: string } = {}): Promise<string> {
    await this.tenant.issueToken(token, scopes, 3600, more);
    return token;
  }

  /** The element, told `options`; it stands in the host's own document. */
  async element(options: object = {}, around: Around = {}): Promise<AssistantPage> {
    await this.open(`<total-setup-assistant ${around.attributes ?? ""}></total-setup-assistant>`, `element.configure(options);`, options, around);
    return new AssistantPage(this.page);
  }

  /** The frame, told `options`. */
  async frame(options: object = {}, around: Around = {}): Promise<Frame> {
    const src = around.src === undefined ? "" : `src: ${JSON.stringify(around.src)},`;
    await this.open(`<div id="place"></div>`, `globalThis.mounted = TotalSetup.mountFrame(document.querySelector("#place"), {${src} ...options});`, options, around);
    await expect.poll(() => this.page.frames().length).toBeGreaterThan(1);
    return this.page.frames()[1] as Frame;
  }

  heard = (): Promise<Heard[]> => this.page.evaluate(() => (globalThis as any).heard);
  /** The details of the events of this name. */
  told = async (name: string): Promise<any[]> => (await this.heard()).filter((one) => one.name === name).map((one) => one.detail);
  /** Waits for an event of this name and gives its detail. */
  async hears(name: string, timeout = 15_000): Promise<any> {
    await expect.poll(async () => (await this.told(name)).length, { timeout }).toBeGreaterThan(0);
    return (await this.told(name)).at(-1);
  }

  /** The writes that reached the tenant. */
  async writes(): Promise<string[]> {
    const log = await this.tenant.log();
    return log.filter((one) => one.method !== "GET" && !one.target.endsWith("/$batch")).map((one) => `${one.method} ${one.target}`);
  }

  private async open(place: string, begin: string, options: object, around: Around): Promise<void> {
    await this.page.exposeFunction("giveToken", (wanted: Wanted) => {
      this.wanted.push(wanted);
      return this.giveToken(wanted);
    });
    const script = `
      import { TotalSetup } from "${around.assistant ?? this.tenant.origin}/embed.js";
      globalThis.heard = [];
      for (const name of ["ready", "status", "completed", "error", "event"]) {
        document.addEventListener("total-setup:" + name, ({ detail }) => heard.push({ name, detail }));
      }
      const element = document.querySelector("total-setup-assistant");
      const options = ${JSON.stringify(options)};
      ${this.givesTokens ? `options.getAccessToken = async (wanted) => { const token = await giveToken(wanted); if (token === null) throw new Error("no token"); return token; };` : ""}
      ${begin}
      ${around.script ?? ""}`;
    const markup = around.markup ?? "<h1>Console</h1>{assistant}";
    await this.page.goto(this.host.put("/console", { body: markup.replace("{assistant}", place), script, headers: around.headers }));
  }
}

type PerTest = { console: Console; complaints: Complaints };
type PerWorker = { stand: { host: Host; tenant: Emulator; authority: Authority } };

export const embed = base.extend<PerTest, PerWorker>({
  stand: [
    async ({}, use) => {
      const [host, authority] = [await Host.listen(), await Authority.listen()];
      const tenant = await Emulator.start({ ...authority.config(ORGANIZATIONS), embedOrigins: [host.origin] });
      authority.serve(tenant);
      await use({ host, tenant, authority });
      await tenant.stop();
      await authority.stop();
      await host.stop();
    },
    { scope: "worker" },
  ],
  console: async ({ page, stand }, use) => {
    stand.authority.reset();
    await stand.tenant.reset();
    await use(new Console(page, stand.host, stand.tenant, stand.authority));
  },
  complaints: async ({ page }, use) => use(Complaints.watch(page)),
});

export { expect };
