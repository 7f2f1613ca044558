//! A property in one word.

use leptos::prelude::*;

/// A small quiet label, such as "dynamic" or "guest".
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! { class = "tsa", <span class="tsa-tag">{label}</span> }
}
