//! JSON batching (graph-contract.md §0.9): at most 20 reads in one request, each throttled on its own.

use super::client::{GraphClient, check};
use super::error::{GraphError, GraphErrorKind};
use super::{Answer, Call, Retry};
use crate::net::header::OF_ANSWERS;
use crate::net::retry::Patience;
use crate::setup::order::sort_by_key;
use futures_util::future::{join, join_all};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

const ENTRIES_MAX: usize = 20;

type Outcome = Result<Answer, GraphError>;
/// A call with its place among the calls of the caller.
type Placed = (usize, Call);

pub(super) async fn send(client: &GraphClient, calls: Vec<Call>) -> Vec<Outcome> {
    let placed = calls.into_iter().enumerate();
    let (mut entries, mut singles): (Vec<Placed>, Vec<Placed>) =
        placed.partition(|(_, call)| is_batchable(call));
    if entries.len() == 1 {
        singles.append(&mut entries);
    }
    let chunks = join_all(entries.chunks(ENTRIES_MAX).map(async |chunk| {
        let mut outcomes = send_chunk(client, chunk).await;
        // A token that was refused inside the batch is renewed, or the challenge answered, by a plain call.
        for (at, outcome) in outcomes.iter_mut().filter(|(_, outcome)| needs_another_token(outcome)) {
            if let Some((_, call)) = chunk.iter().find(|(place, _)| place == at) {
                *outcome = client.send(call.clone()).await;
            }
        }
        outcomes
    }));
    let singles = join_all(singles.into_iter().map(async |(at, call)| (at, client.send(call).await)));
    let (chunks, singles) = join(chunks, singles).await;
    let mut outcomes: Vec<(usize, Outcome)> = chunks.into_iter().flatten().chain(singles).collect();
    sort_by_key(&mut outcomes, |(at, _)| *at);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn is_batchable(call: &Call) -> bool {
    call.method == Method::GET && !call.is_synchronization()
}

/// Sends `calls` in one batch, then those again that were throttled, after the longest wait that any of them asked for.
async fn send_chunk(client: &GraphClient, calls: &[Placed]) -> Vec<(usize, Outcome)> {
    let mut patience = Patience::new(&*client.clock, &*client.entropy, client.observer.as_ref(), u32::MAX);
    let mut open: Vec<&Placed> = calls.iter().collect();
    let mut done = Vec::with_capacity(calls.len());
    loop {
        let mut outcomes = exchange(client, &open).await;
        let now = client.clock.now();
        let throttled = open.iter().filter(|(at, _)| is_throttled(outcomes.get(at)));
        let throttled: Vec<&Placed> = throttled.copied().collect();
        let asked = throttled.iter().filter_map(|(at, _)| wait_of(outcomes.get(at), now)).max();
        let again = !throttled.is_empty() && patience.wait(asked).await;
        for (at, call) in open {
            if again && throttled.iter().any(|(waiting, _)| waiting == at) {
                continue;
            }
            let outcome =
                outcomes.remove(at).unwrap_or_else(|| Err(client.failure(GraphErrorKind::Unreadable)));
            done.push((*at, outcome.and_then(|answer| check(answer, call))));
        }
        if !again {
            return done;
        }
        open = throttled;
    }
}

fn needs_another_token(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Err(GraphError { kind: GraphErrorKind::InteractionRequired { .. }, status: Some(_), .. })
    )
}

fn is_throttled(outcome: Option<&Outcome>) -> bool {
    outcome.is_some_and(|outcome| {
        outcome.as_ref().is_ok_and(|answer| {
            matches!(answer.status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
        })
    })
}

fn wait_of(outcome: Option<&Outcome>, now: SystemTime) -> Option<Duration> {
    outcome?.as_ref().ok()?.retry_after(now)
}

/// One batch request. An outer failure is every entry's failure.
async fn exchange(client: &GraphClient, calls: &[&Placed]) -> BTreeMap<usize, Outcome> {
    let result = client.send(outer_call(calls)).await.and_then(|answer| split(&answer));
    match result {
        Ok(parts) => parts,
        Err(error) => calls.iter().map(|(at, _)| (*at, Err(error.clone()))).collect(),
    }
}

fn outer_call(calls: &[&Placed]) -> Call {
    let requests: Value = calls.iter().map(|(at, call)| entry(*at, call)).collect();
    let body = json!({"requests": requests}).to_string().into_bytes();
    Call::write(Method::POST, "/$batch".to_owned(), &[], Retry::Read).with_body(body)
}

fn entry(at: usize, call: &Call) -> Value {
    let mut entry = json!({"id": at.to_string(), "method": "GET", "url": call.path_and_query});
    if call.advanced {
        entry["headers"] = json!({"ConsistencyLevel": "eventual"});
    }
    entry
}

#[derive(Deserialize)]
struct Parts<'a> {
    #[serde(borrow)]
    responses: Vec<Part<'a>>,
}

#[derive(Deserialize)]
struct Part<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    status: u16,
    #[serde(default)]
    headers: Option<Map<String, Value>>,
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

/// The answers by the place of their calls; the bodies keep Graph's text.
fn split(answer: &Answer) -> Result<BTreeMap<usize, Outcome>, GraphError> {
    let unreadable = || answer.error(GraphErrorKind::Unreadable);
    let parts: Parts<'_> = serde_json::from_slice(&answer.body).map_err(|_| unreadable())?;
    let mut outcomes = BTreeMap::new();
    for part in parts.responses {
        let at = part.id.parse().map_err(|_| unreadable())?;
        let status = StatusCode::from_u16(part.status).map_err(|_| unreadable())?;
        let body = part.body.map(|body| body.get().as_bytes().to_vec()).unwrap_or_default();
        let headers = headers(part.headers.unwrap_or_default());
        outcomes.insert(at, Ok(Answer { status, headers, body, at: answer.at }));
    }
    Ok(outcomes)
}

fn headers(members: Map<String, Value>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in members {
        let text = match value {
            Value::String(text) => text,
            other => other.to_string(),
        };
        let known = OF_ANSWERS.into_iter().find(|known| name.eq_ignore_ascii_case(known.as_str()));
        if let (Some(name), Ok(value)) = (known, HeaderValue::try_from(text)) {
            headers.insert(name, value);
        }
    }
    headers
}
