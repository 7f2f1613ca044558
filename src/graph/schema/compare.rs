//! Whether two schemas say the same (graph-contract.md §4.2, 4).

use serde_json::{Map, Value};

pub(super) fn same(left: &str, right: &str) -> bool {
    left == right
        || matches!((read(left), read(right)), (Some(left), Some(right)) if same_value(&left, &right, Part::Top))
}

fn read(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// Where in the document a value stands, as far as it matters for what is left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Top,
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
    left.iter().all(|(key, value)| {
        let inner = if part == Part::Top && key == "directories" { Part::Directories } else { Part::Other };
        is_ignored(key, value, part) && right.get(key).is_none_or(|other| is_ignored(key, other, part))
            || right.get(key).is_some_and(|other| same_value(value, other, inner))
    })
}

fn is_ignored(key: &str, value: &Value, part: Part) -> bool {
    value.is_null()
        || key.contains("@odata.")
        || (part == Part::Directories && (key == "version" || key == "discoveryDateTime"))
}
