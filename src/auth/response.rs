//! The authorization response that `auth.html` found in its fragment (security.md AUTH-02, AUTH-05, AUTH-06).

use super::application::IssuerParameter;
use super::authority::Authority;
use super::error::AuthError;
use super::secret::Secret;
use super::server_error::{OAuthError, ServerError, SubError};
use url::form_urlencoded;

/// The longest response that is read, in bytes.
const MAX_BYTES: usize = 16 * 1024;

/// The parameters that are read; others are ignored.
const PARAMETERS: [&str; 6] = ["state", "code", "iss", "error", "error_description", "suberror"];

/// A code for this sign-in, and the tenant whose authority says it issued it, if it says so.
#[derive(Debug)]
pub(super) struct Granted {
    pub(super) code: Secret,
    pub(super) tid: Option<String>,
}

/// The raw parameters, each at most once.
#[derive(Default)]
pub(super) struct AuthorizeResponse([Option<Secret>; PARAMETERS.len()]);

impl AuthorizeResponse {
    /// Reads a fragment, with or without its `#`.
    pub(super) fn parse(fragment: &str) -> Result<Self, AuthError> {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        if fragment.is_empty() {
            return Err(AuthError::HashEmpty);
        }
        if fragment.len() > MAX_BYTES {
            return Err(AuthError::ResponseMalformed);
        }
        let mut response = Self::default();
        for (name, value) in form_urlencoded::parse(fragment.as_bytes()) {
            let Some(at) = PARAMETERS.iter().position(|known| *known == name) else { continue };
            if response.0[at].replace(Secret::new(value.into_owned())).is_some() {
                return Err(AuthError::ResponseMalformed);
            }
        }
        Ok(response)
    }

    fn get(&self, name: &str) -> Option<&str> {
        let at = PARAMETERS.iter().position(|known| *known == name)?;
        self.0[at].as_ref().map(Secret::expose)
    }

    /// Compares `state`: nothing else of the response is looked at before.
    pub(super) fn check_state(&self, expected: &Secret) -> Result<(), AuthError> {
        match self.get("state") {
            None | Some("") => Err(AuthError::StateNotFound),
            Some(state) if state == expected.expose() => Ok(()),
            Some(_) => Err(AuthError::StateMismatch),
        }
    }

    /// The code, or the authority's error. `iss` is checked for both (RFC 9207 §2.4).
    pub(super) fn granted(
        self,
        authority: &Authority,
        issuer: IssuerParameter,
    ) -> Result<Granted, AuthError> {
        let tid = match self.get("iss") {
            Some(iss) => Some(authority.issuing_tenant(iss)?.to_owned()),
            None if issuer == IssuerParameter::Required => return Err(AuthError::IssuerMismatch),
            None => None,
        };
        match (self.get("code"), self.get("error")) {
            (Some(code), None) if !code.is_empty() => Ok(Granted { code: Secret::new(code.to_owned()), tid }),
            (None, Some(error)) => {
                let mut server = ServerError::new(OAuthError::parse(error));
                server.suberror = self.get("suberror").and_then(SubError::parse);
                server.describe(self.get("error_description").unwrap_or_default());
                Err(AuthError::Server(Box::new(server)))
            }
            (Some(_), Some(_)) => Err(AuthError::ResponseMalformed),
            (Some(_) | None, None) => Err(AuthError::HashUnknown),
        }
    }
}
