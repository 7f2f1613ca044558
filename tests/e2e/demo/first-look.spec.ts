// What an administrator sees first, in every story (design §2). tests/main_job/first_look.rs holds the findings.
import { AssistantPage } from "../support/assistant";
import { demo as test, expect } from "../support/fixtures";

/** The five statuses by their first letters, and one sentence that tells what is the matter. */
const FIRST_LOOK: [scenario: string, statuses: string, sentence: string][] = [
  ["fresh", "ababb", "Provisioning is not configured"],
  ["default-mapping", "daabb", "Reads another attribute"],
  ["mapping-missing", "daabb", "The attribute is not sent at all."],
  ["mapping-duplicated", "daabb", "Stands more than once"],
  ["mapping-constant", "daabb", "Sends the same text for everybody"],
  ["mapping-expression", "daabb", "Is computed by an expression"],
  ["synced-wrong", "dadbb", "Reads another attribute"],
  ["quarantined", "fddfb", "TOTAL refused the secret token"],
  ["no-admin-group", "dabbb", "The group does not exist"],
  ["nested-groups", "daabb", "Groups inside it are not expanded"],
  ["empty-group", "daabb", "Nobody is in it"],
  ["dynamic-group", "daabb", "A rule decides who is in it"],
  ["new-app", "bbbbb", "The application is too new"],
  ["insufficient-role", "bbabb", "You may not see the provisioning settings"],
  ["read-only-scopes", "daabb", "A permission for this change is missing"],
  ["no-p1", "dabbb", "Groups need Entra ID P1"],
  ["throttled", "daabb", "Reads another attribute"],
  ["flaky", "daabb", "Reads another attribute"],
  ["large", "daabb", "Reads another attribute"],
  ["several-jobs", "daabb", "The application has more than one job"],
  ["scope-all", "daabb", "Everybody in the tenant is in scope"],
  ["all-right", "ddddd", "Everything is right"],
];

for (const [scenario, statuses, sentence] of FIRST_LOOK) {
  test(`${scenario} is seen as what it is`, async ({ page, complaints }) => {
    const assistant = await AssistantPage.demo(page, scenario);
    expect(await assistant.initials()).toBe(statuses);
    await expect(assistant.setup).toContainText(sentence);
    // What is the matter stands unfolded, not behind a click.
    if (statuses !== "ddddd") {
      await expect(page.locator('section[data-step] h2 button[aria-expanded="true"]')).toHaveCount(1);
    }
    if (statuses.startsWith("b")) await expect(page.getByText(sentence).first()).toBeVisible();
    expect(complaints.list).toEqual([]);
  });
}

for (const [scenario, choices, reason] of [
  ["two-apps", 2, "Can be provisioned"],
  ["registration-app", 0, "It was born from an app registration"],
  ["foreign-app", 0, "Entra can provision only applications that your own tenant owns"],
] as const) {
  test(`${scenario}: a person chooses the application, and each says whether it can be provisioned`, async ({ page, complaints }) => {
    const assistant = await AssistantPage.demo(page, scenario);
    await expect(page.getByRole("heading", { name: "Which application is TOTAL?" })).toBeVisible();
    await expect(page.locator("[data-application]").first()).toContainText(reason);
    const use = page.getByRole("button", { name: "Use this application" });
    await expect(use).toHaveCount(choices);
    if (choices > 0) {
      await use.first().click();
      await assistant.looked();
      expect(await assistant.initials()).toBe("ababb");
    }
    expect(complaints.list).toEqual([]);
  });
}
