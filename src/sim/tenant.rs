//! The tenant from outside: requests in, replies out, and the hooks for tests.

use super::answer::{Answer, Body, Failure, Handled};
use super::call::Call;
use super::engine;
use super::engine::scim::{ScimGroup, ScimPerson};
use super::faults::{Aim, Faults, Mishap, Place, Token};
use super::given_schema::GivenSchema;
use super::knobs::{Fault, Knobs};
use super::query::Query;
use super::recorder::RecordedRequest;
use super::scenario::Scenario;
use super::state::{Caller, Organization, State};
use super::trouble::TakenRoles;
use super::vendor::Vendor;
use super::{authority, batch, build, cast, route, time};
use crate::net;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::Value;
use std::time::{Duration, SystemTime};

/// What comes back for a request.
#[derive(Debug)]
pub enum Reply {
    /// An answer, `latency` after the request.
    Answer {
        /// The answer.
        response: net::Response,
        /// How long it takes.
        latency: Duration,
    },
    /// The connection was lost.
    Cut {
        /// Whether the request took effect before.
        effect: bool,
    },
}

/// A simulated tenant.
#[derive(Debug)]
pub struct SimTenant {
    pub(crate) state: State,
    pub(crate) faults: Faults,
    /// The roles that were taken away for a while.
    pub(crate) taken: Option<TakenRoles>,
    recorder: Vec<RecordedRequest>,
}

/// One request, whether plain or an entry of a `$batch`.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    pub method: &'a Method,
    /// Path and query, from `/v1.0` on.
    pub target: &'a str,
    pub headers: &'a HeaderMap,
    pub body: &'a [u8],
    pub origin: &'a str,
    pub now: SystemTime,
    pub in_batch: bool,
}

/// How a request ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// `None`: the connection was lost.
    pub status: Option<u16>,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<Value>,
    pub latency: Duration,
    /// Whether the request reached its handler.
    pub effect: bool,
}

/// `Content-Type` of every JSON answer (graph-contract.md §8 rule 16).
const JSON: &str =
    "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

impl SimTenant {
    /// A tenant in the state of `scenario` at `now`, with [`super::DEMO_TOKEN`] signed in.
    #[must_use]
    pub fn new(scenario: Scenario, knobs: Knobs, now: SystemTime) -> Self {
        Self::of(Vendor::default(), scenario, knobs, now)
    }

    /// The same with what `vendor` calls its things.
    #[must_use]
    pub fn of(vendor: Vendor, scenario: Scenario, knobs: Knobs, now: SystemTime) -> Self {
        let faults = Faults::new(scenario, &knobs);
        Self { state: build::state(vendor, scenario, knobs, now), faults, taken: None, recorder: Vec::new() }
    }

    /// A tenant as in [`Scenario::DefaultMapping`], but for the schema of its job: connected, and not started.
    #[must_use]
    pub fn with_schema(vendor: Vendor, schema: GivenSchema, knobs: Knobs, now: SystemTime) -> Self {
        let mut tenant = Self::of(vendor, Scenario::DefaultMapping, knobs, now);
        if let Some(job) = tenant.state.applications.first_mut().and_then(|app| app.jobs.first_mut()) {
            job.schema = schema.into_value();
        }
        tenant
    }

    /// Registers a bearer token: its scopes and until when it is good. A token known already is replaced.
    pub fn issue_token(&mut self, token: &str, scopes: &[&str], expires: SystemTime) {
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        self.state.callers.insert(token.to_owned(), Caller { scopes, expires, challenged: false });
    }

    /// Says of a token known already that it was issued for a claims challenge.
    pub fn answer_challenge(&mut self, token: &str) {
        if let Some(caller) = self.state.callers.get_mut(token) {
            caller.challenged = true;
        }
    }

    /// Every token known ends.
    pub fn expire_tokens(&mut self) {
        for caller in self.state.callers.values_mut() {
            caller.expires = SystemTime::UNIX_EPOCH;
        }
    }

    /// Whether the token was ever known.
    #[must_use]
    pub fn knows(&self, token: &str) -> bool {
        self.state.callers.contains_key(token)
    }

    /// The scopes of a bearer token, as the token endpoint's answer would name them; empty for an unknown one.
    #[must_use]
    pub fn scopes_of(&self, token: &str) -> &[String] {
        self.state.callers.get(token).map_or(&[], |caller| caller.scopes.as_slice())
    }

