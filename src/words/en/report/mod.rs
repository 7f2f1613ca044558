//! The report, what has drifted since an earlier one, and why a file is not one.

mod document;

pub use document::{document, when};

use super::{changes, findings};
use crate::setup::change::Change;
use crate::setup::facts::Quarantine;
use crate::setup::finding::{Kind, Shown, Subject};
use crate::setup::product::Product;
use crate::setup::quarantine::Reason;
use crate::setup::report::{Drift, JobState, Masked, NoBaseline, Part, ReportError, Verdict, Wording};
use crate::setup::step::StepId;
use crate::words::{Sentence, fill};
use std::time::SystemTime;

/// The button that opens the report.
pub const OPEN: &str = "Report";
/// The button that opens the report where everything is right.
pub const OPEN_FINISHED: &str = "Open the report";
/// Closes it.
pub const CLOSE: &str = "Close the report";
/// The report's title on the page.
pub const TITLE: &str = "Report of this visit";
/// What the report is for.
pub const LEAD: &str = "What was found, what was changed and who is proven. It holds no token and no secret. Saved as JSON, it can be opened here at a later visit.";
/// The choice to leave names out.
pub const MASK_NAMES: &str = "Mask names";
/// What that does.
pub const MASK_NAMES_HINT: &str =
    "People and groups become “Person 1”, “Group 1”. Object IDs stay, so that support can follow.";
/// What stands in place of names.
pub const MASKED: Masked = Masked { person: "Person", group: "Group" };
/// Opens the browser's print dialog.
pub const PRINT: &str = "Print";
/// Saves the report for machines and a later visit.
pub const DOWNLOAD_JSON: &str = "Download as JSON";
/// Saves the report for people.
pub const DOWNLOAD_HTML: &str = "Download as HTML";
/// The field for an earlier report.
pub const COMPARE: &str = "Compare with an earlier report";
/// What the field takes.
pub const COMPARE_HINT: &str =
    "A JSON file that was downloaded here. It is read in this page and sent nowhere.";
/// The heading of what has drifted.
pub const DRIFT: &str = "Since the earlier report of";
/// Nothing has drifted.
pub const NO_DRIFT: &str = "Nothing has drifted: everything that was right then is right now.";

/// What a screen reader says of the list.
#[must_use]
pub fn drifted(count: usize, since: SystemTime) -> String {
    let things = if count == 1 { " thing has" } else { " things have" };
    [&count.to_string(), things, " drifted since ", &when(since)].concat()
}

/// The words of a report in English.
#[derive(Clone, Copy, Debug)]
pub struct English<'a>(pub &'a Product);

impl Wording for English<'_> {
    fn finding(&self, kind: &Kind) -> String {
        fill(findings::finding(kind).what, self.0)
    }

    fn change(&self, change: &Change) -> String {
        fill(changes::title(change), self.0)
    }

    fn subject(&self, subject: &Subject) -> String {
        findings::subject(subject)
    }

    fn value(&self, subject: &Subject, shown: &Shown) -> String {
        match shown {
            Shown::Time(time) => when(*time),
            Shown::Between(low, high) => changes::between(*low, *high),
            other => fill(&changes::shown(subject, other).unwrap_or_default(), self.0),
        }
    }
}

/// What a verdict on a person says.
#[must_use]
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Proven => "Proven",
        Verdict::Wrong => "Wrong identity",
        Verdict::NotSent => "Not sent yet",
        Verdict::Unclear => "Not shown by Entra",
        Verdict::Skipped => "Left out by Entra",
        Verdict::Failed => "Not sent: an error",
    }
}

/// Whether a job runs.
#[must_use]
pub const fn job(state: JobState) -> &'static str {
    match state {
        JobState::None => "No job",
        JobState::Off => "Off",
        JobState::Paused => "Paused",
        JobState::Quarantined => "In quarantine",
        JobState::Active => "Running",
    }
}

