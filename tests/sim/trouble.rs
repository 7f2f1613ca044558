//! What is done to a tenant while somebody works with it, and that nothing of it stays.

use crate::support::*;
use assistant::sim::{Outage, Reply, Scenario};
use serde_json::Value;

const ASSIGNED: &str = "/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8/appRoleAssignedTo";

fn jobs() -> String {
    format!("/servicePrincipals/{SP}/synchronization/jobs")
}

/// What the row for `externalId` reads.
fn identity(client: &Client) -> String {
    let schema: Value = serde_json::from_str(&client.tenant.stored_schema_text()).unwrap();
    let rows =
        schema["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"].as_array().unwrap();
    let row = rows.iter().find(|row| row["targetAttributeName"] == "externalId").unwrap();
    row["source"]["name"].as_str().unwrap().to_owned()
}

#[test]
fn every_third_request_waits_until_that_ends() {
    let mut client = Client::new(Scenario::DefaultMapping);
    client.tenant.suffer(Outage::Throttling, true);
    let statuses: Vec<_> = (0..6).map(|_| client.get("/me").status).collect();
    assert_eq!(statuses, [200, 200, 429, 200, 200, 429]);
    client.get("/me");
    client.get("/me");
    assert_eq!(client.get("/me").headers["Retry-After"], "20");
    client.tenant.suffer(Outage::Throttling, false);
    assert!((0..6).all(|_| client.get("/me").status == 200));
}

#[test]
fn a_scenario_that_throttles_can_be_calmed_and_stirred_again() {
    let mut client = Client::new(Scenario::Throttled);
    assert!(client.tenant.suffers(Outage::Throttling));
    client.tenant.suffer(Outage::Throttling, false);
    assert!((0..6).all(|_| client.get("/me").status == 200));
    client.tenant.suffer(Outage::Throttling, true);
    assert!((0..6).any(|_| client.get("/me").status == 429));
}

#[test]
fn a_bad_network_is_as_bad_as_before_once_nobody_throttles() {
    let mut client = Client::new(Scenario::Flaky);
    client.tenant.suffer(Outage::Throttling, true);
    client.tenant.suffer(Outage::Throttling, false);
    let lost = (0..16).filter(|_| matches!(client.reply("GET", "/me", &[], Vec::new()), Reply::Cut { .. }));
    assert_eq!(lost.count(), 2);
}

#[test]
fn without_a_network_nothing_arrives() {
    let mut client = Client::new(Scenario::DefaultMapping);
    client.tenant.suffer(Outage::NoNetwork, true);
    for path in ["/me", "/$batch"] {
        let method = if path == "/me" { "GET" } else { "POST" };
        let reply = client.reply(method, path, &[("Content-Type", "application/json")], b"{}".to_vec());
        assert!(matches!(reply, Reply::Cut { effect: false }), "{path}");
    }
    client.tenant.suffer(Outage::NoNetwork, false);
    assert_eq!(client.get("/me").status, 200);
}

// Graph-contract §5, §8 rule 1: empty 401 where synchronization is meant, 403 for assignments and logs.
#[test]
fn without_a_role_reads_and_writes_are_refused_as_the_contract_says() {
    let mut client = Client::new(Scenario::AllRight);
    client.tenant.suffer(Outage::NoRole, true);
    client.tenant.suffer(Outage::NoRole, true);
    let got = client.get(&jobs());
    assert_eq!((got.status, got.code(), got.message()), (401, "UnknownError", ""));
    let start = format!("{}/{JOB}/start", jobs());
    assert_eq!(client.ask("POST", &start, &[], Vec::new()).status, 401);
    assert_eq!(client.get("/auditLogs/provisioning").status, 403);
    let body = serde_json::json!({"principalId": ADA, "resourceId": SP, "appRoleId": ROLE_USER});
    let json = [("Content-Type", "application/json")];
    assert_eq!(client.ask("POST", ASSIGNED, &json, body.to_string().into_bytes()).status, 403);
    assert_eq!(client.get("/me").status, 200);
    client.tenant.suffer(Outage::NoRole, false);
    assert_eq!(client.get(&jobs()).status, 200);
    assert_eq!(client.ask("POST", ASSIGNED, &json, body.to_string().into_bytes()).status, 201);
}

#[test]
fn a_role_that_was_too_little_is_given_back_as_it_was() {
    let mut client = Client::new(Scenario::InsufficientRole);
    client.tenant.suffer(Outage::NoRole, true);
    client.tenant.suffer(Outage::NoRole, false);
    assert!(!client.tenant.suffers(Outage::NoRole));
    assert_eq!(client.get(&jobs()).status, 401);
    assert_eq!(client.get("/auditLogs/provisioning").status, 200);
}

#[test]
fn a_job_that_works_is_put_into_quarantine_at_once() {
    let mut client = Client::new(Scenario::AllRight);
    let now = client.now;
    assert!(client.tenant.quarantine(now));
    let status = client.get(&format!("{}/{JOB}", jobs())).body["status"].clone();
    assert_eq!(status["code"], "Quarantine");
    assert!(!Client::new(Scenario::Fresh).tenant.quarantine(now), "there is no job yet");
}

#[test]
fn another_administrator_never_leaves_the_mapping_as_it_was() {
    let mut client = Client::new(Scenario::AllRight);
    assert_eq!(identity(&client), "objectId");
    assert!(client.tenant.edit_mapping());
    assert_eq!(identity(&client), "userPrincipalName");
    assert!(client.tenant.edit_mapping());
    assert_eq!(identity(&client), "mailNickname");
    for nothing in [Scenario::Fresh, Scenario::MappingMissing] {
        assert!(!Client::new(nothing).tenant.edit_mapping());
    }
}
