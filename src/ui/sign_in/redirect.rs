//! Leaving the page for the sign-in page, and coming back (security.md AUTH-28).

use crate::auth::{self, AuthError, PendingSignIn, PublicClientApplication, Session};
use leptos::prelude::{document, window};
use url::Url;
use web_sys::Storage;

/// A sign-in that has come back.
pub struct Returned {
    /// The session, or why there is none.
    pub result: Result<Session, AuthError>,
    /// Where it started.
    pub route: String,
    /// What the visit may do.
    pub purpose: auth::Purpose,
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Goes to `address`. The one-time record is all that is stored, and it is removed when it is read. `false` where the browser
/// keeps nothing: then a window must do (B08).
#[must_use]
pub fn leave(address: &Url, pending: &PendingSignIn) -> bool {
    let kept =
        storage().is_some_and(|storage| storage.set_item(auth::PENDING_KEY, &pending.to_record()).is_ok());
    // Assigning throws only for an address that is none.
    kept && window().location().assign(address.as_str()).is_ok()
}

/// Completes a sign-in whose answer `auth.html` has left; both records are removed first.
pub async fn returned(client: &PublicClientApplication) -> Option<Returned> {
    let storage = storage()?;
    let take = |key: &str| {
        let found = storage.get_item(key).ok().flatten();
        found.inspect(|_| drop(storage.remove_item(key)))
    };
    let (record, response) = (take(auth::PENDING_KEY), take(auth::RESPONSE_KEY)?);
    let failed =
        |error| Returned { result: Err(error), route: "/".to_owned(), purpose: auth::Purpose::default() };
    let pending = match PendingSignIn::from_record(&record?) {
        Ok(pending) => pending,
        Err(error) => return Some(failed(error)),
    };
    let (route, purpose) = (pending.route().to_owned(), pending.purpose());
    Some(Returned { result: client.handle_response(&response, pending).await, route, purpose })
}

/// The address that everything else lies beside.
#[must_use]
pub fn page() -> Option<Url> {
    document().base_uri().ok().flatten().and_then(|address| Url::parse(&address).ok())
}

/// Shows the address of the page to which a sign-in belongs, below any base path.
pub fn go_to(route: &str) {
    let target = page().and_then(|page| page.join(route.trim_start_matches('/')).ok());
    if let (Some(target), Ok(history)) = (target, window().history()) {
        // It throws only for another origin, and the target is of this one.
        drop(history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(target.as_str())));
    }
}
