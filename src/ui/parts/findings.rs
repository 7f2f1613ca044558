//! Findings as a list: a sign, what, what it means, what to do, and the evidence.

use super::evidence;
use crate::setup::facts::Facts;
use crate::setup::finding::{Evidence, Finding, Kind, Severity};
use crate::setup::step::StepId;
use crate::ui::kit::{Status, StatusIcon};
use crate::ui::model::Assistant;
use crate::words::en::findings;
use crate::words::en::labels as t;
use leptos::prelude::*;

/// The findings of a step, without those that the step draws in another way.
#[component]
pub fn Findings(
    /// The step.
    step: StepId,
    /// Whether a kind is drawn here.
    shows: fn(&Kind) -> bool,
) -> impl IntoView {
    let assistant = Assistant::current();
    let found = Memo::new(move |_| {
        assistant.assessment.with(|assessment| {
            let found = assessment.step(step).map_or(&[][..], |found| &found.findings);
            found.iter().filter(|finding| shows(&finding.kind)).cloned().collect::<Vec<_>>()
        })
    });
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! { class = "tsa",
                <ul class="tsa-findings" role="list">
                    {found.into_iter().map(|finding| view! { class = "tsa", <Item finding assistant /> }).collect_view()}
                </ul>
            }
        })
    }
}

#[component]
fn Item(finding: Finding, assistant: Assistant) -> impl IntoView {
    let sentence = findings::finding(&finding.kind);
    let about = named(&finding.evidence);
    let title = assistant.say(sentence.what);
    let title = if about.is_empty() { title } else { [about.as_str(), ": ", &title].concat() };
    let body = [sentence.means, sentence.act].into_iter().filter(|part| !part.is_empty());
    let body = assistant.say(&body.collect::<Vec<_>>().join(" "));
    let message = assistant.facts.with_untracked(|facts| microsoft_says(&finding.kind, facts));
    let status = status(finding.kind.severity());
    view! { class = "tsa",
        <li class="tsa-finding">
            <StatusIcon status />
            <span class="tsa-finding-title">{title}</span>
            <div class="tsa-finding-body">
                {(!body.is_empty()).then(|| view! { class = "tsa", <p>{body}</p> })}
                {finding.evidence.into_iter().map(|evidence| view! { class = "tsa", <Line evidence assistant /> }).collect_view()}
                {message.map(|text| view! { class = "tsa", <super::failure::MicrosoftSays text /> })}
            </div>
        </li>
    }
}

/// What the finding is about, where the sentence alone does not say.
fn named(evidence: &[Evidence]) -> String {
    use crate::setup::finding::Subject;
    match evidence.first().map(|first| &first.subject) {
        Some(Subject::Group(name) | Subject::Person(name) | Subject::Attribute(name)) => name.clone(),
        _ => String::new(),
    }
}

fn microsoft_says(kind: &Kind, facts: &Facts) -> Option<String> {
    match kind {
        Kind::Quarantined(_) => {
            let (_, message) = facts.job()?.quarantine.as_ref()?.error.as_ref()?;
            (!message.is_empty()).then(|| message.clone())
        }
        Kind::TestFailed(failure) if !failure.message.is_empty() => Some(failure.message.clone()),
        _ => None,
    }
}

/// One piece of evidence: what it is, and what it should be.
#[component]
fn Line(evidence: Evidence, assistant: Assistant) -> impl IntoView {
    let subject = findings::subject(&evidence.subject);
    let now = evidence::text(assistant, &evidence.subject, &evidence.now);
    let should_be = evidence.should_be.map(|wanted| evidence::text(assistant, &evidence.subject, &wanted));
    view! { class = "tsa",
        <p class="tsa-evidence">
            <span class="tsa-evidence-what">{subject}</span>
            <span class="tsa-evidence-now">{now}</span>
            {should_be.map(|wanted| view! { class = "tsa",
                <span class="tsa-evidence-should"><span class="tsa-quiet">{t::SHOULD_BE}" "</span>{wanted}</span>
            })}
        </p>
    }
}

/// The sign of a severity.
#[must_use]
pub const fn status(severity: Severity) -> Status {
    match severity {
        Severity::Good => Status::Done,
        Severity::Info => Status::Unknown,
        Severity::Warning | Severity::Problem => Status::Attention,
        Severity::Running => Status::Working,
        Severity::Blocker => Status::Blocked,
        Severity::Failure => Status::Failed,
    }
}
