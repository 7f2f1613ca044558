// What the worker answers for, and what can leave the demonstration.
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { AssistantPage } from "../support/assistant";
import { root } from "../support/emulator";
import { expect, kept, registrations, test, visit } from "../support/offline";

// SW-03
test("what is kept are the demonstration's files as they were built, and nothing else", async ({ page, deployment }) => {
  await visit(page, deployment);
  const assistant = new AssistantPage(page);
  await assistant.press("Fill in the demonstration's credentials");
  await assistant.press("Test connection");
  await expect(assistant.step("connect")).toContainText("The entered credentials work");
  const all = Object.entries(await kept(page));
  expect(all).toHaveLength(1);
  const [name, entries] = all[0]!;
  expect(name).toMatch(/^total-setup-demo \/demo\/ [0-9a-f]{16}$/);
  const own = (await readdir(join(root, "dist/demo"))).filter((file) => !/^sw(-off)?\.js$|\.(br|gz)$/.test(file));
  const shared = (await readdir(join(root, "dist/icons"))).filter((file) => !/\.(br|gz)$/.test(file));
  const wanted = [...own.map((file) => `/demo/${file}`), ...shared.map((file) => `/icons/${file}`), "/favicon.svg"];
  const addresses = wanted.map((path) => deployment.origin + path.replace("index.html", ""));
  expect(entries.map(([url]) => url).sort()).toEqual(addresses.sort());
  for (const [url, type, status] of entries) expect([type, status], url).toEqual(["basic", 200]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

// SW-02
test("the worker leaves alone what is not on its list", async ({ page, deployment }) => {
  await visit(page, deployment);
  const program = (await page.locator('link[type="application/wasm"]').getAttribute("href")) ?? "";
  const style = (await page.locator("link[rel=stylesheet]").getAttribute("href")) ?? "";
  deployment.asked = [];
  const statuses = await page.evaluate(
    async ([style, program]) => {
      const status = async (address: string, options?: RequestInit) => (await fetch(address, { cache: "no-store", ...options })).status;
      return [
        await status(style as string),
        await status(style as string, { headers: { authorization: "Bearer tsa_canary_0123456789" } }),
        await status(style as string, { method: "HEAD" }),
        await status(`${style}?other`),
        await status(program as string, { headers: { range: "bytes=0-3" } }),
        await status("../config.json"),
        await status("../v1.0/me", { headers: { authorization: "Bearer tsa_canary_0123456789" } }),
        await status("sw-off.js"),
      ];
    },
    [style, program],
  );
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 401, 200]);
  const name = style.replace("./", "/demo/");
  expect(deployment.asked.sort()).toEqual(
    [name, name, `${name}?other`, program.replace("./", "/demo/"), "/config.json", "/v1.0/me", "/demo/sw-off.js"].sort(),
  );
  for (const [, entries] of Object.entries(await kept(page))) {
    expect(entries.filter(([url]) => /config|v1\.0|sw|\?/.test(url.slice(deployment.origin.length)))).toEqual([]);
  }
});

// SW-01, B15
test("no other page is ever answered for, nor asks for a worker", async ({ page, deployment }) => {
  await visit(page, deployment);
  for (const path of ["/", "/setup", "/auth.html", "/relay.html", "/embed.html"]) {
    const answer = await page.goto(deployment.origin + path);
    expect(answer?.fromServiceWorker(), path).toBe(false);
    expect(await page.evaluate(() => navigator.serviceWorker.controller), path).toBe(null);
    expect(await page.locator("script[src*=offline], link[rel=manifest]").count(), path).toBe(0);
  }
  expect(await registrations(page)).toBe(1);
  for (const path of ["/demo/", "/demo/sw.js", "/"]) {
    expect((await page.request.get(deployment.origin + path)).headers()["service-worker-allowed"], path).toBeUndefined();
  }
});

test("without a visit to the demonstration nothing is registered", async ({ page, deployment }) => {
  for (const path of ["/", "/setup", "/embed.html"]) await page.goto(deployment.origin + path);
  expect(await registrations(page)).toBe(0);
  expect(await kept(page)).toEqual({});
});

/**
 * A server elsewhere that counts what it is sent, in bytes, with whatever protocol. Connections are not counted: Chromium opens one
 * ahead for a frame that it then refuses, and says nothing over it.
 */
const listener = async () => {
  let bytes = 0;
  const server = createServer((socket) => {
    socket.on("data", (data) => (bytes += data.length));
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { at: `127.0.0.1:${(server.address() as AddressInfo).port}`, heard: () => bytes, stop: () => server.close() };
};

/** Every way in which a page can ask a server for something, and the part of the policy that forbids it. */
const WAYS: Record<string, [string, (at: string) => unknown]> = {
  fetch: ["connect-src", (at) => fetch(`http://${at}/`, { method: "POST", body: "x", mode: "no-cors" })],
  request: [
    "connect-src",
    (at) => {
      const request = new XMLHttpRequest();
      request.open("GET", `http://${at}/`);
      request.send();
    },
  ],
  socket: ["connect-src", (at) => new WebSocket(`ws://${at}/`)],
  events: ["connect-src", (at) => new EventSource(`http://${at}/`)],
  beacon: ["connect-src", (at) => navigator.sendBeacon(`http://${at}/`, "x")],
  image: ["img-src", (at) => Object.assign(new Image(), { src: `http://${at}/` })],
  script: ["script-src-elem", (at) => document.body.append(Object.assign(document.createElement("script"), { src: `http://${at}/` }))],
  module: ["script-src-elem", (at) => import(`http://${at}/`)],
  style: [
    "style-src-elem",
    (at) => document.body.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: `http://${at}/` })),
  ],
  font: ["font-src", (at) => new FontFace("other", `url(http://${at}/)`).load()],
  video: ["media-src", (at) => document.body.append(Object.assign(document.createElement("video"), { src: `http://${at}/` }))],
  object: ["object-src", (at) => document.body.append(Object.assign(document.createElement("object"), { data: `http://${at}/` }))],
  frame: ["frame-src", (at) => document.body.append(Object.assign(document.createElement("iframe"), { src: `http://${at}/` }))],
  form: [
    "form-action",
    (at) => {
      const form = Object.assign(document.createElement("form"), { action: `http://${at}/`, method: "post" });
      document.body.append(form);
      form.submit();
    },
  ],
};

