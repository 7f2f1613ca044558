//! The tour's panel, and the button that opens it.

use super::stations::{BEATS, STATIONS};
use super::{State, Tour, driver, page};
use crate::ui::kit::{Button, ButtonKind, Progress, clock_face};
use crate::ui::model::Assistant;
use crate::words::en::tour as t;
use leptos::prelude::*;

/// Opens the tour; while it is open, leads the keyboard to it.
#[component]
pub fn TourButton() -> impl IntoView {
    let (tour, assistant) = (expect_context::<Tour>(), Assistant::current());
    let is_closed = Memo::new(move |_| tour.state.get() == State::Closed);
    let label = Signal::derive(move || if is_closed.get() { t::TAKE } else { t::GO_TO }.to_owned());
    let press = move |()| {
        if is_closed.get_untracked() {
            tour.start(assistant);
        } else if let Some(title) = page::css("[data-tour] h2") {
            // Focusing throws for no element that is in the document.
            drop(title.focus());
        }
    };
    view! { class = "tsa", <span class="tsa-tour-button"><Button label on_click=press /></span> }
}

/// The panel, while the tour is open. It stands behind the button in the order of the keyboard, and moves into a dialog
/// while one is open.
#[component]
pub fn TourPanel() -> impl IntoView {
    let (tour, assistant) = (expect_context::<Tour>(), Assistant::current());
    tour.watch();
    let is_open = Memo::new(move |_| tour.state.get() != State::Closed);
    view! { class = "tsa",
        <div class="tsa-tour-home" node_ref=tour.home>
            {move || is_open.get().then(|| view! { class = "tsa", <Panel tour assistant /> })}
        </div>
    }
}

#[component]
fn Panel(tour: Tour, assistant: Assistant) -> impl IntoView {
    tour.panel.on_load(|panel: web_sys::HtmlElement| page::lift(&panel));
    // Space and Escape where no control has a use for them.
    let key = move |event: web_sys::KeyboardEvent| {
        let on_control = page::is_on_button(&event);
        match event.key().as_str() {
            "Escape" => tour.pause(State::Paused),
            " " if !on_control && tour.goes_on() => tour.pause(State::Paused),
            " " if !on_control => tour.resume(),
            _ => return,
        }
        event.prevent_default();
    };
    view! { class = "tsa",
        <section class="tsa-tour tsa-no-print" popover="manual" aria-label=t::NAME node_ref=tour.panel
            data-tour=move || tour.state.get().as_str() data-station=move || number(tour) on:keydown=key>
            <Said tour assistant />
            <Far tour />
            <div class="tsa-tour-controls"><Controls tour assistant /></div>
        </section>
    }
}

fn number(tour: Tour) -> usize {
    BEATS.get(tour.at.get()).map_or(STATIONS, |beat| beat.number)
}

/// The title and the words. They are a live region of their own: the page's stands outside a dialog, and is silent while
/// one is open.
#[component]
fn Said(tour: Tour, assistant: Assistant) -> impl IntoView {
    let station = Memo::new(move |_| BEATS.get(tour.at.get()).map_or("", |beat| beat.station.title));
    let part = Memo::new(move |_| {
        let before = BEATS.iter().take(tour.at.get() + 1);
        before.rev().find_map(|beat| beat.text).unwrap_or_default()
    });
    let title = move || if tour.state.get() == State::Ready { t::NAME } else { station.get() };
    let text = move || match tour.state.get() {
        State::Ready => assistant.say(t::READY),
        State::Stopped => {
            let what = BEATS.get(tour.at.get()).map_or("", driver::what);
            t::MISSING.replace("{what}", what)
        }
        _ => assistant.say(part.get()),
    };
    let note = move || match tour.state.get() {
        State::Paused => t::PAUSED,
        State::PausedAfterStep => t::PAUSED_STEP,
        State::PausedTaken => t::PAUSED_TAKEN,
        State::PausedHidden => t::PAUSED_HIDDEN,
        _ => "",
    };
    view! { class = "tsa",
        <div class="tsa-tour-said" tabindex="0" role="group" aria-label=title>
            <div role="status" aria-live="polite">
                <h2 class="tsa-tour-title" tabindex="-1">{title}</h2>
                <p class="tsa-tour-text">{text}</p>
                <p class="tsa-tour-note">{note}</p>
            </div>
        </div>
    }
}

/// How far it is.
#[component]
fn Far(tour: Tour) -> impl IntoView {
    let label = Signal::derive(move || {
        [t::STATION, " ", &number(tour).to_string(), " ", t::OF, " ", &STATIONS.to_string()].concat()
    });
    // Whole steps of five seconds: a number that runs draws the eye from what is read.
    let left = Memo::new(move |_| (tour.left() / 5_000.0).ceil() as u64 * 5);
    let detail = Signal::derive(move || [&clock_face(left.get()), " ", t::LEFT].concat());
    let fraction = Signal::derive(move || Some(tour.fraction()));
    let is_shown = move || !matches!(tour.state.get(), State::Ready | State::Stopped | State::Done);
    move || is_shown().then(|| view! { class = "tsa", <Progress label detail fraction /> })
}

#[component]
fn Controls(tour: Tour, assistant: Assistant) -> impl IntoView {
    // The buttons stay while the tour goes on and is paused, and with them the focus.
    let kind = Memo::new(move |_| match tour.state.get() {
        State::Ready => 0,
        State::Stopped | State::Done | State::Closed => 2,
        _ => 1,
    });
    let is_paused = Memo::new(move |_| tour.state.get().is_paused());
    let label = Signal::derive(move || if is_paused.get() { t::RESUME } else { t::PAUSE }.to_owned());
    let turn = move |()| {
        if is_paused.get_untracked() {
            tour.resume();
        } else {
            tour.pause(State::Paused);
        }
    };
    let close = move |label: &'static str, kind: ButtonKind| {
        view! { class = "tsa", <Button label kind on_click=move |()| tour.close() /> }
    };
    move || match kind.get() {
        0 => view! { class = "tsa",
            <Button label=t::START kind=ButtonKind::Primary on_click=move |()| tour.start(assistant) />
            {close(t::CLOSE, ButtonKind::Quiet)}
        }
        .into_any(),
        1 => view! { class = "tsa",
            <Button label kind=ButtonKind::Primary on_click=turn />
            <Button label=t::NEXT on_click=move |()| tour.next() />
            {close(t::STOP, ButtonKind::Quiet)}
        }
        .into_any(),
        _ => view! { class = "tsa",
            <Button label=t::CLOSE kind=ButtonKind::Primary on_click=move |()| tour.close() />
            <Button label=t::AGAIN on_click=move |()| Tour::begin_anew() />
        }
        .into_any(),
    }
}
