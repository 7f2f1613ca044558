// The authority: refusals at the authorization endpoint, and responses that lie.
import { expect, hosted as test } from "../../support/fixtures";
import { aadsts, lies } from "../../support/oidc";

const ENTRAS = /^AADSTS(\d+): .*\r\nTrace ID: [0-9a-f-]{36}\r\nCorrelation ID: [0-9a-f-]{36}\r\nTimestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/;

test("a refusal has Entra's words, and strikes once", async ({ authority, client }) => {
  authority.refuseNext = true;
  const declined = await client.authorize();
  expect(declined.get("error")).toBe("access_denied");
  expect(declined.get("error_subcode")).toBe("cancel");
  expect(declined.get("state")).toBe("s");
  expect(ENTRAS.exec(declined.get("error_description") ?? "")?.[1]).toBe("65004");
  expect((await client.authorize()).get("code")).toBeTruthy();
});

test("a refusal in a test's own words is passed on as it is", async ({ authority, client }) => {
  authority.refuseNext = { error: "server_error", error_description: "AADSTS1: no more", suberror: undefined, page: false };
  const refused = await client.authorize();
  expect([refused.get("error"), refused.get("error_description")]).toEqual(["server_error", "AADSTS1: no more"]);
  expect([...refused.keys()].sort()).toEqual(["error", "error_description", "iss", "state"]);
});

for (const number of [16000, 50058, 50076, 50105, 53003, 65001, 700016, 90033, 90094]) {
  test(`a refusal with ${number} reaches the page, in a session too`, async ({ authority, client }) => {
    await client.authorize();
    authority.refuseNext = aadsts.refusal(number, { suberror: "basic_action" });
    const refused = await client.authorize();
    expect(refused.get("error")).toBe(aadsts.refusal(number).error);
    expect(refused.get("suberror")).toBe("basic_action");
    expect(ENTRAS.exec(refused.get("error_description") ?? "")?.[1]).toBe(String(number));
    expect(refused.get("code")).toBeNull();
  });
}

test("some refusals stay on Microsoft's page", async ({ authority, client, page }) => {
  authority.refuseNext = aadsts.refusal(700016, { page: true });
  await page.goto(client.address());
  await expect(page.getByText("AADSTS700016")).toBeVisible();
  await page.goto(client.address({ redirect_uri: `${client.redirect}x` }));
  await expect(page.getByText("AADSTS50011")).toBeVisible();
  await page.goto(client.address({ client_id: "00000000-1111-4222-8333-444444444444" }));
  await expect(page.getByText("AADSTS700016")).toBeVisible();
});

test("without a page nobody is asked, and the error says so in Entra's words", async ({ client }) => {
  const refused = await client.authorize({ prompt: "none" });
  expect(refused.get("error")).toBe("login_required");
  expect(ENTRAS.exec(refused.get("error_description") ?? "")?.[1]).toBe("50058");
});

test("an untouched response is whole", async ({ client }) => {
  const url = await client.arrive();
  expect(url.search).toBe("");
  expect([...new URLSearchParams(url.hash.slice(1)).keys()].sort()).toEqual(["code", "iss", "session_state", "state"]);
});

test("a response may lie", async ({ authority, client }) => {
  const told = async (tamper: (url: URL) => URL) => {
    authority.tamper = tamper;
    const url = await client.arrive();
    return { query: url.searchParams, fragment: new URLSearchParams(url.hash.slice(1)) };
  };
  const { RESPONSE } = lies;
  expect((await told(RESPONSE.wrongState)).fragment.get("state")).toBe("another");
  expect((await told(RESPONSE.noState)).fragment.has("state")).toBe(false);
  expect((await told(RESPONSE.wrongIssuer)).fragment.get("iss")).not.toContain(authority.origin);
  expect((await told(RESPONSE.noIssuer)).fragment.has("iss")).toBe(false);
  expect((await told(RESPONSE.twoCodes)).fragment.getAll("code")).toHaveLength(2);
  const inQuery = await told(RESPONSE.inQuery);
  expect(inQuery.query.get("code")).toBeTruthy();
  expect([...inQuery.fragment]).toEqual([]);
  authority.reset();
  expect((await client.authorize()).getAll("code")).toHaveLength(1);
});
