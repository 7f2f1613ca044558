//! How far something is, in words and as a bar.

use leptos::prelude::*;

/// A native `<progress>`.
#[component]
pub fn Progress(
    /// What is going on.
    #[prop(into)]
    label: Signal<String>,
    /// What the bar counts, such as "120 of 800 people".
    #[prop(optional, into)]
    detail: MaybeProp<String>,
    /// The part that is done, 0 to 1; `None` while nobody can tell.
    #[prop(into)]
    fraction: Signal<Option<f64>>,
) -> impl IntoView {
    view! { class = "tsa",
        <div class="tsa-progress">
            <p class="tsa-progress-text"><span>{label}</span><span class="tsa-progress-detail">{move || detail.get()}</span></p>
            <progress class="tsa-progress-bar" max="1" value=move || fraction.get() aria-label=label></progress>
        </div>
    }
}
