import { AssistantPage, STEPS } from "../support/assistant";
import { Releases } from "../support/releases";
import { expect, kept, says, test, visit } from "../support/offline";

// SW-06
test("after one visit the whole job is done without a network", async ({ page, deployment, complaints }) => {
  await visit(page, deployment);
  await deployment.cut();

  await page.reload();
  const assistant = new AssistantPage(page);
  await assistant.looked();
  await says(page, "Works offline");

  await page.goto(`${deployment.demo}?scenario=synced-wrong&step=mapping`);
  await assistant.looked();
  await expect(assistant.step("mapping").locator("h2 button")).toHaveAttribute("aria-expanded", "true");
  await expect(page.locator("[data-scenario=synced-wrong]")).toBeVisible();

  await page.goto(`${deployment.demo}?scenario=fresh`);
  await assistant.looked();
  // On a busy machine the first cycle would be over before there is a click on Provision.
  await page.locator("select[name=speed]").selectOption("1");
  await assistant.press("Fill in the demonstration's credentials");
  await assistant.finish();
  for (const step of STEPS) await expect(assistant.step(step)).toHaveAttribute("data-status", "done");
  expect(complaints.list).toEqual([]);
});

test("a new tab opens without a network, its icon and manifest too", async ({ context, page, deployment }) => {
  await visit(page, deployment);
  await page.close();
  await deployment.cut();
  const later = await context.newPage();
  await later.goto(deployment.story);
  await new AssistantPage(later).looked();
  const answers = await later.evaluate(() =>
    Promise.all(
      [...document.querySelectorAll<HTMLLinkElement>("link[rel=icon], link[rel=manifest]")].map(async ({ href }) => (await fetch(href)).status),
    ),
  );
  expect(answers).toEqual([200, 200]);
  const file = await later.goto(`${deployment.demo}index.html?scenario=all-right`);
  expect(file?.fromServiceWorker()).toBe(true);
});

// design §4, addresses
test("it works below a base path, and leaves the demonstrations beside it alone", async ({ page }) => {
  const deployment = await Releases.start("/tools/assistant/");
  await page.goto(deployment.story);
  await says(page, "Works offline");
  await page.evaluate(() => caches.open("total-setup-demo /tools/other/demo/ 0123456789abcdef"));
  await deployment.release(2);
  await page.reload();
  await says(page, "A new version is ready");
  await page.getByRole("button", { name: "Reload" }).click();
  await says(page, "Works offline");
  await deployment.cut();
  await page.reload();
  await new AssistantPage(page).looked();
  const names = Object.keys(await kept(page)).map((name) => name.split(" ")[1]);
  expect(names.sort()).toEqual(["/tools/assistant/demo/", "/tools/other/demo/"]);
  await deployment.stop();
});
