//! What Graph answered.

use super::error::{GraphError, GraphErrorKind};
use crate::net::header::{CLIENT_REQUEST_ID, REQUEST_ID};
use crate::net::retry_after;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, StatusCode};
use serde_json::Value;
use std::fmt;
use std::time::{Duration, SystemTime};

/// A successful answer. Its `Debug` shows no body.
#[derive(Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers that may be seen.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// When it came.
    pub at: SystemTime,
}

impl Answer {
    /// The body as JSON. `null` for an empty one, as a 204 has.
    ///
    /// # Errors
    /// When it is cut short, nested too deeply or no JSON.
    pub fn json(&self) -> Result<Value, GraphError> {
        if self.body.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            self.error(if error.is_eof() { GraphErrorKind::Truncated } else { GraphErrorKind::Unreadable })
        })
    }

    /// The body as text, byte for byte.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub fn text(&self) -> Result<&str, GraphError> {
        std::str::from_utf8(&self.body).map_err(|_| self.error(GraphErrorKind::Unreadable))
    }

    /// How long Graph asks to wait, counted from `now`.
    #[must_use]
    pub fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        retry_after::read(&self.headers, now)
    }

    /// Graph's id of this request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.header(&REQUEST_ID)
    }

    pub(super) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// An answer of a proxy: HTML instead of JSON.
    pub(super) fn is_html(&self) -> bool {
        let first = self.body.iter().find(|byte| !byte.is_ascii_whitespace());
        let html =
            self.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        first == Some(&b'<') || (html && first.is_some())
    }

    /// Whether a JSON body visibly lacks its end. Cheap, so that every answer can be asked.
    pub(super) fn is_truncated(&self) -> bool {
        let body = self.body.trim_ascii();
        match (body.first(), body.last()) {
            (Some(b'{'), last) => last != Some(&b'}'),
            (Some(b'['), last) => last != Some(&b']'),
            _ => false,
        }
    }

    /// An error about this answer's content.
    pub(super) fn error(&self, kind: GraphErrorKind) -> GraphError {
        GraphError {
            status: Some(self.status.as_u16()),
            request_id: self.request_id().map(Box::from),
            client_request_id: self.header(&CLIENT_REQUEST_ID).map(Box::from),
            ..GraphError::local(kind, self.at)
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({}, {} bytes)", self.status, self.body.len())
    }
}
