//! A failure: what happened, what it means, what to do, and what to quote to support. Microsoft's own text is boxed and
//! labelled (security.md LOG-02).

use crate::tenant::failure::Failure;
use crate::ui::kit::{Banner, CopyButton, Disclosure, Tone};
use crate::ui::model::Assistant;
use crate::words::en::labels as t;
use crate::words::en::{errors, inputs};
use leptos::prelude::*;

/// The longest text of Microsoft's that is shown, in characters (LOG-02).
const LIMIT: usize = 1_000;

/// Draws a failure.
#[component]
pub fn FailureBanner(
    /// What failed, before the reason.
    #[prop(optional, into)]
    about: String,
    /// Why.
    failure: Failure,
) -> impl IntoView {
    let assistant = Assistant::current();
    let (sentence, code, message, request_id) = match failure {
        Failure::Trouble { trouble, code, message, request_id, .. } => {
            (errors::trouble(trouble), code, message, request_id)
        }
        Failure::Test(failure) => {
            (inputs::test_cause(failure.cause), String::new(), failure.message, failure.request_id)
        }
    };
    let title = assistant.say(sentence.what);
    let title = if about.is_empty() { title } else { [about.as_str(), ": ", &title].concat() };
    let body = assistant.say(&[sentence.means, " ", sentence.act].concat());
    let quoted = request_id.map(|id| {
        view! { class = "tsa",
            <p class="tsa-row tsa-small">
                <span class="tsa-quiet">{t::REQUEST_ID}</span><code>{id.clone()}</code><CopyButton text=id what=t::REQUEST_ID compact=true />
                <span class="tsa-quiet">{code}</span>
            </p>
        }
    });
    view! { class = "tsa",
        <div role="alert">
            <Banner tone=Tone::Failed title>
                <p>{body}</p>
                {quoted}
                {(!message.is_empty()).then(|| view! { class = "tsa", <MicrosoftSays text=message /> })}
            </Banner>
        </div>
    }
}

/// Microsoft's text, folded, labelled as not ours.
#[component]
pub fn MicrosoftSays(
    /// The text.
    text: String,
) -> impl IntoView {
    let text: String = text.chars().take(LIMIT).collect();
    view! { class = "tsa",
        <Disclosure summary=t::MICROSOFT_SAYS><p class="tsa-foreign">{text}</p></Disclosure>
    }
}
