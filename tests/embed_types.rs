//! `public/embed.d.ts`, `docs/embed.schema.json` and the program use the same names.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use assistant::embed::{
    ERROR_CODES, EVENTS, ErrorCode, FailureClass, FrameMessage, Happening, OPTIONS, Session, THEMES,
    TokenRequest,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TYPES: &str = include_str!("../public/embed.d.ts");
const SCRIPT: &str = include_str!("../public/embed.js");

fn schema() -> Value {
    serde_json::from_str(include_str!("../docs/embed.schema.json")).unwrap()
}

/// The text of an interface or type, from its name to the end of its block.
fn block<'t>(start: &str, end: &str) -> &'t str {
    TYPES.split(start).nth(1).unwrap().split(end).next().unwrap()
}

/// The members that a block declares.
fn members(block: &str) -> BTreeSet<&str> {
    let declared = block.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(':'));
    declared
        .map(|(name, _)| name.trim_end_matches('?').trim_matches('"'))
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .collect()
}

fn quoted(block: &str) -> BTreeSet<&str> {
    block.split('"').skip(1).step_by(2).collect()
}

#[test]
fn the_options_are_the_same_everywhere() {
    let mut typed = members(block("export interface Options {\n", "\n}"));
    // The one that is a function.
    assert!(typed.remove("getAccessToken"));
    let known: BTreeSet<_> = OPTIONS.into_iter().collect();
    assert_eq!(typed, known);
    let schema = schema();
    let properties = schema["$defs"]["options"]["properties"].as_object().unwrap();
    assert_eq!(properties.keys().map(String::as_str).collect::<BTreeSet<_>>(), known);
    assert_eq!(schema["$defs"]["options"]["additionalProperties"], json!(false));
    let themes: Vec<_> = properties["theme"]["enum"].as_array().unwrap().iter().collect();
    assert_eq!(themes, THEMES.map(Value::from).iter().collect::<Vec<_>>());
}

#[test]
fn the_events_and_codes_are_the_same_everywhere() {
    let events = quoted(block("export interface Events {\n", "\n}"));
    let known: BTreeSet<_> = EVENTS.iter().map(|name| ["total-setup:", name].concat()).collect();
    assert_eq!(events, known.iter().map(String::as_str).collect());
    let codes = quoted(block("export type ErrorCode =\n", ";"));
    assert_eq!(codes, ERROR_CODES.into_iter().collect());
    assert!(SCRIPT.contains("`total-setup:${name}`"));
}

/// What the frame says has the members that the schema names, and the required ones.
#[test]
fn the_frames_messages_fit_the_schema() {
    let schema = schema();
    let known = schema["$defs"]["frame"]["oneOf"].as_array().unwrap();
    let request = TokenRequest {
        scopes: vec!["https://graph.microsoft.com/User.Read".to_owned()],
        claims: Some("{}".to_owned()),
        renew: true,
    };
    let status = json!({ "overall": "done", "steps": { "on-demand": "done" } });
    let messages = [
        FrameMessage::Accepted,
        FrameMessage::Refused("tenant".to_owned()),
        FrameMessage::Ready,
        FrameMessage::Status(status),
        FrameMessage::Completed(json!({})),
        FrameMessage::Error(ErrorCode::Token),
        FrameMessage::Event(Happening::Failure(FailureClass::Network, Some(503))),
        FrameMessage::TokenRequest(1, request),
        FrameMessage::Resize(1),
        FrameMessage::Closed,
    ];
    // `connected` is printed by the handshake, whose own test compares it.
    assert_eq!(messages.len() + 1, known.len());
    let mut session = Session::default();
    for message in messages {
        let printed: Value = serde_json::from_str(&session.send(message)).unwrap();
        let form = known.iter().find(|form| form["properties"]["type"]["const"] == printed["type"]).unwrap();
        for name in printed.as_object().unwrap().keys() {
            assert!(form["properties"].get(name).is_some(), "{name} in {printed}");
        }
        for name in form["required"].as_array().unwrap() {
            assert!(printed.get(name.as_str().unwrap()).is_some(), "{name} in {printed}");
        }
    }
}

/// What the schema lets a host say is understood; where it allows no other member, one more is refused.
#[test]
fn a_hosts_messages_are_read_as_the_schema_says() {
    let schema = schema();
    for form in schema["$defs"]["host"]["oneOf"].as_array().unwrap() {
        let kind = form["properties"]["type"]["const"].as_str().unwrap();
        let message = |more: Option<&str>| {
            let mut session = Session::default();
            session.send(FrameMessage::TokenRequest(1, TokenRequest::default()));
            let mut message = json!({ "v": 1, "seq": 1, "type": kind });
            for name in form["required"].as_array().unwrap() {
                let value = match name.as_str().unwrap() {
                    "options" => json!({}),
                    "id" => json!(1),
                    _ => continue,
                };
                message[name.as_str().unwrap()] = value;
            }
            if let Some(more) = more {
                message[more] = json!(1);
            }
            session.receive(&message.to_string()).is_ok()
        };
        assert!(message(None), "{kind}");
        assert_eq!(message(Some("other")), form["additionalProperties"] != json!(false), "{kind}");
    }
}
