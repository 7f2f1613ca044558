//! A recording as it is saved (docs/recording.schema.json), and read again. A file is somebody's: what is not a recording, is
//! larger than one can be, or holds what looks like a secret is refused (security.md INP-05, INP-06).

use super::known::Known;
use super::redact::Redaction;
use super::{Body, Exchange, LeftOut, Outcome, bounds, names};
use crate::net::clock::Sequence;
use serde::{Deserialize, Serialize};
use std::time::SystemTime;
use thiserror::Error;

/// `format` of a saved recording.
pub const FORMAT: &str = "total-setup-recording";
/// `version` of a saved recording.
pub const VERSION: u64 = 1;

/// Whether names of people are in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Names {
    /// As they are.
    Kept,
    /// Each person is "person-3".
    Replaced,
}

/// Where and when a recording was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// When it is saved.
    pub at: SystemTime,
    /// The address of Graph, without a slash at the end: it tells the cloud.
    pub graph: String,
    /// Whether that was the demonstration's tenant.
    pub simulated: bool,
    /// How many exchanges came when the recording was full.
    pub left_out: usize,
}

/// A saved recording.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recording {
    format: String,
    version: u64,
    /// The program and its version.
    pub made_by: String,
    /// When it was saved.
    #[serde(with = "moment")]
    pub at: SystemTime,
    /// The address of Graph: it tells the cloud.
    pub graph: String,
    /// Whether that was the demonstration's tenant.
    pub simulated: bool,
    /// Whether names of people are in it.
    pub names: Names,
    /// How much is in it.
    counts: Counts,
    /// In the order in which they were sent.
    pub exchanges: Vec<Exchange>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Counts {
    exchanges: usize,
    left_out: usize,
}

/// What stands before the exchanges.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Head<'a> {
    format: &'a str,
    version: u64,
    made_by: &'a str,
    #[serde(with = "moment")]
    at: SystemTime,
    graph: &'a str,
    simulated: bool,
    names: Names,
    counts: Counts,
}

/// Why a file is not taken as a recording. Keeps nothing of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RecordingError {
    /// More than a recording can be.
    #[error("the file is larger than a recording can be (32 MiB)")]
    TooLarge,
    /// Not JSON.
    #[error("the file is not JSON")]
    NotJson,
    /// Too deep, or too many items.
    #[error("the file holds more than a recording can")]
    TooMuch,
    /// Not this format, or not all of it, or more than it.
    #[error("the file is not a recording of the assistant")]
    NotARecording,
    /// This format in a version that is not known here.
    #[error("the recording was made by another version")]
    OtherVersion,
    /// Something in it looks like a secret.
    #[error("the file holds what looks like a token or a secret; remove it, and replace it where it is used")]
    HoldsSecret,
}

/// The file's name, by the day.
#[must_use]
pub fn file_name(now: SystemTime) -> String {
    let day = humantime::format_rfc3339_seconds(now).to_string();
    ["graph-recording-", day.get(..10).unwrap_or_default(), ".json"].concat()
}

/// A recording, one exchange a line.
fn text(head: Head<'_>, exchanges: &[Exchange]) -> String {
    let mut lines = String::new();
    let mut head = head;
    for (at, exchange) in exchanges.iter().enumerate() {
        // Only keys that are no texts could fail, and there are none.
        let line = serde_json::to_string(exchange).unwrap_or_default();
        if lines.len() + line.len() + 1_000 > bounds::MAX_BYTES {
            let rest = exchanges.len() - at;
            head.counts = Counts { exchanges: at, left_out: head.counts.left_out + rest };
            break;
        }
        lines.push_str(if at == 0 { "\n" } else { ",\n" });
        lines.push_str(&line);
    }
    let head = serde_json::to_string(&head).unwrap_or_default();
    [head.trim_end_matches('}'), "},\"exchanges\":[", &lines, "\n]}\n"].concat()
}

impl Recording {
    /// The exchanges with names as asked for, as they are shown and saved.
    #[must_use]
    pub fn shown(exchanges: &[Exchange], names: Names) -> Vec<Exchange> {
        match names {
            Names::Kept => exchanges.to_vec(),
            Names::Replaced => names::replaced(exchanges),
        }
    }

