// The live page over real HTTP: from the welcome page through Microsoft's sign-in to the proof.
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { expect, hosted as test } from "../support/fixtures";
import { roundTrips, watchGraph } from "../support/round-trips";
import { signIn } from "../support/visit";

// Issue "Shown by" 2; design §6.
for (const knob of [undefined, "batch_synchronization: served"]) {
  test(`a look takes at most three round trips and six requests (${knob ?? "as it comes"})`, async ({ page, tenant, complaints }) => {
    await tenant.reset({ scenario: "default-mapping", knob });
    const spans = watchGraph(page);
    await signIn(page);
    const log = (await tenant.log()).filter((request) => !request.inBatch);
    expect(log.length).toBeLessThanOrEqual(6);
    expect(log.length).toBeGreaterThan(0);
    expect(roundTrips(spans.values())).toBeLessThanOrEqual(3);
    expect(complaints.list).toEqual([]);
  });
}

test("from sign-in to proof", async ({ page, tenant, complaints }) => {
  test.setTimeout(120_000);
  await tenant.reset({ scenario: "fresh", speed: 5 });
  const assistant = await signIn(page);
  expect(new URL(page.url()).pathname).toBe("/setup");
  expect(await assistant.initials()).toBe("ababb");
  await assistant.open("connect");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await assistant.press("Fix everything");
  await assistant.apply();
  // The first cycle sends everybody, and the provisioning log proves whom.
  await tenant.advance(900);
  await assistant.becomes("start", "done");
  await assistant.becomes("on-demand", "done");
  await expect(assistant.setup).toHaveAttribute("data-setup", "done");

  // WRT-01: only the listed writes were made, and the mapping in a single PUT (design §3).
  const writes = (await tenant.log()).filter((request) => request.method !== "GET" && !request.target.endsWith("/$batch"));
  expect(writes.filter((request) => request.target.endsWith("/schema")).map((request) => request.method)).toEqual(["PUT"]);
  for (const write of writes) {
    expect(write.target).toMatch(
      /\/(jobs|secrets|schema|start|validateCredentials|appRoleAssignedTo)$/,
    );
  }
  // TOK-02: the secret and the tokens are in no storage, no address and no markup.
  const left = await page.evaluate(() => [
    JSON.stringify({ ...sessionStorage }),
    JSON.stringify({ ...localStorage }),
    document.cookie,
    location.href,
    document.documentElement.outerHTML,
    JSON.stringify(performance.getEntries().map((entry) => entry.name)),
  ].join("\n"));
  expect(left).not.toContain(CREDENTIALS.token);
  expect(left).not.toMatch(/[?&#]code=/);
  expect(left).not.toContain("Bearer ");
  expect(complaints.list).toEqual([]);
});

// The one thing that this product is for: a single character that differs is a failure, and is seen (issue 4).
test("one altered character of externalId fails the proof, and the page shows which", async ({ page, tenant, complaints }) => {
  test.setTimeout(120_000);
  await tenant.reset({ scenario: "default-mapping", knob: "altered_external_id", speed: 5 });
  const assistant = await signIn(page);
  await assistant.press("Fix everything");
  await assistant.apply();
  await tenant.advance(900);
  await assistant.becomes("start", "done");
  await assistant.becomes("on-demand", "attention");
  await expect(assistant.people().first()).toHaveAttribute("data-proof", "wrong", { timeout: 40_000 });
  await assistant.open("on-demand");
  const ada = page.locator("[data-proven]").filter({ hasText: "Ada Martin" });
  await expect(ada).toHaveAttribute("data-verdict", "wrong");
  await expect(ada).toContainText("Under the wrong identity");
  const id = (await ada.getAttribute("data-proven"))!;
  await expect(ada.locator('[data-identity="sign-in"] code')).toHaveText(id);
  // What will be sent is right: only what was sent tells.
  await expect(ada.locator('[data-identity="next"] code')).toHaveText(id);
  const sent = ada.locator('[data-identity="sent"] code');
  const other = id.endsWith("0") ? "1" : "0";
  await expect(sent).toHaveText(id.slice(0, -1) + other);
  await expect(sent.locator("mark")).toHaveText(other);
  await expect(ada).toContainText(`At character 36: “${other}” in place of “${id.at(-1)}”.`);
  await expect(page.locator(".tsa-identity")).toHaveAttribute("data-meeting", "mismatch");
  await expect(page.locator(".tsa-identity mark")).toHaveText(other);
  await expect(page.locator('[data-everybody] [data-kind="proven"]')).toHaveAttribute("data-count", "0");
  await expect(assistant.setup).not.toHaveAttribute("data-setup", "done");
  expect(complaints.list).toEqual([]);
});

test("a refused sign-in is said on the welcome page, and can be tried again", async ({ page, authority, tenant }) => {
  await tenant.reset({ scenario: "all-right" });
  authority.refuseNext = true;
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await expect(page.getByText("Sign-in did not succeed")).toBeVisible();
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  const assistant = new AssistantPage(page);
  await assistant.looked();
  expect(await assistant.step("mapping").getAttribute("data-status")).toBe("done");
});

test("a reload forgets the tokens and offers to sign in again", async ({ page }) => {
  await signIn(page);
  await page.reload();
  await expect(page.getByRole("button", { name: "Sign in with Microsoft" })).toBeVisible();
});
