//! What is not as it was when an earlier report was made. Only what got worse, or gives somebody access, is drift.

use super::{About, FindingReport, JobState, Report, Verdict};
use crate::setup::expiry::OLD_AFTER;
use crate::setup::facts::{Facts, Reading};
use crate::setup::finding::Severity;
use crate::setup::ids::ObjectId;
use crate::setup::product::Product;
use crate::setup::proof::{Proof, prove};
use crate::setup::step::{Status, StepId};
use std::time::{Duration, SystemTime};
use thiserror::Error;

const DAY: Duration = Duration::from_hours(24);

/// Why an earlier report is no measure for this visit.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoBaseline {
    /// It is about another tenant.
    #[error("the report is about another tenant")]
    OtherTenant {
        /// The report's tenant.
        theirs: String,
        /// This visit's.
        ours: String,
    },
    /// It is about another application.
    #[error("the report is about another application")]
    OtherApplication {
        /// The report's application.
        theirs: String,
        /// This visit's.
        ours: String,
    },
    /// It names no tenant or no application, or this visit knows none yet.
    #[error("there is nothing to compare")]
    Unknown,
}

/// Something that cannot be read now and could be then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The mapping of users.
    Mapping,
    /// The assignments.
    Groups,
    /// The job.
    Job,
    /// The stored credentials.
    TenantUrl,
}

/// Something that has drifted, with what it was and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drift {
    /// A required attribute was right and reads something else.
    Mapping {
        /// The attribute.
        target: String,
        /// What it read.
        was: String,
        /// What it reads.
        now: String,
    },
    /// A group is not assigned any more.
    GroupRemoved {
        /// The group.
        id: ObjectId,
        /// Its name.
        name: String,
    },
    /// A group is assigned that was not: its members have access.
    GroupAdded {
        /// The group.
        id: ObjectId,
        /// Its name.
        name: String,
    },
    /// The job ran, and does not: it is gone, off, paused or in quarantine.
    Job {
        /// What it was.
        was: JobState,
        /// What it is.
        now: JobState,
        /// Microsoft's word, in quarantine.
        reason: Option<String>,
        /// Since when, in quarantine.
        since: Option<SystemTime>,
    },
    /// The tenant URL is another.
    TenantUrl {
        /// What it was.
        was: String,
        /// What it is; none where none is stored any more.
        now: Option<String>,
    },
    /// The secret token is old.
    SecretOld {
        /// When it was stored.
        stored: SystemTime,
        /// How many days ago.
        days: u64,
    },
    /// A person was proven and is under a wrong identity.
    Person {
        /// The person.
        id: ObjectId,
        /// The name.
        name: String,
        /// What was sent.
        sent: String,
    },
    /// A step was done and is not, for none of the other reasons.
    Step {
        /// The step.
        step: StepId,
        /// What it is.
        now: Status,
    },
    /// A part could be read then and cannot now: whether it drifted is not known.
    NotReadable(Part),
}

impl Drift {
    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Job { now: JobState::Quarantined, .. } => Severity::Failure,
            Self::Mapping { .. }
            | Self::GroupRemoved { .. }
            | Self::Job { .. }
            | Self::Person { .. }
            | Self::Step { .. } => Severity::Problem,
            Self::GroupAdded { .. } | Self::TenantUrl { .. } | Self::SecretOld { .. } => Severity::Warning,
            Self::NotReadable(_) => Severity::Info,
        }
    }

    /// The step in which it can be mended.
    #[must_use]
    pub const fn step(&self) -> StepId {
        match self {
            Self::TenantUrl { .. } | Self::SecretOld { .. } | Self::NotReadable(Part::TenantUrl) => {
                StepId::Connect
            }
            Self::Mapping { .. } | Self::NotReadable(Part::Mapping) => StepId::Mapping,
            Self::GroupRemoved { .. } | Self::GroupAdded { .. } | Self::NotReadable(Part::Groups) => {
                StepId::Groups
            }
            Self::Job { .. } | Self::NotReadable(Part::Job) => StepId::Start,
            Self::Person { .. } => StepId::OnDemand,
            Self::Step { step, .. } => *step,
        }
    }
}

