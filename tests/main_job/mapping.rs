//! What is written of the schema, and how it comes back (issue 2, design §3).

use crate::common::World;
use assistant::setup::change::Change;
use assistant::setup::checks::mapping;
use assistant::setup::checks::start::people_sent_wrong;
use assistant::setup::receipt::Outcome;
use assistant::sim::knobs::{Directories, WithoutDirectories};
use assistant::sim::{Knobs, Scenario};
use assistant::tenant::failure::Failure;
use assistant::words::en::errors::Trouble;
use assistant::words::en::repair;
use serde_json::Value;

const IDENTITY: &str = r#""targetAttributeName":"externalId""#;

fn fix(world: &World) -> Change {
    let plan = world.plan();
    plan.changes.into_iter().find(|change| matches!(change, Change::FixMapping { .. })).unwrap()
}

/// The text of each attribute mapping, and the text around them.
fn rows(schema: &str) -> (Vec<String>, String) {
    let mut around = schema.to_owned();
    let parsed: Value = serde_json::from_str(schema).unwrap();
    let mut rows = Vec::new();
    for mapping in parsed["synchronizationRules"][0]["objectMappings"].as_array().unwrap() {
        for row in mapping["attributeMappings"].as_array().unwrap() {
            let text = row.to_string();
            let at = around.find(&text).unwrap();
            around.replace_range(at..at + text.len(), "");
            rows.push(text);
        }
    }
    (rows, around)
}

/// What differs between two lists that begin and end alike.
fn between<'a>(old: &'a [String], new: &'a [String]) -> (&'a [String], &'a [String]) {
    let alike =
        |pairs: &mut dyn Iterator<Item = (&String, &String)>| pairs.take_while(|(a, b)| a == b).count();
    let begin = alike(&mut old.iter().zip(new));
    let end = alike(&mut old[begin..].iter().rev().zip(new[begin..].iter().rev()));
    (&old[begin..old.len() - end], &new[begin..new.len() - end])
}

fn check(scenario: Scenario, knobs: Knobs) {
    let name = scenario.name();
    let mut world = World::turned(scenario, knobs);
    world.look();
    let before = world.sim.borrow().stored_schema_text();
    let change = fix(&world);
    let receipt = world.apply(&change).unwrap();
    assert_eq!(receipt.outcome, Outcome::Confirmed, "{name}");
    let after = world.sim.borrow().stored_schema_text();

    // Exactly the rows that were wrong differ.
    let ((old_rows, old_rest), (new_rows, new_rest)) = (rows(&before), rows(&after));
    let commas = |text: &str| text.chars().filter(|it| *it != ',').collect::<String>();
    assert_eq!(commas(&old_rest), commas(&new_rest), "{name}");
    let (gone, came) = between(&old_rows, &new_rows);
    assert!(gone.len() + came.len() > 0 && gone.len() <= 1 && came.len() <= 1, "{name}: {gone:?} {came:?}");
    assert!(gone.iter().chain(came).all(|row| row.contains(IDENTITY)), "{name}: {gone:?} {came:?}");
    assert!(came.iter().all(|row| row.contains("[objectId]")), "{name}: {came:?}");
    assert!(mapping::is_right(&world.product, &world.facts), "{name}");

    // Undo is a change like any other, and puts back every byte.
    let undo = receipt.undo(&world.facts).unwrap();
    world.apply_with(&undo, receipt.backup.as_deref()).unwrap();
    assert_eq!(world.sim.borrow().stored_schema_text(), before, "{name}");
    assert_eq!(fix(&world), change, "{name}");
    let puts = world.sim.borrow().recorder().iter().filter(|request| request.method == "PUT").count();
    assert_eq!(puts, 2, "{name}: one PUT for all corrections, one for the undo");
}

#[test]
fn a_correction_touches_the_wrong_rows_alone_and_undo_restores_every_byte() {
    for scenario in [
        Scenario::DefaultMapping,
        Scenario::MappingMissing,
        Scenario::MappingDuplicated,
        Scenario::MappingConstant,
        Scenario::MappingExpression,
        Scenario::SyncedWrong,
    ] {
        check(scenario, Knobs::default());
    }
}

