//! A choice of a file that looks like a button.

use leptos::prelude::*;

use super::{ButtonKind, next_id};

/// A native file field, drawn as a button: the keyboard and a screen reader meet the field. It hands the file over and reads
/// nothing itself.
#[component]
pub fn FileButton(
    /// Its name.
    label: &'static str,
    /// What happens to the file.
    hint: Option<&'static str>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// What the browser offers first, as `accept` writes it.
    accept: &'static str,
    /// A file is being read.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Given the file that was chosen.
    on_file: Callback<web_sys::File>,
) -> impl IntoView {
    let hint_id = next_id();
    view! { class = "tsa",
        <div class="tsa-file-button">
            <label class="tsa-button" data-kind=kind.as_str() aria-busy=move || busy.get().then_some("true")>
                // Emptied before each choice: the same file, mended, can be chosen again.
                <input class="tsa-file-button-input" type="file" accept=accept aria-describedby=hint.is_some().then(|| hint_id.clone())
                    on:click:target=move |event| event.target().set_value("")
                    on:change:target=move |event| {
                        if let Some(file) = event.target().files().and_then(|files| files.get(0)) {
                            on_file.run(file);
                        }
                    } />
                {label}
            </label>
            {hint.map(|hint| view! { class = "tsa", <p class="tsa-field-hint" id=hint_id>{hint}</p> })}
        </div>
    }
}
