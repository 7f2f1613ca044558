//! A signed-in session: the only place where tokens are (security.md TOK-01).

use super::account::Account;
use super::authority::Authority;
use super::error::AuthError;
use super::id_token::{self, Expected, Identity};
use super::secret::Secret;
use super::token::{self, Grant};
use crate::net::clock::Clock;
use crate::net::{Boxed, Transport};
use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, SystemTime};
use url::Url;

/// A token is used only while it has this long to live (security.md AUTH-12, AUTH-14).
const MARGIN: Duration = Duration::from_mins(5);
/// How long refresh tokens of single-page applications live, however often they are renewed (security.md AUTH-14).
const REFRESH_LIFETIME: Duration = Duration::from_hours(24);
/// A token this young is not renewed again: it was renewed for a request that failed at the same time.
const JUST_RENEWED: Duration = Duration::from_secs(10);

/// Our registration at the account's own tenant.
pub(super) struct Registration {
    pub(super) authority: Authority,
    pub(super) client_id: String,
    pub(super) redirect_uri: Url,
}

/// A signed-in account and its tokens, in memory only.
pub struct Session(Rc<Inner>);

struct Inner {
    registration: Registration,
    transport: Rc<dyn Transport>,
    clock: Rc<dyn Clock>,
    identity: Identity,
    since: SystemTime,
    state: RefCell<State>,
    renewal: RefCell<Option<WeakShared<Renewal>>>,
}

/// Replaces the tokens in [`Inner`]. Callers share it; when all have gone it stops.
type Renewal = Boxed<'static, Result<(), AuthError>>;

enum State {
    SignedIn(Tokens),
    /// Tokens are gone, for this reason.
    Over(AuthError),
}

struct Tokens {
    access: Rc<Secret>,
    refresh: Option<Rc<Secret>>,
    scopes: Vec<String>,
    received: SystemTime,
    expires: SystemTime,
    /// Until when the authority wants no request.
    wait_until: Option<SystemTime>,
}

impl Tokens {
    /// Whether the access token may be used. A clock that was set back says nothing about its age, so it is not
    /// used then (security.md AUTH-16).
    fn is_fresh(&self, now: SystemTime) -> bool {
        now >= self.received && now + MARGIN <= self.expires
    }

    fn is_new(&self, now: SystemTime) -> bool {
        now.duration_since(self.received).is_ok_and(|age| age < JUST_RENEWED)
    }
}

impl Session {
    pub(super) fn new(
        registration: Registration,
        (transport, clock): (Rc<dyn Transport>, Rc<dyn Clock>),
        identity: Identity,
        grant: Grant,
        requested: Vec<String>,
    ) -> Self {
        let since = clock.now();
        let tokens = Tokens::new(grant, since, None, requested);
        Self(Rc::new(Inner {
            registration,
            transport,
            clock,
            identity,
            since,
            state: RefCell::new(State::SignedIn(tokens)),
            renewal: RefCell::new(None),
        }))
    }

    /// Who is signed in.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.0.identity.account
    }

    /// The scopes that were granted; none once the session is over.
    #[must_use]
    pub fn scopes(&self) -> Vec<String> {
        match &*self.0.state.borrow() {
            State::SignedIn(tokens) => tokens.scopes.clone(),
            State::Over(_) => Vec::new(),
        }
    }

    /// An access token with at least five minutes to live, renewed silently where needed; `renew` after it was
    /// refused. However many ask at once, one request is sent (security.md AUTH-12).
    ///
    /// # Errors
    /// Why there is none. If [`AuthError::class`] is interaction, the session is over and a new sign-in with the
    /// same account goes on where this one stopped (security.md AUTH-14).
    pub fn access_token(&self, renew: bool) -> Boxed<'_, Result<Rc<Secret>, AuthError>> {
        Box::pin(async move {
            let now = self.0.clock.now();
            if let Some(token) =
                self.0.current(|tokens| tokens.is_fresh(now) && (!renew || tokens.is_new(now)))?
            {
                return Ok(token);
            }
            self.renewal().await?;
            self.0.current(|_| true)?.ok_or(AuthError::SignedOut)
        })
    }

    /// Forgets the tokens, then gives the address where the session at Microsoft ends (security.md AUTH-23).
    /// Forgetting works offline.
    ///
    /// # Errors
    /// [`AuthError::UntrustedAuthority`] if the authority makes no address; the tokens are gone all the same.
    pub fn sign_out(&self) -> Result<Url, AuthError> {
        self.0.end(AuthError::SignedOut);
        let Inner { registration, identity, .. } = &*self.0;
        let mut url = registration.authority.endpoint("logout")?;
        url.query_pairs_mut()
            .append_pair("post_logout_redirect_uri", registration.redirect_uri.as_str())
            .append_pair("logout_hint", identity.login_hint.as_ref().unwrap_or(&identity.account.username));
        Ok(url)
    }

    /// The renewal under way, or a new one.
    fn renewal(&self) -> Shared<Renewal> {
        let mut slot = self.0.renewal.borrow_mut();
        if let Some(running) = slot.as_ref().and_then(WeakShared::upgrade).filter(|it| it.peek().is_none()) {
            return running;
        }
        let inner = Rc::clone(&self.0);
        let future: Renewal = Box::pin(async move { inner.renew().await });
        let shared = future.shared();
        *slot = shared.downgrade();
        shared
    }
}

