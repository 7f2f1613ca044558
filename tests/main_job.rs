//! The main job against the simulated tenant: look, assess, plan, apply, prove.

mod common;

use assistant::sim::Scenario;
use common::{World, names};

#[test]
fn dump() {
    for scenario in Scenario::ALL {
        let world = World::seen(*scenario);
        println!("== {} {:?} reqs {} rounds {}", scenario.name(), world.statuses(), world.traffic.requests(), world.traffic.round_trips());
        println!("{}", world.kinds());
        println!("PLAN {:?}", names(&world.plan()));
        println!("POD {:?}", names(&world.plan_on_demand()));
    }
}
