//! More, for those who want it.

use leptos::prelude::*;

use super::{Icon, IconName};

/// A native `<details>`.
#[component]
pub fn Disclosure(
    /// What is inside.
    #[prop(into)]
    summary: Signal<String>,
    /// A short note at the end of the line, such as a count.
    #[prop(optional, into)]
    note: MaybeProp<String>,
    /// Whether it starts open.
    #[prop(optional)]
    open: bool,
    /// The contents.
    children: Children,
) -> impl IntoView {
    view! { class = "tsa",
        <details class="tsa-disclosure" open=open>
            <summary class="tsa-disclosure-summary">
                <Icon name=IconName::Chevron />
                <span>{summary}</span>
                <span class="tsa-disclosure-note">{move || note.get()}</span>
            </summary>
            <div class="tsa-disclosure-body">{children()}</div>
        </details>
    }
}
