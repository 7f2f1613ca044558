//! Microsoft's clouds and their addresses (graph-contract.md §0.1, security.md §2.11).

use super::base_url::BaseUrl;
use super::error::{ConfigError, Rule};
use super::fields::Fields;

/// A cloud of Microsoft's, or servers of one's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cloud {
    /// The worldwide cloud, GCC included.
    #[default]
    Global,
    /// US Government L4 (GCC High).
    UsGov,
    /// US Government L5 (Department of Defense).
    UsGovDod,
    /// China, operated by 21Vianet.
    China,
    /// The servers that `authority` and `graph` name; portals are the global cloud's.
    Custom,
}

/// The addresses of one cloud. Authority and Graph belong together: tokens are not interchangeable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// Which cloud this is.
    pub cloud: Cloud,
    /// The token authority, without the tenant.
    pub authority: BaseUrl,
    /// The root of Microsoft Graph, without the version.
    pub graph: BaseUrl,
    /// The Azure portal, for deep links.
    pub azure_portal: BaseUrl,
    /// The Entra admin center, for deep links.
    pub entra_admin_center: BaseUrl,
}

impl Default for Endpoints {
    fn default() -> Self {
        Self::named(Cloud::Global)
    }
}

impl Endpoints {
    fn named(cloud: Cloud) -> Self {
        let [authority, graph, azure_portal, entra_admin_center] = match cloud {
            Cloud::Global | Cloud::Custom => [
                "https://login.microsoftonline.com",
                "https://graph.microsoft.com",
                "https://portal.azure.com",
                "https://entra.microsoft.com",
            ],
            Cloud::UsGov => [
                "https://login.microsoftonline.us",
                "https://graph.microsoft.us",
                "https://portal.azure.us",
                "https://entra.microsoft.us",
            ],
            Cloud::UsGovDod => [
                "https://login.microsoftonline.us",
                "https://dod-graph.microsoft.us",
                "https://portal.azure.us",
                "https://entra.microsoft.us",
            ],
            // login.chinacloudapi.cn is an alias; tokens name this one as their issuer (security.md §2.11).
            Cloud::China => [
                "https://login.partner.microsoftonline.cn",
                "https://microsoftgraph.chinacloudapi.cn",
                "https://portal.azure.cn",
                "https://entra.microsoftonline.cn",
            ],
        }
        .map(BaseUrl::known);
        Self { cloud, authority, graph, azure_portal, entra_admin_center }
    }
}

impl Cloud {
    const ALL: [Self; 5] = [Self::Global, Self::UsGov, Self::UsGovDod, Self::China, Self::Custom];

    /// The cloud's name in config.json.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::UsGov => "usgov",
            Self::UsGovDod => "usgov-dod",
            Self::China => "china",
            Self::Custom => "custom",
        }
    }
}

fn cloud(text: &str) -> Option<Cloud> {
    Cloud::ALL.into_iter().find(|cloud| cloud.name() == text)
}

/// The addresses that `cloud`, `authority` and `graph` choose.
pub(super) fn endpoints(root: &Fields<'_>) -> Result<Endpoints, ConfigError> {
    let cloud = root.parsed("cloud", Rule::Cloud, cloud)?.unwrap_or_default();
    let named = Endpoints::named(cloud);
    if cloud == Cloud::Custom {
        let own = |key| {
            root.parsed(key, Rule::BaseUrl, BaseUrl::parse)?.ok_or_else(|| root.error(key, Rule::Missing))
        };
        return Ok(Endpoints { authority: own("authority")?, graph: own("graph")?, ..named });
    }
    match ["authority", "graph"].into_iter().find(|key| root.get(key).is_some()) {
        Some(key) => Err(root.error(key, Rule::OnlyWithCustom)),
        None => Ok(named),
    }
}
