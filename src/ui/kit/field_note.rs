//! The line below a field that says what is wrong, and mends it.

use leptos::prelude::*;

use super::{Status, StatusIcon};

/// What a field has to say about its value.
#[component]
pub(super) fn FieldNote(
    /// Its id, for `aria-describedby`.
    id: String,
    /// What is wrong: the value cannot be used.
    error: MaybeProp<String>,
    /// What is odd: the value can be used.
    notice: MaybeProp<String>,
    /// What mending does, such as "Use https://…".
    mend_label: MaybeProp<String>,
    /// Mends the value.
    on_mend: Option<Callback<()>>,
) -> impl IntoView {
    let note = move || {
        let error = error.get().map(|text| ("failed", Status::Failed, text));
        error.or_else(|| notice.get().map(|text| ("attention", Status::Attention, text)))
    };
    let mend = move || {
        let on_mend = on_mend?;
        let label = mend_label.get()?;
        Some(
            view! { class = "tsa", <button type="button" class="tsa-mend" on:click=move |_| on_mend.run(())>{label}</button> },
        )
    };
    // Its place is kept: what comes and goes inside is spoken.
    view! { class = "tsa",
        <div class="tsa-field-notes" id=id aria-live="polite">
            {move || note().map(|(tone, status, text)| view! { class = "tsa",
                <p class="tsa-field-note" data-tone=tone><StatusIcon status /><span>{text}{mend()}</span></p>
            })}
        </div>
    }
}
