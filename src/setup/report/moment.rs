//! Times as a report writes them: RFC 3339, in UTC, whole seconds; read in no other way than they are written.

use serde::{Deserialize, Deserializer, Serializer, de::Error};
use std::time::SystemTime;

pub(super) fn serialize<S: Serializer>(time: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&humantime::format_rfc3339_seconds(*time))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SystemTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    let time = humantime::parse_rfc3339(&text).map_err(D::Error::custom)?;
    if humantime::format_rfc3339_seconds(time).to_string() == text {
        Ok(time)
    } else {
        Err(D::Error::custom("not whole seconds in UTC"))
    }
}

/// A time that may not be known: then its member is left out.
pub(super) mod maybe {
    use super::{Deserializer, Serializer, SystemTime};

    pub fn serialize<S: Serializer>(time: &Option<SystemTime>, serializer: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => super::serialize(time, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SystemTime>, D::Error> {
        super::deserialize(deserializer).map(Some)
    }
}
