//! From what is known to what may leave.

use super::text::{clean, plain_url};
use super::{
    About, ApplicationName, ChangeReport, ChangedRow, EverybodyReport, EvidenceReport, FindingReport,
    GroupName, JobReport, JobState, LogRead, MappingState, PersonName, ProofReport, Report, StepReport,
    TenantName, Verdict, WrongPersonReport, key,
};
use crate::setup::assess::{Assessment, StepAssessment};
use crate::setup::change::{Change, PreviewRow};
use crate::setup::checks::mapping;
use crate::setup::checks::start::{Phase, phase};
use crate::setup::everybody::{Everybody, Reach, WrongPerson, everybody};
use crate::setup::facts::{Facts, Job, Reading};
use crate::setup::finding::{Evidence, Finding, Kind, Shown, Subject};
use crate::setup::identity::{Identity, identities};
use crate::setup::log::Log;
use crate::setup::person::Sent;
use crate::setup::product::Product;
use crate::setup::proof::Proof;
use crate::setup::receipt::Receipt;
use crate::setup::visit::Visit;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// More groups than this are not listed: a report stays below the size that is read again.
const MAX_GROUPS: usize = 2_000;
/// More people under a wrong identity than this are counted, not listed.
const MAX_WRONG: usize = 200;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The product.
    pub product: &'a Product,
    /// What was found.
    pub facts: &'a Facts,
    /// The provisioning log as far as it was read.
    pub log: &'a Log,
    /// What was chosen.
    pub visit: &'a Visit,
    /// The verdict.
    pub assessment: &'a Assessment,
    /// What was changed, oldest first.
    pub receipts: &'a [Receipt],
    /// When the report is made.
    pub now: SystemTime,
}

/// The words of one language.
pub trait Wording {
    /// What a finding says.
    fn finding(&self, kind: &Kind) -> String;
    /// What a change does.
    fn change(&self, change: &Change) -> String;
    /// What evidence is about.
    fn subject(&self, subject: &Subject) -> String;
    /// A value.
    fn value(&self, subject: &Subject, shown: &Shown) -> String;
}

impl Report {
    /// The report of a visit.
    #[must_use]
    pub fn of(sources: &Sources<'_>, words: &dyn Wording) -> Self {
        let Sources { product, facts, log, visit, assessment, receipts, now } = *sources;
        let receipts: Vec<_> = receipts.iter().filter(|receipt| receipt.is_of(facts)).collect();
        let stored = receipts.iter().rfind(|one| one.change.needs_token());
        Self {
            masked: false,
            product: clean(&product.name),
            at: whole_seconds(now),
            tenant: facts.tenant.known().map(|tenant| TenantName {
                id: tenant.id.clone(),
                name: clean(&tenant.name),
                domain: tenant.domain.as_deref().map(clean),
            }),
            application: facts.application.as_ref().map(|application| ApplicationName {
                id: application.id.clone(),
                app_id: application.app_id.clone(),
                name: clean(&application.name),
            }),
            by: facts.caller.known().map(|caller| PersonName {
                id: caller.id.clone(),
                name: clean(&caller.name),
                username: clean(&caller.username),
            }),
            tenant_url: facts
                .credentials
                .known()
                .and_then(|stored| stored.tenant_url.as_deref())
                .map(plain_url),
            secret_stored_at: stored.map(|receipt| whole_seconds(receipt.at)),
            steps: assessment.steps.iter().map(|found| step(found, words)).collect(),
            mapping: mapping_states(product, facts, words),
            groups: assigned(facts),
            job: job(facts),
            changes: receipts.iter().map(|receipt| change(receipt, words)).collect(),
            proofs: identities(product, facts, visit).into_iter().map(proof).collect(),
            everybody: Some(everybody(product, facts, log)).filter(|all| all.people() > 0).map(everyone),
        }
    }
}

/// A saved time has no smaller part, and a report that was saved equals the one that was shown.
fn whole_seconds(time: SystemTime) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs())
}

fn step(found: &StepAssessment, words: &dyn Wording) -> StepReport {
    let findings = found.findings.iter().map(|one| finding(one, words)).collect();
    StepReport { step: found.step, status: found.status, findings }
}

fn finding(finding: &Finding, words: &dyn Wording) -> FindingReport {
    // Names stand in lists of groups, in membership rules, and in what was sent in place of an object id.
    let personal = matches!(
        finding.kind,
        Kind::GroupNested
            | Kind::GroupDynamic
            | Kind::PersonWrong
            | Kind::FilteredOut
            | Kind::LacksAttribute(_)
    );
    FindingReport {
        check: key::kind(&finding.kind).to_owned(),
        severity: finding.kind.severity(),
        says: clean(&words.finding(&finding.kind)),
        evidence: finding.evidence.iter().map(|one| evidence(one, personal, words)).collect(),
    }
}

fn evidence(evidence: &Evidence, personal: bool, words: &dyn Wording) -> EvidenceReport {
    let text = |shown: &Shown| value(&evidence.subject, shown, words);
    EvidenceReport {
        about: about(&evidence.subject),
        subject: clean(&words.subject(&evidence.subject)),
        now: text(&evidence.now),
        should_be: evidence.should_be.as_ref().map(text),
        personal,
    }
}

