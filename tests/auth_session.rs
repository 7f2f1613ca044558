//! A session's life: renewal, its failures, signing out, and what never shows.

mod auth_support;

use assistant::auth::{AuthError, ErrorClass, OAuthError, Secret, Session, SilentRequest, aadsts, scopes};
use assistant::net::TransportError;
use assistant::net::clock::Clock;
use auth_support::*;
use futures_executor::block_on;
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// A renewal's answer `seconds` after sign-in.
fn renewed(access: &str, refresh: Option<&str>, seconds: u64) -> Value {
    let mut claims = claims("ignored");
    for name in ["iat", "nbf", "exp"] {
        claims[name] = (claims[name].as_u64().unwrap_or_default() + seconds).into();
    }
    let mut answer = tokens(&claims);
    answer["access_token"] = access.into();
    answer["refresh_token"] = json!(refresh);
    answer
}

fn entra_error(error: &str, number: u32, suberror: Option<&str>) -> Value {
    json!({
        "error": error, "suberror": suberror, "error_codes": [number],
        "error_description": format!("AADSTS{number}: canary-description"),
        "timestamp": "2026-01-09 02:02:12Z", "trace_id": "0e4dd6b1-8a6a-4b0e-9f3c-2f5f6a2c0a00",
        "correlation_id": "5a1b2c3d-8a6a-4b0e-9f3c-2f5f6a2c0a00", "error_uri": "https://login.microsoftonline.com/error",
    })
}

fn token(session: &Session) -> Result<String, AuthError> {
    block_on(session.acquire_token_silent(SilentRequest::default())).map(|token| token.expose().to_owned())
}

/// AUTH-12: five minutes before its end a token is not used any more.
#[test]
fn a_token_is_used_until_five_minutes_before_its_end() {
    let desk = Desk::new();
    let session = desk.sign_in();
    desk.clock.advance(Duration::from_secs(3599 - 300));
    assert_eq!(token(&session).as_deref(), Ok("canary-access"));
    assert_eq!(desk.authority.hits(), 1);
    desk.clock.advance(Duration::from_secs(1));
    desk.authority.will(200, &renewed("second", Some("refresh-2"), 3300));
    assert_eq!(token(&session).as_deref(), Ok("second"));
    assert_eq!(desk.authority.hits(), 2);
}

/// AUTH-12.
#[test]
fn twenty_callers_share_one_renewal() {
    let desk = Desk::new();
    let session = desk.sign_in();
    desk.clock.advance(HOUR);
    desk.authority.will(200, &renewed("second", None, 3600));
    let tokens = block_on(join_all((0..20).map(|_| session.acquire_token_silent(SilentRequest::default()))));
    assert!(tokens.into_iter().all(|token| token.is_ok_and(|token| token.expose() == "second")));
    assert_eq!(desk.authority.hits(), 2);
}

#[test]
fn a_caller_that_goes_away_does_not_stop_the_others() {
    let desk = Desk::new();
    let session = desk.sign_in();
    desk.clock.advance(HOUR);
    desk.authority.will(200, &renewed("second", None, 3600));
    let mut leaving = session.acquire_token_silent(SilentRequest::default());
    let mut waiting = session.acquire_token_silent(SilentRequest::default());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(leaving.as_mut().poll(&mut context).is_pending());
    assert!(waiting.as_mut().poll(&mut context).is_pending());
    let both = async {
        drop(leaving);
        waiting.await.map(|token| token.expose().to_owned())
    };
    assert_eq!(block_on(both).as_deref(), Ok("second"));
    assert_eq!(desk.authority.hits(), 2);
}

#[test]
fn a_renewal_that_all_callers_left_can_be_started_again() {
    let desk = Desk::new();
    let session = desk.sign_in();
    desk.clock.advance(HOUR);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(session.acquire_token_silent(SilentRequest::default()).as_mut().poll(&mut context).is_pending());
    desk.authority.will(200, &renewed("second", None, 3600));
    assert_eq!(token(&session).as_deref(), Ok("second"));
}

/// AUTH-24, G25: however late each of those asks that were refused with the same token, one renewal serves them all.
#[test]
fn a_refused_token_is_renewed_once() {
    let desk = Desk::new();
    let session = desk.sign_in();
    let refused = Secret::new("canary-access".to_owned());
    desk.authority.will(200, &renewed("second", None, 60));
    for _ in 0..3 {
        let request = SilentRequest { scopes: &[], refused: Some(&refused) };
        let token = block_on(session.acquire_token_silent(request)).unwrap();
        assert_eq!(token.expose(), "second");
        desk.clock.advance(Duration::from_secs(60));
    }
    assert_eq!(desk.authority.hits(), 2);
}

