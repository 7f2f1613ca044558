// Who may speak with the frame, and what happens to whoever breaks the rules (security.md EMB-01 to EMB-05, M01 to M11, M23, M24).
import type { Frame } from "@playwright/test";
import { embed as test, expect, type Console } from "../support/console";
import { Emulator } from "../support/emulator";
import { Host } from "../support/host";

const CANARY = "tsa_canary_0123456789";

/** A host page that speaks by itself, without our script: `greeted(nf)` has the frame's number and may say anything. */
const byHand = async (console: Console, greeted: string, markup = "", headers = {}): Promise<Frame> => {
  const script = `
    globalThis.got = [];
    const frame = document.querySelector("#frame");
    const assistant = "${console.tenant.origin}";
    const connect = (nf, more = {}, ports = undefined) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => got.push(data);
      frame.contentWindow.postMessage({ ns: "tsa", v: 1, type: "connect", nf, nh: "BBBBBBBBBBBBBBBBBBBBBB", ...more }, assistant, ports ?? [channel.port2]);
      return channel.port1;
    };
    addEventListener("message", ({ data, origin }) => {
      if (origin !== assistant) return;
      got.push(data);
      if (data.type === "ready") (${greeted})(data.nf);
    });
    frame.src = assistant + "/embed.html";`;
  const body = markup || `<iframe id="frame" title="assistant" width="900" height="600"></iframe>`;
  await console.page.goto(console.host.put("/by-hand", { body, script, headers }));
  await expect.poll(() => console.page.frames().length).toBeGreaterThan(1);
  return console.page.frames()[1] as Frame;
};

const got = (console: Console): Promise<any[]> => console.page.evaluate(() => (globalThis as any).got);
const types = async (console: Console) => (await got(console)).map((message) => message.type);
const ended = (frame: Frame) => frame.locator("[data-embedded=stopped]");

test("the frame greets the configured origin, and answers its right words", async ({ console }) => {
  await byHand(console, `(nf) => connect(nf)`);
  await expect.poll(() => types(console)).toContain("connected");
  const [ready, connected] = await got(console);
  expect(ready).toEqual({ ns: "tsa", v: 1, type: "ready", nf: expect.stringMatching(/^[\w-]{22}$/) });
  expect(connected).toEqual({ type: "connected", nh: "BBBBBBBBBBBBBBBBBBBBBB", v: 1, seq: 1 });
});

test("wrong numbers, wrong ports and other versions get no conversation (M05, M06, M08)", async ({ console }) => {
  const frame = await byHand(
    console,
    `(nf) => {
      connect("AAAAAAAAAAAAAAAAAAAAAA"); connect(undefined); connect(nf, { nh: "short" }); connect(nf, {}, []);
      connect(nf, {}, [new MessageChannel().port1, new MessageChannel().port1]); connect(nf, { ns: "other" });
      connect(nf, { v: 2 });
    }`,
  );
  await expect(ended(frame)).toContainText("speaks another version");
  // The refusals come without a word; the version is told.
  expect((await got(console)).slice(1)).toEqual([{ type: "error", code: "unsupported_version", v: 1, seq: 1 }]);
});

test("a sibling frame that says the right words is not heard (M04)", async ({ console }) => {
  const frame = await byHand(
    console,
    `(nf) => {
      const sibling = document.querySelector("#sibling").contentWindow;
      const script = sibling.document.createElement("script");
      script.textContent = "parent.frames[0].postMessage(" + JSON.stringify({ ns: "tsa", v: 1, type: "connect", nf, nh: "BBBBBBBBBBBBBBBBBBBBBB" }) + ", '*', [new MessageChannel().port1])";
      sibling.document.body.append(script);
      // What the frame is asked afterwards it has read afterwards.
      setTimeout(() => connect(nf), 300);
    }`,
    `<iframe id="frame" title="assistant"></iframe><iframe id="sibling" title="sibling"></iframe>`,
  );
  await expect.poll(() => types(console)).toContain("connected");
  await expect(ended(frame)).toHaveCount(0);
});

test("a secret in a window's message is ignored, and told (M11)", async ({ console }) => {
  const frame = await byHand(
    console,
    `(nf) => {
      frame.contentWindow.postMessage({ ns: "tsa", v: 1, type: "init", options: { secretToken: "${CANARY}" } }, assistant);
      connect(nf);
    }`,
  );
  await expect.poll(() => got(console)).toContainEqual(expect.objectContaining({ type: "error", code: "bad_order" }));
  expect(await frame.evaluate(() => document.documentElement.outerHTML)).not.toContain(CANARY);
});

