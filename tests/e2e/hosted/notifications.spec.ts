// Settings over real HTTP: what is sent, whatever PUT does with secrets that are not sent (graph-contract §7.10).
import { CREDENTIALS } from "../support/assistant";
import { expect, hosted as test } from "../support/fixtures";
import { signIn } from "../support/visit";

for (const knob of [undefined, "secrets_put: replace"]) {
  test(`the whole set goes out with the settings, and the token works afterwards (${knob ?? "merge"})`, async ({ page, tenant, complaints }) => {
    test.setTimeout(60_000);
    await tenant.reset({ scenario: "all-right", knob, speed: 10 });
    const assistant = await signIn(page);
    await assistant.open("connect");
    const settings = assistant.step("connect").locator("details").filter({ hasText: "Notifications and accidental deletions" });
    await settings.locator("summary").click();
    await settings.getByLabel("Prevent accidental deletion").check();
    await assistant.press("Save notifications");
    await assistant.dialog.getByLabel("Secret token", { exact: true }).fill(CREDENTIALS.token);
    await assistant.apply();
    await expect(settings.locator("summary")).toContainText("Nobody is told · stops above 500");
    await expect(assistant.step("connect")).toContainText("The connection test passed");
    const puts = (await tenant.log()).filter((request) => request.method === "PUT");
    expect(puts).toHaveLength(1);
    const sent = (JSON.parse(puts[0]?.body ?? "{}") as { value: { key: string; value: string }[] }).value;
    expect(sent.map((pair) => pair.key).sort()).toEqual(["BaseAddress", "SecretToken", "SyncAll", "SyncNotificationSettings"]);
    expect(sent.map((pair) => pair.value)).not.toContain("*");
    expect(JSON.parse(sent.find((pair) => pair.key === "SyncNotificationSettings")?.value ?? "{}")).toEqual({
      Enabled: false,
      DeleteThresholdEnabled: true,
      DeleteThresholdValue: 500,
    });
    await assistant.press("Test what is stored");
    await expect(assistant.step("connect")).toContainText("The connection test passed");
    expect(complaints.list).toEqual([]);
  });
}
