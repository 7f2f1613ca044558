//! What stands below the header of every screen of the demonstration.

use super::simulation::Simulation;
use super::tour::{TourButton, TourPanel};
use crate::sim::Scenario;
use crate::words::en::labels as t;
use crate::words::en::scenarios;
use leptos::prelude::*;

/// How much faster the clock may run, and what it is called.
const SPEEDS: [(u32, &str); 3] = [(1, t::SPEED_REAL), (10, t::SPEED_FAST), (60, t::SPEED_VERY_FAST)];

/// Says all the time that this is a demonstration, and lets a person choose its story and its clock.
#[component]
pub(super) fn Bar(
    /// The story that is told.
    scenario: Scenario,
    /// The tenant and its clock.
    simulation: StoredValue<Simulation, LocalStorage>,
) -> impl IntoView {
    let option = move |other: Scenario| {
        view! { class = "tsa",
            <option value=other.name() selected=other == scenario>{scenarios::story(other)}</option>
        }
    };
    // Another story is another tenant: the page starts anew.
    let choose = move |name: String| drop(window().location().set_search(&["scenario=", &name].concat()));
    let chosen_speed = simulation.with_value(|simulation| simulation.clock.speed());
    let speed = |(factor, label): (u32, &'static str)| {
        view! { class = "tsa",
            <option value=factor.to_string() selected=factor == chosen_speed>{label}</option>
        }
    };
    let set_speed = move |factor: String| {
        simulation.with_value(|simulation| simulation.clock.set_speed(factor.parse().unwrap_or(1)));
    };
    view! { class = "tsa",
        <div class="tsa-demo-bar">
            <span>{t::DEMO_LABEL}</span>
            <label class="tsa-row">{t::SCENARIO}
                <select class="tsa-select" name="scenario" on:change:target=move |event| choose(event.target().value())>
                    {Scenario::ALL.iter().copied().map(option).collect_view()}
                </select>
            </label>
            <label class="tsa-row">{t::SPEED}
                <select class="tsa-select" name="speed" on:change:target=move |event| set_speed(event.target().value())>
                    {SPEEDS.into_iter().map(speed).collect_view()}
                </select>
            </label>
            <TourButton />
        </div>
        <TourPanel />
    }
}
