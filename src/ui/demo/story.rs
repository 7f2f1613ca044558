//! A scenario as it is told: the assistant on a simulated tenant, which can begin anew.

use super::bar::Bar;
use super::clock::DemoClock;
use super::simulation::Simulation;
use super::tour::Tour;
use crate::setup::product::Product;
use crate::sim::Scenario;
use crate::ui::app::AssistantPage;
use leptos::prelude::*;
use std::rc::Rc;

/// How many times as fast as a real clock the demonstration's runs at the start.
const SPEED: u32 = 10;

/// The assistant with the bar above it.
#[component]
pub(super) fn Story(
    /// What is told.
    scenario: Scenario,
    /// The product that is set up.
    product: Product,
) -> impl IntoView {
    // The clock runs on as fast as it was set to.
    let clock = StoredValue::new_local(Rc::new(DemoClock::new(SPEED)));
    let product = StoredValue::new(product);
    let beginnings = RwSignal::new(0_u32);
    move || {
        let is_again = beginnings.get() > 0;
        let simulation = Simulation::new(scenario, clock.get_value(), product.get_value());
        let connection = StoredValue::new_local(simulation.connection());
        let simulation = StoredValue::new_local(simulation);
        provide_context(Tour::new(scenario, simulation));
        let bar = move || view! { class = "tsa", <Bar scenario simulation product beginnings is_again /> };
        view! { class = "tsa", <AssistantPage connection product=product.get_value() banner=bar /> }
    }
}
