//! Text that must not be seen.

use std::fmt;
use zeroize::Zeroizing;

/// A token, a verifier or a shared secret. It is wiped when dropped, cannot be cloned or serialized and prints
/// as `[redacted]` (security.md TOK-01). Strings that the browser makes of it for `fetch` cannot be wiped.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes `text` over.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself, for the one place that sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
