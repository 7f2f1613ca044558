// Measures loading on a slow connection beside an empty static page, in turn and in one run, so that any machine can
// judge the ratio. The result goes to the file that BENCH_RESULT names.
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "@playwright/test";
import { demo as test } from "../support/fixtures";

const RUNS = 7;
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Loads `address` with empty caches; milliseconds until the first paint, and until `ready` is there. */
async function load(browser: Browser, address: string, ready: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(address);
  await page.locator(ready).first().waitFor();
  const readyAt = await page.evaluate(() => performance.now());
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );
  await context.close();
  return { paint, ready: readyAt };
}

test("loading", async ({ browser, site }) => {
  test.setTimeout(300_000);
  const floor = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end("<!doctype html><html lang=en><title>Static</title><p>Static</p>");
  }).listen(0, "127.0.0.1");
  await once(floor, "listening");
  const staticPage = `http://127.0.0.1:${(floor.address() as AddressInfo).port}/`;

  const ours = [];
  const empty = [];
  for (let run = 0; run < RUNS; run++) {
    ours.push(await load(browser, `${site.origin}/demo/`, "[data-setup]"));
    empty.push(await load(browser, staticPage, "p"));
  }
  floor.close();
  const paint = (loads: { paint: number }[]) => median(loads.map((one) => one.paint));
  const result = {
    firstPaintRatio: paint(ours) / paint(empty),
    readyMilliseconds: median(ours.map((one) => one.ready)),
  };
  await writeFile(process.env.BENCH_RESULT ?? "bench.json", JSON.stringify(result));
});
