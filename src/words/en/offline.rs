//! The demonstration without a network.

/// Files are still fetched.
pub const PREPARING: &str = "Preparing for offline use…";
/// Everything is kept.
pub const READY: &str = "Works offline";
/// Not every file came.
pub const FAILED: &str = "Not ready for offline use: not every file could be fetched. Reload to try again.";
/// No worker can be had: an old browser, a private window, a page without https.
pub const IMPOSSIBLE: &str = "Offline use is not possible in this browser.";
/// The host has taken the copy back.
pub const OFF: &str = "Offline use is switched off here.";
/// Another version is waiting.
pub const NEW_VERSION: &str = "A new version is ready.";
/// The button that takes it.
pub const RELOAD: &str = "Reload";
/// What stands in place of the page when the copy has lost files and there is no network.
pub const INCOMPLETE: &str = "The demonstration cannot open: its offline copy is no longer complete, and there is no connection. Connect to the internet and open this page again.";
