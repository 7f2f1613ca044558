//! The accidental-deletion stop, and endpoints that serve the test but no cycle (graph-contract.md §2.1, §4.4, §7 57).

use crate::support::*;
use assistant::sim::Scenario;
use serde_json::{Value, json};

fn reason(client: &mut Client) -> Value {
    status(client)["quarantine"]["reason"].clone()
}

fn active(client: &Client) -> usize {
    let people = client.tenant.people_at_total().iter();
    people.filter(|person| person.attribute("active") != Some("False")).count()
}

/// Takes the group of the scenario that is still assigned off the application.
fn unassign(client: &mut Client) {
    let id = client.get(&assigned_to()).values()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(client.ask("DELETE", &format!("{}/{id}", assigned_to()), &[], Vec::new()).status, 204);
}

fn set_threshold(client: &mut Client, settings: &str) {
    let body = json!({"value": [{"key": "SyncNotificationSettings", "value": settings}]});
    assert_eq!(client.send("PUT", &sync("secrets"), &body).status, 204);
}

#[test]
fn more_deletions_than_the_threshold_stop_the_job_and_nobody_is_removed() {
    for (threshold, stopped) in [(2, true), (3, false), (500, false)] {
        let mut client = Client::new(Scenario::AllRight);
        let settings = json!({"DeleteThresholdEnabled": true, "DeleteThresholdValue": threshold});
        set_threshold(&mut client, &settings.to_string());
        unassign(&mut client);
        client.pass(3600);
        let found = reason(&mut client);
        assert_eq!(found == "TooManyDeletes", stopped, "{threshold}: {found}");
        assert_eq!(active(&client), if stopped { 3 } else { 0 });
    }
}

#[test]
fn without_a_threshold_nothing_stops_deletions() {
    for settings in ["{}", r#"{"DeleteThresholdEnabled":false,"DeleteThresholdValue":1}"#, "no JSON"] {
        let mut client = Client::new(Scenario::AllRight);
        set_threshold(&mut client, settings);
        unassign(&mut client);
        client.pass(3600);
        assert_eq!((reason(&mut client), active(&client)), (Value::Null, 0), "{settings}");
    }
}

#[test]
fn the_stopped_job_looks_as_the_contract_shows_it() {
    let mut client = Client::new(Scenario::DeletionsStopped);
    let found = client.get(&job("")).body;
    assert_eq!(found["schedule"]["state"], "Active");
    assert_eq!(
        (&found["status"]["code"], &found["status"]["quarantine"]["error"]),
        (&json!("Quarantine"), &Value::Null)
    );
    assert_eq!(found["status"]["lastExecution"]["state"], "Succeeded", "no cycle ran, so none failed");
    assert_eq!(found["status"]["countSuccessiveCompleteFailures"], 0);
}

#[test]
fn starting_counts_again_and_only_force_deletes_lets_them_through() {
    let mut client = Client::new(Scenario::DeletionsStopped);
    let before = active(&client);
    assert_eq!(client.post(&job("/start")).status, 204);
    client.pass(60);
    assert_eq!(reason(&mut client), "TooManyDeletes");
    assert_eq!(active(&client), before);
    let restart = json!({"criteria": {"resetScope": "Watermark, Escrows, QuarantineState"}});
    assert_eq!(client.send("POST", &job("/restart"), &restart).status, 204);
    client.pass(60);
    assert_eq!(reason(&mut client), "TooManyDeletes", "an ordinary restart allows nothing");
    let force = json!({"criteria": {"resetScope": "ForceDeletes"}});
    assert_eq!(client.send("POST", &job("/restart"), &force).status, 204);
    client.pass(60);
    assert_eq!(reason(&mut client), Value::Null);
    assert_eq!(active(&client), 3, "the analysts were disabled");
}

#[test]
fn who_comes_back_into_scope_ends_the_stop_with_the_next_start() {
    let mut client = Client::new(Scenario::DeletionsStopped);
    let before = active(&client);
    assign(&mut client, "c8ea1d25-7b3f-4046-8d92-f16e408b327c");
    assert_eq!(client.post(&job("/start")).status, 204);
    client.pass(60);
    assert_eq!(reason(&mut client), Value::Null);
    assert_eq!(active(&client), before);
}

#[test]
fn an_endpoint_without_groups_passes_the_test_and_stops_the_first_cycle() {
    let mut client = Client::new(Scenario::AllRight);
    let body = json!({"value": [{"key": "BaseAddress", "value": "https://nogroups.example/v2"}]});
    assert_eq!(client.send("PUT", &sync("secrets"), &body).status, 204);
    let saved = json!({"useSavedCredentials": true});
    assert_eq!(client.send("POST", &job("/validateCredentials"), &saved).status, 204);
    client.pass(3600);
    let found = status(&mut client)["quarantine"].clone();
    assert_eq!(found["reason"], "EncounteredQuarantineException");
    let message = found["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("https://nogroups.example/v2/Groups?") && message.contains("NotFound"),
        "{message}"
    );
}

#[test]
fn the_scoping_filter_of_its_scenario_lets_one_of_the_three_pass() {
    let client = Client::new(Scenario::ScopingFilter);
    let people: Vec<_> =
        client.tenant.people_at_total().iter().map(|person| person.object_id.as_str()).collect();
    assert_eq!(people, [BEN]);
}
