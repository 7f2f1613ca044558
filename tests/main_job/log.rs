//! The provisioning log, page by page (graph-contract §1.6, §8, 15).

use crate::common::World;
use assistant::net::clock::Clock;
use assistant::setup::facts::{Obstacle, Reading};
use assistant::setup::log::{Filter, Log};
use assistant::setup::scope::Scope;
use assistant::sim::Scenario;
use assistant::tenant::log::PAGES;
use assistant::words::en::log::explain;
use futures_executor::block_on;
use std::cell::RefCell;
use std::collections::BTreeSet;

fn newest(world: &World) -> Log {
    let mut log = Log::default();
    log.refresh(world.facts.log.known().unwrap());
    log
}

/// Reads older entries as by one click.
fn load_older(world: &World, log: Log) -> Log {
    let application = world.facts.application.as_ref().unwrap().id.clone();
    let older = log.older().unwrap().to_owned();
    let log = RefCell::new(log);
    let take = |from: &str, page| log.borrow_mut().append(from, page);
    block_on(world.tenant.read_older_log(&application, older, &take)).unwrap();
    log.into_inner()
}

#[test]
fn older_entries_come_page_by_page_each_once_and_never_too_fast() {
    let world = World::seen(Scenario::Large);
    let log = newest(&world);
    assert_eq!(log.len(), 500, "one page is read with everything else");
    let (before, began) = (world.traffic.requests(), world.clock.now());
    let log = load_older(&world, log);
    assert_eq!(log.len(), 500 * (PAGES + 1));
    // A 429 would be a request more.
    assert_eq!(world.traffic.requests() - before, PAGES);
    assert!(world.clock.now().duration_since(began).unwrap().as_secs() >= 20);
    let ids: BTreeSet<_> = (0..log.len()).filter_map(|at| log.get(at)).map(|entry| &entry.id).collect();
    assert_eq!(ids.len(), log.len());
}

#[test]
fn a_short_log_has_no_older_entries() {
    let log = newest(&World::seen(Scenario::AllRight));
    assert!(!log.is_empty());
    assert_eq!(log.older(), None);
}

/// Design §2: most of what the demonstration shows can be explained, and something cannot.
#[test]
fn the_log_of_a_large_tenant_holds_many_codes() {
    let world = World::seen(Scenario::Large);
    let page = world.facts.log.known().unwrap();
    let codes: BTreeSet<_> =
        page.entries.iter().map(|entry| entry.code()).filter(|code| !code.is_empty()).collect();
    let (known, unknown): (Vec<_>, Vec<_>) = codes.into_iter().partition(|code| explain(code).is_some());
    assert!(known.len() >= 15, "{known:?}");
    assert_eq!(unknown, ["FunctionNotSupported"]);
    assert!(page.entries.iter().any(|entry| !entry.is_person));
    let counts = newest(&world).view(&Filter::default()).counts;
    assert!(counts.failed >= 20 && counts.skipped >= 20 && counts.succeeded >= 200, "{counts:?}");
}

#[test]
fn a_link_that_leads_elsewhere_is_not_followed() {
    let world = World::seen(Scenario::Large);
    let application = world.facts.application.as_ref().unwrap().id.clone();
    let before = world.traffic.requests();
    for link in ["https://evil.example/v1.0/auditLogs/provisioning", "https://graph.microsoft.com/v1.0/users"]
    {
        let read = block_on(world.tenant.read_older_log(&application, link.to_owned(), &|_, _| true));
        assert!(read.is_err(), "{link}");
    }
    assert_eq!(world.traffic.requests(), before);
}

#[test]
fn a_log_that_may_not_be_read_says_which_permission_is_missing() {
    for scenario in [Scenario::NoP1, Scenario::InsufficientRole] {
        let world = World::seen(scenario);
        match (&world.facts.log, scenario) {
            (Reading::Unreadable(Obstacle::Access { scopes }), Scenario::NoP1) => {
                assert_eq!(*scopes, [Scope::ProvisioningLogReadAll]);
            }
            (Reading::Known(_), Scenario::InsufficientRole) => {}
            (other, _) => panic!("{}: {other:?}", scenario.name()),
        }
    }
}
