//! What a host tells the assistant (design §4 "Embedding"). Values are proposals: the address of the product and the tenant are
//! checked where they are used, and the person sees them (security.md EMB-07).

use super::keys::OPTIONS;
use crate::auth::Secret;
use crate::config::{Tenant, is_guid};
use crate::setup::ids::ObjectId;
use crate::setup::step::StepId;
use serde_json::{Map, Value};
use thiserror::Error;
use url::Url;

/// The longest text of an option, in bytes.
const LONGEST: usize = 4096;

/// An option that is not one, or has a value that it cannot have. It keeps nothing of the value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the option {key} is wrong")]
pub struct WrongOption {
    /// Its key; empty when the whole is no object.
    pub key: String,
}

/// The host's wish about colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the browser's person likes it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How much room things take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// As on a page of its own.
    #[default]
    Comfortable,
    /// Less.
    Compact,
}

/// How it looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appearance {
    /// Colours.
    pub theme: Theme,
    /// Room.
    pub density: Density,
    /// A language tag (BCP 47) for dates and numbers.
    pub locale: Option<String>,
}

impl Appearance {
    /// The attributes with which an element or a document wears it; the style sheet reads them.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, &str)> {
        let theme = match self.theme {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        let density = (self.density == Density::Compact).then_some("compact");
        let all = [("data-theme", theme), ("data-density", density)];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// Everything that a host may say at once.
#[derive(Debug)]
pub struct HostOptions {
    /// The tenant URL, as the host wrote it.
    pub tenant_url: Option<String>,
    /// The secret token, until it is in its field.
    pub secret_token: Option<Secret>,
    /// The host's own registration for signing in.
    pub client_id: Option<String>,
    /// The tenant that is meant.
    pub tenant: Option<Tenant>,
    /// The cloud's name, as in config.json; it must be the configured one.
    pub cloud: Option<String>,
    /// Where sign-in returns to, at the host.
    pub redirect_uri: Option<Url>,
    /// The application to open.
    pub application: Option<ObjectId>,
    /// The steps to show, in their order.
    pub steps: Vec<StepId>,
    /// The step to begin with.
    pub step: Option<StepId>,
    /// How it looks.
    pub appearance: Appearance,
    /// Whether it wants to hear what happens, for its operations.
    pub events: bool,
}

impl Default for HostOptions {
    fn default() -> Self {
        Self {
            tenant_url: None,
            secret_token: None,
            client_id: None,
            tenant: None,
            cloud: None,
            redirect_uri: None,
            application: None,
            steps: StepId::ALL.to_vec(),
            step: None,
            appearance: Appearance::default(),
            events: false,
        }
    }
}

impl HostOptions {
    /// Reads a JSON object.
    ///
    /// # Errors
    /// The first key that is wrong.
    pub fn parse(text: &str) -> Result<Self, WrongOption> {
        match serde_json::from_str(text) {
            Ok(Value::Object(object)) => Self::of(object),
            _ => Err(WrongOption { key: String::new() }),
        }
    }

    /// Reads the members of a JSON object.
    ///
    /// # Errors
    /// The first key that is wrong.
    pub fn of(mut object: Map<String, Value>) -> Result<Self, WrongOption> {
        if let Some(key) = object.keys().find(|key| !OPTIONS.contains(&key.as_str())) {
            return Err(WrongOption { key: key.chars().take(64).collect() });
        }
        // The text of the token is moved, so that no copy of it stays behind.
        let secret_token = match object.remove("secretToken") {
            None | Some(Value::Null) => None,
            Some(Value::String(token)) if token.len() <= LONGEST => Some(Secret::new(token)),
            Some(_) => return Err(wrong("secretToken")),
        };
        let members = Members(&object);
        Ok(Self {
            tenant_url: members.text("tenantUrl", |text| Some(text.to_owned()))?,
            secret_token,
            client_id: members.text("clientId", |text| is_guid(text).then(|| text.to_ascii_lowercase()))?,
            tenant: members.text("tenant", Tenant::parse)?,
            cloud: members.text("cloud", |text| Some(text.to_owned()))?,
            redirect_uri: members.text("redirectUri", |text| Url::parse(text).ok())?,
            application: members.text("application", |text| text.parse().ok())?,
            steps: members.steps()?,
            step: members.text("step", StepId::from_name)?,
            appearance: Appearance {
                theme: members.text("theme", theme)?.unwrap_or_default(),
                density: members.text("density", density)?.unwrap_or_default(),
                locale: members.text("locale", |text| is_language(text).then(|| text.to_owned()))?,
            },
            events: members.flag("events")?,
        })
    }
}

/// The members of the object; `null` and `undefined` mean that there is none.
struct Members<'a>(&'a Map<String, Value>);

impl Members<'_> {
    fn text<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, WrongOption> {
        match self.0.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.len() <= LONGEST => {
                read(text).map(Some).ok_or_else(|| wrong(key))
            }
            Some(_) => Err(wrong(key)),
        }
    }

    /// Only what is said is so.
    fn flag(&self, key: &'static str) -> Result<bool, WrongOption> {
        match self.0.get(key) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(wrong(key)),
        }
    }

    /// The steps in their own order, whatever order the host wrote.
    fn steps(&self) -> Result<Vec<StepId>, WrongOption> {
        let named = match self.0.get("steps") {
            None | Some(Value::Null) => return Ok(StepId::ALL.to_vec()),
            Some(Value::Array(named)) if !named.is_empty() => named,
            Some(_) => return Err(wrong("steps")),
        };
        let named: Option<Vec<_>> =
            named.iter().map(|name| name.as_str().and_then(StepId::from_name)).collect();
        let named = named.ok_or_else(|| wrong("steps"))?;
        Ok(StepId::ALL.into_iter().filter(|step| named.contains(step)).collect())
    }
}

