//! The queue and the faults below the Graph client.

use assistant::net::clock::{ManualClock, Sequence};
use assistant::net::fault::{Fault, Faulty};
use assistant::net::limit::{CONCURRENT, Limited};
use assistant::net::retry::{RetryClass, Retrying, backoff};
use assistant::net::{Request, Response, Sending, Transport, TransportError};
use futures_executor::block_on;
use futures_util::future::join_all;
use http::StatusCode;
use proptest::prelude::*;
use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;
use std::time::{Duration, SystemTime};

/// Answers after a few polls and counts how many requests are under way.
#[derive(Default)]
struct Slow {
    now: Cell<usize>,
    most: Cell<usize>,
    arrived: Cell<usize>,
}

impl Transport for Slow {
    fn send(&self, _: Request) -> Sending<'_> {
        Box::pin(async move {
            self.arrived.set(self.arrived.get() + 1);
            self.now.set(self.now.get() + 1);
            self.most.set(self.most.get().max(self.now.get()));
            let mut left = 3;
            poll_fn(|context| {
                left -= 1;
                context.waker().wake_by_ref();
                if left == 0 { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
            self.now.set(self.now.get() - 1);
            Ok(Response::new(br#"{"value": [1, 2]}"#.to_vec()))
        })
    }
}

/// NET-07
#[test]
fn at_most_four_requests_are_under_way_and_all_arrive() {
    let slow = Rc::new(Slow::default());
    let limited = Limited::new(Rc::clone(&slow) as Rc<dyn Transport>);
    let answers = block_on(join_all((0..25).map(|_| limited.send(Request::default()))));
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!((slow.most.get(), slow.arrived.get()), (CONCURRENT, 25));
}

#[test]
fn a_request_that_is_given_up_leaves_its_place_to_the_next() {
    let slow = Rc::new(Slow::default());
    let limited = Limited::new(Rc::clone(&slow) as Rc<dyn Transport>);
    block_on(async {
        let mut abandoned: Vec<_> = (0..6).map(|_| limited.send(Request::default())).collect();
        poll_fn(|context| {
            for sending in &mut abandoned {
                assert!(sending.as_mut().poll(context).is_pending());
            }
            Poll::Ready(())
        })
        .await;
        drop(abandoned);
        assert!(limited.send(Request::default()).await.is_ok());
    });
}

#[test]
fn faults_come_in_the_order_of_the_script_and_say_whether_the_request_arrived() {
    let slow = Rc::new(Slow::default());
    let script = [
        Fault::Status(StatusCode::TOO_MANY_REQUESTS, Some("7".to_owned())),
        Fault::Html,
        Fault::Truncated,
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::Stall,
        Fault::Redirect,
    ];
    let faulty = Faulty::new(Rc::clone(&slow) as Rc<dyn Transport>, script);
    let send = || block_on(faulty.send(Request::default()));
    let throttled = send().unwrap();
    assert_eq!(
        (throttled.status().as_u16(), &throttled.headers()["retry-after"]),
        (429, &"7".parse().unwrap())
    );
    assert!(send().unwrap().body().starts_with(b"<"));
    assert_eq!(slow.arrived.get(), 0);
    assert_eq!(send().unwrap().body(), br#"{"value""#);
    assert_eq!((send().err(), slow.arrived.get()), (Some(TransportError::Network), 1));
    assert_eq!((send().err(), slow.arrived.get()), (Some(TransportError::Network), 2));
    assert_eq!(send().err(), Some(TransportError::Timeout));
    assert_eq!(send().err(), Some(TransportError::Network));
    assert!(send().is_ok(), "after the script everything goes through");
}

/// WRT-06: without a class nothing is repeated.
#[test]
fn a_request_without_a_retry_class_is_sent_once() {
    let slow = Rc::new(Slow::default());
    let faulty =
        Rc::new(Faulty::new(Rc::clone(&slow) as Rc<dyn Transport>, [Fault::CutBefore, Fault::CutBefore]));
    let clock = Rc::new(ManualClock::new(SystemTime::UNIX_EPOCH));
    let retrying = Retrying::new(faulty, clock, Rc::new(Sequence::new(1)), None);
    assert_eq!(block_on(retrying.send(Request::default())).err(), Some(TransportError::Network));
    let mut repeatable = Request::default();
    repeatable.extensions_mut().insert(RetryClass::Repeatable);
    assert!(block_on(retrying.send(repeatable)).is_ok());
}

proptest! {
    /// NET-08, G02
    #[test]
    fn a_backoff_stays_within_its_window(attempt in 1u32..40, seed: u64) {
        let wait = backoff(attempt, &Sequence::new(seed));
        let window = Duration::from_secs(1 << (attempt - 1).min(6)).min(Duration::from_secs(60));
        prop_assert!(wait <= window);
    }
}
