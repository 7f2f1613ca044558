import { AssistantPage } from "../support/assistant";
import { expect, kept, registrations, says, test, version, visit } from "../support/offline";

const NEW = "A new version is ready";

// B13, SW-05
test("the next version waits for a person, and a click takes it", async ({ page, deployment, complaints }) => {
  await visit(page, deployment, "?scenario=synced-wrong&step=mapping");
  const [before] = Object.keys(await kept(page));
  await deployment.release(2);
  await page.reload();
  await says(page, NEW);
  // It is the version before, whole and at work.
  expect(await version(page)).toBe("");
  await new AssistantPage(page).looked();

  await page.getByRole("button", { name: "Reload", exact: true }).click();
  await says(page, "Works offline");
  expect(await version(page)).toBe("2");
  expect(page.url()).toMatch(/\?scenario=synced-wrong&.*step=mapping$/);
  const names = Object.keys(await kept(page));
  expect(names).toHaveLength(1);
  expect(names[0]).not.toBe(before);

  await deployment.cut();
  await page.reload();
  await new AssistantPage(page).looked();
  expect(await version(page)).toBe("2");
  expect(complaints.list).toEqual([]);
});

test("a page that is looked at again asks whether there is a newer version", async ({ page, deployment }) => {
  await visit(page, deployment);
  await deployment.release(2);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await says(page, NEW);
  await expect(page.getByRole("status").filter({ hasText: NEW })).toHaveCount(1);
});

test("who never clicks has the next version after all tabs were closed", async ({ context, page, deployment }) => {
  await visit(page, deployment);
  await deployment.release(2);
  await page.reload();
  await says(page, NEW);
  // Another page of the same origin, which the worker does not answer for.
  const live = await context.newPage();
  await live.goto(deployment.origin);
  await page.close();
  const waiting = () => live.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration("demo/"))?.waiting));
  await expect.poll(waiting).toBe(false);
  await live.goto(deployment.story);
  await says(live, "Works offline");
  expect(await version(live)).toBe("2");
  expect(Object.keys(await kept(live))).toHaveLength(1);
});

test("another tab goes on with the version it has, and says so", async ({ context, page, deployment }) => {
  await visit(page, deployment);
  const other = await context.newPage();
  await visit(other, deployment, "?scenario=default-mapping");
  const assistant = new AssistantPage(other);
  await assistant.looked();
  await deployment.release(2);
  await page.reload();
  await says(page, NEW);
  await page.getByRole("button", { name: "Reload", exact: true }).click();
  await says(page, "Works offline");
  expect(await version(page)).toBe("2");

  await says(other, NEW);
  expect(await version(other)).toBe("");
  await assistant.open("mapping");
  await assistant.press("Fix mapping");
  await assistant.apply();
  await assistant.becomes("mapping", "done");
  await other.getByRole("button", { name: "Reload", exact: true }).click();
  await expect.poll(() => version(other)).toBe("2");
});

for (const [what, body] of [
  ["is missing", null],
  ["has other bytes", "body { color: red }"],
] as const) {
  test(`a deployment in which one file ${what} changes nothing until it is whole`, async ({ page, deployment }) => {
    await visit(page, deployment);
    const before = await kept(page);
    await deployment.release(2);
    deployment.damage = [{ path: /\/style-[0-9a-f]+\.css$/, body }];
    deployment.asked = [];
    await page.reload();
    // Once as the browser's own cache would have it, once anew.
    await expect.poll(() => deployment.asked.filter((path) => path.endsWith(".css")).length, { timeout: 45_000 }).toBe(2);
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.installing)).toBe(null);
    await new AssistantPage(page).looked();
    await says(page, "Works offline");
    expect(await version(page)).toBe("");
    await expect.poll(() => kept(page)).toEqual(before);

    deployment.damage = [];
    await page.reload();
    await says(page, NEW);
  });
}

test("a first visit to such a deployment says that it is not ready, and works", async ({ page, deployment }) => {
  deployment.damage = [{ path: /\/icons\/icon-192\.png$/, body: null }];
  await page.goto(deployment.story);
  await says(page, "Not ready for offline use");
  await new AssistantPage(page).looked();
  expect(await kept(page)).toEqual({});
  expect(await registrations(page)).toBe(0);
  deployment.damage = [];
  await page.reload();
  await says(page, "Works offline");
});

test("a version whose program does not run gives way to the next one by itself", async ({ page, deployment }) => {
  await visit(page, deployment);
  // As if a mistake had been released: the copy has a program that stops at its start.
  await page.evaluate(async () => {
    const [name] = await caches.keys();
    const cache = await caches.open(name as string);
    const program = (await cache.keys()).find(({ url }) => url.endsWith(".wasm")) as Request;
    await cache.put(program, new Response("broken", { headers: { "content-type": "application/wasm" } }));
  });
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("could not be loaded");
  await deployment.release(2);
  await page.reload();
  await new AssistantPage(page).looked(45_000);
  expect(await version(page)).toBe("2");
});

// B14, SW-05
test("the copy can be taken back", async ({ context, page, deployment }) => {
  await visit(page, deployment);
  await page.evaluate(() => caches.open("of somebody else"));
  const other = await context.newPage();
  await visit(other, deployment);
  await deployment.takeBack();
  let loads = 0;
  page.on("load", () => (loads += 1));
  await page.reload();
  for (const open of [page, other]) {
    await says(open, "Offline use is switched off here");
    expect(await open.evaluate(() => navigator.serviceWorker.controller)).toBe(null);
    await new AssistantPage(open).looked();
  }
  await expect.poll(() => registrations(page)).toBe(0);
  expect(Object.keys(await kept(page))).toEqual(["of somebody else"]);
  // Once by the test, once by the switch: it does not go round in circles.
  expect(loads).toBe(2);
  await deployment.cut();
  await expect(page.reload()).rejects.toThrow("ERR_CONNECTION_REFUSED");
});

// B16, SW-06
test("a copy that lost files is made whole again, and says so without a network", async ({ page, deployment }) => {
  await visit(page, deployment);
  const lose = () =>
    page.evaluate(async () => {
      const [name] = await caches.keys();
      const cache = await caches.open(name as string);
      const program = (await cache.keys()).find(({ url }) => url.endsWith(".wasm")) as Request;
      await cache.delete(program);
    });
  const whole = await kept(page);
  await lose();
  await page.reload();
  await says(page, "Works offline");
  expect(Object.values(await kept(page))[0]?.length).toBe(Object.values(whole)[0]?.length);

  await lose();
  await deployment.cut();
  await page.reload();
  await expect(page.getByText("its offline copy is no longer complete")).toBeVisible();
  await deployment.connect();
  await page.reload();
  await says(page, "Works offline");
});

// B16
test("a browser that keeps nothing is told so", async ({ page, deployment }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "serviceWorker", { value: undefined }));
  await page.goto(deployment.story);
  await says(page, "Offline use is not possible in this browser");
  await new AssistantPage(page).looked();
});
