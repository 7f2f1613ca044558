//! Nothing is here, why, and what to do about it.

use leptos::prelude::*;

/// Stands where a list would be.
#[component]
pub fn EmptyState(
    /// What is missing.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what to do.
    #[prop(optional, into)]
    body: MaybeProp<String>,
    /// Buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! { class = "tsa",
        <div class="tsa-empty">
            <p class="tsa-empty-title">{title}</p>
            <p class="tsa-empty-body">{move || body.get()}</p>
            {children.map(|children| view! { class = "tsa", <div class="tsa-actions">{children()}</div> })}
        </div>
    }
}
