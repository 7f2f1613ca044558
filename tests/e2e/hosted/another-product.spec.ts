// Issue 6: another vendor's product on the live page, from sign-in to proof; nothing of TOTAL shows.
import { AssistantPage, STEPS } from "../support/assistant";
import { Emulator } from "../support/emulator";
import { expect, hosted } from "../support/fixtures";
import { Authority } from "../support/oidc";
import { example, expectNothingOfTotal, IDENTITY, pageSaysNothingOfTotal } from "../support/product";
import { signIn } from "../support/visit";

const test = hosted.extend<object, { pair: { tenant: Emulator; authority: Authority } }>({
  pair: [
    async ({}, use) => {
      const authority = await Authority.listen();
      const tenant = await Emulator.start({ ...authority.config(), product: example.product });
      authority.serve(tenant);
      await use({ tenant, authority });
      await tenant.stop();
      await authority.stop();
    },
    { scope: "worker" },
  ],
});

test("from sign-in to proof for another product", async ({ page, tenant, complaints }) => {
  test.setTimeout(120_000);
  await tenant.reset({ scenario: "fresh", speed: 5 });
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Sign in with Microsoft" })).toBeVisible();
  await pageSaysNothingOfTotal(page, "the welcome page");

  const assistant: AssistantPage = await signIn(page);
  for (const step of STEPS) {
    await assistant.open(step);
    await pageSaysNothingOfTotal(page, `a fresh application, ${step}`);
  }
  await assistant.open("connect");
  // TOTAL's address is none of this product's.
  await assistant.enter("https://scim.total.example/v2", "tsa_typed_by_the_test_0001");
  await expect(assistant.step("connect")).toContainText(`This host is not one of ${example.product.name}'s.`);
  await page.getByLabel("Tenant URL", { exact: true }).fill("https://scim.harbor.example/v2");
  await assistant.press("Fix everything");
  await pageSaysNothingOfTotal(page, "the preview");
  await assistant.apply();
  await tenant.advance(900);
  await assistant.becomes("start", "done");
  await assistant.becomes("on-demand", "done");
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
  await pageSaysNothingOfTotal(page, "everything done");

  const schema = (await tenant.log()).find((request) => request.method === "PUT" && request.target.endsWith("/schema"));
  const mapping = JSON.parse(schema!.body!).synchronizationRules[0].objectMappings[1].attributeMappings;
  const row = (target: string) => mapping.find((row: any) => row.targetAttributeName === target).source.name;
  expect([row(IDENTITY), row("nickName"), row("externalId")]).toEqual(["objectId", "mailNickname", "mailNickname"]);
  expect(complaints.list).toEqual([]);
});

test("one altered character of this product's identity fails the proof", async ({ page, tenant, complaints }) => {
  test.setTimeout(120_000);
  await tenant.reset({ scenario: "default-mapping", knob: "altered_external_id", speed: 5 });
  const assistant = await signIn(page);
  await assistant.press("Fix everything");
  await assistant.apply();
  await tenant.advance(900);
  await assistant.becomes("on-demand", "attention");
  await expect(assistant.people().first()).toHaveAttribute("data-proof", "wrong", { timeout: 40_000 });
  await pageSaysNothingOfTotal(page, "a wrong identity");
  expect(complaints.list).toEqual([]);
});

test("a broken config.json is said under the product's own name", async ({ page }) => {
  await page.route("**/config.json", (route) => route.fulfill({ json: { clientId: "not-a-guid" } }));
  await page.goto("/");
  await expect(page.getByText("config.json is wrong")).toBeVisible();
  await pageSaysNothingOfTotal(page, "a wrong configuration");
  expectNothingOfTotal(await page.title(), "its title");
});
