//! The assistant as it stands in a host's page: no header of its own, no address, no title.

use super::host::Event;
use super::observe;
use super::start::{Start, prepare};
use super::tokens::{Held as HeldTokens, HostTokens};
use super::trouble::{self, Dead};
use super::{Held, Told};
use crate::auth::{AuthError, Purpose};
use crate::config::Tenant;
use crate::embed::ErrorCode;
use crate::net::browser_clock::BrowserClock;
use crate::setup::access;
use crate::setup::product::Product;
use crate::setup::step::Status;
use crate::ui::app::begin;
use crate::ui::format;
use crate::ui::kit::{Banner, Button, ButtonKind, KeyValue, KeyValueList, Skeleton, Tone};
use crate::ui::model::{Around, Assistant, Connection, Waiting};
use crate::ui::pages::setup::Setup;
use crate::ui::parts::asked::AskedDialog;
use crate::ui::parts::header::Account;
use crate::ui::parts::sign_in_failure::SignInFailure;
use crate::ui::reach::{self, Keys};
use crate::ui::sign_in::{self, Desk, SessionAccess, SessionTokens, Who};
use crate::ui::tasks::{self, Tasks};
use crate::words::en::embedded as words;
use crate::words::en::labels as t;
use crate::words::fill;
use leptos::prelude::*;
use serde_json::{Map, Value, json};
use std::rc::Rc;

/// What is shown.
enum Shown {
    /// The host has said nothing yet.
    Waiting,
    /// There is nothing to work with.
    Dead(Dead),
    /// The person has to sign in.
    SignIn(Rc<Start>, Option<AuthError>),
    /// The assistant, with the host's tokens or the person's.
    Assistant(Rc<Start>, By),
}

/// Whose tokens are used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Host,
    Session,
}

type Page = RwSignal<Rc<Shown>, LocalStorage>;

/// Waits for what the host says, and begins anew each time that it says something.
#[component]
pub fn Embedded(setting: Held) -> impl IntoView {
    let shown: Page = RwSignal::new_local(Rc::new(Shown::Waiting));
    let told = setting.with_value(|setting| setting.told);
    Effect::new(move |_| {
        let Some(told) = told.get() else { return };
        tasks::spawn(async move { take(setting, shown, told).await });
    });
    move || {
        match &*shown.get() {
        Shown::Waiting => view! { class = "tsa",
            <main class="tsa-main tsa-embedded-state" data-embedded="waiting"><Skeleton /><p class="tsa-said" role="status">{words::WAITING}</p></main>
        }
        .into_any(),
        Shown::Dead(dead) => setting.with_value(|setting| trouble::dead(dead.clone(), &setting.base)),
        Shown::SignIn(start, failed) => sign_in_view(setting, shown, start, failed.clone()),
        Shown::Assistant(start, by) => assistant(setting, shown, start, *by),
    }
    }
}

async fn take(setting: Held, shown: Page, told: Rc<Told>) {
    format::set_locale(told.options.appearance.locale.as_deref());
    let held = setting.get_value();
    let next = match prepare(&held, told).await {
        Ok(start) => {
            let start = Rc::new(start);
            held.host.tell(Event::Ready);
            if start.told.gives_tokens {
                Shown::Assistant(start, By::Host)
            } else {
                Shown::SignIn(start, None)
            }
        }
        Err(why) => {
            held.host.tell(Event::Error(why.code()));
            Shown::Dead(Dead::Unfit(why))
        }
    };
    shown.set(Rc::new(next));
}

fn sign_in_view(setting: Held, shown: Page, start: &Rc<Start>, failed: Option<AuthError>) -> AnyView {
    let Some(desk) = start.desk.clone() else { return ().into_any() };
    let kept = StoredValue::new_local((Rc::clone(start), Rc::clone(&desk)));
    let tasks = Tasks::of_this_view();
    // Still the click itself: a window may open.
    let go = move |purpose: Purpose| {
        let (start, desk) = kept.get_value();
        let popup = desk.open_window();
        tasks.spawn(async move {
            let signed_in = desk.sign_in(&Who::default(), purpose, || popup).await;
            setting.try_with_value(|setting| {
                observe::sign_in(&*setting.host, &start.told, signed_in.as_ref().err())
            });
            let after = match signed_in {
                Ok(()) => Shown::Assistant(start, By::Session),
                Err(error) => Shown::SignIn(start, Some(error)),
            };
            shown.set(Rc::new(after));
        });
    };
    let is_blocked = failed == Some(AuthError::WindowBlocked);
    let desk = StoredValue::new_local(desk);
    let failure = failed.map(|error| view! { class = "tsa", <SignInFailure error desk /> });
    let hint = is_blocked.then(|| {
        let alone = setting.with_value(|setting| trouble::alone(&setting.base));
        view! { class = "tsa", <p>{words::WINDOW_HINT}" "{alone}</p> }
    });
    let title = fill(words::SIGN_IN_TITLE, &start.config.product);
    view! { class = "tsa",
        <main class="tsa-main tsa-embedded-state" data-embedded="sign-in">
            <div class="tsa-stack">
                {failure}{hint}
                <h1 class="tsa-page-title">{title}</h1>
                <p class="tsa-quiet">{words::SIGN_IN_TEXT}</p>
                <div class="tsa-row">
                    <Button label=t::SIGN_IN kind=ButtonKind::Primary on_click=move |()| go(Purpose::Change) />
                    <Button label=t::JUST_LOOK on_click=move |()| go(Purpose::Look) />
                </div>
            </div>
        </main>
    }
    .into_any()
}

