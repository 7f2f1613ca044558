//! An exchange without its secrets (security.md TOK-05, LOG-03): values of secrets by what may stay, tokens by their shape,
//! and what was seen to be secret by its value.

use super::known::Known;
use super::shapes;
use super::{Body, LeftOut, bounds, credentials};
use crate::net::Request;
use crate::net::clock::Sequence;
use crate::setup::report::MASK;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use serde_json::value::to_raw_value;

/// A request without its secrets.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The verb.
    pub method: String,
    /// Path and query below the address of Graph.
    pub path: String,
    /// What is sent.
    pub body: Option<Body>,
}

/// How a body is to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It is about secrets: only what is known to be none stays.
    Credentials,
    /// It holds others.
    Batch,
    /// Any other.
    Plain,
}

impl Kind {
    fn of(path: &str) -> Self {
        match path.split('?').next().unwrap_or_default().rsplit('/').next() {
            Some("secrets" | "validateCredentials") => Self::Credentials,
            Some("$batch") => Self::Batch,
            _ => Self::Plain,
        }
    }
}

/// Takes out what is known, and what has the shape of a secret.
pub(super) struct Redaction<'a> {
    known: &'a Known,
}

/// The kinds of a batch's entries, by their ids.
type Entries = Vec<(String, Kind)>;

impl<'a> Redaction<'a> {
    /// Knows the secrets of `request` from now on: its token, and the values of secrets in its body.
    pub fn learning(known: &'a mut Known, request: &Request) -> Self {
        let bearer = request.headers().get(http::header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        if let Some(bearer) = bearer {
            known.add(bearer.split_once(' ').map_or(bearer, |(_, token)| token.trim()));
        }
        let path = request.uri().path();
        if Kind::of(path) != Kind::Plain
            && let Ok(body) = serde_json::from_slice(request.body())
        {
            credentials::learn(&body, known);
        }
        Self { known }
    }

    /// With what is known already.
    pub const fn knowing(known: &'a Known) -> Self {
        Self { known }
    }

    /// What may be kept of a request.
    pub fn request(&self, request: &Request) -> Asked {
        let target = request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        Asked {
            method: request.method().as_str().to_owned(),
            path: self.address(target),
            body: self.body(target, request.body(), None),
        }
    }

    /// What may be kept of the answer to what was `asked`.
    pub fn answer(&self, asked: &Asked, body: &[u8]) -> Option<Body> {
        self.body(&asked.path, body, asked.body.as_ref())
    }

    /// A header, or another text for machines.
    pub fn header(&self, text: &str) -> String {
        let mut text = text.to_owned();
        self.text(&mut text, false);
        text
    }

    /// Path and query. Identifiers stand there, long ones too.
    pub fn address(&self, target: &str) -> String {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let part = |part: &str| {
            let decoded = percent_decode_str(part).decode_utf8_lossy();
            if self.is_known(part) || shapes::without(&decoded, false).is_some() || self.is_known(&decoded) {
                match part.split_once('=') {
                    Some((name, _)) => [name, "=", MASK].concat(),
                    None => MASK.to_owned(),
                }
            } else {
                part.to_owned()
            }
        };
        let join = |text: &str, edge: char| {
            let parts: Vec<_> = text.split(edge).map(part).collect();
            parts.join(edge.encode_utf8(&mut [0; 4]))
        };
        let mut address = join(path, '/');
        if target.contains('?') {
            address.push('?');
            address.push_str(&join(query, '&'));
        }
        address
    }

    /// What may be kept of a body at `path`; `sent` is the request's body, if this is an answer.
    fn body(&self, path: &str, bytes: &[u8], sent: Option<&Body>) -> Option<Body> {
        if bytes.is_empty() {
            return None;
        }
        let Ok(mut value) = serde_json::from_slice::<Value>(bytes) else {
            return Some(Body::LeftOut(LeftOut::NotJson));
        };
        if !bounds::fits(&value) {
            return Some(Body::LeftOut(LeftOut::TooMuch));
        }
        self.value(path, &mut value, sent);
        Some(to_raw_value(&value).map_or(Body::LeftOut(LeftOut::NotJson), Body::Json))
    }

    /// Takes out of a body at `path` what must not be kept.
    pub fn value(&self, path: &str, value: &mut Value, sent: Option<&Body>) {
        match Kind::of(path) {
            Kind::Credentials => self.credentials(value),
            Kind::Batch => {
                let entries = sent.map(entries).unwrap_or_default();
                for list in ["requests", "responses"] {
                    for entry in value.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
                        self.entry(entry, &entries);
                    }
                }
                self.plain(value, false);
            }
            Kind::Plain => self.plain(value, true),
        }
    }

    fn entry(&self, entry: &mut Value, entries: &Entries) {
        let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
        let kind = match entry.get("url").and_then(Value::as_str) {
            Some(url) => Kind::of(url),
            None => entries.iter().find(|(known, _)| known == id).map_or(Kind::Plain, |(_, kind)| *kind),
        };
        if let Some(Value::String(url)) = entry.get_mut("url") {
            *url = self.address(url);
        }
        if let Some(body) = entry.get_mut("body") {
            match kind {
                Kind::Credentials => self.credentials(body),
                Kind::Batch | Kind::Plain => self.plain(body, true),
            }
        }
    }

