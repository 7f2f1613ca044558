// Keeps the demonstration for days without a network, and tells the page how that stands (docs/offline.md): `data-offline` of the
// document's element, and the event `offline-state` at each change. The page says it in words, and asks for the new version with the
// event `offline-take-over`. No other page has this script, so no other page is ever answered for by the worker (security.md SW-01).

const root = document.documentElement;
const workers = navigator.serviceWorker;

/** `preparing`, `ready`, `failed`, `impossible`, `off`, or `new-version`, which nothing but a new page ends. */
const say = (state) => {
  if (root.dataset.offline === "new-version" || root.dataset.offline === state) return;
  root.dataset.offline = state;
  dispatchEvent(new Event("offline-state"));
};

/** How it stands with a worker that is active: it fetches what it lacks first, or is the switch that takes the copy back. */
const standing = (worker) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === "off" ? "off" : data ? "ready" : "failed");
    worker.postMessage("is-whole", [port2]);
  });

/** Follows a worker that is new: as the first one, or in the place of `before`. */
const follow = (worker, before) => {
  let lived = false;
  const look = async () => {
    if (worker.state === "installed" && before) say("new-version");
    if (worker.state === "activating") lived = true;
    if (worker.state === "activated" && !before) say(await standing(worker));
    // One that was installed and ends at once is the switch that takes the copy back.
    if (worker.state === "redundant" && !before) say(lived ? "off" : "failed");
  };
  worker.addEventListener("statechange", look);
  void look();
};

/** The program runs, or has said that it does not. */
const booted = () =>
  root.dataset.program === undefined ? new Promise((told) => addEventListener("boot", told, { once: true })) : undefined;

const start = async () => {
  const registration = await workers.register("./sw.js", { updateViaCache: "none" });
  const { active, installing, waiting } = registration;
  let asked = false;
  const takeOver = () => {
    if (asked) return;
    asked = true;
    if (registration.waiting) registration.waiting.postMessage("take-over");
    else location.reload();
  };
  // Nothing but this person's own click loads the page anew: what is open here would be lost. A page of the version before has loaded
  // all that it needs, so it works on when another tab has taken the new one.
  const controlled = workers.controller;
  workers.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (controlled) say("new-version");
  });
  addEventListener("offline-take-over", takeOver);
  // But where the program does not run, there is no button and nothing to lose.
  const rescue = () => {
    if (root.dataset.program !== "started" && root.dataset.offline === "new-version") takeOver();
  };
  addEventListener("boot", rescue);
  addEventListener("offline-state", rescue);
  // Without a network there is nothing newer to be had.
  const update = () => registration.update().catch(() => undefined);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void update();
  });
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    if (worker && worker !== installing) follow(worker, registration.active);
  });
  if (installing) follow(installing, active);
  if (!active) return;
  if (waiting) say("new-version");
  void update();
  say(await standing(active));
};

if (workers && isSecureContext) {
  say("preparing");
  try {
    // Not in the way of the page itself.
    await booted();
    await start();
  } catch (error) {
    // A worker's script that cannot be had is no fault of the browser's.
    say(error instanceof TypeError ? "failed" : "impossible");
  }
} else {
  say("impossible");
}
