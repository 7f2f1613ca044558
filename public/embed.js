// The assistant in a host's page: the element <total-setup-assistant>, and TotalSetup.mountFrame for a frame of its own origin.
// One script for both: <script type="module" src="https://assistant.example/embed.js"></script>. Types: embed.d.ts.

// The build writes the names of the files, which change with their content, and what they must be.
const FILES = {/* files */};
const BASE = new URL("./", import.meta.url);
const VERSION = 1;
const SECRETS = ["secrettoken", "secret-token", "token", "accesstoken", "access-token", "secret", "password"];
const ATTRIBUTES = ["theme", "density", "locale", "step"];
// Everything that an event can say: words of these lists; whole numbers where the list is empty; what has a ? may be absent. JSON.
const HAPPENINGS = {
  "step": {
    "step": ["connect", "mapping", "groups", "start", "on-demand"],
    "status": ["attention", "blocked", "done", "failed", "working"]
  },
  "change": {
    "kind": ["create-job", "store-credentials", "set-notifications", "fix-mapping", "restore-mapping", "assign-group", "remove-assignment", "start", "pause", "restart", "provision-on-demand"],
    "outcome": ["confirmed", "already-so", "not-visible-yet"],
    "seconds": []
  },
  "run": {
    "outcome": ["completed", "stopped", "failed", "changed"]
  },
  "sign-in": {
    "outcome": ["succeeded", "cancelled", "failed"],
    "code?": ["interaction-required", "consent", "setup", "account", "policy", "loop", "busy", "network", "clock", "rejected", "unexpected"]
  },
  "failure": {
    "class": ["network", "sign-in", "permission", "not-found", "changed", "throttled", "unavailable", "request", "answer", "outcome-unknown", "not-visible", "secret-gone", "connection-test"],
    "status?": []
  }
};

/** The event, where it is of the documented shape; nothing else is passed on. */
const documented = (event) => {
  if (typeof event !== "object" || event === null || !Object.hasOwn(HAPPENINGS, event.name)) return undefined;
  const kept = { name: event.name };
  for (const [key, words] of Object.entries(HAPPENINGS[event.name])) {
    const member = key.replace("?", "");
    const value = event[member];
    if (value === undefined && member !== key) continue;
    if (words.length > 0 ? !words.includes(value) : !(Number.isSafeInteger(value) && value >= 0)) return undefined;
    kept[member] = value;
  }
  return Object.keys(event).every((member) => Object.hasOwn(kept, member)) ? kept : undefined;
};

