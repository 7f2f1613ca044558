//! A line of text with its label, its hint and what is wrong with it.

use leptos::prelude::*;

use super::{field_note::FieldNote, next_id};

/// What is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text.
    #[default]
    Text,
    /// An address: keyboards on touch screens offer the right keys.
    Url,
}

impl FieldKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Url => "url",
        }
    }
}

/// A text field. Errors belong to it by `aria-describedby`; nothing is remembered by the browser.
#[component]
pub fn Field(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// The value, written at each key.
    value: RwSignal<String>,
    /// Its name, for hosts and tests that look for it; the browser keeps nothing under it.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What is typed.
    #[prop(optional)]
    kind: FieldKind,
    /// Where to find it, or what it looks like.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// An example, shown while empty.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// What is wrong: the value cannot be used.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What is odd: the value can be used.
    #[prop(optional, into)]
    notice: MaybeProp<String>,
    /// The words of the one-click mend; without them none is offered.
    #[prop(optional, into)]
    mend_label: MaybeProp<String>,
    /// Mends the value.
    #[prop(optional, into)]
    on_mend: Option<Callback<()>>,
    /// Given the pasted text; true when it has taken care of it, and the browser shall not.
    #[prop(optional, into)]
    on_paste: Option<Callback<String, bool>>,
    /// Told when the person leaves the field.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// It can be read and copied, not changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
) -> impl IntoView {
    let (input_id, hint_id, note_id) = (next_id(), next_id(), next_id());
    let described_by = [hint_id.as_str(), " ", &note_id].concat();
    let paste = move |event: web_sys::ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let (Some(on_paste), Some(text)) = (on_paste, text)
            && on_paste.run(text)
        {
            event.prevent_default();
        }
    };
    view! { class = "tsa",
        <div class="tsa-field">
            <label class="tsa-field-label" for=input_id.clone()>{label}</label>
            <input class="tsa-input" id=input_id name=name type=kind.as_str() autocomplete="off" autocapitalize="none" spellcheck="false"
                placeholder=move || placeholder.get() readonly=move || read_only.get()
                aria-describedby=described_by aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=value on:input:target=move |event| value.set(event.target().value())
                on:paste=paste on:blur=move |_| if let Some(on_leave) = on_leave { on_leave.run(()) } />
            <p class="tsa-field-hint" id=hint_id>{move || hint.get()}</p>
            <FieldNote id=note_id error notice mend_label on_mend />
        </div>
    }
}
