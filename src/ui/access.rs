//! What a token may do, and how to get one that may do more, wherever it comes from: Microsoft's sign-in, a host's page, or
//! the demonstration.

use crate::net::Boxed;
use crate::setup::scope::Scope;
use crate::setup::visit::Permissions;

/// The scopes were not granted. Whoever asked the person has told them why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declined;

/// A token's scopes, and the way to more of them.
pub trait Access {
    /// The scopes that the token holds, where that is known.
    fn scopes(&self) -> Option<Vec<Scope>>;

    /// Whether more can be asked for.
    fn permissions(&self) -> Permissions;

    /// Gets `scopes`, silently if that is possible, else by asking the person.
    ///
    /// # Errors
    /// When they were not granted.
    fn acquire(&self, scopes: &[Scope]) -> Boxed<'static, Result<(), Declined>>;
}

/// A token that has these scopes and gets no others.
pub struct Fixed(pub Vec<Scope>);

impl Access for Fixed {
    fn scopes(&self) -> Option<Vec<Scope>> {
        Some(self.0.clone())
    }

    fn permissions(&self) -> Permissions {
        Permissions::Fixed
    }

    /// Graph says what is missing: a scope that is not known to be there may be (graph-contract §7.2).
    fn acquire(&self, _: &[Scope]) -> Boxed<'static, Result<(), Declined>> {
        Box::pin(std::future::ready(Ok(())))
    }
}
