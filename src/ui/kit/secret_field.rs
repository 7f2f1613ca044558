//! A secret that is typed or pasted, used once and forgotten (security.md TOK-03).

use leptos::{html, prelude::*};

use super::{Icon, IconName, Words, field_note::FieldNote, next_id};

/// Longest secret taken, in characters.
const MAX_LENGTH: &str = "8192";

/// The hold on a secret field. The secret itself lives in the browser's input alone: no signal, no attribute.
#[derive(Clone, Copy, Debug)]
pub struct SecretInput {
    node: NodeRef<html::Input>,
    filled: RwSignal<bool>,
}

impl SecretInput {
    /// An empty field.
    pub fn new() -> Self {
        Self { node: NodeRef::new(), filled: RwSignal::new(false) }
    }

    /// Whether something is in it.
    pub fn filled(self) -> Signal<bool> {
        self.filled.into()
    }

    /// The secret, to be used at once and not kept. Empty while the field is not shown.
    pub fn read(self) -> String {
        self.node.get_untracked().map(|input| input.value()).unwrap_or_default()
    }

    /// Whether the field is shown.
    pub fn is_shown(self) -> bool {
        self.node.with(Option::is_some)
    }

    /// Puts a secret into the field, once it is shown.
    pub fn fill(self, secret: &str) {
        if let Some(input) = self.node.get_untracked() {
            input.set_value(secret);
            self.filled.set(!secret.is_empty());
        }
    }

    /// Forgets the secret, also where the field is not shown any more.
    pub fn clear(self) {
        self.fill("");
        self.filled.set(false);
    }
}

impl Default for SecretInput {
    fn default() -> Self {
        Self::new()
    }
}

/// A field for a secret: no name, nothing remembered, shown only while its eye is pressed.
#[component]
pub fn SecretField(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// The hold on it.
    input: SecretInput,
    /// Where to find it.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// An example, shown while empty.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What is odd about it.
    #[prop(optional, into)]
    notice: MaybeProp<String>,
    /// The words of the one-click mend.
    #[prop(optional, into)]
    mend_label: MaybeProp<String>,
    /// Mends it.
    #[prop(optional, into)]
    on_mend: Option<Callback<()>>,
    /// Told at each change.
    #[prop(optional, into)]
    on_input: Option<Callback<()>>,
    /// It can never be shown: where a recording is made, or a host has set it.
    #[prop(optional)]
    sealed: bool,
) -> impl IntoView {
    let (input_id, hint_id, note_id) = (next_id(), next_id(), next_id());
    let described_by = [hint_id.as_str(), " ", &note_id].concat();
    let shown = RwSignal::new(false);
    let typed = move |is_empty: bool| {
        input.filled.set(!is_empty);
        if let Some(on_input) = on_input {
            on_input.run(());
        }
    };
    view! { class = "tsa",
        <div class="tsa-field">
            <label class="tsa-field-label" for=input_id.clone()>{label}</label>
            <span class="tsa-input-group">
                <input class="tsa-input" id=input_id node_ref=input.node type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="new-password" autocapitalize="none" spellcheck="false" maxlength=MAX_LENGTH
                    placeholder=move || placeholder.get() aria-describedby=described_by
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:input:target=move |event| typed(event.target().value().is_empty()) />
                {(!sealed).then(|| view! { class = "tsa", <Reveal shown /> })}
            </span>
            <p class="tsa-field-hint" id=hint_id>{move || hint.get()}</p>
            <FieldNote id=note_id error notice mend_label on_mend />
        </div>
    }
}

/// Shows the secret while it is pressed, by pointer or key.
#[component]
fn Reveal(shown: RwSignal<bool>) -> impl IntoView {
    let words = Words::current();
    let is_press = |event: &web_sys::KeyboardEvent| matches!(event.key().as_str(), " " | "Enter");
    view! { class = "tsa",
        <button type="button" class="tsa-icon-button" aria-label=words.show_secret title=words.show_secret
            aria-pressed=move || if shown.get() { "true" } else { "false" }
            on:pointerdown=move |_| shown.set(true) on:pointerup=move |_| shown.set(false)
            on:pointerleave=move |_| shown.set(false) on:pointercancel=move |_| shown.set(false) on:blur=move |_| shown.set(false)
            on:keydown=move |event| if is_press(&event) { shown.set(true) }
            on:keyup=move |event| if is_press(&event) { shown.set(false) }>
            <Icon name=IconName::Eye />
        </button>
    }
}