/// What has drifted since `baseline`, gravest first. `now` is this visit's own report, not masked.
///
/// # Errors
/// When the two are not about the same application of the same tenant. Their order is not judged: clocks differ.
pub fn drift(
    baseline: &Report,
    now: &Report,
    product: &Product,
    facts: &Facts,
) -> Result<Vec<Drift>, NoBaseline> {
    is_measure(baseline, now)?;
    let mut found = Vec::new();
    mapping_drift(baseline, now, &mut found);
    groups(baseline, now, facts, &mut found);
    job(baseline, now, &mut found);
    url(baseline, now, facts, &mut found);
    secret(baseline, now, &mut found);
    people(baseline, product, facts, &mut found);
    steps(baseline, now, &mut found);
    found.sort_by_key(|drift| std::cmp::Reverse(drift.severity()));
    Ok(found)
}

fn is_measure(baseline: &Report, now: &Report) -> Result<(), NoBaseline> {
    let (Some(their_tenant), Some(our_tenant)) = (&baseline.tenant, &now.tenant) else {
        return Err(NoBaseline::Unknown);
    };
    if their_tenant.id != our_tenant.id {
        return Err(NoBaseline::OtherTenant {
            theirs: their_tenant.name.clone(),
            ours: our_tenant.name.clone(),
        });
    }
    let (Some(theirs), Some(ours)) = (&baseline.application, &now.application) else {
        return Err(NoBaseline::Unknown);
    };
    if theirs.id != ours.id {
        let (theirs, ours) = (theirs.id.as_str().to_owned(), ours.id.as_str().to_owned());
        return Err(NoBaseline::OtherApplication { theirs, ours });
    }
    Ok(())
}

fn mapping_drift(baseline: &Report, now: &Report, found: &mut Vec<Drift>) {
    let Some(theirs) = &baseline.mapping else { return };
    let Some(ours) = &now.mapping else {
        found.push(Drift::NotReadable(Part::Mapping));
        return;
    };
    for row in ours.iter().filter(|row| !row.right) {
        let was = theirs.iter().find(|one| one.right && one.target.eq_ignore_ascii_case(&row.target));
        if let Some(was) = was {
            found.push(Drift::Mapping {
                target: row.target.clone(),
                was: was.now.clone(),
                now: row.now.clone(),
            });
        }
    }
}

fn groups(baseline: &Report, now: &Report, facts: &Facts, found: &mut Vec<Drift>) {
    let Some(theirs) = &baseline.groups else { return };
    let Some(ours) = &now.groups else {
        found.push(Drift::NotReadable(Part::Groups));
        return;
    };
    for group in theirs.iter().filter(|group| ours.iter().all(|other| other.id != group.id)) {
        // An earlier report may be masked; the tenant knows the name, if the group is still there.
        let known = facts.group(&group.id).map(|known| super::text::clean(&known.name));
        let name = known.unwrap_or_else(|| group.name.clone());
        found.push(Drift::GroupRemoved { id: group.id.clone(), name });
    }
    for group in ours.iter().filter(|group| theirs.iter().all(|other| other.id != group.id)) {
        found.push(Drift::GroupAdded { id: group.id.clone(), name: group.name.clone() });
    }
}

fn job(baseline: &Report, now: &Report, found: &mut Vec<Drift>) {
    let Some(theirs) = &baseline.job else { return };
    let Some(ours) = &now.job else {
        found.push(Drift::NotReadable(Part::Job));
        return;
    };
    let newly_quarantined = ours.state == JobState::Quarantined && theirs.state != JobState::Quarantined;
    if newly_quarantined || (theirs.state == JobState::Active && ours.state != JobState::Active) {
        found.push(Drift::Job {
            was: theirs.state,
            now: ours.state,
            reason: ours.quarantine.clone(),
            since: ours.quarantined_since,
        });
    }
}

