//! Who is proven, and who is not (issue 4).

use crate::common::{ADA, FIRST_CYCLE, World, names};
use assistant::setup::everybody::{Everybody, Reach, everybody};
use assistant::setup::facts::{Delivered, Reading};
use assistant::setup::log::Log;
use assistant::setup::proof::Proof;
use assistant::setup::receipt::Outcome;
use assistant::setup::visit::Visit;
use assistant::sim::{Knobs, Scenario};
use assistant::tenant::run::End;
use std::time::Duration;

fn count(world: &World) -> Everybody {
    let log = world.facts.log.known().map_or_else(Log::default, |page| Log::of(page));
    everybody(&world.product, &world.facts, &log)
}

/// The main job, on demand and by the first cycle, with `knobs`.
fn done(knobs: Knobs) -> World {
    let mut world = World::turned(Scenario::DefaultMapping, knobs);
    world.look();
    let agreed = world.plan();
    assert_eq!(world.run(&agreed), End::Completed);
    world.wait(Duration::from_secs(120));
    let on_demand = world.plan_on_demand();
    world.run(&on_demand);
    world.wait(FIRST_CYCLE);
    world
}

/// The one thing this product is for: a value that differs in a single character never passes, in the answer on demand, in
/// the log of the cycle, nor in the count.
#[test]
fn one_altered_character_fails_the_proof_everywhere() {
    let mut world = done(Knobs { altered_external_id: true, ..Knobs::default() });
    assert_eq!(world.statuses(), ["done", "done", "done", "done", "attention"], "{}", world.kinds());
    let wrong = |proof: &Proof, id: &str| match proof {
        Proof::Wrong { sent, .. } => sent.len() == id.len() && sent[..35] == id[..35] && sent != id,
        _ => false,
    };
    let people = assistant::setup::checks::on_demand::chosen(&world.product, &world.facts, &world.visit);
    assert_eq!(people.len(), 3);
    for (_, person) in people {
        let proof = assistant::setup::checks::on_demand::proof(&world.product, &world.facts, person);
        assert!(wrong(&proof, person.id.as_str()), "{proof:?}");
    }
    let all = count(&world);
    assert_eq!((all.proven, all.is_proven()), (0, false));
    assert!(all.wrong.len() >= 3, "{all:?}");
    // After a reload the log alone tells it, and everybody is to be sent again.
    world.visit = Visit::default();
    world.look();
    assert_eq!(world.statuses(), ["done", "done", "done", "attention", "attention"], "{}", world.kinds());
    assert_eq!(names(&world.plan()), ["restart"]);
    assert_eq!(count(&world).wrong.len(), all.wrong.len());

    let all = count(&done(Knobs::default()));
    assert!(all.wrong.is_empty() && all.proven >= 3, "{all:?}");
}

/// What is sent wrongly later undoes a proof, and what is sent rightly later makes one.
#[test]
fn a_proof_ends_with_the_next_wrong_value() {
    let mut world = done(Knobs::default());
    let before = count(&world);
    world.sim.borrow_mut().turn(Knobs { altered_external_id: true, ..Knobs::default() });
    world.visit.chosen_people = vec![ADA.parse().unwrap()];
    let again = world.plan_on_demand();
    assert_eq!(names(&again), ["provision 1 of TOTAL-Admin"]);
    world.run(&again);
    assert!(matches!(world.proofs().as_slice(), [(_, Proof::Wrong { .. })]), "{:?}", world.proofs());
    let after = count(&world);
    assert_eq!((after.proven, after.wrong.len()), (before.proven - 1, before.wrong.len() + 1));
    assert_eq!(after.people(), before.people());
    world.sim.borrow_mut().turn(Knobs::default());
    world.run(&again);
    assert_eq!(count(&world), before);
}

/// "Nothing to change" is no proof where it was said under the old mapping, also after a reload.
#[test]
fn nothing_to_change_under_the_old_mapping_is_never_a_pass() {
    let mut world = World::seen(Scenario::SyncedWrong);
    let wrong = count(&world).wrong.len();
    assert!(wrong >= 3);
    let agreed = world.plan();
    // What the portal can do as well: on demand, twice, while the mapping is wrong.
    let mapped = world.facts.mapping.clone();
    if let Reading::Known(mapping) = &mut world.facts.mapping {
        for row in mapping.rows.iter_mut().filter(|row| row.target == "externalId") {
            row.source = assistant::setup::facts::Source::Attribute("objectId".to_owned());
        }
    }
    let on_demand = world.plan_on_demand();
    world.facts.mapping = mapped;
    assert_eq!(names(&on_demand), ["provision 3 of TOTAL-Admin"]);
    let receipt = world.apply(&on_demand.changes[0]);
    if let Ok(receipt) = receipt {
        assert_eq!(receipt.outcome, Outcome::Confirmed);
        assert!(receipt.deliveries.iter().all(|one| one.outcome == Delivered::Unchanged), "{receipt:?}");
    }
    let mut fix = agreed.clone();
    fix.changes.truncate(1);
    assert_eq!(world.run(&fix), End::Completed);
    for visit in [world.visit.clone(), Visit::default()] {
        world.visit = visit;
        world.look();
        assert!(world.proofs().iter().all(|(_, proof)| matches!(proof, Proof::Wrong { .. })));
        assert_eq!(count(&world).wrong.len(), wrong);
    }
}

#[test]
fn the_count_says_what_it_does_not_know() {
    let world = World::seen(Scenario::AllRight);
    let all = count(&world);
    assert_eq!((all.reach, all.unread, all.more), (Reach::Whole, 0, false));
    assert!(all.proven > 0 && all.wrong.is_empty(), "{all:?}");
    let all = count(&World::seen(Scenario::DefaultMapping));
    assert_eq!((all.proven, all.is_proven()), (0, false));
    let all = count(&World::seen(Scenario::ScopeAll));
    assert!(all.more && !all.is_proven());
    assert_eq!(count(&World::seen(Scenario::NoP1)).reach, Reach::Unread);
}
