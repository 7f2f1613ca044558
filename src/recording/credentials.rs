//! Bodies in which secrets travel: `synchronization/secrets` and `validateCredentials` (graph-contract.md §4.1). Only what is
//! known to be none is kept of them; a key that Microsoft adds is masked until somebody adds it here.

use super::known::Known;
use crate::setup::report::{MASK, plain_url};
use serde_json::Value;

/// Members whose text is no secret's value: of the request, of a list, and of an error.
const PLAIN: [&str; 9] = [
    "@odata.context",
    "templateId",
    "key",
    "code",
    "message",
    "date",
    "request-id",
    "client-request-id",
    "status",
];

/// Knows the secrets in `body` from now on.
pub(super) fn learn(body: &Value, known: &mut Known) {
    each(body, &mut |key, value| {
        if kept(key, value).as_deref() != Some(value) {
            known.add(value);
        }
    });
}

fn each(value: &Value, see: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(members) => {
            if let (Some(Value::String(key)), Some(Value::String(value))) =
                (members.get("key"), members.get("value"))
            {
                see(key, value);
            }
            members.values().for_each(|member| each(member, see));
        }
        Value::Array(items) => items.iter().for_each(|item| each(item, see)),
        _ => {}
    }
}

/// Masks every text in `value` that is not known to be no secret. `look_through` is what is done with
/// text that may be kept.
pub(super) fn mask(value: &mut Value, look_through: &dyn Fn(&mut String)) {
    match value {
        Value::Object(members) => {
            let key = members.get("key").and_then(Value::as_str).map(str::to_owned);
            for (name, member) in members {
                match (member, &key) {
                    (Value::String(text), Some(key)) if name == "value" => {
                        *text = kept(key, text).unwrap_or_else(|| MASK.to_owned());
                        look_through(text);
                    }
                    (Value::String(text), _) if PLAIN.contains(&name.as_str()) => look_through(text),
                    (member, _) => mask(member, look_through),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask(item, look_through)),
        Value::String(text) => MASK.clone_into(text),
        // A number may be a PIN; a status and a flag are none.
        Value::Number(_) => *value = Value::String(MASK.to_owned()),
        Value::Null | Value::Bool(_) => {}
    }
}

/// What of a secret's value may be kept.
fn kept(key: &str, value: &str) -> Option<String> {
    if value.is_empty() || value == "*" || value == MASK {
        return Some(value.to_owned());
    }
    let is_flag = ["true", "false"].iter().any(|flag| value.eq_ignore_ascii_case(flag));
    match key {
        // The same text where there is no query; a vendor's query may hold a key.
        "BaseAddress" if !value.contains(['?', '#', '@']) => Some(value.to_owned()),
        "BaseAddress" if !value.contains(['#', '@']) => Some(plain_url(value)),
        "SyncAll" | "SkipOutOfScopeDeletions" => is_flag.then(|| value.to_owned()),
        // Only flags and addresses for mail are in it, and addresses are names.
        "SyncNotificationSettings" => {
            let settings: Value = serde_json::from_str(value).ok()?;
            settings
                .as_object()?
                .keys()
                .all(|name| SETTINGS.contains(&name.as_str()))
                .then(|| value.to_owned())
        }
        _ => None,
    }
}

/// Members of `SyncNotificationSettings` (graph-contract.md §2.1).
const SETTINGS: [&str; 5] = [
    "Enabled",
    "DeleteThresholdEnabled",
    "DeleteThresholdValue",
    "Recipients",
    "HumanResourcesLookaheadQueryEnabled",
];
