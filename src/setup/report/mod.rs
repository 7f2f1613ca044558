//! The report of a visit: what was found, what was changed, who is proven. It may leave the page, so none of its types can
//! hold a secret (security.md TOK-05, LOG-05), and every text in it was cleaned on the way in.
//!
//! Words come in as data, so that a saved report reads the same wherever it is opened.

mod build;
mod document;
mod drift;
mod file;
mod key;
mod mask;
mod moment;
mod strict;
mod text;

pub use build::{Sources, Wording};
pub use document::{Block, Document};
pub use drift::{Drift, NoBaseline, Part, drift};
pub use file::ReportError;
pub use key::change as change_name;
pub use mask::Masked;
pub use strict::MAX_BYTES;
pub use text::{MASK, is_random, plain_url};

use super::finding::Severity;
use super::ids::ObjectId;
use super::proof::Proof;
use super::step::{Status, StepId};
use serde::{Deserialize, Serialize};
use std::ops::Not;
use std::time::SystemTime;

/// `format` of a saved report.
pub const FORMAT: &str = "total-setup-report";
/// `version` of a saved report.
pub const VERSION: u64 = 1;

/// A visit as it may be shown, printed, saved and compared with. Times are whole seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Report {
    /// Whether names are masked.
    pub masked: bool,
    /// The product's name.
    pub product: String,
    /// When the report was made.
    #[serde(with = "moment")]
    pub at: SystemTime,
    /// The tenant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<TenantName>,
    /// The enterprise application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<ApplicationName>,
    /// Who looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonName>,
    /// The tenant URL that is stored, without values in its query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_url: Option<String>,
    /// When this visit stored the secret token. Entra does not tell when another one did.
    #[serde(with = "moment::maybe", default, skip_serializing_if = "Option::is_none")]
    pub secret_stored_at: Option<SystemTime>,
    /// The five steps in order.
    pub steps: Vec<StepReport>,
    /// The required attributes; none where the mapping could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Vec<MappingState>>,
    /// The groups that are assigned; none where they could not be read, or are too many to list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<GroupName>>,
    /// The job; none where it could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<JobReport>,
    /// What was changed, oldest first.
    pub changes: Vec<ChangeReport>,
    /// The proof, person by person.
    pub proofs: Vec<ProofReport>,
    /// Everybody in scope; none where nobody is, and in reports of earlier versions of the assistant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub everybody: Option<EverybodyReport>,
}

/// A tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TenantName {
    /// The tenant id.
    pub id: ObjectId,
    /// The organization's name.
    pub name: String,
    /// The default verified domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

/// An enterprise application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplicationName {
    /// The service principal's object id.
    pub id: ObjectId,
    /// The application (client) id.
    pub app_id: ObjectId,
    /// The display name.
    pub name: String,
}

/// A person who signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonName {
    /// The object id.
    pub id: ObjectId,
    /// The display name.
    pub name: String,
    /// The user principal name.
    pub username: String,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupName {
    /// The object id.
    pub id: ObjectId,
    /// The display name.
    pub name: String,
}

/// A step and what was found about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StepReport {
    /// Which step.
    pub step: StepId,
    /// Its status.
    pub status: Status,
    /// What was found, gravest first.
    pub findings: Vec<FindingReport>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FindingReport {
    /// The name of the sentence.
    pub check: String,
    /// How much it matters.
    pub severity: Severity,
    /// The sentence.
    pub says: String,
    /// What it was concluded from.
    pub evidence: Vec<EvidenceReport>,
}

/// What a text is about; decides whether it is a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// A person.
    Person,
    /// A group.
    Group,
    /// Anything that is not a name.
    Other,
}

/// Something that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvidenceReport {
    /// What the subject is.
    pub about: About,
    /// What was looked at.
    pub subject: String,
    /// What it is.
    pub now: String,
    /// What it should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub should_be: Option<String>,
    /// Whether `now` may hold names, besides the subject's.
    #[serde(default, skip_serializing_if = "Not::not")]
    pub personal: bool,
}

/// A required attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MappingState {
    /// The attribute at the product.
    pub target: String,
    /// The attribute that it must read.
    pub required: String,
    /// What it reads.
    pub now: String,
    /// Whether that is right.
    pub right: bool,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobReport {
    /// Whether it runs.
    pub state: JobState,
    /// When the newest cycle ended.
    #[serde(with = "moment::maybe", default, skip_serializing_if = "Option::is_none")]
    pub last_cycle: Option<SystemTime>,
    /// Microsoft's word for why it is in quarantine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quarantine: Option<String>,
    /// Since when.
    #[serde(with = "moment::maybe", default, skip_serializing_if = "Option::is_none")]
    pub quarantined_since: Option<SystemTime>,
}

