//! Waiting and repeating (security.md NET-08, NET-09, WRT-06).

use super::clock::{Clock, Entropy};
use super::{Request, Response, Sending, Transport, TransportError, retry_after};
use http::StatusCode;
use std::rc::Rc;
use std::time::Duration;

/// How a request may be repeated: an extension of the request. Without it, it is never repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryClass {
    /// After every passing failure: reads and writes that are the same twice.
    Repeatable,
    /// Once, and only when the answer says that nothing was done: 429, or 503 with `Retry-After` (G05).
    NotExecuted,
}

/// A wait that has begun, so that a countdown can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// How long, rounded up.
    pub seconds: u64,
    /// Which try comes after it; the first repetition is 2.
    pub attempt: u32,
}

/// Told about every wait.
pub type WaitObserver = Rc<dyn Fn(Wait)>;

const TRIES: u32 = 5;
const BASE: Duration = Duration::from_secs(1);
const CAP: Duration = Duration::from_secs(60);
/// All waits of one request together.
const BUDGET: Duration = Duration::from_secs(180);

/// How long to wait after a failure without a readable `Retry-After`: full jitter over a window that doubles.
#[must_use]
pub fn backoff(attempt: u32, entropy: &dyn Entropy) -> Duration {
    let window = BASE.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(CAP);
    window.mul_f64(entropy.unit())
}

/// The waits of one request: says whether another try is allowed, and waits for it.
pub struct Patience<'a> {
    clock: &'a dyn Clock,
    entropy: &'a dyn Entropy,
    observer: Option<&'a WaitObserver>,
    attempt: u32,
    tries: u32,
    left: Duration,
}

impl<'a> Patience<'a> {
    /// Patience for `tries` tries in all, at most five.
    #[must_use]
    pub fn new(
        clock: &'a dyn Clock,
        entropy: &'a dyn Entropy,
        observer: Option<&'a WaitObserver>,
        tries: u32,
    ) -> Self {
        Self { clock, entropy, observer, attempt: 1, tries: tries.min(TRIES), left: BUDGET }
    }

    /// Waits as long as asked, or backs off. `false`, at once, when the tries or the time are used up.
    pub async fn wait(&mut self, asked: Option<Duration>) -> bool {
        let wait = asked.unwrap_or_else(|| backoff(self.attempt, self.entropy));
        if self.attempt >= self.tries || wait > self.left {
            return false;
        }
        self.attempt += 1;
        self.left -= wait;
        if let Some(observer) = self.observer {
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            observer(Wait { seconds, attempt: self.attempt });
        }
        self.clock.sleep(wait).await;
        true
    }
}

/// Repeats what may be repeated. Dropping its future ends the waiting as well.
pub struct Retrying {
    inner: Rc<dyn Transport>,
    clock: Rc<dyn Clock>,
    entropy: Rc<dyn Entropy>,
    observer: Option<WaitObserver>,
}

impl Retrying {
    /// Sends through `inner` and waits by `clock`.
    #[must_use]
    pub fn new(
        inner: Rc<dyn Transport>,
        clock: Rc<dyn Clock>,
        entropy: Rc<dyn Entropy>,
        observer: Option<WaitObserver>,
    ) -> Self {
        Self { inner, clock, entropy, observer }
    }

    async fn attempts(&self, request: Request) -> Result<Response, TransportError> {
        let Some(class) = request.extensions().get::<RetryClass>().copied() else {
            return self.inner.send(request).await;
        };
        let tries = if class == RetryClass::Repeatable { TRIES } else { 2 };
        let mut patience = Patience::new(&*self.clock, &*self.entropy, self.observer.as_ref(), tries);
        loop {
            let outcome = self.inner.send(request.clone()).await;
            let asked =
                outcome.as_ref().ok().and_then(|it| retry_after::read(it.headers(), self.clock.now()));
            if !may_repeat(class, &outcome, asked) || !patience.wait(asked).await {
                return outcome;
            }
        }
    }
}

impl Transport for Retrying {
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(self.attempts(request))
    }
}

fn may_repeat(
    class: RetryClass,
    outcome: &Result<Response, TransportError>,
    asked: Option<Duration>,
) -> bool {
    let status = match outcome {
        Ok(response) => response.status(),
        Err(TransportError::Network | TransportError::Timeout) => return class == RetryClass::Repeatable,
        Err(_) => return false,
    };
    match class {
        RetryClass::Repeatable => matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504),
        RetryClass::NotExecuted => {
            status == StatusCode::TOO_MANY_REQUESTS
                || (status == StatusCode::SERVICE_UNAVAILABLE && asked.is_some())
        }
    }
}
