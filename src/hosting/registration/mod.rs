//! The registration in Entra that a deployment needs, from its configuration and its address: as facts, as the resource that
//! Microsoft Graph creates, and as scripts that create it.
//!
//! A single-page application has no secret and no implicit grant. Permissions are named here and their IDs are asked of the tenant
//! when a script runs: no list of numbers can be wrong.

mod script;

use crate::config::{Cloud, Config, Tenant};
use crate::setup::scope::Scope;
use serde_json::{Value, json};
use url::Url;

/// The appId of Microsoft Graph, in every cloud (graph-contract §5.1).
pub const GRAPH_APP_ID: &str = "00000003-0000-0000-c000-000000000000";

/// The application that an administrator registers for one deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// What people read when they are asked for consent.
    pub display_name: String,
    /// Whose accounts may sign in.
    pub tenant: Tenant,
    /// The cloud in which it is registered.
    pub cloud: Cloud,
    /// Microsoft Graph there, without a version.
    pub graph: String,
    /// The page's address, which the portal of a person's apps opens.
    pub home_page: Url,
    /// Where sign-in and sign-out return to: the one redirect URI, of the type single-page application. Frames use it too, since their
    /// popup is our own page.
    pub redirect_uri: Url,
}

impl Registration {
    /// The registration for a deployment whose `index.html` lies at `page`.
    ///
    /// # Errors
    /// When `page` cannot have an address beside it.
    pub fn of(config: &Config, page: &Url) -> Result<Self, url::ParseError> {
        let redirect_uri = match &config.sign_in {
            Some(sign_in) => sign_in.redirect_uri(page)?,
            None => page.join("auth.html")?,
        };
        Ok(Self {
            display_name: [&config.product.name, " Setup Assistant"].concat(),
            tenant: config.tenant.clone(),
            cloud: config.endpoints.cloud,
            graph: config.endpoints.graph.as_str().to_owned(),
            home_page: page.clone(),
            redirect_uri,
        })
    }

    /// `signInAudience`: accounts of one organization, or of any.
    #[must_use]
    pub const fn audience(&self) -> &'static str {
        match self.tenant {
            Tenant::Organizations => "AzureADMultipleOrgs",
            Tenant::Domain(_) | Tenant::Id(_) => "AzureADMyOrg",
        }
    }

    /// The same as the portal says it.
    #[must_use]
    pub const fn account_types(&self) -> &'static str {
        match self.tenant {
            Tenant::Organizations => "Accounts in any organizational directory (multitenant)",
            Tenant::Domain(_) | Tenant::Id(_) => {
                "Accounts in this organizational directory only (single tenant)"
            }
        }
    }

    /// The delegated permissions of Microsoft Graph that it may ask for.
    #[must_use]
    pub const fn permissions() -> [Scope; 9] {
        Scope::EVER_ASKED
    }

    /// The resource `application` without its permissions, as `POST /applications` takes it. The assistant asks for each permission
    /// when it needs it, so that it works without the list; the list is what administrators see before.
    #[must_use]
    pub fn application(&self) -> Value {
        json!({
            "displayName": self.display_name,
            "signInAudience": self.audience(),
            "isFallbackPublicClient": false,
            "spa": { "redirectUris": [self.redirect_uri.as_str()] },
            "web": {
                "homePageUrl": self.home_page.as_str(),
                "implicitGrantSettings": { "enableAccessTokenIssuance": false, "enableIdTokenIssuance": false },
            },
        })
    }

    /// The registration as lines for people.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Name", self.display_name.clone()),
            ("Supported account types", self.account_types().to_owned()),
            ("Platform", "Single-page application".to_owned()),
            ("Redirect URI", self.redirect_uri.to_string()),
            ("Front-channel logout URL", "none; signing out returns to the redirect URI".to_owned()),
            ("Implicit grant, secrets, certificates", "none".to_owned()),
            ("API permissions", "Microsoft Graph, delegated:".to_owned()),
        ]
    }
}
