//! The question that stands while Microsoft wants the person, and the way from it through a window and back.

use super::desk::Desk;
use super::popup::Popup;
use super::redirect;
use crate::auth::{AccountChoice, AuthError, AuthorizeRequest, Claims, Interaction, Session, scopes};
use crate::net::Boxed;
use crate::setup::scope::Scope;
use crate::ui::access::Declined;
use crate::ui::address;
use futures_channel::oneshot;
use futures_util::FutureExt;
use futures_util::future::{Either, Shared, WeakShared, select};
use leptos::prelude::*;
use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;

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
pub(super) struct Wanted {
    pub(super) reason: Reason,
    pub(super) scopes: Vec<String>,
    pub(super) claims: Option<Claims>,
    /// Why getting it silently failed, where that is worth telling.
    pub(super) failed: Option<AuthError>,
}

/// An asking under way; whoever needs a token meanwhile waits for it.
type Asking = Boxed<'static, Result<(), Declined>>;

/// What is asked now, and who waits for the answer.
pub(super) struct Question {
    pub(super) asked: RwSignal<Option<Asked>>,
    answer: RefCell<Option<oneshot::Sender<Action>>>,
    asking: RefCell<Option<WeakShared<Asking>>>,
}

impl Default for Question {
    fn default() -> Self {
        Self { asked: RwSignal::new(None), answer: RefCell::default(), asking: RefCell::default() }
    }
}

impl Desk {
    /// The person goes on. To be called in the click itself: it opens the window.
    pub fn go_on(&self) {
        self.reply(Action::Continue(self.open_window()));
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
        if let Some(answer) = self.question.answer.take() {
            // Nobody waits any more where the question is gone.
            drop(answer.send(action));
        }
    }

    /// The next thing the person does.
    async fn action(&self) -> Action {
        let (sender, receiver) = oneshot::channel();
        self.question.answer.replace(Some(sender));
        receiver.await.unwrap_or(Action::Cancel)
    }

    /// Asks the person, or waits for the question that stands already.
    pub(super) async fn ask(self: Rc<Self>, wanted: Wanted, opened: Option<Popup>) -> Result<(), Declined> {
        let running = self.question.asking.borrow().as_ref().and_then(WeakShared::upgrade);
        let asking: Shared<Asking> = match running.filter(|asking| asking.peek().is_none()) {
            Some(running) => running,
            None => {
                let desk = Rc::clone(&self);
                let asking: Asking = Box::pin(async move { desk.stand(wanted, opened).await });
                let asking = asking.shared();
                self.question.asking.replace(asking.downgrade());
                asking
            }
        };
        asking.await
    }

    async fn stand(&self, wanted: Wanted, mut opened: Option<Popup>) -> Result<(), Declined> {
        // However it ends, also when nobody waits for the answer any more, the question goes.
        let _gone = Cleared(self.question.asked);
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
        self.question.asked.try_set(Some(Asked { reason: reason.clone(), stage }));
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
}

/// Takes the question away when it is dropped.
struct Cleared(RwSignal<Option<Asked>>);

impl Drop for Cleared {
    fn drop(&mut self) {
        self.0.try_set(None);
    }
}
