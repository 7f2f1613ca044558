//! Step 5: choose people, provision them now, and see for each whether both identities meet.

use crate::setup::checks::groups as groups_check;
use crate::setup::checks::on_demand as check;
use crate::setup::facts::{Delivery, Person};
use crate::setup::finding::Kind;
use crate::setup::ids::ObjectId;
use crate::setup::plan::plan_on_demand;
use crate::setup::proof::Proof;
use crate::setup::report::Verdict;
use crate::setup::step::Status as StepStatus;
use crate::setup::step::StepId;
use crate::ui::kit::{Avatar, Button, ButtonKind, Checkbox, Disclosure, StatusBadge};
use crate::ui::model::Assistant;
use crate::ui::parts::delivery::{Steps, Values};
use crate::ui::parts::log;
use crate::ui::parts::proof::{ProofParts, verdict};
use crate::words::en::findings as words;
use crate::words::en::labels as t;
use crate::words::en::log::{SHOW_LOG, explain};
use leptos::prelude::*;

/// Whether a finding is not about one person: those stand in the person's row.
#[must_use]
pub const fn is_not_a_person(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::PersonProven
            | Kind::PersonWrong
            | Kind::PersonNotSent
            | Kind::PersonUnclear
            | Kind::PersonSkipped(_)
            | Kind::PersonFailed(_)
    )
}

/// The people.
#[component]
pub fn OnDemand() -> impl IntoView {
    let assistant = Assistant::current();
    let people = Memo::new(move |_| offered(assistant));
    let plan = Memo::new(move |_| {
        assistant.facts.with(|facts| {
            assistant.visit.with(|visit| assistant.product(|product| plan_on_demand(product, facts, visit)))
        })
    });
    let blocked = Signal::derive(move || {
        assistant.assessment.with(|assessment| assessment.status(StepId::OnDemand)) == StepStatus::Blocked
    });
    let is_finished = Memo::new(move |_| assistant.overall() == StepStatus::Done);
    let can = move || !plan.with(crate::setup::plan::Plan::is_empty) && !blocked.get();
    view! { class = "tsa",
        <ul class="tsa-findings" role="list">
            <For each=move || people.get() key=|person| person.id.clone() let:person><PersonRow person assistant /></For>
        </ul>
        {move || can().then(|| view! { class = "tsa",
            <div class="tsa-row">
                <Button label=t::PROVISION kind=ButtonKind::Primary on_click=move |()| assistant.propose(plan.get_untracked()) />
                <span class="tsa-quiet tsa-small">{t::UP_TO_FIVE}</span>
            </div>
        })}
        // Once all is done it stands above the steps.
        {move || (!is_finished.get()).then(|| view! { class = "tsa", <ProofParts /> })}
        <div class="tsa-row"><Button label=SHOW_LOG kind=ButtonKind::Quiet on_click=move |()| log::show(assistant) /></div>
    }
}

/// Members of the groups that matter, at most so many that a person can look through them.
fn offered(assistant: Assistant) -> Vec<Person> {
    const LIMIT: usize = 50;
    assistant.facts.with(|facts| {
        assistant.visit.with(|visit| {
            assistant.product(|product| {
                let mut people: Vec<Person> = Vec::new();
                for group in groups_check::relevant(product, facts, visit) {
                    for person in group.members.known().map_or(&[][..], |members| &members.people) {
                        if people.len() < LIMIT && people.iter().all(|known| known.id != person.id) {
                            people.push(person.clone());
                        }
                    }
                }
                people
            })
        })
    })
}

fn chosen(assistant: Assistant) -> Vec<ObjectId> {
    assistant.facts.with(|facts| {
        assistant.visit.with(|visit| {
            assistant.product(|product| {
                check::chosen(product, facts, visit)
                    .into_iter()
                    .map(|(_, person)| person.id.clone())
                    .collect()
            })
        })
    })
}

fn proof(assistant: Assistant, person: &Person) -> Proof {
    assistant.facts.with(|facts| assistant.product(|product| check::proof(product, facts, person)))
}

#[component]
fn PersonRow(person: Person, assistant: Assistant) -> impl IntoView {
    let id = person.id.clone();
    let is_chosen = {
        let id = id.clone();
        Signal::derive(move || chosen(assistant).contains(&id))
    };
    let choose = {
        let id = id.clone();
        move |wanted| {
            let mut all = assistant.visit.with_untracked(|visit| visit.chosen_people.clone());
            if all.is_empty() {
                all = untrack(|| chosen(assistant));
            }
            all.retain(|other| *other != id);
            if wanted {
                all.push(id.clone());
            }
            assistant.visit.update(|visit| visit.chosen_people = all);
        }
    };
    let shown = person.clone();
    let proven = Memo::new(move |_| proof(assistant, &shown));
    let result = move || {
        let proof = proven.get();
        (is_chosen.get() || proof != Proof::NotSent).then(|| {
            let (status, kind) = verdict(&proof);
            let word = assistant.say(words::finding(&kind).what);
            view! { class = "tsa", <StatusBadge status label=word /> }
        })
    };
    let name = person.label().to_owned();
    let hint = person.username.clone();
    let disabled = person.enabled == Some(false);
    let why = move || {
        let code = match proven.get() {
            Proof::Skipped { code } | Proof::Failed { code } => code,
            _ => return None,
        };
        let (means, act) = explain(&code)?;
        let text = assistant.say(&[means, " ", act].concat());
        Some(view! { class = "tsa", <p class="tsa-small tsa-quiet">{text}</p> })
    };
    let steps = {
        let id = id.clone();
        let newest = Memo::new(move |_| newest(assistant, &id).filter(|delivery| !delivery.steps.is_empty()));
        move || newest.get().map(steps_taken)
    };
    view! { class = "tsa",
        <li class="tsa-finding" data-person=id.as_str().to_owned() data-proof=move || Verdict::of(&proven.get()).as_str()>
            <Avatar name=name.clone() />
            <div class="tsa-person">
                <Checkbox label=name hint=hint checked=is_chosen disabled=disabled on_change=choose />
                {why}
                {steps}
            </div>
            <div class="tsa-finding-end">{result}</div>
        </li>
    }
}

fn newest(assistant: Assistant, person: &ObjectId) -> Option<Delivery> {
    assistant.facts.with(|facts| {
        facts.deliveries.known()?.iter().rev().find(|delivery| delivery.person == *person).cloned()
    })
}

fn steps_taken(delivery: Delivery) -> impl IntoView {
    view! { class = "tsa",
        <Disclosure summary=t::STEPS_TAKEN><Steps steps=delivery.steps /><Values values=delivery.values /></Disclosure>
    }
}
