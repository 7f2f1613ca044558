//! Records, while somebody wants it. Off it keeps nothing and costs nothing.

use super::bounds::{MAX_EXCHANGES, MAX_KEPT};
use super::known::Known;
use super::redact::{Asked, Redaction};
use super::{Answer, Exchange, Headers, Outcome};
use crate::net::clock::{Clock, Entropy};
use crate::net::header::REQUEST_ID;
use crate::net::{Request, Response, Sending, Transport, TransportError};
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName};
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use std::time::SystemTime;

/// Told when something was recorded, or the recorder switched.
type Told = Rc<dyn Fn()>;

/// What the recorder does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing.
    Off,
    /// It keeps what is exchanged.
    On,
    /// It is on and full: what comes is counted, and not kept. The beginning stays.
    Full,
}

/// What was recorded, and whether more is.
pub struct Recorder {
    clock: Rc<dyn Clock>,
    entropy: Rc<dyn Entropy>,
    told: Told,
    is_on: Cell<bool>,
    /// How often it was stopped: what was asked before is not kept after, when its secrets are not known any more.
    stops: Cell<u32>,
    tape: RefCell<Tape>,
}

struct Tape {
    exchanges: Vec<Exchange>,
    kept: usize,
    left_out: usize,
    /// Secrets that went by while it was on.
    known: Option<Known>,
}

impl Tape {
    const EMPTY: Self = Self { exchanges: Vec::new(), kept: 0, left_out: 0, known: None };

    fn is_full(&self) -> bool {
        self.exchanges.len() >= MAX_EXCHANGES || self.kept >= MAX_KEPT
    }

    fn keep(&mut self, exchange: Exchange) {
        let size = exchange.size();
        if self.exchanges.len() >= MAX_EXCHANGES || self.kept + size > MAX_KEPT {
            // Nothing comes after a gap.
            self.kept = MAX_KEPT;
            self.left_out += 1;
            return;
        }
        self.kept += size;
        // In the order in which they were sent: answers overtake one another.
        let place = self.exchanges.iter().rposition(|other| other.at <= exchange.at).map_or(0, |at| at + 1);
        self.exchanges.insert(place, exchange);
    }
}

impl Recorder {
    /// Off, on the time of `clock`. `told` is called after each change.
    #[must_use]
    pub fn new(clock: Rc<dyn Clock>, entropy: Rc<dyn Entropy>, told: Told) -> Self {
        Self {
            clock,
            entropy,
            told,
            is_on: Cell::new(false),
            stops: Cell::new(0),
            tape: RefCell::new(Tape::EMPTY),
        }
    }

    /// What it does.
    #[must_use]
    pub fn state(&self) -> State {
        match (self.is_on.get(), self.tape.borrow().is_full()) {
            (false, _) => State::Off,
            (true, false) => State::On,
            (true, true) => State::Full,
        }
    }

    /// Records from now on, or stops; what is recorded stays.
    pub fn set_on(&self, is_on: bool) {
        self.is_on.set(is_on);
        if !is_on {
            self.stops.set(self.stops.get().wrapping_add(1));
            self.tape.borrow_mut().known = None;
        }
        (self.told)();
    }

    /// Stops, and forgets what is recorded.
    pub fn discard(&self) {
        self.tape.replace(Tape::EMPTY);
        self.set_on(false);
    }

    /// What is recorded, in the order in which it was sent. Not to be held while something is sent.
    #[must_use]
    pub fn exchanges(&self) -> Ref<'_, [Exchange]> {
        Ref::map(self.tape.borrow(), |tape| tape.exchanges.as_slice())
    }

    /// How many exchanges came when it was full.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.tape.borrow().left_out
    }

    fn asked(&self, request: &Request) -> Asked {
        let known = &mut self.tape.borrow_mut().known;
        let known = known.get_or_insert_with(|| Known::new(&*self.entropy));
        Redaction::learning(known, request).request(request)
    }

    fn answered(&self, at: SystemTime, asked: Asked, outcome: &Result<Response, TransportError>) {
        let took = self.clock.now().duration_since(at).unwrap_or_default();
        let mut tape = self.tape.borrow_mut();
        let Some(known) = &tape.known else { return };
        let outcome = match outcome {
            Ok(response) => Outcome::Answer(answer(&Redaction::knowing(known), &asked, response)),
            Err(error) => Outcome::Failure((*error).into()),
        };
        let Asked { method, path, body } = asked;
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        tape.keep(Exchange { at, took_ms, method, path, body, outcome });
        drop(tape);
        (self.told)();
    }
}

fn answer(redaction: &Redaction<'_>, asked: &Asked, response: &Response) -> Answer {
    let header = |name: HeaderName| text(response.headers(), &name).map(|text| redaction.header(text));
    Answer {
        status: response.status().as_u16(),
        headers: Headers {
            content_type: header(CONTENT_TYPE),
            request_id: header(REQUEST_ID),
            retry_after: header(RETRY_AFTER),
            www_authenticate: header(WWW_AUTHENTICATE),
        },
        body: redaction.answer(asked, response.body()),
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// A transport whose traffic is recorded while its recorder is on.
pub struct Recorded {
    inner: Rc<dyn Transport>,
    recorder: Rc<Recorder>,
}

impl Recorded {
    /// Sends through `inner`.
    #[must_use]
    pub fn new(inner: Rc<dyn Transport>, recorder: Rc<Recorder>) -> Self {
        Self { inner, recorder }
    }
}

impl Transport for Recorded {
    fn send(&self, request: Request) -> Sending<'_> {
        if !self.recorder.is_on.get() {
            return self.inner.send(request);
        }
        Box::pin(async move {
            let (at, stops) = (self.recorder.clock.now(), self.recorder.stops.get());
            let asked = self.recorder.asked(&request);
            let outcome = self.inner.send(request).await;
            if self.recorder.stops.get() == stops {
                self.recorder.answered(at, asked, &outcome);
            }
            outcome
        })
    }
}
