// Causes that take time or a turned knob to show (docs/simulated-tenant.md).
import { CREDENTIALS } from "../support/assistant";
import { expect, hosted as test } from "../support/fixtures";
import { signIn } from "../support/visit";

// Graph-contract §1.8: the one sentence that was captured for everything.
test("where Entra says nothing, every cause is listed", async ({ page, tenant }) => {
  await tenant.reset({ scenario: "default-mapping", knob: "validation_text: nothing", speed: 10 });
  const assistant = await signIn(page);
  await assistant.open("connect");
  await assistant.enter("https://tls.example/v2", CREDENTIALS.token);
  await assistant.press("Test connection");
  await expect(assistant.step("connect")).toContainText("Entra could not talk to TOTAL");
  await expect(assistant.step("connect")).toContainText("DNS, a firewall that blocks Entra, a certificate, or an error at TOTAL");
});

// Graph-contract §4.1, §4.4: the test asks for people only.
test("groups that are not there are named once Entra stopped the job for it", async ({ page, tenant }) => {
  test.setTimeout(60_000);
  await tenant.reset({ scenario: "all-right", speed: 10 });
  const assistant = await signIn(page);
  await assistant.open("connect");
  await assistant.enter("https://nogroups.example/v2", CREDENTIALS.token);
  await assistant.press("Save credentials");
  await assistant.apply();
  await tenant.advance(3_600);
  await page.reload();
  await page.getByRole("button", { name: "Sign in with Microsoft", exact: true }).click();
  await assistant.looked();
  await assistant.open("connect");
  await expect(assistant.step("connect")).toContainText("TOTAL does not know the address for groups");
  await assistant.open("start");
  await expect(assistant.step("start")).toContainText("nogroups.example/v2/Groups");
});

// Graph-contract §4.5.2: on demand does not know a fresh assignment. The page tries again for two minutes, which pass by its
// own clock only.
test("“not effectively entitled” is explained beside the person", async ({ page, tenant }) => {
  test.setTimeout(90_000);
  await tenant.reset({ scenario: "default-mapping", knob: "assignment_effective_after: 120 s" });
  await page.clock.install();
  const assistant = await signIn(page);
  for (const [step, button] of [["mapping", "Fix mapping"], ["groups", "Assign groups"]] as const) {
    await assistant.open(step);
    await assistant.press(button);
    await assistant.apply();
    await assistant.becomes(step, "done");
  }
  // It works before the first start (graph-contract §4.5.8).
  await assistant.open("on-demand");
  await assistant.press("Provision");
  await assistant.press("Apply");
  await expect
    .poll(async () => {
      // Five calls in ten seconds are all that Entra allows.
      await tenant.advance(3);
      await page.clock.fastForward(40_000);
      return page.getByText("Applying changes").count();
    }, { timeout: 30_000, intervals: [1_000] })
    .toBe(0);
  const skipped = assistant.people().filter({ hasText: "Left out by Entra" }).first();
  await expect(skipped).toContainText("Entra found no assignment that counts for this person");
  await expect(skipped).toContainText("wait two minutes, then provision again");
});
