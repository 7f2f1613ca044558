//! Entries as comma-separated values (RFC 4180) that no spreadsheet takes for formulas (security.md INP-08).

use super::{Action, Ending, Entry};
use std::time::SystemTime;

/// Number of columns.
pub const COLUMNS: usize = 12;

/// The file's name, by the day.
#[must_use]
pub fn file_name(now: SystemTime) -> String {
    let day = humantime::format_rfc3339_seconds(now).to_string();
    ["provisioning-log-", day.get(..10).unwrap_or_default(), ".csv"].concat()
}

/// A table of `entries` below `head`. `explain` gives what a code means and what to do.
#[must_use]
pub fn table<'e>(
    head: [&str; COLUMNS],
    entries: impl Iterator<Item = &'e Entry>,
    explain: &dyn Fn(&str) -> (String, String),
) -> String {
    let mut text = String::new();
    line(&mut text, &head);
    // There are few codes and may be many entries.
    let mut explained: Vec<(&str, (String, String))> = Vec::new();
    for entry in entries {
        let code = entry.code();
        if !code.is_empty() && explained.iter().all(|(known, _)| *known != code) {
            explained.push((code, explain(code)));
        }
        let found = explained.iter().find(|(known, _)| *known == code);
        let (means, act) = found.map_or(("", ""), |(_, (means, act))| (means.as_str(), act.as_str()));
        let at = entry.at.map_or_else(String::new, |at| humantime::format_rfc3339_seconds(at).to_string());
        line(
            &mut text,
            &[
                &at,
                &entry.name,
                entry.username.as_deref().unwrap_or_default(),
                &entry.object,
                if entry.is_person { "User" } else { "Group" },
                action(entry.action),
                ending(entry.ending()),
                code,
                means,
                act,
                &entry.reason,
                &values(entry),
            ],
        );
    }
    text
}

/// Graph's words, so that a script reads the file.
const fn action(action: Action) -> &'static str {
    match action {
        Action::Create => "create",
        Action::Update => "update",
        Action::Disable => "disable",
        Action::Delete => "delete",
        Action::Other => "other",
    }
}

/// Graph's words, so that a script reads the file.
const fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Succeeded => "success",
        Ending::Skipped => "skipped",
        Ending::Failed => "failure",
    }
}

fn values(entry: &Entry) -> String {
    let value = |(name, old, new): &(String, Option<String>, Option<String>)| {
        let (old, new) = (old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default());
        [name.as_str(), ": ", old, " → ", new].concat()
    };
    entry.values.iter().map(value).collect::<Vec<_>>().join("; ")
}

fn line(text: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        put(text, cell);
    }
    text.push_str("\r\n");
}

/// A cell that begins like a formula gets an apostrophe, which spreadsheets take for "this is text".
fn put(text: &mut String, cell: &str) {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let quoted = cell.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\r' | b'\n'));
    if quoted {
        text.push('"');
    }
    if risky {
        text.push('\'');
    }
    if !quoted {
        text.push_str(cell);
        return;
    }
    for (at, part) in cell.split('"').enumerate() {
        if at > 0 {
            text.push_str("\"\"");
        }
        text.push_str(part);
    }
    text.push('"');
}
