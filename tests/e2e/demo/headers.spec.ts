import { demo as test, expect } from "../support/fixtures";

// HDR-04, HDR-05
test("every page names who may frame it and what it may use", async ({ request }) => {
  for (const address of ["/", "/setup", "/demo/"]) {
    const headers = (await request.get(address)).headers();
    expect(headers["content-security-policy"], address).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"], address).not.toContain("unsafe-inline");
    expect(headers["x-content-type-options"], address).toBe("nosniff");
    expect(headers["referrer-policy"], address).toBe("no-referrer");
    expect(headers["permissions-policy"], address).toContain("camera=()");
    expect(headers["cache-control"], address).toBe("no-cache");
  }
});

// HDR-07
test("what is not there is not there", async ({ request }) => {
  for (const address of ["/app-0000000000000000.js", "/assets/any", "/demo/any", "/_headers"]) {
    expect((await request.get(address)).status(), address).toBe(404);
  }
});

// HDR-07
test("the program is kept for good and comes as what it is", async ({ page, request }) => {
  await page.goto("/demo/?scenario=fresh");
  const program = await page.locator('link[type="application/wasm"]').getAttribute("href");
  const headers = (await request.get(new URL(program ?? "", page.url()).href)).headers();
  expect(headers["content-type"]).toBe("application/wasm");
  expect(headers["cache-control"]).toContain("immutable");
  expect(headers["content-encoding"]).toBe("br");
});
