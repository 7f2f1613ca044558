import { demo as test, expect } from "../support/fixtures";
import { Emulator } from "../support/emulator";

// design §4, addresses
test("the pages work below any path", async ({ page, complaints }) => {
  const site = await Emulator.start(undefined, "/tools/assistant/");
  for (const address of ["demo/", "demo/?scenario=fresh", "setup"]) {
    await page.goto(`${site.origin}/tools/assistant/${address}`);
    await expect(page.locator("[data-setup]")).toBeVisible();
  }
  expect(complaints.list).toEqual([]);
  await site.stop();
});
