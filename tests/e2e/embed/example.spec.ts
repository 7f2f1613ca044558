// The example of a console (docs/examples/console), as `cargo xtask emulator` serves it: from the first click to completed.
import { test as base, expect, type Frame, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { Emulator, root } from "../support/emulator";
import { Complaints } from "../support/fixtures";

const test = base.extend<object, { tenant: Emulator }>({
  tenant: [
    async ({}, use) => {
      const tenant = await Emulator.start(undefined, "/", join(root, "dist"), join(root, "docs/examples/console"));
      await use(tenant);
      await tenant.stop();
    },
    { scope: "worker" },
  ],
});

type Way = "element" | "frame";

/** The console's page, once the assistant in it has looked at the tenant. */
const open = async (page: Page, tenant: Emulator, way: Way): Promise<AssistantPage> => {
  await page.goto(tenant.console + (way === "frame" ? "frame.html" : ""));
  return shown(page, way);
};

/** The assistant that the console shows now. */
const shown = async (page: Page, way: Way): Promise<AssistantPage> => {
  let inside: Page | Frame = page;
  if (way === "frame") {
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    if (frame) inside = frame;
  }
  const assistant = new AssistantPage(inside);
  await assistant.looked();
  return assistant;
};

for (const way of ["element", "frame"] as const) {
  test(`the console's page leads from a new token to a report (${way})`, async ({ page, tenant }) => {
    test.setTimeout(120_000);
    await tenant.reset({ scenario: "fresh", speed: 5 });
    const complaints = Complaints.watch(page);
    await open(page, tenant, way);
    const [badge, status] = [page.locator("#badge"), page.locator("#status")];
    await expect(status).toHaveText("Setup: 0 of 5 done");
    await expect(badge).toHaveText("Not set up");

    await page.getByRole("button", { name: "Generate token" }).click();
    const token = await page.locator("#token").innerText();
    expect(token).toMatch(/^tsa_[0-9a-f]{40}$/);
    const assistant = await shown(page, way);
    await expect(assistant.page.getByText("Filled in by the page around this")).toBeVisible();
    await assistant.press("Fix everything");
    await expect(assistant.dialog).toContainText(CREDENTIALS.url);
    await assistant.apply();
    await expect(badge).toHaveText("Partly set up");
    await tenant.advance(900);
    await assistant.becomes("on-demand", "done");

    await expect(status).toHaveText("Setup: 5 of 5 done");
    await expect(badge).toHaveText("Set up");
    await expect(badge).toHaveAttribute("data-state", "done");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download report" }).click();
    const report = JSON.parse(await readFile(await (await download).path(), "utf8"));
    expect(report).toMatchObject({ format: "total-setup-report", masked: way === "frame" });
    expect(await page.content()).not.toContain(token);
    expect(complaints.list.filter((text) => /Content Security Policy|Trusted|violat/i.test(text))).toEqual([]);
  });

  test(`the console's own sign-in gives a new token when one has ended (${way})`, async ({ page, tenant }) => {
    await tenant.reset({ scenario: "all-right" });
    const assistant = await open(page, tenant, way);
    await assistant.becomes("mapping", "done");
    await tenant.expireTokens();
    const renewed = page.waitForRequest((request) => request.url() === `${tenant.console}token`);
    await assistant.press("Check again");
    expect((await renewed).postDataJSON()).toMatchObject({ renew: true });
    await assistant.looked();
    await assistant.becomes("mapping", "done");
    await expect(page.locator("#badge")).toHaveText("Set up");
  });
}

test("the link for a colleague names the product's address and no secret", async ({ page, tenant, context }) => {
  await tenant.reset({ scenario: "default-mapping" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: new URL(tenant.console).origin });
  await open(page, tenant, "element");
  await page.getByRole("button", { name: "Generate token" }).click();
  await page.getByRole("button", { name: "Copy link for a colleague" }).click();
  await expect(page.locator("#link")).toHaveText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${tenant.origin}/setup#tenantUrl=${encodeURIComponent(CREDENTIALS.url)}`,
  );
});

test("it fits a phone", async ({ page, tenant }) => {
  await tenant.reset({ scenario: "default-mapping" });
  await page.setViewportSize({ width: 360, height: 740 });
  for (const way of ["element", "frame"] as const) {
    await open(page, tenant, way);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }
});
