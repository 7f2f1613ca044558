//! How members are read leniently.

use serde_json::Value;
use std::time::SystemTime;

static NULL: Value = Value::Null;

/// Defines a resource: the JSON that Graph sent, as a type of its own.
macro_rules! resource {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name(serde_json::Value);

        impl $name {
            /// Takes what Graph sent.
            #[must_use]
            pub fn new(value: serde_json::Value) -> Self {
                Self(value)
            }

            /// What Graph sent.
            #[must_use]
            pub fn json(&self) -> &serde_json::Value {
                &self.0
            }
        }
    };
}

/// Defines a part of a resource, borrowed from it.
macro_rules! part {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name<'a>(&'a serde_json::Value);

        impl<'a> $name<'a> {
            pub(super) fn new(value: &'a serde_json::Value) -> Self {
                Self(value)
            }

            /// What Graph sent.
            #[must_use]
            pub fn json(&self) -> &'a serde_json::Value {
                self.0
            }
        }
    };
}

/// Defines an enum of Graph with the text of members that are not known here. Case does not count on reading.
macro_rules! graph_enum {
    ($(#[$about:meta])* $name:ident { $($(#[$member_about:meta])* $member:ident = $($text:literal)|+),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$member_about])* $member,)+
            /// A member that is not known here, as Graph wrote it; empty when there was none.
            Unknown(String),
        }

        impl $name {
            /// The member that `text` names.
            #[must_use]
            pub fn read(text: &str) -> Self {
                $(if [$($text),+].iter().any(|name| name.eq_ignore_ascii_case(text)) { return Self::$member; })+
                Self::Unknown(text.to_owned())
            }
        }
    };
}

pub(super) use {graph_enum, part, resource};

/// The member `key`, `null` without it.
pub(super) fn member<'a>(value: &'a Value, key: &str) -> &'a Value {
    value.get(key).unwrap_or(&NULL)
}

/// A text, empty without it.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    member(value, key).as_str().unwrap_or_default()
}

/// A text that may be null; an empty one counts as none.
pub(super) fn optional<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    member(value, key).as_str().filter(|text| !text.is_empty())
}

/// A flag that may be null.
pub(super) fn flag(value: &Value, key: &str) -> Option<bool> {
    member(value, key).as_bool()
}

/// A whole number, 0 without it.
pub(super) fn number(value: &Value, key: &str) -> i64 {
    member(value, key).as_i64().unwrap_or_default()
}

/// A list, empty without it.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    member(value, key).as_array().map_or(&[], Vec::as_slice)
}

/// A part that may be null.
pub(super) fn object<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    Some(member(value, key)).filter(|value| value.is_object())
}

/// An identifier, `None` when it is missing or not valid (G21).
pub(super) fn id<T: std::str::FromStr>(value: &Value, key: &str) -> Option<T> {
    text(value, key).parse().ok()
}

/// A moment. Year 0001 means never, hence `None` (graph-contract.md §0.3).
pub(super) fn time(value: &Value, key: &str) -> Option<SystemTime> {
    moment(text(value, key))
}

/// As [`time`], of the text itself. The year 0001 is before what [`SystemTime`] is parsed for, and so `None`.
pub(super) fn moment(text: &str) -> Option<SystemTime> {
    humantime::parse_rfc3339_weak(text).ok().filter(|_| !text.starts_with("0001-"))
}

/// A pair of texts, as Graph uses them for everything that has no type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyValue<'a> {
    /// The key, in any case.
    pub key: &'a str,
    /// The value, empty when null.
    pub value: &'a str,
}

pub(super) fn key_values<'a>(value: &'a Value, key: &str) -> Vec<KeyValue<'a>> {
    list(value, key)
        .iter()
        .map(|pair| KeyValue { key: text(pair, "key"), value: text(pair, "value") })
        .collect()
}
