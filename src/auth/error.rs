//! Why a sign-in or a renewal failed.

use super::server_error::ServerError;
use crate::net::TransportError;
use std::time::SystemTime;
use thiserror::Error;

/// A failure. It holds no text from outside and nothing secret (security.md TOK-06); it displays as its code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", self.code())]
pub enum AuthError {
    /// The response has no `state`.
    StateNotFound,
    /// The response belongs to another sign-in, or to somebody else's.
    StateMismatch,
    /// The ID token belongs to another sign-in.
    NonceMismatch,
    /// The response or the ID token comes from another authority.
    IssuerMismatch,
    /// There is no authorization response in the address.
    HashEmpty,
    /// The address holds neither a code nor an error.
    HashUnknown,
    /// A parameter stands twice, both code and error are there, or it is longer than 16 KiB.
    ResponseMalformed,
    /// The record of the sign-in under way cannot be read.
    RecordMalformed,
    /// The sign-in took longer than ten minutes.
    RequestExpired,
    /// No answer came from the sign-in window in time.
    TimedOut,
    /// The person closed the sign-in window.
    UserCancelled,
    /// The browser opened no window.
    WindowBlocked,
    /// An authority that is not the configured one.
    UntrustedAuthority,
    /// The ID token breaks a rule.
    IdToken(IdTokenFault),
    /// This computer's clock is off by more than five minutes.
    ClockSkew,
    /// A personal Microsoft account.
    PersonalAccount,
    /// Another account than the one that was signed in.
    AccountMismatch,
    /// An account of another tenant than the expected one (security.md AUTH-19).
    TenantMismatch {
        /// The tenant ID that this page, or the session, is for.
        expected: String,
        /// The tenant ID that signed in.
        found: String,
    },
    /// The sign-in went through, but these scopes were not granted (security.md AUTH-26).
    ScopesMissing(Vec<String>),
    /// There is no refresh token, or its 24 hours are over.
    NoTokensFound,
    /// The session was ended by signing out.
    SignedOut,
    /// The authority asked for patience; nothing was sent (security.md AUTH-24).
    Throttled {
        /// When the next attempt may be made.
        until: SystemTime,
    },
    /// The authority's answer is not what OAuth says.
    InvalidTokenResponse,
    /// The authority answered with an error.
    Server(Box<ServerError>),
    /// There was no answer.
    Transport(TransportError),
}

/// The rule an ID token breaks (security.md AUTH-17).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdTokenFault {
    /// There is none.
    Missing,
    /// Not three base64url parts with JSON objects, or a claim of the wrong type.
    Malformed,
    /// `alg` is absent or `none`.
    Algorithm,
    /// `aud` is not our client ID alone.
    Audience,
    /// `sub` is absent or empty.
    Subject,
    /// `tid` or `oid` is absent or no GUID.
    Account,
    /// `exp`, `iat` or `nbf` is absent.
    Time,
}

/// What can be done about a failure (security.md §2.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// Sign in again; everything else stays as it is.
    InteractionRequired,
    /// Consent was declined or needs an administrator.
    Consent,
    /// The assistant's registration is not right.
    Setup,
    /// Another account is needed, or an assignment.
    Account,
    /// The organization's policy asks for more.
    Policy,
    /// The authority sees a loop: stop and wait.
    Loop,
    /// The authority is busy: try again later.
    Busy,
    /// Offline, DNS, TLS, CORS or blocked.
    Network,
    /// This computer's clock is wrong.
    Clock,
    /// The response did not pass a check: start again.
    Rejected,
    /// Anything else.
    Unexpected,
}

impl AuthError {
    /// MSAL's code where MSAL has one.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::StateNotFound => "state_not_found",
            Self::StateMismatch => "state_mismatch",
            Self::NonceMismatch => "nonce_mismatch",
            Self::IssuerMismatch => "issuer_validation_failed",
            Self::HashEmpty => "hash_empty_error",
            Self::HashUnknown => "hash_does_not_contain_known_properties",
            Self::ResponseMalformed => "response_malformed",
            Self::RecordMalformed => "unable_to_parse_state",
            Self::RequestExpired => "request_expired",
            Self::TimedOut => "timed_out",
            Self::UserCancelled => "user_cancelled",
            Self::WindowBlocked => "popup_window_error",
            Self::UntrustedAuthority => "untrusted_authority",
            Self::IdToken(_) => "invalid_id_token",
            Self::ClockSkew => "clock_skew",
            Self::PersonalAccount => "personal_account",
            Self::AccountMismatch => "account_mismatch",
            Self::TenantMismatch { .. } => "tenant_mismatch",
            Self::ScopesMissing(_) => "consent_required",
            Self::NoTokensFound => "no_tokens_found",
            Self::SignedOut => "signed_out",
            Self::Throttled { .. } => "throttled",
            Self::InvalidTokenResponse => "invalid_token_response",
            Self::Server(error) => error.error.code(),
            Self::Transport(_) => "network_error",
        }
    }

    /// What can be done about it.
    #[must_use]
    pub fn class(&self) -> ErrorClass {
        match self {
            Self::NoTokensFound
            | Self::SignedOut
            | Self::RequestExpired
            | Self::TimedOut
            | Self::UserCancelled
            | Self::WindowBlocked => ErrorClass::InteractionRequired,
            Self::PersonalAccount | Self::AccountMismatch | Self::TenantMismatch { .. } => {
                ErrorClass::Account
            }
            Self::ScopesMissing(_) => ErrorClass::Consent,
            Self::ClockSkew => ErrorClass::Clock,
            Self::Throttled { .. } => ErrorClass::Busy,
            Self::Server(error) => error.class(),
            Self::Transport(TransportError::TooLarge) | Self::InvalidTokenResponse => ErrorClass::Unexpected,
            Self::Transport(_) => ErrorClass::Network,
            Self::StateNotFound
            | Self::StateMismatch
            | Self::NonceMismatch
            | Self::IssuerMismatch
            | Self::HashEmpty
            | Self::HashUnknown
            | Self::ResponseMalformed
            | Self::RecordMalformed
            | Self::UntrustedAuthority
            | Self::IdToken(_) => ErrorClass::Rejected,
        }
    }
}
