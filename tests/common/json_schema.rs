//! A validator of just the keywords that the schemas in `docs` use.

use assistant::setup::ids::ObjectId;
use serde_json::{Value, json};

/// The first place where `value` is not as `rule` says.
pub fn broken(schema: &Value, rule: &Value, value: &Value, place: &str) -> Option<String> {
    let wrong = |what: &str| Some(format!("{place}: {what}"));
    for (keyword, wanted) in rule.as_object().unwrap() {
        let found = match keyword.as_str() {
            "$schema" | "title" | "description" | "$defs" | "properties" => None,
            "$ref" => {
                let pointer = wanted.as_str().unwrap().trim_start_matches('#');
                broken(schema, schema.pointer(pointer).unwrap(), value, place)
            }
            "anyOf" => {
                let all = wanted.as_array().unwrap();
                let fits = all.iter().any(|one| broken(schema, one, value, place).is_none());
                if fits { None } else { wrong("none of several") }
            }
            "const" if value != wanted => wrong("const"),
            "enum" if !wanted.as_array().unwrap().contains(value) => wrong("enum"),
            "const" | "enum" => None,
            "type" => {
                let fits = match wanted.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.is_u64(),
                    other => return wrong(&format!("type {other} is not known")),
                };
                if fits { None } else { wrong("type") }
            }
            "format" => {
                let text = value.as_str().unwrap_or_default();
                let fits = match wanted.as_str().unwrap() {
                    "uuid" => text.parse::<ObjectId>().is_ok(),
                    "date-time" => humantime::parse_rfc3339(text).is_ok(),
                    other => return wrong(&format!("format {other} is not known")),
                };
                if fits { None } else { wrong("format") }
            }
            "maxLength" => {
                let length = value.as_str().map_or(0, |text| text.chars().count()) as u64;
                if length <= wanted.as_u64().unwrap() { None } else { wrong("too long") }
            }
            "minimum" if value.as_u64() < wanted.as_u64() => wrong("too small"),
            "minimum" => None,
            "minItems" | "maxItems" => {
                let (count, bound) = (value.as_array().map_or(0, Vec::len) as u64, wanted.as_u64().unwrap());
                let fits = if keyword == "minItems" { count >= bound } else { count <= bound };
                if fits { None } else { wrong("count") }
            }
            "required" => {
                let missing =
                    wanted.as_array().unwrap().iter().find(|key| value.get(key.as_str().unwrap()).is_none());
                missing.and_then(|key| wrong(&format!("{key} is missing")))
            }
            "additionalProperties" => {
                assert_eq!(wanted, &json!(false));
                members(schema, rule, value, place)
            }
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                items
                    .into_iter()
                    .find_map(|(at, item)| broken(schema, wanted, item, &format!("{place}/{at}")))
            }
            other => return wrong(&format!("keyword {other} is not known")),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn members(schema: &Value, rule: &Value, value: &Value, place: &str) -> Option<String> {
    value.as_object().into_iter().flatten().find_map(|(key, member)| match rule["properties"].get(key) {
        None => Some(format!("{place}: {key} is not known")),
        Some(of_member) => broken(schema, of_member, member, &format!("{place}/{key}")),
    })
}
