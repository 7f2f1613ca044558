//! Assignments (graph-contract.md §8, rule 13).

use crate::support::*;
use assistant::sim::Scenario;
use assistant::sim::knobs::*;
use serde_json::json;

#[test]
fn rule_13_a_duplicate_is_refused_in_three_ways() {
    let ways = [
        (DuplicateAssignment::AlreadyExists, 400, "Permission being assigned already exists on the object"),
        (DuplicateAssignment::EntitlementGrant, 400, "EntitlementGrant entry already exists."),
        (DuplicateAssignment::Conflict, 409, "A conflicting object"),
    ];
    for (way, status, text) in ways {
        let mut client = Client::with(Scenario::AllRight, knobs(|k| k.duplicate_assignment = way));
        let got = client.send("POST", &assigned_to(), &assignment(ROLE_USER));
        assert_eq!(got.status, status);
        assert!(got.message().starts_with(text));
    }
}

#[test]
fn rule_13_wrong_roles_and_ids_are_refused() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let zero = "00000000-0000-0000-0000-000000000000";
    let got = client.send("POST", &assigned_to(), &assignment(zero));
    assert_eq!(got.message(), "Permission being assigned was not found on application.");
    let mut wrong = assignment(ROLE_USER);
    wrong["resourceId"] = json!(APP_ID);
    assert_eq!(client.send("POST", &assigned_to(), &wrong).message(), "Not a valid reference update.");
    let mut client = Client::new(Scenario::RegistrationApp);
    assert_eq!(
        client.send("POST", &assigned_to(), &assignment(zero)).status,
        201,
        "an application without roles"
    );
}

#[test]
fn rule_13_groups_need_a_licence_and_security() {
    for (way, status) in [(Refusal::BadRequest, 400), (Refusal::Forbidden, 403)] {
        let mut client = Client::with(Scenario::NoP1, knobs(|k| k.unassignable_group = way));
        assert_eq!(client.send("POST", &assigned_to(), &assignment(ROLE_USER)).status, status);
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.unassignable_group = way));
        let unified = json!({"principalId": "2e40738b-d195-46ac-83f8-57c4a64198d2", "resourceId": SP, "appRoleId": ROLE_USER});
        assert_eq!(client.send("POST", &assigned_to(), &unified).status, status);
    }
}

#[test]
fn rule_13_an_assignment_is_listed_after_a_while_and_can_be_removed() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let made = client.send("POST", &assigned_to(), &assignment(ROLE_USER));
    assert!(client.get(&assigned_to()).values().is_empty());
    client.pass(4);
    let listed = client.get(&format!("{}?$top=999", assigned_to()));
    assert_eq!(listed.values()[0]["principalDisplayName"], "TOTAL-Admin");
    let id = made.body["id"].as_str().unwrap();
    assert_eq!(client.ask("DELETE", &format!("{}/{id}", assigned_to()), &[], Vec::new()).status, 204);
    assert!(client.get(&assigned_to()).values().is_empty());
    assert_eq!(client.get(&format!("{}?$filter=principalId eq '{ADMINS}'", assigned_to())).status, 400);
}
