//! At most so many requests at once; the others queue (security.md NET-07).

use super::{Request, Sending, Transport};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// How many requests may be under way together.
pub const CONCURRENT: usize = 4;

/// Lets [`CONCURRENT`] requests through at once, the others in the order in which they came.
pub struct Limited {
    inner: Rc<dyn Transport>,
    queue: Rc<RefCell<Queue>>,
}

#[derive(Default)]
struct Queue {
    running: usize,
    next_ticket: u64,
    waiting: VecDeque<(u64, Waker)>,
}

impl Limited {
    /// Sends through `inner`.
    #[must_use]
    pub fn new(inner: Rc<dyn Transport>) -> Self {
        Self { inner, queue: Rc::default() }
    }

    /// Waits for a free place.
    async fn place(&self) -> Place {
        let mut place = Place { queue: Rc::clone(&self.queue), ticket: None, running: false };
        poll_fn(|context| place.poll_take(context.waker())).await;
        place
    }
}

impl Transport for Limited {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move {
            let _place = self.place().await;
            self.inner.send(request).await
        })
    }
}

/// A place among the running, or a ticket in the queue. Dropping gives it back, wherever it stands.
struct Place {
    queue: Rc<RefCell<Queue>>,
    ticket: Option<u64>,
    running: bool,
}

impl Place {
    fn poll_take(&mut self, waker: &Waker) -> Poll<()> {
        let queue = &mut *self.queue.borrow_mut();
        let ticket = *self.ticket.get_or_insert_with(|| {
            queue.next_ticket += 1;
            queue.waiting.push_back((queue.next_ticket, waker.clone()));
            queue.next_ticket
        });
        let turn = queue.waiting.iter().position(|(waiting, _)| *waiting == ticket);
        if let Some(at) = turn.filter(|at| queue.running + at >= CONCURRENT) {
            queue.waiting[at].1.clone_from(waker);
            return Poll::Pending;
        }
        queue.waiting.retain(|(waiting, _)| *waiting != ticket);
        queue.running += 1;
        self.running = true;
        Poll::Ready(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let queue = &mut *self.queue.borrow_mut();
        if self.running {
            queue.running -= 1;
        } else if let Some(ticket) = self.ticket {
            queue.waiting.retain(|(waiting, _)| *waiting != ticket);
        }
        for (_, waker) in queue.waiting.iter().take(CONCURRENT.saturating_sub(queue.running)) {
            waker.wake_by_ref();
        }
    }
}
