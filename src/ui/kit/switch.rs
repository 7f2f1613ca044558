//! Something that is on or off, at once.

use leptos::prelude::*;

use super::next_id;

/// A native checkbox that is called a switch; the whole row can be clicked.
#[component]
pub fn Switch(
    /// What is switched.
    #[prop(into)]
    label: Signal<String>,
    /// More about it, below.
    #[prop(into)]
    hint: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Its name in the document.
    name: &'static str,
    /// Told what it was changed to.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    let (label_id, hint_id) = (next_id(), next_id());
    let (labelled_by, described_by) = (label_id.clone(), hint_id.clone());
    view! { class = "tsa",
        <label class="tsa-switch">
            <input type="checkbox" role="switch" class="tsa-switch-box" name=name prop:checked=on
                aria-labelledby=labelled_by aria-describedby=described_by
                on:change:target=move |event| on_change.run(event.target().checked()) />
            <span class="tsa-switch-label" id=label_id>{label}</span>
            <span class="tsa-switch-hint" id=hint_id>{hint}</span>
        </label>
    }
}
