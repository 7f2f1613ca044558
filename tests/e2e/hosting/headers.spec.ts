// Every header of every response, as the documented server sends it (security.md HDR-01 to HDR-07). What is expected stands here in
// full, and is made from nothing that made the header files.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { Deployment } from "../support/deployment";
import { CONFIG, EMBEDDER, expect, hosting as test } from "../support/hosting";

const EVERYWHERE = {
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
};
const DENIED = ["camera", "display-capture", "geolocation", "microphone", "payment", "publickey-credentials-get", "serial", "usb"];
const MICROSOFT = " https://graph.microsoft.com https://login.microsoftonline.com";
const NOTHING = "base-uri 'none'; form-action 'none'; object-src 'none'";
const LANDING = `default-src 'none'; script-src 'self'; style-src 'self' {styles}; ${NOTHING}; frame-ancestors 'none'`;
const program = (servers: string, ancestors: string): string =>
  `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' {styles}; img-src 'self' data:; font-src 'self'; ` +
  `connect-src 'self'${servers}; manifest-src 'self'; worker-src 'self'; frame-src 'none'; ${NOTHING}; frame-ancestors ${ancestors}; upgrade-insecure-requests`;

const OPENS = { "cache-control": "no-cache", "x-frame-options": "DENY", "cross-origin-resource-policy": "same-origin", "cross-origin-opener-policy": "same-origin-allow-popups" };
const LANDS = { "cache-control": "no-store", "x-frame-options": "DENY", "cross-origin-resource-policy": "same-origin", "cross-origin-opener-policy": undefined };
const FRAMED = { "cache-control": "no-store", "x-frame-options": undefined, "cross-origin-resource-policy": "cross-origin", "cross-origin-opener-policy": undefined };

/** An address, the file that answers it, its policy, and its other headers. */
const PAGES: [string, string, string, object][] = [
  ["/", "index.html", program(MICROSOFT, "'none'"), OPENS],
  ["/index.html", "index.html", program(MICROSOFT, "'none'"), OPENS],
  ["/setup", "setup.html", program(MICROSOFT, "'none'"), OPENS],
  ["/setup.html", "setup.html", program(MICROSOFT, "'none'"), OPENS],
  ["/demo/", "demo/index.html", program("", "'none'"), OPENS],
  ["/demo/index.html", "demo/index.html", program("", "'none'"), OPENS],
  ["/embed.html", "embed.html", program(MICROSOFT, EMBEDDER), FRAMED],
  ["/auth.html", "auth.html", LANDING, LANDS],
  ["/relay.html", "relay.html", LANDING, LANDS],
];

/** The policy with the hashes of what stands in the page's own `<style>` elements. */
function withStyles(policy: string, html: string): string {
  const hashes = [...html.matchAll(/<style>([^]*?)<\/style>/g)].map(([, text]) => `'sha256-${createHash("sha256").update(text ?? "").digest("base64")}'`);
  return policy.replace(" {styles}", hashes.map((hash) => ` ${hash}`).join(""));
}

function carries(answer: APIResponse, expected: object): void {
  const headers = answer.headers();
  for (const [name, value] of Object.entries({ ...EVERYWHERE, ...expected })) expect.soft(headers[name], `${answer.url()}: ${name}`).toEqual(value);
  for (const feature of DENIED) expect.soft(headers["permissions-policy"], answer.url()).toContain(`${feature}=()`);
  // nginx would say which version it is, and send a header once for each place that names it.
  expect.soft(headers.server ?? "nginx").toBe("nginx");
  const names = answer.headersArray().map(({ name }) => name.toLowerCase());
  expect.soft(names.filter((name, index) => names.indexOf(name) !== index), answer.url()).toEqual([]);
}

/** What hosts read, and nobody else. */
const FOR_HOSTS = ["_headers", "_nginx.conf", "_Caddyfile", "staticwebapp.config.json"];

/** Paths of all files in dist, without the compressed copies. */
const filesOf = async (dist: string): Promise<string[]> => {
  const all = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1));
  return paths.filter((path) => !/\.(br|gz)$/.test(path) && !FOR_HOSTS.includes(path));
};

const get = (request: APIRequestContext, address: string, encoding = "identity") =>
  request.get(address, { maxRedirects: 0, headers: { "accept-encoding": encoding } });

