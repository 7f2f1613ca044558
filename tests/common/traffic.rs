//! What goes over the wire: how many requests, how many must follow one another, and what goes wrong.

use assistant::net::{Request, Response, Sending, Transport, TransportError};
use assistant::sim::SimTransport;
use std::cell::Cell;
use std::future::poll_fn;
use std::task::Poll;

/// Where a connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The request does not arrive.
    Request,
    /// The answer does not arrive.
    Answer,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// The connection breaks.
    Lost(Lost),
    /// The request is refused with this status, and does nothing.
    Refused(u16),
}

/// Counts requests, and the longest chain of requests of which each began after the one before was answered.
pub struct Traffic {
    inner: SimTransport,
    requests: Cell<usize>,
    answered: Cell<usize>,
    breaks: Cell<Option<Lost>>,
    harm: Cell<Option<(usize, Harm, usize)>>,
}

impl Traffic {
    pub fn new(inner: SimTransport) -> Self {
        Self {
            inner,
            requests: Cell::new(0),
            answered: Cell::new(0),
            breaks: Cell::new(None),
            harm: Cell::new(None),
        }
    }

    /// Requests so far.
    pub fn requests(&self) -> usize {
        self.requests.get()
    }

    /// Round trips one after another so far.
    pub fn round_trips(&self) -> usize {
        self.answered.get()
    }

    /// The connection breaks once, at the next request that changes something.
    pub fn break_next_write(&self, lost: Lost) {
        self.breaks.set(Some(lost));
    }

    /// So many requests go wrong, after sparing `spared` from now on.
    pub fn harm(&self, spared: usize, harm: Harm, times: usize) {
        self.harm.set(Some((self.requests() + spared, harm, times)));
    }

    /// Nothing goes wrong from now on. Whether something did.
    pub fn heal(&self) -> bool {
        self.harm.take().is_some_and(|(first, ..)| self.requests() > first)
    }

    fn harmed(&self) -> Option<Harm> {
        let (first, harm, times) = self.harm.get()?;
        let number = self.requests().checked_sub(first + 1)?;
        (number < times).then_some(harm)
    }

    fn breaks(&self, request: &Request) -> Option<Lost> {
        let path = request.uri().path();
        let changes =
            request.method() != "GET" && !path.ends_with("/$batch") && !path.ends_with("Credentials");
        if changes { self.breaks.take() } else { None }
    }
}

impl Transport for Traffic {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            self.requests.set(self.requests.get() + 1);
            let harm = self.harmed();
            let place = self.answered.get() + 1;
            // Requests that are sent together all begin before the first of them is answered.
            let mut waited = false;
            poll_fn(|context| {
                if std::mem::replace(&mut waited, true) {
                    return Poll::Ready(());
                }
                context.waker().wake_by_ref();
                Poll::Pending
            })
            .await;
            let breaks = match harm {
                Some(Harm::Refused(status)) => return Ok(refusal(status)),
                Some(Harm::Lost(lost)) => Some(lost),
                None => self.breaks(&request),
            };
            if breaks == Some(Lost::Request) {
                return Err(TransportError::Network);
            }
            let answer = self.inner.send(request).await;
            self.answered.set(self.answered.get().max(place));
            if breaks == Some(Lost::Answer) { Err(TransportError::Network) } else { answer }
        })
    }
}

/// Graph's words for a status that any request may get.
fn refusal(status: u16) -> Response {
    let code = match status {
        401 => "InvalidAuthenticationToken",
        429 => "TooManyRequests",
        _ => "UnknownError",
    };
    let body = format!(r#"{{"error":{{"code":"{code}","message":"","innerError":{{}}}}}}"#);
    let answer = http::Response::builder().status(status).header("Content-Type", "application/json");
    let answer = if status == 429 { answer.header("Retry-After", "3") } else { answer };
    answer.body(body.into_bytes()).unwrap()
}