/// What has drifted.
#[must_use]
pub fn drift(drift: &Drift) -> Sentence {
    let (what, means, act) = match drift {
        Drift::Mapping { .. } => (
            "The mapping was changed back",
            "{product} receives another value than when the earlier report was made.",
            "Fix the mapping.",
        ),
        Drift::GroupRemoved { .. } => (
            "Not assigned any more",
            "Its members lose access to {product} with the next cycle.",
            "Assign the group again if they should have access.",
        ),
        Drift::GroupAdded { .. } => (
            "Newly assigned",
            "Its direct members have access to {product}.",
            "Remove the assignment if they should have none.",
        ),
        Drift::Job { now: JobState::Quarantined, reason, since, .. } => {
            let quarantine = Quarantine {
                reason: reason.clone().unwrap_or_default(),
                since: *since,
                next_attempt: None,
                error: None,
            };
            return findings::finding(&Kind::Quarantined(Reason::of(&quarantine)));
        }
        Drift::Job { now: JobState::Paused, .. } => {
            ("Provisioning was paused", "Nothing is sent until it is started again.", "Start provisioning.")
        }
        Drift::Job { now: JobState::None, .. } => (
            "The provisioning job is gone",
            "Nobody is provisioned.",
            "Enter the tenant URL and secret token; the job is created with them.",
        ),
        Drift::Job { .. } => {
            ("Provisioning is off", "Nothing is sent until it is started.", "Start provisioning.")
        }
        Drift::TenantUrl { .. } => (
            "The tenant URL was changed",
            "Entra sends people to another address.",
            "Compare it with the {console}.",
        ),
        Drift::SecretOld { .. } => (
            "The secret token is old",
            "Many vendors let tokens expire; Entra does not know when.",
            "Make a new one in the {console} and store it.",
        ),
        Drift::Person { .. } => (
            "Was proven, is under the wrong identity",
            "Sign-in fails for this person.",
            "Fix the mapping, then provision again.",
        ),
        Drift::Step { .. } => ("Was done and is not", "", "Look at the step."),
        Drift::NotReadable(_) => (
            "Cannot be compared",
            "It could be read then and cannot be read now.",
            "Check again, or sign in with more permissions.",
        ),
    };
    Sentence::new(what, means, act)
}

/// What has drifted, by name.
#[must_use]
pub fn subject(drift: &Drift) -> String {
    let step = |step| super::steps::title(step).to_owned();
    match drift {
        Drift::Step { step: of, .. } => step(*of),
        Drift::NotReadable(Part::Mapping) => step(StepId::Mapping),
        Drift::NotReadable(Part::Groups) => step(StepId::Groups),
        Drift::NotReadable(Part::Job) => findings::subject(&Subject::Job),
        Drift::NotReadable(Part::TenantUrl) | Drift::TenantUrl { .. } => {
            findings::subject(&Subject::TenantUrl)
        }
        Drift::Job { .. } => findings::subject(&Subject::Job),
        Drift::SecretOld { .. } => findings::subject(&Subject::SecretToken),
        Drift::Mapping { .. }
        | Drift::GroupRemoved { .. }
        | Drift::GroupAdded { .. }
        | Drift::Person { .. } => drift.subject().map_or_else(String::new, |(_, name)| name.to_owned()),
    }
}

/// What it was, and what it is.
#[must_use]
pub fn was_is(drift: &Drift) -> Option<(String, String)> {
    let group = |assigned| changes::flag(&Subject::Group(String::new()), assigned).to_owned();
    let text = |text: &str| text.to_owned();
    Some(match drift {
        Drift::Mapping { was, now, .. } => (was.clone(), now.clone()),
        Drift::GroupRemoved { .. } => (group(true), group(false)),
        Drift::GroupAdded { .. } => (group(false), group(true)),
        Drift::Job { was, now, reason, since } => {
            let reason = reason.as_deref().map(|reason| [": ", reason].concat());
            let since = since.map(|since| [", since ", &when(since)].concat());
            let now = [job(*now), &reason.unwrap_or_default(), &since.unwrap_or_default()].concat();
            (text(job(*was)), now)
        }
        Drift::TenantUrl { was, now } => (was.clone(), now.clone().unwrap_or_else(|| text("Not stored"))),
        Drift::SecretOld { stored, days } => {
            (["Stored ", &when(*stored)].concat(), [&days.to_string(), " days old"].concat())
        }
        Drift::Person { id, sent, .. } => (text(id.as_str()), sent.clone()),
        Drift::Step { now, .. } => {
            (text(super::steps::status(crate::setup::step::Status::Done)), text(super::steps::status(*now)))
        }
        Drift::NotReadable(_) => return None,
    })
}

/// Why a file is not taken.
#[must_use]
pub const fn refused(error: ReportError) -> &'static str {
    match error {
        ReportError::TooLarge => "The file is larger than a report can be (1 MB). It was not read.",
        ReportError::NotJson => "This is not a JSON file. Choose the one that “Download as JSON” saved.",
        ReportError::TooMuch => {
            "The file holds more than a report can. Choose one that “Download as JSON” saved."
        }
        ReportError::NotAReport => {
            "This is not a report of the assistant, or it was edited. Choose one that “Download as JSON” saved."
        }
        ReportError::OtherVersion => {
            "This report was made by another version of the assistant. Open it there, or make a new one."
        }
        ReportError::HoldsSecret => {
            "Something in this file looks like a token or a secret. It was not taken; remove the secret from the file, and replace it where it is used."
        }
    }
}

/// Why an earlier report is no measure.
#[must_use]
pub fn no_baseline(reason: &NoBaseline) -> String {
    match reason {
        NoBaseline::OtherTenant { theirs, ours } => {
            ["This report is about another tenant: ", theirs, ", not ", ours, "."].concat()
        }
        NoBaseline::OtherApplication { theirs, ours } => {
            ["This report is about another application: ", theirs, ", not ", ours, "."].concat()
        }
        NoBaseline::Unknown => {
            "There is nothing to compare: the tenant or the application is not known.".to_owned()
        }
    }
}
