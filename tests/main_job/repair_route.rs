//! People who were synced under a wrong identity are mended, whatever goes wrong on the way (issue 4).

use crate::common::traffic::{Harm, Lost};
use crate::common::{FIRST_CYCLE, World, names};
use assistant::setup::everybody::everybody;
use assistant::setup::log::Log;
use assistant::setup::visit::Visit;
use assistant::sim::Scenario;
use assistant::tenant::run::End;

/// More requests than a route has: from the first one on nothing works any more.
const OUTAGE: usize = 1_000;

/// From the first look to everybody proven, as far as it gets.
fn repair(world: &mut World) {
    world.look();
    let agreed = world.plan();
    if world.run(&agreed) != End::Completed {
        return;
    }
    world.wait(FIRST_CYCLE);
    world.visit.chosen_people = world.facts.groups.known().map_or_else(Vec::new, |groups| {
        let admins = groups.iter().filter(|group| group.name == "TOTAL-Admin");
        let members = admins.filter_map(|group| group.members.known()).flat_map(|members| &members.people);
        members.map(|person| person.id.clone()).collect()
    });
    let on_demand = world.plan_on_demand();
    world.run(&on_demand);
    world.visit.chosen_people.clear();
}

/// Looks again, and follows the plans that are found until nothing is left to do.
fn go_on(world: &mut World, case: &str) {
    world.look();
    for _ in 0..4 {
        let plan = world.plan();
        if plan.is_empty() {
            break;
        }
        assert_eq!(world.run(&plan), End::Completed, "{case}: {:?}", names(&plan));
        world.wait(FIRST_CYCLE);
    }
    let on_demand = world.plan_on_demand();
    if !on_demand.is_empty() {
        world.run(&on_demand);
        world.wait(FIRST_CYCLE);
    }
}

/// What changed how people are sent: `schema`, `start`, `restart` and the like, in order.
fn took_effect(world: &World) -> Vec<String> {
    let sim = world.sim.borrow();
    let writes =
        sim.recorder().iter().filter(|it| it.is_write() && it.status.is_some_and(|status| status < 300));
    let ends = writes.filter_map(|it| it.target.rsplit('/').next()).filter(|end| *end != "provisionOnDemand");
    ends.map(str::to_owned).collect()
}

/// Everything is done and proven.
fn assert_mended(world: &World, case: &str) {
    assert_eq!(world.statuses(), ["done"; 5], "{case}\n{}", world.kinds());
    assert!(world.plan().is_empty() && world.plan_on_demand().is_empty(), "{case}");
    let all = everybody(&world.product, &world.facts, &Log::of(world.facts.log.known().unwrap()));
    assert!(all.is_proven(), "{case}: {all:?}");
    let at_total = world.identities();
    assert!(at_total.iter().all(|(id, external)| Some(id) == external.as_ref()), "{case}: {at_total:?}");
}

/// Lets each request of the route in turn go wrong, in each of these ways, so many times.
fn check(harms: &[Harm], times: usize) {
    let mut whole = World::new(Scenario::SyncedWrong);
    repair(&mut whole);
    assert_mended(&whole, "without a fault");
    assert_eq!(took_effect(&whole), ["schema", "restart"]);
    let requests = whole.traffic.requests();
    assert!(requests > 15, "{requests}");
    for (at, harm) in (0..requests).flat_map(|at| harms.iter().map(move |harm| (at, *harm))) {
        let case = format!("request {at}, {harm:?}, {times} times");
        let mut world = World::new(Scenario::SyncedWrong);
        world.traffic.harm(at, harm, times);
        repair(&mut world);
        assert!(world.traffic.heal(), "{case}");
        let mut made = took_effect(&world);
        let before = made.len();
        // The same document, and the same restart, written again at once where their answer was lost.
        if harm == Harm::Lost(Lost::Answer) {
            made.dedup();
        }
        // Nobody is sent before the mapping is right.
        let sequences: [&[&str]; 3] = [&[], &["schema"], &["schema", "restart"]];
        assert!(sequences.iter().any(|one| made == *one), "{case}: {made:?}");
        // After a reload the tenant alone tells how far it got.
        world.visit = Visit::default();
        go_on(&mut world, &case);
        assert_mended(&world, &case);
        assert_eq!(
            took_effect(&world)[before..],
            ["schema", "restart"][made.len()..],
            "{case}: the rest, once"
        );
    }
}

#[test]
fn the_way_is_found_on_after_any_request_was_refused() {
    check(&[Harm::Refused(401), Harm::Refused(429), Harm::Refused(503)], 1);
}

#[test]
fn the_way_is_found_on_after_any_request_or_its_answer_was_lost() {
    check(&[Harm::Lost(Lost::Request), Harm::Lost(Lost::Answer)], 1);
}

#[test]
fn the_way_is_found_on_after_an_outage_that_began_with_any_request() {
    check(&[Harm::Lost(Lost::Answer)], OUTAGE);
}
