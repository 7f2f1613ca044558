//! What stands below the header of every screen of the demonstration.

use super::breaking::{Breaking, Damage};
use super::offline::Offline;
use super::simulation::Simulation;
use super::tour::{TourButton, TourPanel};
use crate::setup::product::Product;
use crate::sim::Scenario;
use crate::ui::address;
use crate::ui::kit::{Announcer, Button, ButtonKind, Icon, IconName, Select};
use crate::words::en::demo as t;
use crate::words::en::scenarios;
use crate::words::fill;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// How fast the clock may run, and what that is called.
pub(super) const SPEEDS: [(u32, &str); 4] = [(0, t::PAUSED), (1, t::REAL), (10, t::FAST), (60, t::VERY_FAST)];

/// Says on every screen that this is a demonstration.
#[component]
pub(super) fn Label(
    /// What is shown.
    children: Children,
) -> impl IntoView {
    view! { class = "tsa",
        <section class="tsa-demo-bar" aria-label=t::DEMONSTRATION>
            <div class="tsa-demo-line"><strong class="tsa-demo-mark">{t::DEMONSTRATION}</strong>{children()}</div>
        </section>
    }
}

/// Says which story is told, and lets a person set the clock, break something, and begin anew.
#[component]
pub(super) fn Bar(
    /// The story that is told.
    scenario: Scenario,
    /// The tenant and its clock.
    simulation: StoredValue<Simulation, LocalStorage>,
    /// The product that is set up.
    product: StoredValue<Product>,
    /// Counts how often it was begun anew.
    beginnings: RwSignal<u32>,
    /// Whether this is not the first time: the focus is on the button that was pressed, then.
    is_again: bool,
) -> impl IntoView {
    let announcer = Announcer::current();
    let story = scenarios::story(scenario);
    let set_speed = move |speed| simulation.with_value(|simulation| simulation.clock.set_speed(speed));
    let begin_anew = move |()| {
        address::show(None, None);
        if let Some(announcer) = announcer {
            announcer.say(t::BEGUN_ANEW);
        }
        beginnings.update(|count| *count += 1);
    };
    let again = NodeRef::<html::Span>::new();
    again.on_load(move |place| {
        let button = place.query_selector("button").ok().flatten().filter(|_| is_again);
        if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Focusing throws for no element that is in the document.
            drop(button.focus());
        }
    });
    let damage = Damage::new(simulation);
    let is_open = RwSignal::new(false);
    let chosen = simulation.with_value(|simulation| simulation.clock.speed());
    view! { class = "tsa",
        <section class="tsa-demo-bar" aria-label=t::DEMONSTRATION data-scenario=scenario.name() data-broken=move || damage.names()>
            <div class="tsa-demo-line">
                <strong class="tsa-demo-mark">{t::DEMONSTRATION}</strong>
                <span class="tsa-demo-title">{story.title}</span>
                <a class="tsa-demo-all" href="./">{t::ALL}</a>
                <span class="tsa-demo-again tsa-no-print" node_ref=again><Button label=t::AGAIN kind=ButtonKind::Quiet on_click=begin_anew /></span>
                <Offline />
                <div class="tsa-demo-tools tsa-no-print">
                    <Select label=t::CLOCK name="speed" options=SPEEDS.to_vec() chosen on_change=set_speed />
                    <button type="button" class="tsa-button" data-kind="secondary" aria-controls="tsa-breaking"
                        aria-expanded=move || is_open.get().to_string() on:click=move |_| is_open.update(|open| *open = !*open)>
                        {t::BREAK}<Icon name=IconName::Chevron />
                    </button>
                    <TourButton />
                </div>
            </div>
            <p class="tsa-demo-story">{product.with_value(|product| fill(story.text, product))}</p>
            {move || damage.words().map(|words| view! { class = "tsa",
                <p class="tsa-demo-broken"><strong>{t::BROKEN}</strong>{words}</p>
            })}
            <div id="tsa-breaking" class="tsa-no-print" hidden=move || !is_open.get()><Breaking damage product /></div>
        </section>
        <TourPanel />
    }
}
