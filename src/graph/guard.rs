//! The write guard: what may leave the page towards Graph at all (security.md NET-01, WRT-01, WRT-02, AUTH-25).
//!
//! It stands below everything that sends: nothing reaches the network that it did not let through. Reads go to the
//! configured origin and version only. Every other method must match one row of the table in [`rows`], on the pinned
//! application, and, but for batches of reads, while a [`WritePermit`] is held. It looks at the request as it is sent,
//! not at what the program meant, so that a mistake or an attack above cannot widen it.

mod bodies;
mod rows;

use super::{AssignmentId, GraphRoot, ObjectId};
use crate::net::{Request, Sending, Transport, TransportError};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderName, Method};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use thiserror::Error;

/// Microsoft Graph's own application: who may assign its roles owns the tenant.
const MICROSOFT_GRAPH: &str = "00000003-0000-0000-c000-000000000000";
/// How Microsoft's first-party applications begin, Graph and Azure AD Graph among them.
const FIRST_PARTY: &str = "0000000";

/// This application may not be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the application belongs to Microsoft")]
pub struct Unpinnable;

/// Knows what may be written now.
pub struct Guard {
    root: GraphRoot,
    state: RefCell<State>,
}

/// What the rows and body rules look at.
#[derive(Default)]
struct State {
    target: Option<ObjectId>,
    roles: BTreeSet<ObjectId>,
    principals: BTreeSet<ObjectId>,
    removable: BTreeSet<AssignmentId>,
    permits: usize,
}

impl Guard {
    /// A guard that lets reads of `root` through and no write.
    #[must_use]
    pub fn new(root: GraphRoot) -> Self {
        Self { root, state: RefCell::default() }
    }

    /// Pins the application that this run may change: the service principal's object id, its `appId`, and its app
    /// roles that may be assigned. What another application was allowed ends.
    ///
    /// # Errors
    /// When the application is Microsoft Graph or another one of Microsoft's; then nothing is pinned.
    pub fn pin(
        &self,
        service_principal: &ObjectId,
        app_id: &str,
        roles: impl IntoIterator<Item = ObjectId>,
    ) -> Result<(), Unpinnable> {
        let state = &mut *self.state.borrow_mut();
        if state.target.as_ref() != Some(service_principal) {
            state.principals.clear();
            state.removable.clear();
        }
        state.target = None;
        state.roles.clear();
        if app_id.eq_ignore_ascii_case(MICROSOFT_GRAPH) || app_id.starts_with(FIRST_PARTY) {
            return Err(Unpinnable);
        }
        state.target = Some(service_principal.clone());
        state.roles.extend(roles);
        Ok(())
    }

    /// Lets a user or group that the plan shows be assigned.
    pub fn allow_principal(&self, principal: &ObjectId) {
        self.state.borrow_mut().principals.insert(principal.clone());
    }

    /// Lets an assignment that the plan shows be removed.
    pub fn allow_removal(&self, assignment: &AssignmentId) {
        self.state.borrow_mut().removable.insert(assignment.clone());
    }

    /// Forgets every allowed principal and removal: the plan they stood on is gone.
    pub fn forget_plan(&self) {
        let state = &mut *self.state.borrow_mut();
        state.principals.clear();
        state.removable.clear();
    }

    /// Opens the write phase for as long as the permit lives: while a change that the person asked for is applied.
    pub fn open_writes(self: &Rc<Self>) -> WritePermit {
        self.state.borrow_mut().permits += 1;
        WritePermit(Rc::clone(self))
    }

    /// Whether `request` may leave.
    #[must_use]
    pub fn admits(&self, request: &Request) -> bool {
        let Some(uri) = self.root.admit(&request.uri().to_string()) else { return false };
        if uri != *request.uri() || !request.headers().keys().all(is_known_header) {
            return false;
        }
        if request.method() == Method::GET {
            return request.body().is_empty();
        }
        rows::admit(&self.state.borrow(), request)
    }
}

/// A header outside of this list could turn a read into a write, as `X-HTTP-Method-Override` does.
fn is_known_header(name: &HeaderName) -> bool {
    [AUTHORIZATION, ACCEPT, CONTENT_TYPE].contains(name)
        || ["consistencylevel", "client-request-id", "prefer"].contains(&name.as_str())
}

/// While it lives, the guard lets writes through that match its table.
#[must_use = "writes are possible only while the permit lives"]
pub struct WritePermit(Rc<Guard>);

impl Drop for WritePermit {
    fn drop(&mut self) {
        self.0.state.borrow_mut().permits -= 1;
    }
}

/// The guard in the way of every request.
pub(super) struct Guarded {
    inner: Rc<dyn Transport>,
    guard: Rc<Guard>,
}

impl Guarded {
    pub(super) fn new(inner: Rc<dyn Transport>, guard: Rc<Guard>) -> Self {
        Self { inner, guard }
    }
}

impl Transport for Guarded {
    fn send(&self, request: Request) -> Sending<'_> {
        if self.guard.admits(&request) {
            self.inner.send(request)
        } else {
            Box::pin(std::future::ready(Err(TransportError::Refused)))
        }
    }
}

#[cfg(test)]
mod tests;
