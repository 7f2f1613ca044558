//! `product`: what this vendor's product requires, as data.

use super::error::{ConfigError, Rule};
use super::fields::{Fields, text};
use super::keys;
use super::tenant::is_host;
use crate::setup::product::{Console, GroupRequirements, Product, RequiredMapping, Support};
use serde_json::Value;
use url::Url;

/// Reads `product`. With a `name` it is a product of its own and must be complete; without one it is TOTAL
/// with the given keys in place of the built-in ones. The requirements of two products never mix.
pub(super) fn parse(value: &Value, path: &str) -> Result<Product, ConfigError> {
    let fields = Fields::of(value, path, keys::PRODUCT)?;
    let built_in = match fields.text("name")? {
        Some(name) => {
            if let Some(key) = ["applicationNames", "requiredMappings", "groups"]
                .into_iter()
                .find(|key| fields.get(key).is_none())
            {
                return Err(fields.error(key, Rule::Missing));
            }
            Product {
                name: name.to_owned(),
                application_names: Vec::new(),
                required_mappings: Vec::new(),
                groups: GroupRequirements { required: Vec::new(), prefix: String::new() },
                tenant_url_hosts: Vec::new(),
                support: Support::default(),
                guide_url: None,
                console: Console::of(name),
            }
        }
        None => Product::total(),
    };
    Ok(Product {
        application_names: some(&fields, "applicationNames", fields.list("applicationNames", owned)?)?
            .unwrap_or(built_in.application_names),
        required_mappings: mappings(&fields)?.unwrap_or(built_in.required_mappings),
        groups: match fields.get("groups") {
            Some(value) => groups(value, &fields.key("groups"))?,
            None => built_in.groups,
        },
        tenant_url_hosts: fields.list("tenantUrlHosts", host)?.unwrap_or(built_in.tenant_url_hosts),
        support: match fields.get("support") {
            Some(value) => support(value, &fields.key("support"))?,
            None => built_in.support,
        },
        guide_url: fields.parsed("guideUrl", Rule::Https, https)?.or(built_in.guide_url),
        console: match fields.get("console") {
            Some(value) => console(value, &fields.key("console"))?,
            None => built_in.console,
        },
        name: built_in.name,
    })
}

/// The list, refused if it is there and empty.
fn some<T>(fields: &Fields<'_>, key: &str, list: Option<Vec<T>>) -> Result<Option<Vec<T>>, ConfigError> {
    match list {
        Some(list) if list.is_empty() => Err(fields.error(key, Rule::Empty)),
        list => Ok(list),
    }
}

fn mappings(fields: &Fields<'_>) -> Result<Option<Vec<RequiredMapping>>, ConfigError> {
    let list = some(fields, "requiredMappings", fields.list("requiredMappings", mapping)?)?;
    let mut identity = false;
    for (index, mapping) in list.iter().flatten().enumerate() {
        let error = |key: &str, rule| {
            Err(fields.error(&["requiredMappings[", &index.to_string(), "].", key].concat(), rule))
        };
        let before = list.iter().flatten().take(index);
        if before.into_iter().any(|other| other.target.eq_ignore_ascii_case(&mapping.target)) {
            return error("target", Rule::Duplicate);
        }
        if mapping.identity && std::mem::replace(&mut identity, true) {
            return error("identity", Rule::SecondIdentity);
        }
        if mapping.identity && !mapping.source.eq_ignore_ascii_case("objectId") {
            return error("source", Rule::IdentitySource);
        }
    }
    if list.is_some() && !identity {
        return Err(fields.error("requiredMappings", Rule::NoIdentity));
    }
    Ok(list)
}

fn mapping(value: &Value, key: &str) -> Result<RequiredMapping, ConfigError> {
    let fields = Fields::of(value, key, keys::MAPPING)?;
    Ok(RequiredMapping {
        target: fields.required_text("target")?.to_owned(),
        source: fields.required_text("source")?.to_owned(),
        identity: fields.flag("identity")?,
    })
}

fn groups(value: &Value, key: &str) -> Result<GroupRequirements, ConfigError> {
    let fields = Fields::of(value, key, keys::GROUPS)?;
    Ok(GroupRequirements {
        required: fields.list("required", owned)?.unwrap_or_default(),
        prefix: fields.text("prefix")?.unwrap_or_default().to_owned(),
    })
}

fn support(value: &Value, key: &str) -> Result<Support, ConfigError> {
    let fields = Fields::of(value, key, keys::SUPPORT)?;
    Ok(Support {
        url: fields.parsed("url", Rule::Https, https)?,
        email: fields.parsed("email", Rule::Email, email)?,
    })
}

fn console(value: &Value, key: &str) -> Result<Console, ConfigError> {
    let fields = Fields::of(value, key, keys::CONSOLE)?;
    Ok(Console {
        name: fields.required_text("name")?.to_owned(),
        path: fields.text("path")?.map(str::to_owned),
    })
}

fn owned(value: &Value, key: &str) -> Result<String, ConfigError> {
    text(value, key).map(str::to_owned)
}

fn host(value: &Value, key: &str) -> Result<String, ConfigError> {
    let host = text(value, key)?;
    if is_host(host) { Ok(host.to_owned()) } else { Err(ConfigError::new(key, Rule::Host)) }
}

fn https(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    (url.scheme() == "https" && url.username().is_empty() && url.password().is_none()).then(|| url.into())
}

fn email(text: &str) -> Option<String> {
    let (mailbox, host) = text.split_once('@')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte);
    (!mailbox.is_empty() && mailbox.bytes().all(plain) && host.contains('.') && is_host(host))
        .then(|| text.to_owned())
}
