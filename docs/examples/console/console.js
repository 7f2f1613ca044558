// A console's page with the setup assistant, as element (index.html) and as frame (frame.html): the same options, the same events.
const find = (id) => document.getElementById(id);
const place = find("assistant");
const tenantUrl = find("tenant-url").textContent;

/**
 * An access token for Microsoft Graph from the console's own sign-in: the person's, delegated, never an application's. It is asked for
 * again when another change needs more scopes, when Graph refuses a token (`renew`), and for a claims challenge (`claims`). With MSAL:
 *
 *   msal.acquireTokenSilent({ scopes, claims, forceRefresh: renew }), and acquireTokenPopup where that needs the person.
 *
 * Leave it out, and the assistant signs the person in itself: in a frame as it is, as element with a redirectUri of yours.
 */
const getAccessToken = async ({ scopes, claims, renew }) => {
  const answer = await fetch("token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ scopes, claims, renew }),
  });
  if (!answer.ok) throw new Error(`no token: ${answer.status}`);
  return (await answer.json()).accessToken;
};

let frame;
/** Starts the assistant, or starts it anew: nothing is lost, since it looks at the tenant first. */
const start = (secretToken) => {
  const options = { tenantUrl, secretToken, getAccessToken, events: true };
  if (place.configure) {
    place.configure(options);
  } else {
    frame?.dispose();
    frame = TotalSetup.mountFrame(place, { ...options, title: "Set up Microsoft Entra" });
  }
};

/** Your server makes the token and keeps only its hash. */
const newToken = () => `tsa_${[...crypto.getRandomValues(new Uint8Array(20))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;

find("generate").addEventListener("click", () => {
  const token = newToken();
  find("token").textContent = token;
  find("once").hidden = false;
  find("generate").textContent = "Generate another token";
  find("token-note").textContent = "It is shown this once, and is filled in below already.";
  start(token);
});

const badge = (text, state) => {
  find("badge").textContent = text;
  find("badge").dataset.state = state;
};

// How things stand, overall and for each step: unknown, checking, attention, blocked, working, failed or done.
place.addEventListener("total-setup:status", ({ detail }) => {
  const steps = Object.values(detail.steps);
  const done = steps.filter((status) => status === "done").length;
  const looking = ["unknown", "checking"].includes(detail.overall);
  find("status").textContent = looking ? "Setup: looking at the tenant" : `Setup: ${done} of ${steps.length} done`;
  if (!looking && detail.overall !== "done") badge(done > 0 ? "Partly set up" : "Not set up", "open");
});

// Everything is right, and proven for real people. The report is the console's to keep; a frame's names nobody.
let report;
place.addEventListener("total-setup:completed", ({ detail }) => {
  report = detail;
  badge("Set up", "done");
  find("report").hidden = false;
  find("once").hidden = true;
  find("token").textContent = "";
});

// The assistant itself tells the person what is wrong; the code is for the console's own log.
place.addEventListener("total-setup:error", ({ detail }) => console.warn("setup assistant:", detail.code, detail.option ?? ""));

// For the console's operations: with `events: true` among the options, what happens, in words of closed lists (docs/embedding.md).
place.addEventListener("total-setup:event", ({ detail }) => console.info("setup assistant:", ...Object.values(detail)));

find("report").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(report, null, 2)], { type: "application/json" }));
  link.download = "setup-report.json";
  link.click();
  URL.revokeObjectURL(link.href);
});

const copy = async (button, text) => {
  const label = button.textContent;
  await navigator.clipboard.writeText(text);
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = label), 2000);
};
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button, find(button.dataset.copy).textContent));
}
// For somebody who administers Entra and not this console: the assistant on a page of its own, without any secret.
find("link").addEventListener("click", ({ target }) => copy(target, TotalSetup.setupLink({ tenantUrl })));

if (globalThis.TotalSetup) start();
else find("status").textContent = "The setup assistant could not be loaded. Reload the page.";
