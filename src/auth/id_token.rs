//! The checks of an ID token (OIDC Core §3.1.3.7, security.md AUTH-17).
//!
//! The signature is not checked: the token comes straight from the token endpoint over TLS, which OIDC Core
//! §3.1.3.7 (6) allows in its place. An ID token from anywhere else is never accepted.

use super::account::Account;
use super::authority::Authority;
use super::error::{AuthError, IdTokenFault};
use crate::config::is_guid;
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use serde_json::{Map, Value};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How far clocks may differ (security.md AUTH-16).
const TOLERANCE: Duration = Duration::from_mins(5);
/// How old a fresh token's `iat` may be, besides: Entra dates it five minutes back.
const MAX_AGE: Duration = Duration::from_mins(10);
/// The tenant of personal Microsoft accounts.
const CONSUMERS: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// What is known before the token comes.
pub(super) struct Expected<'a> {
    pub(super) authority: &'a Authority,
    pub(super) client_id: &'a str,
    /// The sign-in's nonce; a renewal has none (OIDC Core §12.2).
    pub(super) nonce: Option<&'a str>,
    pub(super) now: SystemTime,
}

/// What an accepted token says.
#[derive(Debug)]
pub(super) struct Identity {
    pub(super) account: Account,
    pub(super) sub: String,
    /// Entra's opaque hint for signing in and out.
    pub(super) login_hint: Option<String>,
}

/// Checks a token that came from the token endpoint just now.
pub(super) fn check(token: &str, expected: &Expected<'_>) -> Result<Identity, AuthError> {
    let claims = Claims(payload(token)?);
    let issuer = claims.text("iss")?.ok_or(AuthError::IssuerMismatch)?;
    let issuing = expected.authority.issuing_tenant(issuer)?;
    if !claims.audience_is(expected.client_id) {
        return Err(AuthError::IdToken(IdTokenFault::Audience));
    }
    let sub = claims.text("sub")?.filter(|sub| !sub.is_empty());
    let sub = sub.ok_or(AuthError::IdToken(IdTokenFault::Subject))?;
    let guid =
        |name| claims.text(name)?.filter(|id| is_guid(id)).ok_or(AuthError::IdToken(IdTokenFault::Account));
    let (tid, oid) = (guid("tid")?, guid("oid")?);
    if tid != issuing {
        return Err(AuthError::IssuerMismatch);
    }
    if expected.nonce.is_some() && claims.text("nonce")? != expected.nonce {
        return Err(AuthError::NonceMismatch);
    }
    claims.check_times(expected.now)?;
    if tid.eq_ignore_ascii_case(CONSUMERS) {
        return Err(AuthError::PersonalAccount);
    }
    let username = claims.text("preferred_username")?.unwrap_or_default();
    Ok(Identity {
        account: Account {
            tid: tid.to_owned(),
            oid: oid.to_owned(),
            username: username.to_owned(),
            name: claims.text("name")?.unwrap_or(username).to_owned(),
        },
        sub: sub.to_owned(),
        login_hint: claims.text("login_hint")?.map(str::to_owned),
    })
}

/// The claims of a token in three parts that names a real algorithm.
fn payload(token: &str) -> Result<Map<String, Value>, AuthError> {
    let malformed = AuthError::IdToken(IdTokenFault::Malformed);
    let mut parts = token.split('.');
    let (Some(header), Some(payload), Some(_signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(malformed);
    };
    let object = |part: &str| -> Option<Map<String, Value>> {
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).ok()?).ok()
    };
    let header = object(header).ok_or_else(|| malformed.clone())?;
    match header.get("alg").and_then(Value::as_str) {
        None | Some("") => Err(AuthError::IdToken(IdTokenFault::Algorithm)),
        Some(alg) if alg.eq_ignore_ascii_case("none") => Err(AuthError::IdToken(IdTokenFault::Algorithm)),
        Some(_) => object(payload).ok_or(malformed),
    }
}

struct Claims(Map<String, Value>);

impl Claims {
    /// A text claim; an error if it is there and no text.
    fn text(&self, name: &str) -> Result<Option<&str>, AuthError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(AuthError::IdToken(IdTokenFault::Malformed)),
        }
    }

    /// Whether `aud` is `client_id` alone, as a text or as a list of one.
    fn audience_is(&self, client_id: &str) -> bool {
        match self.0.get("aud") {
            Some(Value::String(aud)) => aud == client_id,
            Some(Value::Array(list)) => matches!(list.as_slice(), [Value::String(aud)] if aud == client_id),
            _ => false,
        }
    }

    fn time(&self, name: &str) -> Result<Option<SystemTime>, AuthError> {
        let Some(value) = self.0.get(name) else { return Ok(None) };
        value
            .as_u64()
            .and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))
            .map(Some)
            .ok_or(AuthError::IdToken(IdTokenFault::Time))
    }

    /// `exp` and `iat` must be there, `nbf` may be; the token was issued moments ago, so whatever is out of order
    /// means that one of the two clocks is.
    fn check_times(&self, now: SystemTime) -> Result<(), AuthError> {
        let required = |name| self.time(name)?.ok_or(AuthError::IdToken(IdTokenFault::Time));
        let (exp, iat) = (required("exp")?, required("iat")?);
        let nbf = self.time("nbf")?.unwrap_or(iat);
        let since = |later: SystemTime, earlier| later.duration_since(earlier).unwrap_or_default();
        let in_order = since(now, exp) < TOLERANCE
            && since(iat, now) <= TOLERANCE
            && since(nbf, now) <= TOLERANCE
            && since(now, iat) <= TOLERANCE + MAX_AGE;
        if in_order { Ok(()) } else { Err(AuthError::ClockSkew) }
    }
}
