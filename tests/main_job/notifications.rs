//! Whom Entra tells about a quarantine, and the accidental-deletion threshold: seen, set, read back, taken back.

use crate::common::{TOKEN, World};
use assistant::setup::change::{Change, Consequence};
use assistant::setup::finding::{Kind, Shown, Subject};
use assistant::setup::notifications::Notifications;
use assistant::setup::plan::{Plan, consequences};
use assistant::setup::receipt::{Outcome, can_undo, undo_everything};
use assistant::setup::step::StepId;
use assistant::setup::visit::{ConnectionTest, TestCause};
use assistant::sim::knobs::SecretsPut;
use assistant::sim::{Knobs, Scenario};
use assistant::tenant::apply::Attachments;
use assistant::tenant::failure::Failure;
use assistant::words::en::errors::Trouble;
use futures_executor::block_on;
use std::time::Duration;

const KEY: &str = "SyncNotificationSettings";

fn set(recipient: Option<&str>, threshold: Option<u64>) -> Notifications {
    Notifications { recipient: recipient.map(str::to_owned), threshold }
}

fn stored(world: &World) -> Notifications {
    world.facts.credentials.known().unwrap().notifications.clone().unwrap()
}

fn change(world: &World, new: Notifications) -> Change {
    Change::SetNotifications { old: stored(world), new }
}

fn secret(world: &World, key: &str) -> String {
    world.sim.borrow().stored_secret(key).unwrap_or_default().to_owned()
}

fn tells_nobody(world: &World) -> bool {
    let assessment = world.assessment();
    let connect = assessment.step(StepId::Connect).unwrap();
    connect.findings.iter().any(|finding| finding.kind == Kind::NobodyTold)
}

/// What PUT does with secrets that are not sent is not documented (graph-contract §7.10).
#[test]
fn settings_are_set_and_nothing_else_is_touched_whatever_put_does() {
    for put in [SecretsPut::Merge, SecretsPut::Replace] {
        let mut world = World::turned(Scenario::AllRight, Knobs { secrets_put: put, ..Knobs::default() });
        world.look();
        assert_eq!(stored(&world), set(None, None));
        assert!(tells_nobody(&world));
        let wanted = set(Some("it-operations@contoso.example"), Some(500));
        let receipt = world.apply(&change(&world, wanted.clone())).unwrap();
        assert_eq!(receipt.outcome, Outcome::Confirmed);
        assert_eq!(receipt.connection, ConnectionTest::StoredWork, "what is stored was tested");
        assert_eq!(stored(&world), wanted);
        assert!(!tells_nobody(&world));
        assert_eq!(
            secret(&world, KEY),
            r#"{"Enabled":true,"DeleteThresholdEnabled":true,"Recipients":"it-operations@contoso.example","DeleteThresholdValue":500}"#
        );
        assert_eq!(secret(&world, "SecretToken"), TOKEN);
        assert_eq!(secret(&world, "BaseAddress"), "https://scim.total.example/v2");
        assert_eq!(secret(&world, "SyncAll"), "false");
        // The synchronization goes on as it was.
        assert_eq!(world.statuses(), ["done"; 5]);
    }
}

#[test]
fn what_is_not_ours_in_the_text_survives() {
    let mut world = World::seen(Scenario::DeletionsStopped);
    assert_eq!(stored(&world), set(Some("it-operations@contoso.example"), Some(2)));
    let receipt = world.apply(&change(&world, set(None, Some(9)))).unwrap();
    assert_eq!(receipt.outcome, Outcome::Confirmed);
    assert_eq!(
        secret(&world, KEY),
        r#"{"Enabled":false,"DeleteThresholdEnabled":true,"HumanResourcesLookaheadQueryEnabled":false,"Recipients":"","DeleteThresholdValue":9}"#
    );
}

