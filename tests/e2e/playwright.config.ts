import { defineConfig } from "@playwright/test";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Chromium as it is on the machine, without what it would say to the network on its own.
const browser = {
  browserName: "chromium" as const,
  launchOptions: {
    executablePath: process.env.CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
};

/**
 * As people's browsers are: Playwright's own flags switch storage partitioning off, and what does not work in a frame of another site
 * then looks as if it did (security.md §5.3). `embed/partition.spec.ts` holds it.
 */
const profile = join(tmpdir(), `total-setup-browser-${process.pid}`);
process.once("exit", () => rmSync(profile, { recursive: true, force: true }));
const truthful = {
  launchOptions: {
    ...browser.launchOptions,
    ignoreDefaultArgs: true,
    args: [
      ...browser.launchOptions.args,
      "--headless=new",
      "--remote-debugging-pipe",
      "--hide-scrollbars",
      `--user-data-dir=${profile}`,
    ],
  },
};

export default defineConfig({
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  timeout: 30_000,
  use: { ...browser, trace: "retain-on-failure" },
  projects: [
    // Its worker would answer before a test that puts itself between the page and the server.
    { name: "demo", testDir: "demo", use: { serviceWorkers: "block" } },
    // Each test makes versions of the whole page.
    { name: "offline", testDir: "offline", timeout: 180_000 },
    { name: "hosted", testDir: "hosted" },
    { name: "embed", testDir: "embed", use: truthful },
    // The certificate is made for the test and signed by nobody.
    // A worker is not fetched over a certificate that nobody vouches for; the project `offline` has it.
    { name: "hosting", testDir: "hosting", use: { ignoreHTTPSErrors: true, serviceWorkers: "block" } },
    { name: "screenshots", testDir: "screenshots" },
    // Recording what happens would be measured as well.
    { name: "bench", testDir: "bench", use: { trace: "off" } },
  ],
});
