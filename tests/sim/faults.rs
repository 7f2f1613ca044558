//! Logs, headers and faults (graph-contract.md §8, rules 15 to 17).

use crate::support::*;
use assistant::sim::knobs::*;
use assistant::sim::{Aim, Reply, Scenario};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::json;
use std::time::Duration;

#[test]
fn rule_15_logs_need_a_licence_a_role_and_patience() {
    assert_eq!(Client::new(Scenario::NoP1).get("/auditLogs/provisioning").status, 403);
    let mut client = Client::new(Scenario::AllRight);
    for _ in 0..5 {
        assert_eq!(client.get("/auditLogs/provisioning").status, 200);
    }
    assert_eq!(client.get("/auditLogs/provisioning").status, 429);
    client.tenant.lose_roles();
    client.pass(10);
    assert_eq!(client.get("/auditLogs/provisioning").status, 403);
}

#[test]
fn rule_15_logs_are_filtered_with_regard_to_case() {
    let mut client = Client::new(Scenario::AllRight);
    let mut count = |filter: &str| {
        client.pass(10);
        client.get(&format!("/auditLogs/provisioning?$filter={filter}&$top=500")).values().len()
    };
    let all = count("activityDateTime gt 2026-08-01");
    assert!(all >= 4);
    assert_eq!(
        count(&format!("contains(tolower(servicePrincipal/id),'{SP}') and activityDateTime gt 2026-08-01")),
        all
    );
    let upper = SP.to_ascii_uppercase();
    assert_eq!(count(&format!("contains(tolower(servicePrincipal/id),'{upper}')")), 0);
    assert_eq!(count(&format!("jobId eq '{JOB}'")), all);
    assert_eq!(count("provisioningStatusInfo/status eq microsoft.graph.provisioningResult'failure'"), 0);
    assert_eq!(count("activityDateTime gt 2026-08-20T09:00:00Z"), 0);
}

#[test]
fn rule_16_headers_identify_the_request() {
    let mut client = Client::new(Scenario::AllRight);
    let got = client.ask(
        "GET",
        "/me",
        &[("client-request-id", "66666666-7777-4888-8999-aaaaaaaaaaaa")],
        Vec::new(),
    );
    assert_eq!(got.headers["client-request-id"], "66666666-7777-4888-8999-aaaaaaaaaaaa");
    assert!(got.headers.contains_key("request-id"));
    assert!(
        got.headers["Content-Type"].to_str().unwrap().starts_with("application/json;odata.metadata=minimal;")
    );
    assert_eq!(client.get(&format!("/groups/{ADMINS}/members")).headers["x-ms-resource-unit"], "3");
    let got = client.get("/groups/x");
    assert_eq!(got.body["error"]["innerError"]["request-id"], got.headers["request-id"].to_str().unwrap());
}

#[test]
fn rule_16_retry_after_may_be_unreadable_but_not_inside_a_batch() {
    let mut client = Client::with(Scenario::AllRight, knobs(|k| k.retry_after_readable = false));
    client.tenant.fail_next(Fault::Status(429), 2);
    let got = client.get("/me");
    assert_eq!((got.status, got.headers.get("Retry-After")), (429, None));
    let got =
        client.send("POST", "/$batch", &json!({"requests": [{"id": "1", "method": "GET", "url": "/me"}]}));
    assert_eq!(got.body["responses"][0]["headers"]["Retry-After"], "2");
}

#[test]
fn rule_17_faults_strike_once() {
    let mut client = Client::with(Scenario::AllRight, knobs(|k| k.read_fault = Some(Fault::Status(503))));
    assert_eq!(client.get("/me").status, 503);
    assert_eq!(client.get("/me").status, 200);
    let slow = Fault::Slow(Duration::from_secs(15));
    let mut client = Client::with(Scenario::AllRight, knobs(|k| k.read_fault = Some(slow)));
    assert!(client.get("/me").latency >= Duration::from_secs(15));
}

#[test]
fn rule_17_a_cut_write_took_effect_or_not() {
    for (fault, effect) in [(Fault::CutBefore, false), (Fault::CutAfter, true)] {
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.write_fault = Some(fault)));
        let body = assignment(ROLE_USER).to_string().into_bytes();
        let reply = client.reply("POST", &assigned_to(), &[("Content-Type", "application/json")], body);
        assert!(matches!(reply, Reply::Cut { effect: seen } if seen == effect));
        assert_eq!(!client.tenant.assigned_principals().is_empty(), effect);
    }
}

