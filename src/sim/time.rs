//! Times as Graph writes them (graph-contract.md §0.3).

use std::time::SystemTime;

/// What Graph writes for *never*.
pub(crate) const NEVER: &str = "0001-01-01T00:00:00Z";

/// `time` with milliseconds.
pub(crate) fn stamp(time: SystemTime) -> String {
    humantime::format_rfc3339_millis(time).to_string()
}

/// `time`, or *never*.
pub(crate) fn or_never(time: Option<SystemTime>) -> String {
    time.map_or_else(|| NEVER.to_owned(), stamp)
}

/// The date of an error envelope: no fraction, no zone.
pub(crate) fn bare(time: SystemTime) -> String {
    let text = humantime::format_rfc3339_seconds(time).to_string();
    text.trim_end_matches('Z').to_owned()
}

/// Reads a date or a date and time; `None` if it is neither.
pub(crate) fn read(text: &str) -> Option<SystemTime> {
    if text.len() == 10 {
        return humantime::parse_rfc3339(&format!("{text}T00:00:00Z")).ok();
    }
    humantime::parse_rfc3339(text).ok()
}
