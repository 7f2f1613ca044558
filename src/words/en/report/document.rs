//! The report laid out in English.

use super::super::proof as words;
use super::super::{findings, steps};
use super::{job, verdict};
use crate::setup::everybody::Reach;
use crate::setup::finding::Subject;
use crate::setup::receipt::Outcome;
use crate::setup::report::{
    Block, ChangeReport, Document, EverybodyReport, EvidenceReport, FindingReport, LogRead, Report,
    StepReport,
};
use std::time::SystemTime;

/// A time that reads the same everywhere.
#[must_use]
pub fn when(time: SystemTime) -> String {
    humantime::format_rfc3339_seconds(time).to_string().replace('T', " ").replace('Z', " UTC")
}

/// The report as blocks.
#[must_use]
pub fn document(report: &Report) -> Document {
    let mut blocks = vec![Block::Facts(head(report))];
    proofs(report, &mut blocks);
    blocks.push(heading("Checks"));
    for step in &report.steps {
        checks(step, &mut blocks);
    }
    state(report, &mut blocks);
    changes(report, &mut blocks);
    Document { language: "en", title: ["Provisioning into ", &report.product].concat(), blocks }
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

fn table(caption: &str, head: &[&str], rows: Vec<Vec<String>>) -> Block {
    let head = head.iter().map(|cell| (*cell).to_owned()).collect();
    Block::Table { caption: caption.to_owned(), head, rows }
}

/// What stands where nothing is known.
fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "–".to_owned())
}

fn with_id(name: &str, id: &str) -> String {
    [name, " (", id, ")"].concat()
}

fn head(report: &Report) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    let mut add = |name: &str, value: String| facts.push((name.to_owned(), value));
    if let Some(tenant) = &report.tenant {
        let domain = tenant.domain.as_ref().map(|domain| [" · ", domain].concat()).unwrap_or_default();
        add("Tenant", [&with_id(&tenant.name, tenant.id.as_str()), domain.as_str()].concat());
    }
    if let Some(application) = &report.application {
        add("Application", with_id(&application.name, application.id.as_str()));
        add("Application (client) ID", application.app_id.as_str().to_owned());
    }
    if let Some(by) = &report.by {
        let same = by.name == by.username;
        let name = if same { by.name.clone() } else { [&by.name, " · ", &by.username].concat() };
        add("By", with_id(&name, by.id.as_str()));
    }
    add("When", when(report.at));
    add("Result", steps::status(report.overall()).to_owned());
    if report.masked {
        add("Names", "Masked".to_owned());
    }
    facts
}

fn proofs(report: &Report, blocks: &mut Vec<Block>) {
    blocks.push(heading("Proof"));
    chosen(report, blocks);
    if let Some(everybody) = &report.everybody {
        everyone(everybody, blocks);
    }
}

fn chosen(report: &Report, blocks: &mut Vec<Block>) {
    let counts = report.counts();
    let count = [
        &counts.proven.to_string(),
        " proven, ",
        &counts.wrong.to_string(),
        " wrong, ",
        &counts.unknown.to_string(),
        " not known.",
    ];
    blocks.push(Block::Text(count.concat()));
    if report.proofs.is_empty() {
        return;
    }
    let rows = report.proofs.iter().map(|proof| {
        let code = proof.code.as_ref().map(|code| [" (", code, ")"].concat()).unwrap_or_default();
        vec![
            proof.name.clone(),
            proof.id.as_str().to_owned(),
            or_dash(proof.will_send.clone()),
            or_dash(proof.sent.clone()),
            [verdict(proof.verdict), &code].concat(),
            or_dash(proof.at.map(when)),
        ]
    });
    let head = ["Person", "Object ID (sign-in)", "Will be sent", "Was sent", "Result", "When"];
    blocks.push(table("Each person's two identities", &head, rows.collect()));
}

