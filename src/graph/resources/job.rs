//! A synchronization job and its state (graph-contract.md §2.1, §4.4).

use super::read::{
    KeyValue, flag, graph_enum, id, list, member, number, object, optional, part, resource, text, time,
};
use crate::graph::{JobId, TemplateId};
use std::time::SystemTime;

resource!(
    /// A synchronization job.
    SynchronizationJob
);

impl SynchronizationJob {
    /// The job's id.
    #[must_use]
    pub fn id(&self) -> Option<JobId> {
        id(&self.0, "id")
    }

    /// The template it was made from.
    #[must_use]
    pub fn template_id(&self) -> Option<TemplateId> {
        id(&self.0, "templateId")
    }

    /// When it runs.
    #[must_use]
    pub fn schedule(&self) -> Schedule<'_> {
        Schedule::new(member(&self.0, "schedule"))
    }

    /// How it is.
    #[must_use]
    pub fn status(&self) -> JobStatus<'_> {
        JobStatus::new(member(&self.0, "status"))
    }

    /// Its settings.
    #[must_use]
    pub fn settings(&self) -> Vec<KeyValue<'_>> {
        list(&self.0, "synchronizationJobSettings")
            .iter()
            .map(|pair| KeyValue { key: text(pair, "name"), value: text(pair, "value") })
            .collect()
    }
}

graph_enum!(
    /// Whether the job is scheduled.
    ScheduleState {
        /// It runs.
        Active = "Active",
        /// It never ran or was switched off.
        Disabled = "Disabled",
        /// Somebody paused it.
        Paused = "Paused",
    }
);

part!(
    /// When a job runs.
    Schedule
);

impl<'a> Schedule<'a> {
    /// Whether it is scheduled.
    #[must_use]
    pub fn state(&self) -> ScheduleState {
        ScheduleState::read(text(self.0, "state"))
    }

    /// The interval as Graph writes it, for instance `PT40M`. The longest one means that none is set.
    #[must_use]
    pub fn interval(&self) -> &'a str {
        text(self.0, "interval")
    }
}

graph_enum!(
    /// The job's own word for its state. "Running now" is not among it.
    StatusCode {
        /// Never configured.
        NotConfigured = "NotConfigured",
        /// Started, no run yet.
        NotRun = "NotRun",
        /// At work.
        Active = "Active",
        /// Paused, or just created.
        Paused = "Paused",
        /// Stopped by Entra.
        Quarantine = "Quarantine",
    }
);

part!(
    /// How a job is.
    JobStatus
);

impl<'a> JobStatus<'a> {
    /// The state in the job's own word.
    #[must_use]
    pub fn code(&self) -> StatusCode {
        StatusCode::read(text(self.0, "code"))
    }

    /// Cycles that failed one after another.
    #[must_use]
    pub fn count_successive_complete_failures(&self) -> i64 {
        number(self.0, "countSuccessiveCompleteFailures")
    }

    /// The last run. On a job that never ran it is a fake: see [`TaskExecution::is_real`].
    #[must_use]
    pub fn last_execution(&self) -> Option<TaskExecution<'a>> {
        object(self.0, "lastExecution").map(TaskExecution::new)
    }

    /// The last run that succeeded.
    #[must_use]
    pub fn last_successful_execution(&self) -> Option<TaskExecution<'a>> {
        object(self.0, "lastSuccessfulExecution").map(TaskExecution::new)
    }

    /// The last run that succeeded and sent something.
    #[must_use]
    pub fn last_successful_execution_with_exports(&self) -> Option<TaskExecution<'a>> {
        object(self.0, "lastSuccessfulExecutionWithExports").map(TaskExecution::new)
    }

    /// How far the running cycle is.
    #[must_use]
    pub fn progress(&self) -> Vec<Progress<'a>> {
        list(self.0, "progress").iter().map(Progress::new).collect()
    }

    /// Why Entra stopped it, if so.
    #[must_use]
    pub fn quarantine(&self) -> Option<Quarantine<'a>> {
        object(self.0, "quarantine").map(Quarantine::new)
    }

    /// When the first cycle was finished; `None` while it was not.
    #[must_use]
    pub fn steady_state_first_achieved(&self) -> Option<SystemTime> {
        time(self.0, "steadyStateFirstAchievedTime")
    }

    /// When the last cycle was finished.
    #[must_use]
    pub fn steady_state_last_achieved(&self) -> Option<SystemTime> {
        time(self.0, "steadyStateLastAchievedTime")
    }

    /// How many objects are in sync, by the name of their type.
    #[must_use]
    pub fn synchronized_entry_count_by_type(&self) -> Vec<(&'a str, i64)> {
        let counts = list(self.0, "synchronizedEntryCountByType");
        counts.iter().map(|count| (text(count, "key"), number(count, "value"))).collect()
    }

    /// Where Microsoft explains a failure.
    #[must_use]
    pub fn troubleshooting_url(&self) -> Option<&'a str> {
        optional(self.0, "troubleshootingUrl")
    }
}