/// AUTH-14: the newest refresh token is used; without a new one the old one stays. AUTH-20: at the tenant's address.
#[test]
fn refresh_tokens_rotate() {
    let desk = Desk::new();
    let session = desk.sign_in();
    for (round, next) in [Some("refresh-2"), None, Some("refresh-3")].into_iter().enumerate() {
        desk.clock.advance(HOUR);
        desk.authority.will(200, &renewed("next", next, 3600 * (round as u64 + 1)));
        token(&session).unwrap();
    }
    let requests = desk.authority.requests.borrow();
    let sent: Vec<&str> = requests[1..].iter().map(|form| form["refresh_token"].as_str()).collect();
    assert_eq!(sent, ["canary-refresh", "refresh-2", "refresh-2"]);
    assert_eq!(requests[1]["scope"], "openid profile offline_access https://graph.microsoft.com/User.Read");
    assert_eq!(desk.authority.addresses.borrow()[1], format!("POST {SERVER}/{TID}/oauth2/v2.0/token"));
}

/// AUTH-14: 24 hours from sign-in, not sliding, less five minutes; nothing is sent after that.
#[test]
fn after_a_day_a_person_must_sign_in_again() {
    let desk = Desk::new();
    let session = desk.sign_in();
    desk.clock.advance(HOUR * 23);
    desk.authority.will(200, &renewed("second", Some("refresh-2"), 3600 * 23));
    token(&session).unwrap();
    desk.clock.advance(HOUR);
    assert_eq!(token(&session), Err(AuthError::NoTokensFound));
    assert_eq!(AuthError::NoTokensFound.class(), ErrorClass::InteractionRequired);
    assert_eq!(desk.authority.hits(), 2);
}

/// AUTH-16, fault matrix A15.
#[test]
fn after_the_clock_was_set_back_the_token_is_not_used() {
    let desk = Desk::new();
    let session = desk.sign_in();
    desk.clock.set_back(Duration::from_secs(200));
    desk.authority.will(200, &renewed("second", None, 0));
    assert_eq!(token(&session).as_deref(), Ok("second"));
    assert_eq!(desk.authority.hits(), 2);
}

/// AUTH-14, AUTH-22, fault matrix A09: the session is over, and says so without asking again.
#[test]
fn a_dead_refresh_token_ends_the_session() {
    let cases = [
        ("invalid_grant", 700_082, None),
        ("invalid_grant", 50_173, None),
        ("invalid_grant", 999_999, None),
        ("interaction_required", 50_076, None),
        ("login_required", 50_058, None),
        ("invalid_request", 999_999, Some("basic_action")),
    ];
    for (error, number, suberror) in cases {
        let desk = Desk::new();
        let session = desk.sign_in();
        desk.clock.advance(HOUR);
        desk.authority.will(400, &entra_error(error, number, suberror));
        let first = token(&session).unwrap_err();
        assert_eq!(token(&session), Err(first.clone()), "{error} {number}");
        assert_eq!(desk.authority.hits(), 2, "{error} {number}");
        assert!(session.scopes().is_empty());
        let AuthError::Server(server) = first else { panic!("the authority said it") };
        assert_eq!((server.error.code(), server.aadsts), (error, Some(number)));
    }
}

/// AUTH-24, fault matrix A18: 60 s by default, `Retry-After` where given, an hour at most.
#[test]
fn a_busy_authority_is_left_alone() {
    for (retry_after, wait) in [(None, 60), (Some("7"), 7), (Some("999999"), 3600), (Some("soon"), 60)] {
        for status in [429, 503] {
            let desk = Desk::new();
            let session = desk.sign_in();
            desk.clock.advance(HOUR);
            let mut response = http::Response::builder().status(status);
            if let Some(seconds) = retry_after {
                response = response.header("Retry-After", seconds);
            }
            desk.authority.will_answer(response.body(b"<html>canary-body</html>".to_vec()).unwrap());
            let error = token(&session).unwrap_err();
            assert_eq!((error.code(), error.class()), (OAuthError::Busy.code(), ErrorClass::Busy));
            let until = desk.clock.now() + Duration::from_secs(wait);
            desk.clock.advance(Duration::from_secs(wait - 1));
            assert_eq!(token(&session), Err(AuthError::Throttled { until }));
            assert_eq!(desk.authority.hits(), 2);
            desk.clock.advance(Duration::from_secs(1));
            desk.authority.will(200, &renewed("second", None, 3600 + wait));
            assert_eq!(token(&session).as_deref(), Ok("second"));
        }
    }
}

