//! The page as the tour sees and uses it: what a person could see and press, and nothing else.

use super::stations::Target;
use crate::ui::browser;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlSelectElement};

/// Marks what is shown; the style draws a line around it.
const MARK: &str = "data-tour-target";
/// What the panel takes of the page's height, with a margin, in pixels (`style/components/tour.css`).
const PANEL: f64 = 272.0;

/// What a person can see of this selector. While a dialog is open, only that can be used.
pub(super) fn css(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).ok().flatten()?;
    visible(found)
}

/// Whether the page shows it, seen or folded.
pub(super) fn shows(selector: &str) -> bool {
    matches!(document().query_selector(selector), Ok(Some(_)))
}

/// The dialog that must be answered first.
pub(super) fn dialog() -> Option<Element> {
    document().query_selector("dialog:modal").ok().flatten()
}

/// What is meant, if it can be seen.
pub(super) fn find(target: Target) -> Option<HtmlElement> {
    match target {
        Target::Css(selector) => css(selector),
        Target::Button(label) => {
            let buttons = match dialog() {
                Some(dialog) => dialog.get_elements_by_tag_name("button"),
                None => document().get_elements_by_tag_name("button"),
            };
            let all = (0..buttons.length()).filter_map(|at| buttons.item(at));
            all.filter(|button| button.text_content().is_some_and(|text| text.trim() == label))
                .find_map(visible)
        }
    }
}

fn visible(element: Element) -> Option<HtmlElement> {
    element.dyn_into::<HtmlElement>().ok().filter(|element| element.offset_parent().is_some())
}

/// Whether it answers a click.
pub(super) fn is_enabled(element: &HtmlElement) -> bool {
    element.get_attribute("aria-disabled").as_deref() != Some("true")
}

/// Chooses `value` as a person would.
pub(super) fn choose(element: &HtmlElement, value: &str) {
    let Some(select) = element.dyn_ref::<HtmlSelectElement>() else { return };
    select.set_value(value);
    let options = web_sys::EventInit::new();
    options.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("change", &options) {
        // It throws only for an event that is under way.
        let _sent = select.dispatch_event(&event);
    }
}

/// Draws the line around `element`, and around nothing else. What is newly marked is brought into view.
pub(super) fn mark(element: Option<&HtmlElement>) {
    let marked = document().query_selector(&["[", MARK, "]"].concat()).ok().flatten();
    if marked.as_ref().map(AsRef::as_ref) == element.map(AsRef::<wasm_bindgen::JsValue>::as_ref) {
        return;
    }
    if let Some(marked) = marked {
        // Removing an attribute throws for no name.
        drop(marked.remove_attribute(MARK));
    }
    let Some(element) = element else { return };
    drop(element.set_attribute(MARK, ""));
}

/// Brings `element` into the middle of what the panel leaves free, or to its top where it is larger.
pub(super) fn show(element: &HtmlElement) {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let options = web_sys::ScrollIntoViewOptions::new();
    let is_large = f64::from(element.offset_height()) > height - PANEL;
    options.set_block(if is_large {
        web_sys::ScrollLogicalPosition::Start
    } else {
        web_sys::ScrollLogicalPosition::Center
    });
    options.set_behavior(if browser::prefers_reduced_motion() {
        web_sys::ScrollBehavior::Instant
    } else {
        web_sys::ScrollBehavior::Smooth
    });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// What has the focus inside `panel`.
pub(super) fn focused_in(panel: &HtmlElement) -> Option<HtmlElement> {
    let active = document().active_element().filter(|active| panel.contains(Some(active)))?;
    active.dyn_into().ok()
}

/// Puts `panel` into the open dialog, where it can be used, or back to `home`; above everything there. `focus` gets the
/// focus again, which is lost on the way.
pub(super) fn place(panel: &HtmlElement, home: &HtmlElement, focus: impl FnOnce() -> Option<HtmlElement>) {
    let place = dialog().unwrap_or_else(|| home.clone().into());
    let is_there = panel.parent_element().is_some_and(|parent| parent == place);
    if is_there {
        return;
    }
    let focused = focused_in(panel).or_else(focus);
    if place.append_child(panel).is_ok() {
        lift(panel);
        // Focusing throws for no element that is in the document.
        focused.map(|element| element.focus());
    }
}

/// Shows `panel` above everything. Where the browser has no such layer, the style alone places it.
pub(super) fn lift(panel: &HtmlElement) {
    if panel.show_popover().is_err() {
        drop(panel.remove_attribute("popover"));
    }
}

/// Whether a key was pressed on a button, which has its own use for it.
pub(super) fn is_on_button(event: &Event) -> bool {
    target(event).is_some_and(|target| target.tag_name() == "BUTTON")
}

/// Whether it happened in the panel, or on the button that leads to it.
pub(super) fn is_of_tour(event: &Event) -> bool {
    target(event).is_some_and(|target| matches!(target.closest("[data-tour], .tsa-tour-button"), Ok(Some(_))))
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