    /// The file of exchanges that are as [`shown`](Self::shown).
    #[must_use]
    pub fn text(about: &About, names: Names, exchanges: &[Exchange]) -> String {
        let head = Head {
            format: FORMAT,
            version: VERSION,
            made_by: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")),
            at: about.at,
            graph: &about.graph,
            simulated: about.simulated,
            names,
            counts: Counts { exchanges: exchanges.len(), left_out: about.left_out },
        };
        text(head, exchanges)
    }

    /// How many exchanges came when the recording was full.
    #[must_use]
    pub const fn left_out(&self) -> usize {
        self.counts.left_out
    }

    /// Reads a file.
    ///
    /// # Errors
    /// The first reason why the text is not a recording.
    pub fn parse(text: &str) -> Result<Self, RecordingError> {
        if text.len() > bounds::MAX_BYTES {
            return Err(RecordingError::TooLarge);
        }
        let text = text.trim_start_matches('\u{feff}');
        bounds::check(text)?;
        /// What tells whether the rest can be read.
        #[derive(Deserialize)]
        struct Kind {
            format: String,
            version: u64,
        }
        let kind: Kind = serde_json::from_str(text).map_err(|_| RecordingError::NotARecording)?;
        if kind.format != FORMAT {
            return Err(RecordingError::NotARecording);
        }
        if kind.version != VERSION {
            return Err(RecordingError::OtherVersion);
        }
        let recording: Self = serde_json::from_str(text).map_err(|_| RecordingError::NotARecording)?;
        if recording.counts.exchanges != recording.exchanges.len() {
            return Err(RecordingError::NotARecording);
        }
        if recording.exchanges.len() > bounds::MAX_EXCHANGES {
            return Err(RecordingError::TooMuch);
        }
        recording.exchanges.iter().try_for_each(check)?;
        Ok(recording)
    }
}

/// What was recorded has nothing left to be taken out.
fn check(exchange: &Exchange) -> Result<(), RecordingError> {
    let is_path = exchange.path.starts_with('/') && exchange.path.parse::<http::uri::PathAndQuery>().is_ok();
    let is_method = exchange.method.parse::<http::Method>().is_ok();
    let is_status = match &exchange.outcome {
        Outcome::Answer(answer) => http::StatusCode::from_u16(answer.status).is_ok(),
        Outcome::Failure(_) => true,
    };
    if !(is_path && is_method && is_status) {
        return Err(RecordingError::NotARecording);
    }
    let known = Known::new(&Sequence::new(0));
    let redaction = Redaction::knowing(&known);
    let mut clean = redaction.address(&exchange.path) == exchange.path;
    for (body, sent) in exchange.bodies().into_iter().zip([None, exchange.body.as_ref()]) {
        let Some(Body::Json(json)) = body else { continue };
        let Ok(value) = serde_json::from_str::<serde_json::Value>(json.get()) else {
            return Err(RecordingError::NotARecording);
        };
        if !bounds::fits(&value) {
            return Err(RecordingError::TooMuch);
        }
        let mut redacted = value.clone();
        redaction.value(&exchange.path, &mut redacted, sent);
        clean &= redacted == value;
    }
    if let Outcome::Answer(answer) = &exchange.outcome {
        let headers = &answer.headers;
        let texts =
            [&headers.content_type, &headers.request_id, &headers.retry_after, &headers.www_authenticate];
        clean &= texts.into_iter().flatten().all(|text| redaction.header(text) == *text);
    }
    if clean { Ok(()) } else { Err(RecordingError::HoldsSecret) }
}

impl Body {
    /// What of it can be read, or why nothing is kept.
    ///
    /// # Errors
    /// When nothing is kept.
    pub fn json(&self) -> Result<&str, LeftOut> {
        match self {
            Self::Json(json) => Ok(json.get()),
            Self::LeftOut(why) => Err(*why),
        }
    }
}

/// Times as the file writes them: RFC 3339 in UTC, with milliseconds.
pub(super) mod moment {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use std::time::SystemTime;

    pub fn serialize<S: Serializer>(time: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&humantime::format_rfc3339_millis(*time))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SystemTime, D::Error> {
        humantime::parse_rfc3339(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
