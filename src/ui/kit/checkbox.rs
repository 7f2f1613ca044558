//! A choice with its words.

use leptos::prelude::*;

use super::next_id;

/// A native checkbox; the whole row can be clicked.
#[component]
pub fn Checkbox(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// More about it, below.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// Whether it is chosen.
    #[prop(into)]
    checked: Signal<bool>,
    /// It cannot be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Told what it was changed to.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    let hint_id = next_id();
    let described_by = hint_id.clone();
    view! { class = "tsa",
        <label class="tsa-check">
            <input type="checkbox" class="tsa-check-box" prop:checked=checked disabled=move || disabled.get()
                aria-describedby=move || hint.with(Option::is_some).then(|| described_by.clone())
                on:change:target=move |event| on_change.run(event.target().checked()) />
            <span>
                {label}
                {move || hint.get().map(|hint| view! { class = "tsa", <span class="tsa-check-hint" id=hint_id.clone()>{hint}</span> })}
            </span>
        </label>
    }
}
