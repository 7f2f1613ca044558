//! A saved report, read again. It is somebody's file: nothing in it starts anything, and what is not a report is refused
//! (security.md INP-05, INP-06).

use super::text::plain_url;
use super::{
    About, ApplicationName, ChangeReport, ChangedRow, EvidenceReport, FORMAT, FindingReport, GroupName,
    JobReport, JobState, MappingState, PersonName, ProofReport, Report, StepReport, TenantName, VERSION,
    Verdict, key, strict,
};
use crate::setup::ids::ObjectId;
use crate::setup::step::StepId;
use serde_json::{Map, Value};
use std::time::SystemTime;
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

type Read<T> = Result<T, ReportError>;

impl Report {
    /// Reads what [`Report::to_json`] wrote.
    ///
    /// # Errors
    /// The first reason why the text is not a report.
    pub fn parse(text: &str) -> Read<Self> {
        let json = strict::json(text)?;
        let root = Fields(json.as_object().ok_or(ReportError::NotAReport)?);
        if root.maybe_text("format")?.as_deref() != Some(FORMAT) {
            return Err(ReportError::NotAReport);
        }
        if root.get("version")?.as_u64() != Some(VERSION) {
            return Err(ReportError::OtherVersion);
        }
        root.only(&[
            "format",
            "version",
            "masked",
            "product",
            "at",
            "tenant",
            "application",
            "by",
            "tenantUrl",
            "secretStoredAt",
            "overall",
            "steps",
            "mapping",
            "groups",
            "job",
            "changes",
            "proofs",
            "counts",
        ])?;
        let report = Self {
            masked: root.flag("masked")?,
            product: root.text("product")?,
            at: root.time("at")?.ok_or(ReportError::NotAReport)?,
            tenant: root.object("tenant", tenant)?,
            application: root.object("application", application)?,
            by: root.object("by", person)?,
            tenant_url: root.maybe_text("tenantUrl")?,
            secret_stored_at: root.time("secretStoredAt")?,
            steps: root.list("steps", step)?.ok_or(ReportError::NotAReport)?,
            mapping: root.list("mapping", mapping)?,
            groups: root.list("groups", group)?,
            job: root.object("job", job)?,
            changes: root.list("changes", change)?.ok_or(ReportError::NotAReport)?,
            proofs: root.list("proofs", proof)?.ok_or(ReportError::NotAReport)?,
        };
        report.agrees(&root)?;
        Ok(report)
    }

    /// Whether what is written besides can be read from the rest.
    fn agrees(&self, root: &Fields<'_>) -> Read<()> {
        let counts = self.counts();
        let written = root.object("counts", |fields| {
            fields.only(&["proven", "wrong", "unknown"])?;
            Ok([fields.count("proven")?, fields.count("wrong")?, fields.count("unknown")?])
        })?;
        let agree = written == Some([counts.proven, counts.wrong, counts.unknown])
            && root.text("overall")? == self.overall().as_str()
            && self.steps.iter().map(|step| step.step).eq(StepId::ALL)
            && self.tenant_url.as_deref().is_none_or(|url| plain_url(url) == url);
        if agree { Ok(()) } else { Err(ReportError::NotAReport) }
    }
}

