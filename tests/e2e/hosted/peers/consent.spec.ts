// The authority: consent step by step, and what an access token may do.
import { expect, hosted as test } from "../../support/fixtures";
import { CLIENT, PEOPLE, TENANT } from "../../support/oidc";

const WRITE = "Synchronization.ReadWrite.All";

test("what is not consented to yet is accepted silently, and stays", async ({ authority, client }) => {
  authority.consented = new Set(["User.Read"]);
  const { scope } = await client.signIn({ scope: client.scope("User.Read", WRITE) });
  expect(scope.split(" ")).toContain(client.scope(WRITE).split(" ").at(-1));
  expect(authority.consented).toContain(WRITE);
  // Another person's consent is not Alex's.
  expect(authority.consentOf(PEOPLE.megan)).not.toBe(authority.consented);
});

test("a refresh grant gets more than it was issued for once that is consented to", async ({ authority, client, tenant }) => {
  authority.consented = new Set(["User.Read"]);
  const first = await client.signIn();
  const more = { scope: client.scope("User.Read", "Application.Read.All") };
  const refused = await client.refresh(first.refresh_token, more);
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ error: "invalid_grant", suberror: "consent_required", error_codes: [65001] });
  expect(refused.headers.get("access-control-allow-origin")).toBe(tenant.origin);
  expect((await client.graph(first.access_token, "servicePrincipals")).status).toBe(403);

  authority.consented.add("Application.Read.All");
  const granted = await client.refresh(first.refresh_token, more);
  expect(granted.status).toBe(200);
  expect((await client.graph(granted.body.access_token, "servicePrincipals")).status).toBe(200);
});

test("a refresh grant gets less once consent is withdrawn", async ({ authority, client }) => {
  const { refresh_token } = await client.signIn();
  authority.consented.delete("User.Read");
  expect((await client.refresh(refresh_token)).body.error_codes).toEqual([65001]);
});

test("only an administrator may consent to some scopes", async ({ authority, client }) => {
  authority.consented = new Set(["User.Read"]);
  authority.needsAdmin = true;
  const refused = await client.authorize({ scope: client.scope("User.Read", WRITE) });
  expect(refused.get("error")).toBe("access_denied");
  expect(refused.get("error_description")).toMatch(/^AADSTS90094: /);
  expect(authority.consented).not.toContain(WRITE);
  const granted = await client.authorize({ scope: client.scope("User.Read", "User.ReadBasic.All") });
  expect(granted.get("code")).toBeTruthy();
});

for (const works of [true, false]) {
  test(`an administrator consents for everybody, and it ${works ? "holds" : "does not hold"}`, async ({ authority, client, request }) => {
    authority.consented = new Set(["User.Read"]);
    authority.adminConsentWorks = works;
    const query = new URLSearchParams({ client_id: CLIENT, scope: client.scope(WRITE), redirect_uri: client.redirect, state: "a" });
    const answer = await request.get(`${authority.origin}/${TENANT}/v2.0/adminconsent?${query}`, { maxRedirects: 0 });
    const back = new URL(answer.headers().location).searchParams;
    expect(Object.fromEntries(back)).toEqual({ admin_consent: "True", tenant: TENANT, scope: client.scope(WRITE), state: "a" });
    expect(authority.consented.has(WRITE)).toBe(works);
    expect(authority.adminConsents).toHaveLength(1);
  });
}

test("an administrator may decline", async ({ authority, client, request }) => {
  authority.refuseNext = true;
  const query = new URLSearchParams({ client_id: CLIENT, redirect_uri: client.redirect, state: "a" });
  const answer = await request.get(`${authority.origin}/${TENANT}/v2.0/adminconsent?${query}`, { maxRedirects: 0 });
  const back = new URL(answer.headers().location).searchParams;
  expect([back.get("error"), back.get("admin_consent")]).toEqual(["access_denied", null]);
});

test("a token may have more scopes than asked, or fewer", async ({ authority, client }) => {
  authority.extraScopes = ["Application.Read.All"];
  authority.withheldScopes = ["User.Read"];
  const { access_token, scope } = await client.signIn();
  expect(scope).toContain("/Application.Read.All");
  expect(scope).not.toContain("/User.Read");
  expect((await client.graph(access_token, "servicePrincipals")).status).toBe(200);
  expect((await client.graph(access_token)).status).toBe(403);
});

test("the pages ask for each step of consent", async ({ authority, client, page }) => {
  authority.showPages = true;
  authority.consented = new Set(["User.Read"]);
  const address = client.address({ scope: client.scope("User.Read", WRITE) });
  await page.goto(address);
  await page.getByRole("button", { name: "alex@contoso.example" }).click();
  await expect(page).toHaveTitle("Permissions requested");
  await expect(page.getByRole("listitem")).toHaveText([WRITE]);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.waitForURL(`${client.redirect}*`);
  expect(authority.consented).not.toContain(WRITE);

  authority.needsAdmin = true;
  await page.goto(address);
  await expect(page).toHaveTitle("Need admin approval");
  authority.needsAdmin = false;
  await page.reload();
  await page.getByRole("button", { name: "Accept" }).click();
  await page.waitForURL(`${client.redirect}*`);
  expect(authority.consented).toContain(WRITE);
});
