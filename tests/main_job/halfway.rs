//! Half a plan, lost answers, other people, missing rights (design §3, security.md G05–G11).

use crate::common::traffic::Lost;
use crate::common::{FIRST_CYCLE, TOTAL, World, name, names};
use assistant::setup::change::Change;
use assistant::setup::checks::start::phase;
use assistant::setup::finding::Subject;
use assistant::setup::plan::Plan;
use assistant::setup::proof::Proof;
use assistant::setup::receipt::{Outcome, undo_everything};
use assistant::setup::visit::{ConnectionTest, TestCause, Visit};
use assistant::sim::{Knobs, RecordedRequest, Scenario};
use assistant::tenant::apply::Attachments;
use assistant::tenant::failure::Failure;
use assistant::tenant::run::End;
use assistant::words::en::errors::Trouble;
use futures_executor::block_on;
use std::time::Duration;

fn ready(scenario: Scenario) -> World {
    let mut world = World::seen(scenario);
    world.enter_credentials();
    world
}

/// Half applied, then planned again after a reload: exactly the rest.
#[test]
fn after_half_a_plan_the_next_one_is_the_rest() {
    for scenario in [Scenario::Fresh, Scenario::MappingMissing, Scenario::SyncedWrong, Scenario::Quarantined]
    {
        let whole = names(&ready(scenario).plan());
        for done in 0..=whole.len() {
            let mut world = ready(scenario);
            let mut half = world.plan();
            half.changes.truncate(done);
            assert_eq!(world.run(&half), End::Completed, "{} {done}", scenario.name());
            let stored = half.changes.iter().any(|change| matches!(change, Change::StoreCredentials { .. }));
            world.visit = Visit { connection: world.visit.connection.clone(), ..Visit::default() };
            if !stored {
                world.enter_credentials();
            }
            world.look();
            assert_eq!(names(&world.plan()), whole[done..], "{} {done}", scenario.name());
        }
    }
}

/// Writes that succeeded, by the end of their path.
fn accepted(world: &World, end: &str) -> usize {
    let sim = world.sim.borrow();
    let fits = |it: &&RecordedRequest| {
        it.is_write() && it.target.ends_with(end) && it.status.is_some_and(|status| status < 300)
    };
    sim.recorder().iter().filter(fits).count()
}

/// G07 to G10: whether the request or its answer was lost, the effect happens once and is seen.
#[test]
fn a_write_whose_connection_broke_happens_once_and_is_confirmed() {
    let whole = ready(Scenario::Fresh).plan().changes.len();
    for lost in [Lost::Request, Lost::Answer] {
        for at in 0..whole {
            let mut world = ready(Scenario::Fresh);
            let mut before = world.plan();
            let after = before.changes.split_off(at);
            assert_eq!(world.run(&before), End::Completed);
            world.traffic.break_next_write(lost);
            let message = format!("{} {lost:?}", name(&after[0]));
            let receipt = world.apply(&after[0]).unwrap();
            assert_eq!(receipt.outcome, Outcome::Confirmed, "{message}");
            for end in ["/synchronization/jobs", "/appRoleAssignedTo", "/start"] {
                assert!(accepted(&world, end) <= 1, "{message}: {end}");
            }
            let rest: Vec<_> = after[1..].iter().map(name).collect();
            assert_eq!(names(&world.plan()), rest, "{message}");
        }
    }
}

/// G09, for people sent on demand: what was done stands in the log.
#[test]
fn an_on_demand_answer_that_was_lost_is_found_in_the_log() {
    let knobs = Knobs { first_run_after: FIRST_CYCLE, first_cycle: FIRST_CYCLE, ..Knobs::default() };
    let mut world = World::turned(Scenario::DefaultMapping, knobs);
    world.look();
    let agreed = world.plan();
    assert_eq!(world.run(&agreed), End::Completed);
    world.wait(Duration::from_secs(60));
    let on_demand = world.plan_on_demand();
    world.traffic.break_next_write(Lost::Answer);
    assert_eq!(world.run(&on_demand), End::Completed);
    assert_eq!(accepted(&world, "/provisionOnDemand"), 1);
    assert!(world.proofs().iter().all(|(_, proof)| matches!(proof, Proof::Proven { .. })));
}

