// Several tenants and accounts: security.md AUTH-18 to AUTH-21; faults A16, A23; T06.
import { expect, hosted as test } from "../../support/fixtures";
import { FABRIKAM, ORGANIZATIONS } from "../../support/oidc";
import { failure, signIn } from "../../support/visit";

test.use({ configuredTenant: ORGANIZATIONS });

test.beforeEach(async ({ tenant }) => {
  await tenant.reset({ scenario: "all-right" });
  await tenant.reset({ scenario: "fresh", tenant: FABRIKAM });
});

test("the home tenant's people sign in at their own tenant afterwards", async ({ page, authority }) => {
  await signIn(page);
  expect(authority.authorizations[0]?.tenant).toBe("organizations");
  await expect(page.locator("[data-tenant]")).toContainText("Contoso");
});

test("a guest chooses the tenant, and every screen says which one is changed", async ({ page, authority }) => {
  await page.goto("/");
  await page.getByText("Sign-in options").click();
  await page.getByLabel("Tenant", { exact: true }).fill("fabrikam");
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await expect(page.getByText("This is no domain and no tenant ID.")).toBeVisible();
  expect(authority.authorizations).toEqual([]);
  await page.getByLabel("Tenant", { exact: true }).fill(FABRIKAM.domain);
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await expect(page.locator("[data-tenant]")).toContainText("Fabrikam");
  await expect(page.locator("[data-tenant]")).toHaveAttribute("data-tenant", FABRIKAM.id);
  expect(authority.authorizations[0]).toMatchObject({ tenant: FABRIKAM.domain });
  await page.getByRole("button", { name: "Fix everything" }).click();
  await expect(page.getByRole("dialog")).toContainText(`Fabrikam · ${FABRIKAM.domain} · ${FABRIKAM.id}`);
});

test("going to another tenant forgets everything of the former", async ({ page, authority }) => {
  const assistant = await signIn(page);
  await assistant.becomes("mapping", "done");
  await assistant.press("Account");
  await page.getByLabel("Another tenant", { exact: true }).fill(FABRIKAM.id);
  await page.getByRole("button", { name: "Sign in there" }).click();
  await expect(page.locator("[data-tenant]")).toHaveAttribute("data-tenant", FABRIKAM.id);
  await assistant.looked();
  expect(authority.authorizations[1]).toMatchObject({ tenant: FABRIKAM.id, prompt: "select_account" });
  await expect(page.locator("body")).not.toContainText("Contoso");
  expect(await assistant.initials()).toBe("ababb");
});

test("another account takes the place of the first", async ({ page, authority }) => {
  const assistant = await signIn(page);
  authority.nextPerson = authority.people.megan;
  await assistant.press("Account");
  await expect(page.getByRole("dialog")).toContainText("Alex Wilber");
  await page.getByRole("button", { name: "Switch account" }).click();
  await expect.poll(() => authority.authorizations.length).toBe(2);
  await assistant.looked();
  expect(authority.authorizations[1]).toMatchObject({ prompt: "select_account" });
  await assistant.press("Account");
  await expect(page.getByRole("dialog")).toContainText("Megan Bowen");
});

test("a typed account is the one that Microsoft asks for", async ({ page, authority }) => {
  await page.goto("/");
  await page.getByText("Sign-in options").click();
  await page.getByLabel("Your account", { exact: true }).fill("megan@contoso.example");
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await page.locator("[data-tenant]").waitFor();
  expect(authority.authorizations[0]).toMatchObject({ login_hint: "megan@contoso.example", domain_hint: "contoso.example" });
  expect(authority.authorizations[0]?.prompt).toBeUndefined();
});

test("a personal account is refused with a sentence", async ({ page, authority, tenant }) => {
  authority.nextPerson = authority.people.sam;
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await expect(failure(page)).toContainText("This is a personal Microsoft account");
  expect(await tenant.log()).toEqual([]);
});

test("what each permission is for stands in the page, with what this visit holds", async ({ page }) => {
  const assistant = await signIn(page);
  await assistant.press("Account");
  const row = (scope: string) => page.getByRole("dialog").locator(`tr[data-scope="${scope}"]`);
  await expect(row("Application.Read.All")).toContainText("Granted");
  await expect(row("AppRoleAssignment.ReadWrite.All")).toContainText("Not asked for");
  await expect(row("AppRoleAssignment.ReadWrite.All")).toContainText("Privileged Role");
});

test("without a role each step says which one, and the rest goes on", async ({ page, tenant }) => {
  await tenant.reset({ scenario: "default-mapping", roles: ["Global Reader"] });
  const assistant = await signIn(page);
  for (const step of ["connect", "mapping", "start", "on-demand"] as const) {
    await expect(assistant.step(step)).toHaveAttribute("data-status", "blocked");
    await expect(assistant.step(step)).toContainText("Cloud Application Administrator");
    await expect(assistant.step(step)).toContainText("activate it in Privileged Identity Management");
  }
  await expect(assistant.step("groups")).toHaveAttribute("data-status", "attention");
  await expect(assistant.step("groups")).toContainText("None of your active roles is known to allow this");
});

test("a role that comes through a group counts", async ({ page, tenant }) => {
  await tenant.reset({ scenario: "default-mapping", roles: [], groupRoles: ["Cloud Application Administrator"] });
  const assistant = await signIn(page);
  expect(await assistant.initials()).toBe("daabb");
  await expect(assistant.step("groups")).not.toContainText("None of your active roles");
});
