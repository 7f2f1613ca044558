//! `/__emulator/…`: how tests steer the tenant. Other origins' pages cannot: it wants JSON and answers no preflight.

use super::answer::{json, status, text};
use super::options::{Options, OptionsError};
use super::tenant::Tenant;
use crate::net::{Request, Response};
use crate::sim::knobs::Fault;
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json as value};
use std::cell::RefCell;
use std::time::Duration;

/// The tenant, and the right to change it.
#[derive(Debug)]
pub(super) struct Control(RefCell<Tenant>);

/// Begins a new tenant.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Reset {
    #[serde(default = "Reset::usual")]
    scenario: String,
    knob: Option<String>,
    #[serde(default = "Reset::real_time")]
    speed: u32,
}

impl Reset {
    fn usual() -> String {
        Options::SCENARIO.to_owned()
    }

    fn real_time() -> u32 {
        1
    }
}

/// Makes a bearer token known.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Token {
    token: String,
    scopes: Vec<String>,
    expires_in_seconds: u64,
}

/// Lets the next requests go wrong.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Failing {
    fault: NamedFault,
    #[serde(default = "Failing::once")]
    times: usize,
}

impl Failing {
    fn once() -> usize {
        1
    }
}

/// A fault as tests write it: `{"status": 503}`, `"cutBefore"`, `"cutAfter"`, `{"slowSeconds": 15}`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum NamedFault {
    Status(u16),
    CutBefore,
    CutAfter,
    SlowSeconds(u64),
}

/// Moves the tenant's clock on.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Clock {
    advance_seconds: u64,
}

impl Control {
    /// Steers `tenant`.
    pub fn new(tenant: Tenant) -> Self {
        Self(RefCell::new(tenant))
    }

    /// The tenant's answer to a request of the page, when it is due; `None`: the connection is to be cut.
    pub async fn tenant(&self, request: Request) -> Option<Response> {
        let (response, latency) = self.0.borrow_mut().handle(request)?;
        tokio::time::sleep(latency).await;
        Some(response)
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
            "tokens" => read(request).map(|token: Token| {
                let scopes: Vec<_> = token.scopes.iter().map(String::as_str).collect();
                let lifetime = Duration::from_secs(token.expires_in_seconds);
                self.0.borrow_mut().issue_token(&token.token, &scopes, lifetime);
            }),
            "fault" => read(request).map(|failing: Failing| {
                let fault = match failing.fault {
                    NamedFault::Status(status) => Fault::Status(status),
                    NamedFault::CutBefore => Fault::CutBefore,
                    NamedFault::CutAfter => Fault::CutAfter,
                    NamedFault::SlowSeconds(seconds) => Fault::Slow(Duration::from_secs(seconds)),
                };
                self.0.borrow_mut().fail_next(fault, failing.times);
            }),
            "clock" => read(request)
                .map(|clock: Clock| self.0.borrow_mut().advance(Duration::from_secs(clock.advance_seconds))),
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
        let tenant = Tenant::new(&reset.scenario, reset.knob.as_deref(), reset.speed)
            .map_err(|error: OptionsError| error.to_string())?;
        *self.0.borrow_mut() = tenant;
        Ok(())
    }

    /// What the page asked, in order. Bodies of writes are in it: tests look at what was written.
    fn log(&self) -> Response {
        let tenant = self.0.borrow();
        let requests = tenant.log().iter().map(|request| {
            value!({
                "method": request.method.as_str(),
                "target": request.target,
                "status": request.status,
                "inBatch": request.in_batch,
                "body": request.body.as_ref().map(|body| String::from_utf8_lossy(body)),
            })
        });
        json(&Value::Array(requests.collect()))
    }
}

fn read<T: DeserializeOwned>(request: &Request) -> Result<T, String> {
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
        Control::new(Tenant::new("fresh", None, 1).unwrap())
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
            ("clock", r#"{"seconds": 1}"#),
        ] {
            assert_eq!(post(&control, command, body), 400, "{command} {body}");
        }
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
