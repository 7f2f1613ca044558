import { AssistantPage } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

// Peers: the portal's picker searches names by their beginning and shows no warning.
test("any of twenty thousand groups is found as one types, and assigned", async ({ page, complaints }) => {
  test.setTimeout(90_000);
  const assistant = await AssistantPage.demo(page, "large");
  await assistant.hurry();
  await assistant.open("groups");
  const search = page.getByRole("searchbox", { name: "Find a group" });
  await search.fill("TOTAL");
  const found = page.locator("[data-found-group]");
  await expect(found.first()).toBeVisible();
  const workforce = found.filter({ hasText: "TOTAL-Workforce" });
  await workforce.getByRole("checkbox").check();
  const chosen = assistant.group("TOTAL-Workforce");
  await expect(chosen).toHaveAttribute("data-assigned", "false");
  await expect(chosen).toContainText("50000 direct members");
  await expect(chosen.getByRole("checkbox")).toBeChecked();

  await assistant.press("Assign groups");
  await expect(assistant.dialog.locator("[data-change=groups]")).toHaveCount(2);
  await assistant.press("Apply");
  const progress = page.getByRole("progressbar", { name: /Applying changes/ });
  await expect(progress).toBeVisible();
  await expect(chosen).toHaveAttribute("data-assigned", "true", { timeout: 40_000 });
  await assistant.becomes("groups", "done");
  expect(complaints.list).toEqual([]);
});

test("a name that nobody bears is said to be so, and an emptied search shows nothing", async ({ page }) => {
  const assistant = await AssistantPage.demo(page, "large");
  await assistant.open("groups");
  const search = page.getByRole("searchbox", { name: "Find a group" });
  await search.fill("no group is called so");
  await expect(page.getByText("No security group bears this name.")).toBeVisible();
  await search.fill("");
  await expect(page.getByText("No security group bears this name.")).toHaveCount(0);
});

// docs/simulated-tenant.md, "Well-known names"
for (const [name, said] of [
  ["Provoke 403", /permission|may not/i],
  ["Provoke 500", /Microsoft/],
] as const) {
  test(`a search that fails (${name}) says why`, async ({ page }) => {
    const assistant = await AssistantPage.demo(page, "default-mapping");
    await assistant.hurry();
    await assistant.open("groups");
    await page.getByRole("searchbox", { name: "Find a group" }).fill(name);
    await expect(assistant.step("groups").getByRole("alert")).toContainText(said, { timeout: 20_000 });
  });
}
