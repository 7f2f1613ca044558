import AxeBuilder from "@axe-core/playwright";
import { demo as test, expect } from "../support/fixtures";

test("the demo starts under the policy it is served with", async ({ page, complaints }) => {
  await page.goto("/demo/?scenario=fresh");
  await expect(page.locator("[data-setup]")).toBeVisible();
  expect(complaints.list).toEqual([]);
});

test("the demo has no accessibility fault that axe finds", async ({ page }) => {
  await page.goto("/demo/?scenario=fresh");
  await expect(page.locator("[data-setup]")).toBeVisible();
  const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  expect(found.violations.map((fault) => `${fault.id}: ${fault.help}`)).toEqual([]);
});

// HDR-03
test("no script stands in a page, and nothing of the loader is left behind", async ({ page }) => {
  for (const address of ["/", "/setup", "/demo/"]) {
    await page.goto(address);
    expect(await page.locator("script:not([src])").count()).toBe(0);
    expect(await page.evaluate(() => "wasmBindings" in window)).toBe(false);
  }
});

// HDR-01
test("the policy lets no text become code", async ({ page }) => {
  await page.goto("/demo/?scenario=fresh");
  // In a task of the page's own: code that the driver runs directly is exempt from the policy.
  const outcome = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(eval("1")));
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      }),
  );
  expect(outcome).toBe("EvalError");
});

// HDR-08
for (const [kind, pattern] of [["glue", /\/demo-[0-9a-f]+\.js$/], ["program", /\.wasm$/]] as const) {
  test(`a changed byte in the ${kind} stops the start with a message`, async ({ page }) => {
    await page.route(pattern, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: Buffer.concat([await answer.body(), Buffer.from("\n")]) });
    });
    await page.goto("/demo/?scenario=fresh");
    await expect(page.getByRole("alert")).toContainText("could not be loaded");
    await expect(page.locator("[data-setup]")).toHaveCount(0);
  });
}

// HDR-04: the second line, for a host that sends no headers of ours.
for (const address of ["/", "/setup", "/demo/?scenario=fresh"]) {
  test(`in a frame ${address} shows nothing of itself`, async ({ page }) => {
    await page.route("**/outer", (route) => route.fulfill({ contentType: "text/html", body: `<iframe src="${address}"></iframe>` }));
    await page.route(
      (url) => url.pathname + url.search === address,
      async (route) => {
        const answer = await route.fetch();
        const { "content-security-policy": _, "x-frame-options": __, ...headers } = answer.headers();
        await route.fulfill({ response: answer, headers });
      },
    );
    await page.goto("/outer");
    const framed = page.frameLocator("iframe");
    await expect(framed.getByRole("alert")).toHaveText("This page does not work inside another page. Open it in a tab of its own.");
    await expect(framed.locator("#shell, .tsa-app")).toHaveCount(0);
  });
}

// HDR-10
test("a browser without WebAssembly is told so", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto("/demo/?scenario=fresh");
  await expect(page.getByRole("alert")).toContainText("lacks something");
});

test("a program that stops says so, and leaves the page to be read", async ({ page }) => {
  await page.goto("/demo/?scenario=fresh");
  await expect(page.locator("[data-setup]")).toBeVisible();
  await page.evaluate(() => dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("unreachable") })));
  await expect(page.getByRole("alert").filter({ hasText: "has stopped" })).toBeVisible();
  await expect(page.locator("[data-setup]")).toBeVisible();
});