/// The members of an object.
struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    fn only(&self, known: &[&str]) -> Read<()> {
        if self.0.keys().all(|key| known.contains(&key.as_str())) {
            Ok(())
        } else {
            Err(ReportError::NotAReport)
        }
    }

    fn get(&self, key: &str) -> Read<&'a Value> {
        self.0.get(key).ok_or(ReportError::NotAReport)
    }

    fn text(&self, key: &str) -> Read<String> {
        self.get(key)?.as_str().map(str::to_owned).ok_or(ReportError::NotAReport)
    }

    fn maybe_text(&self, key: &str) -> Read<Option<String>> {
        if self.0.contains_key(key) { self.text(key).map(Some) } else { Ok(None) }
    }

    fn word<T>(&self, key: &str, of: impl Fn(&str) -> Option<T>) -> Read<T> {
        of(&self.text(key)?).ok_or(ReportError::NotAReport)
    }

    fn id(&self, key: &str) -> Read<ObjectId> {
        self.word(key, |text| text.parse().ok())
    }

    fn flag(&self, key: &str) -> Read<bool> {
        self.get(key)?.as_bool().ok_or(ReportError::NotAReport)
    }

    fn count(&self, key: &str) -> Read<usize> {
        let count = self.get(key)?.as_u64();
        count.and_then(|count| usize::try_from(count).ok()).ok_or(ReportError::NotAReport)
    }

    fn time(&self, key: &str) -> Read<Option<SystemTime>> {
        let Some(text) = self.maybe_text(key)? else { return Ok(None) };
        let time = humantime::parse_rfc3339(&text).ok();
        // Only the one way in which a time is written is read.
        let time = time.filter(|time| humantime::format_rfc3339_seconds(*time).to_string() == text);
        time.map(Some).ok_or(ReportError::NotAReport)
    }

    fn object<T>(&self, key: &str, read: impl Fn(&Fields<'a>) -> Read<T>) -> Read<Option<T>> {
        let Some(value) = self.0.get(key) else { return Ok(None) };
        let object = value.as_object().ok_or(ReportError::NotAReport)?;
        read(&Fields(object)).map(Some)
    }

    fn list<T>(&self, key: &str, read: impl Fn(&Fields<'a>) -> Read<T>) -> Read<Option<Vec<T>>> {
        let Some(value) = self.0.get(key) else { return Ok(None) };
        let items = value.as_array().ok_or(ReportError::NotAReport)?;
        let item = |item: &'a Value| read(&Fields(item.as_object().ok_or(ReportError::NotAReport)?));
        items.iter().map(item).collect::<Read<Vec<_>>>().map(Some)
    }

    fn required<T>(&self, key: &str, read: impl Fn(&Fields<'a>) -> Read<T>) -> Read<Vec<T>> {
        self.list(key, read)?.ok_or(ReportError::NotAReport)
    }
}

fn tenant(fields: &Fields<'_>) -> Read<TenantName> {
    fields.only(&["id", "name", "domain"])?;
    Ok(TenantName { id: fields.id("id")?, name: fields.text("name")?, domain: fields.maybe_text("domain")? })
}

fn application(fields: &Fields<'_>) -> Read<ApplicationName> {
    fields.only(&["id", "appId", "name"])?;
    Ok(ApplicationName { id: fields.id("id")?, app_id: fields.id("appId")?, name: fields.text("name")? })
}

fn person(fields: &Fields<'_>) -> Read<PersonName> {
    fields.only(&["id", "name", "username"])?;
    Ok(PersonName { id: fields.id("id")?, name: fields.text("name")?, username: fields.text("username")? })
}

fn group(fields: &Fields<'_>) -> Read<GroupName> {
    fields.only(&["id", "name"])?;
    Ok(GroupName { id: fields.id("id")?, name: fields.text("name")? })
}

fn step(fields: &Fields<'_>) -> Read<StepReport> {
    fields.only(&["step", "status", "findings"])?;
    Ok(StepReport {
        step: fields.word("step", StepId::from_name)?,
        status: fields.word("status", key::status_of)?,
        findings: fields.required("findings", finding)?,
    })
}

fn finding(fields: &Fields<'_>) -> Read<FindingReport> {
    fields.only(&["check", "severity", "says", "evidence"])?;
    let severity = |word: &str| key::SEVERITIES.contains(&word).then(|| word.to_owned());
    Ok(FindingReport {
        check: fields.text("check")?,
        severity: fields.word("severity", severity)?,
        says: fields.text("says")?,
        evidence: fields.required("evidence", evidence)?,
    })
}

fn evidence(fields: &Fields<'_>) -> Read<EvidenceReport> {
    fields.only(&["about", "subject", "now", "shouldBe", "personal"])?;
    Ok(EvidenceReport {
        about: fields.word("about", About::of_word)?,
        subject: fields.text("subject")?,
        now: fields.text("now")?,
        should_be: fields.maybe_text("shouldBe")?,
        personal: fields.0.contains_key("personal") && fields.flag("personal")?,
    })
}

fn mapping(fields: &Fields<'_>) -> Read<MappingState> {
    fields.only(&["target", "required", "now", "right"])?;
    Ok(MappingState {
        target: fields.text("target")?,
        required: fields.text("required")?,
        now: fields.text("now")?,
        right: fields.flag("right")?,
    })
}

fn job(fields: &Fields<'_>) -> Read<JobReport> {
    fields.only(&["state", "lastCycle", "quarantine", "quarantinedSince"])?;
    Ok(JobReport {
        state: fields.word("state", JobState::of_word)?,
        last_cycle: fields.time("lastCycle")?,
        quarantine: fields.maybe_text("quarantine")?,
        quarantined_since: fields.time("quarantinedSince")?,
    })
}

fn change(fields: &Fields<'_>) -> Read<ChangeReport> {
    fields.only(&["change", "step", "says", "at", "requestId", "outcome", "rows"])?;
    Ok(ChangeReport {
        change: fields.text("change")?,
        step: fields.word("step", StepId::from_name)?,
        says: fields.text("says")?,
        at: fields.time("at")?.ok_or(ReportError::NotAReport)?,
        request_id: fields.maybe_text("requestId")?,
        outcome: fields.word("outcome", key::outcome_of)?,
        rows: fields.required("rows", row)?,
    })
}

fn row(fields: &Fields<'_>) -> Read<ChangedRow> {
    fields.only(&["about", "subject", "before", "after"])?;
    Ok(ChangedRow {
        about: fields.word("about", About::of_word)?,
        subject: fields.text("subject")?,
        before: fields.text("before")?,
        after: fields.text("after")?,
    })
}

fn proof(fields: &Fields<'_>) -> Read<ProofReport> {
    fields.only(&["id", "name", "verdict", "sent", "code", "at"])?;
    Ok(ProofReport {
        id: fields.id("id")?,
        name: fields.text("name")?,
        verdict: fields.word("verdict", Verdict::of_word)?,
        sent: fields.maybe_text("sent")?,
        code: fields.maybe_text("code")?,
        at: fields.time("at")?,
    })
}