#[test]
fn a_network_failure_leaves_the_session_as_it_is() {
    let desk = Desk::new();
    let session = desk.sign_in();
    desk.clock.advance(HOUR);
    desk.authority.will_fail(TransportError::Network);
    assert_eq!(token(&session), Err(AuthError::Transport(TransportError::Network)));
    desk.authority.will(200, &renewed("second", None, 3600));
    assert_eq!(token(&session).as_deref(), Ok("second"));
}

/// AUTH-27: 64 KiB at most.
#[test]
fn an_answer_that_is_too_large_is_refused() {
    let result = Desk::new().redeem(|nonce| {
        let mut answer = tokens(&claims(nonce));
        answer["padding"] = "x".repeat(64 * 1024).into();
        answer
    });
    assert_eq!(refused(result), AuthError::Transport(TransportError::TooLarge));
}

/// AUTH-18, fault matrix A17.
#[test]
fn a_renewal_for_somebody_else_ends_the_session() {
    for claim in ["oid", "sub"] {
        let desk = Desk::new();
        let session = desk.sign_in();
        desk.clock.advance(HOUR);
        let mut other = claims("ignored");
        for name in ["iat", "nbf", "exp"] {
            other[name] = (other[name].as_u64().unwrap() + 3600).into();
        }
        other[claim] = CLIENT.into();
        desk.authority.will(200, &tokens(&other));
        assert_eq!(token(&session), Err(AuthError::AccountMismatch), "{claim}");
        assert_eq!(token(&session), Err(AuthError::AccountMismatch), "{claim}");
    }
}

/// AUTH-23.
#[test]
fn signing_out_forgets_first_and_then_names_the_place_to_go() {
    let desk = Desk::new();
    let session = desk.sign_in();
    let url = session.sign_out().unwrap();
    assert_eq!(url.path(), format!("/{TID}/oauth2/v2.0/logout"));
    let query = query(&url);
    assert_eq!(query["post_logout_redirect_uri"], "https://setup.example.com/base/auth.html");
    assert_eq!(query["logout_hint"], "ada@contoso.example");
    assert_eq!(token(&session), Err(AuthError::SignedOut));
    assert_eq!(desk.authority.hits(), 1);
}

/// AUTH-23: tokens that arrive after signing out are dropped.
#[test]
fn signing_out_wins_over_a_renewal_under_way() {
    let desk = Desk::new();
    let session = desk.sign_in();
    desk.clock.advance(HOUR);
    desk.authority.will(200, &renewed("second", None, 3600));
    let mut renewal = session.acquire_token_silent(SilentRequest::default());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(renewal.as_mut().poll(&mut context).is_pending());
    session.sign_out().unwrap();
    assert_eq!(block_on(renewal).map(|_| ()), Err(AuthError::SignedOut));
    assert_eq!(token(&session), Err(AuthError::SignedOut));
}

