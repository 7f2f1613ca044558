// dist given a configuration and served as docs/hosting says.
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chmod, mkdir } from "node:fs/promises";
import { root } from "./emulator";
import { Nginx, type Given } from "./nginx";

/** The folder that docs/hosting/nginx.conf serves, and the path of the assistant in it. */
const WWW = "/srv/www";
const BASE = "/assistant";

export class Deployment {
  private constructor(
    readonly nginx: Nginx,
    /** The path of the assistant, without a slash at the end. */
    readonly base: string,
    /** The configured copy of dist. */
    readonly dist: string,
    private readonly folder: string,
  ) {}

  /** Configures a copy of dist, and serves it below `base`. */
  static async start(config: object, base: "/assistant" | "" = BASE): Promise<Deployment> {
    const folder = await mkdtemp(join(tmpdir(), "total-setup-www-"));
    const [www, settings] = [join(folder, "www"), join(folder, "config.json")];
    const dist = www + base;
    await mkdir(dirname(dist), { recursive: true });
    await cp(join(root, "dist"), dist, { recursive: true });
    await chmod(folder, 0o755);
    await writeFile(settings, JSON.stringify(config));
    execFileSync("cargo", ["xtask", "configure", dist, "--config", settings, "--base", base || "/"], { cwd: root, stdio: "pipe" });
    const documented = await readFile(join(root, "docs/hosting/nginx.conf"), "utf8");
    const nginx = await Nginx.start((given) => filledIn(documented, www, base, given));
    return new Deployment(nginx, base, dist, folder);
  }

  /** The address of `path`, which begins with a slash. */
  at = (path: string): string => this.nginx.origin + this.base + path;

  async stop(): Promise<void> {
    await this.nginx.stop();
    await rm(this.folder, { recursive: true });
  }
}

/** The documented configuration with what each host has of its own: names, ports, certificate, folders. Nothing else is changed. */
function filledIn(documented: string, www: string, base: string, given: Given): string {
  let text = documented;
  const replace = (what: RegExp, by: string): void => {
    if (!what.test(text)) throw new Error(`docs/hosting/nginx.conf has no ${what}`);
    text = text.replace(what, by);
  };
  replace(/listen 80;/, `listen 127.0.0.1:${given.plain};`);
  replace(/listen 443 /, `listen 127.0.0.1:${given.tls} `);
  text = text.replace(/^\s*listen \[::\].*\n/gm, "");
  replace(/server_name [^;]+;/g, "server_name localhost 127.0.0.1;");
  replace(/https:\/\/\$(host|server_name)/, `https://$host:${given.tls}`);
  replace(/(ssl_certificate) [^;]+;/, `$1 ${given.certificate};`);
  replace(/(ssl_certificate_key) [^;]+;/, `$1 ${given.key};`);
  if (base !== BASE) replace(new RegExp(`${BASE}(?=/)`, "g"), base);
  replace(new RegExp(WWW, "g"), www);
  return text;
}
