// The two fields of the connection: what people paste, and what is said about it.
import type { Page } from "@playwright/test";
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

const url = (page: Page) => page.getByLabel("Tenant URL", { exact: true });
const token = (page: Page) => page.getByLabel("Secret token", { exact: true });

// INP-01, INP-02, INP-03
for (const [typed, said] of [
  ["ftp://scim.total.example/v2", "This is not an address"],
  ["https://scim.total.example/v 2", "There are spaces or line breaks inside"],
  ["https://someone@scim.total.example/v2", "has no user name, port, backslash or #"],
  ["https://192.0.2.7/v2", "not an IP address or a single word"],
  ["https://scim.tоtal.example/v2", "it may be a look-alike"],
  ["https://entra.microsoft.com/scim", "an address of Microsoft's portal"],
  ["https://scim.total.example/../v2", "The path has"],
  [CREDENTIALS.token, "This looks like the secret token"],
]) {
  test(`the tenant URL ${typed} is refused with its reason`, async ({ page }) => {
    await AssistantPage.demo(page, "fresh");
    await url(page).fill(typed);
    await url(page).blur();
    await expect(url(page)).toHaveAttribute("aria-invalid", "true");
    await expect(url(page)).toHaveAccessibleDescription(new RegExp(said.replace(/[.?]/g, "\\$&")));
    await expect(page.getByRole("button", { name: "Save credentials" })).toHaveCount(0);
  });
}

// INP-04
for (const [typed, said] of [
  ["https://scim.total.example/v2", "This is an address. The token goes here."],
  ["undefined", "This is a placeholder"],
  ["two words of a token", "There are spaces or line breaks inside"],
  ["short", "The length cannot be right"],
]) {
  test(`the token “${typed}” is refused with its reason`, async ({ page }) => {
    await AssistantPage.demo(page, "fresh");
    await token(page).fill(typed);
    await expect(token(page)).toHaveAttribute("aria-invalid", "true");
    await expect(token(page)).toHaveAccessibleDescription(new RegExp(said.replace(/[.?]/g, "\\$&")));
  });
}

/** A JSON Web Token of no worth that expires then. */
const jwt = (expires: Date): string => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256" })}.${part({ exp: Math.floor(expires.getTime() / 1000) })}.c2lnbmF0dXJl`;
};

// INP-04: only the date leaves the field.
test("a token that says when it expires is told so, and refused afterwards", async ({ page, complaints }) => {
  const assistant = await AssistantPage.demo(page, "fresh");
  const later = new Date(Date.now() + 90 * 24 * 3_600_000);
  await assistant.enter(CREDENTIALS.url, jwt(later));
  await expect(token(page)).toHaveAccessibleDescription(new RegExp(`This token expires on .*${later.getFullYear()}`));
  await expect(assistant.button("Save credentials")).toBeVisible();
  await token(page).fill(jwt(new Date("2024-02-03T04:05:06Z")));
  await expect(token(page)).toHaveAttribute("aria-invalid", "true");
  await expect(token(page)).toHaveAccessibleDescription(/This token expired on .*2024.*Create a new one/);
  await expect(assistant.button("Save credentials")).toHaveCount(0);
  await token(page).fill(CREDENTIALS.token);
  await expect(token(page)).not.toHaveAccessibleDescription(/expire/);
  expect(complaints.list).toEqual([]);
});

test("what is pasted with spaces, a slash or “Bearer” is cleaned, and said so", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "fresh");
  await assistant.enter(`  ${CREDENTIALS.url}/ `, `Bearer ${CREDENTIALS.token} `);
  await expect(url(page)).toHaveAccessibleDescription(/Spaces around it were removed\..*The slash at the end was removed\./);
  await expect(token(page)).toHaveAccessibleDescription(/“Bearer” before it was removed/);
  await assistant.press("Test connection");
  await expect(assistant.step("connect")).toContainText("The entered credentials work");
  await assistant.press("Save credentials");
  await expect(assistant.dialog.locator("ins").getByText(CREDENTIALS.url, { exact: true })).toBeVisible();
});

test("http is mended by one click, never silently", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "fresh");
  await assistant.enter("http://scim.total.example/v2", CREDENTIALS.token);
  await expect(url(page)).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("button", { name: /^Use this instead/ }).click();
  await expect(url(page)).toHaveValue(CREDENTIALS.url);
  await expect(url(page)).not.toHaveAttribute("aria-invalid");
  await expect(assistant.button("Save credentials")).toBeVisible();
});

// TOK-03: shown while the eye is pressed, and never to the browser's memory.
test("the token is masked, and shown only while its eye is pressed", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "fresh");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await expect(token(page)).toHaveAttribute("type", "password");
  await expect(token(page)).toHaveAttribute("autocomplete", "new-password");
  expect(await token(page).getAttribute("name")).toBeNull();
  const eye = assistant.step("connect").getByRole("button", { name: /show/i });
  await eye.hover();
  await page.mouse.down();
  await expect(token(page)).toHaveAttribute("type", "text");
  await page.mouse.up();
  await expect(token(page)).toHaveAttribute("type", "password");
});

// TOK-02, TOK-03
test("a saved token is nowhere in the page or in the browser's memory", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "fresh");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await assistant.press("Save credentials");
  await assistant.apply();
  await assistant.becomes("connect", "done");
  await assistant.open("connect");
  await expect(token(page)).toHaveValue("");
  const everything = await page.evaluate(async () => {
    const values = [...document.querySelectorAll("input")].map((input) => input.value);
    const databases = (await indexedDB.databases()).map((database) => database.name);
    const stores = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, ...databases, ...(await caches.keys())];
    return [document.documentElement.outerHTML, location.href, JSON.stringify(history.state), ...values, ...stores].join("\n");
  });
  expect(everything).not.toContain(CREDENTIALS.token);
  expect(everything).toContain("Stored, not shown");
});

// A token that expired or was rotated at the product is replaced without a gap and without touching the rest.
test("a new token alone replaces the one that the product refuses, and the job starts again", async ({ page, complaints }) => {
  test.setTimeout(90_000);
  const assistant = await AssistantPage.demo(page, "quarantined");
  await assistant.open("start");
  await expect(assistant.step("start")).toContainText("Entra stopped the job: TOTAL refused it");
  await expect(assistant.step("start")).toContainText("Disabled if nothing is done");
  await assistant.open("connect");
  await expect(assistant.step("connect")).toContainText("Leave it empty to keep https://scim.total.example/v2");
  await expect(assistant.step("connect")).toContainText("Not known: Entra does not tell");
  await page.getByLabel("Secret token", { exact: true }).fill(CREDENTIALS.token);
  await assistant.press("Test connection");
  await expect(assistant.step("connect")).toContainText("The entered credentials work");
  await assistant.press("Save credentials");
  await expect(assistant.dialog).toContainText("The stored token is replaced");
  await assistant.apply();
  await assistant.becomes("connect", "done");
  await expect(page.getByLabel("Secret token", { exact: true })).toHaveValue("");
  await expect(assistant.step("connect")).not.toContainText("Not known: Entra does not tell");
  await assistant.open("start");
  await assistant.press("Start provisioning");
  await assistant.apply();
  await assistant.hurry();
  await assistant.becomes("start", "done");
  expect(complaints.list).toEqual([]);
});