/// Connects with the tokens that there are, and draws the assistant.
fn assistant(setting: Held, shown: Page, start: &Rc<Start>, by: By) -> AnyView {
    let waiting = Waiting::new();
    let observer = waiting.observer(Rc::new(BrowserClock));
    let host = setting.with_value(|setting| Rc::clone(&setting.host));
    let tokens = Rc::new(HostTokens::new(host, start.config.endpoints.graph.clone()));
    let keys = match (by, &start.desk) {
        (By::Session, Some(desk)) => Keys {
            tokens: Rc::new(SessionTokens::new(Rc::clone(desk), Rc::clone(&observer))),
            access: Rc::new(SessionAccess(Rc::clone(desk))),
            waiting,
            observer,
        },
        _ => Keys {
            tokens: Rc::new(HeldTokens(Rc::clone(&tokens))),
            access: Rc::new(HeldTokens(Rc::clone(&tokens))),
            waiting,
            observer,
        },
    };
    let options = &start.told.options;
    let around =
        Around { owns_page: false, steps: options.steps.clone(), step: options.step, tenant_url: None };
    let connection = reach::connection(&start.config, keys, options.application.clone(), around);
    let start = StoredValue::new_local(Rc::clone(start));
    let tokens = (by == By::Host).then(|| StoredValue::new_local(tokens));
    connection
        .map(|connection| {
            let connection = StoredValue::new_local(Some(connection));
            view! { class = "tsa", <Inside setting shown start tokens connection /> }
        })
        .into_any()
}

/// The assistant itself.
#[component]
fn Inside(
    setting: Held,
    shown: Page,
    start: StoredValue<Rc<Start>, LocalStorage>,
    tokens: Option<StoredValue<Rc<HostTokens>, LocalStorage>>,
    connection: StoredValue<Option<Connection>, LocalStorage>,
) -> impl IntoView {
    let connection = connection.try_update_value(Option::take).flatten();
    let desk = start.with_value(|start| start.desk.clone()).map(StoredValue::new_local);
    let product = start.with_value(|start| start.config.product.clone());
    connection.map(|connection| {
        let narrow = Callback::new(move |()| {
            if let Some(desk) = desk {
                desk.with_value(|desk| desk.narrow());
            }
        });
        let assistant = begin(connection, product.clone(), Some(narrow));
        let filled = fill_in(assistant, start);
        tell(assistant, setting);
        if start.with_value(|start| start.told.options.events) {
            observe::assistant(assistant, setting.with_value(|setting| Rc::clone(&setting.host)));
        }
        forget_with_the_page(desk, tokens);
        let to_sign_in = Callback::new(move |()| {
            if let Some(desk) = desk {
                desk.with_value(|desk| desk.forget());
            }
            shown.set(Rc::new(Shown::SignIn(start.get_value(), None)));
        });
        let expected = start.with_value(|start| start.told.options.tenant.clone());
        let wrong = Memo::new(move |_| other_tenant(assistant, expected.as_ref()));
        Effect::new(move |_| {
            if wrong.with(Option::is_some) {
                setting.with_value(|setting| setting.host.tell(Event::Error(ErrorCode::WrongTenant)));
            }
        });
        let trouble = tokens.map(|tokens| trouble::token(assistant, tokens, desk.map(|_| to_sign_in)));
        let sign_out = tokens.is_none().then(|| {
            view! { class = "tsa", <Button label=t::SIGN_OUT kind=ButtonKind::Quiet on_click=to_sign_in /> }
        });
        view! { class = "tsa",
            <div class="tsa-app" data-embedded="assistant">
                <div class="tsa-embedded-head"><Account />{sign_out}</div>
                {trouble}{filled}
                {move || match wrong.get() {
                    Some(found) => wrong_tenant(found).into_any(),
                    None => view! { class = "tsa", <Setup /> }.into_any(),
                }}
                {asked(desk, product)}
            </div>
        }
    })
}

