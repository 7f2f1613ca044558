//! The assistant: the rail, the five steps, and what is being done.

use super::choose::{self, Choose};
use crate::setup::step::{Status, StepId};
use crate::ui::address;
use crate::ui::kit::{Announcer, Banner, Button, ButtonKind, LiveRegion, Rail, RailStep, Skeleton, Tone};
use crate::ui::model::{Assistant, Looking};
use crate::ui::parts::preview::Preview;
use crate::ui::parts::proof::ProofParts;
use crate::ui::parts::receipts::Receipts;
use crate::ui::parts::recording::{RecordingBar, RecordingSection};
use crate::ui::parts::report::ReportSection;
use crate::ui::parts::running::RunStatus;
use crate::ui::parts::title;
use crate::ui::steps::Steps;
use crate::words::en::labels as t;
use crate::words::en::report as words;
use crate::words::en::steps;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// The set-up page.
#[component]
pub fn Setup() -> impl IntoView {
    let assistant = Assistant::current();
    // A page around it may have one already, which stays when the assistant is built anew.
    let around = Announcer::current();
    let announcer = around.unwrap_or_else(Announcer::provide);
    announce(assistant, announcer);
    if assistant.around().owns_page {
        title::keep(assistant);
    }
    // What is shown can be reached again: after a reload, a sign-in, or by a colleague.
    let application = Memo::new(move |_| {
        assistant.facts.with(|facts| facts.application.as_ref().map(|application| application.id.clone()))
    });
    Effect::new(move |_| {
        let (application, step) = (application.get(), assistant.open.get());
        if assistant.looking.get() == Looking::Done && assistant.around().owns_page {
            address::show(application.as_ref(), step);
        }
    });
    // Facts change often; the steps are built once, or what is typed in them would be lost.
    let chooses = Memo::new(move |_| choose::is_needed(assistant));
    let is_finished = Memo::new(move |_| assistant.overall() == Status::Done);
    let (report, recording) = (RwSignal::new(false), RwSignal::new(false));
    let main = NodeRef::<html::Main>::new();
    let begun = StoredValue::new(false);
    let stopped = move || match assistant.looking.get() {
        Looking::NotYet => begun.get_value(),
        Looking::Now | Looking::Done => {
            begun.set_value(true);
            false
        }
    };
    // Nothing is known yet. Steps that were shown now would push each other away as soon as one of them unfolds.
    let first_look = Memo::new(move |before: Option<&bool>| match assistant.looking.get() {
        Looking::NotYet => before.is_none(),
        Looking::Now => before.copied().unwrap_or(true),
        Looking::Done => false,
    });
    view! { class = "tsa",
        <main class="tsa-main" node_ref=main data-setup=move || assistant.overall().as_str() aria-busy=move || (assistant.looking.get() == Looking::Now).to_string()>
            <Head assistant report />
            <aside class="tsa-aside"><Contents assistant main /></aside>
            <div class="tsa-stack" data-first-look=move || first_look.get().then_some("")>
                <RunStatus />
                <RecordingBar open=recording />
                <ReportSection open=report recording />
                <RecordingSection open=recording />
                {move || is_finished.get().then(|| view! { class = "tsa", <Finished assistant report /> })}
                {move || if chooses.get() {
                    view! { class = "tsa", <Choose /> }.into_any()
                } else {
                    view! { class = "tsa", <Steps /> }.into_any()
                }}
                {move || stopped().then(|| view! { class = "tsa",
                    <Banner tone=Tone::Info title=t::LOOK_STOPPED><p>{t::LOOK_STOPPED_TEXT}</p></Banner>
                })}
                {move || first_look.get().then(|| view! { class = "tsa", <Skeleton /> })}
                <Receipts />
            </div>
            <Preview />
            {around.is_none().then(|| view! { class = "tsa", <LiveRegion announcer /> })}
        </main>
    }
}

