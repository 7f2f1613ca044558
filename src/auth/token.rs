//! The token endpoint, by the `oauth2` crate over our transport (security.md AUTH-27, TOK-06).

use super::authority::Authority;
use super::challenge::Claims;
use super::error::AuthError;
use super::secret::Secret;
use super::server_error::{self, OAuthError, ServerError, SubError};
use crate::net::{Transport, TransportError};
use http::header::RETRY_AFTER;
use oauth2::basic::{BasicErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType};
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode, Client, ClientId, EndpointNotSet, EndpointSet, ErrorResponse,
    ExtraTokenFields, HttpRequest, HttpResponse, PkceCodeVerifier, RedirectUrl, RefreshToken,
    RequestTokenError, Scope, StandardRevocableToken, StandardTokenResponse, TokenResponse, TokenUrl,
};
use serde::{Deserialize, Serialize, Serializer};
use std::cell::Cell;
use std::fmt;
use std::time::Duration;
use url::Url;

/// The largest answer that is read, in bytes.
const MAX_BYTES: usize = 64 * 1024;
/// How long a token is used if the answer does not say (security.md §3.4).
const DEFAULT_LIFETIME: Duration = Duration::from_mins(10);
/// How long a refused request is not repeated, if the answer does not say, and at most (security.md AUTH-24).
const THROTTLED: (u64, u64) = (60, 3600);

/// The `oauth2` crate's client, with Entra's error and token answers.
pub(super) type EntraClient = Client<
    EntraError,
    EntraTokens,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;
type EntraTokens = StandardTokenResponse<EntraFields, BasicTokenType>;

/// The client of one registration at one authority.
pub(super) fn client(
    client_id: &str,
    redirect_uri: &Url,
    authority: &Authority,
) -> Result<EntraClient, AuthError> {
    Ok(Client::new(ClientId::new(client_id.to_owned()))
        .set_auth_type(AuthType::RequestBody)
        .set_redirect_uri(RedirectUrl::from_url(redirect_uri.clone()))
        .set_auth_uri(AuthUrl::from_url(authority.endpoint("authorize")?))
        .set_token_uri(TokenUrl::from_url(authority.endpoint("token")?)))
}

/// What the token endpoint gave.
pub(super) struct Grant {
    pub(super) access: Secret,
    pub(super) refresh: Option<Secret>,
    pub(super) id: Option<Secret>,
    /// `None`: as requested (RFC 6749 §5.1).
    pub(super) scopes: Option<Vec<String>>,
    pub(super) lifetime: Duration,
}

/// A failure, and for how long the same request must not be sent again.
pub(super) struct Refusal {
    pub(super) error: AuthError,
    pub(super) wait: Option<Duration>,
}

/// Redeems an authorization code.
pub(super) async fn redeem(
    client: &EntraClient,
    transport: &dyn Transport,
    code: &Secret,
    verifier: &Secret,
) -> Result<Grant, Refusal> {
    let trace = Trace::default();
    let result = client
        .exchange_code(AuthorizationCode::new(code.expose().to_owned()))
        .set_pkce_verifier(PkceCodeVerifier::new(verifier.expose().to_owned()))
        .request_async(&|request| send(transport, &trace, request))
        .await;
    trace.read(result)
}

/// Gets new tokens for a refresh token.
pub(super) async fn refresh(
    client: &EntraClient,
    transport: &dyn Transport,
    refresh: &Secret,
    scopes: &[String],
) -> Result<Grant, Refusal> {
    let trace = Trace::default();
    let token = RefreshToken::new(refresh.expose().to_owned());
    let result = client
        .exchange_refresh_token(&token)
        .add_scopes(scopes.iter().cloned().map(Scope::new))
        .request_async(&|request| send(transport, &trace, request))
        .await;
    trace.read(result)
}

