// The authority: its pages, what its opener sees of them, and signing out.
import { landing } from "../../support/client";
import { expect, hosted as test } from "../../support/fixtures";
import { CONTOSO, PEOPLE } from "../../support/oidc";

test("the sign-in page has a button for each person, and stands a reload", async ({ authority, client, page }) => {
  authority.showPages = true;
  await page.goto(client.address({ prompt: "select_account" }));
  await expect(page).toHaveTitle("Sign in to your account");
  await page.reload();
  const arrived = landing(page, client);
  await page.getByRole("button", { name: PEOPLE.megan.username }).click();
  const { body } = await client.redeem((await arrived).get("code"));
  expect(JSON.parse(Buffer.from(body.id_token.split(".")[1], "base64url").toString()).oid).toBe(PEOPLE.megan.objects[CONTOSO.id]);
});

test("cancelling on the sign-in page is a refusal", async ({ authority, client, page }) => {
  authority.showPages = true;
  await page.goto(client.address());
  const arrived = landing(page, client);
  await page.getByRole("button", { name: "Cancel" }).click();
  const refused = await arrived;
  expect(refused.get("error")).toBe("access_denied");
  expect(refused.get("error_description")).toMatch(/^AADSTS65004: /);
});

test("going back after a sign-in ends on a page that says so", async ({ authority, client, page }) => {
  authority.showPages = true;
  await page.goto(client.address());
  const old = page.url();
  await page.getByRole("button", { name: PEOPLE.alex.username }).click();
  await page.waitForURL(`${client.redirect}*`);
  await page.goto(old);
  await expect(page.getByText("no longer valid")).toBeVisible();
});

for (const coop of [false, true]) {
  test(`the opener ${coop ? "believes a living popup closed" : "sees its popup"} ${coop ? "with" : "without"} Entra's COOP`, async ({ authority, client, context, page, tenant }) => {
    authority.showPages = true;
    authority.coop = coop;
    // A page of ours without a policy of its own for what it opens.
    await page.goto(`${tenant.origin}/auth.html`);
    const opened = context.waitForEvent("page");
    await page.evaluate((address) => void Object.assign(window, { popup: window.open(address) }), client.address());
    const popup = await opened;
    await expect(popup).toHaveTitle("Sign in to your account");
    expect(await page.evaluate(() => (window as unknown as { popup: Window }).popup.closed)).toBe(coop);
    expect(popup.isClosed()).toBe(false);
  });
}

test("signing out is noted, ends the session and comes back", async ({ authority, client, page, tenant }) => {
  authority.showPages = true;
  await page.goto(client.address());
  await page.getByRole("button", { name: PEOPLE.alex.username }).click();
  await page.waitForURL(`${client.redirect}*`);
  const query = new URLSearchParams({ post_logout_redirect_uri: `${tenant.origin}/`, logout_hint: "alex@contoso.example", id_token_hint: "secret" });
  await page.goto(`${authority.origin}/${CONTOSO.id}/oauth2/v2.0/logout?${query}`);
  await page.waitForURL(`${tenant.origin}/`);
  expect(authority.logouts).toEqual([
    { tenant: CONTOSO.id, post_logout_redirect_uri: `${tenant.origin}/`, logout_hint: "alex@contoso.example", id_token_hint: "(sent)" },
  ]);
  await page.goto(client.address());
  await expect(page).toHaveTitle("Sign in to your account");
});
