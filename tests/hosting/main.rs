//! The hosts' files say what the source says (security.md HDR-11), and the hosts understand them.
#![cfg(feature = "emulator")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod docs;
mod equality;
mod reading;
mod registration;
mod servers;
mod site;
