//! The stored schema (graph-contract.md §8, rules 7 to 9).

use crate::support::*;
use assistant::sim::Scenario;
use assistant::sim::knobs::*;
use serde_json::{Value, json};

#[test]
fn rule_7_directories_come_inline_or_expanded_only() {
    assert!(Client::new(Scenario::DefaultMapping).get(&job("/schema")).body.get("directories").is_some());
    let mut client =
        Client::with(Scenario::DefaultMapping, knobs(|k| k.directories = Directories::OnlyExpanded));
    assert!(client.get(&job("/schema")).body.get("directories").is_none());
    assert!(client.get(&job("/schema?$expand=directories")).body.get("directories").is_some());
}

#[test]
fn rule_7_members_keep_their_order_or_are_normalised() {
    let first = |body: &Value| body.as_object().unwrap().keys().nth(1).unwrap().clone();
    assert_eq!(first(&Client::new(Scenario::DefaultMapping).get(&job("/schema")).body), "id");
    let mut client =
        Client::with(Scenario::DefaultMapping, knobs(|k| k.member_order = MemberOrder::Normalised));
    assert_eq!(first(&client.get(&job("/schema")).body), "directories");
}

#[test]
fn rule_8_a_schema_comes_back_as_it_was_sent() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let mut schema = client.get(&job("/schema")).body;
    schema["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][3]["somethingNew"] =
        json!({"z": 1, "a": []});
    schema["unheardOf"] = serde_json::from_str("1.50e3").unwrap();
    assert_eq!(client.send("PUT", &job("/schema"), &schema).status, 204);
    assert_eq!(client.get(&job("/schema")).body.to_string(), schema.to_string());
}

#[test]
fn rule_8_unknown_members_may_be_dropped() {
    let mut client =
        Client::with(Scenario::DefaultMapping, knobs(|k| k.unknown_members = UnknownMembers::Drop));
    let mut schema = client.get(&job("/schema")).body;
    schema["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][3]["somethingNew"] = json!(1);
    client.send("PUT", &job("/schema"), &schema);
    assert!(!client.tenant.stored_schema_text().contains("somethingNew"));
}

#[test]
fn rule_8_a_schema_without_directories_loses_them_or_is_refused() {
    for (way, status) in [(WithoutDirectories::Lose, 204), (WithoutDirectories::Refuse, 400)] {
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.without_directories = way));
        let mut schema = client.get(&job("/schema")).body;
        schema.as_object_mut().unwrap().remove("directories");
        assert_eq!(client.send("PUT", &job("/schema"), &schema).status, status);
        assert_eq!(client.get(&job("/schema")).body.get("directories").is_some(), status == 400);
    }
}

#[test]
fn rule_8_wrong_schemas_are_refused_and_change_nothing() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let schema = client.get(&job("/schema")).body;
    let before = client.tenant.stored_schema_text();
    let break_row: [&dyn Fn(&mut Value); 4] = [
        &|row| row["flowType"] = json!("always"),
        &|row| row["flowBehavior"] = json!("Sometimes"),
        &|row| row["targetAttributeName"] = json!("favouriteColour"),
        &|row| row["source"]["type"] = json!("attribute"),
    ];
    for change in break_row {
        let mut wrong = schema.clone();
        change(&mut wrong["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][2]);
        assert_eq!(client.send("PUT", &job("/schema"), &wrong).status, 400);
    }
    assert_eq!(client.send("PUT", &job("/schema"), &json!({"synchronizationRules": []})).status, 400);
    assert_eq!(client.tenant.stored_schema_text(), before);
}

#[test]
fn rule_8_patch_is_a_404_with_json_text_and_delete_restores_the_defaults() {
    let mut client = Client::new(Scenario::AllRight);
    let got = client.send("PATCH", &job("/schema"), &json!({}));
    assert_eq!((got.status, got.code()), (404, "UnknownError"));
    let inner: Value = serde_json::from_str(got.message()).unwrap();
    assert!(inner["Message"].as_str().unwrap().starts_with("No HTTP resource was found"));
    assert!(!client.tenant.stored_schema_text().contains("[mailNickname]"));
    assert_eq!(client.ask("DELETE", &job("/schema"), &[], Vec::new()).status, 204);
    assert!(client.tenant.stored_schema_text().contains("[mailNickname]"));
}

#[test]
fn rule_9_a_concurrent_editor_changes_one_row_between_two_reads() {
    for turned in [false, true] {
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.concurrent_editor = turned));
        let first = client.get(&job("/schema")).body;
        let second = client.get(&job("/schema")).body;
        assert_eq!(first != second, turned);
        assert_eq!(client.get(&job("/schema")).body, second, "the editor strikes once");
    }
}
