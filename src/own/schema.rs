//! A schema: as Graph answers it, as the portal's editor saves it, or in a backup of the assistant.

use super::{OwnError, What};
use crate::recording::secret_in;
use crate::setup::strict::{Bounds, Broken, Seen, check};
use crate::sim::{GivenSchema, NoSchema};
use serde_json::value::RawValue;

/// The largest file, in bytes (design §8 "Imports").
pub(super) const MAX_BYTES: usize = 8 << 20;
/// The longest text, in bytes: an expression may be long, a name is not.
const MAX_TEXT: usize = 64 << 10;
/// The version of backups that is known here.
const BACKUP_VERSION: u64 = 1;
/// One deeper than INP-05, for numbers: they are objects of `serde_json`'s own.
const BOUNDS: Bounds = Bounds { depth: 33, items: 10_000, look };

fn look(seen: Seen<'_>) -> Result<(), Broken> {
    match seen {
        Seen::Text(text) | Seen::Name(text) if text.len() > MAX_TEXT => Err(Broken::TooMuch),
        Seen::Null | Seen::Text(_) | Seen::Name(_) => Ok(()),
    }
}

/// The schema in a backup of this version.
///
/// # Errors
/// Without one, and as [`read`].
pub(super) fn of_backup(
    whole: &str,
    version: Option<u64>,
    schema: Option<&RawValue>,
) -> Result<GivenSchema, OwnError> {
    let what = What::Backup;
    if version != Some(BACKUP_VERSION) {
        return Err(OwnError::OtherVersion(what));
    }
    // Not only the schema: two of them in one file would leave open which is meant.
    check(whole, &Bounds { depth: BOUNDS.depth + 1, ..BOUNDS }).map_err(|broken| refused(broken, what))?;
    match schema.map(RawValue::get) {
        Some(schema) if schema != "null" => read(schema, what),
        Some(_) => Err(OwnError::NoSchemaInside),
        None => Err(OwnError::NotReally(what)),
    }
}

/// The schema that `text` is.
///
/// # Errors
/// When it exceeds a bound, holds a secret, or Graph would not store it.
pub(super) fn read(text: &str, what: What) -> Result<GivenSchema, OwnError> {
    check(text, &BOUNDS).map_err(|broken| refused(broken, what))?;
    if let Some(member) = secret_in(text) {
        return Err(OwnError::HoldsSecret(what, Some(member)));
    }
    GivenSchema::parse(text).map_err(|error| match error {
        NoSchema::NotJson => OwnError::NotReally(what),
        NoSchema::Refused(says) => OwnError::Refused(says),
    })
}

const fn refused(broken: Broken, what: What) -> OwnError {
    match broken {
        Broken::TooMuch => OwnError::TooMuch(what),
        Broken::NamedTwice => OwnError::NamedTwice(what),
        Broken::Secret => OwnError::HoldsSecret(what, None),
        Broken::NotJson | Broken::Odd => OwnError::NotReally(what),
    }
}
