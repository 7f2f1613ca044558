//! Cycles by the clock and by their log.

use super::*;
use crate::setup::facts::{Delivered, Job, JobCode, Reading, Schedule};
use crate::setup::log::{Action, Entry, Page};
use proptest::prelude::*;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

const MINUTE: Duration = Duration::from_mins(1);

fn minute(number: u32) -> SystemTime {
    UNIX_EPOCH + Duration::from_hours(24) + MINUTE * number
}

fn run(began: u32, ended: u32) -> Run {
    Run {
        id: "run".to_owned(),
        outcome: RunOutcome::Succeeded,
        began: Some(minute(began)),
        ended: minute(ended),
        exported: 0,
        escrowed: 0,
        error: None,
    }
}

fn facts(code: JobCode, steady: bool, last_run: Option<Run>) -> Facts {
    let job = Job {
        id: "scim.x".parse().unwrap(),
        template: "scim".parse().unwrap(),
        schedule: Schedule::Active,
        code,
        steady_since: steady.then(|| minute(0)),
        last_run,
        quarantine: None,
        progress: None,
        counts: Vec::new(),
        interval: Some(MINUTE * 40),
    };
    Facts { jobs: Reading::Known(vec![job]), ..Facts::default() }
}

fn first(facts: &Facts, visit: &Visit, at: u32) -> Standing {
    Timing::of(facts, visit).unwrap().at(minute(at))
}

/// Graph-contract §4.4: at least twenty minutes are usual, however few people there are.
#[test]
fn a_first_cycle_is_long_beyond_microsofts_range() {
    let facts = facts(JobCode::Active, false, Some(run(5, 10)));
    let visit = Visit::default();
    assert_eq!(first(&facts, &visit, 17), Standing::Running { elapsed: MINUTE * 12 });
    assert_eq!(first(&facts, &visit, 25), Standing::Running { elapsed: MINUTE * 20 });
    assert_eq!(first(&facts, &visit, 31), Standing::Long { elapsed: MINUTE * 26, beyond: MINUTE * 6 });
}

#[test]
fn a_start_counts_from_the_click_until_the_first_run_shows() {
    // What the job tells is the run before a restart.
    let waiting = facts(JobCode::NotRun, false, Some(run(1, 2)));
    let clicked = Visit { started_at: Some(minute(50)), ..Visit::default() };
    assert_eq!(first(&waiting, &clicked, 53), Standing::Running { elapsed: MINUTE * 3 });
    assert_eq!(first(&waiting, &Visit::default(), 53), Standing::Open);
    let running = facts(JobCode::Active, false, Some(run(52, 53)));
    assert_eq!(first(&running, &clicked, 53), Standing::Running { elapsed: MINUTE });
}

/// Peers (e) 23.
#[test]
fn a_later_cycle_is_due_after_the_interval_and_late_after_half_of_it_more() {
    let facts = facts(JobCode::Active, true, Some(run(0, 2)));
    let at = |minute| first(&facts, &Visit::default(), minute);
    assert_eq!(at(12), Standing::Resting { left: MINUTE * 30 });
    assert_eq!(at(42), Standing::Due);
    // 20 minutes of grace, and 2 that the cycle before took.
    assert_eq!(at(64), Standing::Due);
    assert_eq!(at(65), Standing::Late { since: MINUTE * 23 });
}

#[test]
fn nothing_is_expected_of_a_job_that_does_not_run() {
    let mut facts = facts(JobCode::Paused, true, Some(run(0, 2)));
    assert_eq!(Timing::of(&facts, &Visit::default()), None);
    facts.jobs = Reading::Known(Vec::new());
    assert_eq!(Timing::of(&facts, &Visit::default()), None);
}

#[test]
fn the_end_of_a_first_cycle_is_news_and_nothing_else_is() {
    let with = |outcome, escrowed| facts(JobCode::Active, true, Some(Run { outcome, escrowed, ..run(0, 2) }));
    let ended = with(RunOutcome::Succeeded, 0);
    for before in [Phase::WaitingForFirstRun, Phase::FirstCycle] {
        assert_eq!(News::between(before, &ended), Some(News::Done));
        assert_eq!(
            News::between(before, &with(RunOutcome::EntryLevelErrors, 3)),
            Some(News::DoneWithFailures)
        );
        assert_eq!(News::between(before, &facts(JobCode::Quarantine, false, None)), Some(News::Stopped));
        assert_eq!(News::between(before, &facts(JobCode::Active, false, Some(run(0, 2)))), None);
        assert_eq!(News::between(before, &facts(JobCode::Paused, false, None)), None);
    }
    for before in [Phase::Steady, Phase::Paused, Phase::NotStarted, Phase::Quarantined] {
        assert_eq!(News::between(before, &ended), None, "{before:?}");
    }
}

