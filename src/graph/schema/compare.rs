//! Whether two schemas say the same (graph-contract.md §4.2, 4).

use super::scan::{get, members};
use serde_json::{Map, Value};

/// Only members whose text differs are parsed: the attribute lists, most of a schema, are mostly the same.
pub(super) fn same(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let (Ok(left), Ok(right)) = (members(left), members(right)) else { return false };
    left.iter().chain(&right).all(|(key, _)| {
        let (left, right) = (get(&left, key).unwrap_or("null"), get(&right, key).unwrap_or("null"));
        left == right || is_annotation(key) || same_member(key, left, right)
    })
}

fn same_member(key: &str, left: &str, right: &str) -> bool {
    let part = if key == "directories" { Part::Directories } else { Part::Other };
    let read = serde_json::from_str::<Value>;
    matches!((read(left), read(right)), (Ok(left), Ok(right)) if same_value(&left, &right, part))
}

/// Where in the document a value stands, as far as it matters for what is left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Directories,
    Other,
}

fn same_value(left: &Value, right: &Value, part: Part) -> bool {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            within(left, right, part)
                && right.iter().all(|(key, value)| is_ignored(key, value, part) || left.contains_key(key))
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| same_value(left, right, part))
        }
        _ => left == right,
    }
}

/// Whether every member of `left` that counts is in `right` with the same value.
fn within(left: &Map<String, Value>, right: &Map<String, Value>, part: Part) -> bool {
    left.iter().all(|(key, value)| match right.get(key) {
        None => is_ignored(key, value, part),
        Some(other) => {
            (is_ignored(key, value, part) && is_ignored(key, other, part))
                || same_value(value, other, Part::Other)
        }
    })
}

fn is_ignored(key: &str, value: &Value, part: Part) -> bool {
    value.is_null()
        || is_annotation(key)
        || (part == Part::Directories && (key == "version" || key == "discoveryDateTime"))
}

fn is_annotation(key: &str) -> bool {
    key.contains("@odata.")
}
