//! A report as it is saved.

use super::{
    ChangeReport, ChangedRow, EvidenceReport, FORMAT, FindingReport, JobReport, MappingState, ProofReport,
    Report, StepReport, VERSION, key,
};
use serde_json::{Map, Value};
use std::time::SystemTime;

/// An object with its members in the order they are written. What is not known is left out.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    fn text(self, key: &str, text: &str) -> Self {
        self.put(key, text)
    }

    fn maybe(self, key: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(key, text),
            None => self,
        }
    }

    fn time(self, key: &str, time: Option<SystemTime>) -> Self {
        self.maybe(key, time.map(moment).as_deref())
    }

    fn list<T>(self, key: &str, items: &[T], write: fn(&T) -> Object) -> Self {
        let items: Vec<_> = items.iter().map(|item| Value::Object(write(item).0)).collect();
        self.put(key, items)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

fn moment(time: SystemTime) -> String {
    humantime::format_rfc3339_seconds(time).to_string()
}

impl Report {
    /// The report as JSON (docs/report.schema.json).
    #[must_use]
    pub fn to_json(&self) -> String {
        let counts = self.counts();
        let mut object = Object::default()
            .text("format", FORMAT)
            .put("version", VERSION)
            .put("masked", self.masked)
            .text("product", &self.product)
            .time("at", Some(self.at));
        if let Some(tenant) = &self.tenant {
            let value = Object::default().text("id", tenant.id.as_str()).text("name", &tenant.name);
            object = object.put("tenant", value.maybe("domain", tenant.domain.as_deref()));
        }
        if let Some(application) = &self.application {
            let value = Object::default().text("id", application.id.as_str());
            let value = value.text("appId", application.app_id.as_str()).text("name", &application.name);
            object = object.put("application", value);
        }
        if let Some(by) = &self.by {
            let value = Object::default().text("id", by.id.as_str()).text("name", &by.name);
            object = object.put("by", value.text("username", &by.username));
        }
        object = object
            .maybe("tenantUrl", self.tenant_url.as_deref())
            .time("secretStoredAt", self.secret_stored_at)
            .text("overall", self.overall().as_str())
            .list("steps", &self.steps, step);
        if let Some(rows) = &self.mapping {
            object = object.list("mapping", rows, mapping);
        }
        if let Some(groups) = &self.groups {
            object = object.list("groups", groups, |group| {
                Object::default().text("id", group.id.as_str()).text("name", &group.name)
            });
        }
        if let Some(found) = &self.job {
            object = object.put("job", job(found));
        }
        let counts = Object::default()
            .put("proven", counts.proven)
            .put("wrong", counts.wrong)
            .put("unknown", counts.unknown);
        let object = object.list("changes", &self.changes, change).list("proofs", &self.proofs, proof);
        format!("{:#}\n", Value::from(object.put("counts", counts)))
    }
}

fn step(step: &StepReport) -> Object {
    let object = Object::default().text("step", step.step.as_str()).text("status", step.status.as_str());
    object.list("findings", &step.findings, finding)
}

fn finding(finding: &FindingReport) -> Object {
    let object = Object::default().text("check", &finding.check).text("severity", &finding.severity);
    object.text("says", &finding.says).list("evidence", &finding.evidence, evidence)
}

fn evidence(evidence: &EvidenceReport) -> Object {
    let object = Object::default()
        .text("about", evidence.about.word())
        .text("subject", &evidence.subject)
        .text("now", &evidence.now)
        .maybe("shouldBe", evidence.should_be.as_deref());
    if evidence.personal { object.put("personal", true) } else { object }
}

fn mapping(row: &MappingState) -> Object {
    let object = Object::default().text("target", &row.target).text("required", &row.required);
    object.text("now", &row.now).put("right", row.right)
}

fn job(job: &JobReport) -> Object {
    Object::default()
        .text("state", job.state.word())
        .time("lastCycle", job.last_cycle)
        .maybe("quarantine", job.quarantine.as_deref())
        .time("quarantinedSince", job.quarantined_since)
}

fn change(change: &ChangeReport) -> Object {
    Object::default()
        .text("change", &change.change)
        .text("step", change.step.as_str())
        .text("says", &change.says)
        .time("at", Some(change.at))
        .maybe("requestId", change.request_id.as_deref())
        .text("outcome", key::outcome(change.outcome))
        .list("rows", &change.rows, row)
}

fn row(row: &ChangedRow) -> Object {
    let object = Object::default().text("about", row.about.word()).text("subject", &row.subject);
    object.text("before", &row.before).text("after", &row.after)
}

fn proof(proof: &ProofReport) -> Object {
    Object::default()
        .text("id", proof.id.as_str())
        .text("name", &proof.name)
        .text("verdict", proof.verdict.word())
        .maybe("sent", proof.sent.as_deref())
        .maybe("code", proof.code.as_deref())
        .time("at", proof.at)
}
