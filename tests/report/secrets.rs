//! No secret leaves in a report, whatever happens on the way (security.md TOK-05; threat T16).

use crate::common::World;
use crate::common::canary::{BEARER, SECRET, found};
use crate::{report, run_through, scenarios};
use assistant::sim::Scenario;
use assistant::words::en::report::{MASKED, document};
#[test]
fn no_secret_is_in_the_report_of_any_scenario() {
    let mut stored = 0;
    for (scenario, looks) in scenarios() {
        let mut world = World::with_secrets(scenario, BEARER, SECRET);
        world.look();
        for look in 0..looks {
            if look > 0 {
                run_through(&mut world);
            }
            let report = report(&world);
            for report in [report.masked(MASKED), report] {
                for (kind, text) in [("JSON", report.to_json()), ("HTML", document(&report).to_html())] {
                    assert!(text.len() > 500);
                    for secret in [SECRET, BEARER] {
                        assert_eq!(found(&text, secret), None, "{} {kind}", scenario.name());
                    }
                }
            }
        }
        stored += usize::from(world.sim.borrow().stored_secret("SecretToken") == Some(SECRET));
    }
    assert!(stored > 10, "the canary was really entered");
}

/// Somebody else put a key into the tenant URL.
#[test]
fn a_key_in_the_tenant_url_stays_out() {
    let mut world = World::seen(Scenario::AllRight);
    let mut stored = world.facts.credentials.known().unwrap().clone();
    stored.tenant_url = Some(format!("https://scim.total.example/v2?key={SECRET}"));
    world.facts.credentials = assistant::setup::facts::Reading::Known(stored);
    let report = report(&world);
    assert_eq!(report.tenant_url.as_deref(), Some("https://scim.total.example/v2?key=•••"));
    assert_eq!(found(&report.to_json(), SECRET), None);
}

/// Names of people and groups, and values that may be one, are not in a masked report.
#[test]
fn no_name_is_in_a_masked_report() {
    for (scenario, looks) in scenarios() {
        let mut world = World::seen(scenario);
        if looks > 1 {
            run_through(&mut world);
        }
        let report = report(&world);
        let masked = report.masked(MASKED);
        let texts = [masked.to_json(), document(&masked).to_html()];
        let groups = world.facts.groups.known().into_iter().flatten();
        let people = groups.filter_map(|group| group.members.known()).flat_map(|members| &members.people);
        let names = people.flat_map(|person| [person.name.clone(), person.username.clone()]);
        let caller = world.facts.caller.known().into_iter();
        let caller = caller.flat_map(|caller| [Some(caller.name.clone()), Some(caller.username.clone())]);
        let assigned = report.groups.iter().flatten().map(|group| Some(group.name.clone()));
        for name in names.chain(caller).chain(assigned).flatten() {
            // The application itself is called TOTAL.
            let is_name = name.len() > 5;
            assert!(!is_name || texts.iter().all(|text| !text.contains(&name)), "{} {name}", scenario.name());
        }
        assert_eq!(masked.masked(MASKED), masked);
        let ids = |report: &assistant::setup::report::Report| {
            report.proofs.iter().map(|proof| proof.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&masked), ids(&report));
    }
}
