//! What was asked, for tests.

use http::Method;

/// One request and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedRequest {
    /// The verb.
    pub method: Method,
    /// The path and query as sent, from `/v1.0` on.
    pub target: String,
    /// The status answered; `None` where the connection was cut.
    pub status: Option<u16>,
    /// The body, kept for writes only.
    pub body: Option<Vec<u8>>,
    /// Whether it came inside a `$batch`.
    pub in_batch: bool,
}

impl RecordedRequest {
    /// Whether the request can change something: every verb but `GET`, and no `$batch`, which is an envelope.
    #[must_use]
    pub fn is_write(&self) -> bool {
        self.method != Method::GET && !self.target.ends_with("/$batch")
    }
}