graph_enum!(
    /// How a run ended.
    ExecutionState {
        /// Well.
        Succeeded = "Succeeded",
        /// Badly.
        Failed = "Failed",
        /// Some entries failed.
        EntryLevelErrors = "EntryLevelErrors",
    }
);

part!(
    /// One run.
    TaskExecution
);

impl<'a> TaskExecution<'a> {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &'a str {
        text(self.0, "activityIdentifier")
    }

    /// How it ended.
    #[must_use]
    pub fn state(&self) -> ExecutionState {
        ExecutionState::read(text(self.0, "state"))
    }

    /// Whether it took place: a job that never ran reports a failure in the year 1 (graph-contract.md §7, 29).
    #[must_use]
    pub fn is_real(&self) -> bool {
        self.ended().is_some() || self.began().is_some()
    }

    /// When it began.
    #[must_use]
    pub fn began(&self) -> Option<SystemTime> {
        time(self.0, "timeBegan")
    }

    /// When it ended.
    #[must_use]
    pub fn ended(&self) -> Option<SystemTime> {
        time(self.0, "timeEnded")
    }

    /// A counter by Graph's name, for instance `countExported`.
    #[must_use]
    pub fn count(&self, name: &str) -> i64 {
        number(self.0, name)
    }

    /// What went wrong.
    #[must_use]
    pub fn error(&self) -> Option<SynchronizationError<'a>> {
        object(self.0, "error").map(SynchronizationError::new)
    }
}

part!(
    /// What went wrong, in the service's words.
    SynchronizationError
);

impl<'a> SynchronizationError<'a> {
    /// The code; `None` (the text) for no error.
    #[must_use]
    pub fn code(&self) -> &'a str {
        text(self.0, "code")
    }

    /// The service's words: data from outside.
    #[must_use]
    pub fn message(&self) -> &'a str {
        text(self.0, "message")
    }

    /// Whether the tenant can do something about it.
    #[must_use]
    pub fn tenant_actionable(&self) -> bool {
        flag(self.0, "tenantActionable").unwrap_or_default()
    }
}

part!(
    /// How far a cycle is.
    Progress
);

impl<'a> Progress<'a> {
    /// Units done.
    #[must_use]
    pub fn completed_units(&self) -> i64 {
        number(self.0, "completedUnits")
    }

    /// Units in all; 0 when not known.
    #[must_use]
    pub fn total_units(&self) -> i64 {
        number(self.0, "totalUnits")
    }

    /// What a unit is.
    #[must_use]
    pub fn units(&self) -> &'a str {
        text(self.0, "units")
    }

    /// When it was observed.
    #[must_use]
    pub fn observed(&self) -> Option<SystemTime> {
        time(self.0, "progressObservationDateTime")
    }
}

graph_enum!(
    /// Why a job is in quarantine.
    QuarantineReason {
        /// Too many failures at first.
        EncounteredBaseEscrowThreshold = "EncounteredBaseEscrowThreshold",
        /// Too many failures in all.
        EncounteredTotalEscrowThreshold = "EncounteredTotalEscrowThreshold",
        /// Too large a share of failures.
        EncounteredEscrowProportionThreshold = "EncounteredEscrowProportionThreshold",
        /// The endpoint refused or broke the protocol.
        EncounteredQuarantineException = "EncounteredQuarantineException",
        /// Put there by hand. Microsoft writes it in two ways.
        QuarantinedOnDemand = "QuarantinedOnDemand" | "QuarantineOnDemand",
        /// More deletions than the stop allows.
        TooManyDeletes = "TooManyDeletes",
        /// Reading the source was interrupted.
        IngestionInterrupted = "IngestionInterrupted",
    }
);

part!(
    /// Why and since when Entra stopped a job.
    Quarantine
);

impl<'a> Quarantine<'a> {
    /// Why.
    #[must_use]
    pub fn reason(&self) -> QuarantineReason {
        QuarantineReason::read(text(self.0, "reason"))
    }

    /// Since when.
    #[must_use]
    pub fn current_began(&self) -> Option<SystemTime> {
        time(self.0, "currentBegan")
    }

    /// When Entra tries again.
    #[must_use]
    pub fn next_attempt(&self) -> Option<SystemTime> {
        time(self.0, "nextAttempt")
    }

    /// How often it was there in a row.
    #[must_use]
    pub fn series_count(&self) -> i64 {
        number(self.0, "seriesCount")
    }

    /// What went wrong.
    #[must_use]
    pub fn error(&self) -> Option<SynchronizationError<'a>> {
        object(self.0, "error").map(SynchronizationError::new)
    }
}
