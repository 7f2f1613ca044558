//! `docs/config.schema.json` and the parser know the same keys.

use assistant::config::{Config, Rule, keys};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn the_schema_and_the_parser_name_the_same_keys() {
    let schema: Value = serde_json::from_str(include_str!("../docs/config.schema.json")).unwrap();
    let objects = [
        ("", keys::ROOT),
        ("/properties/product", keys::PRODUCT),
        ("/properties/product/properties/requiredMappings/items", keys::MAPPING),
        ("/properties/product/properties/groups", keys::GROUPS),
        ("/properties/product/properties/support", keys::SUPPORT),
        ("/properties/product/properties/console", keys::CONSOLE),
    ];
    for (pointer, keys) in objects {
        let object = schema.pointer(pointer).unwrap();
        let properties: BTreeSet<&str> =
            object["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(properties, keys.iter().copied().collect(), "{pointer}");
        assert_eq!(object["additionalProperties"], json!(false), "{pointer}");
    }
}

#[test]
fn the_schema_and_the_parser_name_the_same_clouds() {
    let schema: Value = serde_json::from_str(include_str!("../docs/config.schema.json")).unwrap();
    for cloud in schema["properties"]["cloud"]["enum"].as_array().unwrap() {
        let result = Config::parse(&json!({ "cloud": cloud }).to_string());
        assert_ne!(result.err().map(|error| error.rule), Some(Rule::Cloud), "{cloud}");
    }
}

/// The examples that people copy.
#[test]
fn every_example_in_the_documentation_is_accepted() {
    let text = include_str!("../docs/configuration.md");
    let examples: Vec<&str> =
        text.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(examples.len() >= 3);
    for example in examples {
        assert_eq!(Config::parse(example).err(), None, "{example}");
    }
}

/// The guide for another vendor shows the file that the tests use.
#[test]
fn the_guide_for_another_product_shows_its_example() {
    let (guide, file) = (
        include_str!("../docs/another-product.md"),
        include_str!("../docs/examples/other-product/config.json"),
    );
    assert!(guide.contains(&format!("```json\n{file}```")));
    let config = Config::parse(file).unwrap();
    assert_eq!(config.product.name, "Harbor Access");
    for key in keys::PRODUCT {
        assert!(guide.contains(&format!("| `{key}`")), "{key} is not explained");
        assert!(file.contains(&format!("\"{key}\":")), "the example lacks {key}");
    }
}
