//! What the guard lets through, and everything that it stops.

use super::*;
use crate::graph::calls::{self, Credentials, RestartScope, SecretKey};
use crate::graph::{Call, JobId, RuleId, TemplateId};
use proptest::prelude::*;

const SP: &str = "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8";
const APP: &str = "8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1";
const ROLE: &str = "18d14569-c3bd-439b-9a66-3a2aee01d14f";
const GROUP: &str = "b7d90c14-6a2e-4f35-9c81-e05d3f7a216b";
const OTHER: &str = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34";

fn id(text: &str) -> ObjectId {
    text.parse().unwrap()
}

fn pinned() -> Rc<Guard> {
    let guard = Rc::new(Guard::new(GraphRoot::new("https://graph.microsoft.com").unwrap()));
    guard.pin(&id(SP), APP, [id(ROLE)]).unwrap();
    guard.allow_principal(&id(GROUP));
    guard.allow_removal(&"abc".parse().unwrap());
    guard
}

fn request(method: Method, path: &str, body: &[u8]) -> Request {
    let uri = ["https://graph.microsoft.com/v1.0", path].concat();
    http::Request::builder().method(method).uri(uri).body(body.to_vec()).unwrap()
}

fn sent(call: &Call) -> Request {
    request(call.method.clone(), &call.path_and_query, call.body.as_deref().unwrap_or_default())
}