fn everyone(all: &EverybodyReport, blocks: &mut Vec<Block>) {
    blocks.push(Block::Part(words::EVERYBODY.to_owned()));
    let figures = [
        (all.proven, words::PROVEN),
        (all.wrong, words::WRONG),
        (all.left_out, words::LEFT_OUT),
        (all.unknown, words::UNKNOWN),
    ];
    let figures = figures.map(|(count, word)| [&count.to_string(), " ", word].concat());
    blocks.push(Block::Text([&figures.join(", "), "."].concat()));
    let reach = words::reach(
        match (all.log, all.since) {
            (LogRead::Whole, _) => Reach::Whole,
            (LogRead::Part, Some(since)) => Reach::Since(since),
            (LogRead::Part, None) | (LogRead::Unread, _) => Reach::Unread,
        },
        when,
    );
    blocks.push(Block::Text(words::notes(reach, all.unknown, all.unread, all.more)));
    if all.wrong_people.is_empty() {
        return;
    }
    let rows = all
        .wrong_people
        .iter()
        .map(|person| vec![person.name.clone(), person.id.as_str().to_owned(), person.sent.clone()]);
    blocks.push(table(words::WRONG_PEOPLE, &["Person", "Object ID (sign-in)", "Was sent"], rows.collect()));
    let others = all.wrong.saturating_sub(all.wrong_people.len() as u64);
    if others > 0 {
        blocks.push(Block::Text(words::OTHERS.replace("{count}", &others.to_string())));
    }
}

fn checks(step: &StepReport, blocks: &mut Vec<Block>) {
    blocks.push(Block::Part([steps::title(step.step), ": ", steps::status(step.status)].concat()));
    if step.findings.is_empty() {
        return;
    }
    let rows = step.findings.iter().flat_map(finding).collect();
    blocks.push(table(steps::title(step.step), &["Finding", "About", "Is", "Should be"], rows));
}

fn finding(finding: &FindingReport) -> Vec<Vec<String>> {
    let row = |evidence: &EvidenceReport| {
        vec![
            finding.says.clone(),
            evidence.subject.clone(),
            evidence.now.clone(),
            or_dash(evidence.should_be.clone()),
        ]
    };
    finding.evidence.iter().map(row).collect()
}

/// What a later visit is compared with.
fn state(report: &Report, blocks: &mut Vec<Block>) {
    blocks.push(heading("State"));
    let mut facts = Vec::new();
    let mut add = |name: String, value: String| facts.push((name, value));
    if let Some(url) = &report.tenant_url {
        add(findings::subject(&Subject::TenantUrl), url.clone());
    }
    if let Some(stored) = report.secret_stored_at {
        add(findings::subject(&Subject::SecretToken), ["Stored in this visit, ", &when(stored)].concat());
    }
    match &report.job {
        None => add(findings::subject(&Subject::Job), "Not readable".to_owned()),
        Some(found) => {
            let reason =
                found.quarantine.as_ref().map(|reason| [" (", reason, ")"].concat()).unwrap_or_default();
            add(findings::subject(&Subject::Job), [job(found.state), &reason].concat());
            if let Some(ended) = found.last_cycle {
                add(findings::subject(&Subject::LastCycle), when(ended));
            }
        }
    }
    blocks.push(Block::Facts(facts));
    if let Some(mapping) = &report.mapping {
        let rows = mapping.iter().map(|row| {
            let word = if row.right { "Right" } else { "Wrong" };
            vec![row.target.clone(), row.now.clone(), row.required.clone(), word.to_owned()]
        });
        blocks.push(table("Mapping", &["Attribute", "Reads", "Must read", "Verdict"], rows.collect()));
    }
    if report.groups.as_ref().is_some_and(Vec::is_empty) {
        blocks.push(Block::Text("No group is assigned.".to_owned()));
    } else if let Some(groups) = &report.groups {
        let rows = groups.iter().map(|group| vec![group.name.clone(), group.id.as_str().to_owned()]);
        blocks.push(table("Assigned groups", &["Group", "Object ID"], rows.collect()));
    }
}

fn changes(report: &Report, blocks: &mut Vec<Block>) {
    blocks.push(heading("Changes"));
    if report.changes.is_empty() {
        blocks.push(Block::Text("Nothing was changed in this visit.".to_owned()));
        return;
    }
    let rows = report.changes.iter().flat_map(change).collect();
    let head = ["Change", "About", "Was", "Is", "When", "Outcome", "Request ID"];
    blocks.push(table("Changes, oldest first", &head, rows));
}

fn change(change: &ChangeReport) -> Vec<Vec<String>> {
    let outcome = match change.outcome {
        Outcome::Confirmed => "Seen",
        Outcome::AlreadySo => "Was so already",
        Outcome::NotVisibleYet => "Accepted, not visible yet",
    };
    let request_id = or_dash(change.request_id.clone());
    let row = |row: &crate::setup::report::ChangedRow| {
        vec![
            change.says.clone(),
            row.subject.clone(),
            row.before.clone(),
            row.after.clone(),
            when(change.at),
            outcome.to_owned(),
            request_id.clone(),
        ]
    };
    change.rows.iter().map(row).collect()
}
