//! The live page: configuration, sign-in, and the transport that reaches Microsoft.

use super::app::{AssistantPage, Frame};
use super::kit::{Button, ButtonKind};
use super::model::Connection;
use super::pages::welcome::{SignIn, Welcome};
use super::parts::header::Header;
use crate::auth::{
    self, AccountChoice, AuthError, Authority, Configuration, IssuerParameter, PendingSignIn,
    PublicClientApplication, RedirectRequest, Session,
};
use crate::config::Config;
use crate::graph::{AccessToken, GraphClient, GraphRoot, Guard, TokenError, Tokens};
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::{Clock, SystemEntropy};
use crate::net::fetch::Fetch;
use crate::net::{Boxed, Request, Transport};
use crate::setup::product::Product;
use crate::setup::scope::Scope;
use crate::tenant::Tenant;
use crate::words::en::labels as t;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use url::Url;

/// What the page shows.
enum Shown {
    /// Before the configuration is read, or while a sign-in is completed.
    Starting,
    /// Nobody is signed in.
    Welcome(Product, SignIn),
    /// Somebody is.
    Assistant(Rc<Live>),
}

/// A signed-in person at a configured cloud.
struct Live {
    config: Config,
    session: Session,
}

/// The page.
#[component]
pub fn LivePage() -> impl IntoView {
    let shown = RwSignal::new_local(Rc::new(Shown::Starting));
    spawn_local(async move { shown.set(Rc::new(start().await)) });
    move || {
        match &*shown.get() {
        Shown::Starting => view! { class = "tsa", <Frame><Header /><main class="tsa-welcome"><p role="status">{t::SIGNING_IN}</p></main></Frame> }.into_any(),
        Shown::Welcome(product, sign_in) => {
            let (product, sign_in) = (product.clone(), sign_in.clone());
            view! { class = "tsa", <Frame><Header /><Welcome product sign_in /></Frame> }.into_any()
        }
        Shown::Assistant(live) => assistant(live),
    }
    }
}

/// Reads the configuration, and completes a sign-in that has come back.
async fn start() -> Shown {
    let config = match configuration().await {
        Ok(config) => config,
        Err(rule) => return Shown::Welcome(Product::total(), SignIn::Wrong(rule)),
    };
    let product = config.product.clone();
    let Some(client) = client(&config) else { return Shown::Welcome(product, SignIn::NotConfigured) };
    let client = Rc::new(client);
    let begin = {
        let (client, graph) = (Rc::clone(&client), config.endpoints.graph.clone());
        let run = StoredValue::new_local(move || begin(&client, &auth::scopes::all(&graph)));
        Callback::new(move |()| run.with_value(|run| run()))
    };
    match returned(&client).await {
        None => Shown::Welcome(product, SignIn::Possible(begin)),
        Some(Ok((session, route))) => {
            go_to(&route);
            Shown::Assistant(Rc::new(Live { config, session }))
        }
        Some(Err(error)) => {
            Shown::Welcome(product, SignIn::Failed([error.code(), ": ", &error.to_string()].concat(), begin))
        }
    }
}

/// `config.json` beside the page. Absent means demo only.
async fn configuration() -> Result<Config, String> {
    let address =
        page().and_then(|page| page.join("config.json").ok()).ok_or_else(|| "config.json".to_owned())?;
    let mut request = Request::new(Vec::new());
    *request.uri_mut() = address.as_str().parse().map_err(|_| "config.json".to_owned())?;
    let Ok(response) = Fetch.send(request).await else { return Ok(Config::default()) };
    if !response.status().is_success() {
        return Ok(Config::default());
    }
    let text = String::from_utf8_lossy(response.body()).into_owned();
    Config::parse(&text).map_err(|error| error.to_string())
}

/// The address that everything else lies beside.
fn page() -> Option<Url> {
    document().base_uri().ok().flatten().and_then(|address| Url::parse(&address).ok())
}

fn client(config: &Config) -> Option<PublicClientApplication> {
    let sign_in = config.sign_in.as_ref()?;
    let configuration = Configuration {
        client_id: sign_in.client_id.clone(),
        authority: Authority::new(config.endpoints.authority.clone(), config.tenant.clone()),
        redirect_uri: sign_in.redirect_uri(&page()?).ok()?,
        issuer_parameter: IssuerParameter::Optional,
    };
    Some(PublicClientApplication::new(
        configuration,
        Rc::new(Fetch),
        Rc::new(BrowserClock),
        Rc::new(SystemEntropy),
    ))
}

