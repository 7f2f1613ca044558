//! A recording: what was exchanged with Microsoft Graph from the moment that a person asked for it, to be shown, saved as a
//! file, and answered from again (docs/recording.md).
//!
//! ```text
//!   Recorded (transport) ─► redact ─► Recorder ─► names ─► file ─► sim::Replay
//! ```
//!
//! A secret is taken out before anything is kept (security.md TOK-05, LOG-03); names of people are replaced when it is shown
//! or saved, if the person wants that.

mod bounds;
mod credentials;
mod file;
mod known;
mod names;
mod recorder;
mod redact;
mod shapes;

pub use bounds::MAX_BYTES;
pub use file::{About, FORMAT, Names, Recording, RecordingError, VERSION, file_name};
pub use recorder::{Recorded, Recorder, State};
pub use redact::{Asked, secret_in};

use crate::net::TransportError;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::time::SystemTime;

/// A request and how it ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exchange {
    /// When it was sent.
    #[serde(with = "file::moment")]
    pub at: SystemTime,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// The verb.
    pub method: String,
    /// Path and query below the address of Graph, from `/v1.0` on.
    pub path: String,
    /// What was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// How it ended.
    pub outcome: Outcome,
}

/// How an exchange ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// With an answer, whatever it says.
    Answer(Answer),
    /// Without one.
    Failure(Failure),
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers that the assistant reads.
    pub headers: Headers,
    /// What it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
}

/// The headers of an answer that matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Headers {
    /// What the body is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The ID to quote to Microsoft's support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// How long to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<String>,
    /// Why a token was refused; claims are taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub www_authenticate: Option<String>,
}

/// A body.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Body {
    /// JSON, member for member as it came, but for what was taken out.
    Json(Box<RawValue>),
    /// Nothing of it is kept.
    LeftOut(LeftOut),
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Json(one), Self::Json(other)) => one.get() == other.get(),
            (Self::LeftOut(one), Self::LeftOut(other)) => one == other,
            (Self::Json(_) | Self::LeftOut(_), _) => false,
        }
    }
}

/// Why a body is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// It is no JSON: what is secret or personal in it cannot be told.
    NotJson,
    /// It is deeper, or holds more items, than a recording may.
    TooMuch,
}

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// The network did not answer.
    Network,
    /// No answer in time.
    Timeout,
    /// The answer was larger than allowed.
    TooLarge,
    /// The page itself did not let the request out.
    NotSent,
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Network => Self::Network,
            TransportError::Timeout => Self::Timeout,
            TransportError::TooLarge => Self::TooLarge,
            TransportError::Refused | TransportError::Malformed => Self::NotSent,
        }
    }
}

impl From<Failure> for TransportError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Network => Self::Network,
            Failure::Timeout => Self::Timeout,
            Failure::TooLarge => Self::TooLarge,
            Failure::NotSent => Self::Refused,
        }
    }
}

impl Exchange {
    /// What was asked.
    #[must_use]
    pub fn asked(&self) -> Asked {
        Asked { method: self.method.clone(), path: self.path.clone(), body: self.body.clone() }
    }

    /// The bodies that are there: of the request, then of the answer.
    pub fn bodies(&self) -> [Option<&Body>; 2] {
        let answer = match &self.outcome {
            Outcome::Answer(answer) => answer.body.as_ref(),
            Outcome::Failure(_) => None,
        };
        [self.body.as_ref(), answer]
    }

    fn bodies_mut(&mut self) -> [Option<&mut Body>; 2] {
        let answer = match &mut self.outcome {
            Outcome::Answer(answer) => answer.body.as_mut(),
            Outcome::Failure(_) => None,
        };
        [self.body.as_mut(), answer]
    }

    /// The bytes of both bodies.
    #[must_use]
    pub fn size(&self) -> usize {
        let size = |body: Option<&Body>| match body {
            Some(Body::Json(json)) => json.get().len(),
            Some(Body::LeftOut(_)) | None => 0,
        };
        self.bodies().into_iter().map(size).sum()
    }
}
