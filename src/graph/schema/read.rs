//! From the text to rules, mappings and rows; the long `directories` are skipped until somebody asks.

use super::scan::{get, items, members, members_or_none, range, text};
use super::{
    AttributeMapping, FilterClause, MappingRef, ObjectMapping, Place, Rule, SchemaDocument, SchemaError,
    ScopeFilter, SourceType,
};
use serde::Deserialize;
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

pub(super) fn document(whole: String) -> Result<SchemaDocument, SchemaError> {
    let top = members(&whole)?;
    let directories =
        get(&top, "directories").filter(|raw| raw.starts_with('[')).map(|raw| range(&whole, raw));
    let (mut rules, mut places) = (Vec::new(), Vec::new());
    for raw in items(get(&top, "synchronizationRules").unwrap_or_default())? {
        let (rule, its_places) = rule(&whole, raw)?;
        rules.push(rule);
        places.push(its_places);
    }
    drop(top);
    Ok(SchemaDocument { text: whole, rules, places, directories, target_names: RefCell::default() })
}

/// Reads `new`, which is `old` with other text before `same_from`. Its directories, most of a schema, are not read
/// again where they stand behind that.
pub(super) fn edited(
    old: &SchemaDocument,
    new: String,
    same_from: usize,
) -> Result<SchemaDocument, SchemaError> {
    let kept = old.directories.clone().filter(|range| same_from <= range.start);
    let Some(Range { start, end }) = kept else { return document(new) };
    let from_end = |place: usize| new.len() - (old.text.len() - place);
    let kept = from_end(start)..from_end(end);
    let read = document([&new[..kept.start], "null", &new[kept.end..]].concat())?;
    // What stands behind them would stand elsewhere.
    let stands_before = |place: &Place| place.mapping.end <= kept.start;
    if read.directories.is_some() || !read.places.iter().flatten().all(stands_before) {
        return document(new);
    }
    Ok(SchemaDocument { text: new, directories: Some(kept), ..read })
}

fn rule(whole: &str, raw: &str) -> Result<(Rule, Vec<Place>), SchemaError> {
    let found = members_or_none(raw)?;
    let (mut object_mappings, mut places) = (Vec::new(), Vec::new());
    for raw in items(get(&found, "objectMappings").unwrap_or_default())? {
        let (mapping, place) = mapping(whole, raw)?;
        object_mappings.push(mapping);
        places.push(place);
    }
    let filtered = |name| get(&found, name).is_some_and(|raw| raw != "null");
    let rule = Rule {
        id: text(&found, "id"),
        name: text(&found, "name"),
        priority: number(get(&found, "priority")),
        source_directory: text(&found, "sourceDirectoryName"),
        target_directory: text(&found, "targetDirectoryName"),
        supports_provision_on_demand: supports_on_demand(get(&found, "metadata").unwrap_or_default())?,
        has_group_or_container_filter: filtered("groupFilter") || filtered("containerFilter"),
        object_mappings,
    };
    Ok((rule, places))
}

fn supports_on_demand(metadata: &str) -> Result<Option<bool>, SchemaError> {
    for raw in items(metadata)? {
        let pair = members_or_none(raw)?;
        if text(&pair, "key").eq_ignore_ascii_case("supportsProvisionOnDemand") {
            return Ok(Some(text(&pair, "value").eq_ignore_ascii_case("true")));
        }
    }
    Ok(None)
}

fn mapping(whole: &str, raw: &str) -> Result<(ObjectMapping, Place), SchemaError> {
    let found = members_or_none(raw)?;
    let raw_rows = items(get(&found, "attributeMappings").unwrap_or_default())?;
    let mapping = ObjectMapping {
        name: text(&found, "name"),
        enabled: get(&found, "enabled") == Some("true"),
        source_object: text(&found, "sourceObjectName"),
        target_object: text(&found, "targetObjectName"),
        flow_types: text(&found, "flowTypes")
            .split(',')
            .map(str::trim)
            .filter(|flow| !flow.is_empty())
            .map(str::to_owned)
            .collect(),
        scope_filter: scope_filter(get(&found, "scope"))?,
        attribute_mappings: raw_rows.iter().map(|raw| row(raw)).collect::<Result<_, _>>()?,
    };
    let rows = raw_rows.iter().map(|raw| range(whole, raw)).collect();
    Ok((mapping, Place { mapping: range(whole, raw), rows }))
}

