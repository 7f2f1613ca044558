// Takes the demonstration's offline copy back (security.md SW-05; docs/offline.md): in the place of sw.js it removes what an earlier
// version keeps, itself too, and lets the pages that it answered for load anew from the server.

const OURS = `total-setup-demo ${new URL(registration.scope).pathname} `;

addEventListener("install", () => {
  skipWaiting();
});

addEventListener("activate", (event) => {
  const end = async () => {
    const ours = (await caches.keys()).filter((name) => name.startsWith(OURS));
    await Promise.all(ours.map((name) => caches.delete(name)));
    await registration.unregister();
    // Only pages that a worker answered for: a page that was loaded since is from the server, and asked for this worker itself.
    const pages = await clients.matchAll({ type: "window" });
    // Not waited for: a page does not load before its worker has become active, and this one has not while it waits.
    for (const page of pages) page.navigate(page.url).catch(() => undefined);
  };
  event.waitUntil(end());
});

// A page that asked for this worker while another page was still there has it back, and would wait for an answer.
addEventListener("message", (event) => {
  event.ports[0]?.postMessage("off");
  event.waitUntil(registration.unregister());
});