fn url(baseline: &Report, now: &Report, facts: &Facts, found: &mut Vec<Drift>) {
    let Some(was) = &baseline.tenant_url else { return };
    match facts.credentials {
        Reading::Unreadable(_) => found.push(Drift::NotReadable(Part::TenantUrl)),
        // Without a job there are none: that is the job's drift.
        Reading::NotRead => {}
        Reading::Known(_) if now.tenant_url.as_ref() != Some(was) => {
            found.push(Drift::TenantUrl { was: was.clone(), now: now.tenant_url.clone() });
        }
        Reading::Known(_) => {}
    }
}

/// Measured from when a visit of ours stored it: the newer of the two visits.
fn secret(baseline: &Report, now: &Report, found: &mut Vec<Drift>) {
    let Some(stored) = now.secret_stored_at.or(baseline.secret_stored_at) else { return };
    let age = now.at.duration_since(stored).unwrap_or_default();
    let days = age.as_secs() / DAY.as_secs();
    if days > OLD_AFTER.as_secs() / DAY.as_secs() {
        found.push(Drift::SecretOld { stored, days });
    }
}

fn people(baseline: &Report, product: &Product, facts: &Facts, found: &mut Vec<Drift>) {
    let deliveries = facts.deliveries.known().map_or(&[][..], Vec::as_slice);
    let proven = baseline.proofs.iter().filter(|proof| proof.verdict == Verdict::Proven);
    for person in proven {
        if let Proof::Wrong { sent, .. } = prove(product, &person.id, deliveries) {
            let name = known_name(facts, &person.id).unwrap_or_else(|| person.name.clone());
            found.push(Drift::Person { id: person.id.clone(), name, sent: super::text::clean(&sent) });
        }
    }
}

/// What the person is called now: an earlier report may be masked.
fn known_name(facts: &Facts, id: &ObjectId) -> Option<String> {
    let mut members = facts.groups.known()?.iter().filter_map(|group| group.members.known());
    members
        .find_map(|members| members.people.iter().find(|person| person.id == *id))
        .map(|person| super::text::clean(person.label()))
}

/// What no other drift explains. A proof that stands in no log any more is no drift.
fn steps(baseline: &Report, now: &Report, found: &mut Vec<Drift>) {
    for theirs in baseline.steps.iter().filter(|step| step.status == Status::Done) {
        let Some(ours) = now.step(theirs.step).filter(|step| step.step != StepId::OnDemand) else { continue };
        let worse = matches!(ours.status, Status::Attention | Status::Blocked | Status::Failed);
        let explained = found.iter().any(|drift| drift.step() == ours.step)
            || ours.findings.iter().all(|finding| !is_cause(finding));
        if worse && !explained {
            found.push(Drift::Step { step: ours.step, now: ours.status });
        }
    }
}

/// Whether a finding is a reason by itself: waiting for a step, and sending people again, follow from what was named.
fn is_cause(finding: &FindingReport) -> bool {
    finding.severity >= Severity::Problem
        && !matches!(finding.check.as_str(), "waits-for" | "restart-pending")
}

impl Drift {
    /// What it is about, and whether that is a name.
    #[must_use]
    pub fn subject(&self) -> Option<(About, &str)> {
        match self {
            Self::Mapping { target, .. } => Some((About::Other, target)),
            Self::GroupRemoved { name, .. } | Self::GroupAdded { name, .. } => Some((About::Group, name)),
            Self::Person { name, .. } => Some((About::Person, name)),
            Self::Job { .. }
            | Self::TenantUrl { .. }
            | Self::SecretOld { .. }
            | Self::Step { .. }
            | Self::NotReadable(_) => None,
        }
    }
}
