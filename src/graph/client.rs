//! Sends calls: token, address, waiting, repeating; what goes out passes the guard first.

use super::error::{self, GraphError, GraphErrorKind};
use super::guard::Guarded;
use super::{AccessToken, Answer, Call, GraphRoot, Guard, Retry, TokenNeed, Tokens};
use crate::net::clock::{Clock, Entropy};
use crate::net::header::{CLIENT_REQUEST_ID, CONSISTENCY_LEVEL};
use crate::net::limit::Limited;
use crate::net::retry::{RetryClass, Retrying, WaitObserver};
use crate::net::{Request, TimeLimit, Transport};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, StatusCode, Uri};
use serde_json::Value;
use std::rc::Rc;

/// A client of one Graph root for the signed-in person.
pub struct GraphClient {
    pub(super) root: GraphRoot,
    transport: Retrying,
    tokens: Rc<dyn Tokens>,
    pub(super) clock: Rc<dyn Clock>,
    pub(super) entropy: Rc<dyn Entropy>,
    pub(super) observer: Option<WaitObserver>,
}

impl GraphClient {
    /// A client that sends through `transport` what `guard` lets pass: at most four requests at once, repeated as
    /// security.md NET-08 says.
    #[must_use]
    pub fn new(
        root: GraphRoot,
        transport: Rc<dyn Transport>,
        tokens: Rc<dyn Tokens>,
        clock: Rc<dyn Clock>,
        entropy: Rc<dyn Entropy>,
        guard: Rc<Guard>,
    ) -> Self {
        Self::observed(root, transport, tokens, clock, entropy, guard, None)
    }

    /// The same, with an observer that is told about every wait for a countdown.
    #[must_use]
    pub fn observed(
        root: GraphRoot,
        transport: Rc<dyn Transport>,
        tokens: Rc<dyn Tokens>,
        clock: Rc<dyn Clock>,
        entropy: Rc<dyn Entropy>,
        guard: Rc<Guard>,
        observer: Option<WaitObserver>,
    ) -> Self {
        let limited = Rc::new(Limited::new(Rc::new(Guarded::new(transport, guard))));
        let transport = Retrying::new(limited, Rc::clone(&clock), Rc::clone(&entropy), observer.clone());
        Self { root, transport, tokens, clock, entropy, observer }
    }

    /// The root that is asked.
    #[must_use]
    pub const fn root(&self) -> &GraphRoot {
        &self.root
    }

    /// Sends one call and waits for its answer.
    ///
    /// # Errors
    /// Every answer that is no success, and what cannot be one.
    pub async fn send(&self, call: Call) -> Result<Answer, GraphError> {
        let Some(uri) = self.root.uri(&call.path_and_query) else {
            return Err(self.failure(GraphErrorKind::Refused));
        };
        self.exchange(uri, &call).await
    }

    /// Sends several calls together; the order of answers is the order of calls.
    ///
    /// Reads of the directory go in JSON batches of at most 20. Synchronization paths go as plain calls beside the
    /// batch: whether Graph takes them in one is not documented (graph-contract.md §0.9, open question 5).
    pub async fn batch(&self, calls: Vec<Call>) -> Vec<Result<Answer, GraphError>> {
        super::batch::send(self, calls).await
    }

    /// Every item of a list, all pages of it.
    ///
    /// # Errors
    /// As [`send`](Self::send); besides, when a page leads elsewhere or the list does not end (security.md NET-02).
    pub async fn pages(&self, call: Call) -> Result<Vec<Value>, GraphError> {
        let first = self.send(call.clone()).await?;
        self.pages_from(first, &call).await
    }

    /// Every item of the list whose first page is `first`, the answer to `call`; for instance out of a batch.
    ///
    /// # Errors
    /// As [`pages`](Self::pages).
    pub async fn pages_from(&self, first: Answer, call: &Call) -> Result<Vec<Value>, GraphError> {
        super::paging::collect(self, first, call).await
    }

    /// One page of the list that `call` asks for: the one that `link`, out of a page before, leads to.
    ///
    /// # Errors
    /// As [`send`](Self::send); besides, when the link leads elsewhere (security.md NET-02).
    pub async fn page(&self, link: &str, call: &Call) -> Result<Answer, GraphError> {
        super::paging::follow(self, link, call).await
    }

