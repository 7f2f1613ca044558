//! `docs/report.schema.json` tells the truth.

use crate::common::World;
use crate::common::json_schema::broken;
use crate::{report, run_through, scenarios};
use assistant::setup::report::Report;
use assistant::sim::Scenario;
use assistant::words::en::report::MASKED;
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../docs/report.schema.json")).unwrap()
}

fn check(report: &Report, name: &str) {
    let text = report.to_json();
    let schema = schema();
    assert_eq!(broken(&schema, &schema, &serde_json::from_str(&text).unwrap(), ""), None, "{name}");
    assert_eq!(Report::parse(&text).as_ref(), Ok(report), "{name}");
}

/// Before anything is done and after everything, with and without names.
#[test]
fn the_report_of_every_scenario_fits_the_schema_and_is_read_again() {
    for (scenario, looks) in scenarios() {
        let mut world = World::seen(scenario);
        for look in 0..looks {
            if look > 0 {
                run_through(&mut world);
            }
            let report = report(&world);
            check(&report, scenario.name());
            check(&report.masked(MASKED), scenario.name());
        }
    }
}

#[test]
fn the_validator_sees_what_is_wrong() {
    let good: Value = serde_json::from_str(&report(&World::seen(Scenario::AllRight)).to_json()).unwrap();
    let schema = schema();
    for (pointer, value) in [
        ("/version", json!(2)),
        ("/at", json!("yesterday")),
        ("/tenant/id", json!("contoso")),
        ("/steps/0/status", json!("fine")),
        ("/steps", json!([])),
        ("/counts/proven", json!(-1)),
        ("/groups/0", json!({ "id": "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8" })),
        ("/job", json!({ "state": "active", "token": "x" })),
    ] {
        let mut wrong = good.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert!(broken(&schema, &schema, &wrong, "").is_some(), "{pointer}");
        assert!(Report::parse(&wrong.to_string()).is_err(), "{pointer}");
    }
}

/// A kind that the schema does not name would be a surprise to whoever reads reports.
#[test]
fn the_schema_names_every_check_that_a_scenario_shows() {
    let schema = schema();
    let named = schema.pointer("/$defs/finding/properties/check/anyOf/0/enum").unwrap().as_array().unwrap();
    for (scenario, _) in scenarios() {
        for finding in report(&World::seen(scenario)).steps.iter().flat_map(|step| &step.findings) {
            assert!(named.contains(&json!(finding.check)), "{}", finding.check);
        }
    }
}
