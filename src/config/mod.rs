//! What a deployment decides: `config.json`, read once from the page's own origin before anything else (design §4).
//!
//! Endpoints and origins come from here alone: never from a URL, a message or an answer (security.md AUTH-04).

mod base_url;
mod cloud;
mod csp;
mod error;
mod fields;
pub mod keys;
mod product;
mod tenant;

pub use base_url::BaseUrl;
pub use cloud::{Cloud, Endpoints};
pub use csp::{Page, csp};
pub use error::{ConfigError, Rule};
pub use tenant::{Tenant, is_guid};

use crate::setup::product::Product;
use fields::Fields;
use serde_json::Value;
use url::Url;

/// The longest `config.json` that is read, in bytes.
const MAX_BYTES: usize = 256 * 1024;
/// The longest redirect URI that Entra registers (security.md AUTH-07).
const MAX_REDIRECT_URI: usize = 256;

/// A checked `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// How to sign in; `None`: there is no `clientId`, so there is only the demo, and the page says so.
    pub sign_in: Option<SignIn>,
    /// The cloud's addresses.
    pub endpoints: Endpoints,
    /// The authority's tenant.
    pub tenant: Tenant,
    /// What the vendor's product requires.
    pub product: Product,
    /// Serialized origins whose pages may embed `embed.html`, compared exactly (security.md EMB-01).
    pub embed_origins: Vec<BaseUrl>,
}

/// The assistant's own registration as a single-page application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Application (client) ID.
    pub client_id: String,
    redirect_uri: Option<Url>,
}

impl SignIn {
    /// Where sign-in returns to; `index` is the address of the page that holds the app.
    ///
    /// # Errors
    /// When `index` cannot have an address beside it (`about:blank`).
    pub fn redirect_uri(&self, index: &Url) -> Result<Url, url::ParseError> {
        match &self.redirect_uri {
            Some(address) => Ok(address.clone()),
            None => index.join("auth.html"),
        }
    }
}

impl Default for Config {
    /// The built-in configuration: demo only, the global cloud, TOTAL.
    fn default() -> Self {
        Self {
            sign_in: None,
            endpoints: Endpoints::default(),
            tenant: Tenant::Organizations,
            product: Product::total(),
            embed_origins: Vec::new(),
        }
    }
}

impl Config {
    /// Reads and checks the text of a `config.json`.
    ///
    /// # Errors
    /// The first key that is wrong, and the rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        if text.len() > MAX_BYTES {
            return Err(ConfigError::new("", Rule::TooLarge));
        }
        let json = json(text.trim_start_matches('\u{feff}'))?;
        let root = Fields::of(&json, "", keys::ROOT)?;
        Ok(Self {
            sign_in: sign_in(&root)?,
            endpoints: cloud::endpoints(&root)?,
            tenant: root.parsed("tenant", Rule::Tenant, Tenant::parse)?.unwrap_or(Tenant::Organizations),
            product: match root.get("product") {
                Some(value) => product::parse(value, "product")?,
                None => Product::total(),
            },
            embed_origins: root
                .list("embedOrigins", |item, key| {
                    fields::text(item, key).and_then(|text| {
                        BaseUrl::origin(text).ok_or_else(|| ConfigError::new(key, Rule::Origin))
                    })
                })?
                .unwrap_or_default(),
        })
    }
}

/// Reads `product` alone, as it stands in a `config.json`: what the demo's page carries.
///
/// # Errors
/// The first key that is wrong, and the rule it breaks.
pub fn product(text: &str) -> Result<Product, ConfigError> {
    product::parse(&json(text)?, "product")
}

fn json(text: &str) -> Result<Value, ConfigError> {
    serde_json::from_str(text)
        .map_err(|error| ConfigError::new("", Rule::Json { line: error.line(), column: error.column() }))
}

fn sign_in(root: &Fields<'_>) -> Result<Option<SignIn>, ConfigError> {
    let redirect_uri = root.parsed("redirectUri", Rule::RedirectUri, redirect_uri)?;
    let client_id =
        root.parsed("clientId", Rule::Guid, |text| is_guid(text).then(|| text.to_ascii_lowercase()))?;
    Ok(client_id.map(|client_id| SignIn { client_id, redirect_uri }))
}

/// An absolute address as Entra registers it for a single-page application (security.md AUTH-07).
fn redirect_uri(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let registrable = text.len() <= MAX_REDIRECT_URI
        && url.as_str() == text
        && url.query().is_none()
        && url.fragment().is_none()
        && BaseUrl::origin(&url.origin().ascii_serialization()).is_some()
        && url.username().is_empty()
        && url.password().is_none();
    registrable.then_some(url)
}
