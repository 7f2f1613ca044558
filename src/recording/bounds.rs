//! How much a recording may hold (design §8 "Imports", security.md INP-05).

use super::RecordingError;
use crate::setup::strict::{self, Bounds, Broken};
use serde_json::Value;

/// The largest file, in bytes; whoever reads one asks for its size first.
pub const MAX_BYTES: usize = 32 << 20;
/// The most exchanges.
pub(super) const MAX_EXCHANGES: usize = 2_000;
/// The most bytes of bodies that are kept: with all else around them they fit into a file.
pub(super) const MAX_KEPT: usize = 24 << 20;
/// How deep a body may be.
pub(super) const MAX_DEPTH: usize = 32;
/// Around a body: the file, its exchanges, one of them, its outcome, the answer, the body's kind.
const AROUND: usize = 6;
/// The most items of one list, and members of one object.
pub(super) const MAX_ITEMS: usize = 10_000;

/// Whether a body keeps within the bounds.
pub(super) fn fits(value: &Value) -> bool {
    within(value, MAX_DEPTH)
}

fn within(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(items) => {
            depth > 0 && items.len() <= MAX_ITEMS && items.iter().all(|item| within(item, depth - 1))
        }
        Value::Object(members) => {
            depth > 0
                && members.len() <= MAX_ITEMS
                && members.values().all(|member| within(member, depth - 1))
        }
        _ => true,
    }
}

/// A number is an object of `serde_json`'s own, one deeper.
const BOUNDS: Bounds = Bounds { depth: MAX_DEPTH + AROUND + 1, items: MAX_ITEMS, look: |_| Ok(()) };

/// Looks through a whole file without keeping anything of it.
///
/// # Errors
/// When it is no JSON, exceeds a bound, or names a member twice.
pub(super) fn check(text: &str) -> Result<(), RecordingError> {
    strict::check(text, &BOUNDS).map_err(|broken| match broken {
        Broken::NotJson => RecordingError::NotJson,
        Broken::TooMuch => RecordingError::TooMuch,
        Broken::NamedTwice | Broken::Odd => RecordingError::NotARecording,
        Broken::Secret => RecordingError::HoldsSecret,
    })
}
