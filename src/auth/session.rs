//! A signed-in session: the only place where tokens are (security.md TOK-01).

use super::account::Account;
use super::authority::Authority;
use super::error::AuthError;
use super::id_token::{self, Expected, Identity};
use super::scopes;
use super::secret::Secret;
use super::token::{self, Grant};
use crate::net::clock::Clock;
use crate::net::{Boxed, Transport};
use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, SystemTime};
use url::Url;

/// A token is used only while it has this long to live (security.md AUTH-12, AUTH-14).
const MARGIN: Duration = Duration::from_mins(5);
/// How long refresh tokens of single-page applications live, however often they are renewed (security.md AUTH-14).
const REFRESH_LIFETIME: Duration = Duration::from_hours(24);

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
    /// When the person signed in last.
    since: Cell<SystemTime>,
    state: RefCell<State>,
    /// The scopes that were asked for last; they outlive the tokens, so that a new sign-in can ask for the same.
    requested: RefCell<Vec<String>>,
    renewal: RefCell<Option<Running>>,
}

/// Replaces the tokens in [`Inner`]. Callers share it; when all have gone it stops.
type Renewal = Boxed<'static, Result<(), AuthError>>;

/// A renewal under way, and the scopes it asks for.
struct Running {
    scopes: Vec<String>,
    renewal: WeakShared<Renewal>,
}

/// What a caller needs of a token: MSAL's `SilentRequest`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SilentRequest<'a> {
    /// The scopes that it must have, as [`super::scopes::reading_and`] writes them; none: as the session has them.
    pub scopes: &'a [String],
    /// A token that was refused, and must not be given again. Whoever was refused at the same time gets the one that replaced
    /// it: MSAL's `forceRefresh`, once for all of them.
    pub refused: Option<&'a Secret>,
}

enum State {
    SignedIn(Tokens),
    /// Tokens are gone, for this reason.
    Over(AuthError),
}

struct Tokens {
    access: Rc<Secret>,
    refresh: Option<Rc<Secret>>,
    granted: Vec<String>,
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

