//! What the page's address says: only the application, the step, the scenario, the tour and a tenant URL; anything else is
//! ignored (security.md INP-10, design §8 "Links").

use crate::setup::ids::ObjectId;
use crate::setup::step::StepId;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// The application that `?app=` names.
#[must_use]
pub fn application() -> Option<ObjectId> {
    parameter("app")?.parse().ok()
}

/// The step that `?step=` names.
#[must_use]
pub fn step() -> Option<StepId> {
    StepId::from_name(&parameter("step")?)
}

/// The scenario that `?scenario=` names.
#[must_use]
pub fn scenario() -> Option<String> {
    parameter("scenario")
}

/// Whether `?tour=1` opens the demonstration's tour. It is no place to come back to, so [`show`] leaves it out.
#[must_use]
pub fn tour() -> bool {
    parameter("tour").as_deref() == Some("1")
}

/// The tenant URL that a setup link brings behind its `#`, which no server sees (design §8 "Links"). It is a proposal: the field
/// checks it, and the person compares it.
#[must_use]
pub fn tenant_url() -> Option<String> {
    let fragment = fragment();
    let pairs = url::form_urlencoded::parse(fragment.strip_prefix('#')?.as_bytes());
    let named = pairs.into_iter().find(|(key, _)| key == "tenantUrl");
    named.map(|(_, value)| value.into_owned()).filter(|value| value.len() <= 2048)
}

/// What stands behind the address, from its `#` on.
#[must_use]
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Lets the address name the application and the step that are shown, so that a reload, a colleague and a sign-in come
/// back to this place.
pub fn show(application: Option<&ObjectId>, step: Option<StepId>) {
    let search = search();
    let named = print(&search, application.map(ObjectId::as_str), step.map(StepId::as_str));
    if let (true, Ok(history)) = (named != search, window().history()) {
        let target =
            if named.is_empty() { window().location().pathname().unwrap_or_default() } else { named };
        // It throws only for another origin.
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&target)));
    }
}

/// The query as it is, from its `?` on.
#[must_use]
pub fn search() -> String {
    window().location().search().unwrap_or_default()
}

fn parameter(name: &str) -> Option<String> {
    read(&search(), name).map(str::to_owned)
}

fn read<'q>(search: &'q str, name: &str) -> Option<&'q str> {
    let pairs = search.strip_prefix('?')?.split('&');
    pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The query that names these, the scenario staying as it was.
fn print(search: &str, application: Option<&str>, step: Option<&str>) -> String {
    let parts = [("scenario", read(search, "scenario")), ("app", application), ("step", step)];
    let parts: Vec<_> =
        parts.into_iter().filter_map(|(key, value)| Some([key, "=", value?].concat())).collect();
    if parts.is_empty() { String::new() } else { ["?", &parts.join("&")].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: &str = "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8";

    #[test]
    fn what_is_printed_is_read_again() {
        let query = print("?scenario=fresh&next=https://evil.example", Some(APP), Some("mapping"));
        assert_eq!(query, format!("?scenario=fresh&app={APP}&step=mapping"));
        assert_eq!(read(&query, "app"), Some(APP));
        assert_eq!(read(&query, "step"), Some("mapping"));
        assert_eq!(read(&query, "next"), None);
        assert_eq!(print("", None, None), "");
        assert_eq!(print(&query, None, None), "?scenario=fresh");
    }
}
