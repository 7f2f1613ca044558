// The demonstration as one that may work without a network: its state, its copy, its versions.
import { test as base, expect, type Page } from "@playwright/test";
import { Releases } from "./releases";
import { Complaints } from "./fixtures";

export const test = base.extend<{ deployment: Releases; complaints: Complaints }>({
  deployment: async ({}, use) => {
    const deployment = await Releases.start();
    await use(deployment);
    await deployment.stop();
  },
  complaints: async ({ page }, use) => use(Complaints.watch(page)),
});

/** The page says so. */
export const says = async (page: Page, text: string): Promise<void> =>
  expect(page.locator(".tsa-demo-offline")).toContainText(text, { timeout: 45_000 });

/** A first visit, until everything is kept. */
export const visit = async (page: Page, deployment: Releases, query = "?scenario=fresh"): Promise<void> => {
  await page.goto(deployment.demo + query);
  await says(page, "Works offline");
};

/** The number of the version whose style sheet is worn; empty for the first. */
export const version = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--version"));

/** Everything that is kept, cache by cache: addresses, what kind of answer, its status. */
export const kept = (page: Page): Promise<Record<string, [string, string, number][]>> =>
  page.evaluate(async () => {
    const all: Record<string, [string, string, number][]> = {};
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      all[name] = await Promise.all(
        (await cache.keys()).map(async (request) => {
          const answer = await cache.match(request);
          return [request.url, answer?.type ?? "", answer?.status ?? 0] as [string, string, number];
        }),
      );
    }
    return all;
  });

/** How many workers are registered at this origin. */
export const registrations = (page: Page): Promise<number> =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);

export { expect };
