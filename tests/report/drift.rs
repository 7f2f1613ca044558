//! What a later visit finds.

use crate::common::{ADMIN_GROUP, World};
use crate::{report, run_through};
use assistant::setup::expiry::OLD_AFTER;
use assistant::setup::facts::{Quarantine, Reading, Schedule};
use assistant::setup::report::{Drift, JobState, NoBaseline, Part, Report, drift};
use assistant::sim::Scenario;
use assistant::words::en::report as words;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A tenant that was set up by a visit, and its report.
fn set_up() -> (World, Report) {
    let mut world = World::new(Scenario::Fresh);
    run_through(&mut world);
    assert_eq!(world.statuses(), ["done"; 5]);
    let baseline = report(&world);
    // The later visit knows nothing but the tenant.
    world.receipts.clear();
    world.visit = assistant::setup::visit::Visit::default();
    (world, Report::parse(&baseline.to_json()).unwrap())
}

fn since(baseline: &Report, world: &World) -> Vec<Drift> {
    drift(baseline, &report(world), &world.product, &world.facts).unwrap()
}

/// Changes what was found about the job, as another administrator would.
fn job(world: &mut World, change: impl FnOnce(&mut assistant::setup::facts::Job)) {
    let mut jobs = world.facts.jobs.known().unwrap().clone();
    change(&mut jobs[0]);
    world.facts.jobs = Reading::Known(jobs);
}

#[test]
fn nothing_has_drifted_where_nothing_happened() {
    let (mut world, baseline) = set_up();
    world.wait(30 * DAY);
    world.look();
    assert_eq!(since(&baseline, &world), []);
    assert_eq!(since(&baseline.masked(words::MASKED), &world), []);
}

/// One scenario is the other's tenant after somebody set the mapping back.
#[test]
fn a_mapping_that_was_changed_back_is_named_with_both_sources() {
    let (_, baseline) = set_up();
    let mut later = World::new(Scenario::DefaultMapping);
    later.clock.advance(DAY);
    later.look();
    let found = since(&baseline, &later);
    let mapping = Drift::Mapping {
        target: "externalId".to_owned(),
        was: "objectId".to_owned(),
        now: "mailNickname".to_owned(),
    };
    assert!(found.contains(&mapping), "{found:?}");
    let texts = words::was_is(&mapping);
    assert_eq!(texts, Some(("objectId".to_owned(), "mailNickname".to_owned())));
    // Title and department are right in both.
    assert_eq!(found.iter().filter(|drift| matches!(drift, Drift::Mapping { .. })).count(), 1);
    assert!(found.iter().any(|drift| matches!(drift, Drift::Job { now: JobState::Off, .. })), "{found:?}");
}

#[test]
fn groups_that_came_and_went_are_named() {
    let (mut world, baseline) = set_up();
    let mut assigned = world.facts.assignments.known().unwrap().clone();
    let mut other = assigned.iter().find(|one| one.principal.as_str() == ADMIN_GROUP).unwrap().clone();
    assigned.retain(|one| one.principal.as_str() != ADMIN_GROUP);
    other.principal = "0c7f7a55-6a6e-4c0f-9d6c-0b1a7b3f9e10".parse().unwrap();
    other.name = "Everybody".to_owned();
    assigned.push(other);
    world.facts.assignments = Reading::Known(assigned);
    // A masked baseline names nobody; the tenant does.
    for baseline in [baseline.masked(words::MASKED), baseline] {
        let found = since(&baseline, &world);
        let names: Vec<_> =
            found.iter().map(|drift| (words::subject(drift), words::drift(drift).what)).collect();
        assert_eq!(
            names,
            [("TOTAL-Admin".to_owned(), "Not assigned any more"), ("Everybody".to_owned(), "Newly assigned")]
        );
    }
}