    fn credentials(&self, value: &mut Value) {
        credentials::mask(value, &|text| self.text(text, true));
    }

    fn plain(&self, value: &mut Value, runs: bool) {
        each_text(value, "", &mut |member, text| {
            if names_a_secret(member) {
                MASK.clone_into(text);
            } else {
                self.text(text, runs && !names_an_id(member));
            }
        });
    }

    fn text(&self, text: &mut String, runs: bool) {
        if self.is_known(text) {
            MASK.clone_into(text);
        } else if let Some(masked) = shapes::without(text, runs) {
            *text = masked;
        }
    }

    fn is_known(&self, text: &str) -> bool {
        self.known.is_in(text)
    }
}

/// The member of the JSON `text` in which something that looks like a secret stands; none where nothing does.
#[must_use]
pub fn secret_in(text: &str) -> Option<String> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    let mut found = None;
    each_text(&mut value, "", &mut |member, text| {
        let is_named = names_a_secret(member) && !text.is_empty() && text != MASK;
        if found.is_none() && (is_named || shapes::without(text, !names_an_id(member)).is_some()) {
            found = Some(member.to_owned());
        }
    });
    found
}

/// Calls `see` with every text in `value` and the member that it, or the list around it, is. JSON in a text is opened.
pub(super) fn each_text(value: &mut Value, member: &str, see: &mut dyn FnMut(&str, &mut String)) {
    match value {
        Value::String(text) => {
            if let Some(mut inner) = inside(text) {
                each_text(&mut inner, member, see);
                *text = inner.to_string();
            } else {
                see(member, text);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, member, see)),
        Value::Object(members) => {
            let key = members.get("key").and_then(Value::as_str);
            let is_secret = key.is_some_and(|key| !key.starts_with('{') && names_a_secret(key));
            for (name, member) in members.iter_mut() {
                let name = if is_secret && name == "value" { "secret" } else { name.as_str() };
                each_text(member, name, see);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The JSON object or list that a text is, as provisioning on demand answers it (graph-contract.md §3.3).
pub(super) fn inside(text: &str) -> Option<Value> {
    let begins = text.starts_with(['{', '[']);
    let inner = begins.then(|| serde_json::from_str::<Value>(text).ok()).flatten()?;
    bounds::fits(&inner).then_some(inner)
}

fn entries(sent: &Body) -> Entries {
    let Body::Json(json) = sent else { return Entries::new() };
    let Ok(sent) = serde_json::from_str::<Value>(json.get()) else { return Entries::new() };
    let text =
        |entry: &Value, name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let requests = sent.get("requests").and_then(Value::as_array);
    requests.into_iter().flatten().map(|entry| (text(entry, "id"), Kind::of(&text(entry, "url")))).collect()
}

/// Members in which programs keep secrets, wherever they stand.
fn names_a_secret(member: &str) -> bool {
    let plain = member.to_ascii_lowercase();
    !member.starts_with('@')
        && ["secret", "password", "accesstoken", "refreshtoken", "idtoken", "appkey", "authorization"]
            .iter()
            .any(|word| plain.contains(word))
}

/// Members that hold identifiers, which are long runs of letters and digits too, and links.
fn names_an_id(member: &str) -> bool {
    member.starts_with('@')
        || ["id", "Id", "ID", "Ids", "Identifier", "ETag", "etag", "url"]
            .iter()
            .any(|end| member.ends_with(end))
}

impl Asked {
    /// What `request` asks for.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        let mut known = Known::new(&Sequence::new(0));
        Redaction::learning(&mut known, request).request(request)
    }

    /// The same text for the same question: verb, path, query and body, whatever the moments are that they name.
    #[must_use]
    pub fn question(&self) -> String {
        let body = match &self.body {
            Some(Body::Json(json)) => json.get(),
            Some(Body::LeftOut(_)) | None => "",
        };
        timeless(&[&self.method, " ", &self.path, "\n", body].concat())
    }
}

/// `text` with a 0 for each date and time.
fn timeless(text: &str) -> String {
    const SHAPE: &[u8] = b"dddd-dd-ddTdd";
    let mut bytes = text.replace("%3A", ":").into_bytes();
    let mut at = 0;
    while at + SHAPE.len() <= bytes.len() {
        let fits = SHAPE.iter().zip(&bytes[at..]).all(|(shape, byte)| match shape {
            b'd' => byte.is_ascii_digit(),
            shape => shape == byte,
        });
        if !fits {
            at += 1;
            continue;
        }
        let moment = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'T' | b':' | b'.');
        let end = bytes[at..].iter().position(|byte| !moment(byte)).map_or(bytes.len(), |length| at + length);
        bytes.splice(at..end, *b"0");
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
