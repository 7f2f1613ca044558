// The authority: its token endpoint, in order and out of order.
import { createPublicKey, verify } from "node:crypto";
import { claimsOf } from "../../support/client";
import { expect, hosted as test } from "../../support/fixtures";
import { aadsts, CLIENT, CONTOSO, lies, TENANT } from "../../support/oidc";

test("planned failures come first, with the headers and the body asked for", async ({ authority, client, tenant }) => {
  const { refresh_token } = await client.signIn();
  const body = aadsts.tokenError(50076, { suberror: "basic_action", claims: "{}" });
  authority.failTokens({ status: 400, body });
  authority.failTokens({ status: 429, headers: { "retry-after": "7" }, expose: ["Retry-After"], body: {} }, 2);
  authority.failTokens({ status: 503, body: "<html>", cors: false });
  const refused = await client.refresh(refresh_token);
  expect(refused).toMatchObject({ status: 400, body: { error: "interaction_required", suberror: "basic_action", claims: "{}", error_codes: [50076] } });
  expect(refused.body.correlation_id).toBe(/Correlation ID: (\S+)/.exec(refused.body.error_description)?.[1]);
  for (let time = 0; time < 2; time += 1) {
    const busy = await client.refresh(refresh_token);
    expect([busy.status, busy.headers.get("retry-after"), busy.headers.get("access-control-expose-headers")]).toEqual([429, "7", "Retry-After"]);
    expect(busy.headers.get("access-control-allow-origin")).toBe(tenant.origin);
  }
  const page = await client.refresh(refresh_token);
  expect([page.status, page.body.text, page.headers.get("access-control-allow-origin")]).toEqual([503, "<html>", null]);
  expect((await client.refresh(refresh_token)).status).toBe(200);
  expect(authority.tokenRequests.map((request) => request.status)).toEqual([200, 400, 429, 429, 503, 200]);
});

test("the connection can be cut, and the answer held back", async ({ authority, client }) => {
  const { refresh_token } = await client.signIn();
  authority.failTokens({ cut: true });
  await expect(client.refresh(refresh_token)).rejects.toThrow();
  expect(authority.tokenRequests.at(-1)?.status).toBe(0);
  let release = () => {};
  authority.failTokens({ hold: new Promise<void>((resolve) => (release = resolve)) });
  const answer = client.refresh(refresh_token);
  await expect.poll(() => authority.tokenRequests.length).toBe(3);
  expect(authority.tokenRequests[2].status).toBe(0);
  release();
  expect((await answer).status).toBe(200);
});

test("only the registered origin may redeem", async ({ authority, client, tenant }) => {
  const code = (await client.authorize()).get("code") ?? "";
  const redeem = (origin: string) => client.token({ grant_type: "authorization_code", code, redirect_uri: client.redirect, code_verifier: "x" }, TENANT, origin);
  const foreign = await redeem("https://evil.example");
  expect([foreign.status, foreign.headers.get("access-control-allow-origin")]).toEqual([400, null]);
  expect((await redeem("")).body.error_codes).toEqual([9002327]);
  const preflight = async (origin: string) => {
    const answer = await fetch(`${authority.origin}/${TENANT}/oauth2/v2.0/token`, { method: "OPTIONS", headers: { origin } });
    return answer.headers.get("access-control-allow-origin");
  };
  expect(await preflight(tenant.origin)).toBe(tenant.origin);
  expect(await preflight("https://evil.example")).toBeNull();
});

test("a code is good once, and only with its verifier", async ({ client }) => {
  const code = (await client.authorize()).get("code");
  expect((await client.redeem(code)).status).toBe(200);
  expect((await client.redeem(code)).body).toMatchObject({ error: "invalid_grant", error_codes: [54005] });
  const other = (await client.authorize()).get("code") ?? "";
  const stolen = await client.token({ grant_type: "authorization_code", code: other, redirect_uri: client.redirect, code_verifier: "A".repeat(43) });
  expect(stolen.body).toMatchObject({ error: "invalid_grant", error_codes: [501481] });
  expect(stolen.body.error_description).toMatch(/^AADSTS501481: .*\r\nTrace ID: /);
});

