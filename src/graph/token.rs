//! Where the client gets its access token from.

use crate::net::Boxed;
use std::fmt;
use thiserror::Error;
use zeroize::Zeroizing;

/// A bearer token for Graph: opaque, never printed, wiped when dropped (security.md TOK-06).
#[derive(Clone)]
pub struct AccessToken(Zeroizing<String>);

impl AccessToken {
    /// Takes the token as the token endpoint or the host gave it.
    #[must_use]
    pub fn new(token: String) -> Self {
        Self(Zeroizing::new(token))
    }

    /// The token, for the `Authorization` header only.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(..)")
    }
}

/// Why there is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TokenError {
    /// The person must sign in.
    #[error("signing in is needed")]
    InteractionRequired,
    /// The token endpoint did not answer, or answered with nonsense.
    #[error("no token could be had")]
    Failed,
}

/// Gives access tokens for Graph.
pub trait Tokens {
    /// A token that is valid now. With `renew` the one given last was refused by Graph: get another one, without
    /// asking the person.
    fn access_token(&self, renew: bool) -> Boxed<'_, Result<AccessToken, TokenError>>;
}