async fn send(
    transport: &dyn Transport,
    trace: &Trace,
    request: HttpRequest,
) -> Result<HttpResponse, TransportError> {
    let response = transport.send(request).await?;
    let status = response.status();
    let seconds = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    trace.busy.set(status.as_u16() == 429 || status.is_server_error());
    if trace.busy.get() || seconds.is_some() {
        let seconds = seconds.unwrap_or(THROTTLED.0).min(THROTTLED.1);
        trace.wait.set(Some(Duration::from_secs(seconds)));
    }
    if response.body().len() > MAX_BYTES {
        return Err(TransportError::TooLarge);
    }
    Ok(response)
}

/// What the `oauth2` crate does not pass on of an answer.
#[derive(Default)]
struct Trace {
    busy: Cell<bool>,
    wait: Cell<Option<Duration>>,
}

impl Trace {
    /// Moves what is needed out of the crate's types, which print answers and secrets (security.md TOK-06).
    fn read(
        &self,
        result: Result<EntraTokens, RequestTokenError<TransportError, EntraError>>,
    ) -> Result<Grant, Refusal> {
        let error = match result {
            Ok(tokens) if *tokens.token_type() == BasicTokenType::Bearer => return Ok(grant(&tokens)),
            Ok(_) => AuthError::InvalidTokenResponse,
            Err(RequestTokenError::ServerResponse(EntraError(server))) => AuthError::Server(Box::new(server)),
            Err(RequestTokenError::Request(error)) => AuthError::Transport(error),
            Err(RequestTokenError::Parse(..) | RequestTokenError::Other(_)) if self.busy.get() => {
                AuthError::Server(Box::new(ServerError::new(OAuthError::Busy)))
            }
            Err(RequestTokenError::Parse(..) | RequestTokenError::Other(_)) => {
                AuthError::InvalidTokenResponse
            }
        };
        Err(Refusal { error, wait: self.wait.get() })
    }
}

fn grant(tokens: &EntraTokens) -> Grant {
    Grant {
        access: Secret::new(tokens.access_token().secret().clone()),
        refresh: tokens.refresh_token().map(|token| Secret::new(token.secret().clone())),
        id: tokens.extra_fields().id_token.as_ref().map(|token| Secret::new(token.clone())),
        scopes: tokens.scopes().map(|scopes| scopes.iter().map(|scope| scope.to_string()).collect()),
        lifetime: tokens.expires_in().unwrap_or(DEFAULT_LIFETIME),
    }
}

/// What Entra's token answer has besides OAuth's own members. Never serialized, never printed.
#[derive(Deserialize)]
pub(super) struct EntraFields {
    id_token: Option<String>,
}

impl ExtraTokenFields for EntraFields {}

impl fmt::Debug for EntraFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EntraFields")
    }
}

impl Serialize for EntraFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

/// Entra's error answer, reduced while it is read.
#[derive(Debug, Deserialize)]
#[serde(from = "Wire")]
pub(super) struct EntraError(ServerError);

#[derive(Deserialize)]
struct Wire {
    error: String,
    suberror: Option<String>,
    error_codes: Option<Vec<u32>>,
    error_description: Option<String>,
    correlation_id: Option<String>,
    timestamp: Option<String>,
    claims: Option<String>,
}

impl From<Wire> for EntraError {
    fn from(wire: Wire) -> Self {
        let mut error = ServerError::new(OAuthError::parse(&wire.error));
        error.suberror = wire.suberror.as_deref().and_then(SubError::parse);
        error.aadsts = wire.error_codes.and_then(|codes| codes.first().copied());
        error.correlation_id = wire.correlation_id.as_deref().and_then(server_error::guid);
        error.timestamp = wire.timestamp.as_deref().and_then(server_error::timestamp);
        error.claims = wire.claims.as_deref().and_then(Claims::parse);
        error.describe(wire.error_description.as_deref().unwrap_or_default());
        Self(error)
    }
}

impl ErrorResponse for EntraError {}

impl fmt::Display for EntraError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.error.code())
    }
}

impl Serialize for EntraError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.error.code())
    }
}
