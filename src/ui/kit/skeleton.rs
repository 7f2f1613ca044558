//! The place of what is still to come.

use leptos::prelude::*;

use super::Words;

/// Grey lines in the measure of the text to come.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let line = || view! { class = "tsa", <span class="tsa-skeleton-line" aria-hidden="true"></span> };
    view! { class = "tsa",
        <div class="tsa-skeleton" aria-busy="true">
            {(0..lines).map(|_| line()).collect_view()}
            <span class="tsa-said">{Words::current().loading}</span>
        </div>
    }
}
