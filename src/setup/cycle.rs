//! A cycle in time: how long a first one takes and may take, when the next one is due, and when it is late (graph-contract
//! §4.4). Nothing here knows what time it is: a view asks again each second.

mod tally;

pub use tally::{Tally, of_run, tallies};

use super::checks::start::{Phase, objects, phase};
use super::entra::first_cycle;
use super::facts::{Facts, Run, RunOutcome};
use super::visit::Visit;
use std::time::{Duration, SystemTime};

/// What may pass at least after a cycle is due before it is called late.
const LEAST_GRACE: Duration = Duration::from_mins(10);
/// How late the provisioning log may be (graph-contract §8, 11), with room to spare.
pub const LOG_LAG: Duration = Duration::from_mins(10);

/// What is expected of a job, by the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timing {
    /// A first cycle that runs, or will by itself.
    First {
        /// When it began, or was asked for; not known where it was started by somebody else and has not run yet.
        began: Option<SystemTime>,
        /// Assigned users, groups and members.
        objects: u64,
        /// Microsoft's range for so many.
        range: (Duration, Duration),
    },
    /// The next of many cycles.
    Next {
        /// When the newest one ended.
        ended: SystemTime,
        /// When the next one is due.
        due: SystemTime,
        /// From when on it is late.
        late: SystemTime,
    },
}

/// How things stand at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody can tell since when.
    Open,
    /// A first cycle within Microsoft's range.
    Running {
        /// So far.
        elapsed: Duration,
    },
    /// A first cycle beyond that range.
    Long {
        /// So far.
        elapsed: Duration,
        /// Beyond the range.
        beyond: Duration,
    },
    /// No cycle is due.
    Resting {
        /// Until the next one is.
        left: Duration,
    },
    /// A cycle is due or runs: Entra tells of a later cycle only once it has ended.
    Due,
    /// No cycle has ended for longer than can be explained.
    Late {
        /// Since it was due.
        since: Duration,
    },
}

impl Timing {
    /// What is expected of the job; nothing of one that does not run.
    #[must_use]
    pub fn of(facts: &Facts, visit: &Visit) -> Option<Self> {
        let job = facts.job()?;
        match phase(job) {
            now @ (Phase::WaitingForFirstRun | Phase::FirstCycle) => {
                let objects = objects(facts);
                // Until the first run shows, and after a restart, the job still tells of the run before.
                let told = job.last_run.as_ref().filter(|_| now == Phase::FirstCycle);
                let began = told.and_then(|run| run.began).max(visit.started_at);
                Some(Self::First { began, objects, range: first_cycle(objects) })
            }
            Phase::Steady => {
                let ended = job.last_run.as_ref().map(|run| run.ended).or(job.steady_since)?;
                let interval = job.interval?;
                let due = ended + interval;
                Some(Self::Next { ended, due, late: due + grace(interval, job.last_run.as_ref()) })
            }
            Phase::NotStarted | Phase::Paused | Phase::Quarantined => None,
        }
    }

    /// How it stands at `now`.
    #[must_use]
    pub fn at(&self, now: SystemTime) -> Standing {
        let until = |moment: SystemTime| moment.duration_since(now);
        let since = |moment: SystemTime| now.duration_since(moment).unwrap_or_default();
        match self {
            Self::First { began: None, .. } => Standing::Open,
            Self::First { began: Some(began), range: (_, high), .. } => {
                let elapsed = since(*began);
                match elapsed.checked_sub(*high) {
                    Some(beyond) if !beyond.is_zero() => Standing::Long { elapsed, beyond },
                    _ => Standing::Running { elapsed },
                }
            }
            Self::Next { due, late, .. } => match (until(*due), until(*late)) {
                (Ok(left), _) if !left.is_zero() => Standing::Resting { left },
                (_, Ok(_)) => Standing::Due,
                (_, Err(_)) => Standing::Late { since: since(*due) },
            },
        }
    }
}

/// What may pass after a cycle is due. Microsoft says "about" every forty minutes, so half of an interval more is no
/// delay; and a cycle as long as the one before is none either, since only its end shows.
fn grace(interval: Duration, before: Option<&Run>) -> Duration {
    let took = before.and_then(|run| run.ended.duration_since(run.began?).ok()).unwrap_or_default();
    (interval / 2).max(LEAST_GRACE) + took
}

/// Whether the newest run sent more than its log tells yet: entries appear minutes after a cycle.
#[must_use]
pub fn log_lags(facts: &Facts) -> bool {
    let (Some(run), Some(now)) = (facts.job().and_then(|job| job.last_run.as_ref()), facts.looked_at) else {
        return false;
    };
    let Some(page) = facts.log.known() else { return false };
    let is_recent = now.duration_since(run.ended).unwrap_or_default() < LOG_LAG;
    let told = of_run(&tallies(page), run).map_or(0, |tally| tally.sent() + tally.failed);
    is_recent && (told as u64) < run.exported + run.escrowed
}

/// What is worth a word in the tab's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The first cycle has ended.
    Done,
    /// It has ended, and not everybody was sent.
    DoneWithFailures,
    /// Entra stopped it.
    Stopped,
}

impl News {
    /// What it means that a job went from `before` to what `facts` tell now.
    #[must_use]
    pub fn between(before: Phase, facts: &Facts) -> Option<Self> {
        if !matches!(before, Phase::WaitingForFirstRun | Phase::FirstCycle) {
            return None;
        }
        let job = facts.job()?;
        let failed = |run: &Run| {
            run.escrowed > 0 || matches!(run.outcome, RunOutcome::EntryLevelErrors | RunOutcome::Failed)
        };
        match phase(job) {
            Phase::Steady if job.last_run.as_ref().is_some_and(failed) => Some(Self::DoneWithFailures),
            Phase::Steady => Some(Self::Done),
            Phase::Quarantined => Some(Self::Stopped),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
