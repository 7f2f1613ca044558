// Signing in inside somebody else's page: the element by a window of its own, the frame through relay.html (security.md EMB-10,
// EMB-11, M17 to M22, M25).
import type { BrowserContext, Page } from "@playwright/test";
import { AssistantPage } from "../support/assistant";
import { embed as test, expect, type Console } from "../support/console";
import { CLIENT } from "../support/oidc";
import { READING } from "../support/visit";

/** The frame with its sign-in offered. */
const offered = async (console: Console) => {
  console.givesTokens = false;
  await console.tenant.reset({ scenario: "default-mapping" });
  const frame = await console.frame();
  await expect(frame.getByRole("heading", { name: "Sign in to set up TOTAL" })).toBeVisible();
  return frame;
};

/** The relay's window, as the person's click opens it. */
const relay = async (console: Console): Promise<{ frame: import("@playwright/test").Frame; window: Page }> => {
  const frame = await offered(console);
  const opened = console.page.waitForEvent("popup");
  await frame.getByRole("button", { name: "Sign in with Microsoft" }).click();
  return { frame, window: await opened };
};

const press = (window: Page) => window.getByRole("button", { name: "Sign in with Microsoft" }).click();

test("a frame of another site signs in through the relay, and consents to more by the same way", async ({ console }) => {
  console.authority.consented = new Set(READING);
  const { frame, window } = await relay(console);
  expect(new URL(window.url()).pathname).toBe("/relay.html");
  // (b) The address is cleaned at once.
  await expect.poll(() => new URL(window.url()).hash).toBe("");
  await press(window);
  const assistant = new AssistantPage(frame);
  await assistant.looked();
  await expect.poll(() => window.isClosed()).toBe(true);
  await assistant.press("Fix mapping");
  const more = console.page.waitForEvent("popup");
  await assistant.press("Apply");
  const second = await more;
  await press(second);
  await assistant.becomes("mapping", "done");
  expect(console.authority.authorizations).toHaveLength(2);
  expect((await console.writes()).some((write) => write.endsWith("/schema"))).toBe(true);
});

test("a relay that is closed is a sign-in given up (M20)", async ({ console }) => {
  const { frame, window } = await relay(console);
  await expect(window.getByRole("heading", { name: "Sign in with Microsoft" })).toBeVisible();
  await window.close();
  await expect(frame.locator("[data-sign-in-failed=user_cancelled]")).toBeVisible();
  await expect(frame.getByRole("button", { name: "Sign in with Microsoft" })).toBeEnabled();
});

test("a relay that nobody opened goes nowhere, whatever its address says (M17)", async ({ console, context }) => {
  const opened = async (fragment: string, opener = false): Promise<Page> => {
    const address = `${console.tenant.origin}/relay.html${fragment}`;
    if (!opener) {
      const page = await context.newPage();
      await page.goto(address);
      return page;
    }
    await console.page.goto(console.host.put("/opens", { body: "" }));
    const popup = console.page.waitForEvent("popup");
    await console.page.evaluate((address) => void open(address, "_blank"), address);
    return popup;
  };
  for (const fragment of ["", "#javascript:alert(1)", "#https://evil.example", "#url=https://evil.example"]) {
    const page = await opened(fragment);
    await expect(page.getByRole("heading", { name: "Nothing to do here" })).toBeVisible();
    await expect(page.getByRole("button")).toHaveCount(0);
    await page.close();
  }
  const alone = await opened("#AAAAAAAAAAAAAAAAAAAAAA");
  await expect(alone.getByRole("heading", { name: "The page you came from cannot be reached" })).toBeVisible();
  // A page of another origin that opens it is told nothing, and cannot tell it anything.
  const hostile = await opened("#AAAAAAAAAAAAAAAAAAAAAA", true);
  const told = console.page.evaluate(() => new Promise((resolve) => {
    addEventListener("message", ({ data }) => resolve(data));
    setTimeout(() => resolve("nothing"), 1500);
  }));
  const child = hostile.waitForEvent("popup");
  await press(hostile);
  expect(await told).toBe("nothing");
  expect((await child).url()).toBe("about:blank");
});

test("a relay goes to the configured authority alone", async ({ console, context }) => {
  // Its opener is a page of our own origin, as if that had been taken over.
  const own = await context.newPage();
  await own.goto(`${console.tenant.origin}/auth.html`);
  const popup = own.waitForEvent("popup");
  await own.evaluate(() => {
    const window = open("relay.html#AAAAAAAAAAAAAAAAAAAAAA", "_blank");
    addEventListener("message", ({ data }) => {
      if (data.type === "ready") window?.postMessage({ v: 1, id: data.id, nonce: data.nonce, url: "https://evil.example/", channel: "AAAAAAAAAAAAAAAAAAAAAA" }, location.origin);
    });
  });
  const window = await popup;
  await press(window);
  await expect(window.getByRole("heading", { name: "This sign-in has ended" })).toBeVisible();
});

/** What a blocked window leads to. */
const isolated = async (console: Console, context: BrowserContext, headers: Record<string, string>): Promise<void> => {
  console.givesTokens = false;
  const frame = await console.frame({}, { headers });
  await frame.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await expect(frame.locator("[data-sign-in-failed=popup_window_error]")).toBeVisible();
  await expect(frame.getByText("keeps its windows apart")).toBeVisible();
  await expect(frame.getByRole("link", { name: "Open the assistant on a page of its own" })).toHaveAttribute("href", `${console.tenant.origin}/`);
  // A window opens all the same, and says why it is no use.
  const other = context.pages().find((page) => page.url().includes("relay.html"));
  if (other) await expect(other.getByRole("heading", { name: "The page you came from cannot be reached" })).toBeVisible();
};

test("a host that keeps its windows apart is told from its effect (M21)", async ({ console, context }) => {
  await isolated(console, context, { "cross-origin-opener-policy": "same-origin" });
});

test("the element signs in with the host's own address, and nowhere else", async ({ console }) => {
  console.givesTokens = false;
  await console.tenant.reset({ scenario: "default-mapping" });
  const element = await console.element({ redirectUri: `${console.tenant.origin}/auth.html` });
  await expect(element.page.locator("[data-embedded=stopped]")).toContainText("redirectUri");
  expect(await console.hears("error")).toEqual({ code: "options" });
});

test("an element without a token and without an address of its own says so and offers the frame", async ({ console }) => {
  console.givesTokens = false;
  const element = await console.element();
  await expect(element.page.locator("[data-embedded=stopped]")).toContainText("Use the frame in place of the element");
  expect(await console.hears("error")).toEqual({ code: "no_sign_in" });
});

test("the element opens the sign-in page in a window, which returns to the host", async ({ console }) => {
  console.givesTokens = false;
  console.host.put("/auth.html", { body: "<p>landed</p>" });
  const element = await console.element({ clientId: CLIENT, redirectUri: `${console.host.origin}/auth.html` });
  const opened = console.page.waitForEvent("popup");
  await element.page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await opened;
  await expect.poll(() => console.authority.authorizations.length).toBe(1);
  expect(console.authority.authorizations[0]).toMatchObject({ client_id: CLIENT, redirect_uri: `${console.host.origin}/auth.html`, response_mode: "fragment" });
});
