//! What goes over the wire: how many requests, how many must follow one another, and what gets lost.

use assistant::net::{Request, Sending, Transport, TransportError};
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

/// Counts requests, and the longest chain of requests of which each began after the one before was answered.
pub struct Traffic {
    inner: SimTransport,
    requests: Cell<usize>,
    answered: Cell<usize>,
    breaks: Cell<Option<Lost>>,
}

impl Traffic {
    pub fn new(inner: SimTransport) -> Self {
        Self { inner, requests: Cell::new(0), answered: Cell::new(0), breaks: Cell::new(None) }
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
            let breaks = self.breaks(&request);
            if breaks == Some(Lost::Request) {
                return Err(TransportError::Network);
            }
            let answer = self.inner.send(request).await;
            self.answered.set(self.answered.get().max(place));
            if breaks == Some(Lost::Answer) { Err(TransportError::Network) } else { answer }
        })
    }
}
