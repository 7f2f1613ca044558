// Issue 6: with another vendor's product the demonstration is that product's, offline too, and nothing of TOTAL shows.
import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { AssistantPage, STEPS } from "../support/assistant";
import { Emulator } from "../support/emulator";
import { demo, expect } from "../support/fixtures";
import { example, expectNothingOfTotal, IDENTITY, pageSaysNothingOfTotal } from "../support/product";

const NAME = example.product.name;

const test = demo.extend<object, { site: Emulator }>({
  site: [
    async ({}, use) => {
      const site = await Emulator.start({ product: example.product });
      await use(site);
      await site.stop();
    },
    { scope: "worker" },
  ],
});

const saved = async (page: Page, name: string): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
  expectNothingOfTotal(download.suggestedFilename(), name);
  return readFile(await download.path(), "utf8");
};

test("the whole job is done for another product, to the report", async ({ page, complaints }) => {
  test.setTimeout(120_000);
  const assistant = await AssistantPage.demo(page, "fresh");
  await expect(page).toHaveTitle(new RegExp(` – ${NAME} Setup Assistant$`));
  await assistant.press("Fill in the demonstration's credentials");
  await expect(page.getByLabel("Tenant URL", { exact: true })).toHaveValue("https://scim.harbor.example/v2");
  await assistant.press("Fix everything");
  const mapping = assistant.dialog.locator(`tr[data-attribute="${IDENTITY}"]`);
  await expect(mapping.locator("del")).toHaveText("employeeId");
  await expect(mapping.locator("ins")).toHaveText("objectId");
  await assistant.dialog.getByText("Copy as", { exact: true }).click();
  await pageSaysNothingOfTotal(page, "the preview, with the script for PowerShell");
  await assistant.dialog.getByRole("tab", { name: "Shell", exact: true }).click();
  await pageSaysNothingOfTotal(page, "the preview, with the script for a shell");
  expectNothingOfTotal(await saved(page, "Save"), "the script");
  await assistant.apply();
  // The first cycle sends everybody, and the provisioning log proves whom.
  await assistant.hurry();
  await assistant.becomes("start", "done");
  await assistant.becomes("on-demand", "done");
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
  for (const step of STEPS) {
    await assistant.open(step);
    await pageSaysNothingOfTotal(page, `everything done, ${step}`);
  }

  await assistant.press("Open the report");
  await expect(page.locator("[data-report]").getByRole("heading", { name: `Provisioning into ${NAME}` })).toBeVisible();
  await pageSaysNothingOfTotal(page, "the report");
  for (const button of ["Download as JSON", "Download as HTML"]) {
    expectNothingOfTotal(await saved(page, button), button);
  }
  expect(complaints.list).toEqual([]);
});

for (const scenario of ["default-mapping", "mapping-missing", "mapping-constant", "synced-wrong", "quarantined", "no-admin-group", "nested-groups", "two-apps", "several-cycles"]) {
  test(`${scenario}: nothing of TOTAL shows`, async ({ page, complaints }) => {
    test.setTimeout(60_000);
    await page.goto(`/demo/?scenario=${scenario}`);
    const assistant = new AssistantPage(page);
    // The cycles of the past run first.
    await assistant.looked(40_000);
    if (scenario === "two-apps") {
      await expect(page.getByRole("heading", { name: `Which application is ${NAME}?` })).toBeVisible();
    } else {
      for (const step of STEPS) {
        await assistant.open(step);
        await pageSaysNothingOfTotal(page, `${scenario}, ${step}`);
      }
      await assistant.open("mapping");
      await expect(assistant.row(IDENTITY)).toBeVisible();
    }
    await pageSaysNothingOfTotal(page, scenario);
    expect(complaints.list).toEqual([]);
  });
}

test("every page is the product's before a program runs", async ({ page, request, site }) => {
  for (const path of ["/", "/setup", "/demo/", "/embed.html", "/auth.html", "/relay.html"]) {
    expectNothingOfTotal(await (await request.get(`${site.origin}${path}`)).text(), path);
  }
  await page.goto("/");
  await expect(page.getByRole("heading", { name: `Set up provisioning from Microsoft Entra ID into ${NAME}` })).toBeVisible();
  await expect(page.getByText("from the Harbor Desk: Identity → Provisioning")).toBeVisible();
  await pageSaysNothingOfTotal(page, "the welcome page");
  for (const path of ["/auth.html", "/relay.html"]) {
    await page.goto(path);
    await pageSaysNothingOfTotal(page, path);
  }
});

// docs/another-product.md: what `configure` would have refused stops the demonstration; it is never another product's.
test("a demo whose product is wrong names the key and the rule", async ({ page, site }) => {
  await page.route("**/demo/", async (route) => {
    const html = await (await route.fetch()).text();
    const product = '{"name":"Harbor Access"}'.replaceAll('"', "&quot;");
    await route.fulfill({ contentType: "text/html", body: html.replace(/(<meta name="product" content=")[^"]*/, `$1${product}`) });
  });
  await page.goto(`${site.origin}/demo/`);
  await expect(page.getByText("config.json is wrong")).toBeVisible();
  await expect(page.getByText("product.applicationNames: is missing")).toBeVisible();
  await pageSaysNothingOfTotal(page, "a wrong product");
});
