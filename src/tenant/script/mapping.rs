//! The attribute mapping in a script: rows as they are compared, and edits as they are made.
//!
//! A row is `[kind of source, source, whether it always flows]`. Rows are told by their target and by their turn among the
//! rows of that target, not by their place in the schema.

use crate::graph::schema::{new_row, new_source, new_target_attribute};
use crate::setup::change::{EditKind, MappingEdit};
use crate::setup::entra::default_user_mapping;
use crate::setup::facts::{Facts, MappingRow, Source, UserMapping};
use crate::setup::finding::Shown;
use crate::setup::product::Product;
use serde_json::{Map, Value, json};

/// The mapping of users with everything as the product needs it.
pub(super) fn right(product: &Product) -> Value {
    let required = product.required_mappings.iter();
    let rows = required.map(|required| (required.target.clone(), only(&required.source))).collect();
    state(true, true, rows)
}

/// The rows that are corrected, before and after, and the edits as JSON. A job that is still to be created will have
/// Entra's default mapping. `None` where an edit names a row that is not there.
pub(super) fn correction(
    product: &Product,
    facts: &Facts,
    edits: &[MappingEdit],
) -> Option<(Value, Value, String)> {
    let default = default_user_mapping(product);
    let mapping = facts.mapping.known().unwrap_or(&default);
    let (mut before, mut after, mut made) = (Map::new(), Map::new(), Vec::new());
    for required in &product.required_mappings {
        let target = &required.target;
        let of_target: Vec<_> = edits.iter().filter(|edit| edit.target == *target).collect();
        if of_target.is_empty() {
            continue;
        }
        let rows: Vec<_> = rows_of(mapping, target).collect();
        before.insert(target.clone(), rows.iter().map(|(_, row)| shown(row)).collect());
        after.insert(target.clone(), only(&required.source));
        made.push(edit(target, &of_target, &rows)?);
    }
    let flows = mapping.creates_and_updates;
    let edits = ["[", &made.join(","), "]"].concat();
    Some((state(mapping.enabled, flows, before), state(true, flows, after), edits))
}

fn state(enabled: bool, flows: bool, rows: Map<String, Value>) -> Value {
    json!({"enabled": enabled, "flows": flows, "rows": rows})
}

/// The one row that reads `source` and always flows.
fn only(source: &str) -> Value {
    json!([["attribute", source.to_ascii_lowercase(), true]])
}

fn rows_of<'a>(mapping: &'a UserMapping, target: &'a str) -> impl Iterator<Item = (usize, &'a MappingRow)> {
    mapping.rows.iter().enumerate().filter(move |(_, row)| row.target.eq_ignore_ascii_case(target))
}

fn shown(row: &MappingRow) -> Value {
    let (kind, source) = match &row.source {
        Source::Attribute(name) => ("attribute", name.to_ascii_lowercase()),
        Source::Constant(text) => ("constant", text.clone()),
        Source::Expression(text) => ("expression", text.clone()),
        Source::Nothing => ("nothing", String::new()),
    };
    json!([kind, source, row.flows_always])
}

/// What is done about the rows of one target, as JSON text: a row is added, or one is kept and gets some members anew.
fn edit(target: &str, edits: &[&MappingEdit], rows: &[(usize, &MappingRow)]) -> Option<String> {
    let mut set = Vec::new();
    let mut removed = Vec::new();
    for edit in edits {
        match &edit.kind {
            EditKind::Append { to, declare } => {
                let declared = if *declare { new_target_attribute(target) } else { "null".to_owned() };
                return Some(["{\"add\":", &new_row(target, to), ",\"declare\":", &declared, "}"].concat());
            }
            EditKind::SetSource { from, to, .. } => {
                set.push(["\"source\":", &new_source(to)].concat());
                if matches!(from, Shown::Constant(_) | Shown::Absent) {
                    set.push("\"defaultValue\":null".to_owned());
                }
            }
            EditKind::FlowAlways { .. } => set.push("\"flowType\":\"Always\"".to_owned()),
            EditKind::Remove { row, .. } => removed.push(*row),
            EditKind::Enable => {}
        }
    }
    let kept = rows.iter().position(|(row, _)| !removed.contains(row))?;
    let target = Value::from(target).to_string();
    Some(
        ["{\"target\":", &target, ",\"keep\":", &kept.to_string(), ",\"set\":{", &set.join(","), "}}"]
            .concat(),
    )
}
