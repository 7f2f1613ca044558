//! Starting a sign-in and taking its answer.

use super::account::Account;
use super::authority::Authority;
use super::challenge::Claims;
use super::error::{AuthError, IdTokenFault};
use super::id_token::{self, Expected};
use super::pending::{Channel, PendingSignIn, Purpose, local_route};
use super::response::AuthorizeResponse;
use super::secret::Secret;
use super::session::{Registration, Session};
use super::token;
use crate::config::Tenant;
use crate::net::Transport;
use crate::net::clock::{Clock, Entropy};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier, Scope};
use std::rc::Rc;
use url::Url;

/// The assistant's registration, as MSAL's `Configuration` names it.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// Application (client) ID.
    pub client_id: String,
    /// Who may sign in, and where.
    pub authority: Authority,
    /// The address of `auth.html`, registered as a single-page application's.
    pub redirect_uri: Url,
    /// Whether the authority announces `iss` in its responses.
    pub issuer_parameter: IssuerParameter,
}

/// Whether a response must name its issuer (RFC 9207 §2.4, security.md AUTH-05).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IssuerParameter {
    /// It may; if it does, it must be right. Entra does not announce the parameter.
    #[default]
    Optional,
    /// It must: the authority announces `authorization_response_iss_parameter_supported`.
    Required,
}

/// Which account is to sign in (security.md AUTH-20, AUTH-21).
#[derive(Clone, Copy, Debug)]
pub enum AccountChoice<'a> {
    /// The administrator chooses (`prompt=select_account`), at another tenant than the configured one if `tenant`
    /// names one: an administrator of several, as guest or partner.
    Select {
        /// The tenant to sign in to; ignored where the configuration names one.
        tenant: Option<&'a Tenant>,
    },
    /// The administrator has typed the account: no picker, and the sign-in page of its domain.
    Named {
        /// `login_hint`: the user principal name. What follows its `@` is the `domain_hint`.
        login_hint: &'a str,
        /// As for `Select`.
        tenant: Option<&'a Tenant>,
    },
    /// The same account again, at its own tenant.
    Same(&'a Account),
}

/// How the person gets to the sign-in page and back.
#[derive(Clone, Debug)]
pub enum Interaction<'a> {
    /// This page leaves and comes back.
    Redirect {
        /// Where in the app to go on afterwards: a path below the app's base, starting with `/`.
        return_to: &'a str,
        /// What the visit that comes back may do.
        purpose: Purpose,
    },
    /// A window of its own, whose answer `auth.html` broadcasts on this channel (security.md AUTH-09).
    Popup,
}

/// What a sign-in asks for.
#[derive(Clone, Debug)]
pub struct AuthorizeRequest<'a> {
    /// The scopes, as [`super::scopes::reading`] writes them.
    pub scopes: &'a [String],
    /// Who.
    pub account: AccountChoice<'a>,
    /// A challenge to answer.
    pub claims: Option<&'a Claims>,
    /// By which way.
    pub interaction: Interaction<'a>,
}

/// A client without a secret: authorization code and PKCE `S256` only (security.md AUTH-01).
pub struct PublicClientApplication {
    configuration: Configuration,
    transport: Rc<dyn Transport>,
    clock: Rc<dyn Clock>,
    entropy: Rc<dyn Entropy>,
}

impl PublicClientApplication {
    /// A client of `configuration`; `transport` carries the token requests.
    #[must_use]
    pub fn new(
        configuration: Configuration,
        transport: Rc<dyn Transport>,
        clock: Rc<dyn Clock>,
        entropy: Rc<dyn Entropy>,
    ) -> Self {
        Self { configuration, transport, clock, entropy }
    }

    /// The address to go to, and what to keep until the answer comes.
    ///
    /// # Errors
    /// [`AuthError::UntrustedAuthority`] if the authority makes no address.
    pub fn begin(&self, request: &AuthorizeRequest<'_>) -> Result<(Url, PendingSignIn), AuthError> {
        let configuration = &self.configuration;
        let authority = match request.account {
            AccountChoice::Select { tenant } | AccountChoice::Named { tenant, .. } => {
                configuration.authority.at(tenant)
            }
            AccountChoice::Same(account) => configuration.authority.of_tenant(&account.tid),
        };
        let [state, nonce, verifier] = [self.random(), self.random(), self.random()];
        let (state, channel, route, purpose) = match request.interaction {
            Interaction::Redirect { return_to, purpose } => (state, None, local_route(return_to), purpose),
            Interaction::Popup => {
                let channel = Channel::new(self.random().expose());
                (channel.in_state(&state), Some(channel), local_route("/"), Purpose::default())
            }
        };
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(
            verifier.expose().to_owned(),
        ));
        let client = token::client(&configuration.client_id, &configuration.redirect_uri, &authority)?;
        let authorize = client
            .authorize_url(|| CsrfToken::new(state.expose().to_owned()))
            .add_scopes(request.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(challenge)
            .add_extra_param("response_mode", "fragment")
            .add_extra_param("nonce", nonce.expose())
            .add_extra_param("claims", Claims::parameter(request.claims));
        let authorize = match request.account {
            AccountChoice::Select { .. } => authorize.add_extra_param("prompt", "select_account"),
            AccountChoice::Named { login_hint, .. } => authorize.add_extra_param("login_hint", login_hint),
            AccountChoice::Same(account) => {
                authorize.add_extra_param("login_hint", account.username.as_str())
            }
        };
        let (url, _) = match domain_hint(&request.account) {
            Some(domain) => authorize.add_extra_param("domain_hint", domain),
            None => authorize,
        }
        .url();
        let pending = PendingSignIn {
            state,
            nonce,
            verifier,
            authority: authority.address(),
            scopes: request.scopes.to_vec(),
            created: self.clock.now(),
            route,
            channel,
            purpose,
        };
        Ok((url, pending))
    }

