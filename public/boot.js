// Starts the page from outside the HTML, so that no inline script is needed (security.md HDR-03): checks what the
// browser can do (HDR-10), loads the program with the integrity the page states (HDR-08), and shows the shell's own
// words when it cannot. What to load stands in the page's preload links.

const show = (state) => {
  for (const element of document.querySelectorAll("[data-boot]")) {
    element.hidden = element.dataset.boot !== state;
  }
  document.documentElement.dataset.program = state ?? "started";
  dispatchEvent(new Event("boot"));
};

// Only embed.html may stand in a frame, and it judges whose (security.md EMB-01). The header says so to the browser; this is for
// hosts that send none (HDR-04).
const framed = () => window !== window.top && document.documentElement.dataset.page !== "embed";

const supported = () => {
  const program = typeof WebAssembly === "object" && typeof WebAssembly.instantiateStreaming === "function";
  // The demo signs in nowhere and keeps nothing.
  if (document.documentElement.dataset.page === "demo") return program;
  return (
    program &&
    isSecureContext &&
    typeof crypto?.subtle === "object" &&
    typeof BroadcastChannel === "function" &&
    typeof navigator.locks === "object" &&
    typeof AbortController === "function"
  );
};

const start = async () => {
  const glue = document.querySelector('link[rel="modulepreload"]');
  const program = document.querySelector('link[rel="preload"][type="application/wasm"]');
  const { default: init, ...pages } = await import(glue.href);
  await init({ module_or_path: fetch(program.href, { integrity: program.integrity }) });
  // The live page's program holds several; the demo's begins by itself.
  const { page } = document.documentElement.dataset;
  if (page === "live") pages.open_page();
  if (page === "embed") {
    await pages.load_embedded();
    pages.open_frame();
  }
};

// A program that has panicked answers nothing any more: only a reload helps.
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) show("crashed");
});

if (framed()) {
  document.getElementById("shell")?.remove();
  show("framed");
} else if (supported()) {
  try {
    await start();
    show(undefined);
  } catch (error) {
    console.error(error);
    show("failed");
  }
} else {
  show("unsupported");
}
