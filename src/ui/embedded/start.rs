//! What a host said, and what the deployment allows: from both comes the way to the tenant, or the reason why there is none.

use super::{Setting, Told, Way};
use crate::auth::{Authority, Configuration, IssuerParameter, PublicClientApplication};
use crate::config::{Config, Tenant};
use crate::embed::ErrorCode;
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::SystemEntropy;
use crate::net::fetch::Fetch;
use crate::ui::reach;
use crate::ui::sign_in::{Desk, Place};
use std::rc::Rc;
use url::Url;

/// Why there is no assistant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The assistant's configuration is wrong: the key and the rule.
    Configuration(String),
    /// The host's option is not one that this deployment allows.
    Option(&'static str),
    /// There is neither a token nor a way to sign in.
    NoSignIn,
}

impl Why {
    /// What the host is told.
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Configuration(_) => ErrorCode::Configuration,
            Self::Option(_) => ErrorCode::Options,
            Self::NoSignIn => ErrorCode::NoSignIn,
        }
    }
}

/// What an assistant can begin with.
pub struct Start {
    pub config: Config,
    pub told: Rc<Told>,
    /// Where the person can sign in; always there where the host gives no tokens.
    pub desk: Option<Rc<Desk>>,
}

/// Reads the configuration, and compares it with what the host said.
pub async fn prepare(setting: &Setting, told: Rc<Told>) -> Result<Start, Why> {
    let config = reach::configuration(Some(&setting.base)).await.map_err(Why::Configuration)?;
    let options = &told.options;
    if options.cloud.as_deref().is_some_and(|cloud| cloud != config.endpoints.cloud.name()) {
        return Err(Why::Option("cloud"));
    }
    let is_free = config.tenant == Tenant::Organizations;
    if !is_free && options.tenant.as_ref().is_some_and(|tenant| *tenant != config.tenant) {
        return Err(Why::Option("tenant"));
    }
    // A frame's sign-in is the deployment's own (design §8 "Frame protocol").
    if setting.way == Way::Frame && options.client_id.is_some() {
        return Err(Why::Option("clientId"));
    }
    if setting.way == Way::Frame && options.redirect_uri.is_some() {
        return Err(Why::Option("redirectUri"));
    }
    let desk = desk(setting, &told, &config)?.map(Rc::new);
    if desk.is_none() && !told.gives_tokens {
        return Err(Why::NoSignIn);
    }
    Ok(Start { config, told, desk })
}

fn desk(setting: &Setting, told: &Told, config: &Config) -> Result<Option<Desk>, Why> {
    let options = &told.options;
    let own = config.sign_in.as_ref();
    let Some(client_id) = options.client_id.clone().or_else(|| own.map(|own| own.client_id.clone())) else {
        return Ok(None);
    };
    let configured =
        own.filter(|_| options.client_id.is_none()).and_then(|own| own.redirect_uri(&setting.base).ok());
    let redirect_uri = match (setting.way, &options.redirect_uri) {
        (Way::Frame, _) => configured,
        (Way::Element, Some(address)) if is_here(address) => Some(address.clone()),
        (Way::Element, Some(_)) => return Err(Why::Option("redirectUri")),
        // Elsewhere a code cannot be redeemed: it is bound to the origin of its address (security.md EMB-06).
        (Way::Element, None) => configured.filter(is_here),
    };
    let Some(redirect_uri) = redirect_uri else { return Ok(None) };
    let place = match setting.way {
        Way::Element => Place::Element,
        Way::Frame => match setting.base.join("relay.html") {
            Ok(relay) => Place::Frame { relay },
            Err(_) => return Ok(None),
        },
    };
    let tenant = options.tenant.clone().unwrap_or_else(|| config.tenant.clone());
    let configuration = Configuration {
        client_id,
        authority: Authority::new(config.endpoints.authority.clone(), tenant),
        redirect_uri,
        issuer_parameter: IssuerParameter::Optional,
    };
    let client = PublicClientApplication::new(
        configuration,
        Rc::new(Fetch),
        Rc::new(BrowserClock),
        Rc::new(SystemEntropy),
    );
    Ok(Some(Desk::new(client, config.endpoints.graph.clone(), place)))
}

/// Whether the address is of this document's origin.
fn is_here(address: &Url) -> bool {
    let here = web_sys::window().and_then(|window| window.location().origin().ok());
    here.is_some_and(|origin| origin == address.origin().ascii_serialization())
}
