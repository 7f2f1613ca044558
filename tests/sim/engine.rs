//! The provisioning service of the simulated tenant: what arrives at TOTAL, and when.

use crate::support::*;
use assistant::sim::{Knobs, Scenario};
use serde_json::json;
use std::time::Duration;

/// Makes `externalId` come from `objectId` in the stored schema.
fn correct(client: &mut Client) {
    let mut schema = client.get(&job("/schema?$expand=directories")).body;
    let rows =
        schema["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"].as_array_mut().unwrap();
    let row = rows.iter_mut().find(|row| row["targetAttributeName"] == "externalId").unwrap();
    row["source"] =
        json!({"expression": "[objectId]", "name": "objectId", "type": "Attribute", "parameters": []});
    assert_eq!(client.send("PUT", &job("/schema"), &schema).status, 204);
}

#[test]
fn the_default_mapping_really_yields_a_wrong_external_id() {
    let mut client = Client::new(Scenario::DefaultMapping);
    assign(&mut client, ADMINS);
    client.post(&job("/start"));
    client.pass(60);
    assert_eq!(status(&mut client)["code"], "Active");
    assert_eq!(external_id(&client, ADA).as_deref(), Some("ada.martin"));
    assert_eq!(client.tenant.user_at_total(ADA).unwrap().attribute("title"), Some("Engineer"));
}

#[test]
fn the_right_mapping_yields_the_object_id() {
    let mut client = Client::new(Scenario::DefaultMapping);
    correct(&mut client);
    assign(&mut client, ADMINS);
    client.post(&job("/start"));
    client.pass(60);
    client.get(&job(""));
    assert_eq!(external_id(&client, ADA).as_deref(), Some(ADA));
    let ada = client.tenant.user_at_total(ADA).unwrap();
    assert_eq!(ada.attribute("active"), Some("True"));
    assert_eq!(ada.attribute("name.formatted"), Some("Ada Martin"));
    assert_eq!(client.tenant.groups_at_total()[0].members.len(), 3);
}

#[test]
fn each_wrong_mapping_shows_in_what_arrives() {
    let cases = [
        (Scenario::MappingMissing, None),
        (Scenario::MappingDuplicated, Some("ada.martin")),
        (Scenario::MappingConstant, Some("TOTAL")),
        (Scenario::MappingExpression, Some("ada.martin@contoso.example")),
    ];
    for (scenario, expected) in cases {
        let mut client = Client::new(scenario);
        assign(&mut client, ADMINS);
        client.post(&job("/start"));
        client.pass(60);
        client.get(&job(""));
        assert_eq!(external_id(&client, ADA).as_deref(), expected, "{}", scenario.name());
    }
}

#[test]
fn a_restart_mends_people_who_were_sent_wrong_and_makes_no_second_person() {
    let mut client = Client::new(Scenario::SyncedWrong);
    assert_eq!(external_id(&client, ADA).as_deref(), Some("ada.martin"));
    let count = client.tenant.people_at_total().len();
    correct(&mut client);
    client.pass(30);
    client.get(&job(""));
    assert_eq!(
        external_id(&client, ADA).as_deref(),
        Some("ada.martin"),
        "nothing moves before the next cycle"
    );
    let body = json!({"criteria": {"resetScope": "Watermark, Escrows, QuarantineState"}});
    assert_eq!(client.send("POST", &job("/restart"), &body).status, 204);
    client.pass(60);
    client.get(&job(""));
    assert_eq!(external_id(&client, ADA).as_deref(), Some(ADA));
    assert_eq!(client.tenant.people_at_total().len(), count);
}

#[test]
fn rule_11_only_direct_members_of_assigned_groups_are_provisioned() {
    let mut client = Client::new(Scenario::NestedGroups);
    assign(&mut client, ADMINS);
    client.post(&job("/start"));
    client.pass(60);
    client.get(&job(""));
    assert!(client.tenant.user_at_total(ADA).is_some());
    assert!(client.tenant.user_at_total(BEN).is_none(), "a member of a group inside the group");
}

#[test]
fn rule_11_everyone_is_provisioned_with_sync_all_but_nobody_disabled_is_created() {
    let mut client = Client::new(Scenario::ScopeAll);
    client.post(&job("/start"));
    client.pass(60);
    client.get(&job(""));
    assert_eq!(client.tenant.people_at_total().len(), 14);
    assert!(client.tenant.user_at_total(DISABLED).is_none());
}

