//! A large schema as a tenant with many extension attributes has it.

use serde_json::{Value, json};

/// Entra's default schema.
const DEFAULT: &str = include_str!("../../../../src/sim/default-schema.json");
/// Rows beyond the default ones in the mapping of users.
const ROWS: usize = 200;

/// The default schema with more rows, and with attributes in both directories until it has about `bytes`.
pub fn schema(bytes: usize) -> Option<String> {
    let mut schema: Value = serde_json::from_str(DEFAULT).ok()?;
    let mappings = schema.pointer_mut("/synchronizationRules/0/objectMappings")?.as_array_mut()?;
    let users = mappings.iter_mut().find(|mapping| mapping["sourceObjectName"] == "User")?;
    let rows = users["attributeMappings"].as_array_mut()?;
    let row = rows.last()?.clone();
    rows.extend((0..ROWS).map(|number| renamed(&row, "targetAttributeName", number)));
    let attribute = schema.pointer("/directories/0/objects/0/attributes/0")?.clone();
    let length = renamed(&attribute, "name", 0).to_string().len() + 1;
    let missing = bytes.saturating_sub(schema.to_string().len()) / length;
    for (directory, count) in [(0, missing.div_ceil(2)), (1, missing / 2)] {
        let place = format!("/directories/{directory}/objects/0/attributes");
        let attributes = schema.pointer_mut(&place)?.as_array_mut()?;
        attributes.extend((0..count).map(|number| renamed(&attribute, "name", number)));
    }
    Some(schema.to_string())
}

/// `part` with another name, as an extension attribute has it.
fn renamed(part: &Value, member: &str, number: usize) -> Value {
    let mut part = part.clone();
    part[member] = json!(format!("extension_0f1e2d3c4b5a69788796a5b4c3d2e1f0_attribute{number:05}"));
    part
}
