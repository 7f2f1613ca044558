//! The client against a scripted Graph (security.md §6, G01 to G26).

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

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

#[test]
fn an_answer_is_asked_for_with_token_id_and_consistency_level() {
    let bench = bench([ok(&json!({"value": []}))]);
    bench.send(calls::search_groups("TOTAL")).unwrap();
    let sent = bench.script.sent.borrow();
    let header = |name: &str| sent[0].headers().get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("authorization"), "Bearer token-0");
    assert_eq!(header("consistencylevel"), "eventual");
    assert!(header("client-request-id").parse::<ObjectId>().is_ok());
    assert!(
        sent[0]
            .uri()
            .to_string()
            .starts_with("https://graph.microsoft.com/v1.0/groups?$search=%22displayName:TOTAL%22")
    );
}

/// G01
#[test]
fn a_throttled_read_waits_as_long_as_it_is_asked_to() {
    let bench = bench([reply(429, &[("retry-after", "7")], ""), ok(&json!({}))]);
    bench.send(calls::me()).unwrap();
    assert_eq!(bench.waited(), Duration::from_secs(7));
    assert_eq!(*bench.waits.borrow(), [Wait { seconds: 7, attempt: 2 }]);
}

/// G02
#[test]
fn without_a_readable_header_the_wait_is_a_jittered_window_that_doubles() {
    let bench = bench([error(429, "TooManyRequests", ""), error(429, "TooManyRequests", ""), ok(&json!({}))]);
    bench.send(calls::me()).unwrap();
    assert!(bench.waited() <= Duration::from_secs(1 + 2));
    assert_eq!(bench.requests(), 3);
}

/// G03
#[test]
fn a_wait_beyond_the_budget_is_reported_and_not_waited_for() {
    let bench = bench([reply(429, &[("retry-after", "86400")], "")]);
    let kind = bench.failure(calls::me());
    assert_eq!(kind, GraphErrorKind::Throttled { retry_after: Some(Duration::from_secs(86_400)) });
    assert_eq!(bench.waited(), Duration::ZERO);
}

/// G04
#[test]
fn a_read_survives_two_passing_failures() {
    let bench = bench([error(503, "x", ""), Err(TransportError::Network), ok(&json!({}))]);
    bench.send(calls::me()).unwrap();
    assert_eq!(bench.requests(), 3);
}

/// G05
#[test]
fn a_throttled_post_was_not_executed_and_is_repeated_once() {
    let throttled = || reply(429, &[("retry-after", "2")], "");
    let bench = bench([throttled(), throttled()]);
    assert!(matches!(bench.failure(assignment()), GraphErrorKind::Throttled { .. }));
    assert_eq!(bench.requests(), 2);
}

/// G06
#[test]
fn five_failures_in_a_row_end_the_attempt() {
    let bench = bench([]);
    *bench.script.forever.borrow_mut() = Some(error(500, "InternalServerError", ""));
    assert_eq!(bench.failure(calls::me()), GraphErrorKind::Unavailable);
    assert_eq!(bench.requests(), 5);
}

/// WRT-06, G07 to G10
#[test]
fn a_post_whose_answer_is_lost_is_never_repeated() {
    for lost in
        [Err(TransportError::Network), Err(TransportError::Timeout), error(500, "x", ""), error(504, "x", "")]
    {
        let bench = bench([lost]);
        assert_eq!(bench.failure(assignment()), GraphErrorKind::OutcomeUnknown);
        assert_eq!(bench.requests(), 1);
    }
}

/// WRT-06
#[test]
fn an_idempotent_write_is_repeated_and_its_loss_is_an_unknown_outcome() {
    let recovered = bench([Err(TransportError::Network), reply(204, &[], "")]);
    recovered.send(calls::pause(&id(SP), &job())).unwrap();
    let lost = bench([]);
    *lost.script.forever.borrow_mut() = Some(Err(TransportError::Network));
    assert_eq!(lost.failure(calls::pause(&id(SP), &job())), GraphErrorKind::OutcomeUnknown);
    assert_eq!(lost.requests(), 5);
}

/// AUTH-25, WRT-01
#[test]
fn without_a_permit_no_write_leaves() {
    let bench = bench([]);
    let refused = block_on(bench.client.send(calls::restart(&id(SP), &job(), RestartScope::Everything)));
    assert_eq!(refused.unwrap_err().kind, GraphErrorKind::Refused);
    assert_eq!(bench.requests(), 0);
}

