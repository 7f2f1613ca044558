//! Faults on purpose: for tests and for the demo (security.md §6).

use super::{Request, Response, Sending, Transport, TransportError};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// What happens to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: it goes through.
    None,
    /// This status with Graph's error envelope, and `Retry-After` if it can be read.
    Status(StatusCode, Option<String>),
    /// The HTML page of a proxy, with status 200.
    Html,
    /// The true answer, cut in the middle.
    Truncated,
    /// The network breaks before the request arrives.
    CutBefore,
    /// The request has its effect, then the network breaks.
    CutAfter,
    /// No answer in time, the request never arrived.
    Stall,
    /// A redirect, which is never followed: the browser reports a network failure (security.md NET-03).
    Redirect,
}

/// Applies a script of faults, one per request; after its end everything goes through.
pub struct Faulty {
    inner: Rc<dyn Transport>,
    script: RefCell<VecDeque<Fault>>,
}

impl Faulty {
    /// Sends through `inner`.
    #[must_use]
    pub fn new(inner: Rc<dyn Transport>, script: impl IntoIterator<Item = Fault>) -> Self {
        Self { inner, script: RefCell::new(script.into_iter().collect()) }
    }

    /// Appends a fault to the script.
    pub fn next(&self, fault: Fault) {
        self.script.borrow_mut().push_back(fault);
    }
}

impl Transport for Faulty {
    fn send(&self, request: Request) -> Sending<'_> {
        let fault = self.script.borrow_mut().pop_front().unwrap_or(Fault::None);
        Box::pin(async move {
            match fault {
                Fault::None => self.inner.send(request).await,
                Fault::Status(status, retry_after) => refusal(status, retry_after),
                Fault::Html => html(),
                Fault::Truncated => self.inner.send(request).await.map(|mut response| {
                    let half = response.body().len() / 2;
                    response.body_mut().truncate(half);
                    response
                }),
                Fault::CutAfter => {
                    self.inner.send(request).await?;
                    Err(TransportError::Network)
                }
                Fault::CutBefore | Fault::Redirect => Err(TransportError::Network),
                Fault::Stall => Err(TransportError::Timeout),
            }
        })
    }
}

fn refusal(status: StatusCode, retry_after: Option<String>) -> Result<Response, TransportError> {
    let code = match status.as_u16() {
        429 => "TooManyRequests",
        503 => "serviceNotAvailable",
        _ => "InternalServerError",
    };
    let body = [r#"{"error":{"code":""#, code, r#"","message":"","innerError":{}}}"#].concat();
    let mut response = Response::new(body.into_bytes());
    *response.status_mut() = status;
    if let Some(text) = retry_after {
        let value = HeaderValue::try_from(text).map_err(|_| TransportError::Malformed)?;
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    Ok(response)
}

fn html() -> Result<Response, TransportError> {
    let mut response = Response::new(b"<!doctype html><title>Sign in to the network</title>".to_vec());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
    Ok(response)
}
