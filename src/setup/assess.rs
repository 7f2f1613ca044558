//! Facts → findings → the status of each step.

use super::access;
use super::checks::application::Obstruction;
use super::checks::{application, connect, groups, mapping, on_demand, start};
use super::facts::Facts;
use super::finding::{Finding, Kind, Severity};
use super::plan::{plan, plan_on_demand};
use super::product::Product;
use super::step::{Status, StepId};
use super::visit::Visit;

/// Where the whole set-up stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The steps in order.
    pub steps: Vec<StepAssessment>,
}

/// Where one step stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepAssessment {
    /// Which step.
    pub step: StepId,
    /// Its status, which follows from the gravest finding.
    pub status: Status,
    /// What was found, gravest first.
    pub findings: Vec<Finding>,
}

impl Assessment {
    /// The state of one step.
    #[must_use]
    pub fn status(&self, step: StepId) -> Status {
        self.step(step).map_or(Status::Unknown, |found| found.status)
    }

    /// One step.
    #[must_use]
    pub fn step(&self, step: StepId) -> Option<&StepAssessment> {
        self.steps.iter().find(|found| found.step == step)
    }

    /// The step to show first: one that went wrong, else the first that needs something and does not merely wait for another.
    #[must_use]
    pub fn most_urgent(&self) -> Option<StepId> {
        let waits = |found: &StepAssessment| {
            found.findings.iter().any(|finding| matches!(finding.kind, Kind::WaitsFor(_)))
        };
        let needs = |found: &&StepAssessment| match found.status {
            Status::Attention | Status::Working | Status::Blocked => !waits(found),
            Status::Failed | Status::Done | Status::Unknown | Status::Checking => false,
        };
        let failed = self.steps.iter().find(|found| found.status == Status::Failed);
        failed.or_else(|| self.steps.iter().find(needs)).map(|found| found.step)
    }

    /// The state of the whole.
    #[must_use]
    pub fn overall(&self) -> Status {
        Status::overall(self.steps.iter().map(|found| found.status))
    }
}

/// Assesses everything. Pure: the same facts and visit give the same result.
#[must_use]
pub fn assess(product: &Product, facts: &Facts, visit: &Visit) -> Assessment {
    let in_the_way = application::check(facts);
    let obstruction = application::obstruction(facts);
    let stopped = |step| StepAssessment { step, status: status(&in_the_way), findings: in_the_way.clone() };
    if obstruction == Obstruction::Everything {
        return Assessment { steps: StepId::ALL.into_iter().map(stopped).collect() };
    }
    let planned =
        [plan(product, facts, visit).changes, plan_on_demand(product, facts, visit).changes].concat();
    let assessed = |step, mut findings: Vec<Finding>| {
        let of_step = planned.iter().filter(|change| change.step() == step);
        findings.extend(access::findings(step, facts, visit, of_step));
        let status = status(&findings);
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.kind.severity()));
        StepAssessment { step, status, findings }
    };
    if obstruction == Obstruction::Synchronization {
        // Groups are the directory's: they can be seen and assigned all the same.
        let step = |step| match step {
            StepId::Groups => assessed(step, groups::check(product, facts, visit)),
            _ => stopped(step),
        };
        return Assessment { steps: StepId::ALL.into_iter().map(step).collect() };
    }
    let mut connect = connect::check(product, facts, visit);
    connect.splice(0..0, in_the_way);
    let mapping = mapping::check(product, facts, visit);
    let groups = groups::check(product, facts, visit);
    let done = [(StepId::Connect, &connect), (StepId::Mapping, &mapping), (StepId::Groups, &groups)];
    let waits: Vec<_> =
        done.into_iter().filter(|(_, found)| status(found) != Status::Done).map(|(step, _)| step).collect();
    let start = start::check(product, facts, visit, &waits);
    let on_demand = on_demand::check(product, facts, visit, &waits);
    let steps = StepId::ALL.into_iter().zip([connect, mapping, groups, start, on_demand]);
    Assessment { steps: steps.map(|(step, findings)| assessed(step, findings)).collect() }
}

fn status(findings: &[Finding]) -> Status {
    match findings.iter().map(|finding| finding.kind.severity()).max() {
        None => Status::Unknown,
        Some(Severity::Failure) => Status::Failed,
        Some(Severity::Blocker) => Status::Blocked,
        Some(Severity::Problem) => Status::Attention,
        Some(Severity::Running) => Status::Working,
        Some(Severity::Good | Severity::Info | Severity::Warning) => Status::Done,
    }
}
