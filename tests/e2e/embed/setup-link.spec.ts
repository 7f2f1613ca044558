// A link for somebody who has no access to the console (design §8 "Links"): it carries the step and the tenant URL, and no secret.
import { CREDENTIALS } from "../support/assistant";
import { embed as test, expect } from "../support/console";
import { signIn } from "../support/visit";

test("a setup link brings its step and tenant URL through the sign-in", async ({ console, page }) => {
  await console.tenant.reset({ scenario: "fresh" });
  await console.element();
  const link = new URL(await page.evaluate((tenantUrl) => (globalThis as any).TotalSetup.setupLink({ step: "connect", tenantUrl, secretToken: "tsa_canary_0123456789" }), CREDENTIALS.url));
  expect(link.href).toBe(`${console.tenant.origin}/setup?step=connect#tenantUrl=${encodeURIComponent(CREDENTIALS.url)}`);
  const assistant = await signIn(page, link.href);
  await expect(assistant.step("connect").locator("h2 button")).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByLabel("Tenant URL", { exact: true })).toHaveValue(CREDENTIALS.url);
  await expect(assistant.step("connect")).toContainText("The tenant URL comes from the link that you opened");
  // It stays a proposal: nothing was tested or stored, and the address is clean again.
  expect(await console.writes()).toEqual([]);
  expect(new URL(page.url()).hash).toBe("");
});

test("a link with a foreign address is refused in the field", async ({ console, page }) => {
  await console.tenant.reset({ scenario: "fresh" });
  const assistant = await signIn(page, `${console.tenant.origin}/setup?step=connect#tenantUrl=http%3A%2F%2Fevil.example%2F`);
  const field = page.getByLabel("Tenant URL", { exact: true });
  await expect(field).toHaveValue("http://evil.example/");
  await field.focus();
  await field.blur();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await assistant.becomes("connect", "attention");
});
