"use strict";
// A window between a frame and Microsoft's sign-in page (security.md EMB-10): what a window broadcasts does not reach a frame,
// which keeps its storage apart. The address holds nothing but an id; where to go is told by the frame that opened this window, of
// our own origin, and only the configured authority is gone to. The answer goes to that frame alone.
{
  const id = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  const ID = /^[\w-]{22,64}$/;
  const PATIENCE = 5 * 60 * 1000;
  const frame = opener;
  const show = (name) => {
    for (const part of document.querySelectorAll("main")) part.hidden = part.id !== name;
  };
  // As browsers write the origin of the configured authority.
  const authority = () => document.querySelector('meta[name="authority"]').content;
  const destination = (text) => {
    try {
      const url = new URL(text);
      return url.origin === authority() && !url.username && !url.password ? url.href : undefined;
    } catch {
      return undefined;
    }
  };

  const begin = () => {
    const child = open("", "_blank", "popup,width=483,height=600");
    if (!child) return show("blocked");
    const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
    let answers;
    const end = (name) => {
      removeEventListener("message", told);
      clearTimeout(late);
      answers?.close();
      child.close();
      show(name);
    };
    const late = setTimeout(() => end("stopped"), PATIENCE);
    const told = ({ data, origin, source }) => {
      if (origin !== location.origin || source !== frame || data?.v !== 1 || data.id !== id || data.nonce !== nonce) return;
      removeEventListener("message", told);
      const url = destination(data.url);
      if (!url || !ID.test(data.channel)) return end("stopped");
      answers = new BroadcastChannel(`total-setup.sign-in.${data.channel}`);
      answers.onmessage = ({ data: { v, payload } }) => {
        if (v !== 1 || typeof payload !== "string" || payload.length > 16384) return;
        frame.postMessage({ v, type: "answer", id, nonce, payload }, location.origin);
        end("done");
        close();
      };
      child.location.replace(url);
    };
    addEventListener("message", told);
    frame.postMessage({ v: 1, type: "ready", id, nonce }, location.origin);
    show("waiting");
  };

  addEventListener("DOMContentLoaded", () => {
    document.getElementById("go").addEventListener("click", begin, { once: true });
    if (!ID.test(id) || top !== self) show("idle");
    else show(frame ? "begin" : "isolated");
  });
}
