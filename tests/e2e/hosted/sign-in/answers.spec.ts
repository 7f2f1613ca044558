// What comes back from Microsoft, right and wrong: security.md AUTH-02 to AUTH-07, AUTH-16 to AUTH-20; faults A01 to A04, A14, A18,
// A22 to A25, B06, B07.
import type { Page } from "@playwright/test";
import { AssistantPage } from "../../support/assistant";
import { expect, hosted as test } from "../../support/fixtures";
import { aadsts, FABRIKAM, lies } from "../../support/oidc";
import { failure, signIn } from "../../support/visit";

const begin = async (page: Page): Promise<void> => {
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
};

/** After whatever went wrong the page is not stuck: signing in works. */
const worksAgain = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await new AssistantPage(page).looked();
};

test.beforeEach(({ tenant }) => tenant.reset({ scenario: "all-right" }));

for (const [name, tamper, code] of [
  ["another state", lies.RESPONSE.wrongState, "state_mismatch"],
  ["no state", lies.RESPONSE.noState, "state_not_found"],
  ["another issuer", lies.RESPONSE.wrongIssuer, "issuer_validation_failed"],
  ["two codes", lies.RESPONSE.twoCodes, "response_malformed"],
] as const) {
  test(`an answer with ${name} is refused before anything is sent`, async ({ page, authority }) => {
    authority.tamper = tamper;
    await begin(page);
    await expect(failure(page)).toHaveAttribute("data-sign-in-failed", code);
    expect(authority.tokenRequests).toEqual([]);
    expect(page.url()).not.toContain("code=");
    authority.tamper = undefined;
    await worksAgain(page);
  });
}

test("an answer without an issuer is taken: Entra announces none", async ({ page, authority }) => {
  authority.tamper = lies.RESPONSE.noIssuer;
  await signIn(page);
});

test("an answer in the query is not used", async ({ page, authority }) => {
  authority.tamper = lies.RESPONSE.inQuery;
  await begin(page);
  await expect(page.getByRole("heading", { name: "Nothing to do here" })).toBeVisible();
  expect(page.url()).not.toContain("code=");
  expect(authority.tokenRequests).toEqual([]);
  authority.tamper = undefined;
  await page.getByRole("link", { name: "Open the assistant" }).click();
  await worksAgain(page);
});

test("an account of another tenant is refused with both named", async ({ page, authority }) => {
  authority.tamper = (url) => {
    url.hash = url.hash.replace(/iss=[^&]*/, `iss=${encodeURIComponent(authority.issuer(FABRIKAM.id))}`);
    return url;
  };
  await begin(page);
  await expect(failure(page)).toContainText("This account belongs to another tenant");
  await expect(failure(page)).toContainText(FABRIKAM.id);
  await expect(failure(page)).toContainText(authority.people.alex.home.id);
  expect(authority.tokenRequests).toEqual([]);
});

for (const [name, alter, code] of [
  ["another nonce", lies.ID_TOKEN.wrongNonce, "nonce_mismatch"],
  ["another audience", lies.ID_TOKEN.wrongAudience, "invalid_id_token"],
  ["no object ID", lies.ID_TOKEN.without("oid"), "invalid_id_token"],
  ["no signature algorithm", lies.ID_TOKEN.unsigned, "invalid_id_token"],
  ["another issuer", lies.ID_TOKEN.wrongIssuer, "issuer_validation_failed"],
  // Entra dates its tokens five minutes back: a computer that is ten minutes fast sees them fifteen minutes old.
  ["a date of fifteen minutes ago", lies.ID_TOKEN.clock(-600), "clock_skew"],
  ["a date in the future", lies.ID_TOKEN.clock(1200), "clock_skew"],
] as const) {
  test(`an ID token with ${name} is refused`, async ({ page, authority, tenant }) => {
    authority.alterIdToken = alter;
    await begin(page);
    await expect(failure(page)).toHaveAttribute("data-sign-in-failed", code);
    expect(await tenant.log()).toEqual([]);
    authority.alterIdToken = undefined;
    await worksAgain(page);
  });
}

test("an ID token that names its audience in a list of one is taken", async ({ page, authority }) => {
  authority.alterIdToken = lies.ID_TOKEN.audienceList;
  await signIn(page);
});

test("a computer whose clock is ten minutes slow works as well", async ({ page, authority }) => {
  authority.alterIdToken = lies.ID_TOKEN.clock(600);
  await signIn(page);
});

