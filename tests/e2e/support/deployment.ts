// dist given a configuration and served as docs/hosting says.
import { execFileSync } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./emulator";
import { debian, Nginx, type Given } from "./nginx";

/** What each host has of its own, as docs/hosting names it. */
const [NAME, WWW, BASE] = ["setup.example.com", "/srv/www", "/assistant"];

export class Deployment {
  private constructor(
    readonly nginx: Nginx,
    /** Where it answers, without a slash at the end. */
    readonly origin: string,
    /** The path of the assistant, without a slash at the end. */
    readonly base: string,
    /** The configured copy of dist. */
    readonly dist: string,
    private readonly folder: string,
  ) {}

  /** Configures a copy of dist and serves it below `base`, as docs/hosting/nginx.conf says. */
  static async start(config: object, base: "/assistant" | "" = BASE): Promise<Deployment> {
    const { folder, www, dist } = await configured(config, base);
    const documented = await readFile(join(root, "docs/hosting/nginx.conf"), "utf8");
    const nginx = await Nginx.start((given) => debian(filledIn(documented, www, base, given), given));
    return new Deployment(nginx, nginx.origin, base, dist, folder);
  }

  /** The same as in the container: without TLS, which ends in front of it. */
  static async inContainer(config: object): Promise<Deployment> {
    const { folder, www, dist } = await configured(config, "");
    const documented = await readFile(join(root, "docs/hosting/container/nginx.conf"), "utf8");
    const nginx = await Nginx.start(({ plain, brotli, tmp }) =>
      changed(documented, [
        [/\/tmp\//g, `${tmp}/`],
        [/include \/etc\/nginx\/modules-enabled\/\*\.conf;/, `load_module ${brotli};`],
        [/error_log stderr warn;/, "error_log stderr notice;"],
        [/\/etc\/nginx\/assistant\.conf/, join(dist, "_nginx.conf")],
        [/listen 8080;/, `listen 127.0.0.1:${plain};`],
        [new RegExp(`root ${WWW}`), `root ${www}`],
      ]),
    );
    return new Deployment(nginx, nginx.plain, "", dist, folder);
  }

  /** The address of `path`, which begins with a slash. */
  at = (path: string): string => this.origin + this.base + path;

  async stop(): Promise<void> {
    await this.nginx.stop();
    await rm(this.folder, { recursive: true });
  }
}

/** A folder with what `cargo xtask configure` made of dist. */
async function configured(config: object, base: string): Promise<{ folder: string; www: string; dist: string }> {
  const folder = await mkdtemp(join(tmpdir(), "total-setup-www-"));
  const [www, settings] = [join(folder, "www"), join(folder, "config.json")];
  const dist = www + base;
  await mkdir(dirname(dist), { recursive: true });
  await cp(join(root, "dist"), dist, { recursive: true });
  await chmod(folder, 0o755);
  await writeFile(settings, JSON.stringify(config));
  execFileSync("cargo", ["xtask", "configure", dist, "--config", settings, "--base", base || "/", "--origin", `https://${NAME}`], { cwd: root, stdio: "pipe" });
  return { folder, www, dist };
}

/** The documented server with a host's own name, ports, certificate and folders. Nothing else is changed. */
const filledIn = (documented: string, www: string, base: string, { tls, plain, certificate, key }: Given): string =>
  changed(documented, [
    [/^ *listen \[::\].*\n/gm, ""],
    [/listen 80;/, `listen 127.0.0.1:${plain};`],
    [/listen 443 /, `listen 127.0.0.1:${tls} `],
    [new RegExp(`server_name ${NAME};`, "g"), "server_name localhost;"],
    [new RegExp(`return 308 https://${NAME}`), `return 308 https://localhost:${tls}`],
    [/(ssl_certificate) [^;]+;/, `$1 ${certificate};`],
    [/(ssl_certificate_key) [^;]+;/, `$1 ${key};`],
    [new RegExp(`include ${WWW}${BASE}/`), `include ${www}${base}/`],
    [new RegExp(`root ${WWW};`), `root ${www};`],
  ]);

/** `text` with each change made; each must be there to be made. */
const changed = (text: string, changes: [RegExp, string][]): string =>
  changes.reduce((text, [what, by]) => {
    if (text.search(what) < 0) throw new Error(`the documented configuration has no ${what}`);
    return text.replace(what, by);
  }, text);
