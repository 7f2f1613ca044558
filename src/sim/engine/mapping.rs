//! The mapping tables of a stored schema, and what they make of a person.

use super::expression::{Source, Unsupported};
use super::scope::Scope;
use serde_json::Value;
use std::collections::BTreeMap;

/// The mapping of one kind of object.
#[derive(Debug)]
pub(crate) struct Table {
    pub enabled: bool,
    pub adds: bool,
    pub updates: bool,
    pub scope: Scope,
    /// The attribute that finds a person at the product.
    pub matching: String,
    rows: Vec<Row>,
    /// The target whose values are sent with another last character.
    altered: Option<String>,
}

/// One row.
#[derive(Debug)]
struct Row {
    target: String,
    source: Option<Source>,
    default: Option<String>,
    flow: Flow,
}

/// When a row is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Always,
    /// Only when the person is created.
    OnCreate,
    /// Only while the product has no value.
    WhenEmpty,
}

impl Table {
    /// The mapping whose source object is `kind` (`User`, `Group`), of the rule with the lowest priority that
    /// has one. `altered` is the target whose values get another last character.
    pub fn of(schema: &Value, kind: &str, altered: Option<&str>) -> Option<Self> {
        let mut rules: Vec<&Value> = schema.get("synchronizationRules")?.as_array()?.iter().collect();
        rules.sort_by_key(|rule| rule.get("priority").and_then(Value::as_i64).unwrap_or(i64::MAX));
        let mapping = rules.iter().find_map(|rule| {
            rule.get("objectMappings")?.as_array()?.iter().find(|mapping| {
                mapping
                    .get("sourceObjectName")
                    .and_then(Value::as_str)
                    .is_some_and(|n| n.eq_ignore_ascii_case(kind))
            })
        })?;
        let flows = mapping.get("flowTypes").and_then(Value::as_str).unwrap_or_default();
        let flows_contain = |what: &str| flows.split(',').any(|one| one.trim().eq_ignore_ascii_case(what));
        let listed = mapping.get("attributeMappings").and_then(Value::as_array);
        let matching = listed.into_iter().flatten().find(|row| {
            row.get("matchingPriority").and_then(Value::as_i64).is_some_and(|priority| priority > 0)
        });
        Some(Self {
            enabled: mapping.get("enabled").and_then(Value::as_bool).unwrap_or(true),
            adds: flows_contain("Add"),
            updates: flows_contain("Update"),
            scope: Scope::of(mapping.get("scope")),
            matching: matching.and_then(target).unwrap_or("userName").to_owned(),
            rows: listed.into_iter().flatten().filter_map(row).collect(),
            altered: altered.map(str::to_owned),
        })
    }

    /// What the rows make of a person, over what the product holds already: of two rows for one target the last wins.
    ///
    /// # Errors
    /// [`Unsupported`] for a function that is not computed here.
    pub fn project(
        &self,
        get: &dyn Fn(&str) -> Option<String>,
        held: Option<&BTreeMap<String, String>>,
    ) -> Result<BTreeMap<String, String>, Unsupported> {
        let mut out = held.cloned().unwrap_or_default();
        for row in &self.rows {
            let skip = match (row.flow, held) {
                (Flow::Always, _) | (_, None) => false,
                (Flow::OnCreate, Some(_)) => true,
                (Flow::WhenEmpty, Some(held)) => held.contains_key(&row.target),
            };
            if skip {
                continue;
            }
            let value = match &row.source {
                Some(source) => source.value(get)?,
                None => None,
            };
            match value.or_else(|| row.default.clone()) {
                Some(value) if self.alters(&row.target) => out.insert(row.target.clone(), other_end(&value)),
                Some(value) => out.insert(row.target.clone(), value),
                None => out.remove(&row.target),
            };
        }
        Ok(out)
    }

    fn alters(&self, target: &str) -> bool {
        self.altered.as_ref().is_some_and(|altered| altered.eq_ignore_ascii_case(target))
    }
}

/// `value` with another last character, one that an object id may have.
fn other_end(value: &str) -> String {
    let mut other = value.to_owned();
    let last = other.pop();
    other.push(if last == Some('0') { '1' } else { '0' });
    other
}

fn target(row: &Value) -> Option<&str> {
    row.get("targetAttributeName").and_then(Value::as_str)
}

fn row(row: &Value) -> Option<Row> {
    let flow = match row.get("flowType").and_then(Value::as_str) {
        Some("ObjectAddOnly") => Flow::OnCreate,
        Some("AttributeAddOnly" | "ValueAddOnly") => Flow::WhenEmpty,
        _ => Flow::Always,
    };
    let default = row.get("defaultValue").and_then(Value::as_str).filter(|text| !text.is_empty());
    Some(Row {
        target: target(row)?.to_owned(),
        source: row.get("source").and_then(Source::of_schema),
        default: default.map(str::to_owned),
        flow,
    })
}
