//! A report as it is saved (docs/report.schema.json), and read again. A file is somebody's: nothing in it starts anything, and
//! what is not a report is refused (security.md INP-05, INP-06).

use super::text::plain_url;
use super::{Counts, FORMAT, Report, VERSION, strict};
use crate::setup::step::{Status, StepId};
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

/// Why a file is not taken as a report. Keeps nothing of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReportError {
    /// More than a report can be.
    #[error("the file is too large")]
    TooLarge,
    /// Not text, or not JSON.
    #[error("the file is not JSON")]
    NotJson,
    /// Too deep, too many items, or too long a text.
    #[error("the file exceeds a bound")]
    TooMuch,
    /// Not this format, or not all of it, or more than it.
    #[error("the file is not a report")]
    NotAReport,
    /// This format in a version that is not known here.
    #[error("the report has another version")]
    OtherVersion,
    /// Something in it looks like a secret.
    #[error("the file holds a secret")]
    HoldsSecret,
}

/// The report among what a file says besides: what it is, and what can be read from the rest.
#[derive(Serialize)]
struct File<'a> {
    format: &'a str,
    version: u64,
    #[serde(flatten)]
    report: &'a Report,
    overall: Status,
    counts: Counts,
}

impl Report {
    /// The report as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let (overall, counts) = (self.overall(), self.counts());
        let file = File { format: FORMAT, version: VERSION, report: self, overall, counts };
        // Only keys that are no texts could fail, and there are none.
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads what [`Report::to_json`] wrote.
    ///
    /// # Errors
    /// The first reason why the text is not a report.
    pub fn parse(text: &str) -> Result<Self, ReportError> {
        let Value::Object(mut members) = strict::json(text)? else { return Err(ReportError::NotAReport) };
        let mut take = |name: &str| members.remove(name).ok_or(ReportError::NotAReport);
        if take("format")?.as_str() != Some(FORMAT) {
            return Err(ReportError::NotAReport);
        }
        if take("version")?.as_u64() != Some(VERSION) {
            return Err(ReportError::OtherVersion);
        }
        let (overall, counts) = (take("overall")?, take("counts")?);
        // From text again: reading from a `Value` is a second copy of all readers, 15 KB.
        let report: Self =
            serde_json::from_str(&Value::Object(members).to_string()).map_err(|_| ReportError::NotAReport)?;
        let agrees = overall.as_str() == Some(report.overall().as_str())
            && serde_json::from_str(&counts.to_string())
                .is_ok_and(|counts: Counts| counts == report.counts())
            && report.everybody.as_ref().is_none_or(|all| all.wrong_people.len() as u64 <= all.wrong)
            && report.steps.iter().map(|step| step.step).eq(StepId::ALL)
            && report.tenant_url.as_deref().is_none_or(|url| plain_url(url) == url);
        if agrees { Ok(report) } else { Err(ReportError::NotAReport) }
    }
}
