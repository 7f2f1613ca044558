//! The field for the secret token: what is wrong or odd about it, and until when it holds. Only that leaves it.

use crate::setup::credentials::{Notice, Refusal};
use crate::setup::expiry::usable_token;
use crate::ui::format;
use crate::ui::kit::{SecretField, SecretInput};
use crate::ui::model::Assistant;
use crate::words::en::inputs;
use crate::words::en::labels as t;
use leptos::prelude::*;

/// The field.
#[component]
pub fn TokenField(
    /// The hold on it.
    input: SecretInput,
    /// Where to find it, or why it is asked for.
    hint: &'static str,
    /// Told at each change whether it can be used.
    #[prop(into)]
    on_read: Callback<bool>,
) -> impl IntoView {
    let assistant = Assistant::current();
    let error = RwSignal::new(None::<String>);
    let notice = RwSignal::new(None::<String>);
    let read = move |()| {
        let typed = zeroize::Zeroizing::new(input.read());
        let (wrong, odd, can) = match usable_token(&typed, assistant.now()) {
            Ok(usable) => {
                let until =
                    usable.expires.map(|on| [t::TOKEN_EXPIRES, " ", &format::moment(on), "."].concat());
                (None, joined(said(&usable.notices), until), true)
            }
            Err(Refusal::Empty) => (None, None, false),
            Err(refusal) => (Some(refused(assistant, &refusal)), None, false),
        };
        error.set(wrong);
        notice.set(odd);
        on_read.run(can);
    };
    // It is also filled and emptied without a key.
    Effect::new(move |_| {
        input.filled().track();
        read(());
    });
    view! { class = "tsa",
        <SecretField label=t::SECRET_TOKEN input hint error notice on_input=Callback::new(read) />
    }
}

fn refused(assistant: Assistant, refusal: &Refusal) -> String {
    let text = assistant.say(inputs::refusal(refusal));
    match refusal {
        Refusal::Expired { on } => text.replace("{date}", &format::moment(*on)),
        _ => text,
    }
}

/// What was cleaned without being asked, in one text.
#[must_use]
pub fn said(notices: &[Notice]) -> Option<String> {
    let words: Vec<_> = notices.iter().map(|notice| inputs::notice(*notice)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some([&one, " ", &other].concat()),
        (one, other) => one.or(other),
    }
}
