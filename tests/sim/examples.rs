//! Answers of the simulated tenant against the contract's composed examples, where `GRAPH_EXAMPLES` names their folder.

use crate::support::*;
use assistant::sim::Scenario;
use serde_json::Value;

/// A composed example, or `None` where the examples are not at hand.
fn example(name: &str) -> Option<Value> {
    let folder = std::env::var_os("GRAPH_EXAMPLES")?;
    let path = std::path::Path::new(&folder).join("composed").join(name);
    Some(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

#[test]
fn the_default_schema_is_the_composed_one() {
    let Some(expected) = example("default-scim-schema.json") else { return };
    let got = Client::new(Scenario::DefaultMapping).get(&job("/schema")).body;
    assert_eq!(got.to_string(), expected.to_string());
}

#[test]
fn the_service_principal_is_the_composed_one() {
    let Some(expected) = example("service-principal-total.json") else { return };
    let got = Client::new(Scenario::AllRight).get(&format!(
        "/servicePrincipals/{SP}?$select=id,appId,displayName,accountEnabled,servicePrincipalType,\
         applicationTemplateId,appOwnerOrganizationId,appRoleAssignmentRequired,appRoles,tags,disabledByMicrosoftStatus"
    ));
    assert_eq!(got.body, expected);
}

#[test]
fn templates_are_the_composed_ones() {
    let Some(expected) = example("templates-get.json") else { return };
    assert_eq!(Client::new(Scenario::Fresh).get(&sync("templates")).body, expected);
}

#[test]
fn jobs_have_the_members_of_the_composed_ones() {
    let cases = [
        ("job-created-paused.json", Scenario::DefaultMapping),
        ("job-active-steady.json", Scenario::AllRight),
        ("job-quarantine-credentials.json", Scenario::Quarantined),
    ];
    for (name, scenario) in cases {
        let Some(expected) = example(name) else { return };
        let got = Client::new(scenario).get(&job("")).body;
        assert_same_members(&got, &expected, name);
    }
}

#[test]
fn log_rows_have_the_members_of_the_composed_one() {
    let Some(mut expected) = example("log-create-success.json") else { return };
    let got =
        Client::new(Scenario::AllRight).get("/auditLogs/provisioning?$filter=provisioningAction eq 'create'");
    let row = got.values().iter().find(|row| row["sourceIdentity"]["identityType"] == "User").unwrap();
    expected["provisioningSteps"] = row["provisioningSteps"].clone();
    assert_same_members(row, &expected, "log-create-success.json");
}

/// Objects have the same members and the same kinds of values; nulls and list lengths are free.
fn assert_same_members(got: &Value, expected: &Value, at: &str) {
    match (got, expected) {
        (Value::Object(got), Value::Object(expected)) => {
            let names = |value: &serde_json::Map<String, Value>| {
                let mut names: Vec<String> = value.keys().cloned().collect();
                names.sort();
                names
            };
            assert_eq!(names(got), names(expected), "{at}");
            for (name, value) in got {
                assert_same_members(value, &expected[name], &format!("{at}/{name}"));
            }
        }
        (Value::Array(got), Value::Array(expected)) => {
            if let (Some(got), Some(expected)) = (got.first(), expected.first()) {
                assert_same_members(got, expected, at);
            }
        }
        (Value::Null, _) | (_, Value::Null) => {}
        _ => assert_eq!(std::mem::discriminant(got), std::mem::discriminant(expected), "{at}"),
    }
}
