// The emulator over HTTP: challenges, faults with an aim, several tenants, and roles.
import { expect, hosted as test } from "../../support/fixtures";
import { FABRIKAM } from "../../support/oidc";

const CLAIMS = JSON.stringify({ access_token: { acrs: { essential: true, value: "c1" } } });

test("a challenge goes on until a sign-in answers it", async ({ authority, client, tenant }) => {
  const first = await client.signIn();
  await tenant.challenge(CLAIMS, { path: "/me" });
  const refused = await client.graph(first.access_token);
  expect(refused.status).toBe(401);
  expect(refused.headers.get("access-control-expose-headers")).toContain("WWW-Authenticate");
  const header = refused.headers.get("www-authenticate") ?? "";
  expect(header).toMatch(/^Bearer realm="", authorization_uri="[^"]+", error="insufficient_claims", claims="[^"]+"$/);
  expect(Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? "", "base64").toString()).toBe(CLAIMS);

  // A renewal alone does not answer it, whether it sends the claims or not.
  const renewed = await client.refresh(first.refresh_token);
  expect((await client.graph(renewed.body.access_token)).status).toBe(401);
  const asked = await client.refresh(renewed.body.refresh_token, { claims: CLAIMS });
  expect(asked.body).toMatchObject({ error: "interaction_required", error_codes: [50076], claims: CLAIMS });

  const proved = await client.signIn({ claims: CLAIMS });
  expect((await client.graph(proved.access_token)).status).toBe(200);
  // That the client understands challenges proves nothing.
  const capable = await client.signIn({ claims: JSON.stringify({ access_token: { xms_cc: { values: ["cp1"] } } }) });
  expect((await client.graph(capable.access_token)).status).toBe(401);
  expect(authority.authorizations.map((request) => request.claims)).toEqual([undefined, CLAIMS, expect.stringContaining("xms_cc")]);
});

test("a challenge may come so many times and hold any text", async ({ client, tenant }) => {
  const { access_token } = await client.signIn({ claims: CLAIMS });
  await tenant.challenge("no JSON", { times: 1 });
  expect((await client.graph(access_token)).status).toBe(401);
  expect((await client.graph(access_token)).status).toBe(200);
});

test("a fault strikes the verb, the path and the turn it is meant for", async ({ client, tenant }) => {
  const { access_token } = await client.signIn();
  await tenant.failNext({ status: 503 }, 1, { method: "GET", path: "/organization", skip: 1 });
  const statuses: number[] = [];
  for (const path of ["organization", "me", "organization", "organization"]) statuses.push((await client.graph(access_token, path)).status);
  expect(statuses).toEqual([200, 200, 503, 200]);
});

test("every token can end at once", async ({ client, tenant }) => {
  const { access_token, refresh_token } = await client.signIn();
  await tenant.expireTokens();
  const refused = await client.graph(access_token);
  expect(refused.status).toBe(401);
  expect(((await refused.json()) as { error: { code: string } }).error.code).toBe("InvalidAuthenticationToken");
  expect((await client.graph((await client.refresh(refresh_token)).body.access_token)).status).toBe(200);
});

test("a guest's token opens the other tenant", async ({ client, tenant }) => {
  await tenant.reset({ scenario: "all-right", tenant: FABRIKAM });
  const organization = async (segment?: string) => {
    const { access_token } = await client.signIn({}, segment);
    const answer = (await (await client.graph(access_token, "organization")).json()) as { value: { id: string; displayName: string }[] };
    return answer.value[0];
  };
  expect(await organization()).toMatchObject({ displayName: "Contoso" });
  expect(await organization(FABRIKAM.id)).toMatchObject({ id: FABRIKAM.id, displayName: "Fabrikam" });
  expect((await tenant.log()).map((request) => request.tenant)).toEqual([null, FABRIKAM.id]);
});

test("the roles of the person signed in are the test's", async ({ client, tenant }) => {
  await tenant.reset({ roles: [], groupRoles: ["Cloud Application Administrator"] });
  const { access_token } = await client.signIn();
  const answer = await fetch(`${tenant.origin}/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true`, {
    headers: { authorization: `Bearer ${access_token}`, consistencylevel: "eventual" },
  });
  const { value } = (await answer.json()) as { value: { roleTemplateId: string }[] };
  expect(value.map((role) => role.roleTemplateId)).toEqual(["158c047a-c907-4556-b7ef-446551a6b5f7"]);
  await expect(tenant.reset({ roles: ["King"] })).rejects.toThrow("there is no role King");
});