    /// Takes the answer to `pending` out of the `fragment` that `auth.html` received, and redeems its code. What MSAL
    /// calls `handleRedirectPromise`, for both ways.
    ///
    /// # Errors
    /// The check that failed, before anything is sent if the response itself is wrong; else what the token
    /// endpoint said or what is wrong with its ID token.
    pub async fn handle_response(
        &self,
        fragment: &str,
        pending: PendingSignIn,
    ) -> Result<Session, AuthError> {
        let configuration = &self.configuration;
        let response = AuthorizeResponse::parse(fragment)?;
        response.check_state(&pending.state)?;
        if pending.is_expired(self.clock.now()) {
            return Err(AuthError::RequestExpired);
        }
        let authority = Authority::parse(configuration.authority.server(), &pending.authority)?;
        let granted = response.granted(&authority, configuration.issuer_parameter)?;
        let client = token::client(&configuration.client_id, &configuration.redirect_uri, &authority)?;
        let grant = token::redeem(&client, &*self.transport, &granted.code, &pending.verifier)
            .await
            .map_err(|refusal| refusal.error)?;
        let id_token = grant.id.as_ref().ok_or(AuthError::IdToken(IdTokenFault::Missing))?;
        let identity = id_token::check(
            id_token.expose(),
            &Expected {
                authority: &authority,
                client_id: &configuration.client_id,
                nonce: Some(pending.nonce.expose()),
                now: self.clock.now(),
            },
        )?;
        if granted.tid.is_some_and(|tid| tid != identity.account.tid) {
            return Err(AuthError::IssuerMismatch);
        }
        let registration = Registration {
            authority: authority.of_tenant(&identity.account.tid),
            client_id: configuration.client_id.clone(),
            redirect_uri: configuration.redirect_uri.clone(),
        };
        let ports = (Rc::clone(&self.transport), Rc::clone(&self.clock));
        Ok(Session::new(registration, ports, identity, grant, pending.scopes))
    }

    /// The address at which an administrator of `tenant` allows `scopes` for everybody there (security.md AUTH-26). What
    /// comes back from it is not trusted: the next token shows what was granted.
    ///
    /// # Errors
    /// [`AuthError::UntrustedAuthority`] if the authority makes no address.
    pub fn admin_consent_url(&self, tenant: Option<&str>, scopes: &[String]) -> Result<Url, AuthError> {
        let configuration = &self.configuration;
        let authority = match tenant {
            Some(tid) => configuration.authority.of_tenant(tid),
            None => configuration.authority.clone(),
        };
        let mut url = authority.page("v2.0/adminconsent")?;
        url.query_pairs_mut()
            .append_pair("client_id", &configuration.client_id)
            .append_pair("scope", &scopes.join(" "))
            .append_pair("redirect_uri", configuration.redirect_uri.as_str());
        Ok(url)
    }

    /// The registration, for telling an administrator what must be registered.
    #[must_use]
    pub fn configuration(&self) -> &Configuration {
        &self.configuration
    }

    /// 256 random bits, 43 characters: fit as state, nonce and PKCE verifier (RFC 7636 §4.1).
    fn random(&self) -> Secret {
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        self.entropy.fill(&mut *bytes);
        Secret::new(BASE64_URL_SAFE_NO_PAD.encode(bytes.as_slice()))
    }
}

/// The realm of a typed account, so that its organization's own sign-in page opens at once. A guest signs in at home and
/// not where the tenant is, so with a tenant there is none.
fn domain_hint<'a>(account: &AccountChoice<'a>) -> Option<&'a str> {
    match account {
        AccountChoice::Named { login_hint, tenant: None } => {
            login_hint.rsplit_once('@').map(|(_, domain)| domain).filter(|domain| !domain.is_empty())
        }
        AccountChoice::Named { .. } | AccountChoice::Select { .. } | AccountChoice::Same(_) => None,
    }
}