    /// Sends `call` to `uri`, which is of this root; a refused token is renewed once (G25), a claims challenge is answered
    /// once (A11, A13), and a read whose answer was cut short is repeated once (G19). A 401 says that nothing was done,
    /// so that a write is not made twice.
    pub(super) async fn exchange(&self, uri: Uri, call: &Call) -> Result<Answer, GraphError> {
        let (mut answer, mut token) = self.attempt(&uri, call, TokenNeed::Valid).await?;
        if token_need(&answer, call) == Some(None) {
            (answer, token) = self.attempt(&uri, call, TokenNeed::InsteadOf(&token)).await?;
        }
        if let Some(Some(claims)) = token_need(&answer, call) {
            let need = TokenNeed::Answering { claims: &claims, refused: &token };
            answer = match self.attempt(&uri, call, need).await {
                // Nobody answered: what Graph asked for stays known.
                Err(GraphError {
                    kind: GraphErrorKind::InteractionRequired { .. }, status: None, ..
                }) => answer,
                attempted => attempted?.0,
            };
        }
        if call.retry == Retry::Read && answer.status.is_success() && answer.is_truncated() {
            (answer, _) = self.attempt(&uri, call, TokenNeed::Valid).await?;
        }
        check(answer, call)
    }

    /// One request, and the token that it bore.
    async fn attempt(
        &self,
        uri: &Uri,
        call: &Call,
        need: TokenNeed<'_>,
    ) -> Result<(Answer, AccessToken), GraphError> {
        let token = self.tokens.access_token(need).await;
        let token = token.map_err(|error| GraphError::from_token(error, self.clock.now()))?;
        let mut request = Request::new(call.body.clone().unwrap_or_default());
        *request.method_mut() = call.method.clone();
        *request.uri_mut() = uri.clone();
        let headers = request.headers_mut();
        let mut bearer = HeaderValue::try_from(["Bearer ", token.secret()].concat())
            .map_err(|_| self.failure(GraphErrorKind::NoToken))?;
        bearer.set_sensitive(true);
        headers.insert(AUTHORIZATION, bearer);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Ok(id) = HeaderValue::try_from(new_guid(&*self.entropy)) {
            headers.insert(CLIENT_REQUEST_ID, id);
        }
        if call.body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if call.advanced {
            headers.insert(CONSISTENCY_LEVEL, HeaderValue::from_static("eventual"));
        }
        if !call.once {
            request.extensions_mut().insert(match call.retry {
                Retry::Read | Retry::Idempotent => RetryClass::Repeatable,
                Retry::ReadBackFirst => RetryClass::NotExecuted,
            });
        }
        request.extensions_mut().insert(TimeLimit(call.timeout));
        let response = self.transport.send(request).await;
        let at = self.clock.now();
        let response = response.map_err(|error| GraphError::from_transport(error, call, at))?;
        let (parts, body) = response.into_parts();
        Ok((Answer { status: parts.status, headers: parts.headers, body, at }, token))
    }

    pub(super) fn failure(&self, kind: GraphErrorKind) -> GraphError {
        GraphError::local(kind, self.clock.now())
    }
}

/// Turns an answer that is no success, or not Graph's, into an error.
pub(super) fn check(answer: Answer, call: &Call) -> Result<Answer, GraphError> {
    if !answer.status.is_success() {
        return Err(error::from_response(&answer, call));
    }
    let lost = call.retry != Retry::Read;
    if answer.is_html() {
        return Err(answer.error(if lost {
            GraphErrorKind::OutcomeUnknown
        } else {
            GraphErrorKind::NotGraph
        }));
    }
    if answer.is_truncated() {
        return Err(answer.error(if lost {
            GraphErrorKind::OutcomeUnknown
        } else {
            GraphErrorKind::Truncated
        }));
    }
    Ok(answer)
}

/// Whether another token may cure a refusal, and the claims challenge that it must answer, if there is one. Never for what
/// synchronization says for a missing role.
fn token_need(answer: &Answer, call: &Call) -> Option<Option<String>> {
    if !matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
        return None;
    }
    match error::from_response(answer, call).kind {
        GraphErrorKind::InteractionRequired { claims } => Some(claims),
        _ => None,
    }
}

/// A random GUID (RFC 9562, version 4).
fn new_guid(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut guid = String::with_capacity(36);
    for (at, byte) in bytes.into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            guid.push('-');
        }
        for digit in [byte >> 4, byte & 0x0f] {
            guid.extend(char::from_digit(digit.into(), 16));
        }
    }
    guid
}
