//! The session's permissions, and the person's consent to more.

use super::desk::Desk;
use super::question::{Reason, Wanted};
use crate::auth::{ErrorClass, Purpose, SilentRequest};
use crate::net::Boxed;
use crate::setup::scope::Scope;
use crate::setup::visit::Permissions;
use crate::ui::access::{Access, Declined};
use std::rc::Rc;

/// The session's scopes, and the person's consent to more.
pub struct SessionAccess(pub Rc<Desk>);

impl Access for SessionAccess {
    fn scopes(&self) -> Option<Vec<Scope>> {
        let held = self.0.session().map(|session| session.scopes()).unwrap_or_default();
        Some(held.iter().filter_map(|scope| Scope::from_name(scope)).collect())
    }

    fn permissions(&self) -> Permissions {
        match self.0.purpose.get() {
            Purpose::Change => Permissions::AskedWhenNeeded,
            Purpose::Look => Permissions::LookOnly,
        }
    }

    fn acquire(&self, scopes: &[Scope]) -> Boxed<'static, Result<(), Declined>> {
        let (desk, scopes) = (Rc::clone(&self.0), scopes.to_vec());
        if desk.purpose.get() == Purpose::Look {
            return Box::pin(std::future::ready(Err(Declined)));
        }
        Box::pin(async move {
            let session = desk.session().ok_or(Declined)?;
            let names = desk.with(&session, &scopes);
            let request = SilentRequest { scopes: &names, refused: None };
            let Err(error) = session.acquire_token_silent(request).await else { return Ok(()) };
            // A window would fail likewise where nothing answers; the person decides when to try again.
            let failed =
                Some(error).filter(|error| matches!(error.class(), ErrorClass::Network | ErrorClass::Busy));
            // Still the click of the change: a window may open. Where it may not, the person clicks once more.
            let popup = if failed.is_none() { desk.open_window() } else { None };
            let wanted = Wanted { reason: Reason::MoreScopes(scopes), scopes: names, claims: None, failed };
            desk.ask(wanted, popup).await
        })
    }
}
