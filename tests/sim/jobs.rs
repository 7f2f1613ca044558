//! Templates and jobs (graph-contract.md §8, rules 2 to 4).

use crate::support::*;
use assistant::sim::Scenario;
use assistant::sim::knobs::*;
use serde_json::json;
use std::time::Duration;

#[test]
fn rule_2_a_registration_or_foreign_application_has_no_template() {
    let ways = [(NoTemplates::Empty, 200), (NoTemplates::NotFound, 404), (NoTemplates::BadRequest, 400)];
    for scenario in [Scenario::RegistrationApp, Scenario::ForeignApp] {
        for (way, status) in ways {
            let mut client = Client::with(scenario, knobs(|k| k.no_templates = way));
            let got = client.get(&sync("templates"));
            assert_eq!(got.status, status);
            assert!(status != 200 || got.values().is_empty());
        }
    }
    assert_eq!(Client::new(Scenario::Fresh).get(&sync("templates")).values()[0]["id"], "scim");
}

#[test]
fn rule_2_a_young_application_is_not_known_until_it_is_old_enough() {
    for (way, status) in [(YoungApp::Unauthorized, 401), (YoungApp::NotFound, 404)] {
        let mut client = Client::with(Scenario::NewApp, knobs(|k| k.young_app = way));
        assert_eq!(client.get(&sync("templates")).status, status);
        client.pass(60);
        assert_eq!(client.get(&sync("templates")).status, 200);
    }
    let mut client = Client::with(Scenario::NewApp, knobs(|k| k.young_app_age = Duration::ZERO));
    assert_eq!(client.get(&sync("templates")).status, 200);
}

#[test]
fn rule_3_without_a_job_the_list_is_empty_or_404() {
    assert!(Client::new(Scenario::Fresh).get(&sync("jobs")).values().is_empty());
    let got = Client::with(Scenario::Fresh, knobs(|k| k.no_job = NoJob::NotFound)).get(&sync("jobs"));
    assert_eq!((got.status, got.code()), (404, "ResourceNotFound"));
}

#[test]
fn rule_4_a_new_job_is_disabled_and_appears_after_a_while() {
    for (way, code) in [(NewJobCode::Paused, "Paused"), (NewJobCode::NotConfigured, "NotConfigured")] {
        let mut client = Client::with(Scenario::Fresh, knobs(|k| k.new_job_code = way));
        assert_eq!(client.send("POST", &sync("jobs"), &json!({"templateId": "customappsso"})).status, 400);
        let made = client.send("POST", &sync("jobs"), &json!({"templateId": "scim"}));
        assert_eq!((made.status, made.body["id"].as_str()), (201, Some(JOB)));
        assert_eq!(made.body["status"]["code"], code);
        assert_eq!(made.body["schedule"]["state"], "Disabled");
        assert_eq!(client.get(&job("")).status, 404);
        client.pass(3);
        assert_eq!(client.get(&job("")).status, 200);
    }
}

#[test]
fn rule_4_a_second_job_conflicts_or_is_made() {
    for (way, status) in [(SecondJob::Conflict, 409), (SecondJob::Created, 201)] {
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.second_job = way));
        assert_eq!(client.send("POST", &sync("jobs"), &json!({"templateId": "scim"})).status, status);
    }
}
