//! The client against a scripted Graph (security.md §6, G01 to G26).

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod lists;
mod single;

use assistant::graph::calls::{self, RestartScope};
use assistant::graph::*;
use assistant::net::clock::{Clock, ManualClock, Sequence};
use assistant::net::retry::Wait;
use assistant::net::{Boxed, Request, Response, Sending, Transport, TransportError};
use futures_executor::block_on;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

const SP: &str = "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8";
const APP: &str = "8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1";

type Reply = Result<Response, TransportError>;

/// Plays a script, and an endless last answer when there is one.
#[derive(Default)]
struct Script {
    replies: RefCell<VecDeque<Reply>>,
    forever: RefCell<Option<Reply>>,
    sent: RefCell<Vec<Request>>,
}

impl Transport for Script {
    fn send(&self, request: Request) -> Sending<'_> {
        self.sent.borrow_mut().push(request);
        let next = self.replies.borrow_mut().pop_front().or_else(|| self.forever.borrow().clone());
        Box::pin(async move { next.unwrap_or_else(|| panic!("the script ended")) })
    }
}

/// Gives another token whenever one is asked for. Nobody is there to answer a challenge unless `answers` says so.
#[derive(Default)]
struct Renewals(Cell<u32>, Cell<bool>);

impl Tokens for Renewals {
    fn access_token<'s>(&'s self, need: TokenNeed<'s>) -> Boxed<'s, Result<AccessToken, TokenError>> {
        if matches!(need, TokenNeed::Answering { .. }) && !self.1.get() {
            return Box::pin(async { Err(TokenError::InteractionRequired) });
        }
        self.0.set(self.0.get() + u32::from(!matches!(need, TokenNeed::Valid)));
        let token = AccessToken::new(format!("token-{}", self.0.get()));
        Box::pin(async move { Ok(token) })
    }
}

struct Bench {
    client: GraphClient,
    script: Rc<Script>,
    tokens: Rc<Renewals>,
    clock: Rc<ManualClock>,
    waits: Rc<RefCell<Vec<Wait>>>,
    guard: Rc<Guard>,
}

fn start() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_786_000_000)
}

fn bench(replies: impl IntoIterator<Item = Reply>) -> Bench {
    let script = Rc::new(Script::default());
    script.replies.borrow_mut().extend(replies);
    let root = GraphRoot::new("https://graph.microsoft.com").unwrap();
    let (tokens, clock) = (Rc::new(Renewals::default()), Rc::new(ManualClock::new(start())));
    let guard = Rc::new(Guard::new(root.clone()));
    guard.pin(&id(SP), APP, [id(APP)]).unwrap();
    guard.allow_principal(&id(APP));
    let waits = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&waits);
    let client = GraphClient::observed(
        root,
        Rc::clone(&script) as Rc<dyn Transport>,
        Rc::clone(&tokens) as Rc<dyn Tokens>,
        Rc::clone(&clock) as Rc<dyn Clock>,
        Rc::new(Sequence::new(7)),
        Rc::clone(&guard),
        Some(Rc::new(move |wait| seen.borrow_mut().push(wait))),
    );
    Bench { client, script, tokens, clock, waits, guard }
}

impl Bench {
    fn send(&self, call: Call) -> Result<Answer, GraphError> {
        let _permit = self.guard.open_writes();
        block_on(self.client.send(call))
    }

    fn failure(&self, call: Call) -> GraphErrorKind {
        self.send(call).unwrap_err().kind
    }

    fn requests(&self) -> usize {
        self.script.sent.borrow().len()
    }

    fn waited(&self) -> Duration {
        self.clock.now().duration_since(start()).unwrap()
    }
}

fn id(text: &str) -> ObjectId {
    text.parse().unwrap()
}

fn job() -> JobId {
    "scim.5f.8e".parse().unwrap()
}

fn reply(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Reply {
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    Ok(builder.body(body.into()).unwrap())
}

fn ok(body: &Value) -> Reply {
    reply(200, &[("content-type", "application/json")], body.to_string())
}

fn error(status: u16, code: &str, message: &str) -> Reply {
    reply(status, &[("request-id", "r-1")], json!({"error": {"code": code, "message": message}}).to_string())
}

fn assignment() -> Call {
    calls::assign(&id(SP), &id(APP), &id(APP))
}
