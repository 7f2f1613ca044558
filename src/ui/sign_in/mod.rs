//! Signing in, as the page does it: the first time by leaving for Microsoft and coming back; later, for more permissions or because
//! Microsoft asks again, in a window, so that nothing typed is lost (design §5).

mod popup;
mod redirect;
mod tabs;
mod tokens;

pub use popup::Popup;
pub use redirect::{Returned, go_to, page, returned};
pub use tabs::watch as watch_tabs;
pub use tokens::SessionTokens;

pub use super::idle::watch_age;

use super::access::{Access, Declined};
use super::address;
use crate::auth::{
    AccountChoice, AuthError, AuthorizeRequest, Claims, ErrorClass, Interaction, PublicClientApplication,
    Purpose, Session, SilentRequest, scopes,
};
use crate::config::{BaseUrl, Tenant};
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::Clock;
use crate::net::{Boxed, TransportError};
use crate::setup::scope::Scope;
use crate::setup::visit::Permissions;
use futures_channel::oneshot;
use futures_util::FutureExt;
use futures_util::future::{Either, Shared, WeakShared, select};
use leptos::prelude::*;
use popup::Answer;
use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// How long a sign-in window is waited for (security.md AUTH-09).
const WINDOW_LIMIT: Duration = Duration::from_mins(5);

/// Why the person is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A change needs these scopes.
    MoreScopes(Vec<Scope>),
    /// The session is over.
    SessionOver,
    /// Graph wants a stronger or newer sign-in (security.md AUTH-15).
    Challenge,
}

/// How far the asking is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The person has to begin: no sign-in starts by itself (security.md AUTH-24).
    Ready,
    /// The window is open.
    Waiting,
    /// The browser opened no window.
    Blocked,
    /// It did not succeed.
    Failed(AuthError),
}

/// What the person is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Why.
    pub reason: Reason,
    /// How far it is.
    pub stage: Stage,
}

/// What the person answers.
enum Action {
    /// Go on, in this window if the browser opened one.
    Continue(Option<Popup>),
    /// Go on in this tab: what was typed is lost.
    Leave,
    /// No.
    Cancel,
}

/// What a sign-in is to bring.
#[derive(Clone)]
struct Wanted {
    reason: Reason,
    scopes: Vec<String>,
    claims: Option<Claims>,
    /// Why getting it silently failed, where that is worth telling.
    failed: Option<AuthError>,
}

/// Who is asked to sign in at first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The account that the person typed.
    pub login_hint: Option<String>,
    /// The tenant that the person chose.
    pub tenant: Option<Tenant>,
}

/// An asking under way; whoever needs a token meanwhile waits for it.
type Asking = Boxed<'static, Result<(), Declined>>;

/// The page's sign-in: one client, one session, one question at a time (security.md AUTH-11).
pub struct Desk {
    client: PublicClientApplication,
    graph: BaseUrl,
    session: RefCell<Option<Rc<Session>>>,
    purpose: Cell<Purpose>,
    asked: RwSignal<Option<Asked>>,
    answer: RefCell<Option<oneshot::Sender<Action>>>,
    asking: RefCell<Option<WeakShared<Asking>>>,
}