fn writes() -> Vec<Call> {
    let (sp, job): (ObjectId, JobId) = (id(SP), "scim.5f.8e".parse().unwrap());
    let (rule, template): (RuleId, TemplateId) = ("33f7#V2".parse().unwrap(), "scim".parse().unwrap());
    let given = Credentials::Given { base_address: "https://t.example/scim", secret_token: "token" };
    vec![
        calls::create_job(&sp, &template),
        calls::validate_credentials(&sp, None, &template, given),
        calls::validate_credentials(&sp, Some(&job), &template, Credentials::Saved),
        calls::put_secrets(
            &sp,
            &[(SecretKey::BaseAddress, "https://t.example"), (SecretKey::SecretToken, "t")],
        ),
        calls::put_schema(&sp, &job, r#"{"synchronizationRules":[{}],"directories":[{}]}"#),
        calls::start(&sp, &job),
        calls::pause(&sp, &job),
        calls::restart(&sp, &job, RestartScope::Everything),
        calls::provision_on_demand(&sp, &job, &rule, &id(GROUP), &[id(OTHER)]),
        calls::provision_user_on_demand(&sp, &job, &rule, &id(OTHER)),
        calls::assign(&sp, &id(GROUP), &id(ROLE)),
        calls::remove_assignment(&sp, &"abc".parse().unwrap()),
    ]
}

/// WRT-01, AUTH-25
#[test]
fn every_write_of_ours_passes_while_a_permit_is_held_and_not_otherwise() {
    let guard = pinned();
    for call in writes() {
        assert!(!guard.admits(&sent(&call)), "{call:?} before");
        let permit = guard.open_writes();
        assert!(guard.admits(&sent(&call)), "{call:?} during");
        drop(permit);
        assert!(!guard.admits(&sent(&call)), "{call:?} after");
    }
}

/// WRT-01
#[test]
fn nothing_can_be_written_to_another_application() {
    let guard = pinned();
    guard.pin(&id(OTHER), APP, [id(ROLE)]).unwrap();
    let _permit = guard.open_writes();
    for call in writes() {
        assert!(!guard.admits(&sent(&call)), "{call:?}");
    }
}

/// WRT-02
#[test]
fn an_application_of_microsoft_cannot_be_pinned() {
    let guard = pinned();
    assert_eq!(guard.pin(&id(SP), MICROSOFT_GRAPH, [id(ROLE)]), Err(Unpinnable));
    let _permit = guard.open_writes();
    assert!(!guard.admits(&sent(&calls::start(&id(SP), &"j".parse().unwrap()))));
}

/// WRT-02, G23
#[test]
fn an_assignment_needs_the_pinned_resource_its_role_and_a_principal_of_the_plan() {
    let guard = pinned();
    let _permit = guard.open_writes();
    let path = format!("/servicePrincipals/{SP}/appRoleAssignedTo");
    let body = |principal: &str, resource: &str, role: &str| {
        format!(r#"{{"principalId":"{principal}","resourceId":"{resource}","appRoleId":"{role}"}}"#)
    };
    let admits = |body: String| guard.admits(&request(Method::POST, &path, body.as_bytes()));
    assert!(admits(body(GROUP, SP, ROLE)));
    assert!(!admits(body(OTHER, SP, ROLE)));
    assert!(!admits(body(GROUP, OTHER, ROLE)));
    assert!(!admits(body(GROUP, SP, OTHER)));
    let twice = format!(
        r#"{{"resourceId":"{OTHER}","principalId":"{GROUP}","resourceId":"{SP}","appRoleId":"{ROLE}"}}"#
    );
    assert!(!admits(twice));
}

#[test]
fn a_removal_needs_an_assignment_of_the_plan_and_ends_with_it() {
    let guard = pinned();
    let _permit = guard.open_writes();
    let removal = |text: &str| sent(&calls::remove_assignment(&id(SP), &text.parse().unwrap()));
    assert!(guard.admits(&removal("abc")));
    assert!(!guard.admits(&removal("abd")));
    guard.forget_plan();
    assert!(!guard.admits(&removal("abc")));
}

/// WRT-01
#[test]
fn a_batch_may_hold_reads_only() {
    let guard = pinned();
    let batch = |method: &str| {
        let body = format!(r#"{{"requests":[{{"id":"1","method":"{method}","url":"/me"}}]}}"#);
        guard.admits(&request(Method::POST, "/$batch", body.as_bytes()))
    };
    let _permit = guard.open_writes();
    assert!(batch("GET"));
    for method in ["POST", "DELETE", "PATCH", "PUT", "get"] {
        assert!(!batch(method), "{method}");
    }
}

/// graph-contract.md §7, 11
#[test]
fn a_masked_secret_or_a_set_without_the_token_is_not_stored() {
    let guard = pinned();
    let _permit = guard.open_writes();
    let put = |pairs: &[(SecretKey, &str)]| guard.admits(&sent(&calls::put_secrets(&id(SP), pairs)));
    assert!(put(&[(SecretKey::SecretToken, "t")]));
    assert!(!put(&[(SecretKey::SecretToken, "*")]));
    assert!(!put(&[(SecretKey::SyncAll, "false")]));
}

/// NET-01
#[test]
fn a_read_goes_to_the_configured_origin_and_version_with_known_headers_only() {
    let guard = pinned();
    assert!(guard.admits(&request(Method::GET, "/me?$select=id", b"")));
    assert!(!guard.admits(&request(Method::GET, "/me", b"body")));
    for uri in ["https://evil.test/v1.0/me", "https://graph.microsoft.com/beta/me", "/v1.0/me"] {
        let foreign = http::Request::builder().uri(uri).body(Vec::new()).unwrap();
        assert!(!guard.admits(&foreign), "{uri}");
    }
    let mut overridden = request(Method::GET, "/me", b"");
    overridden.headers_mut().insert("x-http-method-override", "DELETE".parse().unwrap());
    assert!(!guard.admits(&overridden));
}

fn method() -> impl Strategy<Value = Method> {
    prop::sample::select(vec![
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
        Method::HEAD,
    ])
}

fn path() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "servicePrincipals",
        SP,
        OTHER,
        "synchronization",
        "jobs",
        "job",
        "schema",
        "secrets",
        "start",
        "restart",
        "appRoleAssignedTo",
        "abc",
        "groups",
        "users",
        "applications",
        "$batch",
        "%2e%2e",
        "",
        "SERVICEPRINCIPALS",
        "oauth2PermissionGrants",
        "owners",
        "$ref",
    ]);
    prop::collection::vec(part, 1..7).prop_map(|parts| format!("/{}", parts.join("/")))
}

proptest! {
    /// WRT-01: whatever is not a row with a body of ours does not pass.
    #[test]
    fn no_random_write_passes(method in method(), path in path(), body in "[a-zA-Z0-9{}\":,\\[\\]]{1,40}") {
        let guard = pinned();
        let _permit = guard.open_writes();
        prop_assert!(!guard.admits(&request(method, &path, body.as_bytes())));
    }

    /// WRT-01: a body of ours passes with the method and path it was made for, and with no other.
    #[test]
    fn a_body_of_ours_passes_only_where_it_belongs(at in 0usize..12, method in method(), path in path()) {
        let guard = pinned();
        let _permit = guard.open_writes();
        let call = &writes()[at];
        let is_row = writes().iter().any(|row| row.method == method && row.path_and_query == path && row.body == call.body);
        let known = ["/jobs/job/start", "/jobs/job/restart", "/jobs/job/schema"].iter().any(|end| path.ends_with(end));
        prop_assume!(!is_row && !known);
        prop_assert!(!guard.admits(&request(method, &path, call.body.as_deref().unwrap_or_default())), "{} {}", call.method, path);
    }
}
