//! The live page: configuration, sign-in, and the transport that reaches Microsoft.

use super::app::{AssistantPage, Frame};
use super::browser;
use super::model::{Around, Connection, Waiting};
use super::pages::welcome::{SignIn, Welcome};
use super::parts::account::AccountMenu;
use super::parts::asked::AskedDialog;
use super::parts::header::Header;
use super::pieces::{later, piece, prefetch};
use super::reach::{self, Keys};
use super::sign_in::{self, Desk, Place, Returned, SessionAccess, SessionTokens, Who};
use super::take_the_shells_place;
use crate::auth::{AuthError, Authority, Configuration, IssuerParameter, PublicClientApplication, Purpose};
use crate::config::Config;
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::SystemEntropy;
use crate::net::fetch::Fetch;
use crate::setup::product::{Console, Product};
use crate::words::en::labels as t;
use crate::words::fill;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// What the page shows.
enum Shown {
    /// The shell: before the configuration is read, or while a sign-in is completed.
    Starting,
    /// Nobody is signed in.
    Welcome(Box<(Product, SignIn)>),
    /// Somebody is.
    Assistant(Rc<Live>),
}

/// A signed-in person at a configured cloud.
struct Live {
    config: Config,
    desk: Rc<Desk>,
}

type Page = RwSignal<Rc<Shown>, LocalStorage>;

/// The page.
#[component]
pub fn LivePage() -> impl IntoView {
    let shown: Page = RwSignal::new_local(Rc::new(Shown::Starting));
    spawn_local(async move {
        let first = start(shown).await;
        take_the_shells_place();
        shown.set(Rc::new(first));
    });
    move || match &*shown.get() {
        Shown::Starting => ().into_any(),
        Shown::Welcome(shown) => {
            let (product, sign_in) = (**shown).clone();
            let name = fill(t::APP_NAME, &product);
            view! { class = "tsa", <Frame><Header name /><Welcome product sign_in /></Frame> }.into_any()
        }
        Shown::Assistant(live) => assistant(live),
    }
}

/// Reads the configuration, and completes a sign-in that has come back.
async fn start(shown: Page) -> Shown {
    let config = match reach::configuration(sign_in::page().as_ref()).await {
        Ok(config) => config,
        Err(rule) => return Shown::Welcome(Box::new((product_of_page(), SignIn::Wrong(rule)))),
    };
    let Some(client) = client(&config) else {
        return Shown::Welcome(Box::new((config.product, SignIn::NotConfigured)));
    };
    // It comes while the person signs in.
    prefetch(|| Box::pin(fetch_assistant()));
    let desk = Rc::new(Desk::new(client, config.endpoints.graph.clone(), Place::Tab));
    let forget = Rc::clone(&desk);
    sign_in::watch_tabs(move || forget.forget());
    let live = Rc::new(Live { config, desk });
    match sign_in::returned(live.desk.client()).await {
        None => welcome(&live, shown, None),
        Some(Returned { result: Ok(session), route, purpose }) => {
            sign_in::go_to(&route);
            live.desk.open(session, purpose);
            Shown::Assistant(live)
        }
        Some(Returned { result: Err(error), .. }) => welcome(&live, shown, Some(error)),
    }
}

/// Whose name the page was given when it was configured: config.json is not read yet, or is wrong.
fn product_of_page() -> Product {
    let total = Product::total();
    let called = browser::meta("application-name");
    let ending = t::APP_NAME.trim_start_matches("{product}");
    match called.as_deref().and_then(|called| called.strip_suffix(ending)) {
        Some(name) if name != total.name => {
            Product { name: name.to_owned(), console: Console::of(name), ..total }
        }
        _ => total,
    }
}

/// The first page, with the way in; and why the last try failed.
fn welcome(live: &Rc<Live>, shown: Page, failed: Option<AuthError>) -> Shown {
    let kept = StoredValue::new_local(Rc::clone(live));
    let begin = Callback::new(move |(who, purpose): (Who, Purpose)| {
        let live = kept.get_value();
        spawn_local(async move {
            let after = match live.desk.sign_in(&who, purpose, || live.desk.open_window()).await {
                Ok(()) => Shown::Assistant(Rc::clone(&live)),
                Err(error) => welcome(&live, shown, Some(error)),
            };
            shown.set(Rc::new(after));
        });
    });
    let desk = StoredValue::new_local(Rc::clone(&live.desk));
    Shown::Welcome(Box::new((live.config.product.clone(), SignIn::Possible { desk, begin, failed })))
}

fn client(config: &Config) -> Option<PublicClientApplication> {
    let sign_in = config.sign_in.as_ref()?;
    let configuration = Configuration {
        client_id: sign_in.client_id.clone(),
        authority: Authority::new(config.endpoints.authority.clone(), config.tenant.clone()),
        redirect_uri: sign_in.redirect_uri(&sign_in::page()?).ok()?,
        issuer_parameter: IssuerParameter::Optional,
    };
    Some(PublicClientApplication::new(
        configuration,
        Rc::new(Fetch),
        Rc::new(BrowserClock),
        Rc::new(SystemEntropy),
    ))
}

/// The assistant, in the piece that everything else of it builds on.
fn assistant(live: &Rc<Live>) -> AnyView {
    let live = StoredValue::new_local(Rc::clone(live));
    later(|| Box::pin(fetch_assistant()), move || draw_assistant(live.get_value()))
}

piece! { assistant, fetch = fetch_assistant,
    fn draw_assistant(live: Rc<Live>) -> AnyView {
        signed_in(&live)
    }
}

fn signed_in(live: &Rc<Live>) -> AnyView {
    let product = live.config.product.clone();
    let Some(connection) = connection(live) else {
        let sign_in = SignIn::Wrong("graph".to_owned());
        let name = fill(t::APP_NAME, &product);
        return view! { class = "tsa", <Frame><Header name /><Welcome product sign_in /></Frame> }.into_any();
    };
    let connection = StoredValue::new_local(Some(connection));
    let desk = StoredValue::new_local(Rc::clone(&live.desk));
    let asked_product = StoredValue::new(product.clone());
    let actions = move || view! { class = "tsa", <AccountMenu desk /> };
    let beside = move || view! { class = "tsa", <AskedDialog desk product=asked_product /> };
    let narrow = Callback::new(move |()| desk.with_value(|desk| desk.narrow()));
    sign_in::watch_age(move || {
        desk.try_with_value(|desk| desk.forget());
        // It throws nothing for an address of one's own.
        drop(window().location().reload());
    });
    view! { class = "tsa", <AssistantPage connection product actions beside on_idle=narrow /> }.into_any()
}

fn connection(live: &Rc<Live>) -> Option<Connection> {
    let waiting = Waiting::new();
    let observer = waiting.observer(Rc::new(BrowserClock));
    let tokens = Rc::new(SessionTokens::new(Rc::clone(&live.desk), Rc::clone(&observer)));
    let access = Rc::new(SessionAccess(Rc::clone(&live.desk)));
    let keys = Keys { tokens, access, waiting, observer };
    reach::connection(&live.config, keys, super::address::application(), Around::page())
}
