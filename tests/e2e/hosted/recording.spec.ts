// A recording of the hosted page: neither the token nor the secret is in it (security.md TOK-02, TOK-05), and a tenant is answered for from it.
import { CREDENTIALS } from "../support/assistant";
import { expect, hosted as test } from "../support/fixtures";
import { open, record, saved } from "../support/recording";
import { READING, signIn } from "../support/visit";

/** A value as it stands, in an address, in base64 and in hexadecimal. */
const forms = (value: string): string[] => [
  value,
  encodeURIComponent(value),
  Buffer.from(value).toString("base64"),
  Buffer.from(value).toString("base64url"),
  Buffer.from(value).toString("hex"),
  [...value].reverse().join(""),
];

test("a whole run is recorded without tokens and secrets, and answered from again", async ({ page, authority, tenant }) => {
  test.setTimeout(120_000);
  await tenant.reset({ scenario: "fresh", speed: 5 });
  authority.consented = new Set(READING);
  const canaries = new Set<string>([CREDENTIALS.token]);
  authority.alterTokens = (answer) => {
    for (const name of ["access_token", "refresh_token", "id_token"]) if (answer[name]) canaries.add(String(answer[name]));
  };
  const assistant = await signIn(page);
  await open(assistant);
  await record(assistant);
  await assistant.press("Close");
  await assistant.open("connect");
  await assistant.enter(CREDENTIALS.url, CREDENTIALS.token);
  await assistant.press("Test connection");
  await expect(assistant.step("connect")).toContainText("The entered credentials work", { timeout: 30_000 });
  await assistant.press("Fix everything");
  await assistant.apply();
  await assistant.press("Check again");
  await assistant.looked();
  const statuses = await assistant.initials();
  await page.getByRole("button", { name: "Show the recording" }).click();
  await page.getByLabel("Replace names of people").uncheck();
  const named = await saved(page);
  await page.getByLabel("Replace names of people").check();
  const text = await saved(page);

  // What held them is in it: the secrets were stored, and each request bore a token.
  expect((await tenant.log()).some((request) => request.method === "PUT" && (request.body ?? "").includes(CREDENTIALS.token))).toBe(true);
  const recording = JSON.parse(text);
  expect(recording).toMatchObject({ format: "total-setup-recording", graph: tenant.origin, simulated: false });
  expect(recording.exchanges.some((exchange: any) => exchange.method === "PUT" && exchange.path.endsWith("/synchronization/secrets"))).toBe(true);
  expect(recording.exchanges.some((exchange: any) => exchange.path.endsWith("/validateCredentials"))).toBe(true);
  expect(canaries.size).toBeGreaterThan(3);
  for (const canary of canaries) for (const form of forms(canary)) for (const file of [text, named]) expect(file.includes(form)).toBe(false);

  // The end of the visit, from the file: reads that are asked again say what they said last.
  const reads = recording.exchanges.filter((exchange: any) => exchange.method === "GET" || exchange.path.endsWith("/$batch"));
  const question = (exchange: any): string => (exchange.path + JSON.stringify(exchange.body ?? "")).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "");
  const last = new Map<string, object>(reads.map((exchange: any) => [question(exchange), exchange]));
  const end = [...last.values()];
  await tenant.replay({ ...recording, counts: { exchanges: end.length, leftOut: 0 }, exchanges: end });
  const again = await signIn(page);
  await expect(again.setup).toHaveAttribute("data-setup", /./);
  expect(await again.initials()).toBe(statuses);
});
