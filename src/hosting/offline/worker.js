// The demonstration's copy for days without a network (security.md SW-01 to SW-06; docs/offline.md). It answers for the
// demonstration's own files and for nothing else: what it does not list, it does not touch. Written by `cargo xtask build` and
// `configure`, which put the list in.

const FILES = {/* files */};
const VERSION = "/* version */";
const INCOMPLETE = "/* incomplete */";

// Several deployments may share an origin: each clears only what is its own.
const scope = registration.scope;
const OURS = `total-setup-demo ${new URL(scope).pathname} `;
const CACHE = OURS + VERSION;
const PAGE = new URL("./", scope).href;
const LISTED = new Map(Object.entries(FILES).map(([path, integrity]) => [new URL(path, scope).href, integrity]));
/** How long one file may take, in milliseconds: a server that stalls must not hold the next try back. */
const PATIENCE = 120_000;

/** The listed file that `request` asks for. */
const listed = (request) => {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return undefined;
  // SW-02: nothing that carries a credential or wants a part.
  if (request.headers.has("authorization") || request.headers.has("range")) return undefined;
  // The address of the page tells the page what to show, and the page is the same for all of them.
  const page = url.origin + url.pathname;
  if (request.mode === "navigate" && (page === PAGE || page === `${PAGE}index.html`)) return PAGE;
  return LISTED.has(url.href) ? url.href : undefined;
};

/** The file at `url`, with the very bytes that belong to this version. */
const get = async (url) => {
  const options = {
    integrity: LISTED.get(url),
    credentials: "omit",
    mode: "same-origin",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  };
  const whole = async (cache) => {
    const answer = await fetch(url, { ...options, cache });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer;
  };
  // The page that is open has just loaded most of them. A copy of another version is found out by its hash.
  return whole("default").catch(() => whole("reload"));
};

/** Fetches every file before it keeps one. */
const fill = async () => {
  const urls = [...LISTED.keys()];
  const answers = await Promise.all(urls.map(get));
  const cache = await caches.open(CACHE);
  await Promise.all(urls.map((url, index) => cache.put(url, answers[index])));
};

const find = async (url) => (await caches.open(CACHE)).match(url, { ignoreVary: true });

/** Whether every file is here: browsers and people take single ones away. */
const isWhole = async () => {
  const kept = new Set((await (await caches.open(CACHE)).keys()).map((request) => request.url));
  return [...LISTED.keys()].every((url) => kept.has(url));
};

/**
 * The page comes from the copy only with all that it needs. A page from the copy whose program is gone here and on the server would
 * never open again.
 */
const page = async (request) => {
  const kept = (await isWhole()) && (await find(PAGE));
  if (kept) return kept;
  return fetch(request).catch(
    () => new Response(INCOMPLETE, { status: 503, headers: { "content-type": "text/plain; charset=utf-8" } }),
  );
};

// A version that is not whole does not become one: the worker before it goes on.
addEventListener("install", (event) => {
  const forget = async (error) => {
    await caches.delete(CACHE);
    throw error;
  };
  event.waitUntil(fill().catch(forget));
});

addEventListener("activate", (event) => {
  const clear = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(clear());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = listed(request);
  if (url === undefined) return;
  event.respondWith(url === PAGE ? page(request) : find(url).then((kept) => kept ?? fetch(request)));
});

addEventListener("message", (event) => {
  // A person wants this version now. Pages of the one before lose nothing: they have loaded all that they need, and say what is so.
  if (event.data === "take-over") skipWaiting();
  if (event.data === "is-whole") {
    const [port] = event.ports;
    const tell = async () => {
      const whole = (await isWhole()) || (await fill().then(() => true, () => false));
      port?.postMessage(whole);
    };
    event.waitUntil(tell());
  }
});
