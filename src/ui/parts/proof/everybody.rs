//! Everybody in scope in a few figures, and by name those under a wrong identity.

use crate::setup::everybody::{Everybody, WrongPerson, everybody};
use crate::setup::step::{Status as StepStatus, StepId};
use crate::ui::format;
use crate::ui::kit::{Button, ButtonKind, Disclosure, Shares, Status, StatusIcon};
use crate::ui::model::Assistant;
use crate::ui::parts::log;
use crate::words::en::labels as t;
use crate::words::en::proof as words;
use leptos::prelude::*;

/// As many are listed as a person reads; the log holds the others.
const LISTED: usize = 20;

/// The count.
#[component]
pub fn Everyone(assistant: Assistant) -> impl IntoView {
    // Counted only where somebody looks: the log may be long.
    let is_seen = Memo::new(move |_| {
        assistant.open.get() == Some(StepId::OnDemand) || assistant.overall() == StepStatus::Done
    });
    let found = Memo::new(move |_| {
        is_seen.get().then(|| {
            assistant.facts.with(|facts| {
                assistant.log.with(|log| assistant.product(|product| everybody(product, facts, log)))
            })
        })
    });
    move || found.get().filter(|found| found.people() > 0).map(|found| drawn(assistant, &found))
}

fn drawn(assistant: Assistant, found: &Everybody) -> AnyView {
    let wrong = found.wrong.len() as u64;
    let parts = [
        (Status::Done, "proven", found.proven, words::PROVEN),
        (Status::Failed, "wrong", wrong, words::WRONG),
        (Status::Attention, "left-out", found.left_out, words::LEFT_OUT),
        (Status::Unknown, "unknown", found.unknown, words::UNKNOWN),
    ];
    let figure = |(status, kind, count, word): (Status, &'static str, u64, &'static str)| {
        view! { class = "tsa",
            <li class="tsa-everybody-figure" data-kind=kind data-count=count.to_string()>
                <StatusIcon status /><strong class="tsa-number">{count.to_string()}</strong>" "{word}
            </li>
        }
    };
    let shares = parts.map(|(status, _, count, _)| (status, count)).to_vec();
    let reach = words::reach(found.reach, format::moment);
    let notes = words::notes(reach, found.unknown, found.unread, found.more);
    let listed = found.wrong.iter().take(LISTED).map(|person| wrong_person(assistant, person)).collect_view();
    let others = found.wrong.len().saturating_sub(LISTED);
    let list = (wrong > 0).then(|| {
        view! { class = "tsa",
            <Disclosure summary=words::WRONG_PEOPLE note=wrong.to_string()>
                <ul class="tsa-findings" role="list">{listed}</ul>
                {(others > 0).then(|| view! { class = "tsa", <p class="tsa-quiet tsa-small">{words::OTHERS.replace("{count}", &others.to_string())}</p> })}
            </Disclosure>
        }
    });
    view! { class = "tsa",
        <section class="tsa-proof" aria-label=words::EVERYBODY data-everybody="">
            <h3 class="tsa-section-title">{words::EVERYBODY}</h3>
            <Shares parts=shares />
            <ul class="tsa-everybody" role="list">{parts.map(figure).collect_view()}</ul>
            <p class="tsa-quiet tsa-small">{notes}</p>
            {list}
        </section>
    }
    .into_any()
}

fn wrong_person(assistant: Assistant, person: &WrongPerson) -> AnyView {
    let id = person.id.clone();
    let (shown, named) = (id.as_str().to_owned(), id.as_str().to_owned());
    let name = person.name.clone();
    let sent = if person.sent.is_empty() { t::EMPTY_VALUE.to_owned() } else { person.sent.clone() };
    view! { class = "tsa",
        <li class="tsa-finding" data-wrong=named>
            <StatusIcon status=Status::Failed />
            <span class="tsa-finding-title">{name}</span>
            <div class="tsa-finding-body tsa-small">{words::SENT}" "<code>{sent}</code>" · "{words::IN_PLACE_OF}" "<code>{shown}</code></div>
            <div class="tsa-finding-end"><Button label=words::SHOW_IN_LOG kind=ButtonKind::Quiet on_click=move |()| log::show_person(assistant, &id) /></div>
        </li>
    }
    .into_any()
}
