//! Files that somebody brings to the demonstration: what is told from what is in them, and what is refused (docs/own-state.md;
//! security.md INP-05, INP-06, faults I10 to I14).

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../common/mod.rs"]
mod common;

mod hostile;
mod kinds;

use assistant::own::{self, Own, OwnError};

/// Opens a text.
pub fn open(text: &str) -> Result<Own, OwnError> {
    own::open(text.as_bytes().to_vec())
}

/// Why a text is not taken.
pub fn refused(text: &str) -> OwnError {
    open(text).unwrap_err()
}
