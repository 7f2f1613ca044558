//! When something is recorded, and how much.

use crate::common::World;
use crate::file;
use assistant::net::clock::{ManualClock, Sequence};
use assistant::net::{Boxed, Request, Response, Sending, Transport, TransportError};
use assistant::recording::{Body, Failure, LeftOut, Names, Outcome, Recorded, Recorder, Recording, State};
use assistant::sim::Scenario;
use futures_executor::block_on;
use std::cell::Cell;
use std::rc::Rc;

/// Answers with this, always.
struct Fixed(Result<&'static [u8], TransportError>);

impl Transport for Fixed {
    fn send(&self, _: Request) -> Sending<'_> {
        let answer = self.0.map(|body| Response::new(body.to_vec()));
        Box::pin(std::future::ready(answer)) as Boxed<'_, _>
    }
}

fn recorder(inner: impl Transport + 'static) -> (Rc<Recorder>, Recorded, Rc<Cell<usize>>) {
    let told = Rc::new(Cell::new(0));
    let count = Rc::clone(&told);
    let clock = Rc::new(ManualClock::new(crate::common::begin()));
    let recorder =
        Recorder::new(clock, Rc::new(Sequence::new(1)), Rc::new(move || count.set(count.get() + 1)));
    let recorder = Rc::new(recorder);
    (Rc::clone(&recorder), Recorded::new(Rc::new(inner), recorder), told)
}

fn ask(transport: &Recorded, path: &str) {
    let mut request = Request::new(Vec::new());
    *request.uri_mut() = ["https://graph.microsoft.com", path].concat().parse().unwrap();
    drop(block_on(transport.send(request)));
}

#[test]
fn nothing_is_kept_before_somebody_wants_it() {
    let (recorder, transport, told) = recorder(Fixed(Ok(b"{}")));
    ask(&transport, "/v1.0/me");
    assert_eq!((recorder.state(), recorder.exchanges().len(), told.get()), (State::Off, 0, 0));
    recorder.set_on(true);
    ask(&transport, "/v1.0/me");
    recorder.set_on(false);
    ask(&transport, "/v1.0/organization");
    let paths: Vec<_> = recorder.exchanges().iter().map(|it| it.path.clone()).collect();
    assert_eq!(paths, ["/v1.0/me"]);
    assert_eq!(told.get(), 3);
    recorder.discard();
    assert_eq!((recorder.state(), recorder.exchanges().len()), (State::Off, 0));
}

/// What was under way when the recording was thrown away is not on the next one.
#[test]
fn an_answer_that_comes_after_discarding_is_not_kept() {
    struct Discards(std::cell::RefCell<Option<Rc<Recorder>>>);
    impl Transport for Discards {
        fn send(&self, _: Request) -> Sending<'_> {
            if let Some(recorder) = self.0.borrow_mut().take() {
                recorder.discard();
                recorder.set_on(true);
            }
            Box::pin(async { Ok(Response::new(Vec::new())) })
        }
    }
    let inner = Rc::new(Discards(std::cell::RefCell::default()));
    struct Shared(Rc<Discards>);
    impl Transport for Shared {
        fn send(&self, request: Request) -> Sending<'_> {
            self.0.send(request)
        }
    }
    let (recorder, transport, _) = recorder(Shared(Rc::clone(&inner)));
    recorder.set_on(true);
    inner.0.replace(Some(Rc::clone(&recorder)));
    ask(&transport, "/v1.0/me");
    assert_eq!(recorder.exchanges().len(), 0);
    ask(&transport, "/v1.0/me");
    assert_eq!(recorder.exchanges().len(), 1);
}

#[test]
fn how_an_exchange_ended_is_kept_whatever_it_was() {
    for (answer, body) in [
        (&b""[..], None),
        (b"<!doctype html>", Some(Body::LeftOut(LeftOut::NotJson))),
        (b"{\"value\":[", Some(Body::LeftOut(LeftOut::NotJson))),
    ] {
        let (recorder, transport, _) = recorder(Fixed(Ok(answer)));
        recorder.set_on(true);
        ask(&transport, "/v1.0/me");
        let exchanges = recorder.exchanges();
        let Outcome::Answer(kept) = &exchanges[0].outcome else { panic!("{exchanges:?}") };
        assert_eq!(kept.body, body);
    }
    let (recorder, transport, _) = recorder(Fixed(Err(TransportError::Timeout)));
    recorder.set_on(true);
    ask(&transport, "/v1.0/me");
    assert_eq!(recorder.exchanges()[0].outcome, Outcome::Failure(Failure::Timeout));
}

/// The beginning stays, and what came after is counted: a recording has no gap in it.
#[test]
fn a_full_recording_keeps_its_beginning_and_says_what_is_missing() {
    let (recorder, transport, _) = recorder(Fixed(Ok(b"{}")));
    recorder.set_on(true);
    for at in 0..2_010 {
        ask(&transport, &format!("/v1.0/me?$top={at}"));
    }
    assert_eq!((recorder.state(), recorder.exchanges().len(), recorder.left_out()), (State::Full, 2_000, 10));
    assert!(recorder.exchanges()[0].path.ends_with("=0"));

    static BIG: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
    let big = BIG.get_or_init(|| format!("{{\"x\":\"{}\"}}", "y".repeat(10 << 20)).into_bytes());
    let (recorder, transport, _) = self::recorder(Fixed(Ok(big)));
    recorder.set_on(true);
    for _ in 0..4 {
        ask(&transport, "/v1.0/me");
    }
    assert_eq!((recorder.state(), recorder.exchanges().len(), recorder.left_out()), (State::Full, 2, 2));
}

/// The largest tenant of all still fits, and its file is one.
#[test]
fn the_recording_of_a_very_large_tenant_can_be_saved() {
    let mut world = World::new(Scenario::Large);
    world.recorder.set_on(true);
    world.look();
    for names in [Names::Kept, Names::Replaced] {
        let text = file(&world, names);
        assert!(text.len() > 100_000);
        let read = Recording::parse(&text).unwrap();
        assert_eq!((read.exchanges.len(), read.left_out()), (world.recorder.exchanges().len(), 0));
    }
}
