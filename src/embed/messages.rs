//! The messages on the port between a frame and its host, protocol `tsa/1` (security.md §2.6; docs/embed.schema.json). None
//! from the frame holds a token, a secret, or the name of a person or group.

use super::happening::Happening;
use super::keys::ERROR_CODES;
use super::options::{HostOptions, WrongOption};
use crate::auth::Secret;
use serde_json::{Map, Value, json};
use thiserror::Error;

/// Why a message ends the conversation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Violation {
    /// Not JSON, too long, of an unknown type or form.
    #[error("the message is malformed")]
    Malformed,
    /// Another version of the protocol.
    #[error("the version is not supported")]
    Version,
    /// A number that came before, or a lower one.
    #[error("the message is a repetition")]
    Replayed,
    /// A second `init`, or an answer to a question that was not asked.
    #[error("the message comes at a wrong time")]
    Order,
}

/// What went wrong, for the host: a code, and never a text of ours or theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// Something came before its time and was ignored (M11).
    BadOrder,
    /// The assistant's own configuration is wrong.
    Configuration,
    /// There is neither a token nor a way to sign in.
    NoSignIn,
    /// An option is wrong.
    Options,
    /// The conversation broke its rules and is over.
    Protocol,
    /// The program has stopped.
    Stopped,
    /// The host gave no usable access token.
    Token,
    /// The host speaks another version.
    UnsupportedVersion,
    /// The token, or the sign-in, is of another tenant than the host named.
    WrongTenant,
}

impl ErrorCode {
    /// The code as the host reads it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        ERROR_CODES[self as usize]
    }
}

impl From<&Violation> for ErrorCode {
    fn from(violation: &Violation) -> Self {
        match violation {
            Violation::Version => Self::UnsupportedVersion,
            Violation::Malformed | Violation::Replayed | Violation::Order => Self::Protocol,
        }
    }
}

/// What an access token must be good for: the argument of `getAccessToken`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenRequest {
    /// Scopes with the resource before the name, as MSAL takes them.
    pub scopes: Vec<String>,
    /// A claims challenge to answer, JSON text.
    pub claims: Option<String>,
    /// The token that was given last was refused by Graph.
    pub renew: bool,
}

impl TokenRequest {
    /// The members, as both ways carry them.
    #[must_use]
    pub fn members(&self) -> Map<String, Value> {
        let mut members = Map::new();
        members.insert("scopes".to_owned(), self.scopes.clone().into());
        if let Some(claims) = &self.claims {
            members.insert("claims".to_owned(), claims.clone().into());
        }
        if self.renew {
            members.insert("renew".to_owned(), true.into());
        }
        members
    }
}

/// What the host says.
#[derive(Debug)]
pub enum HostMessage {
    /// The options, and whether the host gives access tokens.
    Init(Result<Box<HostOptions>, WrongOption>, bool),
    /// The answer to a `token-request`; none where the host has no token.
    Token(u64, Option<Secret>),
    /// The host wants the status now.
    StatusRequest,
    /// The host takes the frame away.
    Dispose,
}

impl HostMessage {
    /// Reads a message without what every message has.
    pub(super) fn of(kind: &str, mut object: Map<String, Value>) -> Result<Self, Violation> {
        match kind {
            "init" => {
                let gives_tokens = match object.remove("accessTokens") {
                    None => false,
                    Some(Value::Bool(gives)) => gives,
                    Some(_) => return Err(Violation::Malformed),
                };
                let options = match object.remove("options") {
                    Some(Value::Object(options)) => HostOptions::of(options).map(Box::new),
                    _ => return Err(Violation::Malformed),
                };
                only(&object, &[])?;
                Ok(Self::Init(options, gives_tokens))
            }
            "token" => {
                let id = object.remove("id").and_then(|id| id.as_u64()).ok_or(Violation::Malformed)?;
                let token = match object.remove("accessToken") {
                    Some(Value::String(token)) => Some(Secret::new(token)),
                    None | Some(Value::Null) => None,
                    Some(_) => return Err(Violation::Malformed),
                };
                only(&object, &[])?;
                Ok(Self::Token(id, token.filter(|token| !token.expose().is_empty())))
            }
            "status-request" => Ok(Self::StatusRequest),
            "dispose" => Ok(Self::Dispose),
            _ => Err(Violation::Malformed),
        }
    }
}

fn only(object: &Map<String, Value>, allowed: &[&str]) -> Result<(), Violation> {
    let fits = object.keys().all(|key| allowed.contains(&key.as_str()));
    if fits { Ok(()) } else { Err(Violation::Malformed) }
}

/// What the frame says.
#[derive(Clone, Debug, PartialEq)]
pub enum FrameMessage {
    /// The options were taken.
    Accepted,
    /// An option was wrong; nothing was taken.
    Refused(String),
    /// The assistant can work.
    Ready,
    /// How things stand: the overall status, and each step's.
    Status(Value),
    /// Everything is right; the report, with names masked.
    Completed(Value),
    /// Something is wrong.
    Error(ErrorCode),
    /// Something happened; said only where `init` asked for it.
    Event(Happening),
    /// A token is wanted.
    TokenRequest(u64, TokenRequest),
    /// The content is so high, in CSS pixels.
    Resize(u32),
    /// The frame has ended the conversation.
    Closed,
}

impl FrameMessage {
    /// The message's type and its own members.
    pub(super) fn parts(self) -> (&'static str, Map<String, Value>) {
        let one = |key: &str, value: Value| Map::from_iter([(key.to_owned(), value)]);
        match self {
            Self::Accepted => ("accepted", Map::new()),
            Self::Refused(key) => ("refused", one("option", key.into())),
            Self::Ready => ("ready", Map::new()),
            Self::Status(status) => ("status", one("status", status)),
            Self::Completed(report) => ("completed", one("report", report)),
            Self::Error(code) => ("error", one("code", code.as_str().into())),
            Self::Event(happening) => ("event", one("event", happening.detail())),
            Self::TokenRequest(id, request) => {
                let mut members = request.members();
                members.insert("id".to_owned(), json!(id));
                ("token-request", members)
            }
            Self::Resize(height) => ("resize", one("height", height.into())),
            Self::Closed => ("closed", Map::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_name() {
        for (code, name) in [
            (ErrorCode::BadOrder, "bad_order"),
            (ErrorCode::Configuration, "configuration"),
            (ErrorCode::NoSignIn, "no_sign_in"),
            (ErrorCode::Options, "options"),
            (ErrorCode::Protocol, "protocol"),
            (ErrorCode::Stopped, "stopped"),
            (ErrorCode::Token, "token"),
            (ErrorCode::UnsupportedVersion, "unsupported_version"),
            (ErrorCode::WrongTenant, "wrong_tenant"),
        ] {
            assert_eq!(code.as_str(), name);
        }
    }
}
