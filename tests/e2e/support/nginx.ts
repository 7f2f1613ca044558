// Debian's nginx as a host runs it: an ordinary user, its own folder, free ports, a certificate for the day.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chown, copyFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
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

/** What a server's block is told of this run. */
export type Given = { tls: number; plain: number; certificate: string; key: string };

export class Nginx {
  /** What it complained about: warnings and worse. */
  readonly complaints: string[] = [];

  private constructor(
    /** Where it answers by TLS, without a slash at the end. */
    readonly origin: string,
    /** Where it answers without. */
    readonly plain: string,
    /** Its certificate, which signs itself. */
    readonly certificate: string,
    private end: () => Promise<void>,
  ) {}

  /** Runs the servers that `site` writes, in the surroundings that Debian gives them. */
  static async start(site: (given: Given) => string): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), "total-setup-nginx-"));
    const at = (name: string): string => join(folder, name);
    for (const [name, path] of Object.entries(FILES)) await copyFile(join(DEBIAN, path), at(name));
    const [tls, plain] = await freePorts();
    const given = { tls, plain, certificate: at("certificate.pem"), key: at("key.pem") };
    certify(given);
    await writeFile(at("site.conf"), site(given));
    await writeFile(at("nginx.conf"), surroundings(at));
    const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    if (user.uid) for (const file of [".", ...(await readdir(folder))]) await chown(at(file), user.uid, user.gid);

    const server = spawn(at("program"), ["-p", folder, "-c", at("nginx.conf"), "-e", "stderr"], { stdio: ["ignore", "ignore", "pipe"], ...user });
    const exited = once(server, "exit");
    const nginx = new Nginx(`https://127.0.0.1:${tls}`, `http://127.0.0.1:${plain}`, given.certificate, async () => {
      server.kill("SIGQUIT");
      await exited;
      await rm(folder, { recursive: true });
    });
    await new Promise<void>((resolve, reject) => {
      createInterface(server.stderr).on("line", (line) => {
        if (/\[(warn|error|crit|alert|emerg)\]/.test(line)) nginx.complaints.push(line);
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

/** Debian's own nginx.conf, in a folder of ours. */
const surroundings = (at: (name: string) => string): string => `
daemon off;
pid ${at("pid")};
error_log stderr notice;
load_module ${at("brotli")};
events { worker_connections 768; }
http {
  sendfile on;
  tcp_nopush on;
  types_hash_max_size 2048;
  include ${at("types")};
  default_type application/octet-stream;
  gzip on;
  access_log off;
${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `  ${name}_temp_path ${at(name)};\n`).join("")}
  include ${at("site.conf")};
}
`;
