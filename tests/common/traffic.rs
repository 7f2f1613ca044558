//! What goes over the wire: how many requests, and how many must follow one another.

use assistant::net::{Request, Sending, Transport};
use assistant::sim::SimTransport;
use std::cell::Cell;
use std::future::poll_fn;
use std::task::Poll;

/// Counts requests, and the longest chain of requests of which each began after the one before was answered.
pub struct Traffic {
    inner: SimTransport,
    requests: Cell<usize>,
    answered: Cell<usize>,
}

impl Traffic {
    pub fn new(inner: SimTransport) -> Self {
        Self { inner, requests: Cell::new(0), answered: Cell::new(0) }
    }

    /// Requests so far.
    pub fn requests(&self) -> usize {
        self.requests.get()
    }

    /// Round trips one after another so far.
    pub fn round_trips(&self) -> usize {
        self.answered.get()
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
            let answer = self.inner.send(request).await;
            self.answered.set(self.answered.get().max(place));
            answer
        })
    }
}