/// A change that is made already is not made again.
#[test]
fn what_is_there_already_is_not_made_again() {
    let mut world = ready(Scenario::Fresh);
    let mut other = world.plan();
    other.changes.retain(|change| matches!(change, Change::CreateJob { .. } | Change::AssignGroup { .. }));
    for change in &other.changes {
        assert_eq!(world.apply(change).unwrap().outcome, Outcome::Confirmed);
    }
    for change in &other.changes {
        let receipt = world.apply(change).unwrap();
        assert_eq!(receipt.outcome, Outcome::AlreadySo);
        assert_eq!(receipt.undo(&world.facts), None);
    }
    assert_eq!(accepted(&world, "/synchronization/jobs"), 1);
    assert_eq!(accepted(&world, "/appRoleAssignedTo"), 1);
}

#[test]
fn an_assignment_is_taken_back() {
    let mut world = ready(Scenario::DefaultMapping);
    let agreed = world.plan();
    let assign = agreed.changes.iter().find(|change| matches!(change, Change::AssignGroup { .. })).unwrap();
    let receipt = world.apply(assign).unwrap();
    let undo = receipt.undo(&world.facts).unwrap();
    assert_eq!(world.apply(&undo).unwrap().outcome, Outcome::Confirmed);
    assert_eq!(world.sim.borrow().assigned_principals().len(), 0);
    assert_eq!(names(&world.plan()), names(&agreed));
}

#[test]
fn a_start_is_taken_back_by_pausing() {
    let mut world = ready(Scenario::DefaultMapping);
    let agreed = world.plan();
    assert_eq!(world.run(&agreed), End::Completed);
    let receipt = world.receipts.last().unwrap().clone();
    let undo = receipt.undo(&world.facts).unwrap();
    assert_eq!(world.apply(&undo).unwrap().outcome, Outcome::Confirmed);
    assert_eq!(names(&world.plan()), ["start"]);
    let again = world.plan();
    assert_eq!(world.run(&again), End::Completed);
}

/// The mistake that the product exists to prevent.
#[test]
fn a_start_that_was_agreed_without_the_correction_is_refused() {
    let mut world = ready(Scenario::DefaultMapping);
    let mut plan = world.plan();
    plan.changes.retain(|change| !matches!(change, Change::FixMapping { .. }));
    assert!(matches!(world.run(&plan), End::Surprise { .. }), "a run stops before");
    let refused = world.apply(&Change::Start).unwrap_err();
    assert!(matches!(refused, Failure::Trouble { trouble: Trouble::Refused, .. }), "{refused:?}");
    assert_eq!(accepted(&world, "/start"), 0);
}

/// Who may not write writes nothing, and is told which permission or role is missing.
#[test]
fn without_permission_nothing_is_written_and_what_is_missing_is_named() {
    let mut world = ready(Scenario::ReadOnlyScopes);
    let plan = world.plan();
    assert!(matches!(world.run(&plan), End::Failed { .. }));
    for change in &plan.changes {
        let failure = world.apply(change).unwrap_err();
        let expected = [Trouble::NoSynchronizationAccess, Trouble::Forbidden, Trouble::Refused];
        assert!(
            matches!(&failure, Failure::Trouble { trouble, .. } if expected.contains(trouble)),
            "{}: {failure:?}",
            name(change)
        );
    }
    assert_eq!(accepted(&world, ""), 0);
    let mut world = ready(Scenario::InsufficientRole);
    let plan = world.plan();
    assert_eq!(names(&plan), ["assign TOTAL-Admin as User"]);
    assert!(matches!(world.run(&plan), End::Failed { .. }));
    assert_eq!(accepted(&world, ""), 0);
    let first = &world.assessment().steps[0].findings[0];
    assert!(first.evidence.iter().any(|evidence| evidence.subject == Subject::Role), "{first:?}");
}

