//! One request, taken apart.

use super::answer::Failure;
use super::guid::is_guid;
use super::query::Query;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::time::SystemTime;

/// A request as handlers see it.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub method: &'a Method,
    /// Decoded path segments after `/v1.0`.
    pub path: Vec<String>,
    /// Path and query as sent.
    pub target: &'a str,
    pub query: Query,
    pub headers: &'a HeaderMap,
    pub body: &'a [u8],
    /// Scheme and authority the request came to: links in answers begin with it.
    pub origin: &'a str,
    pub now: SystemTime,
    /// The scopes of the caller's token.
    pub scopes: Vec<String>,
    pub in_batch: bool,
}

impl Call<'_> {
    /// The decoded segments of `path` after the version, or `None` if it does not begin with `/v1.0/`.
    pub fn segments(path: &str) -> Option<Vec<String>> {
        let rest = path.strip_prefix("/v1.0/")?;
        rest.split('/').map(|part| percent_decode_str(part).decode_utf8().ok().map(Into::into)).collect()
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Whether `ConsistencyLevel: eventual` was sent.
    pub fn eventual(&self) -> bool {
        self.header("ConsistencyLevel").is_some_and(|value| value.eq_ignore_ascii_case("eventual"))
    }

    /// Whether the token holds one of `scopes`.
    pub fn has_scope(&self, scopes: &[&str]) -> bool {
        self.scopes.iter().any(|held| scopes.iter().any(|wanted| held.eq_ignore_ascii_case(wanted)))
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// 400 without `Content-Type: application/json`, and for a body that is not JSON.
    pub fn json(&self) -> Result<Value, Failure> {
        let kind = self.header("Content-Type").unwrap_or_default();
        let media = kind.split(';').next().unwrap_or_default().trim();
        if !media.eq_ignore_ascii_case("application/json") {
            return Err(Failure::bad_request("Entity only allows writes with a JSON Content-Type header."));
        }
        serde_json::from_slice(self.body).map_err(|_| {
            Failure::bad_request("Unable to read JSON request payload. Please ensure it is well-formed.")
        })
    }

    /// The text after `$metadata#`, as an absolute context address.
    pub fn context(&self, what: &str) -> String {
        format!("{}/v1.0/$metadata#{what}", self.origin)
    }
}

/// `id`, if it is a GUID.
///
/// # Errors
/// 400 otherwise.
pub(crate) fn guid(id: &str) -> Result<&str, Failure> {
    if is_guid(id) { Ok(id) } else { Err(Failure::bad_request(format!("Invalid object identifier '{id}'."))) }
}
