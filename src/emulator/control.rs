//! `/__emulator/…`: how tests steer the tenant. Other origins' pages cannot: it wants JSON and answers no preflight.

use super::answer::{json, status, text};
use super::options::{Options, OptionsError};
use super::tenant::Tenant;
use super::tenants::Tenants;
use crate::net::{Request, Response};
use crate::recording::Recording;
use crate::sim::knobs::Fault;
use crate::sim::{Aim, Organization, Vendor};
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json as value};
use std::cell::RefCell;
use std::time::Duration;

/// The tenants, and the right to change them.
#[derive(Debug)]
pub(super) struct Control {
    tenants: RefCell<Tenants>,
    /// Whose product every tenant is provisioned into.
    vendor: Vendor,
}

/// Begins a new tenant: the only one, or with `tenant` one beside those there are.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Reset {
    #[serde(default = "Reset::usual")]
    scenario: String,
    knob: Option<String>,
    #[serde(default = "Reset::real_time")]
    speed: u32,
    tenant: Option<Named>,
    /// The roles of the person signed in, by name or template id; without it those of the scenario.
    roles: Option<Vec<String>>,
    /// Those that this person holds as member of a group.
    group_roles: Option<Vec<String>>,
}

/// Whose tenant it is.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    id: String,
    name: String,
    domain: String,
}

impl Reset {
    fn usual() -> String {
        Options::SCENARIO.to_owned()
    }

    fn real_time() -> u32 {
        1
    }
}

/// Makes a bearer token known to a tenant, or ends all there are.
#[derive(Deserialize)]
#[serde(untagged)]
enum Tokens {
    Known(Token),
    All(AllTokens),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Token {
    token: String,
    scopes: Vec<String>,
    expires_in_seconds: u64,
    tenant: Option<String>,
    /// Whether it was issued for a claims challenge.
    #[serde(default)]
    claims: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AllTokens {
    tokens: Expire,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Expire {
    Expire,
}

/// Lets the next requests go wrong: all, or those with this verb and with this in their path.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Failing {
    fault: NamedFault,
    /// One without it; a challenge without it ends with a token that was issued for one.
    times: Option<usize>,
    method: Option<String>,
    path: Option<String>,
    /// How many of them are spared first.
    #[serde(default)]
    skip: usize,
    tenant: Option<String>,
}

/// A fault as tests write it: `{"status": 503}`, `"cutBefore"`, `"cutAfter"`, `{"slowSeconds": 15}`,
/// `{"challenge": "{…}"}`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum NamedFault {
    Status(u16),
    CutBefore,
    CutAfter,
    SlowSeconds(u64),
    Challenge(String),
}

/// Moves the tenant's clock on.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Clock {
    advance_seconds: u64,
}

impl Control {
    /// Steers `tenant`; those to come bear the names of `vendor`.
    pub fn new(tenant: Tenant, vendor: Vendor) -> Self {
        Self { tenants: RefCell::new(Tenants::new(tenant)), vendor }
    }

    /// The tenant's answer to a request of the page, when it is due; `None`: the connection is to be cut.
    pub async fn tenant(&self, request: Request) -> Option<Response> {
        let (response, latency) = self.tenants.borrow_mut().handle(request)?;
        tokio::time::sleep(latency).await;
        Some(response)
    }

    /// Makes `token` known to the usual tenant for an hour, as if it had been issued for these scopes, and for a claims challenge.
    pub fn issue(&self, token: &str, scopes: &[&str], claims: bool) {
        let mut tenants = self.tenants.borrow_mut();
        let tenant = tenants.named(None);
        tenant.issue_token(token, scopes, Duration::from_secs(3600));
        if claims {
            tenant.simulation().answer_challenge(token);
        }
    }

    /// Answers a request of a test.
    pub fn answer(&self, request: &Request) -> Response {
        let command = request.uri().path().trim_start_matches("/__emulator/");
        if request.method() == Method::GET && command == "log" {
            return self.log();
        }
        let json = request.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
        if request.method() != Method::POST || !json {
            return status(StatusCode::NOT_FOUND);
        }
        let done = match command {
            "reset" => read(request).and_then(|reset: Reset| self.reset(&reset)),
            "replay" => self.replay(request),
            "tokens" => read(request).map(|tokens: Tokens| self.tokens(&tokens)),
            "fault" => read(request).and_then(|failing: Failing| self.fail(failing)),
            "clock" => read(request).map(|clock: Clock| {
                let by = Duration::from_secs(clock.advance_seconds);
                self.tenants.borrow_mut().all().for_each(|(_, tenant)| tenant.advance(by));
            }),
            _ => return status(StatusCode::NOT_FOUND),
        };
        match done {
            Ok(()) => status(StatusCode::NO_CONTENT),
            Err(reason) => text(StatusCode::BAD_REQUEST, &reason),
        }
    }

    fn reset(&self, reset: &Reset) -> Result<(), String> {
        if reset.speed == 0 {
            return Err("speed must be at least 1".to_owned());
        }
        let mut tenant = Tenant::new(&self.vendor, &reset.scenario, reset.knob.as_deref(), reset.speed)
            .map_err(|error: OptionsError| error.to_string())?;
        if reset.roles.is_some() || reset.group_roles.is_some() {
            let direct = reset.roles.as_deref().unwrap_or_default();
            let through_group = reset.group_roles.as_deref().unwrap_or_default();
            let result = tenant.simulation().set_roles(direct, through_group);
            result.map_err(|name| format!("there is no role {name}"))?;
        }
        let mut tenants = self.tenants.borrow_mut();
        match &reset.tenant {
            None => *tenants = Tenants::new(tenant),
            Some(Named { id, name, domain }) => {
                tenant.simulation().rename(Organization {
                    id: id.clone(),
                    name: name.clone(),
                    domain: domain.clone(),
                });
                tenants.add(id.clone(), tenant);
            }
        }
        Ok(())
    }

