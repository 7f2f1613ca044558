// What is wrong is said by its cause: what, what it means, and the next thing to do.
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

// docs/simulated-tenant.md, "Well-known names"; graph-contract §0.5, §7.15, §7.16
for (const [why, address, token, said, means, act] of [
  ["token", CREDENTIALS.url, "wrong_token_of_good_length", "TOTAL refused the secret token", "It answered 401", "Copy the token again"],
  ["401", "https://unauthorized.example/scim/v2", CREDENTIALS.token, "TOTAL refused the secret token", "It answered 401", "Copy the token again"],
  ["403", "https://forbidden.example/scim/v2", CREDENTIALS.token, "TOTAL does not allow this token to provision", "It answered 403", "Create a new token"],
  ["path", "https://scim.total.example/wrong", CREDENTIALS.token, "TOTAL does not know the address for people", "/Users and got 404", "Compare the whole tenant URL"],
  ["404 on /Users", "https://notfound.example/scim/v2", CREDENTIALS.token, "TOTAL does not know the address for people", "/Users and got 404", "Compare the whole tenant URL"],
  ["5xx", "https://error.example/scim/v2", CREDENTIALS.token, "TOTAL has a problem", "a server error", "Try again in a few minutes"],
  ["no SCIM", "https://html.example/scim/v2", CREDENTIALS.token, "The answer is not SCIM", "Something else answers", "Compare the whole tenant URL"],
  ["TLS", "https://tls.example/scim/v2", CREDENTIALS.token, "The host's certificate is not accepted", "valid public certificate", "typing error in the host name"],
  ["unknown host", "https://unknown.example/scim/v2", CREDENTIALS.token, "Entra cannot find this host", "cannot be resolved", "typing error in the host name"],
  ["blocked host", "https://blocked.example/scim/v2", CREDENTIALS.token, "The host does not let Entra connect", "a firewall blocks", "AzureActiveDirectory"],
  ["slow", "https://timeout.example/scim/v2", CREDENTIALS.token, "TOTAL did not answer in time", "It is busy", "Try again"],
  ["unknown", "https://nowhere.example/scim/v2", CREDENTIALS.token, "Entra could not talk to TOTAL", "Entra does not say which", "AzureActiveDirectory"],
] as const) {
  test(`a failed connection test is explained by its cause: ${why}`, async ({ page, complaints }) => {
    const assistant = await AssistantPage.demo(page, "default-mapping");
    await assistant.open("connect");
    await assistant.enter(address, token);
    await assistant.press("Test connection");
    const connect = assistant.step("connect");
    await expect(connect).toHaveAttribute("data-status", "failed", { timeout: 15_000 });
    const finding = connect.locator(".tsa-finding").filter({ hasText: said });
    await expect(finding).toContainText(means);
    await expect(finding).toContainText(act);
    await expect(finding).toContainText("Microsoft's answer");
    await expect(connect).not.toContainText(token);
    await expect(assistant.button("Save credentials")).toHaveCount(0);
    expect(complaints.list).toEqual([]);
  });
}

test("an endpoint that is slow and answers passes", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "default-mapping");
  await assistant.open("connect");
  await assistant.enter("https://slow.example/scim/v2", CREDENTIALS.token);
  await assistant.press("Test connection");
  await expect(assistant.step("connect")).toContainText("The entered credentials work", { timeout: 15_000 });
});

test("an expired secret is named where Entra met it, with Microsoft's words", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "quarantined");
  await assistant.open("connect");
  await expect(assistant.step("connect")).toContainText("TOTAL refused the secret token");
  await expect(assistant.step("connect")).toContainText("expired");
  await assistant.open("start");
  await expect(assistant.step("start")).toContainText("Entra stopped the job: TOTAL refused it");
  await expect(assistant.step("start")).toContainText("Response Status Code: Unauthorized");
});

// Graph-contract §7.57: a person decides; the assistant never lets deletions through.
test("the accidental-deletion stop is explained and leads on", async ({ page, complaints }) => {
  test.setTimeout(90_000);
  const assistant = await AssistantPage.demo(page, "deletions-stopped");
  const start = await assistant.open("start");
  await expect(start).toHaveAttribute("data-status", "failed");
  for (const said of ["too many people would be removed", "Nobody was removed so far", "put the members or the assignment back", "Allow deletes", "TooManyDeletes"]) {
    await expect(start).toContainText(said);
  }
  await expect(assistant.button("Fix everything")).toHaveCount(0);
  await assistant.press("Start provisioning");
  await expect(assistant.dialog).toContainText("Starting allows no deletion: Entra counts again");
  await assistant.apply();
  await expect(start).toContainText("too many people would be removed");
  await expect(start).toHaveAttribute("data-status", "failed");

  // The group that was taken off is put back, and then the job runs again.
  await assistant.open("groups");
  await assistant.group("TOTAL-Analyst").getByRole("checkbox").check();
  await assistant.press("Assign groups");
  await assistant.apply();
  await assistant.becomes("groups", "done");
  await assistant.open("start");
  await assistant.press("Start provisioning");
  await assistant.apply();
  await assistant.hurry();
  await assistant.becomes("start", "done");
  await expect(start).not.toContainText("too many people would be removed");
  expect(complaints.list).toEqual([]);
});

test("a scoping filter is shown in words, with whom it leaves out and why", async ({ page, complaints }) => {
  const assistant = await AssistantPage.demo(page, "scoping-filter");
  const mapping = await assistant.open("mapping");
  await expect(mapping).toContainText("department EQUALS “Security”");
  await expect(mapping).toContainText("department EQUALS “Finance” and jobTitle EQUALS “Auditor”");
  const left = mapping.locator(".tsa-finding").filter({ hasText: "The scoping filter leaves people out" });
  await expect(left).toContainText("2 of 3");
  await expect(left).toContainText("Ada Martin");
  await expect(left).toContainText("department is “Research”");
  await expect(left).toContainText("department EQUALS “Security” or “Finance”");
  await expect(left).toContainText("change the filter under Source Object Scope");
  await expect(left).not.toContainText("Ben Okafor");
  const people = await assistant.open("on-demand");
  await expect(people.locator(".tsa-finding").filter({ hasText: "The scoping filter leaves people out" })).toBeVisible();
  const ada = assistant.people().filter({ hasText: "Ada Martin" });
  await expect(ada).toContainText("does not meet the scoping filter");
  expect(complaints.list).toEqual([]);
});

test("who lacks an attribute is named, and that it is harmless", async ({ page, complaints }) => {
  const assistant = await AssistantPage.demo(page, "all-right");
  await assistant.open("groups");
  await assistant.group("TOTAL-Analyst").getByRole("checkbox").check();
  await assistant.press("Assign groups");
  await assistant.apply();
  const step = await assistant.open("on-demand");
  await step.getByRole("checkbox", { name: /^Dmitri Petrov/ }).check();
  for (const attribute of ["jobTitle", "department"]) {
    const finding = step.locator(".tsa-finding").filter({ hasText: `${attribute}: Empty for some of the chosen people` });
    await expect(finding).toContainText("That is harmless: Entra sends nothing for it");
    await expect(finding).toContainText("Dmitri Petrov");
  }
  expect(complaints.list).toEqual([]);
});
