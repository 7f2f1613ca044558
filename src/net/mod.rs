//! The one port to the outside: requests and responses as plain [`http`] values, and who can carry them.

#[cfg(feature = "ui")]
pub mod browser_clock;
pub mod clock;
pub mod fault;
#[cfg(feature = "ui")]
pub mod fetch;
pub mod header;
pub mod limit;
pub mod retry;
pub mod retry_after;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use thiserror::Error;

/// A request whose body is in memory.
pub type Request = http::Request<Vec<u8>>;
/// A response whose body is in memory.
pub type Response = http::Response<Vec<u8>>;
/// A future of this crate. It is not `Send`: a browser has one thread.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;
/// An answer on its way. Dropping it cancels the request.
pub type Sending<'a> = Boxed<'a, Result<Response, TransportError>>;

/// How long one attempt may take until its answer is complete: an extension of a request. A transport that reaches the
/// network has a limit of its own where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLimit(pub Duration);

/// Carries one request to the outside and brings the answer back, whatever its status.
pub trait Transport {
    /// Sends `request` once. Retrying is another transport's work.
    fn send(&self, request: Request) -> Sending<'_>;
}

/// Why there is no answer. Holds no text from outside and nothing of the request (security.md LOG-02, TOK-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TransportError {
    /// Offline, DNS, TLS, CORS or a blocked host: a browser cannot tell them apart.
    #[error("the network did not answer")]
    Network,
    /// No complete answer within the time allowed.
    #[error("no answer in time")]
    Timeout,
    /// The answer is larger than allowed.
    #[error("the answer is too large")]
    TooLarge,
    /// The request may not leave the page (security.md NET-01, WRT-01).
    #[error("the request is not allowed")]
    Refused,
    /// The request cannot be expressed, for instance a header value with a line break.
    #[error("the request is malformed")]
    Malformed,
}
