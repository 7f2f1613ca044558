//! Who may do what, and what a request must be (graph-contract.md §8, rule 1; §0).

use crate::support::*;
use assistant::sim::Scenario;

#[test]
fn rule_1_a_token_is_checked_before_anything_else() {
    let mut client = Client::new(Scenario::AllRight);
    client.token = "unknown".to_owned();
    let got = client.get("/no/such/path");
    assert_eq!((got.status, got.code()), (401, "InvalidAuthenticationToken"));
    client.scopes(&["User.Read"]);
    client.pass(3600);
    assert_eq!(client.get("/me").code(), "InvalidAuthenticationToken");
}

#[test]
fn rule_1_a_directory_call_without_its_scope_is_forbidden() {
    let mut client = Client::new(Scenario::AllRight);
    client.scopes(&["User.Read"]);
    let got = client.get("/servicePrincipals");
    assert_eq!((got.status, got.code()), (403, "Authorization_RequestDenied"));
    assert_eq!(client.get("/me").status, 200);
}

#[test]
fn rule_1_a_synchronization_call_without_role_or_scope_is_an_empty_401() {
    let mut client = Client::new(Scenario::InsufficientRole);
    let got = client.get(&sync("jobs"));
    assert_eq!((got.status, got.code(), got.message()), (401, "UnknownError", ""));
    let mut client = Client::new(Scenario::ReadOnlyScopes);
    assert_eq!(client.get(&sync("jobs")).status, 200);
    assert_eq!(client.post(&job("/start")).code(), "UnknownError");
}

#[test]
fn rule_1_a_privileged_role_may_read_without_the_scope_where_the_knob_says_so() {
    for (turned, status) in [(false, 401), (true, 200)] {
        let mut client = Client::with(Scenario::AllRight, knobs(|k| k.role_reads_without_scope = turned));
        client.scopes(&["Application.Read.All"]);
        assert_eq!(client.get(&sync("jobs")).status, status);
    }
}

#[test]
fn tokens_can_end_all_at_once() {
    let mut client = Client::new(Scenario::AllRight);
    client.tenant.expire_tokens();
    assert_eq!(client.get("/me").code(), "InvalidAuthenticationToken");
    client.scopes(&["User.Read"]);
    assert_eq!(client.get("/me").status, 200);
}

#[test]
fn a_role_held_through_a_group_counts_and_is_only_found_transitively() {
    let mut client = Client::new(Scenario::AllRight);
    let roles = |client: &mut Client| {
        let got = client.get_eventual("/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true");
        let names: Vec<_> = got.values().iter().map(|role| role["displayName"].clone()).collect();
        let all = client.get("/me/memberOf");
        let direct =
            all.values().iter().filter(|one| one["@odata.type"] == "#microsoft.graph.directoryRole").count();
        (names, direct)
    };
    client.tenant.set_roles(&["Reports Reader"], &["158c047a-c907-4556-b7ef-446551a6b5f7"]).unwrap();
    let names = vec!["Reports Reader".into(), "Cloud Application Administrator".into()];
    assert_eq!(roles(&mut client), (names, 1));
    assert_eq!(client.get(&sync("jobs")).status, 200);
    client.tenant.set_roles(&["Reports Reader"], &[] as &[&str]).unwrap();
    assert_eq!(client.get(&sync("jobs")).status, 401);
    assert_eq!(client.tenant.set_roles(&["King"], &[] as &[&str]), Err("King".to_owned()));
}

#[test]
fn an_assignment_needs_two_scopes_together() {
    let mut client = Client::new(Scenario::DefaultMapping);
    client.scopes(&["AppRoleAssignment.ReadWrite.All"]);
    assert_eq!(client.send("POST", &assigned_to(), &assignment(ROLE_USER)).status, 403);
    client.scopes(&["AppRoleAssignment.ReadWrite.All", "Application.Read.All"]);
    assert_eq!(client.send("POST", &assigned_to(), &assignment(ROLE_USER)).status, 201);
}

#[test]
fn paths_and_verbs_that_v1_does_not_have_are_refused() {
    let mut client = Client::new(Scenario::AllRight);
    for (method, path) in [("GET", "/planner"), ("PATCH", "/me"), ("DELETE", "/groups"), ("POST", "/users")] {
        let got = client.ask(method, path, &[], Vec::new());
        assert_eq!((got.status, got.code()), (405, "Request_BadRequest"), "{method} {path}");
    }
    assert_eq!(client.get("https://graph.microsoft.com/beta/me").status, 404);
}

#[test]
fn a_body_without_content_type_and_an_id_that_is_no_guid_are_refused() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let body = assignment(ROLE_USER).to_string().into_bytes();
    assert_eq!(client.ask("POST", &assigned_to(), &[], body).status, 400);
    assert_eq!(client.get("/groups/TOTAL-Admin").status, 400);
    assert_eq!(client.get("/servicePrincipals/TOTAL/synchronization/jobs").status, 400);
}
