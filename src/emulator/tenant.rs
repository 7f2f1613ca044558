//! The simulated tenant behind HTTP: Graph's CORS, the tenant's latency, and a clock that can be moved.

use super::answer::{set, status};
use super::options::OptionsError;
use crate::net::{Request, Response};
use crate::recording::Recording;
use crate::sim::{Knobs, RecordedRequest, Replay, Reply, Scenario, SimTenant, Vendor};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, HOST, HeaderValue,
};
use http::{Method, StatusCode, Uri};
use std::time::{Duration, Instant, SystemTime};

/// The headers that Graph lets pages of other origins read (graph-contract.md §0.8).
const EXPOSED: &str = "ETag, Location, Preference-Applied, Content-Range, request-id, client-request-id, \
    ReadWriteConsistencyToken, SdkVersion, WWW-Authenticate, x-ms-client-gcc-tenant, Retry-After";

/// The tenant and its time.
#[derive(Debug)]
pub(super) struct Tenant {
    simulation: SimTenant,
    /// Answers in place of the simulation.
    replay: Option<Replay>,
    begin: SystemTime,
    started: Instant,
    /// How many of the tenant's seconds pass in one of ours.
    speed: u32,
    advanced: Duration,
}

impl Tenant {
    /// The tenant in the scenario called `scenario`, with `knob` turned and the names of `vendor`.
    pub fn new(
        vendor: &Vendor,
        scenario: &str,
        knob: Option<&str>,
        speed: u32,
    ) -> Result<Self, OptionsError> {
        let scenario = Scenario::from_name(scenario).ok_or_else(|| {
            let names: Vec<_> = Scenario::ALL.iter().map(|scenario| scenario.name()).collect();
            OptionsError::Scenario(scenario.to_owned(), names.join(", "))
        })?;
        let knobs = match knob {
            None => Knobs::default(),
            Some(name) => knobs(name)?,
        };
        Ok(Self::of(vendor.clone(), scenario, knobs, speed, None))
    }

    /// A tenant that says what `recording` says, to any token.
    pub fn replaying(recording: Recording) -> Self {
        let replay = Some(Replay::new(recording));
        Self::of(Vendor::default(), Scenario::Fresh, Knobs::default(), 1, replay)
    }

    fn of(vendor: Vendor, scenario: Scenario, knobs: Knobs, speed: u32, replay: Option<Replay>) -> Self {
        let begin = SystemTime::now();
        let simulation = SimTenant::of(vendor, scenario, knobs, begin);
        Self { simulation, replay, begin, started: Instant::now(), speed, advanced: Duration::ZERO }
    }

    /// Answers a request of a page, and how long the answer takes; `None`: the connection is to be cut.
    pub fn handle(&mut self, request: Request) -> Option<(Response, Duration)> {
        if request.method() == Method::OPTIONS {
            return Some((preflight(&request), Duration::ZERO));
        }
        let now = self.now();
        let request = absolute(request);
        let (mut response, latency) = match &self.replay {
            Some(replay) => {
                let (outcome, took) = replay.answer(&request);
                (outcome.ok()?, took)
            }
            None => match self.simulation.handle(&request, now) {
                Reply::Answer { response, latency } => (response, latency),
                Reply::Cut { .. } => return None,
            },
        };
        set(&mut response, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set(&mut response, ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        Some((response, latency / self.speed))
    }

    /// Registers a bearer token for `lifetime` from now.
    pub fn issue_token(&mut self, token: &str, scopes: &[&str], lifetime: Duration) {
        let expires = self.now() + lifetime;
        self.simulation.issue_token(token, scopes, expires);
    }

    /// The simulation, to be steered.
    pub fn simulation(&mut self) -> &mut SimTenant {
        &mut self.simulation
    }

    /// Whether `token` was ever issued for this tenant.
    pub fn knows(&self, token: &str) -> bool {
        self.simulation.knows(token)
    }

    /// Moves the tenant's clock on.
    pub fn advance(&mut self, duration: Duration) {
        self.advanced += duration;
        let now = self.now();
        self.simulation.advance(now);
    }

    /// What was asked so far.
    pub fn log(&self) -> &[RecordedRequest] {
        self.simulation.recorder()
    }

    fn now(&self) -> SystemTime {
        self.begin + self.started.elapsed() * self.speed + self.advanced
    }
}

fn knobs(name: &str) -> Result<Knobs, OptionsError> {
    let mut all = Knobs::named();
    match all.iter().position(|(known, _)| *known == name) {
        Some(index) => Ok(all.swap_remove(index).1),
        None => {
            let names: Vec<_> = all.iter().map(|(known, _)| *known).collect();
            Err(OptionsError::Knob(name.to_owned(), names.join("; ")))
        }
    }
}

/// The answer to a browser that asks whether another origin's page may send `request`: any may, as at Graph.
fn preflight(request: &Request) -> Response {
    let mut response = status(StatusCode::OK);
    set(&mut response, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(&mut response, ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE");
    set(&mut response, ACCESS_CONTROL_MAX_AGE, "600");
    if let Some(headers) = request.headers().get(ACCESS_CONTROL_REQUEST_HEADERS) {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_HEADERS, headers.clone());
    }
    response
}

/// `request` with its origin in the address: links in answers begin with it.
fn absolute(mut request: Request) -> Request {
    let host = request.headers().get(HOST).map_or(&[][..], HeaderValue::as_bytes);
    let target = request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
    let uri = Uri::builder().scheme("http").authority(host).path_and_query(target).build();
    if let Ok(uri) = uri {
        *request.uri_mut() = uri;
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(tenant: &mut Tenant, method: Method, token: &str) -> Response {
        let request = http::Request::builder()
            .method(method)
            .uri("/v1.0/me")
            .header(HOST, "127.0.0.1:1")
            .header("access-control-request-headers", "authorization,client-request-id")
            .header("authorization", format!("Bearer {token}"))
            .body(Vec::new())
            .unwrap();
        tenant.handle(request).unwrap().0
    }

    /// graph-contract.md §0.8
    #[test]
    fn a_page_of_any_origin_may_call_and_read_what_graph_exposes() {
        let mut tenant = Tenant::new(&Vendor::default(), "fresh", None, 1).unwrap();
        let preflight = ask(&mut tenant, Method::OPTIONS, "");
        assert_eq!(preflight.headers()[ACCESS_CONTROL_ALLOW_HEADERS], "authorization,client-request-id");
        let answer = ask(&mut tenant, Method::GET, crate::sim::DEMO_TOKEN);
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()[ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert!(answer.headers()[ACCESS_CONTROL_EXPOSE_HEADERS].to_str().unwrap().contains("request-id"));
    }

    #[test]
    fn a_registered_token_is_good_until_the_clock_says_otherwise() {
        let mut tenant = Tenant::new(&Vendor::default(), "fresh", None, 1).unwrap();
        assert_eq!(ask(&mut tenant, Method::GET, "issued").status(), 401);
        tenant.issue_token("issued", &["User.Read"], Duration::from_secs(60));
        assert_eq!(ask(&mut tenant, Method::GET, "issued").status(), 200);
        tenant.advance(Duration::from_secs(61));
        assert_eq!(ask(&mut tenant, Method::GET, "issued").status(), 401);
    }

    #[test]
    fn a_wrong_name_is_answered_with_the_right_ones() {
        let error = Tenant::new(&Vendor::default(), "nowhere", None, 1).unwrap_err().to_string();
        assert!(error.contains("nowhere") && error.contains("fresh"));
        assert!(Tenant::new(&Vendor::default(), "fresh", Some("nothing"), 1).is_err());
    }
}
