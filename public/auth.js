"use strict";
// Sign-in returns here. The response leaves the address before anything else happens, then goes to the app, which
// removes it as it reads it. The keys are those of src/auth/mod.rs.
{
  const response = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  let waiting = false;
  try {
    waiting = response !== "" && response.length <= 16384 && top === self &&
      sessionStorage.getItem("total-setup.sign-in") !== null;
    if (waiting) sessionStorage.setItem("total-setup.response", response);
  } catch {
    waiting = false; // Storage is switched off.
  }
  if (waiting) location.replace("./");
  else addEventListener("DOMContentLoaded", () => { document.getElementById("idle").hidden = false; });
}
