//! Step 4: whether the job runs (graph-contract §4.4). Decided by when the steady state was reached and by the last run,
//! never by the code alone (§7.64).

use crate::setup::cycle::{Standing, Timing};
use crate::setup::entra::first_cycle;
use crate::setup::facts::{Facts, Job, JobCode, Reading, RunOutcome, Schedule};
use crate::setup::finding::{Evidence, Finding, Kind, Shown, Subject};
use crate::setup::ids::ObjectId;
use crate::setup::order::sort_by_key;
use crate::setup::product::Product;
use crate::setup::proof::{Proof, prove};
use crate::setup::quarantine::{Reason, disabled_on};
use crate::setup::step::StepId;
use crate::setup::visit::Visit;

/// Where the job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Never started.
    NotStarted,
    /// Paused by a person, or pausing.
    Paused,
    /// Started; no run yet.
    WaitingForFirstRun,
    /// The first cycle is running.
    FirstCycle,
    /// In operation.
    Steady,
    /// Stopped by Entra.
    Quarantined,
}

impl Phase {
    /// Whether cycles run, or will by themselves. A job goes on from one of these phases to the next.
    #[must_use]
    pub const fn runs(self) -> bool {
        matches!(self, Self::WaitingForFirstRun | Self::FirstCycle | Self::Steady)
    }
}

/// Reads the phase from a job.
#[must_use]
pub fn phase(job: &Job) -> Phase {
    if job.quarantine.is_some() || job.code == JobCode::Quarantine {
        return Phase::Quarantined;
    }
    match job.schedule {
        Schedule::Paused => Phase::Paused,
        Schedule::Disabled if job.steady_since.is_some() => Phase::Paused,
        Schedule::Disabled => Phase::NotStarted,
        Schedule::Active if job.code == JobCode::Paused => Phase::Paused,
        Schedule::Active if job.steady_since.is_some() => Phase::Steady,
        Schedule::Active if job.code == JobCode::Active || job.progress.is_some() => Phase::FirstCycle,
        Schedule::Active => Phase::WaitingForFirstRun,
    }
}

/// What is found about the synchronization. `waits_for` are the steps that must be done first and are not.
#[must_use]
pub fn check(product: &Product, facts: &Facts, visit: &Visit, waits_for: &[StepId]) -> Vec<Finding> {
    let mut findings: Vec<_> = match facts.job() {
        Some(job) => of_job(job, facts, visit),
        None => Vec::new(),
    };
    let running = facts.job().is_some_and(|job| phase(job).runs());
    let restart = restart(product, facts, visit);
    for step in waits_for {
        // What runs already and may go on does not wait; only the mapping makes a running job do harm.
        if !running || restart.is_some() || *step == StepId::Mapping {
            let evidence = Evidence::wrong(Subject::Step(*step), Shown::Flag(false), Shown::Flag(true));
            findings.push(Finding::new(Kind::WaitsFor(*step), evidence));
        }
    }
    findings.extend(restart);
    findings
}

fn of_job(job: &Job, facts: &Facts, visit: &Visit) -> Vec<Finding> {
    let one = |kind, evidence| vec![Finding::new(kind, evidence)];
    let active = |now| Evidence::wrong(Subject::Job, Shown::Flag(now), Shown::Flag(true));
    let (low, high) = first_cycle(objects(facts));
    let usual = Evidence::seen(Subject::FirstCycle, Shown::Between(low, high));
    let mut findings = match phase(job) {
        Phase::NotStarted => one(Kind::NotStarted, active(false)),
        Phase::Paused => one(Kind::Paused, active(false)),
        Phase::WaitingForFirstRun => one(Kind::WaitingForFirstRun, usual.clone()),
        Phase::FirstCycle => {
            let now = job.progress.map_or(Shown::Absent, |(done, all)| Shown::Part(done, all));
            one(Kind::FirstCycleRunning, Evidence::seen(Subject::FirstCycle, now))
        }
        Phase::Steady => steady(job),
        Phase::Quarantined => quarantined(job),
    };
    let timing = Timing::of(facts, visit);
    let standing = timing.as_ref().zip(facts.looked_at).map(|(timing, now)| timing.at(now));
    match (timing, standing) {
        (Some(Timing::First { began: Some(began), .. }), Some(Standing::Long { .. })) => {
            let since = Evidence::seen(Subject::FirstCycle, Shown::Time(began));
            findings.push(Finding { kind: Kind::FirstCycleLong, evidence: vec![since, usual] });
        }
        (Some(Timing::Next { due, .. }), Some(Standing::Late { .. })) => {
            findings
                .push(Finding::new(Kind::CycleLate, Evidence::seen(Subject::NextCycle, Shown::Time(due))));
        }
        _ => {}
    }
    findings
}

