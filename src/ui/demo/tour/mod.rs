//! The guided tour: it sets the simulated tenant up before one's eyes and says why. It uses the page as a person does,
//! by its buttons; no rule and no preview is passed by.

mod driver;
mod page;
mod panel;
mod stations;

pub(super) use panel::{TourButton, TourPanel};

use super::simulation::Simulation;
use crate::sim::Scenario;
use crate::ui::address;
use crate::ui::browser;
use crate::ui::model::Assistant;
use crate::ui::tasks::Tasks;
use leptos::{html, prelude::*};
use stations::BEATS;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The query that opens the tour in a tenant as at the beginning.
pub(super) const TOUR: &str = "?scenario=fresh&tour=1";

/// How far the tour is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// It is not shown.
    #[default]
    Closed,
    /// It can be started.
    Ready,
    /// It goes on by itself.
    Playing,
    /// It does what comes next, and is paused then.
    Stepping,
    /// Somebody paused it.
    Paused,
    /// It went one step and is paused again.
    PausedAfterStep,
    /// Somebody used the assistant.
    PausedTaken,
    /// The page was out of sight.
    PausedHidden,
    /// Something was not as expected.
    Stopped,
    /// All was shown.
    Done,
}

impl State {
    const fn is_paused(self) -> bool {
        matches!(self, Self::Paused | Self::PausedAfterStep | Self::PausedTaken | Self::PausedHidden)
    }

    const fn goes_on(self) -> bool {
        matches!(self, Self::Playing | Self::Stepping)
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Ready => "ready",
            Self::Playing | Self::Stepping => "playing",
            Self::Paused | Self::PausedAfterStep | Self::PausedTaken | Self::PausedHidden => "paused",
            Self::Stopped => "stopped",
            Self::Done => "done",
        }
    }
}

/// The tour, as its parts share it. To be made once, with the page.
#[derive(Clone, Copy)]
pub(super) struct Tour {
    simulation: StoredValue<Simulation, LocalStorage>,
    scenario: Scenario,
    state: RwSignal<State>,
    /// Which beat is shown.
    at: RwSignal<usize>,
    /// How long it has been shown, in milliseconds.
    passed: RwSignal<f64>,
    /// Nothing more is waited for.
    skips: StoredValue<bool>,
    /// Which run it is: one that was ended does not go on.
    run: StoredValue<u32>,
    panel: NodeRef<html::Section>,
    home: NodeRef<html::Div>,
    /// What has the focus while a dialog takes the panel in, or gives it back.
    held: StoredValue<Option<HtmlElement>, LocalStorage>,
    tasks: Tasks,
}

impl Tour {
    /// The tour of this page; shown where the address asks for it.
    pub(super) fn new(scenario: Scenario, simulation: StoredValue<Simulation, LocalStorage>) -> Self {
        let state = if address::tour() { State::Ready } else { State::Closed };
        Self {
            simulation,
            scenario,
            state: RwSignal::new(state),
            at: RwSignal::new(0),
            passed: RwSignal::new(0.0),
            skips: StoredValue::new(false),
            run: StoredValue::new(0),
            panel: NodeRef::new(),
            home: NodeRef::new(),
            held: StoredValue::new_local(None),
            tasks: Tasks::of_this_view(),
        }
    }

    /// Starts, where the tenant is as at the beginning; else in a fresh one.
    fn start(self, assistant: Assistant) {
        let is_fresh = self.scenario == Scenario::Fresh
            && assistant.receipts.with_untracked(Vec::is_empty)
            && assistant.url.with_untracked(String::is_empty)
            && !assistant.secret.filled().get_untracked();
        if !is_fresh {
            Self::begin_anew();
            return;
        }
        self.run.update_value(|run| *run = run.wrapping_add(1));
        self.state.set(State::Playing);
        self.tasks.spawn(driver::run(self));
    }

    /// Opens the tour in a tenant as at the beginning: the page starts anew.
    fn begin_anew() {
        drop(window().location().set_search(TOUR));
    }

    fn goes_on(self) -> bool {
        self.state.get_untracked().goes_on()
    }

    /// Halts for this reason. The tenant's time stands still too, unless somebody works with it.
    fn pause(self, reason: State) {
        if self.goes_on() {
            self.state.set(reason);
            self.hold(reason != State::PausedTaken);
        }
    }

    fn resume(self) {
        if self.state.get_untracked().is_paused() {
            self.hold(false);
            self.state.set(State::Playing);
        }
    }

    /// Waits no longer; while it is paused it goes one step.
    fn next(self) {
        self.skips.set_value(true);
        if self.state.get_untracked().is_paused() {
            self.hold(false);
            self.state.set(State::Stepping);
        }
    }

    /// Somebody uses the assistant: it must answer, and the tour must not get in the way.
    fn give_way(self) {
        self.held.set_value(None);
        self.pause(State::PausedTaken);
        if self.state.get_untracked().is_paused() {
            self.hold(false);
        }
    }

    /// It is over, for good or not.
    fn end(self, state: State) {
        self.run.update_value(|run| *run = run.wrapping_add(1));
        self.hold(false);
        self.state.set(state);
        if state != State::Done {
            page::mark(None);
        }
    }

    /// Ends it and takes the panel away.
    fn close(self) {
        self.end(State::Closed);
        page::mark(None);
    }

    fn hold(self, is_held: bool) {
        self.simulation.with_value(|simulation| simulation.clock.hold(is_held));
    }

    /// Keeps the panel where it can be used.
    fn place(self) {
        if let (Some(panel), Some(home)) = (self.panel.get_untracked(), self.home.get_untracked()) {
            page::place(&panel, &home, || self.held.try_update_value(Option::take).flatten());
        }
    }

    /// Time that passed while something was waited for. It never counts for more than was reckoned with.
    fn spend(self, moment: f64) {
        let longest = BEATS.get(self.at.get_untracked()).map_or(0.0, stations::Beat::length);
        if moment > 0.0 {
            self.passed.update(|passed| *passed = (*passed + moment).min(longest));
        }
    }

    /// What is left of it, in milliseconds.
    fn left(self) -> f64 {
        let after: f64 = BEATS.iter().skip(self.at.get()).map(stations::Beat::length).sum();
        (after - self.passed.get()).max(0.0)
    }

    /// The part that is done, 0 to 1.
    fn fraction(self) -> f64 {
        let all: f64 = BEATS.iter().map(stations::Beat::length).sum();
        1.0 - self.left() / all
    }

    /// Pauses when somebody uses the assistant, or nobody sees the page.
    fn watch(self) {
        for event in ["pointerdown", "keydown"] {
            let listens = window_event_listener_untyped(event, move |event| {
                if !page::is_of_tour(&event) && is_deed(&event) {
                    self.give_way();
                }
            });
            on_cleanup(move || listens.remove());
        }
        let listens = window_event_listener_untyped("visibilitychange", move |_| {
            if browser::is_hidden() {
                self.pause(State::PausedHidden);
            }
        });
        on_cleanup(move || listens.remove());
    }
}

/// Whether a key or a pointer does something to the page. Going from one control to the next does not, nor does a
/// key that belongs to the browser or to a screen reader.
fn is_deed(event: &web_sys::Event) -> bool {
    let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return true };
    let passes = matches!(key.key().as_str(), "Tab" | "Shift" | "Control" | "Alt" | "Meta" | "CapsLock");
    !(passes || key.ctrl_key() || key.alt_key() || key.meta_key())
}
