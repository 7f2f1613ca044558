//! Start, pause, restart and quarantine (graph-contract.md §8, rule 10).

use crate::support::*;
use assistant::sim::knobs::*;
use assistant::sim::{Knobs, Scenario};
use serde_json::json;

#[test]
fn rule_10_a_first_cycle_goes_from_not_run_over_progress_to_steady() {
    for (way, code) in [(FirstCycleCode::Active, "Active"), (FirstCycleCode::NotRun, "NotRun")] {
        let knobs = Knobs { first_cycle_code: way, ..Knobs::default() };
        let mut client = Client::with(Scenario::DefaultMapping, knobs);
        assign(&mut client, ADMINS);
        assert_eq!(client.post(&job("/start")).status, 204);
        let first = status(&mut client);
        assert_eq!(
            (&first["code"], &first["lastExecution"]["error"]["code"]),
            (&json!("NotRun"), &json!("None"))
        );
        client.pass(10);
        let running = status(&mut client);
        assert_eq!(running["code"], code);
        assert_eq!(running["steadyStateFirstAchievedTime"], "0001-01-01T00:00:00Z");
        let done = running["progress"][0]["completedUnits"].as_u64().unwrap();
        assert!(done < running["progress"][0]["totalUnits"].as_u64().unwrap());
        client.pass(6);
        assert!(status(&mut client)["progress"][0]["completedUnits"].as_u64().unwrap() > done);
        client.pass(30);
        let steady = status(&mut client);
        assert_eq!((&steady["code"], &steady["progress"]), (&json!("Active"), &json!([])));
        assert!(steady["steadyStateFirstAchievedTime"].as_str().unwrap().starts_with("2026-08-20T09:00:20"));
        assert_eq!(steady["lastExecution"]["state"], "Succeeded");
        assert_eq!(steady["synchronizedEntryCountByType"][0]["value"], 3);
    }
}

#[test]
fn rule_10_without_secrets_a_start_ends_in_quarantine_and_start_releases_it() {
    let mut client = Client::new(Scenario::Fresh);
    client.send("POST", &sync("jobs"), &json!({"templateId": "scim"}));
    client.pass(5);
    client.post(&job("/start"));
    let held = status(&mut client);
    assert_eq!(held["code"], "Quarantine");
    assert_eq!(
        held["quarantine"]["error"]["code"],
        "SystemForCrossDomainIdentityManagementInvalidCredentials"
    );
    let body = json!({"value": [{"key": "BaseAddress", "value": "https://scim.total.example/v2"},
                                {"key": "SecretToken", "value": "tsa_1"}]});
    client.send("PUT", &sync("secrets"), &body);
    client.post(&job("/start"));
    assert_eq!(status(&mut client)["code"], "NotRun");
}

#[test]
fn rule_10_a_pause_lets_the_running_cycle_finish() {
    let mut client = Client::new(Scenario::DefaultMapping);
    assign(&mut client, ADMINS);
    client.post(&job("/start"));
    client.pass(10);
    assert_eq!(client.post(&job("/pause")).status, 204);
    let got = client.get(&job("")).body;
    assert_eq!((&got["schedule"]["state"], &got["status"]["code"]), (&json!("Paused"), &json!("Active")));
    client.pass(60);
    assert_eq!(status(&mut client)["code"], "Paused");
    assert_eq!(client.tenant.people_at_total().len(), 3);
}

#[test]
fn rule_10_a_restart_needs_criteria_that_may_be_used() {
    let mut client = Client::new(Scenario::AllRight);
    for body in [
        json!({}),
        json!({"criteria": {"resetScope": "None"}}),
        json!({"criteria": {"resetScope": "ConnectorDataStore"}}),
    ] {
        assert_eq!(client.send("POST", &job("/restart"), &body).status, 400);
    }
}

#[test]
fn rule_10_entries_that_the_endpoint_refuses_are_errors_of_entries() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let body = json!({"value": [{"key": "BaseAddress", "value": "https://conflict.example/v2"}, {"key": "SyncAll", "value": "true"}]});
    client.send("PUT", &sync("secrets"), &body);
    client.post(&job("/start"));
    client.pass(60);
    let got = status(&mut client);
    assert_eq!(got["lastExecution"]["state"], "EntryLevelErrors");
    client.pass(10);
    let failures = client.get("/auditLogs/provisioning?$filter=provisioningStatusInfo/status eq 'failure'");
    assert_eq!(failures.values().len() as u64, got["lastExecution"]["countEscrowed"].as_u64().unwrap());
}
