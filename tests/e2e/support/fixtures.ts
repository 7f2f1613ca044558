// What the tests stand on: a served page, and for the hosted page somebody to sign in with.
import { test as base, expect, type Page } from "@playwright/test";
import { Client } from "./client";
import { Emulator } from "./emulator";
import { Authority, TENANT } from "./oidc";

/** Everything the page complained about: policy violations, uncaught errors, console errors. */
export class Complaints {
  readonly list: string[] = [];

  static watch(page: Page): Complaints {
    const complaints = new Complaints();
    page.on("pageerror", (error) => complaints.list.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.list.push(message.text());
    });
    return complaints;
  }
}

/** Nothing but loopback may be asked for anything (security.md SUP-01). */
const onlyLoopback = (page: Page): string[] => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.hostname !== "127.0.0.1") elsewhere.push(url.origin);
  });
  return elsewhere;
};

type PerTest = { complaints: Complaints };
type PerWorker = { site: Emulator };

/** Tests of the demo: dist as it is built. */
export const demo = base.extend<PerTest, PerWorker>({
  site: [
    async ({}, use) => {
      const site = await Emulator.start();
      await use(site);
      await site.stop();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ site }, use) => use(site.origin),
  complaints: async ({ page }, use) => {
    const elsewhere = onlyLoopback(page);
    await use(Complaints.watch(page));
    expect(elsewhere).toEqual([]);
  },
});

type Hosted = { tenant: Emulator; authority: Authority };

/** Tests of the live page: it signs in with a real OpenID provider and calls the simulated tenant over HTTP. */
export const hosted = base.extend<PerTest & { freshTenant: void; client: Client }, Hosted & { pair: Hosted; configuredTenant: string }>({
  /** `tenant` of the page's config.json. */
  configuredTenant: [TENANT, { option: true, scope: "worker" }],
  pair: [
    async ({ configuredTenant }, use) => {
      const authority = await Authority.listen();
      const tenant = await Emulator.start(authority.config(configuredTenant));
      authority.serve(tenant);
      await use({ tenant, authority });
      await tenant.stop();
      await authority.stop();
    },
    { scope: "worker" },
  ],
  tenant: [async ({ pair }, use) => use(pair.tenant), { scope: "worker" }],
  authority: [async ({ pair }, use) => use(pair.authority), { scope: "worker" }],
  freshTenant: [
    async ({ authority, tenant }, use) => {
      authority.reset();
      await tenant.reset();
      await use();
    },
    { auto: true },
  ],
  client: async ({ authority, request, tenant }, use) => use(new Client(request, authority, tenant)),
  baseURL: async ({ tenant }, use) => use(tenant.origin),
  complaints: async ({ page }, use) => {
    const elsewhere = onlyLoopback(page);
    await use(Complaints.watch(page));
    expect(elsewhere).toEqual([]);
  },
});

export { expect };
