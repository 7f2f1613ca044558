// A file of one's own: dropped or chosen, judged as the assistant would, refused with a reason, and never sent or kept.
import type { Locator, Page } from "@playwright/test";
import { mkdtemp, open as openFile, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AssistantPage } from "../support/assistant";
import { root } from "../support/emulator";
import { demo as test, expect } from "../support/fixtures";
import { open as openRecording, record, saved } from "../support/recording";

const SCHEMA = join(root, "src/sim/default-schema.json");
const bar = (page: Page): Locator => page.locator("[data-own]");
const field = (page: Page): Locator => page.getByLabel("Open a file");
const refused = (page: Page): Locator => page.locator("[data-refused]");

const choose = (page: Page, name: string, text: string | Buffer): Promise<void> =>
  field(page).setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

/** Drops files on an element as a person does: held over it first. */
const drop = async (page: Page, target: Locator, files: { name: string; text: string }[]): Promise<void> => {
  const data = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const { name, text } of files) data.items.add(new File([text], name, { type: "application/json" }));
    return data;
  }, files);
  await target.dispatchEvent("dragover", { dataTransfer: data });
  await expect(page.locator("[data-drop]")).toBeVisible();
  await target.dispatchEvent("drop", { dataTransfer: data });
  await expect(page.locator("[data-drop]")).toHaveCount(0);
};

/** A saved report of a story. */
const report = async (page: Page, scenario: string): Promise<string> => {
  const assistant = await AssistantPage.demo(page, scenario);
  await assistant.press("Report");
  const [download] = await Promise.all([page.waitForEvent("download"), assistant.press("Download as JSON")]);
  return readFile(await download.path(), "utf8");
};

