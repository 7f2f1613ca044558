//! What a schema must be to be stored (graph-contract.md §2.2, §8 rule 8).

use super::super::answer::Failure;
use serde_json::Value;

const FLOW_BEHAVIORS: [&str; 2] = ["FlowWhenChanged", "FlowAlways"];
const FLOW_TYPES: [&str; 5] =
    ["Always", "ObjectAddOnly", "MultiValueAddOnly", "ValueAddOnly", "AttributeAddOnly"];
const SOURCE_TYPES: [&str; 3] = ["Attribute", "Constant", "Function"];
const OBJECT_FLOWS: [&str; 4] = ["None", "Add", "Update", "Delete"];
const ROW_MEMBERS: [&str; 7] = [
    "defaultValue",
    "exportMissingReferences",
    "flowBehavior",
    "flowType",
    "matchingPriority",
    "targetAttributeName",
    "source",
];

/// The refusal of a schema.
pub(crate) fn invalid(message: &str) -> Failure {
    Failure::new(400, "InvalidSchema", format!("The synchronization schema is invalid. {message}"))
}

fn member<'v>(value: &'v Value, name: &str) -> Result<&'v str, Failure> {
    value
        .get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| invalid(&format!("'{name}' is missing or not text.")))
}

fn list<'v>(value: &'v Value, name: &str) -> Result<&'v Vec<Value>, Failure> {
    value
        .get(name)
        .and_then(Value::as_array)
        .ok_or_else(|| invalid(&format!("'{name}' is missing or not a list.")))
}

fn one_of(value: &Value, name: &str, known: &[&str]) -> Result<(), Failure> {
    let text = member(value, name)?;
    if known.contains(&text) {
        Ok(())
    } else {
        Err(invalid(&format!("'{text}' is not a value of '{name}'.")))
    }
}

/// Checks a whole schema.
///
/// # Errors
/// 400 that says what is wrong.
pub(crate) fn check(schema: &Value) -> Result<(), Failure> {
    let rules = list(schema, "synchronizationRules")?;
    if rules.is_empty() {
        return Err(invalid("There is no rule."));
    }
    for rule in rules {
        let directory = rule.get("targetDirectoryName").and_then(Value::as_str).unwrap_or_default();
        let directory = named(schema.get("directories"), directory);
        for mapping in list(rule, "objectMappings")? {
            for flow in member(mapping, "flowTypes")?.split(',') {
                if !OBJECT_FLOWS.contains(&flow.trim()) {
                    return Err(invalid(&format!("'{flow}' is not a value of 'flowTypes'.")));
                }
            }
            let object =
                named(directory.and_then(|one| one.get("objects")), member(mapping, "targetObjectName")?);
            for row in list(mapping, "attributeMappings")? {
                check_row(row, schema.get("directories").is_some(), object)?;
            }
        }
    }
    Ok(())
}

/// The element of `list` with this name.
fn named<'v>(list: Option<&'v Value>, name: &str) -> Option<&'v Value> {
    list?.as_array()?.iter().find(|one| one.get("name").and_then(Value::as_str) == Some(name))
}

fn check_row(row: &Value, has_directories: bool, object: Option<&Value>) -> Result<(), Failure> {
    one_of(row, "flowBehavior", &FLOW_BEHAVIORS)?;
    one_of(row, "flowType", &FLOW_TYPES)?;
    if row.get("matchingPriority").and_then(Value::as_i64).is_none() {
        return Err(invalid("'matchingPriority' is missing or not a number."));
    }
    let target = member(row, "targetAttributeName")?;
    if has_directories && !knows(object, target) {
        return Err(invalid(&format!("The target has no attribute '{target}'.")));
    }
    match row.get("source") {
        None | Some(Value::Null) => Ok(()),
        Some(source) => {
            one_of(source, "type", &SOURCE_TYPES).and_then(|()| member(source, "name").map(|_| ()))
        }
    }
}

fn knows(object: Option<&Value>, attribute: &str) -> bool {
    let attributes = object.and_then(|object| object.get("attributes")).and_then(Value::as_array);
    attributes.into_iter().flatten().any(|one| {
        one.get("name").and_then(Value::as_str).is_some_and(|name| name.eq_ignore_ascii_case(attribute))
    })
}

/// Drops members of attribute mappings that the metadata does not know (rule 8, ◆).
pub(crate) fn drop_unknown(schema: &mut Value) {
    let rules = schema.get_mut("synchronizationRules").and_then(Value::as_array_mut);
    for rule in rules.into_iter().flatten() {
        let mappings = rule.get_mut("objectMappings").and_then(Value::as_array_mut);
        for mapping in mappings.into_iter().flatten() {
            let rows = mapping.get_mut("attributeMappings").and_then(Value::as_array_mut);
            for row in rows.into_iter().flatten().filter_map(Value::as_object_mut) {
                row.retain(|name, _| ROW_MEMBERS.contains(&name.as_str()));
            }
        }
    }
}