#[test]
fn rule_11_log_rows_tell_the_external_id_that_was_sent_after_a_while() {
    for (delay, first) in [(Duration::from_secs(300), 0), (Duration::ZERO, 3)] {
        let knobs = Knobs { log_delay: delay, ..Knobs::default() };
        let mut client = Client::with(Scenario::DefaultMapping, knobs);
        assign(&mut client, ADMINS);
        client.post(&job("/start"));
        client.pass(30);
        let path = "/auditLogs/provisioning?$filter=provisioningAction eq 'create' and sourceIdentity/id eq ";
        let mut rows = 0;
        for person in [ADA, BEN, "3f81c2d4-6e5b-4b92-97f3-2a0914cb8e56"] {
            rows += client.get(&format!("{path}'{person}'")).values().len();
        }
        assert_eq!(rows, first);
        client.pass(300);
        let row = client.get(&format!("{path}'{ADA}'")).values()[0].clone();
        let sent = json!({"displayName": "externalId", "oldValue": null, "newValue": "ada.martin"});
        assert!(row["modifiedProperties"].as_array().unwrap().contains(&sent));
    }
}

#[test]
fn a_scoping_filter_keeps_people_out() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let mut schema = client.get(&job("/schema")).body;
    schema["synchronizationRules"][0]["objectMappings"][1]["scope"] = json!({"groups": [{"name": "g", "clauses": [
        {"operatorName": "EQUALS", "sourceOperandName": "department", "targetOperand": {"values": ["Research"]}}]}]});
    client.send("PUT", &job("/schema"), &schema);
    assign(&mut client, ADMINS);
    client.post(&job("/start"));
    client.pass(60);
    client.get(&job(""));
    assert_eq!(client.tenant.people_at_total().len(), 1);
}

#[test]
fn people_who_leave_the_scope_are_disabled_in_the_next_cycle() {
    let mut client = Client::new(Scenario::AllRight);
    let path = format!("/servicePrincipals/{SP}/appRoleAssignedTo");
    let id = client.get(&path).values()[0]["id"].as_str().unwrap().to_owned();
    client.ask("DELETE", &format!("{path}/{id}"), &[], Vec::new());
    client.pass(41 * 60);
    client.get(&job(""));
    assert_eq!(client.tenant.user_at_total(ADA).unwrap().attribute("active"), Some("False"));
}

#[test]
fn a_function_is_computed_for_a_test_person() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let mut ask = |expression: &str| {
        let body = json!({"expression": expression, "targetAttributeDefinition": null, "testInputObject": {
            "definition": null, "properties": [{"key": "IsSoftDeleted", "value": "False"}, {"key": "givenName", "value": "Ada"}]}});
        client.send("POST", &job("/schema/parseExpression"), &body).body
    };
    let got = ask("Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")");
    assert_eq!(got["evaluationResult"], json!(["True"]));
    assert_eq!(
        ask("IIF(IsNullOrEmpty([surname]), Join(\"-\", [givenName], \"x\"), [surname])")["evaluationResult"],
        json!(["Ada-x"])
    );
    assert_eq!(ask("Not([IsSoftDeleted])")["evaluationResult"], json!(["True"]));
    assert_eq!(ask("Join(")["parsingSucceeded"], json!(false));
    assert_eq!(ask("NumFromDate([x])")["evaluationSucceeded"], json!(false));
}

#[test]
fn with_every_knob_turned_the_main_way_still_ends_at_the_object_id() {
    for (name, mut knobs) in Knobs::each() {
        (knobs.read_fault, knobs.write_fault) = (None, None);
        let mut client = Client::with(Scenario::DefaultMapping, knobs);
        correct(&mut client);
        assign(&mut client, ADMINS);
        client.post(&job("/start"));
        client.pass(4000);
        client.get(&job(""));
        assert_eq!(external_id(&client, ADA).as_deref(), Some(ADA), "{name}");
    }
}

#[test]
fn an_expression_that_nests_without_end_is_not_parsed() {
    let mut client = Client::new(Scenario::DefaultMapping);
    for (levels, parsed) in [(32, true), (33, false), (100_000, false)] {
        let text = format!("{}[mail]{}", "Trim(".repeat(levels), ")".repeat(levels));
        let got = client.send("POST", &job("/schema/parseExpression"), &json!({"expression": text}));
        assert_eq!(got.body["parsingSucceeded"], parsed, "{levels}");
    }
}
