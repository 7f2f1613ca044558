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

/// Which token is needed.
#[derive(Clone, Copy, Debug)]
pub enum TokenNeed<'a> {
    /// One that is valid now.
    Valid,
    /// Another one than this, which Graph refused.
    InsteadOf(&'a AccessToken),
    /// One that answers a claims challenge (graph-contract.md §0.5): only the person can get it.
    Answering {
        /// The challenge, JSON text.
        claims: &'a str,
        /// The token that was challenged.
        refused: &'a AccessToken,
    },
}

/// Gives access tokens for Graph.
pub trait Tokens {
    /// Such a token. It may take as long as a person takes to sign in again.
    fn access_token<'s>(&'s self, need: TokenNeed<'s>) -> Boxed<'s, Result<AccessToken, TokenError>>;
}
