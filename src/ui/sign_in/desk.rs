//! The desk: one client, one session, and what a person does at it.

use super::popup::Popup;
use super::question::{Asked, Question};
use super::{redirect, tabs};
use crate::auth::{
    AccountChoice, AuthError, AuthorizeRequest, Interaction, PublicClientApplication, Purpose, Session,
    scopes,
};
use crate::config::{BaseUrl, Tenant};
use crate::net::TransportError;
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::Clock;
use crate::setup::scope::Scope;
use crate::ui::address;
use futures_util::future::{Either, select};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// How long a sign-in window is waited for (security.md AUTH-09).
const WINDOW_LIMIT: Duration = Duration::from_mins(5);

/// Who is asked to sign in at first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The account that the person typed.
    pub login_hint: Option<String>,
    /// The tenant that the person chose.
    pub tenant: Option<Tenant>,
}

/// Where the page stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a tab of its own, which may be left for the sign-in page.
    Tab,
    /// In a host's page, which is never left.
    Element,
    /// In a frame, whose windows go through `relay.html` (security.md EMB-10): storage and channels of a frame are not those of
    /// a window.
    Frame {
        /// The address of `relay.html`.
        relay: Url,
    },
}

/// The page's sign-in: one client, one session, one question at a time (security.md AUTH-11).
pub struct Desk {
    pub(super) client: PublicClientApplication,
    graph: BaseUrl,
    place: Place,
    session: RefCell<Option<Rc<Session>>>,
    pub(super) purpose: Cell<Purpose>,
    pub(super) question: Question,
}

impl Desk {
    /// A desk of `client` for Graph at `graph`.
    #[must_use]
    pub fn new(client: PublicClientApplication, graph: BaseUrl, place: Place) -> Self {
        Self {
            client,
            graph,
            place,
            session: RefCell::default(),
            purpose: Cell::default(),
            question: Question::default(),
        }
    }

    /// The client.
    #[must_use]
    pub fn client(&self) -> &PublicClientApplication {
        &self.client
    }

    /// What the person is asked now.
    #[must_use]
    pub fn asked(&self) -> RwSignal<Option<Asked>> {
        self.question.asked
    }

    /// Goes on with `session`.
    pub fn open(&self, session: Session, purpose: Purpose) {
        self.session.replace(Some(Rc::new(session)));
        self.purpose.set(purpose);
    }

    /// The session, while there is one.
    #[must_use]
    pub fn session(&self) -> Option<Rc<Session>> {
        self.session.borrow().clone()
    }

    /// Changes are asked for from now on, or not any more.
    pub fn set_purpose(&self, purpose: Purpose) {
        self.purpose.set(purpose);
    }

    /// Whether this tab may be left for the sign-in page.
    #[must_use]
    pub fn may_leave(&self) -> bool {
        self.place == Place::Tab
    }

    /// Opens the window for a sign-in. To be called in the click itself.
    #[must_use]
    pub fn open_window(&self) -> Option<Popup> {
        match &self.place {
            Place::Tab | Place::Element => Popup::open(None),
            Place::Frame { relay } => Popup::open(Some(relay)),
        }
    }

    /// Leaves for the first sign-in; in a window where the browser keeps nothing for the way back, and in a host's page.
    ///
    /// # Errors
    /// Why it cannot begin, or how the window ended.
    pub async fn sign_in(
        &self,
        who: &Who,
        purpose: Purpose,
        popup: impl FnOnce() -> Option<Popup>,
    ) -> Result<(), AuthError> {
        if !window().navigator().on_line() {
            // The browser would leave for a page of its own that says less.
            return Err(AuthError::Transport(TransportError::Network));
        }
        let tenant = who.tenant.as_ref();
        let account = match &who.login_hint {
            Some(login_hint) => AccountChoice::Named { login_hint, tenant },
            None => AccountChoice::Select { tenant },
        };
        let scopes = scopes::reading(&self.graph);
        let return_to = ["/setup", &address::search(), &address::fragment()].concat();
        let interaction = Interaction::Redirect { return_to: &return_to, purpose };
        let request = AuthorizeRequest { scopes: &scopes, account, claims: None, interaction };
        let (address, pending) = self.client.begin(&request)?;
        if self.may_leave() && redirect::leave(&address, &pending) {
            return std::future::pending().await;
        }
        let popup = popup().ok_or(AuthError::WindowBlocked)?;
        let request = AuthorizeRequest { interaction: Interaction::Popup, ..request };
        let session = self.through(popup, &request).await?;
        self.open(session, purpose);
        Ok(())
    }

    /// Signs in again as another account, or at another tenant: the page is left, and all that belongs to this one with it.
    pub fn switch(&self, tenant: Option<Tenant>) {
        let who = Who { login_hint: None, tenant };
        let account = AccountChoice::Select { tenant: who.tenant.as_ref() };
        let scopes = scopes::reading(&self.graph);
        let interaction = Interaction::Redirect { return_to: "/setup", purpose: self.purpose.get() };
        let request = AuthorizeRequest { scopes: &scopes, account, claims: None, interaction };
        if let Ok((address, pending)) = self.client.begin(&request) {
            self.forget();
            let _left = redirect::leave(&address, &pending);
        }
    }

    /// Forgets the tokens here, tells the other tabs, and gives the address where the session at Microsoft ends.
    pub fn sign_out(&self) -> Option<Url> {
        let session = self.session.take()?;
        let address = session.sign_out().ok();
        tabs::tell_signed_out();
        address
    }

    /// Forgets the tokens of this tab.
    pub fn forget(&self) {
        if let Some(session) = self.session.take() {
            session.end();
        }
    }

    /// Gives the write scopes up (security.md TOK-09, design §8 "Secrets").
    pub fn narrow(&self) {
        if let Some(session) = self.session() {
            session.narrow(scopes::reading(&self.graph));
        }
    }

    /// The address at which an administrator can allow `scopes` for the whole tenant.
    #[must_use]
    pub fn admin_consent_url(&self, scopes: &[Scope]) -> Option<Url> {
        let all = scopes::reading_and(&self.graph, scopes.iter().map(|scope| scope.name()));
        let session = self.session();
        let tenant = session.as_ref().map(|session| session.account().tid.as_str());
        self.client.admin_consent_url(tenant, &all).ok()
    }

    /// One sign-in through a window.
    pub(super) async fn through(
        &self,
        mut popup: Popup,
        request: &AuthorizeRequest<'_>,
    ) -> Result<Session, AuthError> {
        let (address, pending) = self.client.begin(request)?;
        let channel = pending.channel().ok_or(AuthError::TimedOut)?;
        let fragment =
            match select(pin!(popup.answer(&address, channel)), BrowserClock.sleep(WINDOW_LIMIT)).await {
                Either::Left((received, _)) => received?,
                Either::Right(((), _)) => return Err(AuthError::TimedOut),
            };
        drop(popup);
        self.client.handle_response(&fragment, pending).await
    }

    /// The scopes that the session asked for, and these.
    pub(super) fn with(&self, session: &Session, scopes: &[Scope]) -> Vec<String> {
        let mut all = session.requested();
        let more = scopes::reading_and(&self.graph, scopes.iter().map(|scope| scope.name()));
        let added: Vec<_> = more.into_iter().filter(|scope| !all.contains(scope)).collect();
        all.extend(added);
        all
    }
}
