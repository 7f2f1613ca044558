//! Facts → findings → the status of each step.

use super::change::Change;
use super::checks::{application, connect, groups, mapping, on_demand, start};
use super::facts::Facts;
use super::finding::{Evidence, Finding, Kind, Severity, Shown, Subject};
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
    if status(&in_the_way) == Status::Blocked || status(&in_the_way) == Status::Failed {
        let step = |step| StepAssessment { step, status: status(&in_the_way), findings: in_the_way.clone() };
        return Assessment { steps: StepId::ALL.into_iter().map(step).collect() };
    }
    let mut connect = connect::check(product, facts, visit);
    connect.splice(0..0, in_the_way);
    let mapping = mapping::check(product, facts);
    let groups = groups::check(product, facts, visit);
    let done = [(StepId::Connect, &connect), (StepId::Mapping, &mapping), (StepId::Groups, &groups)];
    let waits: Vec<_> =
        done.into_iter().filter(|(_, found)| status(found) != Status::Done).map(|(step, _)| step).collect();
    let start = start::check(product, facts, visit, &waits);
    let on_demand = on_demand::check(product, facts, visit, &waits);
    let steps = StepId::ALL.into_iter().zip([connect, mapping, groups, start, on_demand]);
    let planned =
        [plan(product, facts, visit).changes, plan_on_demand(product, facts, visit).changes].concat();
    Assessment {
        steps: steps
            .map(|(step, mut findings)| {
                findings.extend(missing_scopes(facts, planned.iter().filter(|change| change.step() == step)));
                let status = status(&findings);
                findings.sort_by_key(|finding| std::cmp::Reverse(finding.kind.severity()));
                StepAssessment { step, status, findings }
            })
            .collect(),
    }
}

/// The write scopes that proposed changes need and that the token is known to lack.
fn missing_scopes<'a>(facts: &Facts, changes: impl Iterator<Item = &'a Change>) -> Vec<Finding> {
    let mut scopes: Vec<_> = changes.map(Change::scope).filter(|scope| facts.lacks(*scope)).collect();
    scopes.sort();
    scopes.dedup();
    let finding = |scope| {
        let evidence = Evidence::wrong(Subject::Permission(scope), Shown::Absent, Shown::Flag(true));
        Finding::new(Kind::MissingScope(scope), evidence)
    };
    scopes.into_iter().map(finding).collect()
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
