//! One request to Graph as data: what is sent, what it needs and how it may be repeated.

use super::Scope;
use http::Method;
use std::fmt;
use std::time::Duration;
use zeroize::Zeroize;

/// How long a read may take (security.md NET-07).
pub const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// How long a write may take (security.md NET-07).
pub const WRITE_TIMEOUT: Duration = Duration::from_secs(60);
/// How long Entra may talk to the SCIM endpoint before it answers (graph-contract.md §4.5, 8).
pub const ENDPOINT_TIMEOUT: Duration = Duration::from_secs(120);

/// What may be done when no answer, or a passing failure, comes back (security.md WRT-06).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It changes nothing: repeat it.
    Read,
    /// Twice is the same as once: repeat it.
    Idempotent,
    /// Never repeat it without reading back what it did.
    ReadBackFirst,
}

/// One call of graph-contract.md §1. Its `Debug` shows no body: there may be a secret in it.
#[derive(Clone)]
pub struct Call {
    /// The HTTP method.
    pub method: Method,
    /// Path and query below `/v1.0`, percent-encoded, beginning with `/`.
    pub path_and_query: String,
    /// Whether it is an advanced query: `ConsistencyLevel: eventual` goes out with every page.
    pub advanced: bool,
    /// A JSON body.
    pub body: Option<Vec<u8>>,
    /// How it may be repeated.
    pub retry: Retry,
    /// Whether it is sent once, whatever is answered: it will be made again anyway, and then as late as is right.
    pub once: bool,
    /// The delegated permissions it needs.
    pub needs: &'static [Scope],
    /// How long one attempt may take.
    pub timeout: Duration,
}

impl Call {
    /// A read of `path_and_query`.
    #[must_use]
    pub fn get(path_and_query: String, needs: &'static [Scope]) -> Self {
        Self {
            method: Method::GET,
            path_and_query,
            advanced: false,
            body: None,
            retry: Retry::Read,
            once: false,
            needs,
            timeout: READ_TIMEOUT,
        }
    }

    /// A change by `method` at `path`.
    #[must_use]
    pub fn write(method: Method, path: String, needs: &'static [Scope], retry: Retry) -> Self {
        Self {
            method,
            path_and_query: path,
            advanced: false,
            body: None,
            retry,
            once: false,
            needs,
            timeout: WRITE_TIMEOUT,
        }
    }

    /// The same call as an advanced query.
    #[must_use]
    pub fn advanced(mut self) -> Self {
        self.advanced = true;
        self
    }

    /// The same call with `body`.
    #[must_use]
    pub fn with_body(mut self, body: Vec<u8>) -> Self {
        self.body = Some(body);
        self
    }

    /// The same call with another time limit for one attempt.
    #[must_use]
    pub fn within(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The same call, sent once: a passing failure is told at once, without waiting.
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// The path alone.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path_and_query.split('?').next().unwrap_or_default()
    }

    /// Whether another service answers it, which says 401 for a missing role and may not be reachable
    /// inside a batch (graph-contract.md §0.5, §0.9).
    #[must_use]
    pub fn is_synchronization(&self) -> bool {
        self.path().split('/').nth(3) == Some("synchronization")
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.body.zeroize();
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path_and_query)
    }
}
