//! What can go wrong with a call, decided by HTTP status first, then code, by message only where
//! graph-contract.md §0.6 says so.

mod classify;

use super::{Call, Scope, TokenError};
use crate::net::TransportError;
use std::fmt;
use std::time::{Duration, SystemTime};

pub(super) use classify::from_response;

/// A call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphError {
    /// What it means here.
    pub kind: GraphErrorKind,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Graph's `code`; empty without one.
    pub code: String,
    /// Graph's own words: data from outside, to be shown apart from ours; may be empty.
    pub message: Box<str>,
    /// Graph's `request-id`, which Microsoft's support asks for.
    pub request_id: Option<Box<str>>,
    /// The id that we sent along.
    pub client_request_id: Option<Box<str>>,
    /// When it failed.
    pub at: SystemTime,
}

/// What a failure means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GraphErrorKind {
    /// Nothing answered.
    Network,
    /// No answer in time.
    Timeout,
    /// Our own guard did not let it out: a mistake of the program, or an attack.
    Refused,
    /// The person must sign in again, with these claims if there are any (JSON text).
    InteractionRequired {
        /// The claims challenge of Conditional Access.
        claims: Option<String>,
    },
    /// No token could be had for another reason.
    NoToken,
    /// A synchronization call said 401: role or scope missing, or a very young app. Never a reason to sign in
    /// (graph-contract.md §0.5).
    NoSynchronizationAccess,
    /// A scope or a role is missing.
    Forbidden {
        /// The scopes that the call needs.
        missing: &'static [Scope],
    },
    /// Not there, or not there yet.
    NotFound,
    /// What should be made exists. Success only after reading back (security.md WRT-07).
    AlreadyExists,
    /// Busy, locked, or changed by someone else.
    Conflict,
    /// It is not what it was when it was read.
    PreconditionFailed,
    /// Too many requests, and repeating did not help.
    Throttled {
        /// How long Graph asked to wait.
        retry_after: Option<Duration>,
    },
    /// Graph has a problem of its own.
    Unavailable,
    /// The request is wrong.
    BadRequest(BadRequest),
    /// An answer that is not Graph's: HTML of a proxy or a sign-in page of a network.
    NotGraph,
    /// The answer ends in the middle.
    Truncated,
    /// The answer is not what it should be.
    Unreadable,
    /// The answer is larger than allowed.
    TooLarge,
    /// A list that cannot be followed to its end.
    Paging(BadPaging),
    /// A write whose answer was lost: it may have happened. Read back before anything else.
    OutcomeUnknown,
}

/// Why a request is wrong (graph-contract.md §0.5, §0.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadRequest {
    /// A header is missing or a property has no index: a mistake of the program.
    UnsupportedQuery,
    /// The rule is not in the job's schema (any more).
    UnknownRule,
    /// Entra could not reach the tenant URL, or did not get SCIM from it.
    EndpointUnreachable,
    /// The SCIM endpoint refused, or the tenant URL is unusable.
    EndpointRefused,
    /// The application has no such role (yet).
    RoleNotOnApplication,
    /// An id is of the wrong kind.
    InvalidReference,
    /// A key of the secrets is misspelt: a mistake of the program.
    UnknownSecretKey,
    /// Anything else.
    Other,
}

/// Why a list cannot be followed to its end (security.md NET-02).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPaging {
    /// The next page is not of this list.
    ForeignLink,
    /// The next page was seen before.
    Loop,
    /// More pages or items than are allowed.
    TooMany,
}

impl GraphError {
    /// A failure without an answer of Graph.
    pub(super) fn local(kind: GraphErrorKind, at: SystemTime) -> Self {
        Self {
            kind,
            status: None,
            code: String::new(),
            message: Box::default(),
            request_id: None,
            client_request_id: None,
            at,
        }
    }

    pub(super) fn from_token(error: TokenError, at: SystemTime) -> Self {
        let kind = match error {
            TokenError::InteractionRequired => GraphErrorKind::InteractionRequired { claims: None },
            TokenError::Failed => GraphErrorKind::NoToken,
        };
        Self::local(kind, at)
    }

    /// A write that left the page and was not answered may have happened.
    pub(super) fn from_transport(error: TransportError, call: &Call, at: SystemTime) -> Self {
        let may_have_happened = call.retry != super::Retry::Read;
        let kind = match error {
            TransportError::Refused | TransportError::Malformed => GraphErrorKind::Refused,
            _ if may_have_happened => GraphErrorKind::OutcomeUnknown,
            TransportError::Network => GraphErrorKind::Network,
            TransportError::Timeout => GraphErrorKind::Timeout,
            TransportError::TooLarge => GraphErrorKind::TooLarge,
        };
        Self::local(kind, at)
    }
}

impl fmt::Display for GraphError {
    /// Status and code only: Graph's message may quote a customer's endpoint (security.md LOG-02).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "Graph answered {status} {}", self.code),
            None => f.write_str("Graph did not answer"),
        }
    }
}

impl std::error::Error for GraphError {}