/** Fetches a file of the assistant's; what is wrong is said in words that its host can act on. */
const file = async ({ name, integrity }) => {
  const url = new URL(name, BASE);
  try {
    const answer = await fetch(url, { integrity, credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) throw new Error(`${url} is answered with ${answer.status}`);
    return answer;
  } catch (error) {
    const hidden = url.origin !== location.origin && (await fetch(url, { mode: "no-cors", credentials: "omit" }).then(() => true, () => false));
    if (!hidden) throw error;
    throw new Error(`${url.origin} must send Access-Control-Allow-Origin and Cross-Origin-Resource-Policy: cross-origin with ${url.pathname}`);
  }
};

const start = async () => {
  const sheet = new CSSStyleSheet();
  const wasm = file(FILES.wasm);
  // The program asks for these once it runs; by then they are on their way. What fails now fails again then.
  for (const piece of FILES.pieces) file(piece).catch(() => {});
  const [program, style] = await Promise.all([
    // What is imported cannot be checked; what was fetched and checked is what it finds in the browser's cache.
    file(FILES.program)
      .then((answer) => answer.arrayBuffer())
      .then(() => import(new URL(FILES.program.name, BASE).href)),
    file(FILES.style).then((answer) => answer.text()),
  ]);
  sheet.replaceSync(style);
  await program.default({ module_or_path: wasm });
  await program.load_embedded();
  return { program, sheet };
};

let loading;
/** The program, once for all elements of the page. */
const load = () => {
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
};

const plain = new CSSStyleSheet();
plain.replaceSync(`
  :host { display: block; color-scheme: light dark; font: 14px/1.43 "Segoe UI", system-ui, sans-serif; color: light-dark(#1a1f26, #e8ebef); }
  :host([hidden]) { display: none; }
  p { margin: 0; padding: 24px; }
  button { margin: 0 24px 24px; min-height: 32px; padding: 0 16px; font: inherit; }
`);

/** Options of a host's, apart from its function. */
const parts = ({ getAccessToken, ...options } = {}) => {
  if (getAccessToken !== undefined && typeof getAccessToken !== "function") throw new TypeError("getAccessToken must be a function");
  return { getAccessToken, options };
};

const elements = new Set();
/** A program that has panicked answers nothing any more. */
const crashed = (event) => {
  if (!(event.error instanceof WebAssembly.RuntimeError)) return;
  for (const element of elements) element.stopped();
};

class TotalSetupAssistant extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #near;
  #mounted;
  #options;
  #getAccessToken;

  /** Begins, or begins anew, with these options. */
  configure(all) {
    const { getAccessToken, options } = parts(all);
    this.#getAccessToken = getAccessToken;
    this.#options = options;
    this.#tell();
  }

  /** How things stand: the overall status and each step's; undefined before there is anything to tell. */
  status() {
    const status = this.#mounted?.status();
    return status === undefined ? undefined : JSON.parse(status);
  }

  connectedCallback() {
    if (elements.size === 0) addEventListener("error", crashed);
    elements.add(this);
    for (const name of this.getAttributeNames()) {
      if (SECRETS.includes(name)) console.warn(`<total-setup-assistant> takes no secrets from attributes: ${name} is ignored. Use configure().`);
    }
    if (this.getAttribute("loading") !== "lazy") {
      this.#load();
      return;
    }
    this.#say("");
    this.#near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.#load(), { rootMargin: "200px" });
    this.#near.observe(this);
  }

  disconnectedCallback() {
    elements.delete(this);
    if (elements.size === 0) removeEventListener("error", crashed);
    this.#near?.disconnect();
    this.#unmount();
    this.#root.replaceChildren();
  }

  /** The program has stopped. */
  stopped() {
    this.#mounted = undefined;
    this.#say("The assistant has stopped. Reload the page to go on: your tenant keeps everything that was saved.");
    this.#emit("error", { code: "stopped" });
  }

  async #load() {
    this.#near?.disconnect();
    this.#say("Loading the setup assistant");
    try {
      const { program, sheet } = await load();
      if (!this.isConnected || this.#mounted) return;
      const root = document.createElement("div");
      root.className = "tsa-root";
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.replaceChildren(root);
      this.#mounted = program.Element.mount(root, BASE.href, {
        tell: (name, detail) => queueMicrotask(() => this.#emit(name, JSON.parse(detail))),
        token: async (request) => this.#getAccessToken?.(JSON.parse(request)),
      });
      this.#tell();
    } catch (error) {
      console.error(error);
      if (this.isConnected) this.#say("The setup assistant could not be loaded.", () => this.#load());
    }
  }

  #unmount() {
    const mounted = this.#mounted;
    this.#mounted = undefined;
    mounted?.free();
  }

  /** Hands the options over. The secret is not kept: an element that is moved asks for it again. */
  #tell() {
    if (!this.#mounted || !this.#options) return;
    const attributes = ATTRIBUTES.filter((name) => this.hasAttribute(name)).map((name) => [name, this.getAttribute(name)]);
    const options = { ...Object.fromEntries(attributes), ...this.#options };
    const { secretToken, ...rest } = this.#options;
    this.#options = rest;
    for (const name of ["theme", "density"]) {
      if (["light", "dark", "compact"].includes(options[name])) this.dataset[name] = options[name];
      else delete this.dataset[name];
    }
    const wrong = this.#mounted.configure(JSON.stringify(options), this.#getAccessToken !== undefined);
    if (wrong !== undefined) {
      console.error(`<total-setup-assistant>: the option ${wrong || "object"} is wrong`);
      this.#emit("error", { code: "options", option: wrong });
    }
  }

  #emit(name, detail) {
    if (name === "event" && !documented(detail)) return;
    this.dispatchEvent(new CustomEvent(`total-setup:${name}`, { detail, bubbles: true, composed: true }));
  }

  /** A few words in place of the assistant. */
  #say(words, again) {
    const line = document.createElement("p");
    line.setAttribute("role", again ? "alert" : "status");
    line.textContent = words;
    const parts = [line];
    if (again) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Try again";
      button.addEventListener("click", again, { once: true });
      parts.push(button);
    }
    this.#root.adoptedStyleSheets = [plain];
    this.#root.replaceChildren(...parts);
  }
}

const random = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18)))).replaceAll("+", "-").replaceAll("/", "_");

/**
 * Puts the assistant in a frame of its own origin into `element`. Events come to `element` under the same names as the element's.
 */