test("a schema that is dropped is judged, mended and proven like any other", async ({ page, complaints }) => {
  test.setTimeout(120_000);
  await AssistantPage.demo(page, "all-right");
  const address = page.url();
  const schema = JSON.parse(await readFile(SCHEMA, "utf8"));
  schema.unheardOf = { z: 1 };
  schema["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#servicePrincipals('elsewhere')/x";
  await drop(page, page.locator("main"), [{ name: "wrong \u202Enosj.json", text: JSON.stringify(schema) }]);

  await expect(bar(page)).toBeFocused();
  await expect(bar(page)).toHaveText("From your file: wrong ⟨U+202E⟩nosj.json – simulated, nothing is changed at Microsoft");
  await page.getByText("What is assumed").click();
  await expect(page.getByText("connected, not started.")).toBeVisible();
  const assistant = new AssistantPage(page);
  await assistant.looked();
  await expect(assistant.step("mapping")).toHaveAttribute("data-status", "attention");
  await expect(assistant.row("externalId")).toContainText("mailNickname");
  await page.screenshot({ path: join(root, "target/screenshots/own-schema.png") });

  await assistant.press("Fix everything");
  await assistant.apply();
  await assistant.hurry();
  // The first cycle proves everybody.
  await assistant.becomes("on-demand", "done");
  await assistant.becomes("mapping", "done");
  // The address leads to no file, and nothing was kept.
  expect(page.url()).toBe(address);
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain("nosj");
  await assistant.press("Back to the demonstration");
  await expect(bar(page)).toHaveCount(0);
  await assistant.looked();
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
  expect(complaints.list).toEqual([]);
});

test("by keyboard alone a file is chosen, and a reload forgets it", async ({ page, complaints }) => {
  await page.goto("/demo/");
  await expect(field(page)).toHaveAccessibleDescription(/stays in this page/);
  await field(page).focus();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  await chooser.setFiles(SCHEMA);
  await expect(bar(page)).toContainText("From your file: default-schema.json");
  await new AssistantPage(page).looked();
  await page.reload();
  await expect(page.locator("[data-gallery]")).toBeVisible();
  await expect(bar(page)).toHaveCount(0);
  expect(complaints.list).toEqual([]);
});

test("a state that was saved before a change is opened as the schema in it", async ({ page }) => {
  await page.goto("/demo/");
  const schema = await readFile(SCHEMA, "utf8");
  await choose(page, "backup.json", `{"format":"total-setup-backup","version":1,"tenant":null,"schema":${schema}}`);
  await expect(bar(page)).toHaveAttribute("data-own", "schema");
  const bare = JSON.parse(schema);
  delete bare.directories;
  await choose(page, "bare.json", JSON.stringify(bare));
  await page.getByText("What is assumed").click();
  await expect(page.getByText("no attribute lists")).toBeVisible();
  const assistant = new AssistantPage(page);
  await assistant.looked();
  await expect(assistant.step("mapping")).toHaveAttribute("data-status", "attention");
});

test("a report is shown as it was saved, with what to do", async ({ page, complaints }) => {
  const json = await report(page, "synced-wrong");
  const elsewhere = { ...JSON.parse(json), product: "Acme <b>Badge</b>" };
  await drop(page, page.locator("body"), [{ name: "report.json", text: JSON.stringify(elsewhere) }]);
  await expect(bar(page)).toContainText("From your file: report.json – as it was saved");
  const shown = page.locator("[data-own-report]");
  await expect(shown.getByRole("heading", { level: 1 })).toHaveText("What the report says about Acme <b>Badge</b>");
  await expect(shown.locator('[data-step="mapping"]')).toContainText("mailNickname");
  await expect(shown.locator('[data-step="mapping"]')).toContainText("Acme <b>Badge</b>");
  await expect(shown.locator("[data-report]")).toContainText(JSON.parse(json).tenant.id);
  // There is nothing to change.
  await expect(page.getByRole("button", { name: "Fix everything" })).toHaveCount(0);
  await page.screenshot({ path: join(root, "target/screenshots/own-report.png"), fullPage: true });
  expect(complaints.list).toEqual([]);
});

test("a recording is played back as the administrator saw it", async ({ page, complaints }) => {
  const assistant = await AssistantPage.demo(page, "quarantined");
  await openRecording(assistant);
  await record(assistant);
  const file = await saved(page);
  const initials = await assistant.initials();
  const seen = await assistant.step("start").innerText();
  await page.goto("/demo/");
  await choose(page, "graph-recording.json", file);
  await expect(bar(page)).toContainText("played back, nothing is sent to Microsoft");
  await assistant.looked();
  expect(await assistant.initials()).toBe(initials);
  await expect(assistant.step("start")).toContainText(seen.split("\n")[0] as string);
  await expect(page.locator(".tsa-account")).toContainText("person-");
  expect(complaints.list).toEqual([]);
});

// I10 to I14
test("what cannot be opened says why, and the page goes on", async ({ page, complaints }) => {
  test.setTimeout(90_000);
  const json = await report(page, "all-right");
  await page.goto("/demo/");
  const schema = await readFile(SCHEMA, "utf8");
  const inside = (member: string): string => schema.replace("{", `{${member},`);
  const files: [string, string | Buffer, RegExp][] = [
    ["empty.json", "", /The file is empty/],
    ["utf16.json", Buffer.from(`\ufeff${schema}`, "utf16le"), /UTF-16/],
    ["zip.json", Buffer.from("PK\u0003\u0004rest"), /archive or an Office document/],
    ["gzip.json", Buffer.from([0x1f, 0x8b, 8, 0]), /compressed file/],
    ["report.pdf", "%PDF-1.7", /PDF/],
    ["nul.json", '{"a":"\0"}', /not text in UTF-8/],
    ["page.html", "<!doctype html><script>alert(1)</script>", /web page/],
    ["cut.json", schema.slice(0, 9_000), /ends in the middle/],
    ["words.json", "{\n oops", /not JSON.*line 2, column 2/s],
    ["other.json", '{"__proto__":1,"<img src=x onerror=alert(1)>":2}', /none of the files.*<img src=x/s],
    ["deep.json", `{"synchronizationRules":${"[".repeat(100_000)}`, /ends in the middle/],
    ["deep-schema.json", inside(`"x":${"[".repeat(100_000)}${"]".repeat(100_000)}`), /holds more than one can/],
    ["many.json", inside(`"x":[0${",0".repeat(3_000_000)}]`), /holds more than one can/],
    ["twice.json", inside('"a":1,"a":2'), /member stands twice/],
    ["secret.json", inside('"clientSecret":"hush hush hush"'), /token or a secret.*clientSecret/s],
    ["secret-report.json", json.replace('"masked"', '"secretToken": "x", "masked"'), /token or a secret/],
    ["newer.json", json.replace('"version": 1', '"version": 2'), /another version/],
    ["refused.json", schema.replace('"flowType":"Always"', '"flowType":"Sometimes"'), /would refuse.*Sometimes/s],
    ["long.json", `{"format":"total-setup-report","x":"${"a".repeat(1_100_000)}"}`, /larger than one can be: 1 MB/],
  ];
  for (const [name, content, reason] of files) {
    await choose(page, name, content);
    await expect(refused(page)).toContainText(name);
    await expect(refused(page)).toContainText(reason);
    await expect(refused(page)).not.toContainText("hush hush");
  }

  const folder = await mkdtemp(join(tmpdir(), "own-"));
  const sparse = join(folder, "500-mb.json");
  const handle = await openFile(sparse, "w");
  await handle.truncate(500 * 1024 * 1024);
  await handle.close();
  await field(page).setInputFiles(sparse);
  await expect(refused(page)).toContainText("500-mb.json: The file is too large and was not read");
  await expect(refused(page)).toContainText("It has 524 MB");
  await rm(folder, { recursive: true });

  await drop(page, page.locator("main"), [{ name: "a.json", text: "{}" }, { name: "b.json", text: "{}" }]);
  await expect(refused(page)).toContainText("one file at a time");
  await page.screenshot({ path: join(root, "target/screenshots/own-refused.png") });
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(refused(page)).toHaveCount(0);
  // It is still there, and takes a good one.
  await choose(page, "schema.json", schema);
  await expect(bar(page)).toBeVisible();
  expect(complaints.list).toEqual([]);
});

test("a file that is dropped on a field for files goes into that field", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "all-right");
  await assistant.press("Report");
  const taken = await page.getByLabel("Compare with an earlier report").evaluate((field) => {
    const data = new DataTransfer();
    data.items.add(new File(["{}"], "a.json"));
    const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
    field.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(taken).toBe(false);
  await expect(refused(page)).toHaveCount(0);
});
