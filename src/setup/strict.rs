//! What JSON of somebody's must be before anything in it is believed (security.md INP-05): one look over all of it that keeps
//! nothing. Each kind of file brings its own bounds.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;

/// How much a file may hold, and what it may not.
#[derive(Clone, Copy)]
pub struct Bounds {
    /// How many lists and objects may stand in each other.
    pub depth: usize,
    /// The most items of one list, and members of one object.
    pub items: usize,
    /// Is shown every value that is no list, object, number or flag, and every name.
    pub look: fn(Seen<'_>) -> Result<(), Broken>,
}

/// Something in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen<'a> {
    /// `null`.
    Null,
    /// A text.
    Text(&'a str),
    /// A member's name.
    Name(&'a str),
}

/// Why a file is not taken. Keeps nothing of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Not JSON.
    NotJson,
    /// Too deep, too many items, or too long a text.
    TooMuch,
    /// Two members of an object have one name.
    NamedTwice,
    /// Something that does not stand in such a file.
    Odd,
    /// Something that looks like a secret, or its name does.
    Secret,
}

/// Looks over the whole of `text`.
///
/// # Errors
/// The first thing that breaks `bounds`.
pub fn check(text: &str, bounds: &Bounds) -> Result<(), Broken> {
    let broken = Cell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Checked { depth: 0, bounds, broken: &broken }.deserialize(&mut reader);
    match (broken.take(), read.and_then(|()| reader.end())) {
        (Some(broken), _) => Err(broken),
        (None, read) => read.map_err(|_| Broken::NotJson),
    }
}

#[derive(Clone, Copy)]
struct Checked<'a> {
    depth: usize,
    bounds: &'a Bounds,
    broken: &'a Cell<Option<Broken>>,
}

impl Checked<'_> {
    fn refuse<E: Error>(self, broken: Broken) -> E {
        self.broken.set(Some(broken));
        E::custom("")
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == self.bounds.depth {
            return Err(self.refuse(Broken::TooMuch));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    fn look<E: Error>(self, seen: Seen<'_>) -> Result<(), E> {
        (self.bounds.look)(seen).map_err(|broken| self.refuse(broken))
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
        self.look(Seen::Null)
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
        self.look(Seen::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let deeper = self.deeper()?;
        let mut count = 0;
        while items.next_element_seed(deeper)?.is_some() {
            count += 1;
            if count > self.bounds.items {
                return Err(self.refuse(Broken::TooMuch));
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
                self.look(Seen::Name(&name))?;
            }
            if !names.insert(name) {
                return Err(self.refuse(Broken::NamedTwice));
            }
            if names.len() > self.bounds.items {
                return Err(self.refuse(Broken::TooMuch));
            }
            members.next_value_seed(deeper)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BOUNDS: Bounds = Bounds { depth: 4, items: 3, look };

    fn look(seen: Seen<'_>) -> Result<(), Broken> {
        match seen {
            Seen::Null => Err(Broken::Odd),
            Seen::Text("hush") | Seen::Name("hush") => Err(Broken::Secret),
            Seen::Text(_) | Seen::Name(_) => Ok(()),
        }
    }

    #[test]
    fn the_first_thing_that_breaks_a_bound_is_named() {
        for (text, expected) in [
            (r#"{"a":[1,2,{"b":"c"}]}"#, Ok(())),
            ("[[[[]]]]", Ok(())),
            ("[[[[[]]]]]", Err(Broken::TooMuch)),
            ("[1,2,3,4]", Err(Broken::TooMuch)),
            (r#"{"a":1,"b":2,"c":3,"d":4}"#, Err(Broken::TooMuch)),
            (r#"{"a":1,"\u0061":2}"#, Err(Broken::NamedTwice)),
            (r#"{"a":null}"#, Err(Broken::Odd)),
            (r#"{"hush":1}"#, Err(Broken::Secret)),
            (r#"["hush",null]"#, Err(Broken::Secret)),
            ("", Err(Broken::NotJson)),
            ("{} {}", Err(Broken::NotJson)),
            (r#"{"a":1"#, Err(Broken::NotJson)),
        ] {
            assert_eq!(check(text, &BOUNDS), expected, "{text}");
        }
    }

    /// I11
    #[test]
    fn what_is_nested_a_hundred_thousand_times_is_refused_at_the_bound() {
        let deep = "[".repeat(100_000);
        assert_eq!(check(&deep, &BOUNDS), Err(Broken::TooMuch));
    }

    proptest! {
        #[test]
        fn what_passes_is_json(text in "[\\[\\]{}:,\"a0 ]{0,24}") {
            let read = serde_json::from_str::<serde_json::Value>(&text);
            prop_assert!(check(&text, &BOUNDS).is_err() || read.is_ok());
            prop_assert!(check(&text, &BOUNDS) != Err(Broken::NotJson) || read.is_err());
        }
    }
}
