//! `docs/report.schema.json` tells the truth: a validator of just the keywords that it uses.

use crate::common::World;
use crate::{report, run_through, scenarios};
use assistant::setup::ids::ObjectId;
use assistant::setup::report::Report;
use assistant::sim::Scenario;
use assistant::words::en::report::MASKED;
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../docs/report.schema.json")).unwrap()
}

/// The first place where `value` is not as `rule` says.
fn broken(schema: &Value, rule: &Value, value: &Value, place: &str) -> Option<String> {
    let wrong = |what: &str| Some(format!("{place}: {what}"));
    for (keyword, wanted) in rule.as_object().unwrap() {
        let found = match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" | "properties" => None,
            "$ref" => {
                let pointer = wanted.as_str().unwrap().trim_start_matches('#');
                broken(schema, schema.pointer(pointer).unwrap(), value, place)
            }
            "anyOf" => {
                let all = wanted.as_array().unwrap();
                let fits = all.iter().any(|one| broken(schema, one, value, place).is_none());
                if fits { None } else { wrong("none of several") }
            }
            "const" if value != wanted => wrong("const"),
            "enum" if !wanted.as_array().unwrap().contains(value) => wrong("enum"),
            "const" | "enum" => None,
            "type" => {
                let fits = match wanted.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.is_u64(),
                    other => return wrong(&format!("type {other} is not known")),
                };
                if fits { None } else { wrong("type") }
            }
            "format" => {
                let text = value.as_str().unwrap_or_default();
                let fits = match wanted.as_str().unwrap() {
                    "uuid" => text.parse::<ObjectId>().is_ok(),
                    "date-time" => humantime::parse_rfc3339(text).is_ok(),
                    other => return wrong(&format!("format {other} is not known")),
                };
                if fits { None } else { wrong("format") }
            }
            "maxLength" => {
                let length = value.as_str().map_or(0, |text| text.chars().count()) as u64;
                if length <= wanted.as_u64().unwrap() { None } else { wrong("too long") }
            }
            "minimum" if value.as_u64() < wanted.as_u64() => wrong("too small"),
            "minimum" => None,
            "minItems" | "maxItems" => {
                let (count, bound) = (value.as_array().map_or(0, Vec::len) as u64, wanted.as_u64().unwrap());
                let fits = if keyword == "minItems" { count >= bound } else { count <= bound };
                if fits { None } else { wrong("count") }
            }
            "required" => {
                let missing =
                    wanted.as_array().unwrap().iter().find(|key| value.get(key.as_str().unwrap()).is_none());
                missing.and_then(|key| wrong(&format!("{key} is missing")))
            }
            "additionalProperties" => {
                assert_eq!(wanted, &json!(false));
                members(schema, rule, value, place)
            }
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                items
                    .into_iter()
                    .find_map(|(at, item)| broken(schema, wanted, item, &format!("{place}/{at}")))
            }
            other => return wrong(&format!("keyword {other} is not known")),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn members(schema: &Value, rule: &Value, value: &Value, place: &str) -> Option<String> {
    value.as_object().into_iter().flatten().find_map(|(key, member)| match rule["properties"].get(key) {
        None => Some(format!("{place}: {key} is not known")),
        Some(of_member) => broken(schema, of_member, member, &format!("{place}/{key}")),
    })
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