for (const [name, words, code] of [
  ["a second init (M09)", `port.postMessage({ v: 1, seq: 1, type: "init", options: {} }); port.postMessage({ v: 1, seq: 2, type: "init", options: {} });`, "protocol"],
  ["a repeated number (M10)", `port.postMessage({ v: 1, seq: 1, type: "init", options: {} }); port.postMessage({ v: 1, seq: 1, type: "status-request" });`, "protocol"],
  ["a token that nobody asked for", `port.postMessage({ v: 1, seq: 1, type: "token", id: 1, accessToken: "${CANARY}" });`, "protocol"],
  ["another version", `port.postMessage({ v: 7, seq: 1, type: "init", options: {} });`, "unsupported_version"],
  ["a type that there is not", `port.postMessage({ v: 1, seq: 1, type: "apply" });`, "protocol"],
  ["what is no data", `port.postMessage(new Map([["v", 1]]));`, "protocol"],
  ["a message of a megabyte (M08)", `port.postMessage({ v: 1, seq: 1, type: "init", options: { tenantUrl: "x".repeat(1 << 20) } });`, "protocol"],
] as const) {
  test(`the conversation ends with ${name}`, async ({ console }) => {
    const frame = await byHand(console, `(nf) => { const port = connect(nf); ${words} }`);
    await expect(ended(frame)).toBeVisible();
    const errors = (await got(console)).filter((message) => message.type === "error");
    expect(errors.map((message) => message.code)).toEqual([code]);
    expect(await frame.evaluate(() => document.documentElement.outerHTML)).not.toContain(CANARY);
  });
}

test("markup in what a host says is shown nowhere (M15)", async ({ console }) => {
  const frame = await byHand(console, `(nf) => { const port = connect(nf); port.postMessage({ v: 1, seq: 1, type: "init", options: { "<img src=x onerror=alert(1)>": 1 } }); }`);
  await expect(ended(frame)).toBeVisible();
  await expect(frame.locator("img")).toHaveCount(0);
  expect(await got(console)).toContainEqual(expect.objectContaining({ type: "refused", option: "<img src=x onerror=alert(1)>" }));
});

test("a silent host is told about after ten seconds (M07)", async ({ console }) => {
  await console.page.clock.install();
  const frame = await byHand(console, `() => {}`);
  await expect.poll(() => types(console)).toEqual(["ready"]);
  await console.page.clock.fastForward(11_000);
  await expect(ended(frame)).toContainText("does not answer");
});

test("no other origin can frame it: the header says so, and so does the page (M01, M02)", async ({ console, stand, page }) => {
  const other = await Host.listen();
  await page.goto(other.put("/", { body: `<iframe title="assistant" src="${stand.tenant.origin}/embed.html"></iframe>` }));
  await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
  // Behind a host that sends no headers the page itself refuses.
  await page.route(`${stand.tenant.origin}/embed.html`, async (route) => {
    const answer = await route.fetch();
    const { "content-security-policy": _policy, "x-frame-options": _old, ...headers } = answer.headers();
    await route.fulfill({ response: answer, headers });
  });
  await page.goto(`${other.origin}/`);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("[data-embedded=stopped]")).toContainText("does not run inside this page");
  await other.stop();
});

test("without embedOrigins nobody may frame it", async ({ page, console }) => {
  const closed = await Emulator.start({ ...console.authority.config() });
  await page.goto(console.host.put("/closed", { body: `<iframe title="assistant" src="${closed.origin}/embed.html"></iframe>` }));
  await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
  await closed.stop();
});

test("the frame's page alone explains itself (M03)", async ({ page, console }) => {
  await page.goto(`${console.tenant.origin}/embed.html`);
  await expect(page.locator("[data-embedded=stopped]")).toContainText("made to stand in another one");
  await expect(page.getByRole("link", { name: "Open the assistant on a page of its own" })).toHaveAttribute("href", `${console.tenant.origin}/`);
});

test("a frame without an origin refuses to run (M23)", async ({ console }) => {
  const frame = await byHand(console, `() => {}`, `<iframe id="frame" title="assistant" sandbox="allow-scripts"></iframe>`);
  await expect(ended(frame)).toContainText("allow-same-origin");
});

test("a frame that may open no windows says what to do (M24)", async ({ console }) => {
  const frame = await byHand(
    console,
    `(nf) => { const port = connect(nf); port.postMessage({ v: 1, seq: 1, type: "init", options: {}, accessTokens: false }); }`,
    `<iframe id="frame" title="assistant" sandbox="allow-scripts allow-same-origin"></iframe>`,
  );
  await frame.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await expect(frame.locator("[data-sign-in-failed=popup_window_error]")).toBeVisible();
});