fn steady(job: &Job) -> Vec<Finding> {
    let when = job.last_run.as_ref().map(|run| run.ended).or(job.steady_since);
    let seen = Evidence::seen(Subject::LastCycle, when.map_or(Shown::Absent, Shown::Time));
    let mut findings = vec![Finding::new(Kind::InOperation, seen)];
    if let Some(run) = job.last_run.as_ref().filter(|run| run.outcome == RunOutcome::EntryLevelErrors) {
        let failed = Evidence::seen(Subject::LastCycle, Shown::Count(run.escrowed));
        findings.push(Finding::new(Kind::EntryErrors, failed));
    }
    if let Some(run) = job.last_run.as_ref().filter(|run| run.outcome == RunOutcome::Failed) {
        let code = run.error.as_ref().map_or(Shown::Flag(false), |(code, _)| Shown::Text(code.clone()));
        findings.push(Finding::new(Kind::CycleFailed, Evidence::seen(Subject::LastCycle, code)));
    }
    findings
}

fn quarantined(job: &Job) -> Vec<Finding> {
    let Some(quarantine) = &job.quarantine else {
        let seen = Evidence::seen(Subject::Quarantine, Shown::Flag(true));
        return vec![Finding::new(Kind::Quarantined(Reason::Unknown), seen)];
    };
    let mut evidence = vec![Evidence::seen(Subject::Quarantine, Shown::Text(quarantine.reason.clone()))];
    let times = [
        (Subject::QuarantineSince, quarantine.since),
        (Subject::NextAttempt, quarantine.next_attempt),
        (Subject::DisabledOn, disabled_on(quarantine)),
    ];
    evidence.extend(
        times.into_iter().filter_map(|(subject, time)| Some(Evidence::seen(subject, Shown::Time(time?)))),
    );
    vec![Finding { kind: Kind::Quarantined(Reason::of(quarantine)), evidence }]
}

/// People who were sent with another identity than their object id must be sent again. What the logs tell of them is
/// settled while a first cycle runs: it sends everybody.
fn restart(product: &Product, facts: &Facts, visit: &Visit) -> Option<Finding> {
    let job = facts.job().filter(|job| job.has_synced() && !visit.restarted)?;
    let wrong = if phase(job) == Phase::Steady { sent_wrong(product, facts) } else { 0 };
    let identity_wrong = product.identity_mapping().is_some_and(|identity| {
        facts
            .mapping
            .known()
            .is_some_and(|mapping| super::mapping::row(identity, mapping).kind != Kind::RowRight)
    });
    (wrong > 0 || identity_wrong || visit.corrected_after_sync)
        .then(|| Finding::new(Kind::RestartPending, Evidence::seen(Subject::LastCycle, Shown::Count(wrong))))
}

/// How many people were sent with another identity, as far as the logs reach.
#[must_use]
pub fn sent_wrong(product: &Product, facts: &Facts) -> u64 {
    people_sent_wrong(product, facts).len() as u64
}

