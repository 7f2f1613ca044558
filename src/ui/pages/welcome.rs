//! The first page: what it is, sign in, or the demonstration; or a clear reason why signing in is not possible here.

use crate::setup::product::Product;
use crate::ui::kit::{Banner, Button, ButtonKind, Tone};
use crate::words::en::labels as t;
use crate::words::fill;
use leptos::prelude::*;

/// Whether a person can sign in.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// Yes; told when the person wants to.
    Possible(Callback<()>),
    /// The host has not configured it.
    NotConfigured,
    /// The configuration is wrong; the key and the rule.
    Wrong(String),
    /// It was tried and failed; what to say, and the way to try again.
    Failed(String, Callback<()>),
}

/// The welcome page.
#[component]
pub fn Welcome(
    /// The product that is set up.
    product: Product,
    /// Whether a person can sign in.
    sign_in: SignIn,
) -> impl IntoView {
    let say = |text: &str| fill(text, &product);
    let possible = match &sign_in {
        SignIn::Possible(start) | SignIn::Failed(_, start) => Some(*start),
        SignIn::NotConfigured | SignIn::Wrong(_) => None,
    };
    let news = match sign_in {
        SignIn::Possible(_) => None,
        SignIn::NotConfigured => Some((Tone::Info, t::NOT_CONFIGURED, t::NOT_CONFIGURED_TEXT.to_owned())),
        SignIn::Wrong(rule) => Some((Tone::Failed, t::CONFIG_WRONG, rule)),
        SignIn::Failed(why, _) => Some((Tone::Failed, t::SIGN_IN_FAILED, why)),
    };
    let promise = |title: &'static str, text: &'static str| {
        view! { class = "tsa",
            <div class="tsa-promise"><p class="tsa-promise-title">{title}</p><p class="tsa-promise-body">{text}</p></div>
        }
    };
    view! { class = "tsa",
        <main class="tsa-welcome">
            <div class="tsa-hero">
                <div>
                    <h1 class="tsa-welcome-title">{say(t::WELCOME_TITLE)}</h1>
                    <p class="tsa-welcome-lead">{say(t::WELCOME_LEAD)}</p>
                </div>
                {news.map(|(tone, title, text)| view! { class = "tsa", <Banner tone title><p>{text}</p></Banner> })}
                <div class="tsa-row">
                    {possible.map(|start| view! { class = "tsa", <Button label=t::SIGN_IN kind=ButtonKind::Primary on_click=start /> })}
                    <a class="tsa-button" data-kind="secondary" href="demo/">{t::TRY_DEMO}</a>
                </div>
            </div>
            <div class="tsa-promises">
                {promise(t::PROMISE_LOOK, t::PROMISE_LOOK_TEXT)}
                {promise(t::PROMISE_BROWSER, t::PROMISE_BROWSER_TEXT)}
                {promise(t::PROMISE_PROVE, t::PROMISE_PROVE_TEXT)}
            </div>
            <section class="tsa-section">
                <h2 class="tsa-section-title">{t::NEEDS_TITLE}</h2>
                <ul class="tsa-needs"><li>{t::NEEDS_ROLE}</li><li>{t::NEEDS_LICENCE}</li><li>{say(t::NEEDS_CREDENTIALS)}</li></ul>
            </section>
        </main>
    }
}
