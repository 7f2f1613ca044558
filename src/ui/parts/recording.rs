//! The recording for support: switched on, looked through, saved or thrown away.

mod exchange;

use crate::recording::{Exchange, Names, State};
use crate::ui::browser;
use crate::ui::kit::{Announcer, Banner, Button, ButtonKind, Checkbox, Tone, VirtualList};
use crate::ui::model::{Assistant, Looking};
use crate::ui::pieces::{later, piece};
use crate::words::en::recording as t;
use leptos::{html, prelude::*};
use std::sync::Arc;

/// Rows in sight at once.
const VISIBLE: usize = 8;

/// Says that it is recorded, while the section is closed.
#[component]
pub fn RecordingBar(
    /// Whether the section is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (assistant, announcer) = (Assistant::current(), Announcer::current());
    let is_shown = Memo::new(move |_| assistant.recording_state() != State::Off && !open.get());
    let actions = move || {
        view! { class = "tsa",
            <Button label=t::SHOW on_click=move |()| open.set(true) />
            <Button label=t::STOP kind=ButtonKind::Quiet on_click=move |()| switch(assistant, announcer, false) />
        }
    };
    move || {
        is_shown.get().then(|| view! { class = "tsa",
        <div class="tsa-no-print" data-recording-bar=""><Banner title=Signal::derive(move || summary(assistant)) actions /></div>
    })
    }
}

/// The recording, while `open`. It goes on when it is closed.
#[component]
pub fn RecordingSection(
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let assistant = Assistant::current();
    let replaces = RwSignal::new(true);
    let draw = move || draw_recording(assistant, open, replaces);
    move || open.get().then(|| later(|| Box::pin(fetch_recording()), draw))
}

piece! { recording, fetch = fetch_recording,
    fn draw_recording(assistant: Assistant, open: RwSignal<bool>, replaces: RwSignal<bool>) -> AnyView {
        view! { class = "tsa", <Opened assistant open replaces /> }.into_any()
    }
}

#[component]
fn Opened(assistant: Assistant, open: RwSignal<bool>, replaces: RwSignal<bool>) -> impl IntoView {
    let announcer = Announcer::current();
    let state = Memo::new(move |_| assistant.recording_state());
    let is_on = Signal::derive(move || state.get() != State::Off);
    let busy = Signal::derive(move || assistant.is_busy() || assistant.looking.get() == Looking::Now);
    let record_and_check = move |()| {
        if state.get_untracked() == State::Off {
            switch(assistant, announcer, true);
        }
        assistant.look();
    };
    let is_empty = Memo::new(move |_| assistant.recorded().0 == 0);
    let name = move || match state.get() {
        State::Off => "off",
        State::On => "on",
        State::Full => "full",
    };
    let title = NodeRef::<html::H2>::new();
    title.on_load(|title| {
        title.scroll_into_view();
        // Focusing throws for no element that is in the document.
        drop(title.focus());
    });
    view! { class = "tsa",
        <section class="tsa-card tsa-no-print" data-recording=name>
            <div class="tsa-card-body">
                <div class="tsa-row">
                    <h2 class="tsa-card-title" tabindex="-1" node_ref=title>{t::TITLE}</h2>
                    <span class="tsa-row-end"><Button label=t::CLOSE kind=ButtonKind::Quiet on_click=move |()| open.set(false) /></span>
                </div>
                <p class="tsa-quiet">{t::LEAD}</p>
                <Checkbox label=t::RECORD hint=t::RECORD_HINT.to_owned() checked=is_on on_change=move |is_on| switch(assistant, announcer, is_on) />
                <div class="tsa-row">
                    <Button label=t::RECORD_AND_CHECK busy on_click=record_and_check />
                    <span class="tsa-quiet tsa-number" data-recorded="">{move || if is_empty.get() { t::NOTHING.to_owned() } else { summary(assistant) }}</span>
                </div>
                {move || (state.get() == State::Full).then(|| view! { class = "tsa",
                    <Banner tone=Tone::Attention title=t::FULL>
                        <p>{t::FULL_TEXT}" "{move || t::left_out(assistant.recorded().2)}</p>
                    </Banner>
                })}
                {move || (!is_empty.get()).then(|| view! { class = "tsa", <Recorded assistant replaces /> })}
            </div>
        </section>
    }
}

/// What is recorded, and what to do with it.
#[component]
fn Recorded(assistant: Assistant, replaces: RwSignal<bool>) -> impl IntoView {
    let announcer = Announcer::current();
    let refused = RwSignal::new(false);
    let names = move || if replaces.get() { Names::Replaced } else { Names::Kept };
    let exchanges = Memo::new(move |_| Arc::new(assistant.recorded_exchanges(names())));
    let picked = RwSignal::new(None::<usize>);
    let row = move |index: usize| exchanges.with(|all| all.get(index).map(exchange::row)).into_any();
    let count = Signal::derive(move || exchanges.with(|all| all.len()));
    let details = move || {
        let picked = picked.get()?;
        exchanges.with(|all| all.get(picked).map(exchange::details))
    };
    let save = move |()| {
        let names = untrack(names);
        let (name, text) = exchanges.with_untracked(|all| assistant.recording_file(names, all));
        refused.set(browser::download(&name, "application/json", &text).is_err());
    };
    let discard = move |()| {
        assistant.discard_recording();
        if let Some(announcer) = announcer {
            announcer.say(t::DISCARDED);
        }
    };
    view! { class = "tsa",
        <Checkbox label=t::REPLACE_NAMES hint=t::REPLACE_NAMES_HINT.to_owned() checked=replaces on_change=move |replace| replaces.set(replace) />
        <div class="tsa-recording">
            <VirtualList label=t::EXCHANGES count row_height=44 visible=VISIBLE row=row single=true
                picked=move |index| picked.get() == Some(index) on_pick=move |index| picked.set(Some(index)) />
            {details}
        </div>
        <div class="tsa-row">
            <Button label=t::SAVE kind=ButtonKind::Primary on_click=save />
            <Button label=t::DISCARD kind=ButtonKind::Danger on_click=discard />
            <span class="tsa-quiet" role="status">{move || refused.get().then_some(t::NOT_SAVED)}</span>
        </div>
    }
}

fn switch(assistant: Assistant, announcer: Option<Announcer>, is_on: bool) {
    assistant.record(is_on);
    if let Some(announcer) = announcer {
        announcer.say(if is_on { t::BEGUN } else { t::STOPPED });
    }
}

fn summary(assistant: Assistant) -> String {
    let (count, bytes, _) = assistant.recorded();
    let state = match assistant.recording_state() {
        State::Off => t::OFF,
        State::On => t::ON,
        State::Full => t::FULL,
    };
    t::summary(state, count, bytes)
}

/// The status, in words where there is none.
fn ended(exchange: &Exchange) -> String {
    use crate::recording::Outcome;
    match &exchange.outcome {
        Outcome::Answer(answer) => answer.status.to_string(),
        Outcome::Failure(failure) => t::failure(*failure).to_owned(),
    }
}
