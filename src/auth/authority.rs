//! Who issues tokens: a server from the configuration and a tenant (security.md AUTH-04).

use super::error::AuthError;
use crate::config::{BaseUrl, Tenant, is_guid};
use url::Url;

/// An authority, such as `https://login.microsoftonline.com/organizations`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    server: BaseUrl,
    tenant: Tenant,
}

impl Authority {
    /// The authority of `tenant` at a configured server.
    #[must_use]
    pub fn new(server: BaseUrl, tenant: Tenant) -> Self {
        Self { server, tenant }
    }

    /// Reads an authority of `server`.
    ///
    /// # Errors
    /// [`AuthError::UntrustedAuthority`] for any text that is not exactly that server and one tenant.
    pub fn parse(server: &BaseUrl, text: &str) -> Result<Self, AuthError> {
        text.strip_prefix(server.as_str())
            .and_then(|path| path.strip_prefix('/'))
            .and_then(Tenant::parse)
            .map(|tenant| Self::new(server.clone(), tenant))
            .filter(|authority| authority.address() == text)
            .ok_or(AuthError::UntrustedAuthority)
    }

    /// The same server's authority for one tenant (security.md AUTH-20).
    #[must_use]
    pub fn of_tenant(&self, tid: &str) -> Self {
        Self { server: self.server.clone(), tenant: Tenant::Id(tid.to_owned()) }
    }

    /// The same server's authority for `tenant`, if this one leaves the choice (`organizations`).
    #[must_use]
    pub fn at(&self, tenant: Option<&Tenant>) -> Self {
        match (&self.tenant, tenant) {
            (Tenant::Organizations, Some(tenant)) => {
                Self { server: self.server.clone(), tenant: tenant.clone() }
            }
            _ => self.clone(),
        }
    }

    /// Whether the person may choose the tenant.
    #[must_use]
    pub fn leaves_the_tenant_open(&self) -> bool {
        self.tenant == Tenant::Organizations
    }

    /// The server.
    #[must_use]
    pub fn server(&self) -> &BaseUrl {
        &self.server
    }

    /// Its address: what MSAL calls `authority`.
    #[must_use]
    pub fn address(&self) -> String {
        [self.server.as_str(), "/", self.tenant.as_str()].concat()
    }

    /// One of its OAuth endpoints: `authorize`, `token` or `logout`.
    pub(super) fn endpoint(&self, name: &str) -> Result<Url, AuthError> {
        self.page(&["oauth2/v2.0/", name].concat())
    }

    /// An address below the tenant's.
    pub(super) fn page(&self, path: &str) -> Result<Url, AuthError> {
        Url::parse(&[&self.address(), "/", path].concat()).map_err(|_| AuthError::UntrustedAuthority)
    }

    /// The tenant ID in `issuer`, if this authority can be that issuer: the same server, and the same tenant
    /// where this authority names one by ID.
    ///
    /// # Errors
    /// [`AuthError::IssuerMismatch`] for anything that is no tenant of this server, [`AuthError::TenantMismatch`] for
    /// another tenant.
    pub(super) fn issuing_tenant<'i>(&self, issuer: &'i str) -> Result<&'i str, AuthError> {
        let tid = issuer
            .strip_prefix(self.server.as_str())
            .and_then(|path| path.strip_prefix('/'))
            .and_then(|path| path.strip_suffix("/v2.0"))
            .filter(|tid| is_guid(tid))
            .ok_or(AuthError::IssuerMismatch)?;
        match &self.tenant {
            Tenant::Id(own) if own != tid => {
                Err(AuthError::TenantMismatch { expected: own.clone(), found: tid.to_owned() })
            }
            Tenant::Id(_) | Tenant::Domain(_) | Tenant::Organizations => Ok(tid),
        }
    }
}