    /// Answers from a recording from now on.
    fn replay(&self, request: &Request) -> Result<(), String> {
        let text = std::str::from_utf8(request.body()).map_err(|error| error.to_string())?;
        let recording = Recording::parse(text).map_err(|error| error.to_string())?;
        *self.tenants.borrow_mut() = Tenants::new(Tenant::replaying(recording));
        Ok(())
    }

    fn tokens(&self, tokens: &Tokens) {
        let mut tenants = self.tenants.borrow_mut();
        match tokens {
            Tokens::All(AllTokens { tokens: Expire::Expire }) => {
                tenants.all().for_each(|(_, tenant)| tenant.simulation().expire_tokens());
            }
            Tokens::Known(Token { token, scopes, expires_in_seconds, tenant, claims }) => {
                let scopes: Vec<_> = scopes.iter().map(String::as_str).collect();
                let tenant = tenants.named(tenant.as_deref());
                tenant.issue_token(token, &scopes, Duration::from_secs(*expires_in_seconds));
                if *claims {
                    tenant.simulation().answer_challenge(token);
                }
            }
        }
    }

    fn fail(&self, failing: Failing) -> Result<(), String> {
        let method = failing.method.as_deref().map(Method::try_from).transpose();
        let method = method.map_err(|error| error.to_string())?;
        let aim = Aim { method, path: failing.path, skip: failing.skip };
        let mut tenants = self.tenants.borrow_mut();
        let simulation = tenants.named(failing.tenant.as_deref()).simulation();
        let fault = match failing.fault {
            NamedFault::Challenge(claims) => {
                simulation.challenge(&claims, failing.times, aim);
                return Ok(());
            }
            NamedFault::Status(status) => Fault::Status(status),
            NamedFault::CutBefore => Fault::CutBefore,
            NamedFault::CutAfter => Fault::CutAfter,
            NamedFault::SlowSeconds(seconds) => Fault::Slow(Duration::from_secs(seconds)),
        };
        simulation.fail(fault, failing.times.unwrap_or(1), aim);
        Ok(())
    }

    /// What the page asked, in order, tenant by tenant. Bodies of writes are in it: tests look at what was written.
    fn log(&self) -> Response {
        let mut requests = Vec::new();
        for (id, tenant) in self.tenants.borrow_mut().all() {
            requests.extend(tenant.log().iter().map(|request| {
                value!({
                    "method": request.method.as_str(),
                    "target": request.target,
                    "status": request.status,
                    "inBatch": request.in_batch,
                    "body": request.body.as_ref().map(|body| String::from_utf8_lossy(body)),
                    "tenant": id,
                })
            }));
        }
        json(&Value::Array(requests))
    }
}

/// Reads a request's body.
pub(super) fn read<T: DeserializeOwned>(request: &Request) -> Result<T, String> {
    serde_json::from_slice(request.body()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(control: &Control, command: &str, body: &str) -> StatusCode {
        let request = http::Request::builder()
            .method(Method::POST)
            .uri(format!("/__emulator/{command}"))
            .header(CONTENT_TYPE, "application/json")
            .body(body.as_bytes().to_vec())
            .unwrap();
        control.answer(&request).status()
    }

    fn control() -> Control {
        let vendor = Vendor::default();
        Control::new(Tenant::new(&vendor, "fresh", None, 1).unwrap(), vendor)
    }

    #[test]
    fn commands_are_taken_as_documented() {
        let control = control();
        for (command, body) in [
            ("reset", r#"{"scenario": "fresh", "speed": 60}"#),
            ("reset", "{}"),
            ("tokens", r#"{"token": "t", "scopes": ["User.Read"], "expiresInSeconds": 60}"#),
            ("fault", r#"{"fault": {"status": 503}, "times": 2}"#),
            ("fault", r#"{"fault": "cutAfter"}"#),
            ("fault", r#"{"fault": {"challenge": "{}"}, "method": "PUT", "path": "/schema", "skip": 1}"#),
            ("reset", r#"{"tenant": {"id": "t", "name": "T", "domain": "t.example"}, "roles": []}"#),
            ("tokens", r#"{"tokens": "expire"}"#),
            ("clock", r#"{"advanceSeconds": 3600}"#),
        ] {
            assert_eq!(post(&control, command, body), 204, "{command} {body}");
        }
    }

    #[test]
    fn mistakes_are_told() {
        let control = control();
        for (command, body) in [
            ("reset", r#"{"scenario": "nowhere"}"#),
            ("reset", r#"{"speed": 0}"#),
            ("fault", r#"{"fault": "none"}"#),
            ("fault", r#"{"fault": "cutAfter", "method": "P T"}"#),
            ("reset", r#"{"roles": ["King"]}"#),
            ("tokens", r#"{"tokens": "expire", "token": "t"}"#),
            ("clock", r#"{"seconds": 1}"#),
        ] {
            assert_eq!(post(&control, command, body), 400, "{command} {body}");
        }
        assert_eq!(post(&control, "replay", "{}"), 400);
        assert_eq!(post(&control, "unknown", "{}"), 404);
    }

    /// A page of another origin can send only what needs no preflight.
    #[test]
    fn a_form_of_another_page_changes_nothing() {
        let mut request = Request::new(b"{}".to_vec());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = "/__emulator/reset".parse().unwrap();
        request.headers_mut().insert(CONTENT_TYPE, http::HeaderValue::from_static("text/plain"));
        assert_eq!(control().answer(&request).status(), 404);
    }
}
