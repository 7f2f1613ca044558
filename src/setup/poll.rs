//! How often a page that follows a job reads it (graph-contract §4.4, design §6): soon enough that a person who looks sees a
//! change within fifteen seconds, and no more often than that is worth.

use super::checks::on_demand::log_may_grow;
use super::checks::start::{Phase, phase};
use super::cycle::{Standing, Timing, log_lags};
use super::facts::{Facts, Obstacle, Reading};
use super::product::Product;
use super::visit::Visit;
use std::time::{Duration, SystemTime};

/// While nobody sees the page.
const HIDDEN: Duration = Duration::from_mins(1);
/// After the first refusal; each further one doubles it.
const BACK_OFF: Duration = Duration::from_secs(15);
/// The longest pause of our own making; Microsoft may ask for a longer one.
const LONGEST: Duration = Duration::from_mins(5);

/// What is worth asking for again without a click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The end of a first cycle.
    FirstCycle,
    /// The end of a later cycle that is due.
    NextCycle,
    /// Entries of the log of what has ended.
    Log,
}

/// What is expected at `now`.
#[must_use]
pub fn expected(product: &Product, facts: &Facts, visit: &Visit, now: SystemTime) -> Option<Expected> {
    if matches!(phase(facts.job()?), Phase::WaitingForFirstRun | Phase::FirstCycle) {
        return Some(Expected::FirstCycle);
    }
    let readable = !matches!(facts.log, Reading::Unreadable(Obstacle::Access { .. }));
    if readable && (log_may_grow(product, facts, visit) || log_lags(facts)) {
        return Some(Expected::Log);
    }
    let standing = Timing::of(facts, visit)?.at(now);
    matches!(standing, Standing::Due | Standing::Late { .. }).then_some(Expected::NextCycle)
}

/// Why a read brought nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Microsoft wants fewer reads, and may say how long to wait.
    Throttled(Option<Duration>),
    /// No answer, or none of use.
    Failed,
}

/// How the reads went so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    reads: u32,
    refusals: u32,
    asked: Duration,
}

impl Pace {
    /// Takes in how a read went.
    pub fn read(&mut self, hindrance: Option<Hindrance>) {
        self.reads = self.reads.saturating_add(1);
        self.refusals = if hindrance.is_some() { self.refusals.saturating_add(1) } else { 0 };
        self.asked = match hindrance {
            Some(Hindrance::Throttled(Some(asked))) => asked,
            _ => Duration::ZERO,
        };
    }

    /// How long to pause after a read; `None` while it is not worth one. A hidden page is read only for its title, which
    /// tells when a first cycle is over.
    #[must_use]
    pub fn pause(self, expected: Expected, hidden: bool) -> Option<Duration> {
        if hidden && expected != Expected::FirstCycle {
            return None;
        }
        let usual = match self.reads {
            _ if hidden => HIDDEN,
            0..6 => Duration::from_secs(5),
            6..14 => Duration::from_secs(8),
            // What is seen within 15 s includes the answer's own time.
            _ => Duration::from_secs(12),
        };
        Some(usual.max(self.asked).max(self.back_off()))
    }

    fn back_off(self) -> Duration {
        match self.refusals.checked_sub(1) {
            None => Duration::ZERO,
            Some(more) => BACK_OFF.saturating_mul(1 << more.min(16)).min(LONGEST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn after(reads: u32) -> Pace {
        let mut pace = Pace::default();
        (0..reads).for_each(|_| pace.read(None));
        pace
    }

    /// Peers (e) 13.
    #[test]
    fn whoever_looks_sees_a_change_within_fifteen_seconds_and_reads_become_rarer() {
        let mut before = Duration::ZERO;
        for reads in 0..1_000 {
            for expected in [Expected::FirstCycle, Expected::NextCycle, Expected::Log] {
                let pause = after(reads).pause(expected, false).unwrap();
                assert!(pause >= before && pause <= 13 * SECOND, "{reads}: {pause:?}");
                before = pause;
            }
        }
        assert_eq!(after(0).pause(Expected::FirstCycle, false), Some(5 * SECOND));
        assert_eq!(before, 12 * SECOND);
    }

    /// Design §6.
    #[test]
    fn a_hidden_page_reads_once_a_minute_and_only_for_a_first_cycle() {
        for reads in [0, 3, 10, 500] {
            assert_eq!(after(reads).pause(Expected::FirstCycle, true), Some(60 * SECOND));
            assert_eq!(after(reads).pause(Expected::NextCycle, true), None);
            assert_eq!(after(reads).pause(Expected::Log, true), None);
        }
    }

    #[test]
    fn a_refused_page_backs_off_and_recovers() {
        let seconds = |pace: Pace| pace.pause(Expected::FirstCycle, false).unwrap().as_secs();
        let mut pace = Pace::default();
        let pauses: Vec<_> = (0..7)
            .map(|_| {
                pace.read(Some(Hindrance::Throttled(None)));
                seconds(pace)
            })
            .collect();
        assert_eq!(pauses, [15, 30, 60, 120, 240, 300, 300]);
        pace.read(None);
        assert_eq!(seconds(pace), 8);
        pace.read(Some(Hindrance::Failed));
        assert_eq!(seconds(pace), 15);
    }

    #[test]
    fn what_microsoft_asks_for_is_kept_to_also_where_it_is_long() {
        let mut pace = Pace::default();
        pace.read(Some(Hindrance::Throttled(Some(600 * SECOND))));
        for hidden in [false, true] {
            assert_eq!(pace.pause(Expected::FirstCycle, hidden), Some(600 * SECOND));
        }
        pace.read(Some(Hindrance::Throttled(Some(SECOND))));
        assert_eq!(
            pace.pause(Expected::FirstCycle, false),
            Some(30 * SECOND),
            "a short one does not hurry it"
        );
    }
}
