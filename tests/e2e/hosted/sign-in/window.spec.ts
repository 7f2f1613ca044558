// More permissions, in a window: security.md AUTH-08 to AUTH-11, AUTH-25; faults A05, A07, B01 to B05.
import type { Page } from "@playwright/test";
import { AssistantPage } from "../../support/assistant";
import { expect, hosted as test } from "../../support/fixtures";
import type { Authority } from "../../support/oidc";
import { failure, permissions, Question, READING, signIn, SYNCHRONIZE } from "../../support/visit";

/** Signed in to look; the mapping is wrong, and its correction needs a consent that Microsoft has not got yet. */
const aboutToFix = async (page: Page): Promise<{ assistant: AssistantPage; question: Question }> => {
  const assistant = await signIn(page);
  await assistant.open("mapping");
  await assistant.press("Fix mapping");
  await expect(assistant.dialog.locator("[data-consent]")).toContainText("correct the mapping");
  return { assistant, question: new Question(page) };
};

/** The correction was agreed to, and Microsoft's window stands open. */
const atTheWindow = async (page: Page, authority: Authority) => {
  const { assistant, question } = await aboutToFix(page);
  authority.showPages = true;
  const opened = page.waitForEvent("popup");
  await assistant.press("Apply");
  return { assistant, question, popup: await opened };
};

test.beforeEach(async ({ tenant, authority }) => {
  await tenant.reset({ scenario: "default-mapping" });
  authority.consented = new Set(READING);
});

test("signing in asks to look, and the first change for what it needs", async ({ page, authority, complaints }) => {
  const { assistant } = await aboutToFix(page);
  expect(permissions(authority.authorizations[0]?.scope)).toEqual(READING);
  expect(authority.authorizations[0]).toMatchObject({ prompt: "select_account", response_mode: "fragment", code_challenge_method: "S256" });
  const opened = page.waitForEvent("popup");
  await assistant.press("Apply");
  await opened;
  await assistant.becomes("mapping", "done");
  const second = authority.authorizations[1];
  expect(permissions(second?.scope)).toEqual([...READING, SYNCHRONIZE]);
  expect(second).toMatchObject({ login_hint: "alex@contoso.example", tenant: authority.people.alex.home.id });
  expect(second?.prompt).toBeUndefined();
  expect(second?.state).not.toBe(authority.authorizations[0]?.state);
  expect(second?.code_challenge).not.toBe(authority.authorizations[0]?.code_challenge);
  // Silent first: that Microsoft wants a consent is an answer, and the browser notes its status.
  expect(complaints.list.filter((text) => !text.includes("400"))).toEqual([]);
});

test("what was consented to before opens no window", async ({ page, authority, complaints }) => {
  authority.consented = new Set([...READING, SYNCHRONIZE]);
  const { assistant } = await aboutToFix(page);
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  expect(authority.authorizations).toHaveLength(1);
  expect(permissions(authority.tokenRequests.at(-1)?.scope)).toContain(SYNCHRONIZE);
  expect(complaints.list).toEqual([]);
});

test("a sign-in page that cuts the tie to its opener is waited for", async ({ page, authority }) => {
  authority.coop = true;
  authority.showPages = false;
  const { assistant } = await aboutToFix(page);
  await assistant.press("Apply");
  await assistant.becomes("mapping", "done");
});

test("a blocked window becomes a button, or this tab, and comes back to this place", async ({ page, authority }) => {
  await page.addInitScript(() => {
    window.open = () => null;
  });
  const { assistant, question } = await aboutToFix(page);
  await assistant.press("Apply");
  await expect(question.dialog).toContainText("The browser blocked the sign-in window");
  await question.button("Continue with Microsoft").click();
  await expect(question.dialog).toContainText("The browser blocked the sign-in window");
  await expect(question.dialog).toContainText("the secret token must be entered again");
  await question.button("Continue in this tab").click();
  await expect.poll(() => authority.authorizations.length).toBe(2);
  await assistant.looked();
  expect(new URL(page.url()).searchParams.get("step")).toBe("mapping");
  await expect(assistant.step("mapping").locator("h2 button")).toHaveAttribute("aria-expanded", "true");
  await assistant.press("Fix mapping");
  await expect(assistant.dialog).toBeVisible();
  await expect(assistant.dialog.locator("[data-consent]")).toHaveCount(0);
  await assistant.apply();
  await assistant.becomes("mapping", "done");
});

test("a window that the browser allows at the second click goes on", async ({ page }) => {
  await page.addInitScript(() => {
    const open = window.open.bind(window);
    window.open = () => {
      window.open = open;
      return null;
    };
  });
  const { assistant, question } = await aboutToFix(page);
  await assistant.press("Apply");
  await question.goOn();
  await question.isGone();
  await assistant.becomes("mapping", "done");
});

