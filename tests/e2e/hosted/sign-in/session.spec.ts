// A session's life: security.md AUTH-12 to AUTH-15, AUTH-23, AUTH-24, TOK-09, TOK-10; faults A09 to A13, A18, A20, A21, N02, B11, B17.
import type { Page } from "@playwright/test";
import { AssistantPage, CREDENTIALS } from "../../support/assistant";
import { expect, hosted as test } from "../../support/fixtures";
import { aadsts } from "../../support/oidc";
import { permissions, Question, READING, signIn, SYNCHRONIZE } from "../../support/visit";

const CHALLENGE = '{"access_token":{"nbf":{"essential":true,"value":"1786000000"}}}';
const typed = (page: Page) => page.getByLabel("Secret token", { exact: true });

test("twenty reads after the token's end lead to one renewal", async ({ page, tenant, authority }) => {
  await tenant.reset({ scenario: "all-right" });
  const assistant = await signIn(page);
  const before = authority.tokenRequests.length;
  await tenant.expireTokens();
  await assistant.press("Check again");
  await assistant.looked();
  await assistant.becomes("mapping", "done");
  const renewals = authority.tokenRequests.slice(before);
  expect(renewals.map((request) => request.grant_type)).toEqual(["refresh_token"]);
  expect(permissions(renewals[0]?.scope)).toEqual(READING);
});

test("a session that was revoked asks, and nothing that was typed is lost", async ({ page, tenant, authority }) => {
  await tenant.reset({ scenario: "fresh" });
  const assistant = await signIn(page);
  await assistant.open("connect");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await tenant.expireTokens();
  authority.revokeRefreshTokens();
  await assistant.press("Check again");
  const question = new Question(page);
  await expect(question.dialog).toContainText("Microsoft asks you to sign in again");
  expect(authority.authorizations).toHaveLength(1);
  await question.goOn();
  await question.isGone();
  await assistant.looked();
  expect(await assistant.initials()).toBe("ababb");
  await expect(typed(page)).toHaveValue(CREDENTIALS.token);
  expect(authority.authorizations[1]).toMatchObject({ login_hint: "alex@contoso.example" });
});

test("another account cannot go on with somebody's visit", async ({ page, tenant, authority }) => {
  await tenant.reset({ scenario: "all-right" });
  const assistant = await signIn(page);
  await tenant.expireTokens();
  authority.revokeRefreshTokens();
  authority.nextPerson = authority.people.megan;
  await assistant.press("Check again");
  const question = new Question(page);
  await question.goOn();
  await expect(question.dialog).toContainText("Another account signed in");
  await question.goOn();
  await question.isGone();
  await assistant.becomes("mapping", "done");
});

// The heart of it: in the middle of everything, and nothing twice.
test("a claims challenge in the middle of everything is answered, and each change is made once", async ({ page, tenant, authority }) => {
  test.setTimeout(90_000);
  await tenant.reset({ scenario: "fresh", speed: 5 });
  const assistant = await signIn(page);
  await assistant.open("connect");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await tenant.challenge(CHALLENGE, { method: "PUT", path: "/schema" });
  await assistant.press("Fix everything");
  await assistant.press("Apply");
  const question = new Question(page);
  await expect(question.dialog).toContainText("Your organization asks for a stronger sign-in", { timeout: 30_000 });
  await question.goOn();
  await question.isGone();
  await expect(page.getByText("Applying changes")).toHaveCount(0, { timeout: 40_000 });
  const claims = JSON.parse(authority.authorizations.at(-1)?.claims ?? "{}") as { access_token: Record<string, unknown> };
  expect(claims.access_token).toMatchObject({ nbf: { essential: true, value: "1786000000" }, xms_cc: { values: ["cp1"] } });
  const done = (await tenant.log()).filter((request) => request.method !== "GET" && (request.status ?? 0) < 300);
  const count = (method: string, end: string) =>
    done.filter((request) => request.method === method && request.target.split("?")[0]?.endsWith(end)).length;
  expect([count("POST", "/jobs"), count("PUT", "/secrets"), count("PUT", "/schema"), count("POST", "/appRoleAssignedTo"), count("POST", "/start")]).toEqual([1, 1, 1, 1, 1]);
  await expect(assistant.receipts).toHaveCount(5);
});

test("a challenge that comes again after it was answered ends with a sentence", async ({ page, tenant }) => {
  await tenant.reset({ scenario: "default-mapping" });
  const assistant = await signIn(page);
  await tenant.challenge(CHALLENGE, { method: "PUT", path: "/schema", times: 9 });
  await assistant.open("mapping");
  await assistant.press("Fix mapping");
  await assistant.press("Apply");
  const question = new Question(page);
  await question.goOn();
  await question.isGone();
  await expect(page.getByRole("alert").filter({ hasText: "Correct the attribute mapping" })).toContainText("Sign-in has ended");
});

test("a challenge that nobody can read is treated as a token that was refused", async ({ page, tenant, authority }) => {
  await tenant.reset({ scenario: "all-right" });
  const assistant = await signIn(page);
  await tenant.challenge("[1, 2]", { path: "/synchronization/jobs", times: 1 });
  await assistant.press("Check again");
  await assistant.becomes("mapping", "done");
  expect(authority.authorizations).toHaveLength(1);
});