#[component]
fn Head(assistant: Assistant, report: RwSignal<bool>) -> impl IntoView {
    let name = move || {
        assistant.facts.with(|facts| {
            facts.application.as_ref().map(|application| [t::APPLICATION, ": ", &application.name].concat())
        })
    };
    let several = move || {
        assistant.facts.with(|facts| {
            facts.application.is_some() && facts.applications.known().is_some_and(|found| found.len() > 1)
        })
    };
    let all = move || assistant.plan.get();
    let fixes = Signal::derive(move || all().is_empty());
    // A look would end the waiting of what is under way, and another application would take its place.
    let busy = Signal::derive(move || assistant.is_busy());
    view! { class = "tsa",
        <div class="tsa-main-head">
            <div>
                <h1 class="tsa-page-title">{assistant.say(t::SETUP_TITLE)}</h1>
                <p class="tsa-quiet tsa-row">{name}{move || several().then(|| view! { class = "tsa",
                    <Button label=t::CHANGE_APPLICATION kind=ButtonKind::Quiet disabled=busy on_click=move |()| assistant.choose_again() />
                })}</p>
            </div>
            <div class="tsa-row">
                <Button label=words::OPEN kind=ButtonKind::Quiet on_click=move |()| report.set(true) />
                <Button label=t::CHECK_AGAIN busy=Signal::derive(move || busy.get() || assistant.looking.get() == Looking::Now) on_click=move |()| assistant.look() />
                {move || (!fixes.get()).then(|| view! { class = "tsa",
                    <Button label=t::FIX_EVERYTHING kind=ButtonKind::Primary busy on_click=move |()| assistant.propose(all()) />
                })}
            </div>
        </div>
    }
}

#[component]
fn Contents(assistant: Assistant, main: NodeRef<html::Main>) -> impl IntoView {
    let step = |step: StepId| RailStep {
        id: step.as_str(),
        label: Signal::derive(move || steps::title(step).to_owned()),
        status: Signal::derive(move || assistant.status(step).into()),
        note: Signal::derive(move || Some(steps::status(assistant.status(step)).to_owned())),
    };
    let current = Signal::derive(move || assistant.open.get().map_or("", StepId::as_str));
    let select = move |id: &'static str| {
        assistant.open.set(StepId::from_name(id));
        show(main, &["#step-", id].concat());
    };
    view! { class = "tsa", <Rail label=t::STEPS steps=assistant.around().steps.into_iter().map(step).collect() current on_select=select /> }
}

/// Scrolls to an element once it is unfolded, and puts the focus on its heading's button.
fn show(main: NodeRef<html::Main>, selector: &str) {
    // Not through the document: in a host's page it does not see into the element.
    let found = main.get_untracked().and_then(|main| main.query_selector(selector).ok().flatten());
    request_animation_frame(move || {
        let Some(element) = found else { return };
        element.scroll_into_view();
        let button = element.query_selector("button").ok().flatten();
        if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Focusing throws for no element that is in the document.
            drop(button.focus());
        }
    });
}

#[component]
fn Finished(assistant: Assistant, report: RwSignal<bool>) -> impl IntoView {
    let open = move || view! { class = "tsa", <Button label=words::OPEN_FINISHED on_click=move |()| report.set(true) /> };
    view! { class = "tsa",
        <Banner tone=Tone::Ok title=t::ALL_RIGHT actions=open>
            <p>{assistant.say(t::ALL_RIGHT_TEXT)}</p>
        </Banner>
        <section class="tsa-card" aria-label=t::PROOF_CARD data-finished="">
            <div class="tsa-card-body tsa-proof-card"><ProofParts /></div>
        </section>
    }
}

/// Says each new status once.
fn announce(assistant: Assistant, announcer: Announcer) {
    Effect::new(move |before: Option<Vec<Status>>| {
        let around = assistant.around();
        let now: Vec<_> = around.steps.iter().map(|step| assistant.status(*step)).collect();
        if let Some(before) = before {
            let changed =
                around.steps.iter().zip(before.iter().zip(&now)).filter(|(_, (before, now))| before != now);
            let words: Vec<_> = changed
                .map(|(step, (_, now))| [steps::title(*step), ": ", steps::status(*now)].concat())
                .collect();
            if !words.is_empty() && assistant.looking.get_untracked() == Looking::Done {
                announcer.say(&words.join(". "));
            }
        }
        now
    });
}
