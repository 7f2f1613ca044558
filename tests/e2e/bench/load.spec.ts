// Measures loading on a slow connection beside an empty static page and an empty Leptos page, in turn and in one run,
// so that any machine can judge the ratios.
import { type Browser, type Page, test } from "@playwright/test";
import { join } from "node:path";
import { Emulator, root } from "../support/emulator";
import { median, record, serve, throttle } from "../support/figures";

const RUNS = 7;
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };

type Load = { paint: number; ready: number };
type Element = { ready: number; looked: number };

/** In the page: when `selector` is there for the first time. */
const watchFor = (selector: string) => {
  const found = new Promise<number>((resolve) => {
    new MutationObserver((_changes, observer) => {
      if (!document.querySelector(selector)) return;
      resolve(performance.now());
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  Object.assign(window, { found });
};

/** In the page: when something was painted for the first time. */
const firstPaint = () =>
  new Promise<number>((resolve) => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
    }).observe({ type: "paint", buffered: true });
  });

/** In the page: when the element in it can work, and when it has looked at the tenant. */
const watchElement = () => {
  const heard = (name: string, is: (detail: { overall: string }) => boolean) =>
    new Promise<number>((resolve) => {
      document.addEventListener(`total-setup:${name}`, (event) => {
        if (is((event as CustomEvent).detail)) resolve(performance.now());
      });
    });
  Object.assign(window, {
    ready: heard("ready", () => true),
    looked: heard("status", ({ overall }) => !["unknown", "checking"].includes(overall)),
  });
};

/** A page with empty caches on a slow line. */
async function slow(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW);
  await throttle(devtools, 4);
  return page;
}

/** Loads the example of a console; milliseconds from its script tag until the element can work, and until it has looked. */
async function loadElement(browser: Browser, address: string): Promise<Element> {
  const page = await slow(browser);
  await page.addInitScript(watchElement);
  await page.goto(address);
  const times = await page.evaluate(async () => {
    const { ready, looked } = window as unknown as { ready: Promise<number>; looked: Promise<number> };
    const [readyAt, lookedAt] = [await ready, await looked];
    const tag = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/embed.js"));
    if (!tag) throw new Error("the console did not load embed.js");
    return { ready: readyAt - tag.startTime, looked: lookedAt - tag.startTime };
  });
  await page.context().close();
  return times;
}

/** Loads `address`; milliseconds until the first paint, and until `ready` is there. */
async function load(browser: Browser, address: string, ready: string): Promise<Load> {
  const page = await slow(browser);
  await page.addInitScript(watchFor, ready);
  await page.goto(address);
  const readyAt = await page.evaluate(() => (window as unknown as { found: Promise<number> }).found);
  const paint = await page.evaluate(firstPaint);
  await page.context().close();
  return { paint, ready: readyAt };
}

test("loading", async ({ browser }) => {
  test.setTimeout(600_000);
  const example = Emulator.start(undefined, "/", join(root, "dist"), join(root, "docs/examples/console"));
  const sites = await Promise.all([Emulator.start(), serve("static"), serve("empty"), example]);
  const [ours, still, empty, embedding] = sites;
  const elements: Element[] = [];
  const pages = {
    still: { address: `${still.origin}/`, ready: "p", loads: [] as Load[] },
    live: { address: `${ours.origin}/`, ready: "main h1", loads: [] as Load[] },
    demo: { address: `${ours.origin}/demo/?scenario=fresh`, ready: "[data-setup]", loads: [] as Load[] },
    empty: { address: `${empty.origin}/`, ready: "p", loads: [] as Load[] },
  };
  for (let run = 0; run < RUNS; run++) {
    for (const page of Object.values(pages)) page.loads.push(await load(browser, page.address, page.ready));
    elements.push(await loadElement(browser, embedding.console));
  }
  await Promise.all(sites.map((site) => site.stop()));
  const middle = (page: { loads: Load[] }, what: keyof Load) => median(page.loads.map((load) => load[what]));
  const element = (what: keyof Element) => median(elements.map((one) => one[what]));
  await record({
    livePaintRatio: middle(pages.live, "paint") / middle(pages.still, "paint"),
    demoPaintRatio: middle(pages.demo, "paint") / middle(pages.still, "paint"),
    staticPaint: middle(pages.still, "paint"),
    liveReadyRatio: middle(pages.live, "ready") / middle(pages.empty, "ready"),
    demoReadyRatio: middle(pages.demo, "ready") / middle(pages.empty, "ready"),
    liveReady: middle(pages.live, "ready"),
    demoReady: middle(pages.demo, "ready"),
    emptyReady: middle(pages.empty, "ready"),
    elementReadyRatio: element("ready") / middle(pages.live, "ready"),
    elementReady: element("ready"),
    elementLooked: element("looked"),
  });
});
