//! Testing a connection (C6, C7).

use super::super::answer::{Answer, Failure, Handled};
use super::super::call::Call;
use super::super::endpoints::verdict;
use super::super::state::State;
use super::secrets::pairs;
use serde_json::Value;

/// C7: needs a template.
pub(crate) fn collection(state: &State, call: &Call, at: usize) -> Handled {
    let body = call.json()?;
    if body.get("templateId").and_then(Value::as_str) != Some("scim") {
        return Err(Failure::new(
            400,
            "TemplateNotFound",
            "The template could not be found for the application.",
        ));
    }
    test(state, at, &body)
}

/// C6.
pub(crate) fn stored(state: &State, call: &Call, at: usize) -> Handled {
    test(state, at, &call.json()?)
}

fn test(state: &State, at: usize, body: &Value) -> Handled {
    let app = state.applications.get(at).ok_or_else(Failure::no_resource)?;
    let sent = match body.get("credentials") {
        None | Some(Value::Null) => Vec::new(),
        list => pairs(list)?,
    };
    let saved = body.get("useSavedCredentials").and_then(Value::as_bool).unwrap_or(false);
    let value = |key: &str| {
        if saved {
            return app.secrets.get(key);
        }
        sent.iter()
            .find(|(held, _)| held == key)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    };
    let address = value("BaseAddress");
    let (verdict, longer) = verdict(address, value("SecretToken"), &state.vendor);
    let latency = state.knobs.validation_latency + longer;
    if verdict.works() {
        return Ok(Answer::no_content().after(latency));
    }
    match verdict.error(address.unwrap_or_default(), &state.knobs, &state.vendor) {
        None => Ok(Answer::no_content().after(latency)),
        Some((code, message)) => Err(Failure::new(400, code, message).after(latency)),
    }
}