async function isServedAsDocumented(site: Deployment, request: APIRequestContext): Promise<void> {
  for (const [address, file, policy, others] of PAGES) {
    const answer = await get(request, site.at(address));
    const html = await readFile(join(site.dist, file), "utf8");
    expect.soft(answer.status(), address).toBe(200);
    expect.soft(await answer.text(), address).toBe(html);
    expect.soft(answer.headers()["content-type"], address).toMatch(/^text\/html(; charset=utf-8)?$/);
    carries(answer, { ...others, "content-security-policy": withStyles(policy, html) });
    expect.soft(answer.headers()["content-security-policy"], address).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
  }
}

test("every page carries its headers, below a path", async ({ site, request }) => isServedAsDocumented(site, request));

for (const [where, start] of [
  ["at the root of a host", () => Deployment.start(CONFIG, "")],
  ["in a container that may write nowhere", () => Deployment.inContainer(CONFIG)],
] as const) {
  test(`every page carries its headers, ${where}`, async ({ request }) => {
    test.setTimeout(120_000);
    const site = await start();
    await isServedAsDocumented(site, request);
    expect((await get(request, site.at("/nothing"))).status()).toBe(404);
    await site.stop();
    expect(site.nginx.complaints).toEqual([]);
  });
}

const TYPES: Record<string, string> = {
  css: "text/css",
  html: "text/html",
  js: "(application|text)/javascript",
  json: "application/json",
  png: "image/png",
  svg: "image/svg\\+xml",
  ts: "\\S+",
  wasm: "application/wasm",
  webmanifest: "application/manifest\\+json",
};

// HDR-05, HDR-07
test("every file comes as what it is, is kept as its name says, and is compressed where a copy lies beside it", async ({ site, request }) => {
  const files = await filesOf(site.dist);
  expect(files.filter((file) => file.endsWith(".wasm")).length).toBeGreaterThan(1);
  for (const file of files) {
    const [address, bytes] = [site.at(`/${file}`), await readFile(join(site.dist, file))];
    const plain = await get(request, address);
    expect.soft(plain.status(), file).toBe(200);
    expect.soft((await plain.body()).equals(bytes), file).toBe(true);
    expect.soft(plain.headers()["content-type"], file).toMatch(new RegExp(`^${TYPES[file.split(".").at(-1) ?? ""]}(; charset=utf-8)?$`));
    const hashed = /-[0-9a-f]{16}[._]/.test(file);
    if (!file.endsWith(".html")) {
      const shared = (hashed && !file.includes("/")) || ["embed.js", "config.json"].includes(file);
      carries(plain, {
        "cache-control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
        "cross-origin-resource-policy": shared ? "cross-origin" : "same-origin",
        "access-control-allow-origin": shared ? "*" : undefined,
      });
    }
    if (!(await readFile(join(site.dist, `${file}.br`)).catch(() => undefined))) continue;
    const packed = await rawBody(address);
    expect.soft(packed.encoding, file).toBe("br");
    expect.soft(brotliDecompressSync(packed.body).equals(bytes), file).toBe(true);
  }
});

// HDR-07
test("what is not there is not there, and what hosts read is nobody else's", async ({ site, request }) => {
  const nowhere = ["/app-0000000000000000.js", "/assets/any", "/demo/any", "/setup/", "/auth", "/config.json.br", "/index.html.br", "/.git/config", ...FOR_HOSTS.map((name) => `/${name}`)];
  for (const path of nowhere) {
    const answer = await get(request, site.at(path));
    expect.soft(answer.status(), path).toBe(404);
    carries(answer, { "content-security-policy": "default-src 'none'; frame-ancestors 'none'", "cache-control": "no-store", "x-frame-options": "DENY" });
    expect.soft(await answer.text(), path).not.toContain("<script");
  }
});

test("addresses that lack something lead to the right ones, and nothing is served without TLS", async ({ site, request }) => {
  for (const [address, target] of [
    [site.at(""), site.at("/")],
    [site.at("/demo"), site.at("/demo/")],
    [site.at("/demo?scenario=fresh"), site.at("/demo/?scenario=fresh")],
    [`${site.nginx.plain}/assistant/setup?step=groups`, site.at("/setup?step=groups").replace("127.0.0.1", "localhost")],
  ] as const) {
    const answer = await get(request, address);
    expect.soft([308], address).toContain(answer.status());
    expect.soft(new URL(answer.headers().location ?? "", address).href, address).toBe(target);
  }
});

/** The body as it came over the wire. */
async function rawBody(address: string): Promise<{ encoding?: string; body: Buffer }> {
  const { get } = await import("node:https");
  return new Promise((resolve, reject) => {
    const asked = get(address, { rejectUnauthorized: false, headers: { "accept-encoding": "gzip, deflate, br" } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => resolve({ encoding: answer.headers["content-encoding"], body: Buffer.concat(parts) }));
    });
    asked.on("error", reject);
  });
}
