//! From what a scenario begins with to five times done, and the proof.

use crate::common::{FIRST_CYCLE, TOKEN, World, names};
use assistant::setup::proof::Proof;
use assistant::setup::receipt::Outcome;
use assistant::setup::visit::Visit;
use assistant::sim::{Knobs, Scenario};
use assistant::tenant::run::End;
use assistant::vendor::vendor;
use std::time::Duration;

/// Scenarios in which the assistant can do everything, once credentials are entered.
pub const FIXABLE: [Scenario; 16] = [
    Scenario::Fresh,
    Scenario::DefaultMapping,
    Scenario::MappingMissing,
    Scenario::MappingDuplicated,
    Scenario::MappingConstant,
    Scenario::MappingExpression,
    Scenario::SyncedWrong,
    Scenario::Quarantined,
    Scenario::NestedGroups,
    Scenario::DynamicGroup,
    Scenario::NewApp,
    Scenario::Throttled,
    Scenario::Flaky,
    Scenario::Large,
    Scenario::SeveralJobs,
    Scenario::ScopeAll,
];

/// Plan, apply, look again: the new plan is empty; then everybody is proven and all steps are done.
pub fn check(mut world: World, name: &str) {
    if world.scenario == Scenario::NewApp {
        world.wait(Duration::from_secs(120));
    }
    world.enter_credentials();
    let agreed = world.plan();
    assert_eq!(world.run(&agreed), End::Completed, "{name}: {:?}", names(&agreed));
    assert!(world.receipts.iter().all(|receipt| receipt.outcome != Outcome::NotVisibleYet), "{name}");
    world.look();
    assert_eq!(names(&world.plan()), [""; 0], "{name}\n{}", world.kinds());

    // Provisioning on demand does not wait for the first cycle (design §8).
    world.wait(Duration::from_secs(120));
    let on_demand = world.plan_on_demand();
    assert_eq!(world.run(&on_demand), End::Completed, "{name}");
    world.wait(FIRST_CYCLE);
    assert_eq!(world.statuses(), ["done"; 5], "{name}\n{}", world.kinds());
    let proofs = world.proofs();
    assert!(!proofs.is_empty(), "{name}");
    assert!(proofs.iter().all(|(_, proof)| matches!(proof, Proof::Proven { .. })), "{name}: {proofs:?}");
    assert!(world.plan().is_empty() && world.plan_on_demand().is_empty(), "{name}");

    // The tenant is the truth: after a reload nothing of the visit is left, and everything is still done.
    world.visit = Visit::default();
    world.look();
    assert_eq!(world.statuses(), ["done"; 5], "{name}\n{}", world.kinds());
    let at_total = world.identities();
    assert!(!at_total.is_empty(), "{name}");
    assert!(at_total.iter().all(|(id, external)| Some(id) == external.as_ref()), "{name}: {at_total:?}");
    let address = vendor(&world.product).tenant_url;
    assert_eq!(world.sim.borrow().stored_secret("BaseAddress"), Some(address.as_str()));
    assert_eq!(world.sim.borrow().stored_secret("SecretToken"), Some(TOKEN));
}

#[test]
fn every_scenario_that_can_be_mended_ends_done_and_proven() {
    for scenario in FIXABLE {
        check(World::seen(scenario), scenario.name());
    }
}

#[test]
fn the_main_job_ends_done_whichever_way_graph_turns_out_to_work() {
    for (name, knobs) in Knobs::each() {
        let mut world = World::turned(Scenario::Fresh, knobs);
        world.look();
        check(world, name);
    }
}

#[test]
fn on_demand_alone_proves_people_before_the_first_cycle_ended() {
    for (name, knobs) in Knobs::each() {
        if !name.starts_with("on_demand")
            && !name.starts_with("group_answer")
            && !name.starts_with("log_delay: 0")
        {
            continue;
        }
        let knobs = Knobs { first_cycle: FIRST_CYCLE, first_run_after: FIRST_CYCLE, ..knobs };
        let mut world = World::turned(Scenario::DefaultMapping, knobs);
        world.look();
        world.enter_credentials();
        let agreed = world.plan();
        assert_eq!(world.run(&agreed), End::Completed);
        assert_eq!(world.statuses(), ["done", "done", "done", "working", "attention"]);
        world.wait(Duration::from_secs(60));
        let on_demand = world.plan_on_demand();
        assert_eq!(names(&on_demand), ["provision 3 of TOTAL-Admin"]);
        assert_eq!(world.run(&on_demand), End::Completed);
        assert_eq!(
            world.statuses(),
            ["done", "done", "done", "working", "done"],
            "{name}\n{}",
            world.kinds()
        );
        assert!(world.plan_on_demand().is_empty());
        // Done stays done when it is asked for again.
        world.visit.chosen_people = vec![crate::common::ADA.parse().unwrap()];
        let again = world.plan_on_demand();
        assert_eq!(names(&again), ["provision 1 of TOTAL-Admin"]);
        assert_eq!(world.run(&again), End::Completed);
        assert!(
            matches!(world.proofs().as_slice(), [(_, Proof::Proven { .. })]),
            "{name}: {:?}",
            world.proofs()
        );
    }
}
