//! The hosts' files say what the source says (security.md HDR-11), and the hosts understand them.
#![cfg(feature = "emulator")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod docs;
mod equality;
mod reading;
mod registration;
mod servers;
mod site;

/// Says what was left out where everybody sees it: what a passing test prints is not shown.
fn not_tested(what: &str) {
    use std::io::Write;
    drop(writeln!(std::io::stderr(), "NOT TESTED: {what}"));
}
