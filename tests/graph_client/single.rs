//! One call: waits, repeats, tokens, and what an error means.

use crate::*;

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

#[test]
fn the_status_of_an_answer_is_kept() {
    let answer = bench([reply(201, &[("request-id", "r-9")], "{}")]).send(assignment()).unwrap();
    assert_eq!((answer.status, answer.request_id()), (StatusCode::CREATED, Some("r-9")));
}
