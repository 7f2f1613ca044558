//! A choice of a file with its label, its hint and what is wrong with it.

use leptos::prelude::*;

use super::{field_note::FieldNote, next_id};

/// A native file field. It hands the file over and reads nothing itself.
#[component]
pub fn FileField(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// What happens to it.
    #[prop(into)]
    hint: Signal<String>,
    /// What the browser offers first, as `accept` writes it.
    accept: &'static str,
    /// What is wrong: the file cannot be used.
    #[prop(into)]
    error: MaybeProp<String>,
    /// Given the file that was chosen.
    on_file: Callback<web_sys::File>,
) -> impl IntoView {
    let (input_id, hint_id, note_id) = (next_id(), next_id(), next_id());
    let described_by = [hint_id.as_str(), " ", &note_id].concat();
    view! { class = "tsa",
        <div class="tsa-field">
            <label class="tsa-field-label" for=input_id.clone()>{label}</label>
            // Emptied before each choice: the same file, mended, can be chosen again.
            <input class="tsa-input tsa-file" id=input_id type="file" accept=accept
                aria-describedby=described_by aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:click:target=move |event| event.target().set_value("")
                on:change:target=move |event| {
                    if let Some(file) = event.target().files().and_then(|files| files.get(0)) {
                        on_file.run(file);
                    }
                } />
            <p class="tsa-field-hint" id=hint_id>{hint}</p>
            <FieldNote id=note_id error notice=MaybeProp::default() mend_label=MaybeProp::default() on_mend=None />
        </div>
    }
}
