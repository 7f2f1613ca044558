//! What a file must be before anything in it is believed (security.md INP-05, INP-06).

use super::file::ReportError;
use super::text::{MAX_TEXT, is_confusing, looks_like_a_secret};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;

/// The largest report that is read, in bytes; the caller asks the file for its size before reading it.
pub const MAX_BYTES: usize = 1024 * 1024;
const MAX_DEPTH: usize = 32;
const MAX_ITEMS: usize = 10_000;

/// The JSON in `text`, within all bounds.
pub(super) fn json(text: &str) -> Result<Value, ReportError> {
    if text.len() > MAX_BYTES {
        return Err(ReportError::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    // `Value` keeps the last of two members with one name, so names are looked at first, without keeping anything.
    let broken = Cell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Checked { depth: 0, broken: &broken }.deserialize(&mut reader).and_then(|()| reader.end());
    if let Some(error) = broken.take() {
        return Err(error);
    }
    read.and_then(|()| serde_json::from_str(text)).map_err(|_| ReportError::NotJson)
}

/// Looks at a value and keeps nothing but the first bound that it breaks.
#[derive(Clone, Copy)]
struct Checked<'a> {
    depth: usize,
    broken: &'a Cell<Option<ReportError>>,
}

impl Checked<'_> {
    fn refuse<E: Error>(self, error: ReportError) -> E {
        self.broken.set(Some(error));
        E::custom("")
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(self.refuse(ReportError::TooMuch));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    fn text<E: Error>(self, text: &str) -> Result<(), E> {
        if text.len() > MAX_TEXT {
            Err(self.refuse(ReportError::TooMuch))
        } else if looks_like_a_secret(text) {
            Err(self.refuse(ReportError::HoldsSecret))
        } else if text.contains(is_confusing) {
            Err(self.refuse(ReportError::NotAReport))
        } else {
            Ok(())
        }
    }
}

/// Members in which other programs keep secrets.
fn names_a_secret(key: &str) -> bool {
    let plain: String =
        key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    ["token", "password", "authorization", "apikey", "privatekey"].iter().any(|word| plain.contains(word))
        || plain.ends_with("secret")
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

    /// What is not known is left out of a report.
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Err(self.refuse(ReportError::NotAReport))
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

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let deeper = self.deeper()?;
        let mut count = 0;
        while items.next_element_seed(deeper)?.is_some() {
            count += 1;
            if count > MAX_ITEMS {
                return Err(self.refuse(ReportError::TooMuch));
            }
        }
        Ok(())
    }

    /// Numbers come here too: they are kept digit by digit, as an object with one member of `serde_json`'s own.
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let deeper = self.deeper()?;
        let mut names = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if !name.starts_with("$serde_json") {
                self.text(&name)?;
                if names_a_secret(&name) {
                    return Err(self.refuse(ReportError::HoldsSecret));
                }
            }
            if !names.insert(name) {
                return Err(self.refuse(ReportError::NotAReport));
            }
            if names.len() > MAX_ITEMS {
                return Err(self.refuse(ReportError::TooMuch));
            }
            members.next_value_seed(deeper)?;
        }
        Ok(())
    }
}
