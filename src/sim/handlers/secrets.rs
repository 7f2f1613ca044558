//! Secrets (C8, C9).

use super::super::answer::{Answer, Failure, Handled};
use super::super::call::Call;
use super::super::knobs::SecretsPut;
use super::super::state::State;
use super::jobs;
use serde_json::{Value, json};

/// Members of `synchronizationSecret` (§2.1).
const KEYS: [&str; 45] = [
    "None",
    "UserName",
    "Password",
    "SecretToken",
    "AppKey",
    "BaseAddress",
    "ClientIdentifier",
    "ClientSecret",
    "SingleSignOnType",
    "Sandbox",
    "Url",
    "Domain",
    "ConsumerKey",
    "ConsumerSecret",
    "TokenKey",
    "TokenExpiration",
    "Oauth2AccessToken",
    "Oauth2AccessTokenCreationTime",
    "Oauth2RefreshToken",
    "SyncAll",
    "InstanceName",
    "Oauth2ClientId",
    "Oauth2ClientSecret",
    "CompanyId",
    "UpdateKeyOnSoftDelete",
    "SynchronizationSchedule",
    "SystemOfRecord",
    "SandboxName",
    "EnforceDomain",
    "SyncNotificationSettings",
    "SkipOutOfScopeDeletions",
    "Oauth2AuthorizationCode",
    "Oauth2RedirectUri",
    "ApplicationTemplateIdentifier",
    "Oauth2TokenExchangeUri",
    "Oauth2AuthorizationUri",
    "AuthenticationType",
    "Server",
    "PerformInboundEntitlementGrants",
    "HardDeletesEnabled",
    "SyncAgentCompatibilityKey",
    "SyncAgentADContainer",
    "ValidateDomain",
    "TestReferences",
    "ConnectionString",
];

/// Keys that read back in clear; every other one reads as `*`.
const CLEAR: [&str; 6] = [
    "BaseAddress",
    "SyncAll",
    "SyncNotificationSettings",
    "SkipOutOfScopeDeletions",
    "Url",
    "AuthenticationType",
];

/// Reads a list of `{key, value}`.
///
/// # Errors
/// 400 for another shape; 500 `InternalError` for a key that is not a member of the enumeration, case included.
pub(crate) fn pairs(list: Option<&Value>) -> Result<Vec<(String, String)>, Failure> {
    let shape = || Failure::new(400, "BadRequest", "A list of keys and values is expected.");
    let mut pairs = Vec::new();
    for one in list.and_then(Value::as_array).ok_or_else(shape)? {
        let key = one.get("key").and_then(Value::as_str).ok_or_else(shape)?;
        if !KEYS.contains(&key) {
            return Err(Failure::new(
                500,
                "InternalError",
                format!("Requested value '{key}' was not found."),
            ));
        }
        let value = match one.get("value") {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Null) | None => String::new(),
            Some(_) => return Err(shape()),
        };
        pairs.push((key.to_owned(), value));
    }
    Ok(pairs)
}

/// C9.
pub(crate) fn list(state: &State, call: &Call, at: usize) -> Handled {
    let app = state.applications.get(at).ok_or_else(Failure::no_resource)?;
    let value = app
        .secrets
        .visible(call.now)
        .iter()
        .map(|(key, value)| {
            let shown = if CLEAR.contains(&key.as_str()) { value.as_str() } else { "*" };
            json!({"key": key, "value": shown})
        })
        .collect();
    Ok(Answer::list(call.context(&format!("servicePrincipals('{}')/synchronization/secrets", app.id)), value))
}

/// C8.
pub(crate) fn put(state: &mut State, call: &Call, at: usize) -> Handled {
    let body = call.json()?;
    let sent = pairs(body.get("value"))?;
    let app = state.applications.get_mut(at).ok_or_else(Failure::no_resource)?;
    let visible = app.secrets.visible(call.now).to_vec();
    let mut stored = match state.knobs.secrets_put {
        SecretsPut::Merge => app.secrets.stored.clone(),
        SecretsPut::Replace => Vec::new(),
    };
    for (key, value) in sent {
        stored.retain(|(held, _)| *held != key);
        if !value.is_empty() {
            stored.push((key, value));
        }
    }
    app.secrets.stored = stored;
    app.secrets.before = Some((call.now + state.knobs.secrets_visible_after, visible));
    jobs::audit(state, call, at, "Update provisioning setting or credentials");
    Ok(Answer::no_content())
}
