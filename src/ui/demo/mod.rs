//! The demonstration: the simulated tenant in the page, on a clock that can run fast.

mod bar;
mod breaking;
mod clock;
mod gallery;
mod simulation;
mod story;

use super::address;
use super::kit::{Announcer, LiveRegion};
use crate::setup::product::Product;
use crate::sim::Scenario;
use gallery::Gallery;
use leptos::prelude::*;
use story::Story;

/// The page: the scenario that the address names, or all of them to choose from.
#[component]
pub fn DemoPage() -> impl IntoView {
    let product = Product::total();
    // It stays when a scenario begins anew.
    let announcer = Announcer::provide();
    let named = address::scenario();
    let page = match named.as_deref().map(Scenario::from_name) {
        Some(Some(scenario)) => view! { class = "tsa", <Story scenario product /> }.into_any(),
        Some(None) => view! { class = "tsa", <Gallery product unknown=named /> }.into_any(),
        None => view! { class = "tsa", <Gallery product unknown=None /> }.into_any(),
    };
    view! { class = "tsa", {page}<LiveRegion announcer /> }
}
