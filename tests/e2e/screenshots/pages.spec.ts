// Pictures for people to look at: `cargo xtask screenshots`.
import { join } from "node:path";
import { root } from "../support/emulator";
import { demo as test } from "../support/fixtures";

const SIZES = { phone: { width: 320, height: 640 }, tablet: { width: 820, height: 1180 }, wide: { width: 1440, height: 900 } };

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`demo ${size} ${colorScheme}`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.goto("/demo/");
      await page.locator("[data-setup]").first().waitFor();
      const path = join(root, "target/screenshots", `demo-${size}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
    });
  }
}
