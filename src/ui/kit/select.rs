//! One of a few values, where there is no room to show them all.

use leptos::prelude::*;

/// A native `<select>` with its label before it.
#[component]
pub fn Select(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// Its name in the document.
    name: &'static str,
    /// Each value, and what it is called.
    options: Vec<(u32, &'static str)>,
    /// The value that is chosen at first.
    chosen: u32,
    /// Told what was chosen.
    #[prop(into)]
    on_change: Callback<u32>,
) -> impl IntoView {
    let option = |(value, words): (u32, &'static str)| {
        view! { class = "tsa", <option value=value.to_string() selected=value == chosen>{words}</option> }
    };
    let change = move |value: String| {
        if let Ok(value) = value.parse() {
            on_change.run(value);
        }
    };
    view! { class = "tsa",
        <label class="tsa-row tsa-select-row">{label}
            <select class="tsa-select" name=name on:change:target=move |event| change(event.target().value())>
                {options.into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}
