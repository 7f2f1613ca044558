//! A file that somebody brings to the demonstration: a report, a schema or a recording, told apart by what is in it, and refused
//! with a reason where it is none of them (docs/own-state.md; security.md INP-05, INP-06).
//!
//! ```text
//!   bytes ─► plain (is it text?) ─► kind (which JSON is it?) ─► Report::parse, GivenSchema::parse, Recording::parse
//! ```

mod kind;
mod plain;
mod schema;
mod shown;

pub use plain::Foreign;
pub use shown::{file_name, visible};

use crate::recording::{self, Recording, RecordingError};
use crate::setup::report::{self, Report, ReportError};
use crate::sim::GivenSchema;
use kind::Format;
use thiserror::Error;

/// The largest file of any kind, in bytes; whoever reads one asks for its size first.
pub const MAX_BYTES: usize = recording::MAX_BYTES;

/// What was in a file.
#[derive(Debug)]
pub enum Own {
    /// The report of a visit.
    Report(Box<Report>),
    /// A schema, alone or in a backup.
    Schema(GivenSchema),
    /// What was exchanged with Graph.
    Recording(Box<Recording>),
}

/// What a file says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A report.
    Report,
    /// A schema.
    Schema,
    /// The state before a change, in which a schema stands.
    Backup,
    /// A recording.
    Recording,
}

impl What {
    /// The most bytes of such a file.
    #[must_use]
    pub const fn max_bytes(self) -> usize {
        match self {
            Self::Report => report::MAX_BYTES,
            Self::Schema | Self::Backup => schema::MAX_BYTES,
            Self::Recording => recording::MAX_BYTES,
        }
    }
}

/// Why a file is not taken. What it keeps of the file is names of members, and what Graph would say of a schema.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OwnError {
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// More than any of these files may hold.
    #[error("the file is larger than any that can be opened")]
    TooLarge,
    /// More than such a file may hold.
    #[error("the file is larger than one of its kind")]
    LargerThan(What),
    /// Not JSON, but a file of another kind.
    #[error("the file is of another kind")]
    Foreign(Foreign),
    /// Text, but not JSON from here on; lines and columns count from 1.
    #[error("the file is not JSON")]
    NotJson {
        /// The line.
        line: usize,
        /// The column, in bytes.
        column: usize,
        /// Whether it ends in the middle.
        cut: bool,
    },
    /// JSON, but none of these.
    #[error("the file is none of those that can be opened")]
    Unknown {
        /// The first members' names, as they stand there.
        members: Vec<String>,
    },
    /// Too deep, or too many items, or too long a text.
    #[error("the file exceeds a bound")]
    TooMuch(What),
    /// Two members of an object have one name.
    #[error("the file names a member twice")]
    NamedTwice(What),
    /// Something in it looks like a secret.
    #[error("the file holds a secret")]
    HoldsSecret(What, Option<String>),
    /// It was made by another version.
    #[error("the file has another version")]
    OtherVersion(What),
    /// It says that it is one, and is not, or was edited.
    #[error("the file is not what it says")]
    NotReally(What),
    /// A backup of an application that had no job.
    #[error("no schema is in it")]
    NoSchemaInside,
    /// Graph would not store it, in these words.
    #[error("the schema would be refused")]
    Refused(String),
}

/// Tells what is in a file.
///
/// # Errors
/// The first reason why it is not taken.
pub fn open(bytes: Vec<u8>) -> Result<Own, OwnError> {
    if bytes.len() > MAX_BYTES {
        return Err(OwnError::TooLarge);
    }
    let text = plain::text(bytes)?;
    let found = kind::of(&text)?;
    let what = match found.format {
        Format::Is(what) => what,
        Format::None => return Err(OwnError::Unknown { members: found.members }),
    };
    if text.len() > what.max_bytes() {
        return Err(OwnError::LargerThan(what));
    }
    match what {
        What::Report => Report::parse(&text).map(|report| Own::Report(Box::new(report))).map_err(of_report),
        What::Recording => {
            Recording::parse(&text).map(|recording| Own::Recording(Box::new(recording))).map_err(of_recording)
        }
        What::Schema => schema::read(&text, what).map(Own::Schema),
        What::Backup => schema::of_backup(&text, found.version, found.schema.as_deref()).map(Own::Schema),
    }
}

const fn of_report(error: ReportError) -> OwnError {
    let what = What::Report;
    match error {
        ReportError::TooLarge => OwnError::LargerThan(what),
        ReportError::TooMuch => OwnError::TooMuch(what),
        ReportError::NotJson | ReportError::NotAReport => OwnError::NotReally(what),
        ReportError::OtherVersion => OwnError::OtherVersion(what),
        ReportError::HoldsSecret => OwnError::HoldsSecret(what, None),
    }
}

const fn of_recording(error: RecordingError) -> OwnError {
    let what = What::Recording;
    match error {
        RecordingError::TooLarge => OwnError::LargerThan(what),
        RecordingError::TooMuch => OwnError::TooMuch(what),
        RecordingError::NotJson | RecordingError::NotARecording => OwnError::NotReally(what),
        RecordingError::OtherVersion => OwnError::OtherVersion(what),
        RecordingError::HoldsSecret => OwnError::HoldsSecret(what, None),
    }
}
