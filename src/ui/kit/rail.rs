//! The steps of a job: where one is, and how each stands.

use leptos::prelude::*;

use super::{Status, StatusIcon, Words};

/// One step.
#[derive(Clone, Copy, Debug)]
pub struct RailStep {
    /// Its id, given to `on_select`.
    pub id: &'static str,
    /// Its name.
    pub label: Signal<String>,
    /// How it stands.
    pub status: Signal<Status>,
    /// A few words below its name; the status word where there are none.
    pub note: Signal<Option<String>>,
}

/// The steps in order, as a table of contents. In a narrow container: a row of signs with the current one named.
#[component]
pub fn Rail(
    /// What the steps are of, for a screen reader.
    #[prop(into)]
    label: Signal<String>,
    /// The steps in order.
    steps: Vec<RailStep>,
    /// The id of the step that is shown.
    #[prop(into)]
    current: Signal<&'static str>,
    /// Given the id of a chosen step.
    #[prop(into)]
    on_select: Callback<&'static str>,
) -> impl IntoView {
    let words = Words::current();
    let step = move |step: RailStep| {
        let RailStep { id, label, status, note } = step;
        let note = move || note.get().unwrap_or_else(|| status.get().word(words).to_owned());
        view! { class = "tsa",
            <li class="tsa-rail-step" data-status=move || status.get().as_str()>
                <button type="button" class="tsa-rail-button" aria-current=move || (current.get() == id).then_some("step") on:click=move |_| on_select.run(id)>
                    <StatusIcon status />
                    <span class="tsa-rail-label">{label}</span>
                    <span class="tsa-rail-status">{note}</span>
                </button>
            </li>
        }
    };
    view! { class = "tsa",
        <nav class="tsa-rail" aria-label=label>
            <ol class="tsa-rail-list">{steps.into_iter().map(step).collect_view()}</ol>
        </nav>
    }
}
