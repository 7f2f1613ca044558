//! The user mapping as a scenario begins: Entra's default, and what somebody made of it.

use super::history;
use super::scenario::Scenario;
use super::vendor::Vendor;
use serde_json::{Value, json};

/// What `scenario` says of the mapping, written into the default `schema`.
pub(crate) fn write(scenario: Scenario, vendor: &Vendor, schema: &mut Value) {
    use Scenario as S;
    let Some(mapping) = schema.pointer_mut("/synchronizationRules/0/objectMappings/1") else { return };
    if let (S::ScopingFilter, Some(members)) = (scenario, mapping.as_object_mut()) {
        members.insert("scope".to_owned(), scoping_filter());
    }
    let Some(rows) = mapping.get_mut("attributeMappings").and_then(Value::as_array_mut) else { return };
    let identity = vendor.identity.as_str();
    let wrong = attribute("mailNickname");
    match scenario {
        S::MappingMissing => rows.retain(|row| !is_for(row, identity)),
        S::MappingDuplicated => {
            let at = place(rows, identity, &wrong);
            let mut second = at.and_then(|at| rows.get(at)).cloned().unwrap_or_default();
            put(&mut second, "source", attribute("objectId"));
            rows.insert(at.unwrap_or_default(), second);
        }
        S::MappingConstant => {
            let name = &vendor.product;
            let quoted = format!("\"{name}\"");
            set(
                rows,
                identity,
                &json!({"expression": quoted, "name": name, "type": "Constant", "parameters": []}),
            );
        }
        S::MappingExpression => set(
            rows,
            identity,
            &json!({"expression": "ToLower([userPrincipalName], )", "name": "ToLower", "type": "Function",
                   "parameters": [{"key": "source", "value": attribute("userPrincipalName")}]}),
        ),
        // Entra's default names people for most targets wrongly by itself; a target that it leaves out was filled by hand.
        S::SyncedWrong => drop(place(rows, identity, &wrong)),
        S::AllRight | S::Quarantined | S::DeletionsStopped | S::ScopingFilter => all_right(rows, vendor),
        scenario if history::has_workforce(scenario) => all_right(rows, vendor),
        _ => {}
    }
    let targets: Vec<Value> = rows.iter().filter_map(|row| row.get("targetAttributeName")).cloned().collect();
    declare(schema, &targets);
}

fn all_right(rows: &mut Vec<Value>, vendor: &Vendor) {
    for (target, name) in &vendor.mappings {
        // What is right already stays as Entra wrote it.
        set(rows, target, &attribute(name));
    }
}

fn is_for(row: &Value, target: &str) -> bool {
    row.get("targetAttributeName").and_then(Value::as_str).is_some_and(|it| it.eq_ignore_ascii_case(target))
}

fn set(rows: &mut Vec<Value>, target: &str, source: &Value) {
    let row = place(rows, target, source).and_then(|at| rows.get_mut(at));
    if let Some(row) = row {
        put(row, "source", source.clone());
    }
}

/// Where the row for `target` is; a new last one that reads `source` where there was none.
fn place(rows: &mut Vec<Value>, target: &str, source: &Value) -> Option<usize> {
    if let Some(at) = rows.iter().position(|row| is_for(row, target)) {
        return Some(at);
    }
    rows.push(json!({
        "defaultValue": null, "exportMissingReferences": false, "flowBehavior": "FlowWhenChanged",
        "flowType": "Always", "matchingPriority": 0, "targetAttributeName": target, "source": source,
    }));
    rows.len().checked_sub(1)
}

/// Adds the `targets` that the endpoint's description of a person lacks: Entra takes no row for them otherwise.
fn declare(schema: &mut Value, targets: &[Value]) {
    let attributes = schema.pointer_mut("/directories/1/objects/0/attributes").and_then(Value::as_array_mut);
    let Some(attributes) = attributes else { return };
    for target in targets {
        if !attributes.iter().any(|attribute| attribute.get("name") == Some(target)) {
            attributes.push(json!({
                "anchor": false, "caseExact": false, "defaultValue": null, "flowNullValues": false,
                "multivalued": false, "mutability": "ReadWrite", "name": target, "required": false,
                "type": "String", "apiExpressions": [], "metadata": [], "referencedObjects": [],
            }));
        }
    }
}

fn attribute(name: &str) -> Value {
    json!({"expression": format!("[{name}]"), "name": name, "type": "Attribute", "parameters": []})
}

fn put(row: &mut Value, member: &str, value: Value) {
    if let Some(members) = row.as_object_mut() {
        members.insert(member.to_owned(), value);
    }
}

/// Lets security and everybody whose title is read as an auditor's pass (graph-contract.md §2.2 `filter`).
fn scoping_filter() -> Value {
    let clause = |attribute: &str, value: &str| json!({"operatorName": "EQUALS", "sourceOperandName": attribute, "targetOperand": {"values": [value]}});
    json!({
        "categoryFilterGroups": [], "inputFilterGroups": [],
        "groups": [
            {"name": "Security", "clauses": [clause("department", "Security")]},
            {"name": "Auditors", "clauses": [clause("department", "Finance"), clause("jobTitle", "Auditor")]},
        ],
    })
}
