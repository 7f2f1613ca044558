//! How much a recording may hold (design §8 "Imports", security.md INP-05).

use super::RecordingError;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::cell::Cell;
use std::fmt;

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

/// Looks through a whole file without keeping anything of it.
///
/// # Errors
/// When it is no JSON, exceeds a bound, or names a member twice.
pub(super) fn check(text: &str) -> Result<(), RecordingError> {
    let broken = Cell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Checked { depth: 0, broken: &broken }.deserialize(&mut reader).and_then(|()| reader.end());
    match broken.take() {
        Some(error) => Err(error),
        None => read.map_err(|_| RecordingError::NotJson),
    }
}

#[derive(Clone, Copy)]
struct Checked<'a> {
    depth: usize,
    broken: &'a Cell<Option<RecordingError>>,
}

impl Checked<'_> {
    fn refuse<E: Error>(self, error: RecordingError) -> E {
        self.broken.set(Some(error));
        E::custom("")
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        // A number is an object of `serde_json`'s own, one deeper.
        if self.depth > MAX_DEPTH + AROUND {
            return Err(self.refuse(RecordingError::TooMuch));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Checked<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Checked<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let deeper = self.deeper()?;
        let mut count = 0;
        while items.next_element_seed(deeper)?.is_some() {
            count += 1;
            if count > MAX_ITEMS {
                return Err(self.refuse(RecordingError::TooMuch));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let deeper = self.deeper()?;
        let mut names = std::collections::HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if !names.insert(name) {
                return Err(self.refuse(RecordingError::NotARecording));
            }
            if names.len() > MAX_ITEMS {
                return Err(self.refuse(RecordingError::TooMuch));
            }
            members.next_value_seed(deeper)?;
        }
        Ok(())
    }
}
