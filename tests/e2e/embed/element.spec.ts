// The element as a guest: it takes nothing from its host's page, leaves nothing behind, and bears whatever is around it.
import AxeBuilder from "@axe-core/playwright";
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { embed as test, expect, policy } from "../support/console";
import { Host } from "../support/host";

/** How many listeners the page's window, document and body have (Chromium tells). */
const listeners = async (page: import("@playwright/test").Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  let count = 0;
  for (const expression of ["window", "document", "document.body"]) {
    const { result } = await session.send("Runtime.evaluate", { expression });
    const { listeners } = await session.send("DOMDebugger.getEventListeners", { objectId: result.objectId as string });
    count += listeners.length;
  }
  return count;
};

test("two elements on one page work apart", async ({ console, page }) => {
  await console.tenant.reset({ scenario: "default-mapping" });
  await console.element({ steps: ["mapping"] }, {
    markup: `{assistant}<total-setup-assistant id="second"></total-setup-assistant>`,
    script: `document.querySelector("#second").configure({ ...options, steps: ["groups"] });`,
  });
  const [first, second] = [page.locator("total-setup-assistant").first(), page.locator("#second")];
  await expect(first.locator("[data-step=mapping]")).toHaveAttribute("data-status", "attention");
  await expect(second.locator("[data-step=groups]")).toBeVisible();
  await expect(first.locator("[data-step=groups]")).toHaveCount(0);
  await page.evaluate(() => document.querySelector("#second")?.remove());
  await first.getByRole("button", { name: "Fix mapping" }).click();
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(first.locator("[data-step=mapping]")).toHaveAttribute("data-status", "done");
});

test("an element that is taken out leaves nothing, and can come back", async ({ console, page, complaints }) => {
  await console.tenant.reset({ scenario: "all-right" });
  await console.element({}, { headers: policy(console.tenant.origin) });
  const element = page.locator("total-setup-assistant");
  await expect(element.locator("main[data-setup=done]")).toBeVisible();
  await page.evaluate(() => {
    (globalThis as any).kept = document.querySelector("total-setup-assistant");
    (globalThis as any).kept.remove();
  });
  const without = await listeners(page);
  await page.evaluate(() => document.body.append((globalThis as any).kept));
  await expect(element.locator("main[data-setup=done]")).toBeVisible();
  expect(await listeners(page)).toBeGreaterThan(without);
  await page.evaluate(() => (globalThis as any).kept.remove());
  expect(await listeners(page)).toBe(without);
  expect(complaints.list.filter((text) => !text.includes("404"))).toEqual([]);
});

test("an element taken out in the middle of a write stops there, and the next one finds the way on (M16)", async ({ console, page, complaints }) => {
  await console.tenant.reset({ scenario: "default-mapping" });
  const assistant = await console.element();
  await assistant.looked();
  await console.tenant.failNext({ slowSeconds: 2 }, 1, { method: "PUT", path: "/schema" });
  await assistant.press("Fix mapping");
  const write = page.waitForRequest((request) => request.method() === "PUT");
  await assistant.press("Apply");
  await write;
  await page.evaluate(() => {
    const old = document.querySelector("total-setup-assistant");
    const fresh = document.createElement("total-setup-assistant") as any;
    old?.replaceWith(fresh);
    fresh.configure({ getAccessToken: (globalThis as any).giveToken });
  });
  const next = new AssistantPage(page);
  await next.looked();
  if ((await next.step("mapping").getAttribute("data-status")) !== "done") {
    await next.press("Fix mapping");
    await next.apply();
  }
  await next.becomes("mapping", "done");
  expect(complaints.list.filter((text) => /unreachable|RuntimeError|stopped at|disposed/.test(text))).toEqual([]);
});

test("a host that resets everything changes nothing inside, and may set the colours", async ({ console, page }) => {
  await console.tenant.reset({ scenario: "default-mapping" });
  const reset = "* { all: unset !important; display: inline !important; color: red !important; font-size: 40px !important; } body { font: 40px/1 serif; direction: ltr; text-transform: uppercase; letter-spacing: 9px; line-height: 3; }";
  const assistant = await console.element({}, {
    markup: `<style>${reset} total-setup-assistant { --tsa-color-accent-fill: rgb(120, 20, 90); display: block !important; }</style><div>{assistant}</div>`,
  });
  await assistant.looked();
  const button = page.getByRole("button", { name: "Fix everything" });
  const look = await button.evaluate((one) => {
    const style = getComputedStyle(one);
    return { size: style.fontSize, spacing: style.letterSpacing, upper: style.textTransform, background: style.backgroundColor, height: one.getBoundingClientRect().height };
  });
  expect(look).toEqual({ size: "14px", spacing: "normal", upper: "none", background: "rgb(120, 20, 90)", height: 32 });
  const outside = await page.evaluate(() => document.querySelector("total-setup-assistant")?.shadowRoot?.querySelector("main")?.scrollWidth);
  expect(outside).toBeLessThanOrEqual(1280);
});