/// Directories that are read apart are written back (graph-contract §7.20).
#[test]
fn directories_survive_where_they_are_read_apart() {
    for without_directories in [WithoutDirectories::Lose, WithoutDirectories::Refuse] {
        let knobs = Knobs { directories: Directories::OnlyExpanded, without_directories, ..Knobs::default() };
        let mut world = World::turned(Scenario::DefaultMapping, knobs);
        world.look();
        let before = world.sim.borrow().stored_schema_text();
        let change = fix(&world);
        world.apply(&change).unwrap();
        let after = world.sim.borrow().stored_schema_text();
        let directories = |text: &str| serde_json::from_str::<Value>(text).unwrap()["directories"].clone();
        assert!(!directories(&after).as_array().unwrap().is_empty());
        assert_eq!(directories(&before), directories(&after));
    }
}

/// A plan from before the job existed knows Entra's defaults only; it edits the rows that are there.
#[test]
fn a_mapping_that_was_expected_is_corrected_where_it_really_stands() {
    let mut world = World::seen(Scenario::Fresh);
    world.enter_credentials();
    let agreed = world.plan();
    world.run(&agreed);
    let schema: Value = serde_json::from_str(&world.sim.borrow().stored_schema_text()).unwrap();
    let rows =
        schema["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"].as_array().unwrap();
    for (target, source) in
        [("externalId", "objectId"), ("title", "jobTitle"), ("userName", "userPrincipalName")]
    {
        let row = rows.iter().find(|row| row["targetAttributeName"] == target).unwrap();
        assert!(row["source"].to_string().contains(source), "{row}");
    }
}

/// G11: another administrator edits between preview and apply.
#[test]
fn a_schema_that_somebody_else_changed_is_not_overwritten() {
    let knobs = Knobs { concurrent_editor: true, ..Knobs::default() };
    let mut world = World::turned(Scenario::DefaultMapping, knobs);
    world.look();
    let change = fix(&world);
    let failure = world.apply(&change).unwrap_err();
    assert!(matches!(failure, Failure::Trouble { trouble: Trouble::Changed, .. }), "{failure:?}");
    assert!(!world.sim.borrow().recorder().iter().any(|request| request.method == "PUT"));
    // Looked at again, it can be agreed to again.
    world.look();
    let change = fix(&world);
    assert_eq!(world.apply(&change).unwrap().outcome, Outcome::Confirmed);
}

#[test]
fn one_edit_of_several_can_be_made_alone() {
    let mut world = World::seen(Scenario::MappingConstant);
    let Change::FixMapping { edits } = fix(&world) else { unreachable!() };
    assert_eq!(edits.len(), 1);
    let stale = Change::FixMapping { edits: vec![edits[0].clone(), edits[0].clone()] };
    assert!(world.apply(&stale).is_err(), "what is not to be done is not done");
    assert!(world.apply(&Change::FixMapping { edits }).is_ok());
}

/// What the vendor is told names object IDs, not people, and is there only where somebody was sent wrong.
#[test]
fn the_message_to_the_vendor_names_who_was_sent_under_a_wrong_identity() {
    let world = World::seen(Scenario::SyncedWrong);
    let message = repair::message(&world.product, &world.facts).unwrap();
    let (people, proofs) = (world.proofs(), people_sent_wrong(&world.product, &world.facts));
    assert!(!proofs.is_empty());
    assert!(proofs.iter().all(|id| message.contains(id.as_str())));
    assert!(people.iter().all(|(name, _)| !message.contains(name.as_str())), "{message}");
    for scenario in [Scenario::Fresh, Scenario::AllRight, Scenario::DefaultMapping] {
        let world = World::seen(scenario);
        assert_eq!(repair::message(&world.product, &world.facts), None, "{}", scenario.name());
    }
}
