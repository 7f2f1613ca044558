"use strict";
// Sign-in returns here. The response leaves the address before anything else happens. A window's response is broadcast to the page
// that opened it, on the channel whose id stands behind the dot of its state; another one goes to the app, which removes it as it
// reads it. Names and keys are those of src/auth.
{
  const response = location.hash.slice(1);
  const signedOut = location.search === "?state=signed-out";
  history.replaceState(null, "", location.pathname);
  const fits = response !== "" && response.length <= 16384 && top === self;
  const channel = new URLSearchParams(response).get("state")?.split(".")[1];
  let waiting = false;
  let id = "idle";
  try {
    if (fits && channel) {
      const answer = new BroadcastChannel(`total-setup.sign-in.${channel}`);
      answer.postMessage({ v: 1, payload: response });
      id = "done";
      close();
    } else if (fits) {
      waiting = sessionStorage.getItem("total-setup.sign-in") !== null;
      if (waiting) sessionStorage.setItem("total-setup.response", response);
    }
  } catch {
    waiting = false; // Storage is switched off.
  }
  if (waiting || signedOut) location.replace("./");
  else addEventListener("DOMContentLoaded", () => { document.getElementById(id).hidden = false; });
}