fn asked(desk: Option<StoredValue<Rc<Desk>, LocalStorage>>, product: Product) -> Option<AnyView> {
    let product = StoredValue::new(product);
    desk.map(|desk| view! { class = "tsa", <AskedDialog desk product /> }.into_any())
}

/// Puts what the host gave into the two fields, where the person sees it before anything is done with it (EMB-07).
fn fill_in(assistant: Assistant, start: StoredValue<Rc<Start>, LocalStorage>) -> impl IntoView {
    let url = start.with_value(|start| start.told.options.tenant_url.clone());
    let has_secret = start.with_value(|start| start.told.secret.borrow().is_some());
    let filled = url.is_some() || has_secret;
    if let Some(url) = url {
        assistant.url.set(url);
    }
    Effect::new(move |_| {
        if assistant.secret.is_shown()
            && let Some(secret) = start.with_value(|start| start.told.secret.take())
        {
            assistant.secret.fill(secret.expose());
            assistant.take_entered();
        }
    });
    move || {
        let open = filled && assistant.visit.with(|visit| visit.entered.is_some());
        open.then(|| view! { class = "tsa",
            <div class="tsa-embedded-note"><Banner tone=Tone::Info title=words::FILLED_IN><p>{words::FILLED_IN_TEXT}</p></Banner></div>
        })
    }
}

/// Tells the host how things stand, each time that changes, and gives it the report when everything is right.
fn tell(assistant: Assistant, setting: Held) {
    Effect::new(move |before: Option<Value>| {
        let steps: Map<_, _> = assistant
            .around()
            .steps
            .into_iter()
            .map(|step| (step.as_str().to_owned(), Value::from(assistant.status(step).as_str())))
            .collect();
        let now = json!({ "overall": assistant.overall().as_str(), "steps": steps });
        if before.as_ref() != Some(&now) {
            setting.with_value(|setting| {
                setting.status.replace(Some(now.to_string()));
                setting.host.tell(Event::Status(&now));
            });
        }
        now
    });
    let done = Memo::new(move |_| assistant.overall() == Status::Done);
    Effect::new(move |_| {
        if done.get() {
            let report = untrack(move || assistant.report());
            setting.with_value(|setting| setting.host.tell(Event::Completed(&report)));
        }
    });
}

/// When the page is left, everything secret goes at once (security.md EMB-09); after eight hours the session does.
fn forget_with_the_page(
    desk: Option<StoredValue<Rc<Desk>, LocalStorage>>,
    tokens: Option<StoredValue<Rc<HostTokens>, LocalStorage>>,
) {
    let forget = move || {
        if let Some(desk) = desk {
            desk.try_with_value(|desk| desk.forget());
        }
        if let Some(tokens) = tokens {
            tokens.try_with_value(|tokens| tokens.forget());
        }
    };
    let assistant = Assistant::current();
    let left = window_event_listener_untyped("pagehide", move |_| {
        assistant.secret.clear();
        forget();
    });
    on_cleanup(move || {
        left.remove();
        forget();
    });
    sign_in::watch_age(forget);
}

/// The tenant that was found, where the host named another one. A domain may be one of many of the tenant's, so only an ID is
/// compared.
fn other_tenant(assistant: Assistant, expected: Option<&Tenant>) -> Option<Vec<KeyValue>> {
    let Some(Tenant::Id(expected)) = expected else { return None };
    assistant.facts.with(|facts| {
        let found = access::other_tenant(facts, expected)?;
        let fact = |key: &str, value: String| KeyValue { key: key.to_owned(), value, code: false };
        Some(vec![
            fact(words::EXPECTED, expected.clone()),
            fact(words::FOUND, [&found.name, " · ", found.id.as_str()].concat()),
        ])
    })
}

fn wrong_tenant(found: Vec<KeyValue>) -> impl IntoView {
    view! { class = "tsa",
        <main class="tsa-main tsa-embedded-state" role="alert" data-embedded="wrong-tenant">
            <Banner tone=Tone::Failed title=words::WRONG_TENANT>
                <p>{words::WRONG_TENANT_TEXT}</p>
                <KeyValueList facts=found />
            </Banner>
        </main>
    }
}
