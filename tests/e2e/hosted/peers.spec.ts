// The peers themselves, without our page's program: a red test here means the harness, not the product.
import { createHash, randomBytes } from "node:crypto";
import { CLIENT, TENANT } from "../support/oidc";
import { expect, hosted as test } from "../support/fixtures";

test("a token of the provider opens the tenant, with its scopes and no more", async ({ page, tenant, authority }) => {
  const verifier = randomBytes(32).toString("base64url");
  const redirect = `${tenant.origin}/auth.html`;
  const authorize = new URL(`${authority.origin}/${TENANT}/oauth2/v2.0/authorize`);
  authorize.search = String(
    new URLSearchParams({
      client_id: CLIENT,
      response_type: "code",
      response_mode: "query",
      redirect_uri: redirect,
      scope: `openid profile offline_access ${tenant.origin}/User.Read`,
      state: "s",
      nonce: "n",
      prompt: "select_account",
      code_challenge_method: "S256",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    }),
  );
  const landing = page.waitForRequest((request) => request.url().startsWith(redirect));
  await page.goto(authorize.href);
  const answer = new URL((await landing).url()).searchParams;
  expect(answer.get("iss")).toBe(`${authority.origin}/${TENANT}/v2.0`);

  const response = await fetch(`${authority.origin}/${TENANT}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { origin: tenant.origin },
    body: new URLSearchParams({
      client_id: CLIENT,
      grant_type: "authorization_code",
      code: answer.get("code") ?? "",
      redirect_uri: redirect,
      code_verifier: verifier,
    }),
  });
  expect(response.headers.get("access-control-allow-origin")).toBe(tenant.origin);
  const tokens = (await response.json()) as { access_token: string; refresh_token: string; id_token: string };
  expect(tokens.refresh_token).toBeTruthy();
  const claims = JSON.parse(Buffer.from(tokens.id_token.split(".")[1], "base64url").toString()) as Record<string, string>;
  expect(claims).toMatchObject({ tid: TENANT, nonce: "n", name: "Alex Wilber" });

  const me = (token: string, path = "me") =>
    fetch(`${tenant.origin}/v1.0/${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect((await me(tokens.access_token)).status).toBe(200);
  expect((await me("another")).status).toBe(401);
  expect((await me(tokens.access_token, "servicePrincipals")).status).toBe(403);
  expect((await tenant.log()).map((request) => request.status)).toEqual([200, 401, 403]);
});

test("a refused sign-in comes back as an error", async ({ page, tenant, authority }) => {
  authority.refuseNext = true;
  const redirect = `${tenant.origin}/auth.html`;
  const query = new URLSearchParams({
    client_id: CLIENT, response_type: "code", redirect_uri: redirect, scope: "openid", state: "s",
    prompt: "select_account", code_challenge_method: "S256", code_challenge: "A".repeat(43),
  });
  const landing = page.waitForRequest((request) => request.url().startsWith(redirect));
  await page.goto(`${authority.origin}/${TENANT}/oauth2/v2.0/authorize?${query}`);
  expect(new URL((await landing).url()).searchParams.get("error")).toBe("access_denied");
});

test("the page may call the provider and the tenant, and nobody else", async ({ request, authority }) => {
  const policy = (await request.get("/")).headers()["content-security-policy"];
  expect(policy).toContain(authority.origin);
  expect(policy).not.toContain("microsoft");
});
