//! `$batch` (graph-contract.md §0.9).

use super::answer::{Answer, Failure, Handled};
use super::call::Call;
use super::tenant::{Asked, SimTenant};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use std::time::Duration;

/// The most entries of a batch.
const MOST: usize = 20;

/// One entry.
struct Entry {
    id: String,
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Vec<u8>,
    depends_on: Vec<String>,
}

/// Serves every entry. Answers come in the reverse order: Graph promises none.
pub(crate) fn serve(tenant: &mut SimTenant, call: &Call) -> Handled {
    if *call.method != Method::POST {
        return Err(Failure::no_such_call());
    }
    let entries = read(call)?;
    let mut failed: HashSet<&str> = HashSet::new();
    let mut responses = Vec::new();
    let mut latency = Duration::ZERO;
    for entry in &entries {
        if entry.depends_on.iter().any(|id| failed.contains(id.as_str())) {
            failed.insert(&entry.id);
            responses.push(json!({"id": entry.id, "status": 424, "headers": {}, "body": {"error": {
                "code": "FailedDependency", "message": "A request this one depends on failed."}}}));
            continue;
        }
        let outcome = tenant.answer(&Asked {
            method: &entry.method,
            target: &entry.target,
            headers: &entry.headers,
            body: &entry.body,
            origin: call.origin,
            now: call.now,
            in_batch: true,
        });
        latency = latency.max(outcome.latency);
        let Some(status) = outcome.status else { return Err(Failure::cut()) };
        if status >= 400 {
            failed.insert(&entry.id);
        }
        let headers: Map<String, Value> =
            outcome.headers.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        let mut response = json!({"id": entry.id, "status": status, "headers": headers});
        if let (Some(body), Some(members)) = (outcome.body, response.as_object_mut()) {
            members.insert("body".to_owned(), body);
        }
        responses.push(response);
    }
    responses.reverse();
    Ok(Answer::ok(json!({"responses": responses})).after(latency))
}

/// Reads the entries.
///
/// # Errors
/// 400 for a malformed batch: no entries, too many, ids missing or twice, a dependency that does not stand
/// before, or neither fully parallel nor fully sequential.
fn read(call: &Call) -> Result<Vec<Entry>, Failure> {
    let bad = |message: &str| Failure::new(400, "BadRequest", message);
    let body = call.json()?;
    let requests =
        body.get("requests").and_then(Value::as_array).ok_or_else(|| bad("'requests' is missing."))?;
    if requests.is_empty() || requests.len() > MOST {
        return Err(bad("Number of batch request steps is not between 1 and 20."));
    }
    let authorization = call.headers.get("Authorization");
    let mut entries: Vec<Entry> = Vec::new();
    for request in requests {
        let text = |name: &str| request.get(name).and_then(Value::as_str);
        let id = text("id").filter(|id| !id.is_empty()).ok_or_else(|| bad("Every request needs an 'id'."))?;
        if entries.iter().any(|entry| entry.id == id) {
            return Err(bad("The 'id' of a request occurs twice."));
        }
        let method = text("method").and_then(|name| Method::try_from(name).ok());
        let method = method.ok_or_else(|| bad("Every request needs a 'method'."))?;
        let url = text("url").ok_or_else(|| bad("Every request needs a relative 'url'."))?;
        if url.contains("://") || url.contains("$batch") {
            return Err(bad("The 'url' of a request is relative to the version."));
        }
        let depends_on: Vec<String> = match request.get("dependsOn") {
            None => Vec::new(),
            Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Some(_) => return Err(bad("'dependsOn' is a list of ids.")),
        };
        if depends_on.iter().any(|id| !entries.iter().any(|entry| entry.id == *id)) {
            return Err(bad("'dependsOn' names a request that does not stand before."));
        }
        let body = request.get("body").map_or_else(Vec::new, |body| body.to_string().into_bytes());
        entries.push(Entry {
            id: id.to_owned(),
            method,
            target: format!("/v1.0/{}", url.trim_start_matches('/')),
            headers: headers(request.get("headers"), authorization),
            body,
            depends_on,
        });
    }
    let dependent = entries.iter().filter(|entry| !entry.depends_on.is_empty()).count();
    if dependent != 0 && dependent != entries.len() - 1 {
        return Err(bad("Requests are either all parallel or all sequential."));
    }
    Ok(entries)
}

/// The headers of an entry; the token is that of the batch.
fn headers(sent: Option<&Value>, authorization: Option<&HeaderValue>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in sent.and_then(Value::as_object).into_iter().flatten() {
        let value = value.as_str().and_then(|value| HeaderValue::try_from(value).ok());
        if let (Ok(name), Some(value)) = (HeaderName::try_from(name.as_str()), value) {
            headers.insert(name, value);
        }
    }
    if let Some(token) = authorization {
        headers.insert(http::header::AUTHORIZATION, token.clone());
    }
    headers
}
