//! Names of people are replaced, if a person wants that: everywhere, and the same person by the same name.

use crate::common::World;
use crate::{file, visit};
use assistant::recording::{Exchange, Names, Recording};
use assistant::sim::Scenario;
use proptest::prelude::*;
use serde_json::{Value, json};

fn recorded(scenario: Scenario) -> World {
    let mut world = World::new(scenario);
    world.recorder.set_on(true);
    visit(&mut world, scenario != Scenario::Large);
    world
}

/// Every value that is about a person, as the tenant knows it.
fn personal(world: &World) -> Vec<String> {
    let groups = world.facts.groups.known().into_iter().flatten();
    let people = groups.filter_map(|group| group.members.known()).flat_map(|members| &members.people);
    let values = people.flat_map(|person| {
        person.attributes.iter().filter_map(|(_, value)| value.clone()).chain(person.name.clone())
    });
    let caller = world.facts.caller.known().into_iter();
    let caller = caller.flat_map(|caller| [caller.name.clone(), caller.username.clone()]);
    let mut values: Vec<_> = values.chain(caller).collect();
    values.sort();
    values.dedup();
    values
}

#[test]
fn no_name_is_in_a_recording_without_names() {
    for scenario in crate::small() {
        let world = recorded(scenario);
        let text = file(&world, Names::Replaced);
        for value in personal(&world) {
            // Words that are also something else are looked for in the members of people only, below.
            let is_name = value.contains(['@', ' ', '.']);
            assert!(!is_name || !text.contains(&value), "{}: {value}", scenario.name());
        }
        for name in ["Ada", "Martin\"", "Okafor", "Nunes", "Keller", "fischer", "Lyon HQ", "E1001"] {
            assert!(!text.contains(name), "{}: {name}", scenario.name());
        }
        // What the assistant needs stays.
        assert!(text.contains("TOTAL") && text.contains("person-1"), "{}", scenario.name());
    }
}

/// Every place where an object of people stands, with its id.
fn people(value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| people(item, found)),
        Value::Object(members) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
            if let (Some(id), Some(name), Some(_)) =
                (text("id"), text("displayName"), text("userPrincipalName"))
            {
                found.push((id, name));
            }
            members.values().for_each(|member| people(member, found));
        }
        _ => {}
    }
}

fn all_people(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for exchange in Recording::parse(text).unwrap().exchanges {
        for body in exchange.bodies().into_iter().flatten() {
            people(&serde_json::from_str(body.json().unwrap()).unwrap(), &mut found);
        }
    }
    found
}

#[test]
fn the_same_person_stays_the_same_and_no_two_become_one() {
    let world = recorded(Scenario::Fresh);
    let before = all_people(&file(&world, Names::Kept));
    let after = all_people(&file(&world, Names::Replaced));
    assert!(before.len() > 10);
    assert_eq!(before.len(), after.len());
    for ((id, name), (same, stands)) in before.iter().zip(&after) {
        assert_eq!(id, same, "ids stay");
        assert!(stands.starts_with("person-"), "{stands}");
        for ((_, other), (_, other_stands)) in before.iter().zip(&after) {
            assert_eq!(name == other, stands == other_stands, "{stands}, {other_stands}");
        }
    }
}

/// Groups, applications and what is said of them are as they were: only people are replaced.
#[test]
fn what_is_not_about_people_is_untouched() {
    let world = recorded(Scenario::DefaultMapping);
    let [kept, replaced] =
        [Names::Kept, Names::Replaced].map(|names| Recording::parse(&file(&world, names)).unwrap());
    assert_eq!((kept.names, replaced.names), (Names::Kept, Names::Replaced));
    for (one, other) in kept.exchanges.iter().zip(&replaced.exchanges) {
        assert_eq!((&one.method, &one.path, one.at), (&other.method, &other.path, other.at));
        if one.path.contains("/synchronization/") && !one.path.ends_with("provisionOnDemand") {
            assert_eq!(one, other);
        }
    }
}

fn exchange(path: &str, body: &Value) -> Exchange {
    let text = json!({
        "at": "2026-08-06T07:06:40.000Z", "tookMs": 1, "method": "GET", "path": path,
        "outcome": {"answer": {"status": 200, "headers": {}, "body": {"json": body}}},
    });
    serde_json::from_str(&text.to_string()).unwrap()
}

proptest! {
    /// Wherever a person's name can stand, before they are met and after, it is replaced, by the same word.
    #[test]
    fn a_name_is_replaced_wherever_it_stands(
        given in "[A-ZÀÉÖ][a-zéüß]{3,9}q", surname in "(O'|d'|von )?[A-Z][a-z]{3,9}q( Jr\\.)?", plain in "[a-z]{5,9}",
    ) {
        let name = format!("{given} {surname}");
        let address = format!("{plain}.zq@contoso.example");
        let id = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34";
        let log = json!({"value": [{
            "sourceIdentity": {"id": id, "displayName": name, "identityType": "User", "details": {"UserPrincipalName": address}},
            "provisioningSteps": [{"description": format!("User '{address}' ({name}) was created"), "details": {"ReportableIdentifier": address}}],
            "modifiedProperties": [{"displayName": "name.givenName", "oldValue": null, "newValue": format!("\"{given}\"")}],
        }]});
        let inner = json!([{"reportableIdentifier": address, "sourceIdentity": {"id": id, "type": "User", "displayName": name}}]);
        let person = json!({"id": id, "displayName": name, "givenName": given, "surname": surname, "userPrincipalName": address,
            "mail": address, "mailNickname": plain, "businessPhones": ["+33 1 23456789"], "userType": "Member"});
        let assigned = json!({"value": [{"id": "x", "principalId": id, "principalType": "User", "principalDisplayName": name}]});
        let exchanges = [
            exchange("/v1.0/auditLogs/provisioning", &log),
            exchange("/v1.0/x/provisionOnDemand", &json!({"key": "{}", "value": inner.to_string()})),
            exchange(&format!("/v1.0/users?$filter=startswith(displayName,%27{plain}%27)"), &json!({"value": [person]})),
            exchange("/v1.0/x/appRoleAssignedTo", &assigned),
        ];
        let shown = serde_json::to_string(&Recording::shown(&exchanges, Names::Replaced)).unwrap();
        for text in [&given, &surname, &plain, &address, "+33 1 23456789"] {
            prop_assert!(!shown.contains(text), "{text}: {shown}");
        }
        prop_assert!(shown.contains(id) && shown.contains("\"userType\":\"Member\""));
        prop_assert_eq!(shown.matches("\"displayName\":\"person-1\"").count(), 2, "{}", shown);
        prop_assert!(shown.contains("User 'person-1@people.invalid' (person-1"), "{}", shown);
        prop_assert!(shown.contains("\"principalDisplayName\":\"person-1\""), "{}", shown);
    }
}
