//! Which JSON a text is, by the members on its outside. Nothing inside is looked at, and nothing is believed.

use super::{OwnError, What};
use crate::{recording, setup};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// How many members an error names.
const NAMED: usize = 6;

/// What a text says that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// None of those that are known.
    #[default]
    None,
    /// One of them.
    Is(What),
}

/// The outside of a text.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub format: Format,
    pub version: Option<u64>,
    /// The text of the member `schema`.
    pub schema: Option<Box<RawValue>>,
    /// The first members' names.
    pub members: Vec<String>,
}

/// Looks at the outside of `text`.
///
/// # Errors
/// When it is no JSON.
pub(super) fn of(text: &str) -> Result<Found, OwnError> {
    serde_json::from_str(text).map_err(|error| OwnError::NotJson {
        line: error.line(),
        column: error.column(),
        cut: error.is_eof(),
    })
}

impl<'de> Deserialize<'de> for Found {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Outside)
    }
}

struct Outside;

impl<'de> Visitor<'de> for Outside {
    type Value = Found;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<Found, E> {
        Ok(Found::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Found, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Found::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Found, A::Error> {
        let mut found = Found::default();
        let mut has_rules = false;
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "format" => found.format = format(members.next_value::<&RawValue>()?),
                "version" => found.version = members.next_value::<&RawValue>()?.get().parse().ok(),
                "schema" => found.schema = Some(members.next_value::<&RawValue>()?.to_owned()),
                _ => {
                    has_rules |= name == "synchronizationRules";
                    members.next_value::<IgnoredAny>()?;
                }
            }
            // A number is an object of `serde_json`'s own.
            if found.members.len() < NAMED && !name.starts_with("$serde_json") {
                found.members.push(name);
            }
        }
        if found.format == Format::None && has_rules {
            found.format = Format::Is(What::Schema);
        }
        Ok(found)
    }
}

fn format(raw: &RawValue) -> Format {
    match serde_json::from_str::<String>(raw.get()).unwrap_or_default().as_str() {
        setup::report::FORMAT => Format::Is(What::Report),
        setup::backup::FORMAT => Format::Is(What::Backup),
        recording::FORMAT => Format::Is(What::Recording),
        _ => Format::None,
    }
}
