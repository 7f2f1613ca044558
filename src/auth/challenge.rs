//! The `claims` parameter: what a sign-in must prove beyond the ordinary (security.md AUTH-15).

use serde_json::{Map, Value, json};
use std::fmt;

/// The longest challenge that is read, in bytes.
const MAX_BYTES: usize = 8 * 1024;

/// A claims challenge: the JSON object that Entra or Graph asks to be sent back. Its content is not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Claims(Map<String, Value>);

impl Claims {
    /// Reads a challenge; `None` if it is no JSON object or is longer than 8 KiB.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_BYTES {
            return None;
        }
        serde_json::from_str(text).ok().map(Self)
    }

    /// The parameter: the challenge, if there is one, and that this client understands challenges (`cp1`).
    pub(super) fn parameter(challenge: Option<&Self>) -> String {
        let mut claims = challenge.map(|claims| claims.0.clone()).unwrap_or_default();
        let token = claims.entry("access_token").or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(token) = token {
            token.insert("xms_cc".to_owned(), json!({ "values": ["cp1"] }));
        }
        Value::Object(claims).to_string()
    }
}

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Claims")
    }
}
