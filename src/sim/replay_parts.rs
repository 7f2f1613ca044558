//! Reads out of a recording one by one, whether they were asked alone or in a `$batch`: another visit puts its batches together
//! otherwise.

use crate::recording::{Asked, Body, Exchange, Outcome, Recording};
use serde_json::value::to_raw_value;
use serde_json::{Value, json};

/// What was answered to one read.
#[derive(Clone, Debug)]
struct Part {
    question: String,
    status: u64,
    headers: Value,
    body: Option<Value>,
}

/// Every read of a recording, in order.
#[derive(Debug)]
pub(super) struct Parts(Vec<Part>);

impl Parts {
    /// The reads of `recording`.
    pub fn of(recording: &Recording) -> Self {
        Self(recording.exchanges.iter().flat_map(parts).collect())
    }

    /// The status and the body that were answered last to `asked`, a read.
    pub fn alone(&self, asked: &Asked) -> Option<(u64, Option<&Value>)> {
        let question = asked.question();
        self.0
            .iter()
            .rev()
            .find(|part| part.question == question)
            .map(|part| (part.status, part.body.as_ref()))
    }

    /// An answer to the batch `asked`, of which something at least was recorded. What was not is a 501 with its name.
    pub fn batch(&self, asked: &Asked) -> Option<Value> {
        let requests = list(asked.body.as_ref()?, "requests")?;
        let mut found = false;
        let responses: Vec<_> = requests
            .iter()
            .map(|request| {
                let question = question(request);
                let part = self.0.iter().rev().find(|part| part.question == question);
                found |= part.is_some();
                let (status, headers, body) = match part {
                    Some(part) => (part.status, part.headers.clone(), part.body.clone()),
                    None => {
                        let message = ["The recording holds no answer to ", question.trim_end()].concat();
                        let error = json!({"error": {"code": "NotRecorded", "message": message}});
                        (501, json!({}), Some(error))
                    }
                };
                let mut response = json!({"id": request["id"], "status": status, "headers": headers});
                if let Some(body) = body {
                    response["body"] = body;
                }
                response
            })
            .collect();
        found.then(|| json!({ "responses": responses }))
    }
}

fn parts(exchange: &Exchange) -> Vec<Part> {
    let Outcome::Answer(answer) = &exchange.outcome else { return Vec::new() };
    if exchange.method == "GET" {
        let body = answer.body.as_ref().and_then(value);
        let question = exchange.asked().question();
        return vec![Part { question, status: answer.status.into(), headers: json!({}), body }];
    }
    let both = exchange.path.ends_with("/$batch").then(|| {
        Some((list(exchange.body.as_ref()?, "requests")?, list(answer.body.as_ref()?, "responses")?))
    });
    let Some((requests, responses)) = both.flatten() else { return Vec::new() };
    let part = |request: &Value| {
        let response = responses.iter().find(|response| response["id"] == request["id"])?;
        Some(Part {
            question: question(request),
            status: response["status"].as_u64()?,
            headers: response["headers"].clone(),
            body: response.get("body").cloned(),
        })
    };
    requests.iter().filter_map(part).collect()
}

fn question(request: &Value) -> String {
    let text = |name: &str| request[name].as_str().unwrap_or_default();
    let body = request.get("body").and_then(|body| to_raw_value(body).ok()).map(Body::Json);
    Asked { method: text("method").to_owned(), path: ["/v1.0", text("url")].concat(), body }.question()
}

fn list(body: &Body, name: &str) -> Option<Vec<Value>> {
    value(body)?.get_mut(name)?.as_array_mut().map(std::mem::take)
}

fn value(body: &Body) -> Option<Value> {
    serde_json::from_str(body.json().ok()?).ok()
}
