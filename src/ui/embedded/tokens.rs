//! A host's access tokens. They are held in memory as long as Graph takes them, and never looked into (security.md EMB-07).

use super::host::Host;
use crate::auth::{Secret, scopes};
use crate::config::BaseUrl;
use crate::embed::{ErrorCode, TokenRequest};
use crate::graph::{AccessToken, TokenError, TokenNeed, Tokens};
use crate::net::Boxed;
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::Clock;
use crate::setup::scope::Scope;
use crate::setup::visit::Permissions;
use crate::ui::access::{Access, Declined};
use crate::ui::embedded::host::Event;
use futures_util::FutureExt;
use futures_util::future::{Either, Shared, WeakShared, select};
use leptos::prelude::*;
use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

/// How long a host may take (M14).
const PATIENCE: Duration = Duration::from_secs(60);

/// How the host's tokens stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenState {
    /// There is one, or none was needed yet.
    #[default]
    Fine,
    /// The host is asked.
    Asked,
    /// The host gave none.
    None,
    /// It gave none in time.
    Late,
    /// It gave the one again that Graph had refused.
    Refused,
}

type Asking = Boxed<'static, Option<AccessToken>>;

/// The host's tokens, one request at a time.
pub struct HostTokens {
    host: Rc<dyn Host>,
    graph: BaseUrl,
    /// The scopes beyond reading that were asked for.
    more: RefCell<Vec<Scope>>,
    current: RefCell<Option<AccessToken>>,
    asking: RefCell<Option<WeakShared<Asking>>>,
    state: RwSignal<TokenState>,
}

impl HostTokens {
    /// Tokens of `host` for Graph at `graph`.
    #[must_use]
    pub fn new(host: Rc<dyn Host>, graph: BaseUrl) -> Self {
        Self {
            host,
            graph,
            more: RefCell::default(),
            current: RefCell::default(),
            asking: RefCell::default(),
            state: RwSignal::new(TokenState::Fine),
        }
    }

    /// How they stand.
    #[must_use]
    pub fn state(&self) -> RwSignal<TokenState> {
        self.state
    }

    /// Forgets the token.
    pub fn forget(&self) {
        self.current.take();
    }

    async fn get(
        self: &Rc<Self>,
        refused: Option<&AccessToken>,
        claims: Option<&str>,
    ) -> Result<AccessToken, TokenError> {
        let same = |token: &AccessToken| refused.is_some_and(|refused| refused.secret() == token.secret());
        if let (Some(current), None) = (&*self.current.borrow(), claims)
            && !same(current)
        {
            return Ok(current.clone());
        }
        let running = self.asking.borrow().as_ref().and_then(WeakShared::upgrade);
        let asking: Shared<Asking> = match running.filter(|asking| asking.peek().is_none()) {
            Some(running) => running,
            None => {
                let request = self.request(refused.is_some(), claims);
                let asking = Rc::clone(self).ask(request).boxed_local().shared();
                self.asking.replace(asking.downgrade());
                asking
            }
        };
        let token = asking.await.ok_or(TokenError::Failed)?;
        if same(&token) {
            self.fails(TokenState::Refused);
            return Err(TokenError::Failed);
        }
        Ok(token)
    }

    fn request(&self, renew: bool, claims: Option<&str>) -> TokenRequest {
        let more = self.more.borrow().iter().map(|scope| scope.name()).collect::<Vec<_>>();
        let all = scopes::reading_and(&self.graph, more);
        // Those of OpenID Connect are the host's own affair.
        let scopes = all.into_iter().filter(|scope| scope.contains('/')).collect();
        TokenRequest { scopes, claims: claims.map(str::to_owned), renew }
    }

    async fn ask(self: Rc<Self>, request: TokenRequest) -> Option<AccessToken> {
        self.state.try_set(TokenState::Asked);
        let answer = self.host.token(request);
        let token: Option<Secret> = match select(pin!(answer), BrowserClock.sleep(PATIENCE)).await {
            Either::Left((token, _)) => token,
            Either::Right(((), _)) => {
                self.fails(TokenState::Late);
                return None;
            }
        };
        let Some(token) = token else {
            self.fails(TokenState::None);
            return None;
        };
        let token = AccessToken::new(token.expose().to_owned());
        self.current.replace(Some(token.clone()));
        self.state.try_set(TokenState::Fine);
        Some(token)
    }

    fn fails(&self, state: TokenState) {
        self.state.try_set(state);
        self.host.tell(Event::Error(ErrorCode::Token));
    }
}

/// A hold on the host's tokens, for the client.
pub struct Held(pub Rc<HostTokens>);

impl Tokens for Held {
    fn access_token<'s>(&'s self, need: TokenNeed<'s>) -> Boxed<'s, Result<AccessToken, TokenError>> {
        Box::pin(async move {
            match need {
                TokenNeed::Valid => self.0.get(None, None).await,
                TokenNeed::InsteadOf(token) => self.0.get(Some(token), None).await,
                TokenNeed::Answering { claims, refused } => self.0.get(Some(refused), Some(claims)).await,
            }
        })
    }
}

impl Access for Held {
    /// What was asked for: a host's token is not looked into. Graph says what is missing.
    fn scopes(&self) -> Option<Vec<Scope>> {
        let mut all: Vec<_> = scopes::READ.iter().filter_map(|name| Scope::from_name(name)).collect();
        all.extend(self.0.more.borrow().iter().copied());
        Some(all)
    }

    fn permissions(&self) -> Permissions {
        Permissions::AskedWhenNeeded
    }

    fn acquire(&self, scopes: &[Scope]) -> Boxed<'static, Result<(), Declined>> {
        let (tokens, scopes) = (Rc::clone(&self.0), scopes.to_vec());
        Box::pin(async move {
            let before = tokens.more.borrow().clone();
            tokens.more.borrow_mut().extend(scopes);
            tokens.forget();
            tokens.get(None, None).await.map(drop).map_err(|_| {
                tokens.more.replace(before);
                Declined
            })
        })
    }
}
