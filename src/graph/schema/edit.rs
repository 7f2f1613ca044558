//! The edits that the product makes, as splices.

use super::read::{TargetAttributes, target_attributes};
use super::scan::{get, members};
use super::splice::Splices;
use super::{AttributeMapping, MappingRef, SchemaDocument, SchemaError, SourceType};
use std::collections::BTreeMap;

/// One change of a schema. Rows are counted in the document that the edit is applied to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaEdit {
    /// Lets a row read one attribute unchanged. A row that sent a constant loses its default value.
    SetSource {
        /// The object mapping.
        at: MappingRef,
        /// The row.
        row: usize,
        /// The attribute in Entra, without brackets.
        attribute: String,
    },
    /// Lets a row flow on creation and on update.
    SetFlowAlways {
        /// The object mapping.
        at: MappingRef,
        /// The row.
        row: usize,
    },
    /// Adds a row that reads one attribute unchanged, unless there is one.
    Append {
        /// The object mapping.
        at: MappingRef,
        /// The target attribute.
        target: String,
        /// The attribute in Entra, without brackets.
        attribute: String,
    },
    /// Removes a row.
    Remove {
        /// The object mapping.
        at: MappingRef,
        /// The row.
        row: usize,
    },
    /// Puts an object mapping to work.
    Enable {
        /// The object mapping.
        at: MappingRef,
    },
    /// Adds an attribute to the target's list, unless it is there.
    DeclareTargetAttribute {
        /// The object mapping whose target is meant.
        at: MappingRef,
        /// The attribute.
        name: String,
    },
}

/// What happens to one object mapping's list of rows.
#[derive(Default)]
struct Rows {
    removed: Vec<usize>,
    appended: Vec<String>,
}

/// The new text, and from where on the old one is the same.
pub(super) fn apply(document: &SchemaDocument, edits: &[SchemaEdit]) -> Result<(String, usize), SchemaError> {
    let mut splices = Splices::new(&document.text);
    let mut rows: BTreeMap<MappingRef, Rows> = BTreeMap::new();
    let mut declared: BTreeMap<MappingRef, Vec<&str>> = BTreeMap::new();
    for edit in edits {
        match edit {
            SchemaEdit::SetSource { at, row, attribute } => {
                set_source(document, &mut splices, *at, *row, attribute)?
            }
            SchemaEdit::SetFlowAlways { at, row } => {
                splices.set(row_text(document, *at, *row)?, "flowType", "\"Always\"")?;
            }
            SchemaEdit::Enable { at } => {
                splices.set(&document.text[document.place(*at)?.mapping.clone()], "enabled", "true")?;
            }
            SchemaEdit::Remove { at, row } => {
                row_text(document, *at, *row)?;
                rows.entry(*at).or_default().removed.push(*row);
            }
            SchemaEdit::Append { at, target, attribute } => {
                let mapping = document.mapping(*at).ok_or(SchemaError::NoSuchMapping)?;
                let appended = &mut rows.entry(*at).or_default().appended;
                let new = new_row(target, attribute);
                if !mapping.attribute_mappings.iter().any(|row| is_direct(row, target, attribute))
                    && !appended.contains(&new)
                {
                    appended.push(new);
                }
            }
            SchemaEdit::DeclareTargetAttribute { at, name } => declared.entry(*at).or_default().push(name),
        }
    }
    for (at, rows) in rows {
        rebuild_rows(document, &mut splices, at, &rows)?;
    }
    for (at, names) in declared {
        declare(document, &mut splices, at, &names)?;
    }
    let end = splices.end();
    Ok((splices.finish()?, end))
}

fn is_direct(row: &AttributeMapping, target: &str, attribute: &str) -> bool {
    row.target.eq_ignore_ascii_case(target)
        && row.direct_source().is_some_and(|source| source.eq_ignore_ascii_case(attribute))
}

fn row_text(document: &SchemaDocument, at: MappingRef, row: usize) -> Result<&str, SchemaError> {
    let range = document.place(at)?.rows.get(row).ok_or(SchemaError::NoSuchMapping)?;
    Ok(&document.text[range.clone()])
}