fn scope_filter(raw: Option<&str>) -> Result<Option<ScopeFilter>, SchemaError> {
    let Some(raw) = raw.filter(|raw| *raw != "null") else { return Ok(None) };
    let found = members_or_none(raw)?;
    let listed = |name| items(get(&found, name).unwrap_or_default());
    let mut groups = Vec::new();
    for group in listed("groups")? {
        let mut clauses = Vec::new();
        for raw in items(get(&members_or_none(group)?, "clauses").unwrap_or_default())? {
            let clause = members_or_none(raw)?;
            let operand = members_or_none(get(&clause, "targetOperand").unwrap_or_default())?;
            let values = items(get(&operand, "values").unwrap_or_default())?;
            clauses.push(FilterClause {
                attribute: text(&clause, "sourceOperandName"),
                operator: text(&clause, "operatorName"),
                values: values.into_iter().filter_map(|raw| serde_json::from_str(raw).ok()).collect(),
            });
        }
        groups.push(clauses);
    }
    let has_more = !listed("categoryFilterGroups")?.is_empty() || !listed("inputFilterGroups")?.is_empty();
    Ok(Some(ScopeFilter { groups, has_more }))
}

fn row(raw: &str) -> Result<AttributeMapping, SchemaError> {
    let found = members_or_none(raw)?;
    let source = members_or_none(get(&found, "source").unwrap_or_default())?;
    Ok(AttributeMapping {
        target: text(&found, "targetAttributeName"),
        source_type: source_type(text(&source, "type"), source.is_empty()),
        source_name: text(&source, "name"),
        expression: text(&source, "expression"),
        default_value: Some(text(&found, "defaultValue")).filter(|value| !value.is_empty()),
        flow_type: text(&found, "flowType"),
        flow_behavior: text(&found, "flowBehavior"),
        matching_priority: number(get(&found, "matchingPriority")),
    })
}

fn source_type(name: String, absent: bool) -> SourceType {
    match name.as_str() {
        "" if absent => SourceType::None,
        name if name.eq_ignore_ascii_case("Attribute") => SourceType::Attribute,
        name if name.eq_ignore_ascii_case("Constant") => SourceType::Constant,
        name if name.eq_ignore_ascii_case("Function") => SourceType::Function,
        _ => SourceType::Unknown(name),
    }
}

fn number(raw: Option<&str>) -> i64 {
    raw.and_then(|raw| raw.parse().ok()).unwrap_or_default()
}

/// A directory as far as names go. Anything unusual in it, such as a null, is an error.
#[derive(Deserialize)]
struct Directory<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    objects: Vec<Object<'a>>,
}

#[derive(Deserialize)]
struct Object<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    attributes: Vec<Attribute<'a>>,
}

#[derive(Deserialize)]
struct Attribute<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
}

/// The names of the attributes that a mapping's target object has; none without a list.
pub(super) fn target_names(document: &SchemaDocument, at: MappingRef) -> Vec<String> {
    names_at_once(document, at).unwrap_or_else(|| {
        let found = target_attributes(document, at).map(|list| list.names).unwrap_or_default();
        found.into_iter().map(|(name, _)| name).collect()
    })
}

/// The same in one pass, which counts in lists of megabytes; `None` where they hold anything unusual.
fn names_at_once(document: &SchemaDocument, at: MappingRef) -> Option<Vec<String>> {
    let wanted = &document.rules.get(at.rule)?.target_directory;
    let mapping = document.mapping(at)?;
    let all: Vec<Directory<'_>> = serde_json::from_str(&document.text[document.directories.clone()?]).ok()?;
    let directory = all.iter().find(|directory| directory.name.eq_ignore_ascii_case(wanted))?;
    let is_target = |object: &&Object<'_>| object.name.eq_ignore_ascii_case(&mapping.target_object);
    let object = directory.objects.iter().find(is_target)?;
    Some(object.attributes.iter().map(|attribute| attribute.name.clone().into_owned()).collect())
}

/// The attribute list of a mapping's target object.
pub(super) struct TargetAttributes<'a> {
    /// The object that holds the list.
    pub(super) object: &'a str,
    /// The attributes: name and text.
    pub(super) names: Vec<(String, &'a str)>,
}

pub(super) fn target_attributes(
    document: &SchemaDocument,
    at: MappingRef,
) -> Result<TargetAttributes<'_>, SchemaError> {
    let mapping = document.mapping(at).ok_or(SchemaError::NoSuchMapping)?;
    let directory = &document.rules.get(at.rule).ok_or(SchemaError::NoSuchMapping)?.target_directory;
    let directories = document.directories.clone().ok_or(SchemaError::NoTargetObject)?;
    let directory = named(&document.text[directories], directory)?;
    let objects = get(&members(directory)?, "objects").unwrap_or_default();
    let object = named(objects, &mapping.target_object)?;
    let mut names = Vec::new();
    for raw in items(get(&members(object)?, "attributes").unwrap_or_default())? {
        names.push((text(&members_or_none(raw)?, "name"), raw));
    }
    Ok(TargetAttributes { object, names })
}

/// The item of an array whose `name` is `name`.
fn named<'a>(array: &'a str, name: &str) -> Result<&'a str, SchemaError> {
    for raw in items(array)? {
        if text(&members_or_none(raw)?, "name").eq_ignore_ascii_case(name) {
            return Ok(raw);
        }
    }
    Err(SchemaError::NoTargetObject)
}
