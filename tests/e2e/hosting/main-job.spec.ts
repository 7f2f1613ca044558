// The whole main job under the headers of the documented server: the demo's, and the live page's with Microsoft elsewhere.
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { expect, hosting as test } from "../support/hosting";
import { READING } from "../support/visit";

test("the demo is set up from nothing to the proof, step by step", async ({ page, site, complaints }) => {
  test.setTimeout(120_000);
  await page.goto(site.at("/demo/?scenario=fresh"));
  const assistant = new AssistantPage(page);
  await assistant.looked();
  expect(await assistant.initials()).toBe("ababb");

  await assistant.open("connect");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await assistant.press("Save credentials");
  await assistant.apply();
  await assistant.becomes("connect", "done");

  await assistant.open("mapping");
  await assistant.press("Fix mapping");
  await assistant.apply();
  await assistant.becomes("mapping", "done");

  await assistant.open("groups");
  await assistant.press("Assign groups");
  await assistant.apply();
  await assistant.becomes("groups", "done");

  await assistant.open("start");
  // The cycle must not overtake whoever provisions by hand.
  await page.locator("select[name=speed]").selectOption("1");
  await assistant.press("Start provisioning");
  await assistant.apply();

  await assistant.open("on-demand");
  await assistant.press("Provision");
  await assistant.apply();
  await assistant.hurry();
  await assistant.becomes("on-demand", "done");
  await assistant.becomes("start", "done");
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");
  expect(complaints.list).toEqual([]);
});

test("from sign-in to proof, with Graph and Microsoft's sign-in on other origins", async ({ page, live, complaints }) => {
  test.setTimeout(120_000);
  const { site, tenant, authority } = live;
  authority.reset();
  await tenant.reset({ scenario: "fresh", speed: 5 });
  // Reading alone was agreed to: the change asks in a window, which must find the page that opened it (HDR-06).
  authority.consented = new Set(READING);
  await page.goto(site.at("/"));
  await page.getByRole("button", { name: "Sign in with Microsoft", exact: true }).click();
  const assistant = new AssistantPage(page);
  await assistant.looked();
  expect(page.url()).toContain(site.at("/setup"));
  expect(await assistant.initials()).toBe("ababb");

  await assistant.open("connect");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await assistant.press("Fix everything");
  const asked = page.waitForEvent("popup");
  await assistant.apply();
  await asked;
  await tenant.advance(900);
  await assistant.becomes("start", "done");
  await assistant.becomes("on-demand", "done");
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");

  const mapping = (await tenant.log()).filter(({ method, target }) => method !== "GET" && target.endsWith("/schema"));
  expect(mapping.map(({ method }) => method)).toEqual(["PUT"]);
  // Microsoft's answer that it wants the person has a status, which the browser notes.
  expect(complaints.list.filter((text) => !text.includes("status of 400"))).toEqual([]);
});

// HDR-01. It also shows that a violation would have been noticed above.
test("the demo's page can ask nobody else for anything", async ({ page, site, complaints }) => {
  await page.goto(site.at("/demo/?scenario=fresh"));
  await new AssistantPage(page).looked();
  const outcome = await page.evaluate(() => fetch("https://graph.microsoft.com/v1.0/me").then(() => "answered", () => "refused"));
  expect(outcome).toBe("refused");
  await expect.poll(() => complaints.list).toContain("policy: connect-src https://graph.microsoft.com/v1.0/me");
});
