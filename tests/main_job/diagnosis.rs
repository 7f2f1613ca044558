//! What is wrong is said by its cause, and leads on (design §2).

use crate::common::{FIRST_CYCLE, TENANT_URL, TOKEN, World, names};
use assistant::setup::change::{Change, Consequence};
use assistant::setup::finding::{Finding, Kind, Shown, Subject};
use assistant::setup::plan::{Plan, consequences};
use assistant::setup::quarantine::Reason;
use assistant::setup::step::StepId;
use assistant::setup::visit::TestCause;
use assistant::sim::Scenario;
use assistant::tenant::run::End;
use std::time::Duration;

/// The finding of this kind in a step.
fn find(world: &World, step: StepId, fits: impl Fn(&Kind) -> bool) -> Option<Finding> {
    let assessment = world.assessment();
    assessment.step(step)?.findings.iter().find(|finding| fits(&finding.kind)).cloned()
}

/// Graph-contract §7.57: whether the deletions were meant is a person's to say.
#[test]
fn the_accidental_deletion_stop_is_for_a_person_to_judge_and_starting_allows_nothing() {
    let mut world = World::seen(Scenario::DeletionsStopped);
    assert!(find(&world, StepId::Start, |kind| *kind == Kind::Quarantined(Reason::TooManyDeletes)).is_some());
    assert!(names(&world.plan()).is_empty(), "no plan starts it");
    assert_eq!(
        consequences(&world.product, &world.facts, &Change::Start),
        [Consequence::DeletionsCountedAgain]
    );
    let start = Plan { changes: vec![Change::Start] };
    assert_eq!(world.run(&start), End::Completed);
    world.wait(Duration::from_secs(60));
    assert!(find(&world, StepId::Start, |kind| *kind == Kind::Quarantined(Reason::TooManyDeletes)).is_some());
    let active = |world: &World| {
        let sim = world.sim.borrow();
        sim.people_at_total().iter().filter(|one| one.attribute("active") != Some("False")).count()
    };
    assert_eq!(active(&world), 6, "nobody was removed");

    // Who was taken off by mistake is put back.
    world.choose_group("TOTAL-Analyst");
    let assign = world.plan();
    assert_eq!(names(&assign), ["assign TOTAL-Analyst as User"]);
    assert_eq!(world.run(&assign), End::Completed);
    assert_eq!(world.run(&start), End::Completed);
    world.wait(Duration::from_secs(60));
    assert!(find(&world, StepId::Start, |kind| *kind == Kind::InOperation).is_some(), "{}", world.kinds());
    assert_eq!(active(&world), 6);
}

#[test]
fn a_scoping_filter_is_told_with_whom_it_leaves_out_and_why() {
    let world = World::seen(Scenario::ScopingFilter);
    let filter = find(&world, StepId::Mapping, |kind| *kind == Kind::ScopingFilter).unwrap();
    assert_eq!(filter.evidence.len(), 2, "one line a group: {filter:?}");
    for step in [StepId::Mapping, StepId::OnDemand] {
        let out = find(&world, step, |kind| *kind == Kind::FilteredOut).unwrap();
        assert_eq!(out.evidence[0].now, Shown::Part(2, 3));
        let ada: Vec<_> = out
            .evidence
            .iter()
            .filter(|evidence| evidence.subject == Subject::Person("Ada Martin".to_owned()))
            .collect();
        let held = Shown::Held { attribute: "department".to_owned(), value: Some("Research".to_owned()) };
        let [ada] = ada.as_slice() else { panic!("{ada:?}") };
        assert_eq!(ada.now, held);
        let Some(Shown::Clauses(wanted)) = &ada.should_be else { panic!("{ada:?}") };
        assert_eq!(wanted[0].values, ["Security", "Finance"], "neither group lets her pass");
    }
    // Ben passes, and it is the simulated service that says so.
    let sim = world.sim.borrow();
    assert_eq!(sim.people_at_total().len(), 1);
}

#[test]
fn who_lacks_an_attribute_is_named_and_nothing_is_stopped() {
    let mut world = World::seen(Scenario::AllRight);
    assert!(find(&world, StepId::OnDemand, |kind| matches!(kind, Kind::LacksAttribute(_))).is_none());
    world.choose_group("TOTAL-Analyst");
    let dmitri = "4892d3e5-7f6c-4ca3-88a4-3b1a25dc9f67".parse().unwrap();
    world.visit.chosen_people = vec![dmitri];
    for attribute in ["jobTitle", "department"] {
        let lacks = Kind::LacksAttribute(attribute.to_owned());
        let found = find(&world, StepId::OnDemand, |kind| *kind == lacks).unwrap();
        assert_eq!(found.evidence[0].now, Shown::Text("Dmitri Petrov".to_owned()));
        assert!(found.kind.severity() < assistant::setup::finding::Severity::Problem);
    }
}

/// The connection test asks for people only, so it may pass while groups are missing (graph-contract §4.1, §4.4).
#[test]
fn groups_that_are_not_there_stop_the_job_and_are_named_as_the_cause() {
    let mut world = World::seen(Scenario::AllRight);
    let store = Change::StoreCredentials {
        old_url: Some(TENANT_URL.to_owned()),
        new_url: "https://nogroups.example/v2".to_owned(),
    };
    world.apply(&store).unwrap();
    world.wait(FIRST_CYCLE);
    let cause = TestCause::NoGroups;
    assert!(
        find(&world, StepId::Start, |kind| *kind == Kind::Quarantined(Reason::Refused)).is_some(),
        "{}",
        world.kinds()
    );
    // After a reload no test is known, and the quarantine tells.
    world.visit = assistant::setup::visit::Visit::default();
    let found = find(&world, StepId::Connect, |kind| *kind == Kind::ConnectionRefusedInQuarantine(cause));
    assert!(found.is_some(), "{}", world.kinds());
}

#[test]
fn a_token_that_was_stored_with_bearer_before_it_is_refused_as_one_that_is_wrong() {
    let mut world = World::seen(Scenario::AllRight);
    world.secret = "Bearer_0f1e2d3c4b5a6978";
    let store =
        Change::StoreCredentials { old_url: Some(TENANT_URL.to_owned()), new_url: TENANT_URL.to_owned() };
    let failed = world.apply(&store).unwrap_err();
    let assistant::tenant::failure::Failure::Test(failure) = failed else { panic!("{failed:?}") };
    assert_eq!(failure.cause, TestCause::Unauthorized);
    assert!(!failure.message.contains(world.secret) && TOKEN != world.secret);
}