/// TOK-06: whatever the token endpoint answers, our error shows nothing of it.
#[test]
fn errors_show_nothing_secret() {
    let good = tokens(&claims("n"));
    let without = |name: &str| {
        let mut answer = good.clone();
        answer.as_object_mut().unwrap().remove(name);
        answer.to_string()
    };
    let with = |name: &str, value: Value| {
        let mut answer = good.clone();
        answer[name] = value;
        answer.to_string()
    };
    let claims_challenge = {
        let mut error = entra_error("interaction_required", 50_076, None);
        error["claims"] = r#"{"access_token":{"x":"canary-body"}}"#.into();
        error.to_string()
    };
    let answers: Vec<(u16, String)> = vec![
        (400, entra_error("invalid_grant", 700_082, Some("canary-body")).to_string()),
        (400, entra_error("canary-code", 1, None).to_string()),
        (400, claims_challenge),
        (400, r#"{"error":["canary-body"]}"#.to_owned()),
        (400, String::new()),
        (500, "<html>canary-body</html>".to_owned()),
        (201, good.to_string()),
        (200, good.to_string()[..100].to_owned()),
        (200, without("token_type")),
        (200, with("token_type", "canary-body".into())),
        (200, with("expires_in", "3599".into())),
        (200, with("padding", "x".repeat(64 * 1024).into())),
        (200, with("id_token", "canary-body.canary-access.x".into())),
        (302, "canary-body".to_owned()),
    ];
    for (status, body) in answers {
        let desk = Desk::new();
        let started = desk.begin();
        let response = http::Response::builder().status(status).header("content-type", "application/json");
        desk.authority.will_answer(response.body(body.clone().into_bytes()).unwrap());
        let fragment = started.fragment();
        let pending = format!("{:?}", started.pending);
        let error = refused(block_on(desk.app.handle_response(&fragment, started.pending)));
        let seen = format!("{error} {error:?} {:?} {pending}", error.class());
        for canary in CANARIES.into_iter().chain([started.query["state"].as_str(), &started.query["nonce"]]) {
            assert!(!seen.contains(canary), "{status} {body}: {seen}");
        }
    }
}

/// TOK-01.
#[test]
fn a_secret_prints_nothing_of_itself() {
    let secret = Secret::new("canary".to_owned());
    assert_eq!(format!("{secret} {secret:?}"), "[redacted] [redacted]");
}

/// TOK-01: does not compile if one of these traits is there, because `check` is then ambiguous.
#[test]
fn tokens_cannot_be_copied_printed_or_written() {
    struct ByClone;
    struct ByDebug;
    struct BySerialize;
    trait Lacks<A> {
        fn check() {}
    }
    impl<T> Lacks<()> for T {}
    impl<T: Clone> Lacks<ByClone> for T {}
    impl<T: std::fmt::Debug> Lacks<ByDebug> for T {}
    impl<T: serde::Serialize> Lacks<BySerialize> for T {}
    <Session as Lacks<_>>::check();
    trait Unique<A> {
        fn check() {}
    }
    impl<T> Unique<()> for T {}
    impl<T: Clone> Unique<ByClone> for T {}
    impl<T: serde::Serialize> Unique<BySerialize> for T {}
    <Secret as Unique<_>>::check();
}

/// AUTH-22, security.md §2.10.
#[test]
fn known_numbers_choose_the_class() {
    let expected = [
        (700_082, ErrorClass::InteractionRequired),
        (700_084, ErrorClass::InteractionRequired),
        (50_173, ErrorClass::InteractionRequired),
        (70_008, ErrorClass::InteractionRequired),
        (65_004, ErrorClass::Consent),
        (90_094, ErrorClass::Consent),
        (65_001, ErrorClass::Consent),
        (700_016, ErrorClass::Setup),
        (7_000_218, ErrorClass::Setup),
        (50_011, ErrorClass::Setup),
        (9_002_325, ErrorClass::Setup),
        (9_002_326, ErrorClass::Setup),
        (9_002_327, ErrorClass::Setup),
        (50_020, ErrorClass::Account),
        (90_072, ErrorClass::Account),
        (50_105, ErrorClass::Account),
        (16_000, ErrorClass::Account),
        (50_058, ErrorClass::Account),
        (53_000, ErrorClass::Policy),
        (53_003, ErrorClass::Policy),
        (50_076, ErrorClass::Policy),
        (50_079, ErrorClass::Policy),
        (50_158, ErrorClass::Policy),
        (50_196, ErrorClass::Loop),
    ];
    for (number, class) in expected {
        assert_eq!(aadsts::find(number).map(|known| known.class), Some(class), "{number}");
    }
    assert_eq!(aadsts::find(1), None);
    let numbers: Vec<u32> = aadsts::all().map(|known| known.number).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b) && numbers.len() >= 25);
}

/// AUTH-22, security.md §2.10: without a known number the error's own code decides.
#[test]
fn an_unknown_number_leaves_the_class_to_the_code() {
    let expected = [
        ("interaction_required", ErrorClass::InteractionRequired),
        ("consent_required", ErrorClass::InteractionRequired),
        ("bad_token", ErrorClass::InteractionRequired),
        ("ui_not_allowed", ErrorClass::InteractionRequired),
        ("interrupted_user", ErrorClass::InteractionRequired),
        ("access_denied", ErrorClass::Consent),
        ("unauthorized_client", ErrorClass::Setup),
        ("invalid_client", ErrorClass::Setup),
        ("temporarily_unavailable", ErrorClass::Busy),
        ("server_error", ErrorClass::Busy),
        ("never_heard_of", ErrorClass::Unexpected),
    ];
    for (code, class) in expected {
        let desk = Desk::new();
        let session = desk.sign_in();
        desk.clock.advance(HOUR);
        desk.authority.will(400, &entra_error(code, 1, None));
        assert_eq!(token(&session).unwrap_err().class(), class, "{code}");
    }
}

/// AUTH-26.
#[test]
fn missing_scopes_are_named_without_case_and_resource() {
    let granted = ["openid".to_owned(), "https://graph.microsoft.us/user.read".to_owned()];
    assert_eq!(scopes::missing(&granted, &["User.Read", "Application.Read.All"]), ["Application.Read.All"]);
}
