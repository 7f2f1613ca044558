//! Watching a job as it runs (graph-contract §4.4, design §6).

use crate::common::World;
use assistant::net::clock::Clock;
use assistant::setup::checks::start::{Phase, phase};
use assistant::setup::cycle::{News, Standing, Timing, of_run, tallies};
use assistant::setup::facts::Run;
use assistant::setup::poll::{Expected, Hindrance, expected};
use assistant::sim::knobs::Fault;
use assistant::sim::{Knobs, Scenario};
use futures_executor::block_on;
use std::collections::BTreeSet;
use std::time::Duration;

/// Reads as a page that is seen does, after `seconds`.
fn read(world: &mut World, seconds: u64) -> Option<Hindrance> {
    world.clock.advance(Duration::from_secs(seconds));
    let watched = block_on(world.tenant.watch(&world.facts, true));
    let hindrance = watched.hindrance;
    watched.put_into(&mut world.facts);
    hindrance
}

fn expects(world: &World) -> Option<Expected> {
    expected(&world.product, &world.facts, &world.visit, world.clock.now())
}

fn last_run(world: &World) -> &Run {
    world.facts.job().unwrap().last_run.as_ref().unwrap()
}

fn standing(world: &World) -> Standing {
    Timing::of(&world.facts, &world.visit).unwrap().at(world.clock.now())
}

#[test]
fn a_first_cycle_is_followed_to_its_end_and_to_the_last_entry_of_its_log() {
    let mut world = World::seen(Scenario::FirstCycle);
    assert!(matches!(standing(&world), Standing::Running { elapsed } if elapsed.as_secs() == 12 * 60));
    let mut sent_before = 0;
    let mut before = phase(world.facts.job().unwrap());
    let mut news = Vec::new();
    while let Some(expected) = expects(&world) {
        let requests = world.traffic.requests();
        assert_eq!(read(&mut world, 12), None);
        assert_eq!(world.traffic.requests(), requests + 2, "the job, and what is new in its log");
        let all = tallies(world.facts.log.known().unwrap());
        let sent = of_run(&all, last_run(&world)).unwrap().sent();
        assert!(sent >= sent_before, "{expected:?}: what is counted never becomes less");
        sent_before = sent;
        news.extend(News::between(before, &world.facts));
        before = phase(world.facts.job().unwrap());
    }
    assert_eq!(news, [News::Done], "told once");
    assert_eq!(before, Phase::Steady);
    let run = last_run(&world);
    assert_eq!(sent_before as u64, run.exported);
    assert!(run.exported > 300);
    let page = world.facts.log.known().unwrap();
    let ids: BTreeSet<_> = page.entries.iter().map(|entry| &entry.id).collect();
    assert_eq!(ids.len(), page.entries.len(), "each entry once");
    assert!(page.entries.is_sorted_by(|one, other| one.at >= other.at), "newest first");
    // What it read by and by is what a look reads at once.
    let mut anew = World::seen(Scenario::FirstCycle);
    anew.wait(world.clock.now().duration_since(anew.clock.now()).unwrap());
    let page = anew.facts.log.known().unwrap();
    assert_eq!(tallies(page)[0].total() as u64, run.exported);
}

/// Watching proves people as their entries come, without a look at everything.
#[test]
fn people_are_proven_by_what_is_watched() {
    let late = Knobs { log_delay: Duration::from_secs(120), ..Knobs::default() };
    let mut world = World::turned(Scenario::DefaultMapping, late);
    world.look();
    let agreed = world.plan();
    world.run(&agreed);
    for _ in 0..40 {
        if expects(&world).is_none() {
            break;
        }
        read(&mut world, 12);
    }
    assert_eq!(world.statuses()[3..], ["done", "done"], "{}", world.kinds());
    assert_eq!(expects(&world), None, "nothing is asked for again without need");
}

/// Peers (e) 13: too many reads are answered by fewer, not by a wait that somebody must sit through.
#[test]
fn a_read_that_is_throttled_is_told_at_once_and_takes_nothing_away() {
    let mut world = World::seen(Scenario::FirstCycle);
    let before = world.facts.clone();
    world.sim.borrow_mut().fail_next(Fault::Status(429), 2);
    let (now, requests) = (world.clock.now(), world.traffic.requests());
    assert_eq!(read(&mut world, 0), Some(Hindrance::Throttled(Some(Duration::from_secs(2)))));
    assert_eq!(world.traffic.requests(), requests + 2, "nothing is repeated");
    assert!(world.clock.now() < now + Duration::from_secs(2), "nothing is waited for");
    assert_eq!(world.facts, before);
    assert_eq!(read(&mut world, 30), None);
    assert_ne!(world.facts.looked_at, before.looked_at);
}

#[test]
fn a_read_that_is_lost_takes_nothing_away() {
    for fault in [Fault::CutBefore, Fault::Status(503)] {
        let mut world = World::seen(Scenario::FirstCycle);
        let before = world.facts.clone();
        world.sim.borrow_mut().fail_next(fault, 2);
        assert_eq!(read(&mut world, 0), Some(Hindrance::Failed));
        assert_eq!(world.facts, before);
    }
}

#[test]
fn a_log_that_may_not_be_read_is_not_asked_for_again() {
    let mut world = World::seen(Scenario::NoP1);
    let before = world.traffic.requests();
    assert_eq!(read(&mut world, 5), None);
    assert_eq!(world.traffic.requests(), before + 1);
}

#[test]
fn a_later_cycle_is_looked_for_when_it_is_due_and_not_before() {
    let mut world = World::seen(Scenario::SeveralCycles);
    assert!(matches!(standing(&world), Standing::Resting { .. }));
    assert_eq!(expects(&world), None);
    let ended = last_run(&world).ended;
    world.clock.advance(Duration::from_secs((40 - 7) * 60 + 10));
    assert_eq!(expects(&world), Some(Expected::NextCycle));
    for _ in 0..3 {
        read(&mut world, 12);
    }
    assert!(last_run(&world).ended > ended, "it ran");
    assert!(matches!(standing(&world), Standing::Resting { .. }));
}

/// Graph-contract §2.5: the log names each entry's cycle.
#[test]
fn several_cycles_are_told_apart_by_their_log() {
    let world = World::seen(Scenario::SeveralCycles);
    let all = tallies(world.facts.log.known().unwrap());
    assert!(all.len() >= 11, "{}", all.len());
    assert!(all.iter().all(|tally| !tally.cycle.is_empty() && !tally.partial));
    let first = all.last().unwrap();
    assert!(first.created > 300 && first.updated == 0);
    assert!(all.windows(2).all(|pair| pair[0].from > pair[1].to), "one after another, newest first");
    let newest = of_run(&all, last_run(&world)).unwrap();
    assert_eq!(
        (newest.sent() as u64, newest.failed as u64),
        (last_run(&world).exported, last_run(&world).escrowed)
    );
    assert!(newest.failed > 0 && newest.updated > 0);
    assert!(all.iter().any(|tally| tally.removed > 0));
}

/// Peers (e) 23.
#[test]
fn a_cycle_that_does_not_come_is_said_to_be_late_until_it_comes() {
    let mut world = World::seen(Scenario::CycleLate);
    assert!(matches!(standing(&world), Standing::Late { .. }));
    assert!(world.kinds().contains("CycleLate"), "{}", world.kinds());
    assert_eq!(world.statuses()[3], "done", "it is not broken");
    assert_eq!(expects(&world), Some(Expected::NextCycle));
    for _ in 0..4 {
        read(&mut world, 10 * 60);
    }
    assert!(!world.kinds().contains("CycleLate"), "{}", world.kinds());
}