#[test]
fn a_planned_fault_strikes_only_what_it_is_aimed_at() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let aim = Aim { method: Some(http::Method::POST), path: Some("/appRoleAssignedTo".to_owned()), skip: 1 };
    client.tenant.fail(Fault::Status(503), 1, aim);
    let body = assignment(ROLE_USER);
    assert_eq!(client.get(&assigned_to()).status, 200);
    assert_eq!(client.send("POST", &assigned_to(), &body).status, 201);
    assert_eq!(client.send("POST", &assigned_to(), &body).status, 503);
    assert_eq!(client.send("POST", &assigned_to(), &body).status, 400);
}

/// graph-contract.md §0.5
#[test]
fn a_claims_challenge_stands_in_the_header_in_base64() {
    let claims = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;
    let mut client = Client::new(Scenario::AllRight);
    client.tenant.challenge(claims, Some(1), Aim::default());
    let got = client.get("/me");
    assert_eq!((got.status, got.code()), (401, "InvalidAuthenticationToken"));
    let header = got.headers["WWW-Authenticate"].to_str().unwrap();
    let (start, rest) = header.split_once("claims=\"").unwrap();
    assert!(start.starts_with(r#"Bearer realm="", authorization_uri="https://"#));
    assert!(start.ends_with(r#"error="insufficient_claims", "#));
    assert_eq!(BASE64_STANDARD.decode(rest.trim_end_matches('"')).unwrap(), claims.as_bytes());
    assert_eq!(client.get("/me").status, 200);

    client.tenant.turn(knobs(|k| k.challenge_readable = false));
    client.tenant.challenge(claims, Some(1), Aim::default());
    let got = client.get("/me");
    assert_eq!((got.status, got.headers.get("WWW-Authenticate")), (401, None));
}

/// A token is looked at before a batch is taken apart, and a fault may be meant for the batch itself.
#[test]
fn a_batch_itself_can_be_challenged_and_fail() {
    let mut client = Client::new(Scenario::AllRight);
    let body = json!({"requests": [{"id": "1", "method": "GET", "url": "/me"}]});
    client.tenant.challenge("{}", Some(1), Aim::default());
    let got = client.send("POST", "/$batch", &body);
    assert_eq!((got.status, got.code()), (401, "InvalidAuthenticationToken"));
    assert!(got.headers.contains_key("WWW-Authenticate"));
    client.tenant.fail(Fault::Status(503), 1, Aim { path: Some("/$batch".to_owned()), ..Aim::default() });
    assert_eq!(client.send("POST", "/$batch", &body).status, 503);
    assert_eq!(client.send("POST", "/$batch", &body).body["responses"][0]["status"], 200);
}

#[test]
fn a_claims_challenge_goes_on_until_a_token_answers_it() {
    let mut client = Client::new(Scenario::AllRight);
    let aim = Aim { path: Some("/me".to_owned()), ..Aim::default() };
    client.tenant.challenge("{}", None, aim);
    for _ in 0..3 {
        assert!(client.get("/me").headers.contains_key("WWW-Authenticate"));
    }
    assert_eq!(client.get("/servicePrincipals").status, 200);
    let body = json!({"requests": [{"id": "1", "method": "GET", "url": "/me"}]});
    let got = client.send("POST", "/$batch", &body);
    assert!(got.body["responses"][0]["headers"]["WWW-Authenticate"].is_string());
    client.scopes(&["User.Read"]);
    assert_eq!(client.get("/me").status, 401);
    client.tenant.answer_challenge("other");
    assert_eq!(client.get("/me").status, 200);
    client.token = "unknown".to_owned();
    assert!(!client.get("/me").headers.contains_key("WWW-Authenticate"));
}

#[test]
fn well_known_names_provoke_errors() {
    let mut client = Client::new(Scenario::AllRight);
    for status in [400, 403, 404, 409, 429, 500, 503] {
        let got = client.get_eventual(&format!("/groups?$search=\"displayName:Provoke {status}\""));
        assert_eq!(got.status, status);
        assert_eq!(
            client.get(&format!("/groups?$filter=startswith(displayName,'Provoke {status}')")).status,
            status
        );
    }
    assert!(
        client.get("/groups?$filter=startswith(displayName,'Provoke slow')").latency
            >= Duration::from_secs(20)
    );
    let cut = client.reply("GET", "/groups?$filter=startswith(displayName,'Provoke cut')", &[], Vec::new());
    assert!(matches!(cut, Reply::Cut { .. }));
}
