//! Answers from a recording: a tenant as it was seen, request by request (docs/recording.md).

use super::replay_parts::Parts;
use crate::net::header::REQUEST_ID;
use crate::net::{Request, Response, Sending, Transport, TransportError};
use crate::recording::{Answer, Asked, Body, LeftOut, Outcome, Recording};
use http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, Method, StatusCode};
use serde_json::json;
use std::cell::RefCell;
use std::time::Duration;

/// Answers what the recording answers: to the same verb, path, query and body, in the order in which it was recorded. Once all
/// answers to a question are used up, the last one is given again to whoever reads, and nothing to whoever writes. A read that
/// was recorded in another `$batch`, or alone, is answered all the same.
#[derive(Debug)]
pub struct Replay {
    recording: Recording,
    /// What each exchange asked, and whether its answer was given.
    questions: RefCell<Vec<(String, bool)>>,
    parts: Parts,
    missed: RefCell<Vec<String>>,
}

impl Replay {
    /// A tenant that says what `recording` says.
    #[must_use]
    pub fn new(recording: Recording) -> Self {
        let questions = recording.exchanges.iter().map(|it| (it.asked().question(), false)).collect();
        let parts = Parts::of(&recording);
        Self { recording, questions: RefCell::new(questions), parts, missed: RefCell::default() }
    }

    /// The requests to which there was no answer, as verb and path.
    #[must_use]
    pub fn missed(&self) -> Vec<String> {
        self.missed.borrow().clone()
    }

    /// How many exchanges have not been asked for yet.
    #[must_use]
    pub fn left(&self) -> usize {
        self.questions.borrow().iter().filter(|(_, given)| !given).count()
    }

    /// The recorded end of `request`, and how long it took. A request that was not recorded is answered with 501 and its name.
    pub fn answer(&self, request: &Request) -> (Result<Response, TransportError>, Duration) {
        let asked = Asked::of(request);
        let Some(at) = self.place(&asked, request.method()) else {
            if let Some(response) = self.put_together(&asked, request) {
                return (Ok(response), Duration::ZERO);
            }
            let name = [&asked.method, " ", &asked.path].concat();
            let refused = refusal("NotRecorded", &["The recording holds no answer to ", &name].concat());
            self.missed.borrow_mut().push(name);
            return (Ok(refused), Duration::ZERO);
        };
        let exchange = &self.recording.exchanges[at];
        let took = Duration::from_millis(exchange.took_ms);
        let outcome = match &exchange.outcome {
            Outcome::Failure(failure) => Err((*failure).into()),
            Outcome::Answer(answer) => Ok(self.response(answer, request)),
        };
        (outcome, took)
    }

    fn place(&self, asked: &Asked, method: &Method) -> Option<usize> {
        let question = asked.question();
        let mut questions = self.questions.borrow_mut();
        let next = questions.iter().position(|(other, given)| !given && *other == question);
        if let Some(next) = next {
            questions[next].1 = true;
            return Some(next);
        }
        let reads = *method == Method::GET || asked.path.ends_with("/$batch");
        questions.iter().rposition(|(other, _)| reads && *other == question)
    }

    fn put_together(&self, asked: &Asked, request: &Request) -> Option<Response> {
        let (status, body) = if asked.path.ends_with("/$batch") {
            (StatusCode::OK, Some(self.parts.batch(asked)?))
        } else {
            let (status, body) = self.parts.alone(asked)?;
            (StatusCode::from_u16(u16::try_from(status).ok()?).ok()?, body.cloned())
        };
        let body = body.map(|body| self.here(&body.to_string(), request).into_bytes()).unwrap_or_default();
        let mut response = Response::new(body);
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Some(response)
    }

    fn response(&self, answer: &Answer, request: &Request) -> Response {
        let body = match &answer.body {
            None | Some(Body::LeftOut(LeftOut::NotJson)) => Vec::new(),
            Some(Body::LeftOut(LeftOut::TooMuch)) => {
                return refusal("NotRecorded", "The recorded answer was too large to be kept.");
            }
            Some(Body::Json(json)) => self.here(json.get(), request).into_bytes(),
        };
        let mut response = Response::new(body);
        // It was checked when the recording was read.
        *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::NOT_IMPLEMENTED);
        let headers = &answer.headers;
        for (name, value) in [
            (CONTENT_TYPE, &headers.content_type),
            (REQUEST_ID, &headers.request_id),
            (RETRY_AFTER, &headers.retry_after),
            (WWW_AUTHENTICATE, &headers.www_authenticate),
        ] {
            let value = value.as_ref().and_then(|value| HeaderValue::try_from(value).ok());
            if let Some(value) = value {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }

    /// `json` with links that lead to where `request` went.
    fn here(&self, json: &str, request: &Request) -> String {
        let uri = request.uri();
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return json.to_owned();
        };
        let here = [scheme, "://", authority.as_str(), "/v1.0/"].concat();
        json.replace(&[&self.recording.graph, "/v1.0/"].concat(), &here)
    }
}

impl Transport for Replay {
    /// At once: time that passed is not waited for again.
    fn send(&self, request: Request) -> Sending<'_> {
        Box::pin(async move { self.answer(&request).0 })
    }
}

/// 501 in Graph's envelope: nobody repeats it.
fn refusal(code: &str, message: &str) -> Response {
    let mut response =
        Response::new(json!({"error": {"code": code, "message": message}}).to_string().into_bytes());
    *response.status_mut() = StatusCode::NOT_IMPLEMENTED;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
