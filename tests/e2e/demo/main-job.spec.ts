import { readFile } from "node:fs/promises";
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

// Design §6: the guide needs about forty.
test("a fresh application is set up and proven in at most ten clicks and fields", async ({ page, complaints }) => {
  test.setTimeout(90_000);
  const assistant = await AssistantPage.demo(page, "fresh");
  expect(await assistant.initials()).toBe("ababb");
  await assistant.press("Fill in the demonstration's credentials");
  await assistant.finish();
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
  expect(await assistant.initials()).toBe("ddddd");
  const proofs = await assistant.people().evaluateAll((people) => people.map((person) => person.getAttribute("data-proof")));
  expect(proofs.length).toBeGreaterThan(0);
  expect(new Set(proofs)).toEqual(new Set(["proven"]));
  await expect(page.getByRole("main").getByText("Everything is right", { exact: true })).toBeVisible();
  expect(assistant.acts).toBeLessThanOrEqual(10);
  expect(complaints.list).toEqual([]);
});

test("a fresh application is set up step by step", async ({ page, complaints }) => {
  test.setTimeout(120_000);
  const assistant = await AssistantPage.demo(page, "fresh");

  await assistant.open("connect");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await assistant.press("Test connection");
  await expect(assistant.step("connect")).toContainText("The entered credentials work");
  await assistant.press("Save credentials");
  await expect(assistant.dialog).toContainText("Create the provisioning job");
  await expect(assistant.dialog).toContainText(CREDENTIALS.url);
  await expect(assistant.dialog).not.toContainText(CREDENTIALS.token);
  await assistant.apply();
  await assistant.becomes("connect", "done");

  await assistant.open("mapping");
  await expect(assistant.row("externalId")).toHaveAttribute("data-status", "attention");
  await assistant.press("Fix mapping");
  const shown = assistant.dialog.locator('tr[data-attribute="externalId"]');
  await expect(shown.locator("del")).toHaveText("mailNickname");
  await expect(shown.locator("ins")).toHaveText("objectId");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  await expect(assistant.row("externalId")).toHaveAttribute("data-status", "done");

  await assistant.open("groups");
  await expect(assistant.group("TOTAL-Admin")).toHaveAttribute("data-assigned", "false");
  await assistant.press("Assign groups");
  await expect(assistant.dialog).toContainText("Its direct members get access to TOTAL");
  await assistant.apply();
  await assistant.becomes("groups", "done");
  await expect(assistant.group("TOTAL-Admin")).toHaveAttribute("data-assigned", "true");

  await assistant.open("start");
  // The cycle must not overtake whoever provisions by hand.
  await page.locator("select[name=speed]").selectOption("1");
  await assistant.press("Start provisioning");
  await expect(assistant.dialog).toContainText("People are created at TOTAL");
  await assistant.apply();

  await assistant.open("on-demand");
  await assistant.press("Provision");
  await assistant.apply();
  await assistant.hurry();
  await assistant.becomes("on-demand", "done");
  await assistant.becomes("start", "done");

  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
  for (const title of [
    "Create the provisioning job",
    "Store tenant URL and secret token",
    "Correct the attribute mapping",
    "Assign a group to the application",
    "Start provisioning",
    "Provision people now",
  ]) {
    await expect(assistant.receipts.filter({ hasText: title }).first(), title).toContainText("Seen");
  }
  expect(complaints.list).toEqual([]);
});

test("nothing is changed when the preview is cancelled", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "default-mapping");
  for (const leave of [() => assistant.press("Cancel"), () => page.keyboard.press("Escape")]) {
    await assistant.press("Fix everything");
    await expect(assistant.dialog).toBeVisible();
    await leave();
    await expect(assistant.dialog).toBeHidden();
  }
  expect(await assistant.initials()).toBe("daabb");
  await expect(assistant.receipts).toHaveCount(0);
});

