//! The demonstration: the simulated tenant in the page, on a clock that can run fast.

mod bar;
mod clock;
mod simulation;

use super::app::{AssistantPage, Frame};
use super::kit::{Banner, Tone};
use super::parts::header::Header;
use super::{address, browser};
use crate::config::{self, ConfigError};
use crate::setup::product::Product;
use crate::sim::Scenario;
use crate::words::en::labels as t;
use bar::Bar;
use clock::DemoClock;
use leptos::prelude::*;
use simulation::Simulation;
use std::rc::Rc;

/// How many times as fast as a real clock the demonstration's runs at the start.
const SPEED: u32 = 10;

/// The page.
#[component]
pub fn DemoPage() -> impl IntoView {
    let named = address::scenario();
    let scenario = named.and_then(|name| Scenario::from_name(&name)).unwrap_or(Scenario::Fresh);
    let product = match product_of_page() {
        Ok(product) => product,
        Err(wrong) => return view! { class = "tsa", <Wrong rule=wrong.to_string() /> }.into_any(),
    };
    let simulation = Simulation::new(scenario, Rc::new(DemoClock::new(SPEED)), product.clone());
    let connection = StoredValue::new_local(simulation.connection());
    let simulation = StoredValue::new_local(simulation);
    let bar = move || view! { class = "tsa", <Bar scenario simulation /> };
    view! { class = "tsa", <AssistantPage connection product banner=bar /> }.into_any()
}

/// The product that the page was configured for: the demonstration asks no server, config.json neither.
fn product_of_page() -> Result<Product, ConfigError> {
    let product = browser::meta("product").filter(|text| !text.is_empty());
    product.map_or_else(|| Ok(Product::total()), |text| config::product(&text))
}

/// In place of a demonstration that would show another product than the page's.
#[component]
fn Wrong(rule: String) -> impl IntoView {
    let name = browser::meta("application-name").unwrap_or_default();
    view! { class = "tsa",
        <Frame>
            <Header name />
            <main class="tsa-welcome"><Banner tone=Tone::Failed title=t::CONFIG_WRONG><p>{rule}</p></Banner></main>
        </Frame>
    }
}