/// Whether a job runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobState {
    /// There is none.
    None,
    /// Never started, or switched off.
    Off,
    /// Paused by a person.
    Paused,
    /// Stopped by Entra.
    Quarantined,
    /// Cycles run.
    Active,
}

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeReport {
    /// The change's name.
    pub change: String,
    /// The step that it belongs to.
    pub step: StepId,
    /// What it does.
    pub says: String,
    /// When.
    #[serde(with = "moment")]
    pub at: SystemTime,
    /// Graph's request id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Whether the effect was seen.
    pub outcome: super::receipt::Outcome,
    /// What changed.
    pub rows: Vec<ChangedRow>,
}

/// A line of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangedRow {
    /// What the subject is.
    pub about: About,
    /// What changed.
    pub subject: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// What is proven about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProofReport {
    /// The object id: the identity of the sign-in.
    pub id: ObjectId,
    /// What the person is called.
    pub name: String,
    /// The verdict.
    pub verdict: Verdict,
    /// What Entra will send as identity by the mapping as it is, where that is a value that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub will_send: Option<String>,
    /// What Entra sent as identity, where it showed that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// Microsoft's code, where a person was left out or sending failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// When it was sent.
    #[serde(with = "moment::maybe", default, skip_serializing_if = "Option::is_none")]
    pub at: Option<SystemTime>,
}

/// Everybody in scope. Each person counts once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EverybodyReport {
    /// The object id was sent.
    pub proven: u64,
    /// Something else was sent.
    pub wrong: u64,
    /// Entra left them out, or sending failed.
    pub left_out: u64,
    /// Not known: never a pass.
    pub unknown: u64,
    /// How many more are in the groups, and were not read.
    pub unread: u64,
    /// Whether there are more that cannot be counted.
    pub more: bool,
    /// How much of the provisioning log was read.
    pub log: LogRead,
    /// How far back, where there is more of it.
    #[serde(with = "moment::maybe", default, skip_serializing_if = "Option::is_none")]
    pub since: Option<SystemTime>,
    /// Those under a wrong identity; not all of them where they are many.
    pub wrong_people: Vec<WrongPersonReport>,
}

/// How much of the provisioning log was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogRead {
    /// Nothing.
    Unread,
    /// The newest part.
    Part,
    /// All that Entra keeps.
    Whole,
}

/// A person under a wrong identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WrongPersonReport {
    /// The object id: the identity of the sign-in.
    pub id: ObjectId,
    /// What the person is called.
    pub name: String,
    /// What Entra sent.
    pub sent: String,
}

/// Whether sign-in and provisioning meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The object id was sent.
    Proven,
    /// Something else was sent.
    Wrong,
    /// Nothing was sent.
    NotSent,
    /// Entra did not show what it sent.
    Unclear,
    /// Entra left the person out.
    Skipped,
    /// Sending failed.
    Failed,
}

impl Verdict {
    /// The verdict of a proof.
    #[must_use]
    pub const fn of(proof: &Proof) -> Self {
        match proof {
            Proof::Proven { .. } => Self::Proven,
            Proof::Wrong { .. } => Self::Wrong,
            Proof::NotSent => Self::NotSent,
            Proof::Unclear => Self::Unclear,
            Proof::Skipped { .. } => Self::Skipped,
            Proof::Failed { .. } => Self::Failed,
        }
    }

    /// The word in a saved report and in automation attributes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Wrong => "wrong",
            Self::NotSent => "not-sent",
            Self::Unclear => "unclear",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// How many people are proven, wrong, and neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// The object id was sent.
    pub proven: usize,
    /// Something else was sent.
    pub wrong: usize,
    /// Not known: never a pass.
    pub unknown: usize,
}

impl Report {
    /// How many people are proven, wrong, and neither.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for proof in &self.proofs {
            *match proof.verdict {
                Verdict::Proven => &mut counts.proven,
                Verdict::Wrong => &mut counts.wrong,
                Verdict::NotSent | Verdict::Unclear | Verdict::Skipped | Verdict::Failed => {
                    &mut counts.unknown
                }
            } += 1;
        }
        counts
    }

    /// The state of the whole.
    #[must_use]
    pub fn overall(&self) -> Status {
        Status::overall(self.steps.iter().map(|step| step.status))
    }

    /// The step's part.
    #[must_use]
    pub fn step(&self, step: StepId) -> Option<&StepReport> {
        self.steps.iter().find(|found| found.step == step)
    }
}
