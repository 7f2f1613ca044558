// Where a token, a verifier and a secret may be, and nowhere else: security.md TOK-02, TOK-03, AUTH-06, AUTH-28, LOG-04.
import type { Page } from "@playwright/test";
import { CREDENTIALS } from "../../support/assistant";
import { expect, hosted as test } from "../../support/fixtures";
import { READING, signIn } from "../../support/visit";

/** Everything a page holds that somebody else could read. */
const holdings = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const texts = [JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage }), document.cookie, location.href, document.title, window.name];
    texts.push(JSON.stringify(history.state), String(document.referrer));
    for (const entry of performance.getEntries()) texts.push(entry.name);
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request))!.text());
    }
    for (const database of await indexedDB.databases()) texts.push(JSON.stringify(database));
    texts.push(document.documentElement.outerHTML);
    for (const element of document.querySelectorAll("*")) {
      for (const attribute of element.attributes) texts.push(attribute.value);
      if (element.shadowRoot) texts.push(element.shadowRoot.innerHTML);
    }
    return texts.join("\n");
  });

/** A value as it stands, in an address, and in base64. */
const forms = (value: string): string[] => [value, encodeURIComponent(value), Buffer.from(value).toString("base64"), Buffer.from(value).toString("base64url")];

test("no token, verifier or secret is anywhere but where it is used", async ({ page, context, authority, tenant }) => {
  test.setTimeout(120_000);
  await tenant.reset({ scenario: "fresh", speed: 5 });
  authority.consented = new Set(READING);
  const canaries = new Set<string>([CREDENTIALS.token]);
  const said: string[] = [];
  const leaks: string[] = [];
  const find = (where: string, text: string) => {
    for (const canary of canaries) if (forms(canary).some((form) => text.includes(form))) leaks.push(`${where}: ${canary.slice(0, 12)}…`);
  };
  // Told by the authority itself: a browser does not always keep an answer for whoever asks later.
  authority.alterTokens = (answer) => {
    for (const name of ["access_token", "refresh_token", "id_token"]) if (answer[name]) canaries.add(String(answer[name]));
  };
  const watch = (one: Page) => {
    one.on("console", (message) => said.push(message.text()));
    one.on("request", (request) => {
      const url = new URL(request.url());
      const isToken = url.pathname.endsWith("/token");
      if (isToken) {
        const form = new URLSearchParams(request.postData() ?? "");
        for (const name of ["code_verifier", "refresh_token"]) if (form.get(name)) canaries.add(form.get(name) ?? "");
        return;
      }
      // The code is in the fragment of the landing page alone, which no server sees.
      if (!url.pathname.endsWith("/auth.html")) find(`address ${url.pathname}`, request.url());
      const body = request.postData() ?? "";
      if (!/\/(validateCredentials|secrets)$/.test(url.pathname)) find(`body ${url.pathname}`, body);
      for (const [name, value] of Object.entries(request.headers())) if (name !== "authorization") find(`header ${name}`, value);
    });
  };
  watch(page);
  context.on("page", watch);
  const look = async (where: string) => find(where, await holdings(page));

  const assistant = await signIn(page);
  expect(canaries.size).toBeGreaterThan(3);
  await look("after signing in");
  await assistant.open("connect");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await look("while the secret is typed");
  await assistant.press("Test connection");
  await expect(assistant.step("connect")).toContainText("The entered credentials work", { timeout: 30_000 });
  await look("after the test");
  await assistant.press("Fix everything");
  await look("in the preview");
  await assistant.apply();
  await look("after everything");
  expect(await page.getByLabel("Secret token", { exact: true }).inputValue()).toBe("");
  for (const step of ["mapping", "groups", "start", "on-demand"] as const) {
    await assistant.open(step);
    await page.getByRole("button", { name: /^Do it by hand/ }).or(assistant.step(step).locator("summary")).last().click();
    await look(step);
  }
  await assistant.press("Account");
  await look("account");
  find("console", said.join("\n"));
  expect(await page.evaluate(() => Object.keys({ ...sessionStorage }))).toEqual([]);
  expect(leaks).toEqual([]);
  expect(canaries.size).toBeGreaterThan(5);
});