test("a token endpoint that asks to wait is counted down and then asked once more", async ({ page, tenant, authority }) => {
  await tenant.reset({ scenario: "all-right" });
  const assistant = await signIn(page);
  const before = authority.tokenRequests.length;
  await tenant.expireTokens();
  authority.failTokens({ status: 429, headers: { "retry-after": "3" }, expose: ["retry-after"], body: aadsts.tokenError(90033) });
  await assistant.press("Check again");
  await expect(page.locator("[data-waiting]")).toContainText("Microsoft asks to wait");
  await assistant.looked();
  await assistant.becomes("mapping", "done");
  await expect(page.locator("[data-waiting]")).toHaveCount(0);
  expect(authority.tokenRequests).toHaveLength(before + 2);
});

test("waiting can be given up, and looking again works", async ({ page, tenant }) => {
  await tenant.reset({ scenario: "all-right" });
  const assistant = await signIn(page);
  await tenant.failNext({ status: 429 }, 30);
  await assistant.press("Check again");
  await expect(page.locator("[data-waiting]")).toBeVisible();
  await page.locator("[data-waiting]").getByRole("button", { name: "Cancel" }).click();
  await assistant.looked();
  await tenant.reset({ scenario: "all-right" });
});

test("a lost network is said, and the next look finds everything", async ({ page, tenant, context }) => {
  await tenant.reset({ scenario: "all-right" });
  const assistant = await signIn(page);
  await context.setOffline(true);
  await assistant.press("Check again");
  await page.locator("[data-waiting]").first().waitFor();
  await page.locator("[data-waiting]").getByRole("button", { name: "Cancel" }).click();
  await context.setOffline(false);
  await assistant.press("Check again");
  await assistant.looked();
  await assistant.becomes("mapping", "done");
});

test("two tabs work side by side; signing out in one signs out in both", async ({ page, context, tenant, authority }) => {
  await tenant.reset({ scenario: "default-mapping" });
  const one = await signIn(page);
  const second = await context.newPage();
  const two = await signIn(second);
  expect(authority.authorizations[0]?.state).not.toBe(authority.authorizations[1]?.state);
  authority.consented = new Set(READING);
  for (const tab of [one, two]) await tab.open("mapping");
  // Both ask at once; each gets its own answer.
  await one.press("Fix mapping");
  await two.press("Fix mapping");
  await Promise.all([one.press("Apply"), two.press("Apply")]);
  await one.becomes("mapping", "done");
  await expect(two.step("mapping")).toHaveAttribute("data-status", "done", { timeout: 20_000 });

  await one.press("Account");
  await page.getByRole("button", { name: "Sign out here only" }).click();
  for (const tab of [page, second]) await expect(tab.getByRole("button", { name: "Sign in with Microsoft" })).toBeVisible({ timeout: 5_000 });
});

test("signing out at Microsoft names the account and comes back to the first page", async ({ page, tenant, authority }) => {
  await tenant.reset({ scenario: "all-right" });
  const assistant = await signIn(page);
  await assistant.press("Account");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign in with Microsoft" })).toBeVisible();
  expect(authority.logouts[0]).toMatchObject({ logout_hint: "alex@contoso.example", post_logout_redirect_uri: `${tenant.origin}/auth.html` });
  await page.goBack();
  await expect(page.locator("main[data-setup]")).toHaveCount(0);
});

test("a reload on every screen ends on a page that works", async ({ page, tenant, authority }) => {
  test.setTimeout(60_000);
  await tenant.reset({ scenario: "fresh" });
  authority.consented = new Set(READING);
  const screens: ((assistant: AssistantPage) => Promise<unknown>)[] = [
    async () => undefined,
    (assistant) => assistant.press("Account"),
    (assistant) => assistant.press("Fix everything"),
    async (assistant) => {
      authority.showPages = true;
      await assistant.open("groups");
      await assistant.press("Assign groups");
      const popup = page.waitForEvent("popup");
      await assistant.press("Apply");
      await popup;
      await new Question(page).dialog.waitFor();
    },
  ];
  for (const reach of screens) {
    authority.showPages = false;
    const assistant = await signIn(page);
    await reach(assistant);
    authority.showPages = false;
    await page.reload();
    await expect(page.getByRole("button", { name: "Sign in with Microsoft" })).toBeVisible();
    expect(page.url()).not.toContain("code=");
  }
  await signIn(page);
});

// TOK-09, design §8: idle ends write scopes and secrets; looking goes on.
test("after a quarter of an hour without anybody the secret and the write scopes are gone", async ({ page, tenant, authority }) => {
  await tenant.reset({ scenario: "default-mapping" });
  await page.clock.install();
  const assistant = await signIn(page);
  await assistant.open("mapping");
  await assistant.press("Fix mapping");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  expect(permissions(authority.tokenRequests.at(-1)?.scope ?? authority.authorizations.at(-1)?.scope)).toContain(SYNCHRONIZE);
  await assistant.open("connect");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  const before = authority.tokenRequests.length;
  await page.clock.fastForward("16:00");
  await expect(typed(page)).toHaveValue("");
  await expect(assistant.step("connect")).toContainText("The secret token was forgotten");
  await expect(page.getByLabel("Tenant URL", { exact: true })).toHaveValue(CREDENTIALS.url);
  await assistant.press("Check again");
  await assistant.looked();
  expect(permissions(authority.tokenRequests.slice(before).at(-1)?.scope)).toEqual(READING);
});
