// Starts the emulator on a free port and steers it (src/emulator/control.rs).
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

export type Fault = { status: number } | "cutBefore" | "cutAfter" | { slowSeconds: number };
/** Which requests a fault is for: `path` is a part of path and query, `skip` spares that many first. */
export type Aim = { method?: string; path?: string; skip?: number; tenant?: string };
export type Logged = {
  method: string;
  target: string;
  status: number | null;
  inBatch: boolean;
  body: string | null;
  /** The ID of a tenant that was added; null for the usual one. */
  tenant: string | null;
};
export type State = {
  scenario?: string;
  knob?: string;
  speed?: number;
  /** Adds a tenant beside those there are; it answers tokens issued for it. */
  tenant?: { id: string; name: string; domain: string };
  /** The roles of the person signed in, by name or template id. */
  roles?: string[];
  /** Those that this person holds as member of a group. */
  groupRoles?: string[];
};

export class Emulator {
  private constructor(
    /** Where the page and Graph are, without a slash at the end. */
    readonly origin: string,
    /** Where the console is that embeds the page, with a slash at the end; empty where none is served. */
    readonly console: string,
    private readonly end: () => Promise<void>,
  ) {}

  /** Serves dist, with `config` in place of its config.json, and the folder `console` as a console that embeds it. */
  static async start(config?: object, base = "/", dist = join(root, "dist"), console?: string): Promise<Emulator> {
    const folder = await mkdtemp(join(tmpdir(), "total-setup-"));
    const options = ["--port", "0", "--dist", dist, "--base", base];
    if (config) {
      await writeFile(join(folder, "config.json"), JSON.stringify(config));
      options.push("--config", join(folder, "config.json"));
    }
    if (console) options.push("--console", console);
    const program = process.env.EMULATOR ?? join(root, "target/debug/emulator");
    const server = spawn(program, options, { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(server, "exit");
    // The first line is the address of the page, the second one begins with that of the console.
    const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
    const [page, other] = [await lines.next(), console ? await lines.next() : undefined];
    if (page.done || other?.done) throw new Error("the emulator did not start");
    const at = other ? (other.value.split(" ")[0] as string) : "";
    return new Emulator(new URL(page.value).origin, at, async () => {
      server.kill();
      await exited;
      await rm(folder, { recursive: true });
    });
  }

  /** Begins a new tenant. */
  reset = (state: State = {}) => this.post("reset", state);
  /** Answers from a recording from now on, whatever the token is (docs/recording.md). */
  replay = (recording: object) => this.post("replay", recording);
  /** Makes a bearer token known to the tenant. */
  issueToken = (token: string, scopes: string[], expiresInSeconds: number, more: { tenant?: string; claims?: boolean } = {}) =>
    this.post("tokens", { token, scopes, expiresInSeconds, ...more });
  /** Ends every token there is. */
  expireTokens = () => this.post("tokens", { tokens: "expire" });
  /** Lets the next requests go wrong. */
  failNext = (fault: Fault, times = 1, aim: Aim = {}) => this.post("fault", { fault, times, ...aim });
  /**
   * Answers with a claims challenge: so many times, or until a token comes that was issued for one. `claims` may be
   * any text.
   */
  challenge = (claims: string, aim: Aim & { times?: number } = {}) =>
    this.post("fault", { fault: { challenge: claims }, ...aim });
  /** Moves the tenant's clock on. */
  advance = (advanceSeconds: number) => this.post("clock", { advanceSeconds });

  /** What the page asked of the tenant, in order. */
  async log(): Promise<Logged[]> {
    const answer = await fetch(`${this.origin}/__emulator/log`);
    return (await answer.json()) as Logged[];
  }

  stop = () => this.end();

  private async post(command: string, body: object): Promise<void> {
    const answer = await fetch(`${this.origin}/__emulator/${command}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${command}: ${answer.status} ${await answer.text()}`);
  }
}