#[test]
fn a_job_that_does_not_run_any_more_is_named_by_how() {
    let (mut world, baseline) = set_up();
    let state = |world: &World| match since(&baseline, world).as_slice() {
        [Drift::Job { was: JobState::Active, now, .. }, ..] => Some(*now),
        _ => None,
    };
    assert_eq!(state(&world), None);
    job(&mut world, |job| job.schedule = Schedule::Paused);
    assert_eq!(state(&world), Some(JobState::Paused));
    job(&mut world, |job| (job.schedule, job.steady_since) = (Schedule::Disabled, None));
    assert_eq!(state(&world), Some(JobState::Off));
    let reason = "EncounteredQuarantineException";
    job(&mut world, |job| {
        let reason = reason.to_owned();
        job.quarantine = Some(Quarantine { reason, since: None, next_attempt: None, error: None });
    });
    assert_eq!(state(&world), Some(JobState::Quarantined));
    assert!(words::was_is(&since(&baseline, &world)[0]).unwrap().1.contains(reason));
    world.facts.jobs = Reading::Known(Vec::new());
    assert_eq!(state(&world), Some(JobState::None));
}

#[test]
fn another_tenant_url_is_named() {
    let (mut world, baseline) = set_up();
    let mut stored = world.facts.credentials.known().unwrap().clone();
    stored.tenant_url = Some("https://elsewhere.example/v2".to_owned());
    world.facts.credentials = Reading::Known(stored);
    let was = "https://scim.total.example/v2".to_owned();
    let now = Some("https://elsewhere.example/v2".to_owned());
    assert_eq!(since(&baseline, &world), [Drift::TenantUrl { was, now }]);
}

#[test]
fn a_secret_is_old_one_day_after_its_time() {
    let (world, baseline) = set_up();
    let stored = baseline.secret_stored_at.unwrap();
    let made = baseline.at.duration_since(stored).unwrap();
    world.clock.advance(OLD_AFTER - made);
    assert_eq!(since(&baseline, &world), []);
    world.clock.advance(DAY);
    assert_eq!(
        since(&baseline, &world),
        [Drift::SecretOld { stored, days: OLD_AFTER.as_secs() / DAY.as_secs() + 1 }]
    );
}

#[test]
fn a_person_who_was_proven_and_is_wrong_is_named() {
    let (mut world, baseline) = set_up();
    let person = &baseline.proofs[0];
    let mut deliveries = world.facts.deliveries.known().unwrap().clone();
    let mut newest =
        deliveries.iter().rfind(|one| one.person == person.id && !one.values.is_empty()).unwrap().clone();
    for (_, _, new) in newest.values.iter_mut().filter(|(target, _, _)| target == "externalId") {
        *new = Some("ada.martin".to_owned());
    }
    deliveries.push(newest);
    world.facts.deliveries = Reading::Known(deliveries);
    let wrong =
        Drift::Person { id: person.id.clone(), name: person.name.clone(), sent: "ada.martin".to_owned() };
    // A masked baseline names nobody; the tenant does.
    for baseline in [baseline.masked(words::MASKED), baseline] {
        assert_eq!(since(&baseline, &world), std::slice::from_ref(&wrong));
    }
}

#[test]
fn what_cannot_be_read_now_is_not_called_gone() {
    let (mut world, baseline) = set_up();
    let refused = || assistant::setup::facts::Obstacle::Access { scopes: Vec::new() };
    world.facts.assignments = Reading::Unreadable(refused());
    world.facts.credentials = Reading::Unreadable(refused());
    let found = since(&baseline, &world);
    for part in [Part::Groups, Part::TenantUrl] {
        assert!(found.contains(&Drift::NotReadable(part)), "{found:?}");
    }
    assert!(!found.iter().any(|drift| matches!(drift, Drift::GroupRemoved { .. } | Drift::TenantUrl { .. })));
}

#[test]
fn another_tenants_report_is_no_baseline() {
    let (world, baseline) = set_up();
    let refuse = |change: &dyn Fn(&mut Report)| {
        let mut other = baseline.clone();
        change(&mut other);
        drift(&other, &report(&world), &world.product, &world.facts).err()
    };
    let elsewhere = refuse(&|other| {
        let tenant = other.tenant.as_mut().unwrap();
        (tenant.id, tenant.name) = (ADMIN_GROUP.parse().unwrap(), "Fabrikam".to_owned());
    });
    assert!(matches!(elsewhere, Some(NoBaseline::OtherTenant { theirs, .. }) if theirs == "Fabrikam"));
    let another = refuse(&|other| other.application.as_mut().unwrap().id = ADMIN_GROUP.parse().unwrap());
    assert!(matches!(another, Some(NoBaseline::OtherApplication { .. })));
    assert_eq!(refuse(&|other| other.tenant = None), Some(NoBaseline::Unknown));
}