test("it fits a narrow panel of a right-to-left page", async ({ console, page }) => {
  await console.tenant.reset({ scenario: "default-mapping" });
  const assistant = await console.element({}, { markup: `<div dir="rtl" id="panel">{assistant}</div>`, script: `document.querySelector("#panel").style.width = "360px";` });
  await assistant.looked();
  const inside = await page.evaluate(() => {
    const main = document.querySelector("total-setup-assistant")?.shadowRoot?.querySelector("main");
    return { overflow: (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0), width: main?.getBoundingClientRect().width };
  });
  expect(inside.overflow).toBe(0);
  expect(inside.width).toBeLessThanOrEqual(360);
});

test("axe finds nothing in the element", async ({ console, page }) => {
  test.setTimeout(90_000);
  await console.tenant.reset({ scenario: "default-mapping" });
  const assistant = await console.element();
  await assistant.looked();
  const { violations } = await new AxeBuilder({ page }).include("total-setup-assistant").withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])).toEqual([]);
});

test("a lazy element loads nothing until it is near", async ({ console, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await console.element({}, { attributes: `loading="lazy"`, markup: `<div id="far"></div>{assistant}`, script: `document.querySelector("#far").style.height = "5000px";` });
  await expect.poll(() => asked.some((path) => path === "/embed.js")).toBe(true);
  await page.waitForLoadState("networkidle");
  expect(asked.filter((path) => path.endsWith(".wasm"))).toEqual([]);
  await page.locator("total-setup-assistant").scrollIntoViewIfNeeded();
  await expect(page.locator("total-setup-assistant main")).toBeVisible({ timeout: 15_000 });
});

test("what cannot be loaded says so, and can be tried again", async ({ console, page }) => {
  await page.route(/_bg\.wasm$/, (route) => route.abort());
  await console.element();
  const element = page.locator("total-setup-assistant");
  await expect(element.getByRole("alert")).toHaveText("The setup assistant could not be loaded.");
  await page.unroute(/_bg\.wasm$/);
  await element.getByRole("button", { name: "Try again" }).click();
  await expect(element.locator("main[data-setup]")).toBeVisible({ timeout: 15_000 });
});

test("an assistant's host that does not let others load it is named with the headers", async ({ console, page, complaints }) => {
  const strict = await Host.mirror(console.tenant.origin, (path, headers) => {
    if (path.endsWith(".wasm")) headers.delete("access-control-allow-origin");
  });
  await console.element({}, { assistant: strict.origin });
  await expect(page.locator("total-setup-assistant").getByRole("alert")).toBeVisible();
  await expect.poll(() => complaints.list.join()).toContain("must send Access-Control-Allow-Origin and Cross-Origin-Resource-Policy: cross-origin with /app-");
  await strict.stop();
});

for (const [what, pattern] of [
  ["program", /^\/app-[0-9a-f]+\.js$/],
  ["wasm", /_bg\.wasm$/],
  ["first piece", /^\/app_assistant-/],
  ["style", /^\/style-/],
] as const) {
  test(`a changed byte in the ${what} keeps the element from starting (HDR-08)`, async ({ console, page }) => {
    const changed = await Host.mirror(console.tenant.origin, (path, _headers, body) => {
      if (pattern.test(path)) body.writeUInt8(body.readUInt8(body.length - 1) ^ 1, body.length - 1);
    });
    await console.element({}, { assistant: changed.origin });
    await expect(page.locator("total-setup-assistant").getByRole("alert")).toHaveText("The setup assistant could not be loaded.", { timeout: 15_000 });
    await changed.stop();
  });
}

test("a secret in an attribute has no effect and a warning (EMB-06)", async ({ console, page }) => {
  const warnings: string[] = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await console.tenant.reset({ scenario: "fresh" });
  const assistant = await console.element({}, { attributes: `token="tsa_canary_0123456789" step="connect"` });
  await assistant.looked();
  const element = page.locator("total-setup-assistant");
  await expect(element.locator("[data-step=connect] h2 button")).toHaveAttribute("aria-expanded", "true");
  await expect(element.getByLabel("Secret token", { exact: true })).toHaveValue("");
  expect(warnings.join()).toContain("takes no secrets from attributes: token is ignored");
});

test("a tenant URL of somebody else is shown as refused and never written (M12)", async ({ console, page }) => {
  await console.tenant.reset({ scenario: "fresh" });
  const assistant = await console.element({ tenantUrl: "http://scim.total.example/v2", secretToken: CREDENTIALS.token });
  await assistant.looked();
  await assistant.open("connect");
  const field = page.getByLabel("Tenant URL", { exact: true });
  await expect(field).toHaveValue("http://scim.total.example/v2");
  await field.focus();
  await field.blur();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("button", { name: "Save credentials" })).toHaveCount(0);
  expect(await console.writes()).toEqual([]);
});

test("a wrong option is named, and nothing begins", async ({ console }) => {
  await console.element({ tenanturl: "x" });
  expect(await console.hears("error")).toEqual({ code: "options", option: "tenanturl" });
  expect(console.wanted).toEqual([]);
});
