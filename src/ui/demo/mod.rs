//! The demonstration: the simulated tenant in the page, on a clock that can run fast.

mod bar;
mod breaking;
mod clock;
mod gallery;
mod own;
mod simulation;
mod story;

use super::address;
use super::kit::{Announcer, LiveRegion};
use crate::setup::product::Product;
use crate::sim::Scenario;
use gallery::Gallery;
use leptos::prelude::*;
use own::{DropMark, Notice, OwnFile, OwnPage};
use story::Story;

/// The page: the scenario that the address names, or all of them to choose from; or what is in a file that somebody brings.
#[component]
pub fn DemoPage() -> impl IntoView {
    let product = Product::total();
    // It stays when a scenario begins anew.
    let announcer = Announcer::provide();
    let own = OwnFile::provide();
    let page = move || match own.opened() {
        Some(opened) => view! { class = "tsa", <OwnPage opened own product=product.clone() /> }.into_any(),
        None => told(product.clone()),
    };
    view! { class = "tsa", <Notice own />{page}<DropMark own /><LiveRegion announcer /> }
}

/// The scenario that the address names, or all of them.
fn told(product: Product) -> AnyView {
    let named = address::scenario();
    match named.as_deref().map(Scenario::from_name) {
        Some(Some(scenario)) => view! { class = "tsa", <Story scenario product /> }.into_any(),
        Some(None) => view! { class = "tsa", <Gallery product unknown=named /> }.into_any(),
        None => view! { class = "tsa", <Gallery product unknown=None /> }.into_any(),
    }
}
