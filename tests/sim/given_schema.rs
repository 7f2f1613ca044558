//! A tenant that begins with a schema from outside.

use crate::support::*;
use assistant::sim::{DEMO_TOKEN, GivenSchema, Knobs, NoSchema, Scenario, SimTenant, Vendor};
use proptest::prelude::*;
use serde_json::{Value, json};

fn default() -> Value {
    Client::new(Scenario::DefaultMapping).get(&job("/schema")).body
}

#[expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]
fn with(text: &str) -> Client {
    let now = humantime::parse_rfc3339("2026-08-20T09:00:00Z").unwrap();
    let tenant =
        SimTenant::with_schema(Vendor::default(), GivenSchema::parse(text).unwrap(), Knobs::default(), now);
    Client { tenant, now, token: DEMO_TOKEN.to_owned() }
}

fn refused(schema: &Value) -> String {
    match GivenSchema::parse(&schema.to_string()) {
        Err(error) => error.to_string(),
        Ok(_) => String::new(),
    }
}

#[test]
fn it_is_stored_member_for_member_but_for_whose_it_is() {
    let mut schema = default();
    schema["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][3]["somethingNew"] =
        json!({"z": 1, "a": []});
    schema["unheardOf"] = serde_json::from_str("1.50e3").unwrap();
    let mut foreign = schema.clone();
    foreign["id"] = json!("Salesforce.00000000000000000000000000000000.x");
    foreign["@odata.context"] = json!("https://graph.microsoft.com/beta/$metadata#elsewhere");
    assert_eq!(with(&foreign.to_string()).get(&job("/schema")).body.to_string(), schema.to_string());
}

#[test]
fn the_job_is_connected_and_not_started() {
    let mut client = with(&default().to_string());
    let got = client.get(&job("")).body;
    let other = Client::new(Scenario::DefaultMapping).get(&job("")).body;
    assert_eq!(got["status"]["code"], other["status"]["code"]);
    assert_eq!(got["schedule"], other["schedule"]);
}

#[test]
fn a_file_without_directories_gets_those_of_the_default() {
    let whole = default();
    let mut schema = whole.clone();
    schema.as_object_mut().unwrap().shift_remove("directories");
    let given = GivenSchema::parse(&schema.to_string()).unwrap();
    assert!(given.is_completed() && !GivenSchema::parse(&whole.to_string()).unwrap().is_completed());
    assert_eq!(with(&schema.to_string()).get(&job("/schema")).body["directories"], whole["directories"]);
    // What they do not list could not be written back.
    schema["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][0]["targetAttributeName"] =
        json!("badge");
    assert!(refused(&schema).contains("'badge'"));
}

#[test]
fn what_graph_would_refuse_is_refused_in_its_words() {
    let mut schema = default();
    schema["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][0]["flowType"] =
        json!("Sometimes");
    assert_eq!(
        refused(&schema),
        "The synchronization schema is invalid. 'Sometimes' is not a value of 'flowType'."
    );
    assert!(refused(&json!({"synchronizationRules": []})).contains("no rule"));
    assert!(refused(&json!([1])).contains("'synchronizationRules'"));
    assert_eq!(GivenSchema::parse("{").unwrap_err(), NoSchema::NotJson);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever stands in a member of a schema, reading it, and looking at the tenant, goes on.
    #[test]
    fn whatever_a_member_holds_a_tenant_answers(place in 0_usize..1_200, odd in 0_usize..8) {
        let texts = ["null", "\"\"", "[]", "{}", "-1", "[[{}]]", "\"__proto__\"", "\"\u{202E}<b>\""];
        let mut schema = default();
        let mut left = place;
        if let Some(found) = nth(&mut schema, &mut left) {
            *found = serde_json::from_str(texts[odd]).unwrap();
        }
        if GivenSchema::parse(&schema.to_string()).is_ok() {
            let mut client = with(&schema.to_string());
            prop_assert_eq!(client.get(&job("/schema")).status, 200);
            assign(&mut client, ADMINS);
            prop_assert_eq!(client.post(&job("/start")).status, 204);
            client.pass(3_600);
            prop_assert_eq!(client.get(&job("")).status, 200);
        }
    }
}

/// The value at a place, counted through the whole, without the long directories.
fn nth<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(members) => members
            .iter_mut()
            .filter(|(name, _)| *name != "directories")
            .find_map(|(_, item)| nth(item, left)),
        _ => None,
    }
}