    /// Answers one request that arrives at `now`. Only path and query of its address matter; links in answers
    /// begin with the origin it came to.
    pub fn handle(&mut self, request: &net::Request, now: SystemTime) -> Reply {
        let origin = origin(request);
        let target = request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        let outcome = self.answer(&Asked {
            method: request.method(),
            target,
            headers: request.headers(),
            body: request.body(),
            origin: &origin,
            now,
            in_batch: false,
        });
        let Some(status) = outcome.status else { return Reply::Cut { effect: outcome.effect } };
        let body = outcome.body.map_or_else(Vec::new, |body| body.to_string().into_bytes());
        let mut response = net::Response::new(body);
        if let Ok(status) = http::StatusCode::from_u16(status) {
            *response.status_mut() = status;
        }
        for (name, value) in outcome.headers {
            let hidden = match name {
                "Retry-After" => !self.state.knobs.retry_after_readable,
                "WWW-Authenticate" => !self.state.knobs.challenge_readable,
                _ => false,
            };
            if hidden {
                continue;
            }
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().insert(name, value);
            }
        }
        Reply::Answer { response, latency: outcome.latency }
    }

    /// Answers one request or one entry of a batch, and records it.
    pub(crate) fn answer(&mut self, asked: &Asked) -> Outcome {
        engine::advance(&mut self.state, asked.now);
        let envelope = asked.target.ends_with("/$batch");
        let write = *asked.method != Method::GET && !envelope;
        let token = match authority::caller(&self.state, asked.headers, asked.now) {
            Err(_) => Token::Bad,
            Ok(caller) if caller.challenged => Token::Proof,
            Ok(_) => Token::Plain,
        };
        let place = if envelope { Place::Envelope } else { Place::of(asked) };
        let mishap = self.faults.next(asked, write, place, token);
        let slow = if let Some(Mishap::Fault(Fault::Slow(time))) = mishap { time } else { Duration::ZERO };
        let (handled, effect) = match mishap {
            Some(Mishap::Challenge(claims)) => (Err(Failure::challenged(&claims)), false),
            Some(Mishap::Throttled(seconds)) => (Err(Failure::throttled(seconds)), false),
            Some(Mishap::Fault(Fault::Status(429))) => (Err(Failure::throttled(2)), false),
            Some(Mishap::Fault(Fault::Status(status))) => (Err(Failure::transient(status)), false),
            Some(Mishap::Fault(Fault::CutBefore)) => (Err(Failure::cut()), false),
            Some(Mishap::Fault(Fault::CutAfter)) => {
                // Whatever the answer was, it is lost.
                drop(self.dispatch(asked));
                (Err(Failure::cut()), true)
            }
            Some(Mishap::Fault(Fault::Slow(_))) | None => (self.dispatch(asked), true),
        };
        let mut outcome = self.outcome(asked, handled);
        outcome.latency += slow;
        outcome.effect = effect;
        self.recorder.push(RecordedRequest {
            method: asked.method.clone(),
            target: asked.target.to_owned(),
            status: outcome.status,
            body: write.then(|| asked.body.to_vec()),
            in_batch: asked.in_batch,
        });
        outcome
    }

    /// Checks the token, takes the request apart and lets its handler answer.
    fn dispatch(&mut self, asked: &Asked) -> Handled {
        let scopes = authority::caller(&self.state, asked.headers, asked.now)?.scopes.clone();
        let (path, query) = asked.target.split_once('?').unwrap_or((asked.target, ""));
        let Some(segments) = Call::segments(path) else {
            return Err(Failure::new(404, "UnknownError", "Invalid version."));
        };
        let call = Call {
            method: asked.method,
            path: segments,
            target: asked.target,
            query: Query::parse(query)?,
            headers: asked.headers,
            body: asked.body,
            origin: asked.origin,
            now: asked.now,
            scopes,
            in_batch: asked.in_batch,
        };
        if call.path == ["$batch"] {
            return batch::serve(self, &call);
        }
        route::serve(&mut self.state, &call)
    }

    /// Adds headers and the error envelope.
    fn outcome(&mut self, asked: &Asked, handled: Handled) -> Outcome {
        let request_id = self.state.guids.next();
        let client = asked.headers.get("client-request-id").and_then(|value| value.to_str().ok());
        let client = client.unwrap_or(&request_id).to_owned();
        let mut headers = vec![("request-id", request_id.clone()), ("client-request-id", client.clone())];
        let (status, body, latency) = match handled {
            Ok(Answer { status, body, latency }) => {
                headers.push(("x-ms-resource-unit", route::units(asked.target).to_string()));
                let body = match body {
                    Body::Empty => None,
                    Body::Json(value) => Some(value),
                };
                (Some(status), body, latency)
            }
            Err(failure) if failure.status == Failure::CUT => (None, None, failure.latency),
            Err(failure) => {
                if let Some(seconds) = failure.retry_after {
                    headers.push(("Retry-After", seconds.to_string()));
                }
                if let Some(challenge) = &failure.challenge {
                    headers.push(("WWW-Authenticate", challenge.to_string()));
                }
                let body = failure.body(&time::bare(asked.now), &request_id, &client);
                (Some(failure.status), Some(body), failure.latency)
            }
        };
        if body.is_some() {
            headers.push(("Content-Type", JSON.to_owned()));
        }
        Outcome { status, headers, body, latency, effect: true }
    }

    /// Everything asked so far, in order; entries of a batch stand before their batch.
    #[must_use]
    pub fn recorder(&self) -> &[RecordedRequest] {
        &self.recorder
    }

    /// How TOTAL knows the person with this Entra object id, whatever the person's `externalId` is there.
    #[must_use]
    pub fn user_at_total(&self, object_id: &str) -> Option<&ScimPerson> {
        self.state.applications.first()?.scim.person_of(object_id)
    }

    /// Everyone TOTAL knows.
    #[must_use]
    pub fn people_at_total(&self) -> &[ScimPerson] {
        self.state.applications.first().map_or(&[], |app| app.scim.people())
    }

    /// Every group TOTAL knows.
    #[must_use]
    pub fn groups_at_total(&self) -> &[ScimGroup] {
        self.state.applications.first().map_or(&[], |app| app.scim.groups())
    }

    /// The schema of the first job of the first application as stored, empty without a job.
    #[must_use]
    pub fn stored_schema_text(&self) -> String {
        let job = self.state.applications.first().and_then(|app| app.jobs.first());
        job.map_or_else(String::new, |job| job.schema.to_string())
    }

    /// The value of a stored secret of the first application, in clear: for tests.
    #[must_use]
    pub fn stored_secret(&self, key: &str) -> Option<&str> {
        self.state.applications.first()?.secrets.get(key)
    }

    /// Object ids of the principals assigned to the first application, whether listed already or not.
    #[must_use]
    pub fn assigned_principals(&self) -> Vec<&str> {
        let app = self.state.applications.first();
        app.map_or_else(Vec::new, |app| app.assignments.iter().map(|one| one.principal.as_str()).collect())
    }

    /// Lets time pass without a request.
    pub fn advance(&mut self, now: SystemTime) {
        engine::advance(&mut self.state, now);
    }

    /// The next `times` requests go wrong in this way. `Fault::Status(429)` throttles.
    pub fn fail_next(&mut self, fault: Fault, times: usize) {
        self.fail(fault, times, Aim::default());
    }

    /// The next `times` requests that `aim` is at go wrong in this way.
    pub fn fail(&mut self, fault: Fault, times: usize, aim: Aim) {
        self.faults.plan(Mishap::Fault(fault), Some(times), aim);
    }

    /// The next `times` requests that `aim` is at are answered with a claims challenge: 401 with `claims`, in base64,
    /// in `WWW-Authenticate`. Without `times` all of them are, until a token comes that was issued for a challenge.
    pub fn challenge(&mut self, claims: &str, times: Option<usize>, aim: Aim) {
        self.faults.plan(Mishap::Challenge(claims.to_owned()), times, aim);
    }

    /// Whose tenant it is, from now on.
    pub fn rename(&mut self, organization: Organization) {
        self.state.organization = organization;
    }

    /// The person signed in holds these roles from now on, by name or template id: some directly, some as member of
    /// a group.
    ///
    /// # Errors
    /// The name of a role that there is not; then nothing changes.
    pub fn set_roles(
        &mut self,
        direct: &[impl AsRef<str>],
        through_group: &[impl AsRef<str>],
    ) -> Result<(), String> {
        let known = |name: &str| cast::role_called(name).ok_or_else(|| name.to_owned());
        let direct: Vec<_> = direct.iter().map(|name| known(name.as_ref())).collect::<Result<_, _>>()?;
        self.state.group_roles =
            through_group.iter().map(|name| known(name.as_ref())).collect::<Result<_, _>>()?;
        self.state.roles = direct;
        Ok(())
    }

    /// The person signed in loses every role.
    pub fn lose_roles(&mut self) {
        self.state.roles.clear();
        self.state.group_roles.clear();
    }

    /// Replaces the knobs from now on.
    pub fn turn(&mut self, knobs: Knobs) {
        self.state.knobs = knobs;
    }
}

/// Scheme and authority a request came to.
fn origin(request: &net::Request) -> String {
    let uri = request.uri();
    if let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) {
        return format!("{scheme}://{authority}");
    }
    let host = request.headers().get("host").and_then(|value| value.to_str().ok());
    host.map_or_else(|| "https://graph.microsoft.com".to_owned(), |host| format!("http://{host}"))
}