    /// Those of `scopes` that were not granted. Those of OpenID Connect are not compared: answers leave them out.
    fn missing(&self, scopes: &[String]) -> Vec<String> {
        let of_a_resource: Vec<_> =
            scopes.iter().map(String::as_str).filter(|scope| scope.contains('/')).collect();
        scopes::missing(&self.granted, &of_a_resource).into_iter().map(str::to_owned).collect()
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
        let tokens = Tokens::new(grant, since, None, &requested);
        Self(Rc::new(Inner {
            registration,
            transport,
            clock,
            identity,
            since: Cell::new(since),
            state: RefCell::new(State::SignedIn(tokens)),
            requested: RefCell::new(requested),
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
            State::SignedIn(tokens) => tokens.granted.clone(),
            State::Over(_) => Vec::new(),
        }
    }

    /// The scopes that were asked for last, also once the session is over.
    #[must_use]
    pub fn requested(&self) -> Vec<String> {
        self.0.requested.borrow().clone()
    }

    /// An access token with at least five minutes to live that has the scopes asked for, renewed silently where needed.
    /// However many ask for the same at once, one request is sent (security.md AUTH-12).
    ///
    /// # Errors
    /// Why there is none. If [`AuthError::class`] is interaction, a new sign-in with the same account goes on where this
    /// one stopped (security.md AUTH-14). A session that is refused more scopes than it has goes on with those it has.
    pub fn acquire_token_silent(
        &self,
        request: SilentRequest<'_>,
    ) -> Boxed<'_, Result<Rc<Secret>, AuthError>> {
        let wanted = request.scopes.to_vec();
        let refused = request.refused.map(|token| Secret::new(token.expose().to_owned()));
        Box::pin(async move {
            loop {
                let now = self.0.clock.now();
                let usable = |tokens: &Tokens| {
                    tokens.is_fresh(now)
                        && refused.as_ref().is_none_or(|token| token.expose() != tokens.access.expose())
                        && tokens.missing(&wanted).is_empty()
                };
                if let Some(token) = self.0.current(usable)? {
                    return Ok(token);
                }
                let asked = self.0.with(&wanted);
                let (renewal, is_ours) = self.renewal(asked);
                let result = renewal.await;
                if is_ours {
                    result?;
                    let missing = self.0.missing(&wanted)?;
                    if !missing.is_empty() {
                        return Err(AuthError::ScopesMissing(missing));
                    }
                    return self.0.current(|_| true)?.ok_or(AuthError::SignedOut);
                }
            }
        })
    }

    /// Goes on with the tokens of a newer sign-in of the same account: more scopes, an answered challenge, or a new day.
    ///
    /// # Errors
    /// [`AuthError::AccountMismatch`] when it is another account; then nothing has changed.
    pub fn adopt(&self, newer: Self) -> Result<(), AuthError> {
        let (own, other) = (&self.0.identity, &newer.0.identity);
        if !own.account.is(&other.account) || own.sub != other.sub {
            return Err(AuthError::AccountMismatch);
        }
        self.0.since.set(newer.0.since.get());
        self.0.requested.replace(newer.requested());
        self.0.state.replace(newer.0.state.replace(State::Over(AuthError::SignedOut)));
        Ok(())
    }

    /// Gives up every scope but `scopes`: the next token is asked for with these alone (security.md TOK-09).
    pub fn narrow(&self, scopes: Vec<String>) {
        if let State::SignedIn(tokens) = &mut *self.0.state.borrow_mut() {
            tokens.granted.retain(|held| scopes::missing(&scopes, &[held.as_str()]).is_empty());
            tokens.expires = tokens.received;
        }
        self.0.requested.replace(scopes);
    }

    /// Forgets the tokens, for this reason.
    pub fn end(&self) {
        self.0.end(AuthError::SignedOut);
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
            .append_pair("state", super::SIGNED_OUT)
            .append_pair("logout_hint", identity.login_hint.as_ref().unwrap_or(&identity.account.username));
        Ok(url)
    }

    /// The renewal under way, and whether it asks for `scopes`; or a new one that does.
    fn renewal(&self, scopes: Vec<String>) -> (Shared<Renewal>, bool) {
        let mut slot = self.0.renewal.borrow_mut();
        if let Some(running) = slot.as_ref()
            && let Some(renewal) = running.renewal.upgrade().filter(|it| it.peek().is_none())
        {
            return (renewal, running.scopes == scopes);
        }
        let (inner, asked) = (Rc::clone(&self.0), scopes.clone());
        let future: Renewal = Box::pin(async move { inner.renew(asked).await });
        let shared = future.shared();
        *slot = shared.downgrade().map(|renewal| Running { scopes, renewal });
        (shared, true)
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

    /// The scopes that the session asked for and was granted, and `wanted`. One that was refused would refuse the renewal.
    fn with(&self, wanted: &[String]) -> Vec<String> {
        let mut all = self.requested.borrow().clone();
        if let State::SignedIn(tokens) = &*self.state.borrow() {
            let refused = tokens.missing(&all);
            all.retain(|scope| !refused.contains(scope));
        }
        let added: Vec<_> = wanted.iter().filter(|scope| !all.contains(scope)).cloned().collect();
        all.extend(added);
        all
    }

    fn missing(&self, wanted: &[String]) -> Result<Vec<String>, AuthError> {
        match &*self.state.borrow() {
            State::SignedIn(tokens) => Ok(tokens.missing(wanted)),
            State::Over(error) => Err(error.clone()),
        }
    }

    async fn renew(&self, scopes: Vec<String>) -> Result<(), AuthError> {
        let is_plain = scopes == self.with(&[]);
        let refresh = match self.renewable() {
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
                self.state.replace(State::SignedIn(Tokens::new(grant, now, Some(refresh), &scopes)));
                self.requested.replace(scopes);
                Ok(())
            }
            Err(refusal) => {
                let needs_a_person =
                    matches!(&refusal.error, AuthError::Server(server) if server.needs_interaction());
                if needs_a_person && is_plain {
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

    /// The refresh token, if it may be used now.
    fn renewable(&self) -> Result<Rc<Secret>, AuthError> {
        let now = self.clock.now();
        match &*self.state.borrow() {
            State::Over(error) => Err(error.clone()),
            State::SignedIn(tokens) => {
                if let Some(until) = tokens.wait_until.filter(|until| now < *until) {
                    return Err(AuthError::Throttled { until });
                }
                let alive = now + MARGIN <= self.since.get() + REFRESH_LIFETIME;
                let refresh = tokens.refresh.as_ref().filter(|_| alive).ok_or(AuthError::NoTokensFound)?;
                Ok(Rc::clone(refresh))
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
    fn new(grant: Grant, now: SystemTime, refresh: Option<Rc<Secret>>, requested: &[String]) -> Self {
        Self {
            access: Rc::new(grant.access),
            refresh: grant.refresh.map(Rc::new).or(refresh),
            granted: grant.scopes.unwrap_or_else(|| requested.to_vec()),
            received: now,
            expires: now.checked_add(grant.lifetime).unwrap_or(now),
            wait_until: None,
        }
    }
}