test("refresh tokens can be revoked, and are replaced", async ({ authority, client }) => {
  const { refresh_token } = await client.signIn();
  const second = (await client.refresh(refresh_token)).body.refresh_token;
  expect(second).not.toBe(refresh_token);
  authority.revokeRefreshTokens();
  expect((await client.refresh(second)).body).toMatchObject({ error: "invalid_grant", error_codes: [50173] });
  expect((await client.refresh((await client.signIn()).refresh_token)).status).toBe(200);
});

test("an answer may lack its refresh token; the one in use stays good", async ({ authority, client }) => {
  const { refresh_token } = await client.signIn();
  authority.withholdRefreshToken = true;
  for (let time = 0; time < 2; time += 1) {
    const answer = await client.refresh(refresh_token);
    expect([answer.status, answer.body.refresh_token]).toEqual([200, undefined]);
  }
});

test("an answer names its scopes as Entra does, without offline_access", async ({ client }) => {
  const { refresh_token, scope } = await client.signIn();
  const renewed = (await client.refresh(refresh_token, { scope: client.scope("User.Read") })).body;
  for (const words of [scope, renewed.scope]) expect(words.split(" ").sort()).toEqual(client.scope("User.Read").replace("offline_access ", "").split(" ").sort());
});

test("an answer may be changed", async ({ authority, client }) => {
  authority.alterTokens = ({ scope: _scope, expires_in: _seconds, ...rest }) => ({ ...rest, token_type: "bearer", more: 1 });
  const answer = await client.signIn();
  expect(answer).toMatchObject({ token_type: "bearer", more: 1 });
  expect(Object.keys(answer)).not.toContain("scope");
  expect(Object.keys(answer)).not.toContain("expires_in");
  expect((await client.graph(answer.access_token)).status).toBe(200);
});

test("access tokens live as long as the test wants, here and at the tenant", async ({ authority, client, tenant }) => {
  authority.tokenSeconds = 400;
  const { access_token, expires_in } = await client.signIn();
  expect(expires_in).toBe(400);
  await tenant.advance(390);
  expect((await client.graph(access_token)).status).toBe(200);
  await tenant.advance(11);
  expect((await client.graph(access_token)).status).toBe(401);
});

test("an ID token is signed, dated back as Entra does, and may lie", async ({ authority, client }) => {
  const { ID_TOKEN } = lies;
  const token = (await client.signIn()).id_token as string;
  const keys = (await (await fetch(`${authority.origin}/${TENANT}/discovery/v2.0/keys`)).json()) as { keys: object[] };
  const [text, signature] = [token.slice(0, token.lastIndexOf(".")), token.slice(token.lastIndexOf(".") + 1)];
  const key = createPublicKey({ key: keys.keys[0], format: "jwk" });
  expect(verify("RSA-SHA256", Buffer.from(text), key, Buffer.from(signature, "base64url"))).toBe(true);
  const now = Date.now() / 1000;
  const truth = claimsOf(token);
  expect(Math.abs(now - 300 - truth.iat)).toBeLessThan(30);
  expect(truth.nbf).toBe(truth.iat);

  const told = async (lie: typeof authority.alterIdToken) => {
    authority.alterIdToken = lie;
    return claimsOf((await client.signIn()).id_token);
  };
  expect((await told(ID_TOKEN.wrongNonce)).nonce).not.toBe("n");
  expect((await told(ID_TOKEN.wrongAudience)).aud).not.toBe(CLIENT);
  expect((await told(ID_TOKEN.audienceList)).aud).toEqual([CLIENT]);
  expect((await told(ID_TOKEN.foreignAudience)).aud).toHaveLength(2);
  expect((await told(ID_TOKEN.wrongTenant)).tid).not.toBe(CONTOSO.id);
  expect((await told(ID_TOKEN.wrongIssuer)).iss).not.toContain(authority.origin);
  expect(await told(ID_TOKEN.without("oid"))).not.toHaveProperty("oid");
  expect(Math.abs((await told(ID_TOKEN.clock(7200))).exp - truth.exp - 7200)).toBeLessThan(30);
  authority.alterIdToken = ID_TOKEN.unsigned;
  expect((await client.signIn()).id_token).toMatch(/\.$/);
});
