// Counts what a full inspection of a tenant costs, on the live page over HTTP.
import { AssistantPage } from "../support/assistant";
import { record } from "../support/figures";
import { hosted as test } from "../support/fixtures";
import { roundTrips, watchGraph } from "../support/round-trips";

test("a full inspection", async ({ page, tenant }) => {
  await tenant.reset({ scenario: "default-mapping" });
  const spans = watchGraph(page);
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
  await new AssistantPage(page).looked();
  const requests = (await tenant.log()).filter((request) => !request.inBatch);
  await record({ inspectionRequests: requests.length, inspectionRounds: roundTrips(spans.values()) });
});