impl Inner {
    /// The access token if `usable`, or why there are none any more.
    fn current(&self, usable: impl Fn(&Tokens) -> bool) -> Result<Option<Rc<Secret>>, AuthError> {
        match &*self.state.borrow() {
            State::SignedIn(tokens) => Ok(usable(tokens).then(|| Rc::clone(&tokens.access))),
            State::Over(error) => Err(error.clone()),
        }
    }

    fn end(&self, why: AuthError) {
        self.state.replace(State::Over(why));
    }

    async fn renew(&self) -> Result<(), AuthError> {
        let (refresh, scopes) = match self.renewable() {
            Err(AuthError::NoTokensFound) => {
                self.end(AuthError::NoTokensFound);
                return Err(AuthError::NoTokensFound);
            }
            renewable => renewable?,
        };
        let Registration { authority, client_id, redirect_uri } = &self.registration;
        let client = token::client(client_id, redirect_uri, authority)?;
        let result = token::refresh(&client, &*self.transport, &refresh, &scopes).await;
        let now = self.clock.now();
        // Signed out meanwhile: what came is dropped.
        self.current(|_| true)?;
        match result {
            Ok(grant) => {
                if let Some(token) = &grant.id {
                    self.check_identity(token.expose(), now).inspect_err(|why| self.end(why.clone()))?;
                }
                self.state.replace(State::SignedIn(Tokens::new(grant, now, Some(refresh), scopes)));
                Ok(())
            }
            Err(refusal) => {
                if matches!(&refusal.error, AuthError::Server(server) if server.needs_interaction()) {
                    self.end(refusal.error.clone());
                } else if let (Some(wait), State::SignedIn(tokens)) =
                    (refusal.wait, &mut *self.state.borrow_mut())
                {
                    tokens.wait_until = Some(now + wait);
                }
                Err(refusal.error)
            }
        }
    }

    /// The refresh token and the scopes it is for.
    fn renewable(&self) -> Result<(Rc<Secret>, Vec<String>), AuthError> {
        let now = self.clock.now();
        match &*self.state.borrow() {
            State::Over(error) => Err(error.clone()),
            State::SignedIn(tokens) => {
                if let Some(until) = tokens.wait_until.filter(|until| now < *until) {
                    return Err(AuthError::Throttled { until });
                }
                let alive = now + MARGIN <= self.since + REFRESH_LIFETIME;
                let refresh = tokens.refresh.as_ref().filter(|_| alive).ok_or(AuthError::NoTokensFound)?;
                Ok((Rc::clone(refresh), tokens.scopes.clone()))
            }
        }
    }

    /// Refuses tokens of anybody else (security.md AUTH-18).
    fn check_identity(&self, token: &str, now: SystemTime) -> Result<(), AuthError> {
        let Registration { authority, client_id, .. } = &self.registration;
        let identity = id_token::check(token, &Expected { authority, client_id, nonce: None, now })?;
        let same = identity.account.is(&self.identity.account) && identity.sub == self.identity.sub;
        if same { Ok(()) } else { Err(AuthError::AccountMismatch) }
    }
}

impl Tokens {
    /// The tokens of `grant`; what it leaves out stays as it was.
    fn new(grant: Grant, now: SystemTime, refresh: Option<Rc<Secret>>, scopes: Vec<String>) -> Self {
        Self {
            access: Rc::new(grant.access),
            refresh: grant.refresh.map(Rc::new).or(refresh),
            scopes: grant.scopes.unwrap_or(scopes),
            received: now,
            expires: now.checked_add(grant.lifetime).unwrap_or(now),
            wait_until: None,
        }
    }
}
