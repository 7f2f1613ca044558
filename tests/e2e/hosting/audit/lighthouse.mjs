// Lighthouse's verdict on a page: `lighthouse.mjs <address> <mobile|desktop>`, with the browser that CHROME_PATH names.
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const [address, device] = process.argv.slice(2);
const chromeFlags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--ignore-certificate-errors", "--disable-background-networking"];
const chrome = await launch({ chromeFlags, logLevel: "silent" });
try {
  const flags = { port: chrome.port, logLevel: "silent", onlyCategories: ["performance", "accessibility", "best-practices"] };
  // A phone's line and processor are put on the page, not computed: from loopback the program arrives before the first paint, and the
  // computation would take it for what that paint had waited for.
  const phone = { extends: "lighthouse:default", settings: { throttlingMethod: "devtools" } };
  const { lhr } = await lighthouse(address, flags, device === "desktop" ? desktopConfig : phone);
  const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round((score ?? 0) * 100)]));
  const names = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index", "cumulative-layout-shift"];
  const metrics = Object.fromEntries(names.map((name) => [name, lhr.audits[name].numericValue]));
  const weighty = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => lhr.audits[id]));
  const failed = weighty.filter(({ score }) => score !== null && score < 0.9).map(({ id, title, displayValue }) => [id, title, displayValue].filter(Boolean).join(": "));
  console.log(JSON.stringify({ scores, metrics, speed: lhr.environment.benchmarkIndex, failed, runtimeError: lhr.runtimeError?.message, warnings: lhr.runWarnings }));
} finally {
  await chrome.kill();
}
