// What a host hears for its operations where it asks for it: what happened, in closed lists of words, and nothing of the tenant.
import { AssistantPage, CREDENTIALS } from "../support/assistant";
import { embed as test, expect, type Console } from "../support/console";
import { READING } from "../support/visit";

const GIVEN = { tenantUrl: CREDENTIALS.url, secretToken: CREDENTIALS.token };

/** A whole repair: what the person agrees to, and the first cycle. */
const repair = async (assistant: AssistantPage, console: Console): Promise<void> => {
  await assistant.looked();
  await assistant.press("Fix everything");
  await assistant.apply();
  await console.tenant.advance(900);
  await assistant.becomes("start", "done");
  await assistant.becomes("on-demand", "done");
  await console.hears("completed");
};

/** Every name, address and identifier that Graph told, and what the person and the host brought. */
const canaries = (bodies: string[]): string[] => {
  const found = new Set<string>([CREDENTIALS.url, CREDENTIALS.token, "host-token", "scim.total.example", "total.example"]);
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === "string" && /name|mail|^id$|Id$|url|description/i.test(key) && member.length > 5) found.add(member);
      walk(member);
    }
  };
  for (const body of bodies) {
    walk(JSON.parse(body));
    for (const [id] of body.matchAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi)) found.add(id);
  }
  return [...found];
};

/** What the tenant answers in this page, from now on. */
const listen = (console: Console): Promise<string>[] => {
  const bodies: Promise<string>[] = [];
  console.page.on("response", (response) => {
    if (!response.headers()["content-type"]?.includes("json") || response.url().endsWith("config.json")) return;
    bodies.push(response.text().catch(() => "{}"));
  });
  return bodies;
};

for (const way of ["element", "frame"] as const) {
  const open = async (console: Console, options: object): Promise<AssistantPage> =>
    way === "element" ? console.element(options) : new AssistantPage(await console.frame(options));

  test(`a whole repair is told, and nobody is named (${way})`, async ({ console }) => {
    test.setTimeout(120_000);
    await console.tenant.reset({ scenario: "fresh", speed: 5 });
    const bodies = listen(console);
    await repair(await open(console, { ...GIVEN, events: true }), console);
    const events = await console.told("event");
    const changes = events.filter((event) => event.name === "change");
    expect(changes.map((event) => event.kind).filter((kind, index, all) => kind !== all[index - 1])).toEqual([
      "create-job",
      "store-credentials",
      "fix-mapping",
      "assign-group",
      "start",
    ]);
    for (const change of changes) {
      expect(change).toEqual({ name: "change", kind: expect.any(String), outcome: "confirmed", seconds: expect.any(Number) });
      expect(change.seconds).toBeLessThan(60);
    }
    // The run is over after its changes, and each step is done in the end.
    expect(events.filter((event) => event.name === "run")).toEqual([{ name: "run", outcome: "completed" }]);
    expect(events.findIndex((event) => event.name === "run")).toBeGreaterThan(events.lastIndexOf(changes.at(-1)));
    const last = new Map(events.filter((event) => event.name === "step").map((event) => [event.step, event.status]));
    expect(Object.fromEntries(last)).toEqual({ connect: "done", mapping: "done", groups: "done", start: "done", "on-demand": "done" });
    expect(events.find((event) => event.name === "step" && event.step === "connect")).toEqual({ name: "step", step: "connect", status: "attention" });
    expect(events.filter((event) => ["failure", "sign-in"].includes(event.name))).toEqual([]);

    const names = canaries(await Promise.all(bodies));
    expect(names.length).toBeGreaterThan(50);
    const said = JSON.stringify(events.map((event) => Object.values(event)));
    // Words that the tenant's own vocabulary shares with the lists are none of its names.
    const words = new Set(events.flatMap((event) => Object.values(event)));
    for (const name of names.filter((name) => !words.has(name))) expect(said).not.toContain(name);
  });

  test(`without the option nothing is told (${way})`, async ({ console }) => {
    await console.tenant.reset({ scenario: "default-mapping" });
    const assistant = await open(console, { steps: ["mapping"] });
    await assistant.looked();
    await assistant.press("Fix everything");
    await assistant.apply();
    await assistant.becomes("mapping", "done");
    await console.hears("completed");
    expect(await console.told("event")).toEqual([]);
  });
}

test("a sign-in that is given up, and one that succeeds, are told (frame)", async ({ console }) => {
  console.givesTokens = false;
  await console.tenant.reset({ scenario: "default-mapping" });
  const frame = await console.frame({ events: true });
  const press = async (): Promise<import("@playwright/test").Page> => {
    const opened = console.page.waitForEvent("popup");
    await frame.getByRole("button", { name: "Sign in with Microsoft" }).click();
    return opened;
  };
  const window = await press();
  await expect(window.getByRole("heading", { name: "Sign in with Microsoft" })).toBeVisible();
  await window.close();
  await expect(frame.locator("[data-sign-in-failed=user_cancelled]")).toBeVisible();
  await (await press()).getByRole("button", { name: "Sign in with Microsoft" }).click();
  await new AssistantPage(frame).looked();
  expect((await console.told("event")).filter((event) => event.name === "sign-in")).toEqual([
    { name: "sign-in", outcome: "cancelled" },
    { name: "sign-in", outcome: "succeeded" },
  ]);
});

test("a change that Graph refuses is told by its class (element)", async ({ console }) => {
  await console.tenant.reset({ scenario: "default-mapping" });
  console.giveToken = () => console.issue("reading-only", READING);
  const assistant = await console.element({ steps: ["mapping"], events: true });
  await assistant.looked();
  await assistant.press("Fix everything");
  await assistant.apply();
  await expect.poll(async () => (await console.told("event")).filter((event) => ["failure", "run", "change"].includes(event.name))).toEqual([
    { name: "failure", class: "permission", status: expect.any(Number) },
    { name: "run", outcome: "failed" },
  ]);
});

test("a frame's message that is not of the documented shape is dropped", async ({ console }) => {
  // A frame of ours that says what ours never does.
  const messages = [
    { name: "step", step: "connect", status: "done" },
    { name: "step", step: "connect", status: "done", who: "Ada" },
    { name: "step", step: "Ada", status: "done" },
    { name: "change", kind: "start", outcome: "confirmed", seconds: "Ada" },
    { name: "failure", class: "network", status: -1 },
    { name: "run" },
    { name: "constructor" },
    { name: "toString" },
    null,
    "Ada",
  ];
  const script = `
    const messages = ${JSON.stringify(messages)};
    addEventListener("message", ({ data, ports: [port] }) => {
      let seq = 0;
      const say = (message) => port.postMessage({ v: 1, seq: (seq += 1), ...message });
      port.onmessage = () => {
        for (const event of messages) say({ type: "event", event });
        say({ type: "ready" });
      };
      say({ type: "connected", nh: data.nh });
    });
    parent.postMessage({ ns: "tsa", v: 1, type: "ready", nf: "AAAAAAAAAAAAAAAAAAAAAA" }, "*");`;
  const src = console.host.put("/other-frame", { body: "", script });
  await console.frame({ events: true }, { src });
  await console.hears("ready");
  expect(await console.told("event")).toEqual([messages[0]]);
});