test("an old answer that is opened again does nothing", async ({ page, authority }) => {
  let answer = "";
  page.on("request", (request) => {
    if (request.url().includes("/auth.html#")) answer = request.url();
  });
  page.on("framenavigated", (frame) => {
    if (frame.url().includes("/auth.html#")) answer = frame.url();
  });
  authority.tamper = (url) => {
    answer = url.href;
    return url;
  };
  await signIn(page);
  const redeemed = authority.tokenRequests.length;
  expect(answer).toContain("code=");
  await page.goto(answer);
  await expect(page.getByRole("heading", { name: "Nothing to do here" })).toBeVisible();
  expect(page.url()).not.toContain("code=");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Nothing to do here" })).toBeVisible();
  expect(authority.tokenRequests).toHaveLength(redeemed);
});

test("the back button leads to no code and no second sign-in", async ({ page, authority }) => {
  await signIn(page);
  const before = authority.tokenRequests.length;
  await page.goBack();
  await page.goForward();
  expect(page.url()).not.toContain("code=");
  await expect(page.getByRole("button", { name: "Sign in with Microsoft" }).or(page.locator("main[data-setup]")).first()).toBeVisible();
  expect(authority.tokenRequests).toHaveLength(before);
});

test("a code that was used already is said, and a new sign-in works", async ({ page, authority }) => {
  authority.failTokens({ status: 400, body: aadsts.tokenError(54005) });
  await begin(page);
  await expect(failure(page)).toContainText("This answer was used already");
  await worksAgain(page);
});

for (const [number, sentence] of [
  [50105, "You are not assigned to the assistant"],
  [53003, "Your organization's policy blocks this sign-in"],
  [700016, "Microsoft does not know the assistant in this tenant"],
  [50020, "This account does not exist in the tenant"],
  [90094, "An administrator must allow this"],
] as const) {
  test(`AADSTS${number} becomes a sentence with what support asks for`, async ({ page, authority }) => {
    authority.refuseNext = aadsts.refusal(number);
    await begin(page);
    await expect(failure(page)).toContainText(sentence);
    await expect(failure(page)).toContainText(`AADSTS${number}`);
    await expect(failure(page)).toContainText(/Correlation ID\s*[0-9a-f-]{36}/);
    await expect(failure(page).getByRole("button", { name: /Copy details for support/ })).toBeVisible();
    await worksAgain(page);
  });
}

test("an unknown number is shown with its code, time and correlation ID", async ({ page, authority }) => {
  authority.refuseNext = aadsts.refusal(99999, { error: "strange_error" });
  await begin(page);
  await expect(failure(page)).toContainText("Microsoft gave a reason that the assistant does not know");
  await expect(failure(page)).toContainText("unknown_error · AADSTS99999");
  await expect(failure(page)).toContainText(/Time\s*\d{4}-\d\d-\d\d /);
});

for (const status of [429, 503]) {
  test(`a token endpoint that answers ${status} is left alone and said`, async ({ page, authority }) => {
    authority.failTokens({ status, headers: { "retry-after": "30" }, body: aadsts.tokenError(90033) });
    await begin(page);
    await expect(failure(page)).toContainText("Microsoft's sign-in has a problem");
    expect(authority.tokenRequests).toHaveLength(1);
    await worksAgain(page);
  });
}

test("a proxy's page in place of the token is no token", async ({ page, authority }) => {
  authority.failTokens({ status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><p>Sign in to this network" });
  await begin(page);
  await expect(failure(page)).toContainText("Microsoft's sign-in sent something unexpected");
});

test("without a network nothing is left for, and it is said", async ({ page, context, authority }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in with Microsoft" }).waitFor();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await expect(failure(page)).toContainText("No answer from Microsoft's sign-in");
  expect(authority.authorizations).toEqual([]);
  await context.setOffline(false);
  await worksAgain(page);
});

test("a sign-in comes back to the place where it began", async ({ page }) => {
  const app = "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8";
  const assistant = await signIn(page, `/setup?app=${app}&step=groups&next=https://evil.example`);
  await expect(assistant.step("groups").locator("h2 button")).toHaveAttribute("aria-expanded", "true");
  await expect.poll(() => new URL(page.url()).search).toBe(`?app=${app}&step=groups`);
});