/// G25
#[test]
fn a_refused_token_is_renewed_once() {
    let expired = || error(401, "InvalidAuthenticationToken", "expired");
    let cured = bench([expired(), ok(&json!({}))]);
    cured.send(calls::me()).unwrap();
    assert_eq!(cured.script.sent.borrow()[1].headers()["authorization"], "Bearer token-1");
    let lost = bench([expired(), expired()]);
    assert_eq!(lost.failure(calls::me()), GraphErrorKind::InteractionRequired { claims: None });
    assert_eq!(lost.tokens.0.get(), 1);
}

#[test]
fn a_claims_challenge_asks_for_a_sign_in_with_these_claims_and_renews_nothing() {
    let header = r#"Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ""#;
    for status in [401, 403] {
        let bench = bench([reply(status, &[("www-authenticate", header)], "")]);
        let claims = Some(r#"{"access_token":{}}"#.to_owned());
        assert_eq!(bench.failure(calls::me()), GraphErrorKind::InteractionRequired { claims });
        assert_eq!(bench.tokens.0.get(), 0);
    }
}

/// A11, A13: an answered challenge repeats the call once, also a write; a second one ends it.
#[test]
fn an_answered_challenge_goes_on_with_the_same_call() {
    let header = r#"Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnt9fQ""#;
    let challenge = || reply(401, &[("www-authenticate", header)], "");
    let claims = Some(r#"{"access_token":{}}"#.to_owned());

    let answered = bench([challenge(), reply(204, &[], "")]);
    answered.tokens.1.set(true);
    answered.send(calls::start(&id(SP), &job())).unwrap();
    assert_eq!(answered.script.sent.borrow()[1].headers()["authorization"], "Bearer token-1");
    assert_eq!(answered.requests(), 2);

    let again = bench([challenge(), challenge()]);
    again.tokens.1.set(true);
    assert_eq!(again.failure(calls::me()), GraphErrorKind::InteractionRequired { claims });
    assert_eq!(again.requests(), 2);
}

/// graph-contract.md §7, 1
#[test]
fn an_unknown_error_of_synchronization_is_missing_access_and_never_a_sign_in() {
    for reply in [error(401, "UnknownError", ""), reply(401, &[], "")] {
        let bench = bench([reply]);
        assert_eq!(bench.failure(calls::jobs(&id(SP))), GraphErrorKind::NoSynchronizationAccess);
        assert_eq!(bench.tokens.0.get(), 0);
    }
}

/// G24
#[test]
fn a_forbidden_call_names_the_scopes_it_needs() {
    let bench = bench([error(403, "Authorization_RequestDenied", "no")]);
    let failure = bench.send(calls::service_principal(&id(SP))).unwrap_err();
    assert_eq!(failure.kind, GraphErrorKind::Forbidden { missing: &[Scope::ApplicationReadAll] });
    assert_eq!(failure.request_id.as_deref(), Some("r-1"));
    assert!(!failure.to_string().contains("no"), "LOG-02: Graph's words are not ours");
}

#[test]
fn an_error_is_classed_by_status_then_code_then_the_documented_messages() {
    let bad = GraphErrorKind::BadRequest;
    for (status, code, message, kind) in [
        (404, "Request_ResourceNotFound", "", GraphErrorKind::NotFound),
        (409, "Request_MultipleObjectsWithSameKeyValue", "", GraphErrorKind::AlreadyExists),
        (409, "EntitlementGrant", "EntitlementGrant entry already exists.", GraphErrorKind::AlreadyExists),
        (409, "Busy", "", GraphErrorKind::Conflict),
        (412, "x", "", GraphErrorKind::PreconditionFailed),
        (423, "x", "", GraphErrorKind::Conflict),
        (
            400,
            "Request_BadRequest",
            "Permission being assigned already exists on the object",
            GraphErrorKind::AlreadyExists,
        ),
        (
            400,
            "Request_BadRequest",
            "Permission being assigned was not found on application 'x'",
            bad(BadRequest::RoleNotOnApplication),
        ),
        (400, "Request_BadRequest", "Not a valid reference update", bad(BadRequest::InvalidReference)),
        (400, "RequestParameterInvalid", "", bad(BadRequest::UnknownRule)),
        (400, "CredentialValidationUnavailable", "", bad(BadRequest::EndpointUnreachable)),
        (
            400,
            "SystemForCrossDomainIdentityManagementCredentialValidationFailure",
            "",
            bad(BadRequest::EndpointRefused),
        ),
        (400, "Request_UnsupportedQuery", "", bad(BadRequest::UnsupportedQuery)),
        (405, "Request_BadRequest", "", bad(BadRequest::Other)),
        (
            403,
            "Authorization_RequestDenied",
            "Permission being assigned already exists on the object",
            GraphErrorKind::Forbidden {
                missing: &[Scope::AppRoleAssignmentReadWriteAll, Scope::ApplicationReadAll],
            },
        ),
    ] {
        assert_eq!(bench([error(status, code, message)]).failure(assignment()), kind, "{status} {code}");
    }
}

/// G19
#[test]
fn a_read_cut_short_is_asked_for_once_more() {
    let cut = || reply(200, &[], r#"{"value": [{"id""#);
    bench([cut(), ok(&json!({}))]).send(calls::me()).unwrap();
    let lost = bench([cut(), cut()]);
    assert_eq!(lost.failure(calls::me()), GraphErrorKind::Truncated);
    assert_eq!(lost.requests(), 2);
}

/// G20
#[test]
fn an_answer_too_large_or_too_deep_is_an_error() {
    assert_eq!(bench([Err(TransportError::TooLarge)]).failure(calls::me()), GraphErrorKind::TooLarge);
    let deep = ["{\"a\":", &"[".repeat(10_000), &"]".repeat(10_000), "}"].concat();
    let answer = bench([reply(200, &[], deep)]).send(calls::me()).unwrap();
    assert_eq!(answer.json().unwrap_err().kind, GraphErrorKind::Unreadable);
}

/// G22
#[test]
fn an_error_page_is_classed_by_its_status_and_a_page_instead_of_an_answer_is_not_graph() {
    let html = "<!doctype html><p>no";
    assert_eq!(
        bench([reply(404, &[("content-type", "text/html")], html)]).failure(calls::me()),
        GraphErrorKind::NotFound
    );
    assert_eq!(bench([reply(404, &[], "")]).failure(calls::me()), GraphErrorKind::NotFound);
    assert_eq!(bench([reply(200, &[], html)]).failure(calls::me()), GraphErrorKind::NotGraph);
    assert_eq!(
        bench([reply(302, &[("location", "https://evil.test")], "")]).failure(calls::me()),
        GraphErrorKind::NotGraph
    );
}

fn page(items: &[u32], next: Option<&str>) -> Reply {
    let mut page = json!({"value": items});
    if let Some(next) = next {
        page["@odata.nextLink"] = Value::from(next);
    }
    ok(&page)
}

fn pages(bench: &Bench) -> Result<Vec<Value>, GraphErrorKind> {
    block_on(bench.client.pages(calls::members(&id(SP)))).map_err(|error| error.kind)
}

fn link(token: &str) -> String {
    format!("https://graph.microsoft.com/v1.0/groups/{SP}/members/microsoft.graph.user?$skiptoken={token}")
}

/// graph-contract.md §7, 45
#[test]
fn every_page_is_followed_with_the_consistency_level() {
    let bench = bench([page(&[1], Some(&link("a"))), page(&[], Some(&link("b"))), page(&[2], None)]);
    assert_eq!(pages(&bench).unwrap(), [json!(1), json!(2)]);
    for request in &*bench.script.sent.borrow() {
        assert_eq!(request.headers()["consistencylevel"], "eventual");
    }
    assert_eq!(bench.script.sent.borrow()[2].uri().to_string(), link("b"));
}

/// G15, G16
#[test]
fn a_next_page_elsewhere_is_refused_and_not_asked_for() {
    for hostile in [
        "https://evil.test/v1.0/groups",
        "https://graph.microsoft.com@evil.test/v1.0/groups",
        "//evil.test/v1.0/groups",
        "http://graph.microsoft.com/v1.0/groups",
        "https://graph.microsoft.com:444/v1.0/groups",
        "https://graph.microsoft.com/v1.0/users",
        "https://graph.microsoft.com/beta/groups",
    ] {
        let bench = bench([page(&[1], Some(hostile))]);
        assert_eq!(pages(&bench), Err(GraphErrorKind::Paging(BadPaging::ForeignLink)), "{hostile}");
        assert_eq!(bench.requests(), 1);
    }
}

/// G17
#[test]
fn a_page_that_leads_to_itself_ends_the_list() {
    let bench = bench([page(&[1], Some(&link("a"))), page(&[1], Some(&link("a")))]);
    assert_eq!(pages(&bench), Err(GraphErrorKind::Paging(BadPaging::Loop)));
}

/// G18
#[test]
fn a_list_without_end_stops_at_the_limit() {
    let bench = bench((0..600).map(|at| page(&[at], Some(&link(&at.to_string())))));
    assert_eq!(pages(&bench), Err(GraphErrorKind::Paging(BadPaging::TooMany)));
    assert_eq!(bench.requests(), 500);
}

/// G21
#[test]
fn a_list_that_is_no_list_is_an_error() {
    for body in [json!({"value": {}}), json!({}), json!({"value": [], "@odata.nextLink": 7})] {
        assert_eq!(pages(&bench([ok(&body)])), Err(GraphErrorKind::Unreadable));
    }
}

fn part(id: usize, status: u16, headers: &Value, body: &Value) -> Value {
    json!({"id": id.to_string(), "status": status, "headers": headers, "body": body})
}

#[test]
fn a_batch_keeps_order_and_sends_synchronization_beside_it() {
    let parts = json!({"responses": [part(2, 200, &json!({}), &json!({"id": "two"})), part(0, 404, &json!({}), &json!({"error": {"code": "x"}}))]});
    // The one plain call goes out beside the batch; join_all polls the batch first.
    let bench = bench([ok(&parts), ok(&json!({"id": "one"}))]);
    let answers =
        block_on(bench.client.batch(vec![calls::me(), calls::jobs(&id(SP)), calls::search_groups("x")]));
    assert_eq!(answers[0].as_ref().unwrap_err().kind, GraphErrorKind::NotFound);
    assert_eq!(answers[1].as_ref().unwrap().json().unwrap()["id"], "one");
    assert_eq!(answers[2].as_ref().unwrap().json().unwrap()["id"], "two");
    let sent = bench.script.sent.borrow();
    assert_eq!(sent.len(), 2);
    let body: Value = serde_json::from_slice(sent[0].body()).unwrap();
    assert_eq!(body["requests"].as_array().unwrap().len(), 2);
    assert_eq!(body["requests"][1]["headers"]["ConsistencyLevel"], "eventual");
    assert_eq!(sent[1].method(), Method::GET);
}

#[test]
fn only_the_throttled_part_of_a_batch_is_sent_again_after_its_wait() {
    let first = json!({"responses": [
        part(0, 200, &json!({}), &json!({"id": "zero"})), part(1, 429, &json!({"Retry-After": "11"}), &json!({}))]});
    let second = json!({"responses": [part(1, 200, &json!({}), &json!({"id": "one"}))]});
    let bench = bench([ok(&first), ok(&second)]);
    let answers = block_on(bench.client.batch(vec![calls::me(), calls::organization()]));
    assert_eq!(answers[1].as_ref().unwrap().json().unwrap()["id"], "one");
    assert_eq!(bench.waited(), Duration::from_secs(11));
    let again: Value = serde_json::from_slice(bench.script.sent.borrow()[1].body()).unwrap();
    assert_eq!(again["requests"].as_array().unwrap().len(), 1);
}

#[test]
fn a_batch_is_split_at_twenty_and_a_missing_part_is_an_error() {
    let bench = bench([ok(&json!({"responses": []})), ok(&json!({"responses": []}))]);
    let answers = block_on(bench.client.batch(vec![calls::me(); 21]));
    assert!(answers.iter().all(|answer| answer.as_ref().unwrap_err().kind == GraphErrorKind::Unreadable));
    assert_eq!((answers.len(), bench.requests()), (21, 2));
}

#[test]
fn the_status_of_an_answer_is_kept() {
    let answer = bench([reply(201, &[("request-id", "r-9")], "{}")]).send(assignment()).unwrap();
    assert_eq!((answer.status, answer.request_id()), (StatusCode::CREATED, Some("r-9")));
}