impl Desk {
    /// A desk of `client` for Graph at `graph`.
    #[must_use]
    pub fn new(client: PublicClientApplication, graph: BaseUrl) -> Self {
        Self {
            client,
            graph,
            session: RefCell::default(),
            purpose: Cell::default(),
            asked: RwSignal::new(None),
            answer: RefCell::default(),
            asking: RefCell::default(),
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
        self.asked
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

    /// Leaves for the first sign-in; in a window where the browser keeps nothing for the way back.
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
        let return_to = ["/setup", &address::search()].concat();
        let interaction = Interaction::Redirect { return_to: &return_to, purpose };
        let request = AuthorizeRequest { scopes: &scopes, account, claims: None, interaction };
        let (address, pending) = self.client.begin(&request)?;
        if redirect::leave(&address, &pending) {
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

    /// The person goes on. To be called in the click itself: it opens the window.
    pub fn go_on(&self) {
        self.reply(Action::Continue(Popup::open()));
    }

    /// The person goes on in this tab.
    pub fn leave(&self) {
        self.reply(Action::Leave);
    }

    /// The person does not go on.
    pub fn cancel(&self) {
        self.reply(Action::Cancel);
    }

    fn reply(&self, action: Action) {
        if let Some(answer) = self.answer.take() {
            // Nobody waits any more where the question is gone.
            drop(answer.send(action));
        }
    }

    /// The next thing the person does.
    async fn action(&self) -> Action {
        let (sender, receiver) = oneshot::channel();
        self.answer.replace(Some(sender));
        receiver.await.unwrap_or(Action::Cancel)
    }

    /// Asks the person, or waits for the question that stands already.
    async fn ask(self: Rc<Self>, wanted: Wanted, opened: Option<Popup>) -> Result<(), Declined> {
        let running = self.asking.borrow().as_ref().and_then(WeakShared::upgrade);
        let asking: Shared<Asking> = match running.filter(|asking| asking.peek().is_none()) {
            Some(running) => running,
            None => {
                let desk = Rc::clone(&self);
                let asking: Asking = Box::pin(async move { desk.question(wanted, opened).await });
                let asking = asking.shared();
                self.asking.replace(asking.downgrade());
                asking
            }
        };
        asking.await
    }

    async fn question(&self, wanted: Wanted, mut opened: Option<Popup>) -> Result<(), Declined> {
        // However it ends, also when nobody waits for the answer any more, the question goes.
        let _gone = Cleared(self.asked);
        let mut stage = match (&wanted.failed, &wanted.reason) {
            (Some(error), _) => Stage::Failed(error.clone()),
            (None, Reason::MoreScopes(_)) if opened.is_none() => Stage::Blocked,
            _ => Stage::Ready,
        };
        loop {
            let Some(popup) = opened.take() else {
                self.show(&wanted.reason, stage.clone());
                match self.action().await {
                    Action::Continue(None) => stage = Stage::Blocked,
                    Action::Continue(popup) => opened = popup,
                    Action::Leave => self.leave_for(&wanted).await,
                    Action::Cancel => return Err(Declined),
                }
                continue;
            };
            self.show(&wanted.reason, Stage::Waiting);
            let signing_in = pin!(self.again(popup, &wanted));
            let action = pin!(self.action());
            match select(signing_in, action).await {
                Either::Left((Ok(()), _)) => return Ok(()),
                Either::Left((Err(error), _)) => stage = Stage::Failed(error),
                Either::Right((Action::Continue(popup), _)) => {
                    stage = Stage::Blocked;
                    opened = popup;
                }
                Either::Right((Action::Leave, _)) => self.leave_for(&wanted).await,
                Either::Right((Action::Cancel, _)) => return Err(Declined),
            }
        }
    }

    fn show(&self, reason: &Reason, stage: Stage) {
        self.asked.try_set(Some(Asked { reason: reason.clone(), stage }));
    }

    /// Signs in again with the same account, in a window, and goes on with its tokens.
    async fn again(&self, popup: Popup, wanted: &Wanted) -> Result<(), AuthError> {
        let session = self.session().ok_or(AuthError::SignedOut)?;
        let newer = self.through(popup, &self.request(&session, wanted, Interaction::Popup)).await?;
        let held = newer.scopes();
        session.adopt(newer)?;
        let needed: Vec<_> =
            wanted.scopes.iter().map(String::as_str).filter(|scope| scope.contains('/')).collect();
        let missing: Vec<_> = scopes::missing(&held, &needed).into_iter().map(str::to_owned).collect();
        match wanted.reason {
            Reason::MoreScopes(_) if !missing.is_empty() => Err(AuthError::ScopesMissing(missing)),
            _ => Ok(()),
        }
    }

    fn request<'a>(
        &self,
        session: &'a Session,
        wanted: &'a Wanted,
        interaction: Interaction<'a>,
    ) -> AuthorizeRequest<'a> {
        let account = AccountChoice::Same(session.account());
        AuthorizeRequest { scopes: &wanted.scopes, account, claims: wanted.claims.as_ref(), interaction }
    }

    /// Leaves this tab for the sign-in and comes back to this place.
    async fn leave_for(&self, wanted: &Wanted) {
        let Some(session) = self.session() else { return };
        let return_to = ["/setup", &address::search()].concat();
        let interaction = Interaction::Redirect { return_to: &return_to, purpose: self.purpose.get() };
        if let Ok((address, pending)) = self.client.begin(&self.request(&session, wanted, interaction))
            && redirect::leave(&address, &pending)
        {
            std::future::pending::<()>().await;
        }
    }

    /// One sign-in through a window.
    async fn through(&self, popup: Popup, request: &AuthorizeRequest<'_>) -> Result<Session, AuthError> {
        let (address, pending) = self.client.begin(request)?;
        let mut answer = pending.channel().and_then(Answer::listen).ok_or(AuthError::TimedOut)?;
        popup.go_to(&address);
        let received = match select(pin!(answer.receive()), BrowserClock.sleep(WINDOW_LIMIT)).await {
            Either::Left((received, _)) => received,
            Either::Right(((), _)) => None,
        };
        let fragment = received.ok_or(AuthError::TimedOut)?;
        drop(popup);
        self.client.handle_response(&fragment, pending).await
    }

    /// The scopes that the session asked for, and these.
    fn with(&self, session: &Session, scopes: &[Scope]) -> Vec<String> {
        let mut all = session.requested();
        let more = scopes::reading_and(&self.graph, scopes.iter().map(|scope| scope.name()));
        let added: Vec<_> = more.into_iter().filter(|scope| !all.contains(scope)).collect();
        all.extend(added);
        all
    }
}

/// Takes the question away when it is dropped.
struct Cleared(RwSignal<Option<Asked>>);

impl Drop for Cleared {
    fn drop(&mut self) {
        self.0.try_set(None);
    }
}

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
            let popup = if failed.is_none() { Popup::open() } else { None };
            let wanted = Wanted { reason: Reason::MoreScopes(scopes), scopes: names, claims: None, failed };
            desk.ask(wanted, popup).await
        })
    }
}