/// Who they are.
#[must_use]
pub fn people_sent_wrong<'f>(product: &Product, facts: &'f Facts) -> Vec<&'f ObjectId> {
    let Reading::Known(deliveries) = &facts.deliveries else { return Vec::new() };
    let mut people: Vec<_> = deliveries.iter().map(|delivery| &delivery.person).collect();
    sort_by_key(&mut people, |person| *person);
    people.dedup();
    people.retain(|person| matches!(prove(product, person, deliveries), Proof::Wrong { .. }));
    people
}

/// Assigned users, groups and members: what Microsoft's estimate of a first cycle counts.
#[must_use]
pub fn objects(facts: &Facts) -> u64 {
    let assigned = facts.assignments.known().map_or(0, Vec::len) as u64;
    let members = |group: &crate::setup::facts::Group| {
        facts.assignment_of(&group.id)?;
        let members = group.members.known()?;
        Some(members.total.unwrap_or(members.people.len() as u64))
    };
    let groups = facts.groups.known().map_or(&[][..], Vec::as_slice);
    assigned + groups.iter().filter_map(members).sum::<u64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::facts::{Quarantine, Run};
    use std::time::SystemTime;

    const NOW: SystemTime = SystemTime::UNIX_EPOCH;

    fn job(schedule: Schedule, code: JobCode) -> Job {
        Job {
            id: "scim.x".parse().unwrap(),
            template: "scim".parse().unwrap(),
            schedule,
            code,
            steady_since: None,
            last_run: None,
            quarantine: None,
            progress: None,
            counts: Vec::new(),
            interval: None,
        }
    }

    /// The table of graph-contract §4.4.
    #[test]
    fn every_state_of_a_job_has_its_phase() {
        use JobCode as C;
        use Schedule as S;
        let steady = |job: Job| Job { steady_since: Some(NOW), ..job };
        let stopped =
            Quarantine { reason: "Unknown".to_owned(), since: None, next_attempt: None, error: None };
        for (job, expected) in [
            (job(S::Disabled, C::NotConfigured), Phase::NotStarted),
            (job(S::Disabled, C::Paused), Phase::NotStarted),
            (job(S::Disabled, C::NotRun), Phase::NotStarted),
            (steady(job(S::Disabled, C::Paused)), Phase::Paused),
            (steady(job(S::Paused, C::Paused)), Phase::Paused),
            (job(S::Active, C::NotRun), Phase::WaitingForFirstRun),
            (job(S::Active, C::Active), Phase::FirstCycle),
            (Job { progress: Some((1, 9)), ..job(S::Active, C::NotRun) }, Phase::FirstCycle),
            (steady(job(S::Active, C::Active)), Phase::Steady),
            (steady(job(S::Active, C::Paused)), Phase::Paused),
            (steady(job(S::Active, C::Quarantine)), Phase::Quarantined),
            (Job { quarantine: Some(stopped), ..steady(job(S::Active, C::Active)) }, Phase::Quarantined),
        ] {
            assert_eq!(phase(&job), expected, "{job:?}");
        }
    }

    #[test]
    fn a_job_in_operation_tells_how_its_newest_cycle_went() {
        for (outcome, expected) in [
            (RunOutcome::Succeeded, vec![Kind::InOperation]),
            (RunOutcome::EntryLevelErrors, vec![Kind::InOperation, Kind::EntryErrors]),
            (RunOutcome::Failed, vec![Kind::InOperation, Kind::CycleFailed]),
        ] {
            let run = Run {
                id: String::new(),
                outcome,
                began: None,
                ended: NOW,
                exported: 0,
                escrowed: 1,
                error: None,
            };
            let job = Job {
                last_run: Some(run),
                steady_since: Some(NOW),
                ..job(Schedule::Active, JobCode::Active)
            };
            let found: Vec<_> = steady(&job).into_iter().map(|finding| finding.kind).collect();
            assert_eq!(found, expected);
        }
    }
}
