import { defineConfig } from "@playwright/test";

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

export default defineConfig({
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  timeout: 30_000,
  use: { ...browser, trace: "retain-on-failure" },
  projects: [
    { name: "demo", testDir: "demo" },
    { name: "hosted", testDir: "hosted" },
    { name: "screenshots", testDir: "screenshots" },
    // Recording what happens would be measured as well.
    { name: "bench", testDir: "bench", use: { trace: "off" } },
  ],
});
