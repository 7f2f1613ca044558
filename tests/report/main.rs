//! The report: what it holds in every scenario, that no secret is in it, and what has drifted since.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "../common/mod.rs"]
mod common;

mod drift;
mod files;
mod schema;
mod secrets;

use assistant::setup::log::Log;
use assistant::setup::product::Product;
use assistant::setup::report::{Report, Sources};
use assistant::sim::Scenario;
use assistant::words::en::report::English;
use common::World;

/// The report of the visit as it stands.
pub fn report(world: &World) -> Report {
    let product = Product::total();
    let log = world.facts.log.known().map_or_else(Log::default, |page| Log::of(page));
    let sources = Sources {
        product: &product,
        facts: &world.facts,
        log: &log,
        visit: &world.visit,
        assessment: &world.assessment(),
        receipts: &world.receipts,
        now: assistant::net::clock::Clock::now(&*world.clock),
    };
    Report::of(&sources, &English(&product))
}

/// Every scenario. The very large tenant takes as long as all others together and shows nothing new after the first look.
pub fn scenarios() -> impl Iterator<Item = (Scenario, usize)> {
    Scenario::ALL.iter().map(|scenario| (*scenario, if *scenario == Scenario::Large { 1 } else { 2 }))
}

/// Does as much of the main job as the scenario allows.
pub fn run_through(world: &mut World) {
    world.look();
    world.enter_credentials();
    let agreed = world.plan();
    world.run(&agreed);
    world.wait(std::time::Duration::from_secs(120));
    let on_demand = world.plan_on_demand();
    world.run(&on_demand);
    world.wait(common::FIRST_CYCLE);
}