// Design §2: taking back what made sign-in work is possible, and never without a word.
test("taking the mapping back warns that sign-in breaks, and puts the old row back", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "default-mapping");
  await assistant.open("mapping");
  await assistant.press("Fix mapping");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  await assistant.press("Undo");
  await expect(assistant.dialog).toContainText("After this, sign-in to TOTAL fails for everybody");
  await assistant.apply();
  await assistant.becomes("mapping", "attention");
  await expect(assistant.row("externalId").locator("del")).toHaveText("mailNickname");
  await expect(assistant.receipts).toHaveCount(2);
});

// Peers §: a wrong mapping that was synced is not mended by the mapping alone.
test("people who were sent under a wrong identity are sent again", async ({ page, complaints }) => {
  test.setTimeout(90_000);
  const assistant = await AssistantPage.demo(page, "synced-wrong");
  await assistant.hurry();
  await expect(assistant.people().first()).toHaveAttribute("data-proof", "wrong");
  await assistant.press("Fix everything");
  await expect(assistant.dialog).toContainText("Restart provisioning in full");
  await expect(assistant.dialog).toContainText("sent again under the right identity");
  // What cannot be taken back is confirmed by typing (security.md WRT-04).
  const apply = assistant.dialog.getByRole("button", { name: "Apply" });
  await expect(apply).toHaveAttribute("aria-disabled", "true");
  await assistant.dialog.getByLabel("Type the name of the tenant to confirm").fill("Fabrikam");
  await expect(apply).toHaveAttribute("aria-disabled", "true");
  await assistant.dialog.getByLabel("Type the name of the tenant to confirm").fill("Contoso");
  await expect(apply).not.toHaveAttribute("aria-disabled");
  await expect(assistant.step("start")).toContainText("with a wrong externalId: not their object ID");
  await assistant.apply();
  await assistant.becomes("start", "done");
  // The full cycle itself sends them, and the logs prove it.
  await assistant.becomes("on-demand", "done");
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
  expect(complaints.list).toEqual([]);
});

// Taking back is a change like any other, and says what it brings about.
test("everything that was done is taken back at once, and the state before can be kept as a file", async ({ page, complaints }) => {
  test.setTimeout(90_000);
  const assistant = await AssistantPage.demo(page, "default-mapping");
  await assistant.press("Fix everything");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  const file = page.waitForEvent("download");
  await assistant.press("Download the state before");
  const saved = JSON.parse(await readFile(await (await file).path(), "utf8")) as { format: string; schema: object; appRoleAssignedTo: unknown[] };
  expect(saved.format).toBe("total-setup-backup");
  expect(saved.appRoleAssignedTo).toEqual([]);
  expect(JSON.stringify(saved.schema)).toContain("mailNickname");
  await assistant.press("Undo everything");
  for (const title of ["Pause provisioning", "Remove an assignment", "Put the attribute mapping back"]) {
    await expect(assistant.dialog).toContainText(title);
  }
  await expect(assistant.dialog).toContainText("After this, sign-in to TOTAL fails for everybody");
  await assistant.apply();
  await assistant.becomes("mapping", "attention");
  expect(await assistant.initials()).toBe("daabb");
  expect(complaints.list).toEqual([]);
});

// WRT-02: a receipt belongs to the application that was changed.
test("what was done to one application is offered back there alone", async ({ page, complaints }) => {
  const assistant = await AssistantPage.demo(page, "two-apps");
  const applications = page.locator("li[data-application]");
  const choose = async (index: number): Promise<void> => {
    await applications.nth(index).getByRole("button").click();
    await assistant.looked();
  };
  await choose(0);
  await assistant.open("groups");
  await assistant.press("Assign groups");
  await assistant.apply();
  await assistant.becomes("groups", "done");
  await expect(assistant.receipts).toHaveCount(1);
  await expect(assistant.button("Undo")).toBeVisible();
  await assistant.press("Choose another application");
  await choose(1);
  await assistant.becomes("groups", "attention");
  await expect(assistant.receipts).toHaveCount(0);
  await expect(assistant.button("Undo")).toHaveCount(0);
  // The other one still has its own.
  await assistant.press("Choose another application");
  await choose(0);
  await assistant.becomes("groups", "done");
  await expect(assistant.receipts).toHaveCount(1);
  await expect(assistant.button("Undo")).toBeVisible();
  expect(complaints.list).toEqual([]);
});