// A click on a link opens Microsoft's pages, with nothing of this one in it; whatever else could ask is refused.
test("nothing in the page can ask another server for anything", async ({ page, deployment }) => {
  await visit(page, deployment);
  for (const [name, [directive, way]] of Object.entries(WAYS)) {
    const elsewhere = await listener();
    const refused = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), { once: true });
        }),
    );
    // In a task of the page's own: code that the driver runs directly may be exempt from the policy.
    await page.evaluate(`setTimeout(() => (async () => (${way})("${elsewhere.at}"))().catch(() => undefined))`);
    expect(await refused, name).toBe(directive);
    expect(elsewhere.heard(), name).toBe(0);
    elsewhere.stop();
  }
});

test("the worker itself can ask no other server", async ({ context, page, deployment }) => {
  const elsewhere = await listener();
  await visit(page, deployment);
  const [worker] = context.serviceWorkers();
  const outcome = await worker!.evaluate(
    (address) =>
      new Promise<string>((resolve) => {
        setTimeout(() => fetch(address, { mode: "no-cors" }).then(() => resolve("sent"), () => resolve("refused")));
      }),
    `http://${elsewhere.at}/`,
  );
  expect(outcome).toBe("refused");
  expect(elsewhere.heard()).toBe(0);
  elsewhere.stop();
});

// SW-04: page and worker alike; both are told by the context.
test("the whole job asks no server but the one that the page is from", async ({ context, page, deployment }) => {
  const asked = new Set<string>();
  context.on("request", (request) => asked.add(new URL(request.url()).origin));
  await visit(page, deployment);
  const assistant = new AssistantPage(page);
  await assistant.press("Fill in the demonstration's credentials");
  await assistant.finish();
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
  expect([...asked].filter((origin) => origin !== "null")).toEqual([deployment.origin]);
});

test("it can be installed", async ({ context, page, deployment }) => {
  await visit(page, deployment);
  const browser = await context.newCDPSession(page);
  const manifest = await browser.send("Page.getAppManifest");
  expect(manifest.errors).toEqual([]);
  const { name, icons, start_url, scope, display } = JSON.parse(manifest.data ?? "{}");
  expect([name, start_url, scope, display]).toEqual(["TOTAL Setup Assistant: demo", ".", ".", "standalone"]);
  expect(icons.some((icon: { purpose?: string; sizes: string }) => icon.purpose === "maskable" && icon.sizes === "512x512")).toBe(true);
  // A browser's private window is no fault of the page's.
  const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  const answer = await page.request.get(manifest.url);
  expect(answer.headers()["content-type"]).toBe("application/manifest+json");
});
