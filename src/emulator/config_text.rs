//! The text of the `config.json` that is served, where it differs from the one that was given.

use serde_json::{Map, Value};

/// `config` with this server as `graph`, where it asks for the cloud `custom` and names none. Text that is not
/// such a configuration stays as it is: the check that follows says what is wrong with it.
pub(super) fn with_graph(config: String, origin: &str) -> String {
    let Some(mut keys) = object(&config) else { return config };
    if keys.get("cloud").and_then(Value::as_str) != Some("custom") || keys.contains_key("graph") {
        return config;
    }
    keys.insert("graph".to_owned(), origin.into());
    Value::Object(keys).to_string()
}

/// `config` with `console` among the origins that may embed the page. Where it says nothing about signing in, nor a cloud, all servers
/// are this one: what the console's tokens are good for.
pub(super) fn with_console(config: String, origin: &str, console: &str) -> String {
    let Some(mut keys) = object(&config) else { return config };
    if !keys.contains_key("clientId") && !keys.contains_key("cloud") {
        keys.insert("cloud".to_owned(), "custom".into());
        keys.insert("authority".to_owned(), origin.into());
        keys.insert("graph".to_owned(), origin.into());
    }
    if let Value::Array(origins) = keys.entry("embedOrigins").or_insert_with(|| Value::Array(Vec::new())) {
        origins.push(console.into());
    }
    Value::Object(keys).to_string()
}

fn object(config: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(config).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    const HERE: &str = "http://127.0.0.1:1";
    const CONSOLE: &str = "http://localhost:2";

    #[test]
    fn graph_is_this_server_only_where_the_configuration_leaves_it_open() {
        let filled = with_graph(r#"{"cloud":"custom"}"#.to_owned(), HERE);
        assert_eq!(filled, r#"{"cloud":"custom","graph":"http://127.0.0.1:1"}"#);
        for kept in [r#"{"cloud":"global"}"#, r#"{"cloud":"custom","graph":"https://g.example"}"#, "{"] {
            assert_eq!(with_graph(kept.to_owned(), HERE), kept);
        }
    }

    #[test]
    fn a_console_may_embed_what_it_is_served_with() {
        for given in ["{}", r#"{"cloud":"usgov"}"#, r#"{"embedOrigins":["https://console.example"]}"#] {
            let config = Config::parse(&with_console(given.to_owned(), HERE, CONSOLE)).unwrap();
            assert!(config.embed_origins.iter().any(|origin| origin.as_str() == CONSOLE), "{given}");
        }
        assert_eq!(with_console("{".to_owned(), HERE, CONSOLE), "{");
    }

    #[test]
    fn graph_is_this_server_for_a_console_unless_a_cloud_is_configured() {
        let graph = |given: &str| {
            let config = Config::parse(&with_console(given.to_owned(), HERE, CONSOLE)).unwrap();
            config.endpoints.graph.as_str().to_owned()
        };
        assert_eq!(graph("{}"), HERE);
        assert_eq!(
            graph(r#"{"clientId":"00001111-aaaa-2222-bbbb-3333cccc4444"}"#),
            "https://graph.microsoft.com"
        );
    }
}
