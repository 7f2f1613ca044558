// What the tests of hosting stand on: dist behind nginx, configured for a tenant at Microsoft and for the simulated one.
import { test as base, expect } from "@playwright/test";
import { Deployment } from "./deployment";
import { Emulator } from "./emulator";
import { Complaints } from "./fixtures";
import { Authority, CLIENT, TENANT } from "./oidc";

/** Whose pages may embed the assistant. */
export const EMBEDDER = "https://console.example";
/** A deployment as most are. */
export const CONFIG = { clientId: CLIENT, tenant: TENANT, embedOrigins: [EMBEDDER] };

/** Configuring a copy of dist compresses it anew. */
const SETTING_UP = 120_000;

type PerTest = { complaints: Complaints };
type PerWorker = {
  /** Below the documented path. */
  site: Deployment;
  live: { site: Deployment; tenant: Emulator; authority: Authority };
};

export const hosting = base.extend<PerTest, PerWorker>({
  site: [
    async ({}, use) => {
      const site = await Deployment.start(CONFIG);
      await use(site);
      await site.stop();
      expect(site.nginx.complaints).toEqual([]);
    },
    { scope: "worker", timeout: SETTING_UP },
  ],
  /** The page at nginx, Graph and Microsoft's sign-in elsewhere, as in the world. */
  live: [
    async ({}, use) => {
      const authority = await Authority.listen();
      const tenant = await Emulator.start();
      const site = await Deployment.start({ ...authority.config(), graph: tenant.origin, embedOrigins: [EMBEDDER] });
      authority.serve(tenant, site.at("/"));
      await use({ site, tenant, authority });
      await site.stop();
      await tenant.stop();
      await authority.stop();
      expect(site.nginx.complaints).toEqual([]);
    },
    { scope: "worker", timeout: SETTING_UP },
  ],
  complaints: async ({ page }, use) => {
    const complaints = Complaints.watch(page);
    // Not every violation of a policy is written to the console.
    await page.exposeBinding("violated", (_, what: string) => void complaints.list.push(`policy: ${what}`));
    await page.addInitScript(() => {
      const { violated } = window as unknown as { violated: (what: string) => void };
      document.addEventListener("securitypolicyviolation", (event) => violated(`${event.effectiveDirective} ${event.blockedURI}`));
    });
    await use(complaints);
  },
});

export { expect };
