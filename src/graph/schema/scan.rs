//! The members of an object and the items of an array, as slices of the text they stand in.

use super::SchemaError;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Range;

/// One member: its name, decoded, and the text of its value.
pub(super) type Member<'a> = (String, &'a str);

struct Members<'a>(Vec<Member<'a>>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
                    members.push((name, value.get()));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// Every member of the object `text`, duplicates among them, in order.
pub(super) fn members(text: &str) -> Result<Vec<Member<'_>>, SchemaError> {
    serde_json::from_str::<Members<'_>>(text).map(|members| members.0).map_err(|_| SchemaError::Malformed)
}

/// The items of the array `text`; none when it is no array.
pub(super) fn items(text: &str) -> Result<Vec<&str>, SchemaError> {
    if !text.starts_with('[') {
        return Ok(Vec::new());
    }
    let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|_| SchemaError::Malformed)?;
    Ok(items.into_iter().map(RawValue::get).collect())
}

/// The members of `text` if it is an object, else none: Microsoft's own samples hold empty and odd parts.
pub(super) fn members_or_none(text: &str) -> Result<Vec<Member<'_>>, SchemaError> {
    if text.starts_with('{') { members(text) } else { Ok(Vec::new()) }
}

/// The value of the member `name`: the last one, as every JSON parser takes it.
pub(super) fn get<'a>(members: &[Member<'a>], name: &str) -> Option<&'a str> {
    members.iter().rev().find(|(found, _)| found == name).map(|(_, value)| *value)
}

/// A member's text, decoded; empty without it or when it is no text.
pub(super) fn text(members: &[Member<'_>], name: &str) -> String {
    get(members, name).and_then(|raw| serde_json::from_str(raw).ok()).unwrap_or_default()
}

/// Where `part`, a slice of `whole`, stands in it.
pub(super) fn range(whole: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    start..start + part.len()
}
