//! Recordings: what is in them, what never is, how they are read again, and that a tenant can be answered for from one
//! (docs/recording.md).

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../common/mod.rs"]
mod common;

mod files;
mod names;
mod recorder;
mod replay;
mod schema;
mod secrets;

use assistant::net::clock::Clock;
use assistant::recording::{About, Names, Recording};
use assistant::setup::proof::Proof;
use assistant::sim::Scenario;
use common::{FIRST_CYCLE, GRAPH, World};
use std::time::Duration;

/// The file of what was recorded.
pub fn file(world: &World, names: Names) -> String {
    let about = About {
        at: world.clock.now(),
        graph: GRAPH.to_owned(),
        simulated: true,
        left_out: world.recorder.left_out(),
    };
    Recording::text(&about, names, &Recording::shown(&world.recorder.exchanges(), names))
}

/// What a person does, and what they end with; the same for a tenant and for its recording.
pub fn visit(world: &mut World, fixes: bool) {
    world.look();
    if fixes {
        world.enter_credentials();
        let agreed = world.plan();
        world.run(&agreed);
        world.wait(Duration::from_secs(120));
        let on_demand = world.plan_on_demand();
        world.run(&on_demand);
        world.wait(FIRST_CYCLE);
    }
}

/// The scenarios of a few people: those with hundreds hold nothing that these do not, and take long.
pub fn small() -> impl Iterator<Item = Scenario> {
    use Scenario as S;
    let many = [S::Large, S::FirstCycle, S::FirstCycleLong, S::SeveralCycles, S::CycleLate];
    Scenario::ALL.iter().copied().filter(move |scenario| !many.contains(scenario))
}

/// How many people are proven.
pub fn proven(world: &World) -> usize {
    world.proofs().iter().filter(|(_, proof)| matches!(proof, Proof::Proven { .. })).count()
}
