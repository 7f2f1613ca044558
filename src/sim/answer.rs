//! What a handler gives back: an answer, or a refusal in Graph's error shape (graph-contract.md §0.5).

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// A successful answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub body: Body,
    /// How long the service takes.
    pub latency: Duration,
}

/// The body of an answer.
#[derive(Debug)]
pub(crate) enum Body {
    Empty,
    Json(Value),
}

/// A handler's result.
pub(crate) type Handled = Result<Answer, Failure>;

/// The usual time Graph takes.
const USUAL: Duration = Duration::from_millis(120);

impl Answer {
    /// 200 with `body`.
    pub fn ok(body: Value) -> Self {
        Self { status: 200, body: Body::Json(body), latency: USUAL }
    }

    /// 201 with `body`.
    pub fn created(body: Value) -> Self {
        Self { status: 201, body: Body::Json(body), latency: USUAL }
    }

    /// 204.
    pub fn no_content() -> Self {
        Self { status: 204, body: Body::Empty, latency: USUAL }
    }

    /// 200 with a whole collection: no paging.
    pub fn list(context: String, value: Vec<Value>) -> Self {
        Self::ok(json!({"@odata.context": context, "value": value}))
    }

    /// The same answer, after `latency`.
    pub fn after(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }
}

/// A refusal.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub status: u16,
    pub code: &'static str,
    pub message: String,
    /// `details` of the envelope, where Graph has some.
    pub details: Vec<Value>,
    /// Whole seconds for `Retry-After`.
    pub retry_after: Option<u64>,
    /// `WWW-Authenticate`, where a claims challenge is made.
    pub challenge: Option<Box<str>>,
    /// How long the service takes to refuse.
    pub latency: Duration,
}

impl Failure {
    /// The status that stands for no answer at all.
    pub const CUT: u16 = 0;

    /// The connection is lost.
    pub fn cut() -> Self {
        Self::new(Self::CUT, "", "")
    }

    /// A refusal with this status, code and message.
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            details: Vec::new(),
            retry_after: None,
            challenge: None,
            latency: USUAL,
        }
    }

    /// 400 of a directory call.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "Request_BadRequest", message)
    }

    /// 400 of a query that the directory does not support.
    pub fn unsupported_query(message: &str) -> Self {
        Self::new(400, "Request_UnsupportedQuery", message)
    }

    /// 403 of a directory call.
    pub fn denied() -> Self {
        Self::new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    }

    /// 401 of a synchronization call: role or scope missing, or the application too young.
    pub fn unknown_401() -> Self {
        Self::new(401, "UnknownError", "")
    }

    /// 404 of a directory call.
    pub fn no_object(id: &str) -> Self {
        let message = format!(
            "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
        );
        Self::new(404, "Request_ResourceNotFound", message)
    }

    /// 404 of a synchronization call.
    pub fn no_resource() -> Self {
        Self::new(404, "ResourceNotFound", "The requested resource was not found.")
    }

    /// 405: a verb or path that v1.0 does not have.
    pub fn no_such_call() -> Self {
        Self::new(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")
    }

    /// 401 that asks for a token with these claims, whatever the text is.
    pub fn challenged(claims: &str) -> Self {
        let message = "Continuous access evaluation resulted in challenge with result: InteractionRequired.";
        let claims = BASE64_STANDARD.encode(claims);
        Self {
            challenge: Some(Box::from(format!(
                "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
                 error=\"insufficient_claims\", claims=\"{claims}\""
            ))),
            ..Self::new(401, "InvalidAuthenticationToken", message)
        }
    }

    /// 429.
    pub fn throttled(seconds: u64) -> Self {
        let mut failure = Self::new(429, "TooManyRequests", "Please retry again later.");
        failure.retry_after = Some(seconds);
        failure
    }

    /// A transient 5xx.
    pub fn transient(status: u16) -> Self {
        let code = match status {
            503 => "serviceNotAvailable",
            504 => "GatewayTimeout",
            502 => "BadGateway",
            _ => "InternalServerError",
        };
        Self::new(status, code, "The service is temporarily unavailable.")
    }

    /// The same refusal, after `latency`.
    pub fn after(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// The envelope.
    pub fn body(&self, date: &str, request_id: &str, client_request_id: &str) -> Value {
        let mut inner = Map::new();
        if self.status == 429 {
            inner.insert("code".into(), "429".into());
        }
        inner.insert("date".into(), date.into());
        if self.status == 429 {
            inner.insert("message".into(), "Please retry after".into());
            inner.insert("status".into(), "429".into());
        }
        inner.insert("request-id".into(), request_id.into());
        inner.insert("client-request-id".into(), client_request_id.into());
        let mut error = Map::new();
        error.insert("code".into(), self.code.into());
        error.insert("message".into(), self.message.as_str().into());
        if !self.details.is_empty() {
            error.insert("details".into(), Value::Array(self.details.clone()));
        }
        error.insert("innerError".into(), Value::Object(inner));
        json!({"error": error})
    }
}
