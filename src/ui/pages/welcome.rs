//! The first page: what it is, sign in, or the demonstration; or a clear reason why signing in is not possible here.

use crate::auth::{AuthError, Purpose};
use crate::config::Tenant;
use crate::setup::product::Product;
use crate::setup::scope::Scope;
use crate::ui::kit::{Banner, Button, ButtonKind, Disclosure, Field, Tone};
use crate::ui::parts::permissions::Permissions;
use crate::ui::parts::sign_in_failure::SignInFailure;
use crate::ui::sign_in::{Desk, Who};
use crate::words::en::labels as t;
use crate::words::fill;
use leptos::prelude::*;
use std::rc::Rc;

/// Whether a person can sign in.
#[derive(Clone)]
pub enum SignIn {
    /// Yes.
    Possible {
        /// Where.
        desk: StoredValue<Rc<Desk>, LocalStorage>,
        /// Told when the person wants to, in the click itself.
        begin: Callback<(Who, Purpose)>,
        /// Why the last try failed.
        failed: Option<AuthError>,
    },
    /// The host has not configured it.
    NotConfigured,
    /// The configuration is wrong; the key and the rule.
    Wrong(String),
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
    let promise = |title: &'static str, text: &'static str| {
        view! { class = "tsa",
            <div class="tsa-promise"><p class="tsa-promise-title">{title}</p><p class="tsa-promise-body">{text}</p></div>
        }
    };
    let demo = || view! { class = "tsa", <a class="tsa-button" data-kind="secondary" href="demo/">{t::TRY_DEMO}</a> };
    let way_in = match sign_in {
        SignIn::Possible { desk, begin, failed } => {
            let failure = failed.map(|error| {
                view! { class = "tsa",
                    <section class="tsa-section">
                        <h2 class="tsa-section-title">{t::SIGN_IN_FAILED}</h2>
                        <SignInFailure error desk />
                    </section>
                }
            });
            view! { class = "tsa", {failure}<WayIn desk begin demo=demo().into_any() /> }.into_any()
        }
        SignIn::NotConfigured => view! { class = "tsa",
            <Banner tone=Tone::Info title=t::NOT_CONFIGURED><p>{t::NOT_CONFIGURED_TEXT}</p></Banner>
            <div class="tsa-row">{demo()}</div>
        }
        .into_any(),
        SignIn::Wrong(rule) => view! { class = "tsa",
            <Banner tone=Tone::Failed title=t::CONFIG_WRONG><p>{rule}</p></Banner>
            <div class="tsa-row">{demo()}</div>
        }
        .into_any(),
    };
    view! { class = "tsa",
        <main class="tsa-welcome">
            <div class="tsa-hero">
                <div>
                    <h1 class="tsa-welcome-title">{say(t::WELCOME_TITLE)}</h1>
                    <p class="tsa-welcome-lead">{say(t::WELCOME_LEAD)}</p>
                </div>
                {way_in}
            </div>
            <div class="tsa-promises">
                {promise(t::PROMISE_LOOK, t::PROMISE_LOOK_TEXT)}
                {promise(t::PROMISE_BROWSER, t::PROMISE_BROWSER_TEXT)}
                {promise(t::PROMISE_PROVE, t::PROMISE_PROVE_TEXT)}
            </div>
            <section class="tsa-section">
                <h2 class="tsa-section-title">{t::NEEDS_TITLE}</h2>
                <ul class="tsa-needs"><li>{t::NEEDS_ROLE}</li><li>{t::NEEDS_LICENCE}</li><li>{say(t::NEEDS_CREDENTIALS)}</li></ul>
                <Disclosure summary=t::PERMISSIONS note=t::PERMISSIONS_NOTE.to_owned()>
                    <Permissions scopes=Scope::EVER_ASKED.to_vec() held=None product=product.clone() />
                </Disclosure>
            </section>
        </main>
    }
}

/// Signing in, to change or to look only; as a certain account or at a certain tenant.
#[component]
fn WayIn(
    desk: StoredValue<Rc<Desk>, LocalStorage>,
    begin: Callback<(Who, Purpose)>,
    demo: AnyView,
) -> impl IntoView {
    let (account, tenant) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let chosen = move || Tenant::parse(tenant.get().trim());
    let wrong = Signal::derive(move || {
        let typed = !tenant.get().trim().is_empty();
        (typed && chosen().is_none()).then(|| t::TENANT_CHOICE_WRONG.to_owned())
    });
    let start = move |purpose: Purpose| {
        if wrong.with_untracked(Option::is_none) {
            let account = account.get_untracked().trim().to_owned();
            let login_hint = Some(account).filter(|account| !account.is_empty());
            begin.run((Who { login_hint, tenant: untrack(chosen) }, purpose));
        }
    };
    let is_open = desk.with_value(|desk| desk.client().configuration().authority.leaves_the_tenant_open());
    view! { class = "tsa",
        <div class="tsa-row">
            <Button label=t::SIGN_IN kind=ButtonKind::Primary on_click=move |()| start(Purpose::Change) />
            <Button label=t::JUST_LOOK on_click=move |()| start(Purpose::Look) />
            {demo}
        </div>
        <Disclosure summary=t::SIGN_IN_OPTIONS>
            <div class="tsa-form">
                <Field label=t::LOGIN_HINT name="login-hint" value=account hint=t::LOGIN_HINT_HINT.to_owned() />
                {is_open.then(|| view! { class = "tsa",
                    <Field label=t::TENANT_CHOICE name="tenant" value=tenant hint=t::TENANT_CHOICE_HINT.to_owned() error=wrong />
                })}
            </div>
        </Disclosure>
    }
}
