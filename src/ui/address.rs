//! What the page's address says: only the application and the scenario, anything else is ignored (security.md INP-10).

use crate::setup::ids::ObjectId;
use leptos::prelude::window;

/// The application that `?app=` names.
#[must_use]
pub fn application() -> Option<ObjectId> {
    parameter("app")?.parse().ok()
}

/// The scenario that `?scenario=` names.
#[must_use]
pub fn scenario() -> Option<String> {
    parameter("scenario")
}

fn parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    let pairs = search.strip_prefix('?')?.split('&');
    pairs
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}
