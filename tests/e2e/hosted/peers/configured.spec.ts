// A page configured for any organization in place of one tenant.
import { expect, hosted as test } from "../../support/fixtures";
import { CONTOSO, ORGANIZATIONS } from "../../support/oidc";

test.use({ configuredTenant: ORGANIZATIONS });

test("the page is told to sign in at organizations, and comes home", async ({ authority, client, request, tenant }) => {
  const config = (await (await request.get("/config.json")).json()) as Record<string, string>;
  expect(config).toMatchObject({ tenant: ORGANIZATIONS, authority: authority.origin, graph: tenant.origin });
  const response = await client.authorize({}, config.tenant);
  expect(response.get("iss")).toBe(authority.issuer(CONTOSO.id));
});
