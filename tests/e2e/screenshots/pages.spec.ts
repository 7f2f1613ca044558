// Pictures for people to look at: `cargo xtask screenshots`.
import { join } from "node:path";
import { AssistantPage } from "../support/assistant";
import { Emulator, root } from "../support/emulator";
import { demo as test } from "../support/fixtures";

const SIZES = { phone: { width: 360, height: 740 }, wide: { width: 1280, height: 900 } };
const CYCLES = ["first-cycle", "first-cycle-long", "several-cycles", "cycle-late"];
const SCENARIOS = ["fresh", "default-mapping", "synced-wrong", "quarantined", "nested-groups", "two-apps", "all-right", ...CYCLES];

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    const picture = (name: string) => join(root, "target/screenshots", `${name}-${size}-${colorScheme}.png`);
    test.describe(`${size} ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });
      test("console", async ({ page }) => {
        test.setTimeout(60_000);
        const tenant = await Emulator.start(undefined, "/", join(root, "dist"), join(root, "docs/examples/console"));
        for (const [name, path] of [["console-element", ""], ["console-frame", "frame.html"]] as const) {
          await page.goto(tenant.console + path);
          const inside = path === "" ? page : page.frameLocator("iframe");
          await page.getByRole("button", { name: "Generate token" }).click();
          await inside.getByText("Filled in by the page around this").waitFor();
          await inside.locator("main[data-setup][aria-busy=false]").waitFor();
          // A frame is drawn only where it is in sight.
          const height = await page.evaluate(() => document.documentElement.scrollHeight);
          await page.setViewportSize({ width: viewport.width, height });
          await inside.locator("main[data-setup]").evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
          await page.screenshot({ path: picture(name) });
        }
        await tenant.stop();
      });
      test("welcome", async ({ page }) => {
        await page.goto("/");
        await page.getByRole("link", { name: "Try the demonstration" }).waitFor();
        await page.screenshot({ path: picture("welcome"), fullPage: true });
      });
      test("gallery", async ({ page }) => {
        await page.goto("/demo/");
        await page.locator("[data-gallery]").waitFor();
        await page.screenshot({ path: picture("gallery"), fullPage: true });
      });
      for (const scenario of SCENARIOS) {
        test(scenario, async ({ page }) => {
          const assistant = await AssistantPage.demo(page, scenario);
          if (CYCLES.includes(scenario)) {
            await assistant.open("start");
            await page.locator("[data-cycle]").waitFor();
          }
          await page.screenshot({ path: picture(scenario), fullPage: true });
          if (scenario === "default-mapping") {
            await assistant.press("Fix everything");
            await assistant.dialog.waitFor();
            await page.screenshot({ path: picture("preview") });
          }
          if (scenario === "all-right" || scenario === "synced-wrong") {
            await assistant.open("on-demand");
            await page.screenshot({ path: picture(scenario === "all-right" ? "proof" : "proof-wrong"), fullPage: true });
            await assistant.press("Report");
            await page.locator("[data-report]").waitFor();
            await page.screenshot({ path: picture(scenario === "all-right" ? "report" : "report-wrong"), fullPage: true });
          }
        });
      }
    });
  }
}
