// The authority: its tenants, its people, and what it notes of requests.
import { claimsOf } from "../../support/client";
import { expect, hosted as test } from "../../support/fixtures";
import { CONSUMERS, CONTOSO, FABRIKAM, ORGANIZATIONS, PEOPLE } from "../../support/oidc";

const { alex, megan, sam } = PEOPLE;

for (const segment of [CONTOSO.id, CONTOSO.domain, ORGANIZATIONS]) {
  test(`below /${segment}/ the issuer is the tenant of the person`, async ({ authority, client }) => {
    const response = await client.authorize({}, segment);
    expect(response.get("iss")).toBe(`${authority.origin}/${CONTOSO.id}/v2.0`);
    const { id_token } = (await client.redeem(response.get("code"), segment)).body;
    expect(claimsOf(id_token)).toMatchObject({
      iss: `${authority.origin}/${CONTOSO.id}/v2.0`,
      tid: CONTOSO.id,
      oid: alex.objects[CONTOSO.id],
      preferred_username: "alex@contoso.example",
      nonce: "n",
    });
  });
}

test("a guest is somebody else in the other tenant, in the same session", async ({ authority, client }) => {
  const home = claimsOf((await client.signIn()).id_token);
  const away = claimsOf((await client.signIn({}, FABRIKAM.id)).id_token);
  expect(away).toMatchObject({ iss: `${authority.origin}/${FABRIKAM.id}/v2.0`, tid: FABRIKAM.id, oid: alex.objects[FABRIKAM.id] });
  expect(away.preferred_username).toBe(home.preferred_username);
  expect([away.oid, away.sub]).not.toContain(home.oid);
  expect(away.sub).not.toBe(home.sub);
});

test("a code of one tenant is not redeemed at another", async ({ client }) => {
  const code = (await client.authorize()).get("code");
  expect((await client.redeem(code, FABRIKAM.id)).body.error_codes).toEqual([700005]);
});

test("the person ordered signs in once, whatever session there is", async ({ authority, client }) => {
  const who = async (parameters = {}) => claimsOf((await client.signIn(parameters)).id_token).oid;
  expect(await who()).toBe(alex.objects[CONTOSO.id]);
  authority.nextPerson = megan;
  expect(await who({ login_hint: alex.username })).toBe(megan.objects[CONTOSO.id]);
  expect(await who()).toBe(megan.objects[CONTOSO.id]);
  expect(await who({ login_hint: alex.username })).toBe(alex.objects[CONTOSO.id]);
});

test("a personal account comes from the tenant of personal accounts", async ({ authority, client }) => {
  authority.nextPerson = sam;
  const response = await client.authorize({}, ORGANIZATIONS);
  expect(response.get("iss")).toBe(`${authority.origin}/${CONSUMERS.id}/v2.0`);
  expect(claimsOf((await client.redeem(response.get("code"), ORGANIZATIONS)).body.id_token).tid).toBe(CONSUMERS.id);
});

test("who does not belong to the tenant is refused, and a tenant that is not there too", async ({ authority, client }) => {
  authority.nextPerson = megan;
  expect((await client.authorize({}, FABRIKAM.id)).get("error_description")).toMatch(/^AADSTS50020: /);
  authority.nextPerson = megan;
  await client.authorize();
  expect((await client.authorize({}, FABRIKAM.id)).get("error_description")).toMatch(/^AADSTS50020: /);
  expect((await client.token({ grant_type: "refresh_token" }, "nowhere.example")).body.error_codes).toEqual([90002]);
  expect((await fetch(client.address({}, "common"))).status).toBe(400);
});

test("requests are noted with their tenant and without secrets", async ({ authority, client }) => {
  const { refresh_token } = await client.signIn({ prompt: "select_account", domain_hint: "contoso.example", claims: "{}" }, ORGANIZATIONS);
  await client.refresh(refresh_token, { scope: client.scope("User.Read") });
  expect(authority.authorizations).toHaveLength(1);
  expect(authority.authorizations[0]).toMatchObject({ tenant: ORGANIZATIONS, prompt: "select_account", domain_hint: "contoso.example", claims: "{}", scope: client.scope("User.Read") });
  expect(authority.tokenRequests).toEqual([
    { tenant: ORGANIZATIONS, grant_type: "authorization_code", scope: undefined, claims: undefined, status: 200 },
    { tenant: CONTOSO.id, grant_type: "refresh_token", scope: client.scope("User.Read"), claims: undefined, status: 200 },
  ]);
  authority.reset();
  expect([authority.authorizations, authority.tokenRequests]).toEqual([[], []]);
});

test("the metadata name the issuer of the tenant", async ({ authority }) => {
  const issuer = async (segment: string) => {
    const answer = await fetch(`${authority.origin}/${segment}/v2.0/.well-known/openid-configuration`);
    return ((await answer.json()) as { issuer: string }).issuer;
  };
  expect(await issuer(FABRIKAM.domain)).toBe(`${authority.origin}/${FABRIKAM.id}/v2.0`);
  expect(await issuer(ORGANIZATIONS)).toBe(`${authority.origin}/{tenantid}/v2.0`);
});
