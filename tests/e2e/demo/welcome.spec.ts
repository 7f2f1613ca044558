import { demo as test, expect } from "../support/fixtures";

// Design §4: absent or without clientId there is the demonstration only, and the page says so.
test("without a configuration the welcome page says so and leads to the demonstration", async ({ page, complaints }) => {
  await page.goto("/");
  await expect(page.getByText("Sign-in is not configured here")).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign in with Microsoft" })).toHaveCount(0);
  await page.getByRole("link", { name: "Try the demonstration" }).click();
  await expect(page.locator("[data-gallery]")).toBeVisible();
  expect(complaints.list).toEqual([]);
});

test("a wrong configuration names the key and the rule", async ({ page }) => {
  await page.route("**/config.json", (route) => route.fulfill({ json: { clientId: "not-a-guid" } }));
  await page.goto("/");
  await expect(page.getByText("config.json is wrong")).toBeVisible();
  await expect(page.getByText("clientId", { exact: false }).first()).toBeVisible();
});
