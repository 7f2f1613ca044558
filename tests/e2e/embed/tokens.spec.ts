// A host's access tokens: slow, none, of another tenant, with too few scopes, at their end (security.md EMB-07, M13, M14).
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { embed as test, expect } from "../support/console";
import { READING, SYNCHRONIZE } from "../support/visit";

const names = (scopes: string[]) => scopes.map((scope) => scope.slice(scope.lastIndexOf("/") + 1));

test("reading is asked for first, and each change for what it needs", async ({ console }) => {
  await console.tenant.reset({ scenario: "default-mapping" });
  const assistant = await console.element();
  await assistant.looked();
  expect(console.wanted.map((one) => names(one.scopes))).toEqual([READING]);
  await assistant.press("Fix mapping");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  expect(names(console.wanted[1]?.scopes ?? [])).toEqual([...READING, SYNCHRONIZE]);
});

for (const way of ["element", "frame"] as const) {
  test(`a token that ends during "Fix everything" is renewed, and the run goes on (${way})`, async ({ console }) => {
    test.setTimeout(90_000);
    await console.tenant.reset({ scenario: "fresh", speed: 5 });
    let given = 0;
    console.giveToken = () => console.issue(`host-token-${(given += 1)}`);
    const options = { tenantUrl: CREDENTIALS.url, secretToken: CREDENTIALS.token };
    const shown = way === "element" ? await console.element(options) : new AssistantPage(await console.frame(options));
    await shown.looked();
    // The moment at which the credentials are stored is the moment at which the token ends.
    console.page.on("request", (request) => {
      if (request.method() === "PUT" && request.url().endsWith("/secrets") && given < 3) void console.tenant.expireTokens();
    });
    await shown.press("Fix everything");
    await shown.apply();
    await shown.becomes("mapping", "done");
    await shown.becomes("groups", "done");
    expect(console.wanted.some((one) => one.renew)).toBe(true);
    expect((await console.writes()).filter((write) => write.startsWith("PUT") && write.endsWith("/schema"))).toHaveLength(1);
  });
}

test("a host without a token is told about, and can be asked again", async ({ console }) => {
  await console.tenant.reset({ scenario: "all-right" });
  console.giveToken = async () => null;
  const assistant = await console.element();
  const trouble = console.page.locator("[data-embedded=token]");
  await expect(trouble).toContainText("The page around this gave no access");
  expect(await console.hears("error")).toEqual({ code: "token" });
  console.giveToken = () => console.issue("host-token");
  await trouble.getByRole("button", { name: "Try again" }).click();
  await expect(trouble).toHaveCount(0);
  await assistant.becomes("mapping", "done");
});

test("a host that gives the refused token again is told apart", async ({ console }) => {
  await console.tenant.reset({ scenario: "all-right" });
  console.giveToken = async () => "a-token-that-graph-does-not-know";
  await console.element();
  await expect(console.page.locator("[data-embedded=token]")).toContainText("Microsoft does not accept the access");
  expect(console.wanted.some((one) => one.renew)).toBe(true);
});

test("a host that never answers is given up after a minute, and signing in is offered (M14)", async ({ console }) => {
  await console.page.clock.install();
  console.giveToken = () => new Promise(() => {});
  const frame = await console.frame();
  await expect(frame.getByText("Waiting for the page around this to give access")).toBeVisible();
  await console.page.clock.fastForward(61_000);
  const trouble = frame.locator("[data-embedded=token]");
  await expect(trouble).toContainText("gave no access in time");
  await trouble.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await expect(frame.getByRole("heading", { name: "Sign in to set up TOTAL" })).toBeVisible();
});

test("a token of another tenant stops everything, and nothing is written (M13, AUTH-19)", async ({ console }) => {
  await console.tenant.reset({ scenario: "default-mapping" });
  await console.element({ tenant: "99999999-aaaa-4bbb-8ccc-dddddddddddd" });
  const stopped = console.page.locator("[data-embedded=wrong-tenant]");
  await expect(stopped).toContainText("99999999-aaaa-4bbb-8ccc-dddddddddddd");
  await expect(stopped).toContainText("Contoso");
  await expect(console.page.getByRole("button", { name: "Fix everything" })).toHaveCount(0);
  expect(await console.hears("error")).toEqual({ code: "wrong_tenant" });
  expect(await console.writes()).toEqual([]);
});

test("a token with too few scopes is told by the scope that is missing", async ({ console }) => {
  await console.tenant.reset({ scenario: "default-mapping" });
  console.giveToken = () => console.issue("host-token", READING);
  const assistant = await console.element();
  await assistant.looked();
  await assistant.press("Fix mapping");
  await assistant.apply();
  await expect(console.page.getByText(SYNCHRONIZE).first()).toBeVisible();
  await assistant.becomes("mapping", "attention");
});

test("a claims challenge goes to the host", async ({ console }) => {
  await console.tenant.reset({ scenario: "all-right" });
  const claims = JSON.stringify({ access_token: { nbf: { essential: true, value: "1" } } });
  let given = 0;
  console.giveToken = () => console.issue(`host-token-${(given += 1)}`);
  const assistant = await console.element();
  await assistant.looked();
  await console.tenant.challenge(claims, { times: 1 });
  await assistant.press("Check again");
  await assistant.looked();
  await assistant.becomes("mapping", "done");
  expect(console.wanted.filter((one) => one.claims).map((one) => JSON.parse(one.claims ?? ""))).toEqual([JSON.parse(claims)]);
});
