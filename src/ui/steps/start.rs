//! Step 4: what will happen, starting, and the cycle as it runs.

use crate::setup::audience::audience;
use crate::setup::change::Change;
use crate::setup::checks::mapping;
use crate::setup::checks::start::{Phase, objects, phase};
use crate::setup::entra::first_cycle;
use crate::setup::facts::{Facts, Job};
use crate::setup::plan::{Plan, needs_a_person};
use crate::setup::step::StepId;
use crate::ui::format;
use crate::ui::kit::{Button, ButtonKind, CodeBlock, KeyValue, KeyValueList};
use crate::ui::model::Assistant;
use crate::ui::parts::cycle::CycleView;
use crate::ui::parts::log::ProvisioningLog;
use crate::words::en::labels as t;
use crate::words::en::repair;
use crate::words::en::steps;
use leptos::prelude::*;

/// The synchronization.
#[component]
pub fn Start() -> impl IntoView {
    let assistant = Assistant::current();
    let now = Memo::new(move |_| assistant.facts.with(|facts| facts.job().map(phase)));
    let planned =
        move || assistant.plan.with(|plan| Plan { changes: plan.of(StepId::Start).cloned().collect() });
    // Only what is the next thing to do is offered by itself; before that, "Fix everything" shows the way.
    let ready = move || {
        assistant.plan.with(|plan| plan.changes.first().is_some_and(|change| change.step() == StepId::Start))
    };
    let label = move || match planned().changes.first() {
        Some(Change::Restart) => t::RESTART_PROVISIONING,
        _ => t::START_PROVISIONING,
    };
    let message = Memo::new(move |_| {
        assistant.facts.with(|facts| assistant.product(|product| repair::message(product, facts)))
    });
    let pause = move |()| assistant.propose(Plan { changes: vec![Change::Pause] });
    let running = move || now.get().is_some_and(Phase::runs);
    // No plan starts what only a person can judge; a person may (graph-contract §7.57).
    let can_decide = Memo::new(move |_| {
        assistant.facts.with(|facts| {
            facts.job().is_some_and(needs_a_person)
                && assistant.product(|product| mapping::is_right(product, facts))
        })
    });
    let start = move |()| assistant.propose(Plan { changes: vec![Change::Start] });
    view! { class = "tsa",
        <KeyValueList facts=Signal::derive(move || facts(assistant)) />
        <CycleView />
        {move || message.get().map(|text| view! { class = "tsa",
            <div class="tsa-section">
                <p>{assistant.say(t::REPAIR_TEXT)}</p>
                <CodeBlock label=assistant.say(t::REPAIR_MESSAGE) code=text />
            </div>
        })}
        <div class="tsa-row">
            {move || ready().then(|| view! { class = "tsa",
                <Button label=label() kind=ButtonKind::Primary on_click=move |()| assistant.propose(planned()) />
            })}
            {move || can_decide.get().then(|| view! { class = "tsa", <Button label=t::START_PROVISIONING on_click=start /> })}
            {move || running().then(|| view! { class = "tsa", <Button label=t::PAUSE_PROVISIONING on_click=pause /> })}
        </div>
        <ProvisioningLog />
    }
}

fn facts(assistant: Assistant) -> Vec<KeyValue> {
    let fact = |key: &str, value: String| KeyValue { key: assistant.say(key), value, code: false };
    assistant.facts.with(|facts| {
        let people = objects(facts);
        let (low, high) = first_cycle(people);
        let mut all = vec![fact(t::PEOPLE_IN_SCOPE, people.to_string())];
        if !facts.job().is_some_and(Job::has_synced) {
            all.extend(before_first_cycle(assistant, facts));
        }
        let Some(job) = facts.job() else {
            all.push(fact(t::EXPECTED_TIME, format::between(low, high)));
            return all;
        };
        if job.steady_since.is_none() && !phase(job).runs() {
            all.push(fact(t::EXPECTED_TIME, format::between(low, high)));
        }
        let counts: Vec<_> = job.counts.iter().map(|(kind, count)| steps::counted(kind, *count)).collect();
        if !counts.is_empty() {
            all.push(fact(t::AT_PRODUCT, counts.join(", ")));
        }
        if let Some(run) = job.last_run.as_ref().filter(|_| phase(job) != Phase::FirstCycle) {
            all.push(fact(t::LAST_CYCLE, format::moment(run.ended)));
        }
        all
    })
}

/// What to know about these people before anybody is created.
fn before_first_cycle(assistant: Assistant, facts: &Facts) -> Vec<KeyValue> {
    let found = assistant.visit.with(|visit| assistant.product(|product| audience(product, facts, visit)));
    let mut all: Vec<(String, String)> = Vec::new();
    let mut count = |name: &str, count: u64| {
        if count > 0 {
            all.push((name.to_owned(), count.to_string()));
        }
    };
    count(t::AUDIENCE_UNREAD, found.unread);
    count(t::AUDIENCE_GUESTS, found.guests);
    count(t::AUDIENCE_DISABLED, found.disabled);
    for (attribute, people) in &found.without {
        count(&[t::AUDIENCE_WITHOUT, " ", attribute].concat(), *people);
    }
    if let Some(attribute) = &found.matched_by {
        count(
            &[t::AUDIENCE_WITHOUT, " ", attribute, " ", t::AUDIENCE_NOT_CREATED].concat(),
            found.without_match,
        );
        count(&[t::AUDIENCE_SHARING, " ", attribute].concat(), found.sharing_match);
    }
    if !found.not_expanded.is_empty() {
        all.push((t::AUDIENCE_NOT_EXPANDED.to_owned(), found.not_expanded.join(", ")));
    }
    all.into_iter().map(|(key, value)| KeyValue { key: assistant.say(&key), value, code: false }).collect()
}