/// G08: a token that the product refuses is not stored, the cause is told, and the job is not started.
#[test]
fn a_refused_token_is_not_stored() {
    let mut world = ready(Scenario::Fresh);
    let plan = world.plan();
    world.apply(&plan.changes[0]).unwrap();
    let attachments = Attachments { token: Some("wrong"), backup: None };
    let failure = block_on(world.tenant.apply(&plan.changes[1], &world.facts, attachments)).unwrap_err();
    let Failure::Test(failure) = failure else { panic!("{failure:?}") };
    assert_eq!(failure.cause, TestCause::Unauthorized);
    assert_eq!(world.sim.borrow().stored_secret("SecretToken"), None);
    world.visit.connection = ConnectionTest::Failed(failure);
    assert_eq!(world.statuses()[0], "failed");
    assert!(!names(&world.plan()).contains(&"start".to_owned()));
}

/// The list of allowed writes, seen from the other side (security.md WRT-01).
#[test]
fn nothing_but_the_listed_writes_reaches_the_tenant() {
    for scenario in Scenario::ALL {
        let mut world = ready(*scenario);
        let plan = world.plan();
        world.run(&plan);
        world.wait(FIRST_CYCLE);
        let plan = world.plan_on_demand();
        world.run(&plan);
        let below = format!("/v1.0/servicePrincipals/{TOTAL}");
        for write in world.sim.borrow().recorder().iter().filter(|request| request.is_write()) {
            let path = write.target.strip_prefix(&below).unwrap_or_else(|| panic!("{write:?}"));
            let ends = [
                "/jobs",
                "/validateCredentials",
                "/secrets",
                "/schema",
                "/start",
                "/restart",
                "/provisionOnDemand",
                "/appRoleAssignedTo",
            ];
            assert!(ends.iter().any(|end| path.ends_with(end)), "{}: {path}", scenario.name());
            assert!(!write.in_batch);
        }
    }
}

/// Design §3: undo is a change like any other, all of it at once too, and the tenant is then as it was.
#[test]
fn everything_that_was_done_can_be_taken_back_at_once() {
    let mut world = World::seen(Scenario::DefaultMapping);
    let before = world.sim.borrow().stored_schema_text();
    let agreed = world.plan();
    assert_eq!(world.run(&agreed), End::Completed);
    assert_ne!(world.sim.borrow().stored_schema_text(), before);
    let receipts = world.receipts.clone();
    let (changes, backup) = undo_everything(&receipts, &world.facts);
    let back = Plan { changes };
    assert_eq!(names(&back), ["pause", "unassign TOTAL-Admin", "restore"]);
    // A job that runs goes on by itself while the person reads the preview.
    let seen = phase(world.facts.job().unwrap());
    world.clock.advance(Duration::from_secs(20));
    assert_ne!(phase(block_on(world.tenant.watch(&world.facts, false)).facts.job().unwrap()), seen);
    assert_eq!(world.run_with(&back, backup), End::Completed);
    assert_eq!(world.sim.borrow().stored_schema_text(), before);
    assert!(world.sim.borrow().assigned_principals().is_empty());
    // The application that was not changed has nothing to take back (WRT-02).
    let mut other = world.facts.clone();
    other.application.as_mut().unwrap().id = "0f0e0d0c-0b0a-4908-8706-050403020100".parse().unwrap();
    assert_eq!(undo_everything(&receipts, &other), (Vec::new(), None));
    assert!(receipts.iter().all(|receipt| receipt.undo(&other).is_none()));
    // Then nothing of it is left to take back, and the plan is the old one but for the start, which is a resume now.
    assert!(undo_everything(&receipts, &world.facts).0.iter().all(|change| !matches!(change, Change::Pause)));
    assert_eq!(names(&world.plan()), names(&agreed));
}
