//! Why a look or a change failed, for people: a trouble from the catalogue and what to quote to support.

use crate::graph::{GraphError, GraphErrorKind};
use crate::setup::facts::Obstacle;
use crate::setup::scope::Scope;
use crate::setup::visit::TestFailure;
use crate::words::en::errors::Trouble;

/// A failed look or change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Graph, the network or our guard said no.
    Trouble {
        /// What it means.
        trouble: Trouble,
        /// The HTTP status and Graph's code.
        code: String,
        /// Microsoft's text: data, shown boxed.
        message: String,
        /// The request id to quote.
        request_id: Option<String>,
        /// The claims that Conditional Access asks for.
        claims: Option<String>,
    },
    /// The connection test before storing credentials failed.
    Test(TestFailure),
}

impl Failure {
    /// A failure that Graph did not cause.
    #[must_use]
    pub const fn of(trouble: Trouble) -> Self {
        Self::Trouble { trouble, code: String::new(), message: String::new(), request_id: None, claims: None }
    }
}

impl From<GraphError> for Failure {
    fn from(error: GraphError) -> Self {
        let mut claims = None;
        let trouble = match error.kind {
            GraphErrorKind::Network => Trouble::Network,
            GraphErrorKind::Timeout => Trouble::Timeout,
            GraphErrorKind::Refused => Trouble::Refused,
            GraphErrorKind::InteractionRequired { claims: asked } => {
                claims = asked;
                Trouble::SignIn
            }
            GraphErrorKind::NoToken => Trouble::SignIn,
            GraphErrorKind::NoSynchronizationAccess => Trouble::NoSynchronizationAccess,
            GraphErrorKind::Forbidden { .. } => Trouble::Forbidden,
            GraphErrorKind::NotFound => Trouble::NotFound,
            GraphErrorKind::Conflict | GraphErrorKind::PreconditionFailed | GraphErrorKind::AlreadyExists => {
                Trouble::Changed
            }
            GraphErrorKind::Throttled { .. } => Trouble::Throttled,
            GraphErrorKind::Unavailable => Trouble::Unavailable,
            GraphErrorKind::BadRequest(_) => Trouble::BadRequest,
            GraphErrorKind::NotGraph => Trouble::NotGraph,
            GraphErrorKind::Truncated
            | GraphErrorKind::Unreadable
            | GraphErrorKind::TooLarge
            | GraphErrorKind::Paging(_) => Trouble::Unreadable,
            GraphErrorKind::OutcomeUnknown => Trouble::OutcomeUnknown,
        };
        let code =
            error.status.map_or_else(String::new, |status| [&status.to_string(), " ", &error.code].concat());
        Self::Trouble {
            trouble,
            code,
            message: error.message.into(),
            request_id: error.request_id.map(String::from),
            claims,
        }
    }
}

impl Failure {
    /// The same as a reason why a part of the tenant is not known.
    #[must_use]
    pub fn obstacle(&self) -> Obstacle {
        match self {
            Self::Trouble { trouble: Trouble::NotFound, .. } => Obstacle::Missing,
            Self::Trouble { trouble: Trouble::NoSynchronizationAccess | Trouble::Forbidden, .. } => {
                Obstacle::Access { scopes: vec![Scope::SynchronizationReadAll] }
            }
            Self::Trouble { trouble, request_id, .. } => Obstacle::Failed {
                offline: matches!(trouble, Trouble::Network | Trouble::Timeout),
                request_id: request_id.clone(),
            },
            Self::Test(_) => Obstacle::Failed { offline: false, request_id: None },
        }
    }
}