test("a closed window leaves the page waiting, and cancelling leaves everything as it was", async ({ page, authority, tenant }) => {
  const { assistant, question, popup } = await atTheWindow(page, authority);
  await popup.getByRole("button", { name: "Accept" }).waitFor();
  await popup.close();
  await expect(question.dialog).toContainText("Waiting for the sign-in window");
  await question.button("Cancel").click();
  await question.isGone();
  await expect(page.getByText("Nothing more was changed")).toBeVisible();
  expect((await tenant.log()).filter((request) => request.method === "PUT")).toEqual([]);
  // The same click again, and a window that is answered.
  await assistant.press("Fix mapping");
  const again = page.waitForEvent("popup");
  await assistant.press("Apply");
  await (await again).getByRole("button", { name: "Accept" }).click();
  await question.isGone();
  await assistant.becomes("mapping", "done");
});

test("a window closed by mistake is opened again", async ({ page, authority }) => {
  const { assistant, question, popup } = await atTheWindow(page, authority);
  await popup.close();
  const again = await question.goOn("Open it again");
  await again.getByRole("button", { name: "Accept" }).click();
  await question.isGone();
  await assistant.becomes("mapping", "done");
});

test("a consent that is declined says so, offers an administrator's, and can be given after all", async ({ page, authority, tenant }) => {
  const { assistant, question, popup } = await atTheWindow(page, authority);
  await popup.getByRole("button", { name: "Cancel" }).click();
  await expect(failure(page)).toContainText("You declined the permissions");
  await expect(failure(page)).toContainText("AADSTS65004");
  expect((await tenant.log()).filter((request) => request.method === "PUT")).toEqual([]);
  const link = new URL((await question.dialog.getByRole("link", { name: "Open the page for administrators" }).getAttribute("href")) ?? "");
  expect(link.pathname).toBe(`/${authority.people.alex.home.id}/v2.0/adminconsent`);
  expect(permissions(link.searchParams.get("scope") ?? "")).toContain(SYNCHRONIZE);
  const again = await question.goOn();
  await again.getByRole("button", { name: "Accept" }).click();
  await question.isGone();
  await assistant.becomes("mapping", "done");
});

test("a consent that only an administrator may give comes with a message to one", async ({ page, authority, context }) => {
  const { assistant, question } = await aboutToFix(page);
  authority.needsAdmin = true;
  await assistant.press("Apply");
  await expect(failure(page)).toContainText("An administrator must allow this");
  await expect(question.dialog.getByRole("region", { name: "Message to an administrator" })).toContainText("/v2.0/adminconsent?");
  // The administrator accepts, elsewhere.
  const elsewhere = await context.newPage();
  await elsewhere.goto((await question.dialog.getByRole("link", { name: "Open the page for administrators" }).getAttribute("href")) ?? "");
  authority.needsAdmin = false;
  await question.goOn();
  await question.isGone();
  await assistant.becomes("mapping", "done");
});

test("what comes back is looked at: fewer permissions than asked for are named", async ({ page, authority }) => {
  const { assistant } = await aboutToFix(page);
  authority.withheldScopes = [SYNCHRONIZE];
  await assistant.press("Apply");
  await expect(failure(page)).toContainText("Microsoft granted less than was asked for");
  await expect(failure(page)).toContainText(SYNCHRONIZE);
});

test("nonsense on the channel is ignored, and a late answer too", async ({ page, authority }) => {
  await page.addInitScript(() => {
    const names: string[] = [];
    Object.assign(window, { names });
    window.BroadcastChannel = class extends BroadcastChannel {
      constructor(name: string) {
        super(name);
        names.push(name);
      }
    };
  });
  const { assistant, question, popup } = await atTheWindow(page, authority);
  await popup.getByRole("button", { name: "Accept" }).waitFor();
  await page.evaluate(() => {
    const names = (window as unknown as { names: string[] }).names;
    const channel = new BroadcastChannel(names.findLast((name) => name.startsWith("total-setup.sign-in.")) ?? "");
    for (const garbage of [null, 7, "code=1", { v: 2, payload: "code=1" }, { v: 1, payload: 3 }, { v: 1 }, [1], { v: 1, payload: "x".repeat(20_000) }]) {
      channel.postMessage(garbage);
    }
  });
  await popup.getByRole("button", { name: "Accept" }).click();
  await question.isGone();
  await assistant.becomes("mapping", "done");
});

test("a visit that only looks asks for nothing and changes nothing", async ({ page, authority, tenant }) => {
  const assistant = await signIn(page, "/", "Just look");
  await assistant.open("mapping");
  await expect(assistant.step("mapping")).toContainText("You chose to look only");
  await assistant.press("Fix mapping");
  await expect(assistant.dialog).toContainText("You chose to look only. Allow changes under Account.");
  await expect(assistant.dialog.getByRole("button", { name: "Apply" })).toHaveAttribute("aria-disabled", "true");
  await assistant.dialog.getByRole("button", { name: "Apply" }).click({ force: true });
  await expect(assistant.dialog).toBeVisible();
  await assistant.press("Cancel");
  expect(authority.authorizations).toHaveLength(1);
  expect((await tenant.log()).filter((request) => !["GET", "POST"].includes(request.method))).toEqual([]);
  // Until the person allows changes.
  await assistant.press("Account");
  await page.getByRole("checkbox", { name: /Look only/ }).click();
  await page.keyboard.press("Escape");
  await assistant.press("Fix mapping");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
});
