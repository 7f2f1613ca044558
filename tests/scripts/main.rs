//! Plans as scripts: what they look like, and what they do to a tenant.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../common/mod.rs"]
mod common;
mod declaring;
#[cfg(feature = "emulator")]
mod emulated;
mod golden;
mod quoting;