fn entry(number: usize, cycle: &str, at: Option<SystemTime>, action: Action, outcome: Delivered) -> Entry {
    Entry {
        id: number.to_string(),
        at,
        cycle: cycle.to_owned(),
        action,
        object: String::new(),
        name: String::new(),
        username: None,
        is_person: true,
        outcome,
        reason: String::new(),
        values: Vec::new(),
        steps: Vec::new(),
    }
}

fn skipped() -> Delivered {
    Delivered::Skipped("NotEffectivelyEntitled".to_owned())
}

fn failed() -> Delivered {
    Delivered::Failed("Timeout".to_owned(), String::new())
}

fn page(older: Option<&str>) -> Page {
    use Action as A;
    let one =
        |number: usize, cycle, at, action, outcome| entry(number, cycle, Some(minute(at)), action, outcome);
    let entries = vec![
        one(0, "b", 45, A::Update, Delivered::Success),
        one(1, "b", 44, A::Create, failed()),
        one(2, "x", 43, A::Update, Delivered::Success),
        one(3, "b", 42, A::Other, Delivered::Unchanged),
        one(4, "a", 2, A::Create, Delivered::Success),
        one(5, "a", 1, A::Disable, Delivered::Success),
        one(6, "a", 0, A::Other, skipped()),
    ];
    Page { entries, older: older.map(str::to_owned) }
}

#[test]
fn the_log_is_counted_cycle_by_cycle_newest_first() {
    let all = tallies(&page(None));
    assert_eq!(all.iter().map(|tally| tally.cycle.as_str()).collect::<Vec<_>>(), ["b", "x", "a"]);
    let newest = &all[0];
    assert_eq!((newest.updated, newest.failed, newest.unchanged, newest.created), (1, 1, 1, 0));
    assert_eq!((newest.from, newest.to), (Some(minute(42)), Some(minute(45))));
    assert_eq!((all[2].created, all[2].removed, all[2].skipped), (1, 1, 1));
    assert!(all.iter().all(|tally| !tally.partial));
}

#[test]
fn only_the_oldest_cycle_may_be_cut_where_the_log_goes_on() {
    let partial: Vec<_> = tallies(&page(Some("next"))).iter().map(|tally| tally.partial).collect();
    assert_eq!(partial, [false, false, true]);
}

#[test]
fn a_run_finds_its_entries_by_its_id_or_else_by_its_time() {
    let all = tallies(&page(None));
    let of = |id: &str, began, ended| {
        let run = Run { id: id.to_owned(), ..run(began, ended) };
        of_run(&all, &run).map(|tally| tally.cycle.clone())
    };
    assert_eq!(of("a", 90, 91).as_deref(), Some("a"));
    assert_eq!(of("another", 42, 46).as_deref(), Some("b"), "the larger of two at that time");
    assert_eq!(of("another", 20, 21), None);
}

#[test]
fn the_log_lags_until_it_tells_of_all_that_was_sent() {
    let seen = |exported, minutes: u32| {
        let run = Run { id: "b".to_owned(), exported, escrowed: 1, ..run(40, 46) };
        let mut facts = facts(JobCode::Active, true, Some(run));
        facts.log = Reading::Known(Arc::new(page(None)));
        facts.looked_at = Some(minute(46 + minutes));
        log_lags(&facts)
    };
    assert!(seen(5, 1));
    assert!(!seen(1, 1), "it tells of one that was sent and one that failed");
    assert!(!seen(5, 11), "what never comes is not waited for without end");
}

proptest! {
    /// Every entry is counted in its cycle, and once.
    #[test]
    fn tallies_add_up_to_the_entries(
        kinds in prop::collection::vec((0_usize..4, 0_usize..5, 0_usize..4, prop::option::of(0_u32..500)), 0..200),
        goes_on: bool,
    ) {
        let entries: Vec<_> = kinds.iter().enumerate().map(|(number, (cycle, action, outcome, at))| {
            let action = [Action::Create, Action::Update, Action::Disable, Action::Delete, Action::Other][*action];
            let outcome = [Delivered::Success, Delivered::Unchanged, skipped(), failed()][*outcome].clone();
            entry(number, ["", "a", "b", "c"][*cycle], at.map(minute), action, outcome)
        }).collect();
        let page = Page { entries, older: goes_on.then(String::new) };
        let all = tallies(&page);
        prop_assert_eq!(all.iter().map(Tally::total).sum::<usize>(), page.entries.len());
        for (at, tally) in all.iter().enumerate() {
            prop_assert!(tally.total() > 0);
            prop_assert!(all[..at].iter().all(|other| other.cycle != tally.cycle));
            let own: Vec<_> = page.entries.iter().filter(|entry| entry.cycle == tally.cycle).collect();
            prop_assert_eq!(tally.total(), own.len());
            let failures = own.iter().filter(|entry| matches!(entry.outcome, Delivered::Failed(..))).count();
            prop_assert_eq!(tally.failed, failures);
            let times = || own.iter().filter_map(|entry| entry.at);
            prop_assert_eq!((tally.from, tally.to), (times().min(), times().max()));
        }
    }
}
