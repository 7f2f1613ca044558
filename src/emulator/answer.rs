//! Small answers of the emulator's own.

use crate::net::Response;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderValue, StatusCode};
use serde_json::Value;

/// An empty answer.
pub(super) fn status(status: StatusCode) -> Response {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}

/// A plain text answer, for people.
pub(super) fn text(code: StatusCode, text: &str) -> Response {
    let mut response = status(code);
    *response.body_mut() = text.as_bytes().to_vec();
    set(&mut response, CONTENT_TYPE, "text/plain; charset=utf-8");
    response
}

/// A JSON answer.
pub(super) fn json(value: &Value) -> Response {
    let mut response = Response::new(value.to_string().into_bytes());
    set(&mut response, CONTENT_TYPE, "application/json");
    response
}

/// Sets a header; a value that no header can hold is left out.
pub(super) fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// The answer to a wrong address.
pub(super) fn not_found() -> Response {
    text(StatusCode::NOT_FOUND, "There is nothing at this address.\n")
}
