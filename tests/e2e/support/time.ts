// Time that passes only when a test says so, in the page and in the tenant alike, and pages that nobody sees.
import type { Page, Request } from "@playwright/test";
import type { Emulator } from "./emulator";

/** One moment's read of the tenant. */
export type Read = { at: number; path: string };

export class Time {
  /** What the page read since time was stopped: by its own clock, in seconds. */
  readonly reads: Read[] = [];
  private seconds = 0;
  private readonly open = new Set<Request>();

  private constructor(
    private readonly page: Page,
    private readonly tenant: Emulator,
  ) {}

  /** Call before the page is opened; time goes on until `stop`. */
  static async of(page: Page, tenant: Emulator): Promise<Time> {
    const time = new Time(page, tenant);
    await page.clock.install();
    await page.addInitScript(() => {
      const state = { hidden: false };
      Object.defineProperty(document, "hidden", { get: () => state.hidden });
      Object.defineProperty(document, "visibilityState", { get: () => (state.hidden ? "hidden" : "visible") });
      Object.assign(window, {
        hide: (hidden: boolean) => {
          state.hidden = hidden;
          document.dispatchEvent(new Event("visibilitychange"));
        },
      });
    });
    return time;
  }

  /** From now on time passes by `pass` alone. */
  async stop(): Promise<void> {
    await this.page.clock.pauseAt((await this.page.evaluate(() => Date.now())) + 1_000);
    this.page.on("request", (request) => {
      const path = new URL(request.url()).pathname;
      if (!path.startsWith("/v1.0/")) return;
      this.open.add(request);
      this.reads.push({ at: this.seconds, path });
    });
    const settled = (request: Request) => this.open.delete(request);
    this.page.on("requestfinished", settled);
    this.page.on("requestfailed", settled);
  }

  /** Lets seconds pass, one by one or in larger steps; each waits for the answers that it brought. */
  async pass(seconds: number, step = 1): Promise<void> {
    for (let passed = 0; passed < seconds; passed += step) {
      this.seconds += step;
      await this.tenant.advance(step);
      await this.page.clock.runFor(step * 1_000);
      while (this.open.size > 0) await Promise.race([...this.open].map((request) => request.response()));
      // What an answer changes is drawn in the page's own turn.
      await this.page.evaluate(() => Promise.resolve());
    }
  }

  /** Nobody sees the page, or somebody does again. */
  hide = (hidden: boolean) => this.page.evaluate((hidden) => (window as unknown as { hide(hidden: boolean): void }).hide(hidden), hidden);

  /** When the job was read, since `from`. */
  job = (from = 0): number[] => this.reads.filter((read) => read.at >= from && /\/jobs\/[^/]+$/.test(read.path)).map((read) => read.at);

  /** How long each read of the job came after the one before. */
  gaps = (from = 0): number[] => this.job(from).slice(1).map((at, index) => at - this.job(from)[index]!);

  now = (): number => this.seconds;
}