/// Goes to Microsoft. The one-time record is all that is stored, and it is removed when it is read (AUTH-28).
fn begin(client: &PublicClientApplication, scopes: &[String]) {
    let here = window().location().search().unwrap_or_default();
    let return_to = ["/setup", &here].concat();
    let request =
        RedirectRequest { scopes, account: AccountChoice::Select, claims: None, return_to: &return_to };
    let Ok((address, pending)) = client.begin_redirect(&request) else { return };
    let storage = window().session_storage().ok().flatten();
    if storage.is_some_and(|storage| storage.set_item(auth::PENDING_KEY, &pending.to_record()).is_ok()) {
        // Assigning throws only for an address that is none.
        drop(window().location().assign(address.as_str()));
    }
}

/// Completes a sign-in whose answer `auth.html` has left; both records are removed first.
async fn returned(client: &PublicClientApplication) -> Option<Result<(Session, String), AuthError>> {
    let storage = window().session_storage().ok().flatten()?;
    let take = |key: &str| {
        let found = storage.get_item(key).ok().flatten();
        found.inspect(|_| drop(storage.remove_item(key)))
    };
    let (record, response) = (take(auth::PENDING_KEY), take(auth::RESPONSE_KEY)?);
    let pending = match PendingSignIn::from_record(&record?) {
        Ok(pending) => pending,
        Err(error) => return Some(Err(error)),
    };
    let route = pending.route().to_owned();
    Some(client.handle_redirect(&response, pending).await.map(|session| (session, route)))
}

/// Shows the address of the page to which a sign-in belongs, below any base path.
fn go_to(route: &str) {
    let target = page().and_then(|page| page.join(route.trim_start_matches('/')).ok());
    if let (Some(target), Ok(history)) = (target, window().history()) {
        // It throws only for another origin, and the target is of this one.
        drop(history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(target.as_str())));
    }
}

fn assistant(live: &Rc<Live>) -> AnyView {
    let Some(connection) = connection(live) else {
        let (product, sign_in) = (live.config.product.clone(), SignIn::Wrong("graph".to_owned()));
        return view! { class = "tsa", <Frame><Header /><Welcome product sign_in /></Frame> }.into_any();
    };
    let connection = StoredValue::new_local(Some(connection));
    let product = live.config.product.clone();
    let session = StoredValue::new_local(Rc::clone(live));
    let sign_out = move |()| {
        session.with_value(|live| match live.session.sign_out() {
            Ok(address) => drop(window().location().assign(address.as_str())),
            Err(_) => drop(window().location().reload()),
        });
    };
    let actions = move || view! { class = "tsa", <Button label=t::SIGN_OUT kind=ButtonKind::Quiet on_click=sign_out /> };
    view! { class = "tsa", <AssistantPage connection product actions=actions /> }.into_any()
}

fn connection(live: &Rc<Live>) -> Option<Connection> {
    let clock: Rc<dyn Clock> = Rc::new(BrowserClock);
    let root = GraphRoot::new(live.config.endpoints.graph.as_str()).ok()?;
    let guard = Rc::new(Guard::new(root.clone()));
    let tokens = Rc::new(SessionTokens(Rc::clone(live)));
    let graph = GraphClient::new(
        root,
        Rc::new(Fetch),
        tokens,
        Rc::clone(&clock),
        Rc::new(SystemEntropy),
        Rc::clone(&guard),
    );
    let scopes = live.session.scopes().iter().filter_map(|scope| Scope::from_name(scope)).collect();
    Some(Connection {
        tenant: Rc::new(Tenant::new(graph, guard, clock, Rc::new(live.config.product.clone()))),
        scopes: Some(scopes),
        application: super::address::application(),
        portal: live.config.endpoints.entra_admin_center.as_str().to_owned(),
        demo_credentials: None,
    })
}

/// The session's tokens for Graph.
struct SessionTokens(Rc<Live>);

impl Tokens for SessionTokens {
    fn access_token(&self, renew: bool) -> Boxed<'_, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            match self.0.session.access_token(renew).await {
                Ok(token) => Ok(AccessToken::new(token.expose().to_owned())),
                Err(error) if error.class() == auth::ErrorClass::InteractionRequired => {
                    Err(TokenError::InteractionRequired)
                }
                Err(_) => Err(TokenError::Failed),
            }
        })
    }
}
