//! The knobs that are times, at both of their ends.

use crate::support::*;
use assistant::sim::Scenario;
use serde_json::json;
use std::time::Duration;

#[test]
fn a_new_job_appears_when_its_knob_says() {
    for wait in [0, 20] {
        let mut client =
            Client::with(Scenario::Fresh, knobs(|k| k.job_visible_after = Duration::from_secs(wait)));
        client.send("POST", &sync("jobs"), &json!({"templateId": "scim"}));
        assert_eq!(client.get(&job("")).status == 200, wait == 0);
        client.pass(wait);
        assert_eq!(client.get(&job("")).status, 200);
    }
}

#[test]
fn stored_secrets_can_be_read_when_their_knob_says() {
    for wait in [0, 60] {
        let late = knobs(|k| k.secrets_visible_after = Duration::from_secs(wait));
        let mut client = Client::with(Scenario::Fresh, late);
        client.send("PUT", &sync("secrets"), &json!({"value": [{"key": "SyncAll", "value": "false"}]}));
        assert_eq!(client.get(&sync("secrets")).values().len() == 1, wait == 0);
        client.pass(wait);
        assert_eq!(client.get(&sync("secrets")).values().len(), 1);
    }
}

#[test]
fn an_assignment_is_listed_when_its_knob_says() {
    let path = format!("/servicePrincipals/{SP}/appRoleAssignedTo");
    for wait in [0, 60] {
        let late = knobs(|k| k.assignment_visible_after = Duration::from_secs(wait));
        let mut client = Client::with(Scenario::DefaultMapping, late);
        assign(&mut client, ADMINS);
        assert_eq!(client.get(&path).values().len() == 1, wait == 0);
        client.pass(wait);
        assert_eq!(client.get(&path).values().len(), 1);
    }
}

#[test]
fn a_first_cycle_lasts_as_long_as_its_knobs_say() {
    for (first, whole) in [(0, 5), (60, 3600)] {
        let slow = knobs(|k| {
            k.first_run_after = Duration::from_secs(first);
            k.first_cycle = Duration::from_secs(whole);
        });
        let mut client = Client::with(Scenario::DefaultMapping, slow);
        assign(&mut client, ADMINS);
        client.post(&job("/start"));
        client.pass(first.saturating_sub(1));
        assert!(
            client.get(&job("")).body["status"]["steadyStateFirstAchievedTime"] == "0001-01-01T00:00:00Z"
        );
        assert!(client.tenant.people_at_total().is_empty());
        client.pass(whole + 1);
        assert!(
            client.get(&job("")).body["status"]["steadyStateFirstAchievedTime"] != "0001-01-01T00:00:00Z"
        );
        assert_eq!(client.tenant.people_at_total().len(), 3);
    }
}
