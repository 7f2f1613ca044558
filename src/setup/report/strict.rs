//! What a file must be before anything in it is believed (security.md INP-05, INP-06).

use super::file::ReportError;
use super::text::{MAX_TEXT, is_confusing, looks_like_a_secret};
use crate::setup::strict::{Bounds, Broken, Seen, check};
use serde_json::Value;

/// The largest report that is read, in bytes; the caller asks the file for its size before reading it.
pub const MAX_BYTES: usize = 1024 * 1024;
const BOUNDS: Bounds = Bounds { depth: 32, items: 10_000, look };

/// The JSON in `text`, within all bounds.
pub(super) fn json(text: &str) -> Result<Value, ReportError> {
    if text.len() > MAX_BYTES {
        return Err(ReportError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    // `Value` keeps the last of two members with one name, so names are looked at first, without keeping anything.
    check(text, &BOUNDS).map_err(|broken| match broken {
        Broken::NotJson => ReportError::NotJson,
        Broken::TooMuch => ReportError::TooMuch,
        Broken::NamedTwice | Broken::Odd => ReportError::NotAReport,
        Broken::Secret => ReportError::HoldsSecret,
    })?;
    serde_json::from_str(text).map_err(|_| ReportError::NotJson)
}

fn look(seen: Seen<'_>) -> Result<(), Broken> {
    let text = match seen {
        // What is not known is left out of a report.
        Seen::Null => return Err(Broken::Odd),
        Seen::Text(text) | Seen::Name(text) => text,
    };
    if text.len() > MAX_TEXT {
        return Err(Broken::TooMuch);
    }
    if looks_like_a_secret(text) {
        return Err(Broken::Secret);
    }
    if text.contains(is_confusing) {
        return Err(Broken::Odd);
    }
    if matches!(seen, Seen::Name(name) if names_a_secret(name)) { Err(Broken::Secret) } else { Ok(()) }
}

/// Members in which other programs keep secrets.
fn names_a_secret(key: &str) -> bool {
    let plain: String =
        key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    ["token", "password", "authorization", "apikey", "privatekey"].iter().any(|word| plain.contains(word))
        || plain.ends_with("secret")
}