fn set_source(
    document: &SchemaDocument,
    splices: &mut Splices<'_>,
    at: MappingRef,
    row: usize,
    attribute: &str,
) -> Result<(), SchemaError> {
    let text = row_text(document, at, row)?;
    let known = document.mapping(at).and_then(|mapping| mapping.attribute_mappings.get(row));
    let known = known.ok_or(SchemaError::NoSuchMapping)?;
    if known.direct_source().is_some_and(|source| source.eq_ignore_ascii_case(attribute)) {
        return Ok(());
    }
    splices.set(text, "source", &new_source(attribute))?;
    let was_constant = matches!(known.source_type, SourceType::Constant | SourceType::None);
    if was_constant && get(&members(text)?, "defaultValue").is_some() {
        splices.set(text, "defaultValue", "null")?;
    }
    Ok(())
}

fn rebuild_rows(
    document: &SchemaDocument,
    splices: &mut Splices<'_>,
    at: MappingRef,
    rows: &Rows,
) -> Result<(), SchemaError> {
    let mapping = &document.text[document.place(at)?.mapping.clone()];
    append(splices, mapping, "attributeMappings", &rows.removed, &rows.appended)
}

/// Changes the array `name` of `object`; makes it where it is missing or null.
fn append(
    splices: &mut Splices<'_>,
    object: &str,
    name: &str,
    removed: &[usize],
    appended: &[String],
) -> Result<(), SchemaError> {
    match get(&members(object)?, name).filter(|raw| raw.starts_with('[')) {
        Some(array) => splices.rebuild(array, removed, appended),
        None if appended.is_empty() => Ok(()),
        None => splices.set(object, name, &["[", &appended.join(","), "]"].concat()),
    }
}

fn declare(
    document: &SchemaDocument,
    splices: &mut Splices<'_>,
    at: MappingRef,
    names: &[&str],
) -> Result<(), SchemaError> {
    let list = target_attributes(document, at)?;
    let mut appended: Vec<String> = Vec::new();
    for name in names {
        let new = definition(&list, name)?;
        if !list.names.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) && !appended.contains(&new) {
            appended.push(new);
        }
    }
    append(splices, list.object, "attributes", &[], &appended)
}

/// A string attribute with the members that its siblings have (graph-contract.md §4.2, 2).
fn definition(list: &TargetAttributes<'_>, name: &str) -> Result<String, SchemaError> {
    let sibling = list.names.iter().map(|(_, raw)| *raw).find(|raw| {
        members(raw).is_ok_and(|found| {
            get(&found, "type") == Some("\"String\"") && get(&found, "anchor") == Some("false")
        })
    });
    let found = members(sibling.unwrap_or(STRING_ATTRIBUTE))?;
    let mut parts = Vec::with_capacity(found.len());
    for (key, value) in &found {
        let value = match key.as_str() {
            "name" => quoted(name),
            "type" => "\"String\"".to_owned(),
            "mutability" => "\"ReadWrite\"".to_owned(),
            "anchor" | "caseExact" | "flowNullValues" | "multivalued" | "required" => "false".to_owned(),
            "defaultValue" => "null".to_owned(),
            _ if value.starts_with('[') => "[]".to_owned(),
            _ => (*value).to_owned(),
        };
        parts.push([&quoted(key), ":", &value].concat());
    }
    Ok(["{", &parts.join(","), "}"].concat())
}

const STRING_ATTRIBUTE: &str = r#"{"anchor":false,"caseExact":false,"defaultValue":null,"flowNullValues":false,"multivalued":false,"mutability":"ReadWrite","name":"","required":false,"type":"String","apiExpressions":[],"metadata":[],"referencedObjects":[]}"#;

/// A row that reads one attribute unchanged, as JSON.
#[must_use]
pub fn new_row(target: &str, attribute: &str) -> String {
    [
        r#"{"defaultValue":null,"exportMissingReferences":false,"flowBehavior":"FlowWhenChanged","flowType":"Always","matchingPriority":0,"targetAttributeName":"#,
        &quoted(target),
        r#","source":"#,
        &new_source(attribute),
        "}",
    ]
    .concat()
}

/// The source of a row that reads one attribute unchanged, as JSON.
#[must_use]
pub fn new_source(attribute: &str) -> String {
    let expression = quoted(&["[", attribute, "]"].concat());
    [
        r#"{"expression":"#,
        &expression,
        r#","name":"#,
        &quoted(attribute),
        r#","type":"Attribute","parameters":[]}"#,
    ]
    .concat()
}

/// A string attribute called `name` for the target's list, as JSON.
#[must_use]
pub fn new_target_attribute(name: &str) -> String {
    STRING_ATTRIBUTE.replacen(r#""name":"""#, &[r#""name":"#, &quoted(name)].concat(), 1)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
