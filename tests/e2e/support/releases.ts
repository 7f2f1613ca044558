// One address at which versions of the page follow one another, and which can be cut off: what a person's browser meets over weeks.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Emulator, root } from "./emulator";

const run = promisify(execFile);

/** What is sent in place of a file: other bytes, or nothing. */
export type Damage = { path: RegExp; body: string | null };

export class Releases {
  /** What is wrong with the files at the host. */
  damage: Damage[] = [];
  /** The paths that were asked for, since this was emptied. */
  asked: string[] = [];
  private server: Server | undefined;
  private readonly versions: Emulator[] = [];
  private readonly folders: string[] = [];

  private constructor(
    private site: Emulator,
    private port: number,
    private readonly base: string,
  ) {}

  /** Serves dist as it is built. */
  static async start(base = "/"): Promise<Releases> {
    const site = await Emulator.start(undefined, base);
    const releases = new Releases(site, 0, base);
    releases.versions.push(site);
    await releases.connect();
    return releases;
  }

  /** Without a slash at the end. */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The demonstration's address. */
  get demo(): string {
    return `${this.origin}${this.base}demo/`;
  }

  /** A scenario of it. */
  get story(): string {
    return `${this.demo}?scenario=fresh`;
  }

  /** There is a network. */
  async connect(): Promise<void> {
    this.server = createServer((request, response) => {
      const path = request.url ?? "/";
      this.asked.push(path);
      const damage = this.damage.find(({ path: pattern }) => pattern.test(path));
      if (damage?.body === null) {
        response.writeHead(404).end();
        return;
      }
      fetch(this.site.origin + path, { redirect: "manual" })
        .then(async (answer) => {
          const headers = new Headers(answer.headers);
          // The body comes unpacked.
          for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
          const body = Buffer.from(await answer.arrayBuffer());
          response.writeHead(answer.status, Object.fromEntries(headers)).end(damage?.body ?? body);
        })
        .catch((error: unknown) => response.destroy(error as Error));
    });
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** There is none: nobody listens. */
  async cut(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (!server) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  }

  /** Puts the next version in the place of the one before: another style sheet, which says its number, and a page that names it. */
  async release(number: number): Promise<void> {
    await this.put(async (dist) => {
      const demo = join(dist, "demo");
      const old = (await readdir(demo)).find((name) => /^style-.*\.css$/.test(name)) as string;
      const content = `${await readFile(join(demo, old), "utf8")}\n:root { --version: ${number}; }\n`;
      const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
      const name = `style-${hash}.css`;
      await rename(join(demo, old), join(demo, name));
      await writeFile(join(demo, name), content);
      await Promise.all([".br", ".gz"].map((copy) => rm(join(demo, old + copy), { force: true })));
      const page = join(demo, "index.html");
      const html = await readFile(page, "utf8");
      const link = `<link rel="stylesheet" href="./${name}" integrity="sha384-${createHash("sha384").update(content).digest("base64")}">`;
      await Promise.all([".br", ".gz"].map((copy) => rm(page + copy, { force: true })));
      await writeFile(page, html.replace(/<link rel="stylesheet"[^>]*>/, link));
      await writeFile(join(dist, "config.json"), "{}\n");
      // Its list is of the files before. The same generator as of every build writes another.
      await Promise.all(["", ".br", ".gz"].map((copy) => rm(join(demo, `sw.js${copy}`), { force: true })));
      await run(join(root, "target/debug/xtask"), ["configure", dist, "--config", join(dist, "config.json")]);
    });
  }

  /** Takes the offline copy back, as docs/offline.md says. */
  async takeBack(): Promise<void> {
    await this.put(async (dist) => {
      await cp(join(dist, "demo/sw-off.js"), join(dist, "demo/sw.js"));
      await Promise.all([".br", ".gz"].map((copy) => rm(join(dist, `demo/sw.js${copy}`), { force: true })));
    });
  }

  async stop(): Promise<void> {
    await this.cut();
    await Promise.all(this.versions.map((site) => site.stop()));
    await Promise.all(this.folders.map((folder) => rm(folder, { recursive: true })));
  }

  /** Serves a copy of dist that `change` has changed. */
  private async put(change: (dist: string) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), "total-setup-version-"));
    this.folders.push(folder);
    await cp(join(root, "dist"), folder, { recursive: true });
    await change(folder);
    this.site = await Emulator.start(undefined, this.base, folder);
    this.versions.push(this.site);
  }
}
