// The report: what it shows is what it saves, names can be masked, and a saved one is the measure of a later visit.
import type { Download, Locator, Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AssistantPage } from "../support/assistant";
import { root } from "../support/emulator";
import { demo as test, expect } from "../support/fixtures";

const TITLE = "Provisioning into TOTAL";
const sheet = (page: Page): Locator => page.locator("[data-report]");
const field = (page: Page): Locator => page.getByLabel("Compare with an earlier report");
const said = async (page: Page, text: RegExp): Promise<void> => {
  await expect(field(page)).toHaveAttribute("aria-invalid", "true");
  await expect(field(page)).toHaveAccessibleDescription(text);
  await expect(page.locator("[data-drift], [data-no-drift]")).toHaveCount(0);
};

const opened = async (page: Page, scenario: string): Promise<AssistantPage> => {
  const assistant = await AssistantPage.demo(page, scenario);
  await assistant.press("Report");
  await expect(page.getByRole("heading", { name: "Report of this visit" })).toBeFocused();
  return assistant;
};

const saved = async (page: Page, name: string): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
  expect(download.suggestedFilename()).toMatch(/^provisioning-report\.(json|html)$/);
  return readFile(await (download as Download).path(), "utf8");
};

const choose = (page: Page, name: string, text: string | Buffer): Promise<void> =>
  field(page).setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

test("after a full run the report is saved, masked, and opened again at a later visit", async ({ page, complaints }) => {
  test.setTimeout(120_000);
  const assistant = await AssistantPage.demo(page, "fresh");
  await assistant.press("Fill in the demonstration's credentials");
  const token = await page.getByLabel("Secret token", { exact: true }).inputValue();
  await assistant.finish();
  await assistant.press("Open the report");
  await expect(sheet(page).getByRole("heading", { name: TITLE })).toBeVisible();

  // What is saved is what is shown.
  const json = await saved(page, "Download as JSON");
  const report = JSON.parse(json);
  expect(report).toMatchObject({ format: "total-setup-report", version: 1, masked: false, overall: "done", job: { state: "active" } });
  expect(report.counts.proven).toBe(report.proofs.length);
  expect(report.counts.proven).toBeGreaterThan(0);
  const shown = (await sheet(page).innerText()).replace(/\s+/g, " ");
  const texts = [
    report.tenant.id,
    report.application.id,
    report.by.username,
    report.tenantUrl,
    ...report.proofs.flatMap((proof: any) => [proof.name, proof.id]),
    ...report.groups.flatMap((group: any) => [group.name, group.id]),
    ...report.steps.flatMap((step: any) => step.findings.map((finding: any) => finding.says)),
    ...report.changes.flatMap((change: any) => [change.says, change.requestId]),
  ];
  for (const text of texts) expect(shown).toContain(text.replace(/\s+/g, " "));
  expect(report.changes.map((change: any) => change.change)).toEqual(
    expect.arrayContaining(["create-job", "store-credentials", "fix-mapping", "assign-group", "start", "provision-on-demand"]),
  );

  // TOK-05: neither file holds the token; the HTML file runs nothing.
  const html = await saved(page, "Download as HTML");
  expect(token.length).toBeGreaterThan(15);
  for (const file of [json, html, shown]) expect(file).not.toContain(token);
  expect(html).not.toMatch(/<script|<link|<img|\son\w+=/i);
  expect(html).toContain("default-src 'none'");

  const names = [report.by.name, report.by.username, ...report.proofs.map((proof: any) => proof.name), ...report.groups.map((group: any) => group.name)];
  await page.getByLabel("Mask names").check();
  await expect(sheet(page)).toContainText("Person 1");
  const masked = await saved(page, "Download as JSON");
  const maskedHtml = await saved(page, "Download as HTML");
  for (const name of names) for (const text of [masked, maskedHtml, await sheet(page).innerText()]) expect(text).not.toContain(name);
  expect(JSON.parse(masked).proofs.map((proof: any) => proof.id)).toEqual(report.proofs.map((proof: any) => proof.id));

  // Nothing has drifted yet.
  await choose(page, "report.json", json);
  await expect(page.locator("[data-no-drift]")).toBeVisible();

  // A later visit finds the mapping changed back.
  for (const file of [json, masked]) {
    const later = await opened(page, "default-mapping");
    // Entra does not tell how old the token is; the report does.
    await expect(later.step("connect")).toContainText("Not known: Entra does not tell");
    await choose(page, "report.json", file);
    await expect(later.step("connect")).not.toContainText("Not known: Entra does not tell");
    const drift = page.locator("[data-drift] > li");
    await expect(drift.filter({ hasText: "externalId: The mapping was changed back" })).toContainText("objectId → mailNickname");
    await expect(drift.filter({ hasText: "Provisioning is off" })).toContainText("Running → Off");
    // It is a look: nothing was changed, and nothing is asked.
    await expect(later.dialog).toBeHidden();
    await expect(later.receipts).toHaveCount(0);
    await page.screenshot({ path: join(root, "target/screenshots/report-drift.png"), fullPage: true });
  }
  expect(complaints.list).toEqual([]);
});

// INP-05, INP-06
test("a file that is no report of this tenant is refused with its reason", async ({ page, complaints }) => {
  await opened(page, "all-right");
  const json = await saved(page, "Download as JSON");
  await choose(page, "huge.json", Buffer.alloc(1024 * 1024 + 1, " "));
  await said(page, /larger than a report can be/);
  await choose(page, "picture.json", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]));
  await said(page, /not a JSON file/);
  await choose(page, "other.json", '{"format":"total-setup-recording","version":1}');
  await said(page, /not a report of the assistant/);
  await choose(page, "newer.json", json.replace('"version": 1', '"version": 2'));
  await said(page, /another version/);
  await choose(page, "secret.json", json.replace('"masked"', '"secretToken": "x", "masked"'));
  await said(page, /looks like a token or a secret/);
  const report = JSON.parse(json);
  const elsewhere = { ...report, tenant: { id: "0c7f7a55-6a6e-4c0f-9d6c-0b1a7b3f9e10", name: "Fabrikam" } };
  await choose(page, "elsewhere.json", JSON.stringify(elsewhere));
  await said(page, /another tenant: Fabrikam/);
  const another = { ...report, application: { ...report.application, id: "0c7f7a55-6a6e-4c0f-9d6c-0b1a7b3f9e10" } };
  await choose(page, "another.json", JSON.stringify(another));
  await said(page, /another application/);
  // What went wrong before is forgotten with the next file.
  await choose(page, "report.json", json);
  await expect(page.locator("[data-no-drift]")).toBeVisible();
  await expect(field(page)).not.toHaveAttribute("aria-invalid");
  expect(complaints.list).toEqual([]);
});

test("the report alone is printed, and closes again", async ({ page }) => {
  const assistant = await opened(page, "synced-wrong");
  await page.emulateMedia({ media: "print" });
  await expect(sheet(page).getByRole("heading", { name: TITLE })).toBeVisible();
  for (const hidden of [page.locator(".tsa-header"), page.locator(".tsa-demo-bar"), assistant.step("connect"), field(page), page.locator("h1")]) {
    await expect(hidden).toBeHidden();
  }
  await page.screenshot({ path: join(root, "target/screenshots/report-print.png"), fullPage: true });
  await page.pdf({ path: join(root, "target/screenshots/report.pdf"), format: "A4" });
  await page.emulateMedia({ media: "screen" });
  await assistant.press("Close the report");
  await expect(sheet(page)).toHaveCount(0);
  await expect(assistant.step("connect")).toBeVisible();
});
