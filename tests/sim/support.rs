//! A small client for tests of the simulated tenant: plain requests, JSON back.

use assistant::net::Request;
use assistant::sim::{DEMO_TOKEN, Knobs, Reply, Scenario, SimTenant};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

pub const SP: &str = "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8";
pub const APP_ID: &str = "8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1";
pub const ADMINS: &str = "b7d90c14-6a2e-4f35-9c81-e05d3f7a216b";
pub const ROLE_USER: &str = "18d14569-c3bd-439b-9a66-3a2aee01d14f";
pub const ADA: &str = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34";
pub const BEN: &str = "2e70b9c3-5d4f-4a81-86e2-19f803ba7d45";
pub const DISABLED: &str = "d12b6c7e-08f5-453c-9b9d-c4a3be6528f0";
pub const JOB: &str = "scim.5f0c2a9e3b7d4e189a64c1d27be8f035.8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1";

/// A tenant, what time it is there, and the token in use.
pub struct Client {
    pub tenant: SimTenant,
    pub now: SystemTime,
    pub token: String,
}

/// An answer.
pub struct Got {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: Value,
    pub latency: Duration,
}

impl Got {
    pub fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    pub fn message(&self) -> &str {
        self.body["error"]["message"].as_str().unwrap_or_default()
    }

    pub fn values(&self) -> &Vec<Value> {
        self.body["value"].as_array().unwrap()
    }
}

impl Client {
    pub fn new(scenario: Scenario) -> Self {
        Self::with(scenario, Knobs::default())
    }

    pub fn with(scenario: Scenario, knobs: Knobs) -> Self {
        let now = humantime::parse_rfc3339("2026-08-20T09:00:00Z").unwrap();
        Self { tenant: SimTenant::new(scenario, knobs, now), now, token: DEMO_TOKEN.to_owned() }
    }

    pub fn pass(&mut self, seconds: u64) {
        self.now += Duration::from_secs(seconds);
    }

    pub fn reply(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Reply {
        let encoded: String = path
            .chars()
            .map(|letter| match letter {
                ' ' => "%20".to_owned(),
                '"' => "%22".to_owned(),
                '\\' => "%5C".to_owned(),
                other => other.to_string(),
            })
            .collect();
        let uri = if encoded.starts_with("https:") {
            encoded
        } else {
            format!("https://graph.microsoft.com/v1.0{encoded}")
        };
        let mut request = http::Request::builder().method(method).uri(uri);
        request = request.header("Authorization", format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request: Request = request.body(body).unwrap();
        self.tenant.handle(&request, self.now)
    }

    pub fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Got {
        match self.reply(method, path, headers, body) {
            Reply::Answer { response, latency } => {
                let (parts, body) = response.into_parts();
                let body = if body.is_empty() { Value::Null } else { serde_json::from_slice(&body).unwrap() };
                Got { status: parts.status.as_u16(), headers: parts.headers, body, latency }
            }
            Reply::Cut { effect } => panic!("the connection was cut (effect: {effect})"),
        }
    }

    pub fn get(&mut self, path: &str) -> Got {
        self.ask("GET", path, &[], Vec::new())
    }

    pub fn get_eventual(&mut self, path: &str) -> Got {
        self.ask("GET", path, &[("ConsistencyLevel", "eventual")], Vec::new())
    }

    pub fn send(&mut self, method: &str, path: &str, body: &Value) -> Got {
        self.ask(method, path, &[("Content-Type", "application/json")], body.to_string().into_bytes())
    }

    pub fn post(&mut self, path: &str) -> Got {
        self.ask("POST", path, &[], Vec::new())
    }

    pub fn scopes(&mut self, scopes: &[&str]) {
        let expires = self.now + Duration::from_secs(3600);
        self.tenant.issue_token("other", scopes, expires);
        self.token = "other".to_owned();
    }
}

/// A path below the application's synchronization.
pub fn sync(rest: &str) -> String {
    format!("/servicePrincipals/{SP}/synchronization/{rest}")
}

/// A path below the job.
pub fn job(rest: &str) -> String {
    sync(&format!("jobs/{JOB}{rest}"))
}

pub fn knobs(change: impl Fn(&mut Knobs)) -> Knobs {
    let mut knobs = Knobs::default();
    change(&mut knobs);
    knobs
}

pub fn assignment(role: &str) -> Value {
    json!({"principalId": ADMINS, "resourceId": SP, "appRoleId": role})
}

pub fn assigned_to() -> String {
    format!("/servicePrincipals/{SP}/appRoleAssignedTo")
}

pub fn on_demand(members: &[&str]) -> Value {
    let members: Vec<Value> =
        members.iter().map(|id| json!({"objectId": id, "objectTypeName": "User"})).collect();
    json!({"parameters": [{"ruleId": "33f7c90d-bf71-41b1-bda6-aaf0ddbee5d8#V2", "subjects": [
        {"objectId": ADMINS, "objectTypeName": "Group", "links": {"members": members}}]}]})
}

pub fn on_demand_user(id: &str) -> Value {
    json!({"parameters": [{"ruleId": "33f7c90d-bf71-41b1-bda6-aaf0ddbee5d8#V2",
        "subjects": [{"objectId": id, "objectTypeName": "User"}]}]})
}

pub fn assign(client: &mut Client, principal: &str) {
    let body = json!({"principalId": principal, "resourceId": SP, "appRoleId": ROLE_USER});
    let path = format!("/servicePrincipals/{SP}/appRoleAssignedTo");
    assert_eq!(client.send("POST", &path, &body).status, 201);
}

pub fn status(client: &mut Client) -> Value {
    client.get(&job("")).body["status"].clone()
}

pub fn external_id(client: &Client, person: &str) -> Option<String> {
    client.tenant.user_at_total(person).and_then(|at_total| at_total.external_id()).map(str::to_owned)
}
