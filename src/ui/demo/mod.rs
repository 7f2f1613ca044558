//! The demonstration: the simulated tenant in the page, on a clock that can run fast.

mod bar;
mod clock;
mod simulation;
mod tour;

use super::address;
use super::app::AssistantPage;
use crate::setup::product::Product;
use crate::sim::Scenario;
use bar::Bar;
use clock::DemoClock;
use leptos::prelude::*;
use simulation::Simulation;
use std::rc::Rc;
use tour::Tour;

/// How many times as fast as a real clock the demonstration's runs at the start.
const SPEED: u32 = 10;

/// The page.
#[component]
pub fn DemoPage() -> impl IntoView {
    let named = address::scenario();
    let scenario = named.and_then(|name| Scenario::from_name(&name)).unwrap_or(Scenario::Fresh);
    let product = Product::total();
    let simulation = Simulation::new(scenario, Rc::new(DemoClock::new(SPEED)));
    let connection = StoredValue::new_local(simulation.connection(product.clone()));
    let simulation = StoredValue::new_local(simulation);
    provide_context(Tour::new(scenario, simulation));
    let bar = move || view! { class = "tsa", <Bar scenario simulation /> };
    view! { class = "tsa", <AssistantPage connection product banner=bar /> }
}