fn wrong(key: &str) -> WrongOption {
    WrongOption { key: key.to_owned() }
}

fn theme(text: &str) -> Option<Theme> {
    Some(match text {
        "auto" => Theme::Auto,
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => return None,
    })
}

fn density(text: &str) -> Option<Density> {
    Some(match text {
        "comfortable" => Density::Comfortable,
        "compact" => Density::Compact,
        _ => return None,
    })
}

/// A language, and a script or a region of it where it has one (RFC 5646 §2.1): what every browser takes.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let letters =
        |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let region =
        |part: &str| letters(part, 2) || (part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let language = parts.next().is_some_and(|part| letters(part, 2) || letters(part, 3));
    parts.next_if(|part| letters(part, 4));
    parts.next_if(|part| region(part));
    language && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CANARY: &str = "tsa_canary_0123456789";

    #[test]
    fn what_is_not_said_is_as_on_a_page_of_its_own() {
        let options = HostOptions::parse("{}").unwrap();
        assert_eq!(options.steps, StepId::ALL);
        assert_eq!(options.appearance, Appearance::default());
        assert!(options.tenant_url.is_none() && options.secret_token.is_none() && options.tenant.is_none());
        assert!(!options.events, "nothing is told that was not asked for");
    }

    #[test]
    fn every_option_is_read() {
        let options = HostOptions::parse(
            r#"{"tenantUrl":"https://scim.total.example/v2","secretToken":"tsa_canary_0123456789",
                "clientId":"8E42D9B6-1f73-4c0a-b5e8-2a6c9d04f7b1","tenant":"contoso.example","cloud":"global",
                "redirectUri":"https://console.example/auth.html","application":"c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8",
                "steps":["on-demand","connect"],"step":"connect","theme":"dark","density":"compact","locale":"de-CH","events":true}"#,
        )
        .unwrap();
        assert_eq!(options.secret_token.unwrap().expose(), CANARY);
        assert_eq!(options.client_id.as_deref(), Some("8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1"));
        assert_eq!(options.tenant, Some(Tenant::Domain("contoso.example".to_owned())));
        assert_eq!(options.steps, [StepId::Connect, StepId::OnDemand]);
        assert_eq!(options.step, Some(StepId::Connect));
        assert!(options.events);
        assert_eq!(
            options.appearance,
            Appearance { theme: Theme::Dark, density: Density::Compact, locale: Some("de-CH".to_owned()) }
        );
    }

    /// EMB-03: unknown members are refused; the refusal names the key and holds nothing of the value.
    #[test]
    fn a_wrong_option_is_named() {
        for (text, key) in [
            ("[]", ""),
            ("{", ""),
            (r#"{"secretToken":1}"#, "secretToken"),
            (r#"{"token":"tsa_canary_0123456789"}"#, "token"),
            (r#"{"tenant":"common"}"#, "tenant"),
            (r#"{"tenantUrl":["tsa_canary_0123456789"]}"#, "tenantUrl"),
            (r#"{"steps":[]}"#, "steps"),
            (r#"{"steps":["connect","everything"]}"#, "steps"),
            (r#"{"step":"six"}"#, "step"),
            (r#"{"theme":"pink"}"#, "theme"),
            (r#"{"locale":"de CH"}"#, "locale"),
            (r#"{"locale":"x-y"}"#, "locale"),
            (r#"{"clientId":"x"}"#, "clientId"),
            (r#"{"events":"true"}"#, "events"),
            (r#"{"__proto__":{}}"#, "__proto__"),
        ] {
            let wrong = HostOptions::parse(text).unwrap_err();
            assert_eq!(wrong.key, key, "{text}");
            assert!(!format!("{wrong:?}").contains(CANARY));
        }
    }

    /// TOK-01
    #[test]
    fn a_secret_is_not_printed() {
        let options = HostOptions::parse(r#"{"secretToken":"tsa_canary_0123456789"}"#).unwrap();
        assert!(!format!("{options:?}").contains(CANARY));
    }

    proptest! {
        #[test]
        fn any_text_is_options_or_a_refusal(text in any::<String>()) {
            drop(HostOptions::parse(&text));
        }
    }
}
