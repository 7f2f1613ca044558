//! The demonstration: the simulated tenant in the page, on a clock that can run fast.

mod bar;
mod breaking;
mod clock;
mod gallery;
mod offline;
mod own;
mod simulation;
mod story;
mod tour;

use super::app::Frame;
use super::kit::{Announcer, Banner, LiveRegion, Tone};
use super::parts::header::Header;
use super::{address, browser};
use crate::config::{self, ConfigError};
use crate::setup::product::Product;
use crate::sim::Scenario;
use crate::words::en::labels as t;
use gallery::Gallery;
use leptos::prelude::*;
use own::{DropMark, Notice, OwnFile, OwnPage};
use story::Story;

/// The page: the scenario that the address names, or all of them to choose from; or what is in a file that somebody brings.
#[component]
pub fn DemoPage() -> impl IntoView {
    let product = match product_of_page() {
        Ok(product) => product,
        Err(wrong) => return view! { class = "tsa", <Wrong rule=wrong.to_string() /> }.into_any(),
    };
    // It stays when a scenario begins anew.
    let announcer = Announcer::provide();
    let own = OwnFile::provide();
    let page = move || match own.opened() {
        Some(opened) => view! { class = "tsa", <OwnPage opened own product=product.clone() /> }.into_any(),
        None => told(product.clone()),
    };
    view! { class = "tsa", <Notice own />{page}<DropMark own /><LiveRegion announcer /> }.into_any()
}

/// The scenario that the address names, or all of them.
fn told(product: Product) -> AnyView {
    let named = address::scenario();
    match named.as_deref().map(Scenario::from_name) {
        Some(Some(scenario)) => view! { class = "tsa", <Story scenario product /> }.into_any(),
        Some(None) => view! { class = "tsa", <Gallery product unknown=named /> }.into_any(),
        None if address::tour() => {
            view! { class = "tsa", <Story scenario=Scenario::Fresh product /> }.into_any()
        }
        None => view! { class = "tsa", <Gallery product unknown=None /> }.into_any(),
    }
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
