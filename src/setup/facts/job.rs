//! The provisioning job.

use crate::setup::ids::{JobId, TemplateId};
use std::time::{Duration, SystemTime};

/// A synchronization job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The job's id.
    pub id: JobId,
    /// The template it was made from.
    pub template: TemplateId,
    /// `schedule.state`.
    pub schedule: Schedule,
    /// `status.code`; a word that is not known stays as it came.
    pub code: JobCode,
    /// When the first cycle finished.
    pub steady_since: Option<SystemTime>,
    /// The last run that really took place.
    pub last_run: Option<Run>,
    /// Why Entra stopped it.
    pub quarantine: Option<Quarantine>,
    /// How far the running cycle is: done, in all.
    pub progress: Option<(u64, u64)>,
    /// Entries at the target by type name.
    pub counts: Vec<(String, u64)>,
    /// The time between two cycles, where it is a sensible one.
    pub interval: Option<Duration>,
}

impl Job {
    /// Whether people have been sent to the product.
    #[must_use]
    pub fn has_synced(&self) -> bool {
        self.steady_since.is_some() || self.counts.iter().any(|(_, count)| *count > 0)
    }
}

/// `synchronizationSchedule.state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Cycles run.
    Active,
    /// Never started, or disabled by Entra.
    Disabled,
    /// Paused by a person.
    Paused,
}

/// `synchronizationStatus.code`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobCode {
    /// Created, nothing configured.
    NotConfigured,
    /// Started, no run yet.
    NotRun,
    /// Runs.
    Active,
    /// Paused.
    Paused,
    /// Stopped by Entra.
    Quarantine,
    /// A word that the contract does not list.
    Other(String),
}

/// One execution of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its id (`activityIdentifier`); empty where Graph names none.
    pub id: String,
    /// How it ended.
    pub outcome: RunOutcome,
    /// When it began; the first cycle is reported as a run before it has ended.
    pub began: Option<SystemTime>,
    /// When it ended.
    pub ended: SystemTime,
    /// Entries that were sent.
    pub exported: u64,
    /// Entries that failed and are kept for another try.
    pub escrowed: u64,
    /// Microsoft's code and text, where it failed.
    pub error: Option<(String, String)>,
}

/// `synchronizationTaskExecution.state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunOutcome {
    /// Every entry went through.
    Succeeded,
    /// The run as a whole failed.
    Failed,
    /// Some entries failed.
    EntryLevelErrors,
}

/// Why and since when a job is quarantined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantine {
    /// `quarantineReason`, as it came.
    pub reason: String,
    /// Since when.
    pub since: Option<SystemTime>,
    /// When Entra tries again.
    pub next_attempt: Option<SystemTime>,
    /// Microsoft's code and text.
    pub error: Option<(String, String)>,
}
