//! An error as the authority says it, reduced to what may be shown (security.md AUTH-22, TOK-06).

use super::aadsts;
use super::challenge::Claims;
use super::error::ErrorClass;
use crate::config::is_guid;

/// An error of the authorization or the token endpoint. The description is read for the numbers in it and dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerError {
    /// `error`.
    pub error: OAuthError,
    /// `suberror`, where it is one of those that ask for interaction.
    pub suberror: Option<SubError>,
    /// The number behind `AADSTS`.
    pub aadsts: Option<u32>,
    /// What Microsoft's support asks for: a GUID.
    pub correlation_id: Option<String>,
    /// When it happened, as the authority wrote it (UTC).
    pub timestamp: Option<String>,
    /// What the next interactive sign-in must ask for.
    pub claims: Option<Claims>,
}

/// An OAuth or OpenID Connect error code (RFC 6749 §4.1.2.1, §5.2; OIDC Core §3.1.2.6; Entra's own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the codes")]
pub enum OAuthError {
    InteractionRequired,
    LoginRequired,
    ConsentRequired,
    BadToken,
    UiNotAllowed,
    InterruptedUser,
    InvalidGrant,
    AccessDenied,
    UnauthorizedClient,
    InvalidClient,
    InvalidRequest,
    InvalidScope,
    InvalidResource,
    UnsupportedResponseType,
    UnsupportedGrantType,
    TemporarilyUnavailable,
    ServerError,
    /// Too many requests (429) or a server error (5xx) without an OAuth error.
    Busy,
    /// A code that is not in this list.
    Other,
}

const CODES: [(&str, OAuthError); 17] = [
    ("interaction_required", OAuthError::InteractionRequired),
    ("login_required", OAuthError::LoginRequired),
    ("consent_required", OAuthError::ConsentRequired),
    ("bad_token", OAuthError::BadToken),
    ("ui_not_allowed", OAuthError::UiNotAllowed),
    ("interrupted_user", OAuthError::InterruptedUser),
    ("invalid_grant", OAuthError::InvalidGrant),
    ("access_denied", OAuthError::AccessDenied),
    ("unauthorized_client", OAuthError::UnauthorizedClient),
    ("invalid_client", OAuthError::InvalidClient),
    ("invalid_request", OAuthError::InvalidRequest),
    ("invalid_scope", OAuthError::InvalidScope),
    ("invalid_resource", OAuthError::InvalidResource),
    ("unsupported_response_type", OAuthError::UnsupportedResponseType),
    ("unsupported_grant_type", OAuthError::UnsupportedGrantType),
    ("temporarily_unavailable", OAuthError::TemporarilyUnavailable),
    ("server_error", OAuthError::ServerError),
];

impl OAuthError {
    pub(super) fn parse(code: &str) -> Self {
        CODES.iter().find(|(text, _)| *text == code).map_or(Self::Other, |(_, error)| *error)
    }

    /// The code as the specifications write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Busy => "too_many_requests",
            _ => CODES.iter().find(|(_, error)| *error == self).map_or("unknown_error", |(text, _)| text),
        }
    }
}

/// Entra's `suberror` values that ask for interaction (MSAL's `InteractionRequiredAuthSubErrorMessage`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the codes")]
pub enum SubError {
    MessageOnly,
    AdditionalAction,
    BasicAction,
    UserPasswordExpired,
    ConsentRequired,
}

impl SubError {
    pub(super) fn parse(code: &str) -> Option<Self> {
        Some(match code {
            "message_only" => Self::MessageOnly,
            "additional_action" => Self::AdditionalAction,
            "basic_action" => Self::BasicAction,
            "user_password_expired" => Self::UserPasswordExpired,
            "consent_required" => Self::ConsentRequired,
            _ => return None,
        })
    }
}

impl ServerError {
    pub(super) fn new(error: OAuthError) -> Self {
        Self { error, suberror: None, aadsts: None, correlation_id: None, timestamp: None, claims: None }
    }

    /// Reads numbers and identifiers out of Entra's `error_description`: `AADSTS50076: … Trace ID: … Correlation
    /// ID: … Timestamp: 2016-01-09 02:02:12Z`.
    pub(super) fn describe(&mut self, description: &str) {
        if self.aadsts.is_none() {
            self.aadsts = after(description, "AADSTS").and_then(|rest| {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                rest[..digits].parse().ok()
            });
        }
        if self.correlation_id.is_none() {
            self.correlation_id =
                after(description, "Correlation ID: ").and_then(|rest| rest.get(..36)).and_then(guid);
        }
        if self.timestamp.is_none() {
            self.timestamp =
                after(description, "Timestamp: ").and_then(|rest| rest.get(..20)).and_then(timestamp);
        }
    }

    /// What can be done about it: a known number says it best, else the error's own code.
    #[must_use]
    pub fn class(&self) -> ErrorClass {
        match self.aadsts.and_then(aadsts::find) {
            Some(known) => known.class,
            None if self.claims.is_some() => ErrorClass::Policy,
            None => self.class_of_code(),
        }
    }

    /// Whether only a person can get a token now. Decided without the number, on which clients must not depend.
    #[must_use]
    pub fn needs_interaction(&self) -> bool {
        self.claims.is_some() || self.class_of_code() == ErrorClass::InteractionRequired
    }

    fn class_of_code(&self) -> ErrorClass {
        if self.suberror.is_some() {
            return ErrorClass::InteractionRequired;
        }
        match self.error {
            OAuthError::InteractionRequired
            | OAuthError::LoginRequired
            | OAuthError::ConsentRequired
            | OAuthError::BadToken
            | OAuthError::UiNotAllowed
            | OAuthError::InterruptedUser
            | OAuthError::InvalidGrant => ErrorClass::InteractionRequired,
            OAuthError::AccessDenied => ErrorClass::Consent,
            OAuthError::UnauthorizedClient | OAuthError::InvalidClient => ErrorClass::Setup,
            OAuthError::TemporarilyUnavailable | OAuthError::ServerError | OAuthError::Busy => {
                ErrorClass::Busy
            }
            OAuthError::InvalidRequest
            | OAuthError::InvalidScope
            | OAuthError::InvalidResource
            | OAuthError::UnsupportedResponseType
            | OAuthError::UnsupportedGrantType
            | OAuthError::Other => ErrorClass::Unexpected,
        }
    }
}

fn after<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    text.find(label).map(|at| &text[at + label.len()..])
}

pub(super) fn guid(text: &str) -> Option<String> {
    is_guid(text).then(|| text.to_owned())
}

/// A time as Entra writes it, `2016-01-09 02:02:12Z`.
pub(super) fn timestamp(text: &str) -> Option<String> {
    let fits = text.len() == 20
        && text.bytes().zip(*b"0000-00-00 00:00:00Z").all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            form => byte == form,
        });
    fits.then(|| text.to_owned())
}