const mountFrame = (element, { src, title = "Setup assistant", ...all } = {}) => {
  const { getAccessToken, options } = parts(all);
  const address = src === undefined ? new URL("embed.html", BASE) : new URL(src, document.baseURI);
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.allow = "clipboard-write";
  frame.referrerPolicy = "no-referrer";
  Object.assign(frame.style, { display: "block", width: "100%", height: "320px", border: "0" });
  let port;
  let secret = options.secretToken;
  delete options.secretToken;
  const emit = (name, detail) => element.dispatchEvent(new CustomEvent(`total-setup:${name}`, { detail, bubbles: true, composed: true }));
  let asked = [];
  let status;

  /** What the frame says on the port. */
  const talk = (channel, nh) => {
    const own = channel.port1;
    let [sent, received, known] = [0, 0, false];
    const say = (type, members) => own.postMessage({ ...members, v: VERSION, seq: (sent += 1), type });
    const answer = async (id, request) => {
      const accessToken = await Promise.resolve(getAccessToken?.(request)).catch(() => undefined);
      say("token", { id, accessToken: typeof accessToken === "string" ? accessToken : null });
    };
    own.onmessage = ({ data }) => {
      if (own !== port) return;
      if (data?.v !== VERSION || !(data.seq > received)) {
        if (data?.type === "error") emit("error", { code: String(data.code) });
        return;
      }
      received = data.seq;
      if (!known) {
        if (data.type !== "connected" || data.nh !== nh) return;
        known = true;
        say("init", { options: secret === undefined ? options : { ...options, secretToken: secret }, accessTokens: getAccessToken !== undefined });
        return;
      }
      switch (data.type) {
        case "accepted":
          secret = undefined;
          break;
        case "refused":
          console.error(`TotalSetup.mountFrame: the option ${data.option || "object"} is wrong`);
          emit("error", { code: "options", option: data.option });
          break;
        case "ready":
          emit("ready", {});
          break;
        case "status":
          status = data.status ?? status;
          asked.forEach((resolve) => resolve(status));
          asked = [];
          if (data.status) emit("status", data.status);
          break;
        case "completed":
          emit("completed", data.report);
          break;
        case "error":
          emit("error", { code: String(data.code) });
          break;
        case "event": {
          const event = options.events === true ? documented(data.event) : undefined;
          if (event) emit("event", event);
          break;
        }
        case "token-request":
          answer(data.id, { scopes: data.scopes, claims: data.claims, renew: data.renew });
          break;
        case "resize":
          if (data.height > 0 && data.height < 100_000) frame.style.height = `${Math.ceil(data.height)}px`;
          break;
      }
    };
    return { say };
  };

  let conversation;
  const greeted = ({ data, origin, source }) => {
    if (source !== frame.contentWindow || origin !== address.origin || data?.ns !== "tsa" || data.type !== "ready") return;
    if (data.v !== VERSION) {
      emit("error", { code: "unsupported_version" });
      return;
    }
    const channel = new MessageChannel();
    const nh = random();
    port?.close();
    port = channel.port1;
    conversation = talk(channel, nh);
    source.postMessage({ ns: "tsa", v: VERSION, type: "connect", nf: data.nf, nh }, origin, [channel.port2]);
  };
  addEventListener("message", greeted);
  frame.src = address.href;
  element.append(frame);

  return Object.freeze({
    frame,
    /** How things stand now. */
    status: () =>
      new Promise((resolve) => {
        if (!conversation) return resolve(undefined);
        asked.push(resolve);
        conversation.say("status-request", {});
      }),
    /** Takes the frame away, and everything that it holds. */
    dispose: () => {
      removeEventListener("message", greeted);
      conversation?.say("dispose", {});
      port?.close();
      asked.forEach((resolve) => resolve(status));
      frame.remove();
    },
  });
};

/**
 * A link to the assistant on a page of its own, for somebody who has no access to the console. It carries no secret: the tenant URL
 * stands behind the #, which no server sees, and the person confirms it.
 */
const setupLink = ({ step, application, tenantUrl } = {}) => {
  const link = new URL("setup", BASE);
  if (application !== undefined) link.searchParams.set("app", application);
  if (step !== undefined) link.searchParams.set("step", step);
  if (tenantUrl !== undefined) link.hash = new URLSearchParams({ tenantUrl }).toString();
  return link.href;
};

if (!customElements.get("total-setup-assistant")) customElements.define("total-setup-assistant", TotalSetupAssistant);
export const TotalSetup = Object.freeze({ mountFrame, setupLink });
globalThis.TotalSetup ??= TotalSetup;
