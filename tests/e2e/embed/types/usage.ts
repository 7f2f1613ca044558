// How a console uses the types; compiled by types.spec.ts, never run.
import { TotalSetup, type Status } from "../../../../public/embed.js";

const element = document.createElement("total-setup-assistant");
element.configure({
  tenantUrl: "https://scim.total.example/v2",
  secretToken: "…",
  steps: ["connect", "mapping"],
  theme: "dark",
  events: true,
  getAccessToken: async ({ scopes, claims, renew }) => [scopes.join(" "), claims ?? "", String(renew ?? false)].join(),
});
const status: Status | undefined = element.status();
element.addEventListener("total-setup:status", ({ detail }) => console.log(detail.overall, detail.steps["on-demand"], status));
element.addEventListener("total-setup:completed", ({ detail }) => console.log(detail.format, detail.masked));
element.addEventListener("total-setup:error", ({ detail }) => {
  if (detail.code === "options") console.log(detail.option);
});

element.addEventListener("total-setup:event", ({ detail }) => {
  if (detail.name === "change") console.log(detail.kind, detail.seconds);
  // @ts-expect-error: nobody is named.
  console.log(detail.who);
});

const frame = TotalSetup.mountFrame(document.body, { src: "https://assistant.example/embed.html", locale: "de-CH" });
frame.status().then((now) => console.log(now?.overall));
frame.dispose();
const link: string = TotalSetup.setupLink({ step: "connect", tenantUrl: "https://scim.total.example/v2" });
console.log(link);

// @ts-expect-error: there is no such step.
element.configure({ step: "six" });
// @ts-expect-error: a frame signs in with the assistant's own registration.
TotalSetup.mountFrame(document.body, { clientId: "5f1d9c42-8a37-4be6-b0c9-63e7d2f4a815" });
// @ts-expect-error: no link carries a secret.
TotalSetup.setupLink({ secretToken: "…" });
