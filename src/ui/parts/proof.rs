//! The proof: what a person signs in with beside what Entra will send and what it sent. What was not sent never passes.

mod everybody;
mod picture;

use crate::setup::finding::{Kind, Shown, Subject};
use crate::setup::identity::{Identity, identities};
use crate::setup::person::Sent;
use crate::setup::proof::Proof;
use crate::setup::report::Verdict;
use crate::ui::format;
use crate::ui::kit::{Marked, MarkedCode, Status, StatusBadge};
use crate::ui::model::Assistant;
use crate::ui::parts::evidence;
use crate::words::en::findings;
use crate::words::en::labels as t;
use crate::words::en::proof as words;
use everybody::Everyone;
use leptos::prelude::*;
use picture::Picture;

/// The picture of one person, the chosen people, and everybody in scope.
#[component]
pub fn ProofParts() -> impl IntoView {
    let assistant = Assistant::current();
    let chosen = Memo::new(move |_| {
        assistant.facts.with(|facts| {
            assistant.visit.with(|visit| assistant.product(|product| identities(product, facts, visit)))
        })
    });
    let list = move || {
        let people = chosen.get();
        (!people.is_empty()).then(|| {
            let people = people.into_iter().map(|one| person(assistant, one)).collect_view();
            view! { class = "tsa",
                <section class="tsa-proof" aria-label=t::PROOF_TITLE>
                    <h3 class="tsa-section-title">{t::PROOF_TITLE}</h3>
                    <p class="tsa-quiet">{assistant.say(t::PROOF_TEXT)}</p>
                    <ul class="tsa-findings" role="list">{people}</ul>
                </section>
            }
        })
    };
    view! { class = "tsa", <Picture assistant chosen />{list}<Everyone assistant /> }
}

/// The sign and the words of a proof.
#[must_use]
pub fn verdict(proof: &Proof) -> (Status, Kind) {
    match proof {
        Proof::Proven { .. } => (Status::Done, Kind::PersonProven),
        Proof::Wrong { .. } => (Status::Failed, Kind::PersonWrong),
        Proof::NotSent => (Status::Attention, Kind::PersonNotSent),
        Proof::Unclear => (Status::Attention, Kind::PersonUnclear),
        Proof::Skipped { code } => (Status::Attention, Kind::PersonSkipped(code.clone())),
        Proof::Failed { code } => (Status::Failed, Kind::PersonFailed(code.clone())),
    }
}

fn person(assistant: Assistant, one: Identity) -> AnyView {
    let (status, kind) = verdict(&one.proof);
    let sentence = findings::finding(&kind);
    let label = assistant.say(sentence.what);
    let act = (status != Status::Done).then(|| {
        let parts = [sentence.means, sentence.act].into_iter().filter(|part| !part.is_empty());
        assistant.say(&parts.collect::<Vec<_>>().join(" "))
    });
    let differs = one.near_miss.as_ref().map(words::differs);
    let target = target(assistant);
    let id = one.person.id.as_str().to_owned();
    let signs_in = id.clone();
    let (next, is_next_right) = match &one.will_send {
        Some(sent) => (will_send(sent), sent.is(&one.person.id)),
        None => (t::UNREAD_VALUE.to_owned(), false),
    };
    let judged = if is_next_right { words::IS_OBJECT_ID } else { words::IS_NOT_OBJECT_ID };
    let route = [&target, " ← ", &mapped_source(assistant, &target), ": ", judged].concat();
    let sent = sent(&one);
    let when = match &one.proof {
        Proof::Proven { at } | Proof::Wrong { at, .. } => at.map(format::moment),
        _ => None,
    };
    let seen = [one.in_answer.then_some(words::IN_ANSWER), one.in_log.then_some(words::IN_LOG)];
    let notes = std::iter::once(target).chain(when).chain(seen.into_iter().flatten().map(str::to_owned));
    let notes = notes.collect::<Vec<_>>().join(" · ");
    let line = |name: &'static str, part: &'static str, value: Marked, note: String| {
        view! { class = "tsa",
            <div class="tsa-proof-line" data-identity=part>
                <dt>{name}</dt>
                <dd class="tsa-proof-value"><MarkedCode value /></dd>
                <dd class="tsa-proof-note">{note}</dd>
            </div>
        }
    };
    view! { class = "tsa",
        <li class="tsa-proof-person" data-proven=id data-verdict=Verdict::of(&one.proof).as_str()>
            <div class="tsa-proof-head"><strong>{one.person.label().to_owned()}</strong><StatusBadge status label /></div>
            <dl class="tsa-proof-lines">
                {line(words::SIGNS_IN, "sign-in", signs_in.into(), words::OID.to_owned())}
                {line(words::WILL_SEND, "next", next.into(), route)}
                {line(words::SENT, "sent", sent, notes)}
            </dl>
            {differs.map(|text| view! { class = "tsa", <p class="tsa-proof-differs">{text}</p> })}
            {act.map(|text| view! { class = "tsa", <p class="tsa-quiet tsa-small">{text}</p> })}
        </li>
    }
    .into_any()
}

/// The attribute at the product that holds the identity.
fn target(assistant: Assistant) -> String {
    assistant.product(|product| {
        product.identity_mapping().map_or_else(String::new, |mapping| mapping.target.clone())
    })
}

/// What was sent, with what differs marked, or a dash.
fn sent(one: &Identity) -> Marked {
    match (&one.near_miss, one.sent()) {
        (Some(miss), _) => {
            Marked { before: miss.before.clone(), marked: miss.sent.clone(), after: miss.after.clone() }
        }
        (None, Some(sent)) => sent.to_owned().into(),
        (None, None) => "–".to_owned().into(),
    }
}

fn will_send(sent: &Sent) -> String {
    match sent {
        Sent::Value(text) => text.clone(),
        Sent::Nothing => t::EMPTY_VALUE.to_owned(),
        Sent::Computed => t::COMPUTED_VALUE.to_owned(),
        Sent::NotRead => t::UNREAD_VALUE.to_owned(),
    }
}

/// What the mapping reads today for `target`.
fn mapped_source(assistant: Assistant, target: &str) -> String {
    let subject = Subject::Attribute(target.to_owned());
    let shown = assistant.facts.with(|facts| {
        let rows = facts.mapping.known().map_or(&[][..], |mapping| mapping.rows.as_slice());
        rows.iter()
            .rfind(|row| row.target.eq_ignore_ascii_case(target))
            .map_or(Shown::Absent, crate::setup::checks::mapping::shown)
    });
    evidence::text(assistant, &subject, &shown)
}