#[test]
fn the_token_must_be_at_hand_and_work() {
    let mut world = World::seen(Scenario::AllRight);
    let before = secret(&world, KEY);
    let wanted = change(&world, set(None, Some(10)));
    let without = block_on(world.tenant.apply(&wanted, &world.facts, Attachments::default()));
    assert!(matches!(without, Err(Failure::Trouble { trouble: Trouble::SecretGone, .. })), "{without:?}");
    world.secret = "wrong_0f1e2d3c4b5a6978";
    let refused = world.apply(&wanted);
    assert!(
        matches!(&refused, Err(Failure::Test(test)) if test.cause == TestCause::Unauthorized),
        "{refused:?}"
    );
    assert_eq!(secret(&world, KEY), before, "nothing was written");
    assert!(secret(&world, "SecretToken").starts_with("tsa_"), "the token that works is still there");
}

#[test]
fn a_change_of_somebody_else_stops_it_and_the_same_wish_needs_no_write() {
    let mut world = World::seen(Scenario::AllRight);
    let first = change(&world, set(None, Some(10)));
    let other = change(&world, set(Some("a@contoso.example"), None));
    world.apply(&first).unwrap();
    let late =
        block_on(world.tenant.apply(&other, &world.facts, Attachments { token: Some(TOKEN), backup: None }));
    assert!(matches!(late, Err(Failure::Trouble { trouble: Trouble::Changed, .. })), "{late:?}");
    let again = world.apply(&first).unwrap();
    assert_eq!(again.outcome, Outcome::AlreadySo);
}

#[test]
fn it_is_taken_back_by_itself_and_with_everything() {
    let mut world = World::seen(Scenario::AllRight);
    for limit in [10, 20] {
        world.apply(&change(&world, set(None, Some(limit)))).unwrap();
    }
    let newest = world.receipts.last().unwrap().clone();
    assert!(can_undo(&newest, &world.receipts, &world.facts));
    assert_eq!(newest.undo(&world.facts), Some(change(&world, set(None, Some(10)))));
    let (all, _) = undo_everything(&world.receipts, &world.facts);
    assert_eq!(all, [change(&world, set(None, None))], "back to what it was before the first");
    world.apply(&all[0]).unwrap();
    assert_eq!(stored(&world), set(None, None));
    assert!(undo_everything(&world.receipts, &world.facts).0.is_empty());
}

#[test]
fn only_what_changes_is_shown_and_the_token_is_asked_for() {
    let world = World::seen(Scenario::AllRight);
    let wanted = change(&world, set(Some("it-operations@contoso.example"), None));
    let [row] = wanted.preview().try_into().unwrap();
    assert_eq!((row.subject, row.old), (Subject::QuarantineMails, Shown::Absent));
    assert_eq!(consequences(&world.product, &world.facts, &wanted), [Consequence::TokenGoesAlong]);
    let plan = Plan { changes: vec![wanted] };
    assert!(plan.asks_for_token(&world.facts, &world.visit));
    let mut entered = World::seen(Scenario::AllRight);
    entered.enter_credentials();
    assert!(!plan.asks_for_token(&entered.facts, &entered.visit), "it is entered already");
    assert!(!Plan::default().asks_for_token(&world.facts, &world.visit));
}

/// Entra tells nobody how old a token is (graph-contract §7.11).
#[test]
fn the_age_of_the_token_is_known_from_what_this_visit_stored() {
    let mut world = World::seen(Scenario::AllRight);
    let known = |world: &World| world.visit.token.stored();
    assert_eq!(known(&world), None);
    world.apply(&change(&world, set(None, Some(10)))).unwrap();
    assert_eq!(known(&world), Some(world.receipts[0].at));
    let kinds = world.kinds();
    assert!(kinds.contains("TokenStored") && !kinds.contains("TokenDue"), "{kinds}");
    world.visit.token.stored_here = None;
    world.visit.token.stored_before = Some(world.clock_now() - Duration::from_hours(181 * 24));
    assert!(world.kinds().contains("TokenDue"));
    world.visit.token.stored_here = Some(world.clock_now());
    assert!(!world.kinds().contains("TokenDue"), "this visit stored a new one");
    world.visit.token.expires = Some(world.clock_now() + Duration::from_hours(29 * 24));
    assert!(world.kinds().contains("TokenDue"));
}