const fn about(subject: &Subject) -> About {
    match subject {
        Subject::Person(_) => About::Person,
        Subject::Group(_) => About::Group,
        _ => About::Other,
    }
}

fn value(subject: &Subject, shown: &Shown, words: &dyn Wording) -> String {
    match (subject, shown) {
        (Subject::TenantUrl, Shown::Text(url)) => plain_url(url),
        // Whose address it is matters to nobody who reads the report.
        (Subject::QuarantineMails, Shown::Text(_)) => clean(&words.value(subject, &Shown::Hidden)),
        _ => clean(&words.value(subject, shown)),
    }
}

fn mapping_states(product: &Product, facts: &Facts, words: &dyn Wording) -> Option<Vec<MappingState>> {
    let known = facts.mapping.known()?;
    let state = |required| {
        let found = mapping::row(required, known);
        let now = found.evidence.first();
        MappingState {
            target: clean(&required.target),
            required: clean(&required.source),
            now: now.map_or_else(String::new, |now| value(&now.subject, &now.now, words)),
            right: found.kind == Kind::RowRight,
        }
    };
    Some(product.required_mappings.iter().map(state).collect())
}

fn assigned(facts: &Facts) -> Option<Vec<GroupName>> {
    let groups = facts.assignments.known()?.iter().filter(|assignment| assignment.is_group);
    let mut groups: Vec<_> = groups
        .map(|assignment| GroupName { id: assignment.principal.clone(), name: clean(&assignment.name) })
        .collect();
    groups.sort_by(|one, other| one.id.cmp(&other.id));
    groups.dedup_by(|one, other| one.id == other.id);
    (groups.len() <= MAX_GROUPS).then_some(groups)
}

fn job(facts: &Facts) -> Option<JobReport> {
    let Reading::Known(_) = &facts.jobs else { return None };
    let Some(job) = facts.job() else {
        return Some(JobReport {
            state: JobState::None,
            last_cycle: None,
            quarantine: None,
            quarantined_since: None,
        });
    };
    let quarantine = job.quarantine.as_ref();
    Some(JobReport {
        state: job_state(job),
        last_cycle: job.last_run.as_ref().map(|run| whole_seconds(run.ended)),
        quarantine: quarantine.map(|quarantine| clean(&quarantine.reason)),
        quarantined_since: quarantine.and_then(|quarantine| quarantine.since).map(whole_seconds),
    })
}

fn job_state(job: &Job) -> JobState {
    match phase(job) {
        Phase::NotStarted => JobState::Off,
        Phase::Paused => JobState::Paused,
        Phase::WaitingForFirstRun | Phase::FirstCycle | Phase::Steady => JobState::Active,
        Phase::Quarantined => JobState::Quarantined,
    }
}

fn change(receipt: &Receipt, words: &dyn Wording) -> ChangeReport {
    let row = |row: PreviewRow| ChangedRow {
        about: about(&row.subject),
        subject: clean(&words.subject(&row.subject)),
        before: value(&row.subject, &row.old, words),
        after: value(&row.subject, &row.new, words),
    };
    ChangeReport {
        change: key::change(&receipt.change).to_owned(),
        step: receipt.change.step(),
        says: clean(&words.change(&receipt.change)),
        at: whole_seconds(receipt.at),
        request_id: receipt.request_id.as_deref().map(clean),
        outcome: receipt.outcome,
        rows: receipt.change.preview().into_iter().map(row).collect(),
    }
}

fn proof(identity: Identity) -> ProofReport {
    let sent = identity.sent().map(clean);
    let Identity { person, will_send, proof, .. } = identity;
    let verdict = Verdict::of(&proof);
    let will_send = match will_send {
        Some(Sent::Value(text)) => Some(clean(&text)),
        Some(Sent::Nothing | Sent::Computed | Sent::NotRead) | None => None,
    };
    let (code, at) = match proof {
        Proof::Proven { at } | Proof::Wrong { at, .. } => (None, at),
        Proof::Skipped { code } | Proof::Failed { code } => (Some(clean(&code)), None),
        Proof::NotSent | Proof::Unclear => (None, None),
    };
    let name = clean(person.label());
    ProofReport { id: person.id, name, verdict, will_send, sent, code, at: at.map(whole_seconds) }
}

fn everyone(found: Everybody) -> EverybodyReport {
    let (log, since) = match found.reach {
        Reach::Unread => (LogRead::Unread, None),
        Reach::Since(oldest) => (LogRead::Part, Some(whole_seconds(oldest))),
        Reach::Whole => (LogRead::Whole, None),
    };
    let Everybody { proven, wrong, left_out, unknown, unread, more, .. } = found;
    let named =
        |WrongPerson { id, name, sent }| WrongPersonReport { id, name: clean(&name), sent: clean(&sent) };
    EverybodyReport {
        proven,
        wrong: wrong.len() as u64,
        left_out,
        unknown,
        unread,
        more,
        log,
        since,
        wrong_people: wrong.into_iter().take(MAX_WRONG).map(named).collect(),
    }
}
