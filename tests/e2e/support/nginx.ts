// Debian's nginx as a host runs it: an ordinary user, its own folder, free ports, a certificate for the day.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, chown, copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "./emulator";

/** Below which folder Debian's packages lie (xtask/src/tools/nginx.rs). */
const DEBIAN = process.env.NGINX_ROOT ?? (existsSync("/usr/sbin/nginx") ? "/" : join(root, ".tools/nginx"));
const FILES = { program: "usr/sbin/nginx", types: "etc/nginx/mime.types", brotli: "usr/lib/nginx/modules/ngx_http_brotli_static_module.so" };
/** Whoever may do nothing: root would not show that an ordinary user suffices. */
const NOBODY = 65534;

/** What a configuration is told of this run. */
export type Given = {
  /** Ports for TLS and without. */
  tls: number;
  plain: number;
  certificate: string;
  key: string;
  /** The module that sends the copies made with brotli. */
  brotli: string;
  /** Media types by extension, as Debian has them. */
  types: string;
  /** The only folder that may be written to. */
  tmp: string;
};

export class Nginx {
  /** What it complained about, besides files that are not there. */
  readonly complaints: string[] = [];

  private constructor(
    /** Where it answers by TLS, without a slash at the end. */
    readonly origin: string,
    /** Where it answers without. */
    readonly plain: string,
    /** Its certificate, which signs itself. */
    readonly certificate: string,
    private readonly end: () => Promise<void>,
  ) {}

  /** Runs with the nginx.conf that `configuration` writes. */
  static async start(configuration: (given: Given) => string): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), "total-setup-nginx-"));
    const at = (name: string): string => join(folder, name);
    for (const [name, path] of Object.entries(FILES)) await copyFile(join(DEBIAN, path), at(name));
    const [tls, plain] = await freePorts();
    const given = { tls, plain, certificate: at("certificate.pem"), key: at("key.pem"), brotli: at("brotli"), types: at("types"), tmp: at("tmp") };
    certify(given);
    await writeFile(at("nginx.conf"), configuration(given));
    await mkdir(given.tmp);
    await chmod(folder, 0o755);
    const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    if (user.uid) for (const own of [given.tmp, given.key]) await chown(own, user.uid, user.gid);

    const server = spawn(at("program"), ["-p", folder, "-c", at("nginx.conf"), "-e", "stderr"], { stdio: ["ignore", "ignore", "pipe"], ...user });
    const exited = once(server, "exit");
    const nginx = new Nginx(`https://127.0.0.1:${tls}`, `http://127.0.0.1:${plain}`, given.certificate, async () => {
      server.kill("SIGQUIT");
      await exited;
      await rm(folder, { recursive: true });
    });
    await new Promise<void>((resolve, reject) => {
      createInterface(server.stderr).on("line", (line) => {
        if (/\[(warn|error|crit|alert|emerg)\]/.test(line) && !line.includes("(2: No such file")) nginx.complaints.push(line);
        if (line.includes("start worker process ")) resolve();
      });
      void exited.then(() => reject(new Error(`nginx did not start: ${nginx.complaints.join("\n")}`)));
    });
    return nginx;
  }

  stop = (): Promise<void> => this.end();
}

/** Two ports that nobody uses. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()];
  for (const server of servers) await once(server.listen(0, "127.0.0.1"), "listening");
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) await once(server.close(), "close");
  return ports as [number, number];
}

function certify({ certificate, key }: Given): void {
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...names, "-keyout", key, "-out", certificate], { stdio: "ignore" });
}

/** Debian's own nginx.conf, in a folder of ours, with the servers of `site`. */
export const debian = (site: string, { brotli, types, tmp }: Given): string => `
daemon off;
pid ${tmp}/pid;
error_log stderr notice;
load_module ${brotli};
events { worker_connections 768; }
http {
  sendfile on;
  tcp_nopush on;
  types_hash_max_size 2048;
  include ${types};
  default_type application/octet-stream;
  gzip on;
  access_log off;
${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `  ${name}_temp_path ${tmp}/${name};\n`).join("")}
${site}
}
`;
