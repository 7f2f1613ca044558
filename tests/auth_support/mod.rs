//! An authority that answers as it is told and remembers what it was asked.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test file uses a part of this; a test that cannot be set up must stop"
)]

use assistant::auth::{
    AccountChoice, AuthError, Authority, AuthorizeRequest, Configuration, Interaction, IssuerParameter,
    PendingSignIn, PublicClientApplication, Purpose, Session, scopes,
};
use assistant::config::{BaseUrl, Tenant};
use assistant::net::clock::{Clock, Sequence};
use assistant::net::{Boxed, Request, Sending, Transport, TransportError};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use futures_executor::block_on;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use std::task::Poll;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use url::Url;

pub const SERVER: &str = "https://login.microsoftonline.com";
pub const CLIENT: &str = "11111111-2222-3333-4444-555555555555";
pub const TID: &str = "aaaaaaaa-1111-2222-3333-bbbbbbbbbbbb";
pub const OID: &str = "cccccccc-1111-2222-3333-dddddddddddd";
pub const NOW: u64 = 1_800_000_000;
/// Texts that must never be seen in anything that is printed.
pub const CANARIES: [&str; 5] =
    ["canary-access", "canary-refresh", "canary-code", "canary-description", "canary-body"];

type Answer = Result<http::Response<Vec<u8>>, TransportError>;

#[derive(Default)]
pub struct FakeAuthority {
    answers: RefCell<VecDeque<Answer>>,
    pub requests: RefCell<Vec<BTreeMap<String, String>>>,
    pub addresses: RefCell<Vec<String>>,
}

impl FakeAuthority {
    pub fn will(&self, status: u16, body: &Value) {
        self.will_answer(
            http::Response::builder().status(status).body(body.to_string().into_bytes()).unwrap(),
        );
    }

    pub fn will_answer(&self, response: http::Response<Vec<u8>>) {
        self.answers.borrow_mut().push_back(Ok(response));
    }

    pub fn will_fail(&self, error: TransportError) {
        self.answers.borrow_mut().push_back(Err(error));
    }

    pub fn hits(&self) -> usize {
        self.requests.borrow().len()
    }
}

impl Transport for FakeAuthority {
    fn send(&self, request: Request) -> Sending<'_> {
        self.addresses
            .borrow_mut()
            .push([request.method().as_str(), " ", &request.uri().to_string()].concat());
        let form = url::form_urlencoded::parse(request.body()).into_owned().collect();
        self.requests.borrow_mut().push(form);
        Box::pin(async move {
            // Long enough under way that others can join, leave or sign out meanwhile.
            let mut polls = 0;
            std::future::poll_fn(|context| {
                polls += 1;
                if polls > 4 {
                    return Poll::Ready(());
                }
                context.waker().wake_by_ref();
                Poll::Pending
            })
            .await;
            self.answers.borrow_mut().pop_front().unwrap_or_else(|| panic!("an answer is prepared"))
        })
    }
}

/// A clock that people set.
pub struct WallClock(Cell<SystemTime>);

impl WallClock {
    pub fn advance(&self, duration: Duration) {
        self.0.set(self.0.get() + duration);
    }

    pub fn set_back(&self, duration: Duration) {
        self.0.set(self.0.get() - duration);
    }
}

impl Clock for WallClock {
    fn now(&self) -> SystemTime {
        self.0.get()
    }

    fn sleep(&self, duration: Duration) -> Boxed<'_, ()> {
        Box::pin(async move { self.advance(duration) })
    }
}

/// An application, its authority and its clock.
pub struct Desk {
    pub app: PublicClientApplication,
    pub authority: Rc<FakeAuthority>,
    pub clock: Rc<WallClock>,
}

impl Desk {
    pub fn new() -> Self {
        Self::with(IssuerParameter::Optional, Tenant::Organizations)
    }

    pub fn with(issuer_parameter: IssuerParameter, tenant: Tenant) -> Self {
        let authority = Rc::new(FakeAuthority::default());
        let clock = Rc::new(WallClock(Cell::new(UNIX_EPOCH + Duration::from_secs(NOW))));
        let configuration = Configuration {
            client_id: CLIENT.to_owned(),
            authority: Authority::new(BaseUrl::parse(SERVER).unwrap(), tenant),
            redirect_uri: Url::parse("https://setup.example.com/base/auth.html").unwrap(),
            issuer_parameter,
        };
        let app = PublicClientApplication::new(
            configuration,
            authority.clone(),
            Rc::clone(&clock) as Rc<dyn Clock>,
            Rc::new(Sequence::new(7)),
        );
        Self { app, authority, clock }
    }

    pub fn begin(&self) -> Started {
        self.begin_by(Interaction::Redirect { return_to: "/setup?step=mapping", purpose: Purpose::Change })
    }

    pub fn begin_by(&self, interaction: Interaction<'_>) -> Started {
        let scopes = reading();
        let account = AccountChoice::Select { tenant: None };
        let request = AuthorizeRequest { scopes: &scopes, account, claims: None, interaction };
        let (url, pending) = self.app.begin(&request).unwrap();
        Started { query: query(&url), url, pending }
    }

    /// A sign-in whose token answer is `answer`, given the nonce.
    pub fn redeem(&self, answer: impl FnOnce(&str) -> Value) -> Result<Session, AuthError> {
        let started = self.begin();
        self.authority.will(200, &answer(&started.query["nonce"]));
        let fragment = started.fragment();
        block_on(self.app.handle_response(&fragment, started.pending))
    }

    pub fn sign_in(&self) -> Session {
        self.redeem(|nonce| tokens(&claims(nonce))).unwrap_or_else(|error| panic!("{error}"))
    }
}

/// A sign-in under way.
pub struct Started {
    pub url: Url,
    pub query: BTreeMap<String, String>,
    pub pending: PendingSignIn,
}

impl Started {
    /// The fragment of a successful answer.
    pub fn fragment(&self) -> String {
        ["code=canary-code&session_state=x&state=", &self.query["state"]].concat()
    }
}

pub fn graph() -> BaseUrl {
    BaseUrl::parse("https://graph.microsoft.com").unwrap()
}

pub fn reading() -> Vec<String> {
    scopes::reading(&graph())
}

pub fn query(url: &Url) -> BTreeMap<String, String> {
    url.query_pairs().into_owned().collect()
}

/// The claims of a good ID token.
pub fn claims(nonce: &str) -> Value {
    json!({
        "aud": CLIENT, "iss": format!("{SERVER}/{TID}/v2.0"), "iat": NOW - 300, "nbf": NOW - 300, "exp": NOW + 3600,
        "nonce": nonce, "sub": "subject", "tid": TID, "oid": OID, "ver": "2.0",
        "name": "Ada Admin", "preferred_username": "ada@contoso.example",
    })
}

pub fn id_token(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    [&part(header), ".", &part(claims), ".c2lnbmF0dXJl"].concat()
}

/// A good token answer with this ID token.
pub fn tokens(claims: &Value) -> Value {
    json!({
        "token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "client_info": "e30",
        "scope": "openid profile https://graph.microsoft.com/User.Read",
        "access_token": "canary-access", "refresh_token": "canary-refresh",
        "id_token": id_token(&json!({ "alg": "RS256", "typ": "JWT", "kid": "k" }), claims),
    })
}

/// The error of something that must fail.
pub fn refused<T>(result: Result<T, AuthError>) -> AuthError {
    result.err().unwrap_or_else(|| panic!("it must be refused"))
}
