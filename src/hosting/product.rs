//! The configured product as it stands in files: the assistant's name, and the product as JSON.

use crate::setup::product::Product;
use crate::words::en::labels;
use crate::words::fill;
use serde_json::{Value, json};

/// What the assistant for `product` is called.
#[must_use]
pub fn app_name(product: &Product) -> String {
    fill(labels::APP_NAME, product)
}

/// `product` as the `product` of a config.json (docs/configuration.md), empty for the built-in one.
#[must_use]
pub fn json(product: &Product) -> String {
    if *product == Product::total() {
        return String::new();
    }
    let mapping = |row: &crate::setup::product::RequiredMapping| json!({ "target": row.target, "source": row.source, "identity": row.identity });
    let mut object = json!({
        "name": product.name,
        "applicationNames": product.application_names,
        "requiredMappings": product.required_mappings.iter().map(mapping).collect::<Vec<_>>(),
        "groups": { "required": product.groups.required },
        "tenantUrlHosts": product.tenant_url_hosts,
        "support": {},
        "console": { "name": product.console.name },
    });
    let optional = [
        ("/groups", "prefix", Some(&product.groups.prefix).filter(|prefix| !prefix.is_empty())),
        ("/support", "url", product.support.url.as_ref()),
        ("/support", "email", product.support.email.as_ref()),
        ("/console", "path", product.console.path.as_ref()),
        ("", "guideUrl", product.guide_url.as_ref()),
    ];
    for (place, key, value) in optional {
        if let (Some(Value::Object(members)), Some(value)) = (object.pointer_mut(place), value) {
            members.insert(key.to_owned(), Value::from(value.as_str()));
        }
    }
    object.to_string()
}

/// The text of a web app manifest with the name of the assistant for `product`; as it is where it is none.
#[must_use]
pub fn manifest(text: &str, product: &Product) -> String {
    let Ok(Value::Object(mut members)) = serde_json::from_str(text) else { return text.to_owned() };
    let name = members.get("name").and_then(Value::as_str).unwrap_or_default();
    // What follows the name, such as ": demo", stays.
    let ending = labels::APP_NAME.trim_start_matches("{product}");
    let rest = name.rsplit_once(ending).map_or("", |(_, rest)| rest);
    let name = [&app_name(product), rest].concat();
    members.insert("name".to_owned(), name.into());
    if members.contains_key("short_name") {
        members.insert("short_name".to_owned(), product.name.as_str().into());
    }
    let mut text = serde_json::to_string_pretty(&members).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::setup::product::{Console, GroupRequirements, RequiredMapping, Support};

    #[test]
    fn what_is_written_is_read_again() {
        let full = Product {
            name: "Badge \"<&>\"".to_owned(),
            application_names: vec!["Badge".to_owned(), "Badge SCIM".to_owned()],
            required_mappings: vec![RequiredMapping {
                target: "userName".to_owned(),
                source: "objectId".to_owned(),
                identity: true,
            }],
            groups: GroupRequirements { required: vec!["B".to_owned()], prefix: "B-".to_owned() },
            tenant_url_hosts: vec!["scim.example.com".to_owned()],
            support: Support {
                url: Some("https://example.com/help".to_owned()),
                email: Some("help@example.com".to_owned()),
            },
            guide_url: Some("https://example.com/guide?a=1&b=2".to_owned()),
            console: Console { name: "Desk".to_owned(), path: Some("Settings".to_owned()) },
        };
        let bare = Product {
            groups: GroupRequirements { required: Vec::new(), prefix: String::new() },
            tenant_url_hosts: Vec::new(),
            support: Support::default(),
            guide_url: None,
            console: Console::of("Badge"),
            ..full.clone()
        };
        for product in [full, bare] {
            assert_eq!(config::product(&json(&product)), Ok(product));
        }
        assert_eq!(json(&Product::total()), "");
    }

    #[test]
    fn a_manifest_bears_the_name_however_often_it_is_configured() {
        let built = r#"{"name": "TOTAL Setup Assistant: demo", "short_name": "TOTAL", "icons": []}"#;
        let product = Product { name: "Badge".to_owned(), ..Product::total() };
        let text = manifest(built, &product);
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["name"], "Badge Setup Assistant: demo");
        assert_eq!(read["short_name"], "Badge");
        assert_eq!(read["icons"], json!([]));
        assert_eq!(manifest(&text, &product), text);
    }
}
