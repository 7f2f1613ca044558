//! What the body of an allowed write may hold (security.md WRT-01, WRT-02).
//!
//! A small body must be exactly what our own serializer makes of its content: so no duplicate member can show the guard
//! one value and Graph another.

use super::State;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

const ON_DEMAND_MEMBERS: usize = crate::graph::calls::ON_DEMAND_MEMBERS;
const BATCH_MAX: usize = 20;

pub(super) fn nothing(_: &State, body: &[u8]) -> bool {
    body.is_empty()
}

pub(super) fn batch_of_reads(_: &State, body: &[u8]) -> bool {
    let Some(body) = canonical(body, &["requests"]) else { return false };
    let Some(requests) = body["requests"].as_array() else { return false };
    requests.len() <= BATCH_MAX
        && requests.iter().all(|request| {
            let Some(request) = object(request, &["id", "method", "url", "headers"]) else { return false };
            request.get("method") == Some(&Value::from("GET"))
                && request.get("url").and_then(Value::as_str).is_some_and(|url| url.starts_with('/'))
                && request
                    .get("headers")
                    .is_none_or(|headers| object(headers, &["ConsistencyLevel"]).is_some())
        })
}

pub(super) fn new_job(_: &State, body: &[u8]) -> bool {
    canonical(body, &["templateId"]).is_some_and(|body| body["templateId"].is_string())
}

pub(super) fn credentials(_: &State, body: &[u8]) -> bool {
    let Some(body) = canonical(body, &["useSavedCredentials", "templateId", "credentials"]) else {
        return false;
    };
    match &body["credentials"] {
        Value::Null => body["useSavedCredentials"] == Value::Bool(true),
        pairs => key_values(pairs).is_some(),
    }
}

/// A masked value must never be stored (graph-contract.md §7, 11), and a set without the token may erase it (§4.1).
pub(super) fn secrets(_: &State, body: &[u8]) -> bool {
    let Some(body) = canonical(body, &["value"]) else { return false };
    let Some(pairs) = key_values(&body["value"]) else { return false };
    pairs.iter().all(|(_, value)| *value != "*") && pairs.iter().any(|(key, _)| *key == "SecretToken")
}

/// The schema is Microsoft's own text and not compared with ours; it must be whole (graph-contract.md §7, 18 and 20).
pub(super) fn schema(_: &State, body: &[u8]) -> bool {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Whole {
        synchronization_rules: Vec<IgnoredAny>,
        directories: Vec<IgnoredAny>,
    }
    serde_json::from_slice::<Whole>(body)
        .is_ok_and(|whole| !whole.synchronization_rules.is_empty() && !whole.directories.is_empty())
}

/// `None`, `ConnectorDataStore` and `Full` are not for callers (graph-contract.md §7, 35).
pub(super) fn restart(_: &State, body: &[u8]) -> bool {
    let Some(body) = canonical(body, &["criteria"]) else { return false };
    let Some(criteria) = object(&body["criteria"], &["resetScope"]) else { return false };
    let flags = criteria.get("resetScope").and_then(Value::as_str).unwrap_or_default();
    flags
        .split(',')
        .all(|flag| matches!(flag.trim(), "Watermark" | "Escrows" | "QuarantineState" | "ForceDeletes"))
}

pub(super) fn on_demand(_: &State, body: &[u8]) -> bool {
    let Some(body) = canonical(body, &["parameters"]) else { return false };
    let Some([parameters]) = body["parameters"].as_array().map(Vec::as_slice) else { return false };
    let Some(parameters) = object(parameters, &["ruleId", "subjects"]) else { return false };
    let Some([subject]) = parameters.get("subjects").and_then(Value::as_array).map(Vec::as_slice) else {
        return false;
    };
    let Some(subject) = object(subject, &["objectId", "objectTypeName", "links"]) else { return false };
    let members = match subject.get("links") {
        None => return true,
        Some(links) => object(links, &["members"]).and_then(|links| links.get("members")?.as_array()),
    };
    members.is_some_and(|members| (1..=ON_DEMAND_MEMBERS).contains(&members.len()))
}

/// WRT-02: on the pinned application, one of its roles, to somebody whom the plan shows.
pub(super) fn assignment(state: &State, body: &[u8]) -> bool {
    let Some(body) = canonical(body, &["principalId", "resourceId", "appRoleId"]) else { return false };
    let text = |key: &str| body[key].as_str().unwrap_or_default();
    state.target.as_ref().is_some_and(|target| target.as_str() == text("resourceId"))
        && state.roles.iter().any(|role| role.as_str() == text("appRoleId"))
        && state.principals.iter().any(|principal| principal.as_str() == text("principalId"))
}

/// An object with no other members than `allowed`, written as we write it.
fn canonical(body: &[u8], allowed: &[&str]) -> Option<Value> {
    let value: Value = serde_json::from_slice(body).ok()?;
    object(&value, allowed)?;
    (value.to_string().as_bytes() == body).then_some(value)
}

fn object<'a>(value: &'a Value, allowed: &[&str]) -> Option<&'a Map<String, Value>> {
    value.as_object().filter(|object| object.keys().all(|key| allowed.contains(&key.as_str())))
}

fn key_values(value: &Value) -> Option<Vec<(&str, &str)>> {
    value
        .as_array()?
        .iter()
        .map(|pair| {
            let pair = object(pair, &["key", "value"])?;
            Some((pair.get("key")?.as_str()?, pair.get("value")?.as_str()?))
        })
        .collect()
}
