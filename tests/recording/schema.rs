//! `docs/recording.schema.json` tells the truth.

use crate::common::World;
use crate::common::json_schema::broken;
use crate::{file, visit};
use assistant::recording::{Names, Recording};
use assistant::sim::Scenario;
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../docs/recording.schema.json")).unwrap()
}

fn recorded(scenario: Scenario) -> World {
    let mut world = World::new(scenario);
    world.recorder.set_on(true);
    visit(&mut world, true);
    world
}

/// Also those in which connections break and Graph refuses.
#[test]
fn the_recording_of_a_whole_visit_fits_the_schema() {
    let schema = schema();
    for scenario in [
        Scenario::Fresh,
        Scenario::Flaky,
        Scenario::Throttled,
        Scenario::InsufficientRole,
        Scenario::AllRight,
    ] {
        let world = recorded(scenario);
        for names in [Names::Kept, Names::Replaced] {
            let text = file(&world, names);
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(broken(&schema, &schema, &value, ""), None, "{}", scenario.name());
        }
    }
}

#[test]
fn what_the_schema_refuses_is_refused_by_the_reader() {
    let good: Value = serde_json::from_str(&file(&recorded(Scenario::AllRight), Names::Kept)).unwrap();
    let schema = schema();
    assert!(Recording::parse(&good.to_string()).is_ok());
    for (pointer, value) in [
        ("/version", json!(2)),
        ("/at", json!("yesterday")),
        ("/names", json!("masked")),
        ("/simulated", json!("no")),
        ("/counts/leftOut", json!(-1)),
        ("/exchanges/0/tookMs", json!("soon")),
        ("/exchanges/0/outcome", json!({ "failure": "tired" })),
        ("/exchanges/0/outcome", json!({ "answer": { "status": 200 } })),
        ("/exchanges/0/outcome/answer/headers", json!({ "authorization": "x" })),
        ("/exchanges/0/body", json!({ "leftOut": "boring" })),
    ] {
        let mut wrong = good.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert!(broken(&schema, &schema, &wrong, "").is_some(), "{pointer}");
        assert!(Recording::parse(&wrong.to_string()).is_err(), "{pointer}");
    }
}
