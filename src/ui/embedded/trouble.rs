//! What stands in place of the assistant, or above it, when something about the host is wrong: a sentence, and the way on.

use super::start::Why;
use super::tokens::{HostTokens, TokenState};
use crate::ui::kit::{Banner, Button, ButtonKind, Tone};
use crate::ui::model::Assistant;
use crate::words::en::embedded as words;
use crate::words::en::labels as t;
use leptos::prelude::*;
use std::rc::Rc;
use url::Url;

/// Why there is nothing but this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dead {
    /// The host does not answer.
    Silent,
    /// There is no host.
    NotFramed,
    /// The host is not one that may.
    NotAllowed,
    /// The frame has no origin.
    Sandboxed,
    /// The host broke the rules.
    Over,
    /// The host speaks another version.
    OtherVersion,
    /// What was told and what is allowed do not fit.
    Unfit(Why),
}

/// The sentence, and the way to a page of its own.
pub fn dead(dead: Dead, base: &Url) -> AnyView {
    let alone = alone(base);
    let (title, text, detail) = match dead {
        Dead::Silent => (words::SILENT, words::SILENT_TEXT, None),
        Dead::NotFramed => (words::NOT_FRAMED, words::NOT_FRAMED_TEXT, None),
        Dead::NotAllowed => (words::NOT_ALLOWED, words::NOT_ALLOWED_TEXT, None),
        Dead::Sandboxed => (words::SANDBOXED, words::SANDBOXED_TEXT, None),
        Dead::Over => (words::OVER, words::OVER_TEXT, None),
        Dead::OtherVersion => (words::OTHER_VERSION, words::OTHER_VERSION_TEXT, None),
        Dead::Unfit(Why::Configuration(rule)) => (words::CONFIGURATION, "", Some(rule)),
        Dead::Unfit(Why::Option(key)) => (words::OPTION, words::OPTION_TEXT, Some(key.to_owned())),
        Dead::Unfit(Why::NoSignIn) => (words::NO_SIGN_IN, words::NO_SIGN_IN_TEXT, None),
    };
    view! { class = "tsa",
        <main class="tsa-main tsa-embedded-state" role="alert" data-embedded="stopped">
            <Banner tone=Tone::Attention title=title>
                <p>{text}" "{detail.map(|detail| view! { class = "tsa", <code>{detail}</code> })}</p>
                <p>{alone}</p>
            </Banner>
        </main>
    }
    .into_any()
}

/// The way to a page of its own.
pub fn alone(base: &Url) -> AnyView {
    let address = base.as_str().to_owned();
    view! { class = "tsa", <a href=address target="_blank" rel="noopener noreferrer">{words::OPEN_ALONE}</a> }
        .into_any()
}

/// What is wrong with the host's tokens, above what was found so far.
pub fn token(
    assistant: Assistant,
    tokens: StoredValue<Rc<HostTokens>, LocalStorage>,
    sign_in: Option<Callback<()>>,
) -> impl IntoView {
    let state = tokens.with_value(|tokens| tokens.state());
    let again = move |()| {
        tokens.with_value(|tokens| tokens.forget());
        assistant.look();
    };
    move || {
        let (title, text) = match state.get() {
            TokenState::Fine => return None,
            TokenState::Asked => {
                return Some(
                    view! { class = "tsa", <p role="status" class="tsa-quiet">{words::TOKEN_ASKED}</p> }
                        .into_any(),
                );
            }
            TokenState::None => (words::TOKEN_NONE, words::TOKEN_NONE_TEXT),
            TokenState::Late => (words::TOKEN_LATE, words::TOKEN_LATE_TEXT),
            TokenState::Refused => (words::TOKEN_REFUSED, words::TOKEN_REFUSED_TEXT),
        };
        Some(
            view! { class = "tsa",
                <div role="alert" data-embedded="token">
                    <Banner tone=Tone::Failed title=title>
                        <p>{text}</p>
                        <div class="tsa-row">
                            <Button label=words::TRY_AGAIN kind=ButtonKind::Primary on_click=again />
                            {sign_in.map(|sign_in| view! { class = "tsa", <Button label=t::SIGN_IN on_click=sign_in /> })}
                        </div>
                    </Banner>
                </div>
            }
            .into_any(),
        )
    }
}
