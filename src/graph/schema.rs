//! A synchronization schema as the document it is (graph-contract.md §2.2, §4.2).
//!
//! PUT replaces the whole schema and there is no `ETag`, so nothing of Microsoft's may be lost on the way. Hence the
//! document stays text: it is read where rules and mappings stand, and an edit splices new text over the few bytes it
//! changes. Member order, numbers, escapes, duplicate members and white space survive because they are never rewritten.

mod compare;
mod edit;
mod read;
mod scan;
mod splice;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use thiserror::Error;

pub use edit::{SchemaEdit, new_row, new_source, new_target_attribute};

/// Target object of the user mapping.
pub const ENTERPRISE_USER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// Target object of the group mapping.
pub const SCIM_GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// Why a schema cannot be read or edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SchemaError {
    /// The text is no JSON, or nested too deeply.
    #[error("the schema is not readable")]
    Malformed,
    /// An edit names a mapping or row that is not there.
    #[error("the schema has no such mapping")]
    NoSuchMapping,
    /// Two edits want the same place, for instance removing a row and changing it.
    #[error("the edits contradict each other")]
    Contradiction,
    /// The target's attribute list is missing, so that nothing can be declared in it.
    #[error("the schema does not list the target's attributes")]
    NoTargetObject,
}

/// Where an object mapping stands: the rule's place and the mapping's place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MappingRef {
    /// Index among the rules.
    pub rule: usize,
    /// Index among the rule's object mappings.
    pub mapping: usize,
}

/// A synchronization rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The rule's id, opaque; empty without one.
    pub id: String,
    /// The name.
    pub name: String,
    /// The lower, the earlier.
    pub priority: i64,
    /// The source directory's name. Never to be searched by: it differs between tenants.
    pub source_directory: String,
    /// The target directory's name, `customappsso`.
    pub target_directory: String,
    /// What its metadata says about provisioning on demand; `None` without a word.
    pub supports_provision_on_demand: Option<bool>,
    /// Whether only some groups or containers are looked at.
    pub has_group_or_container_filter: bool,
    /// The object mappings.
    pub object_mappings: Vec<ObjectMapping>,
}

/// How objects of one type become objects of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectMapping {
    /// The name.
    pub name: String,
    /// Whether it is at work.
    pub enabled: bool,
    /// The type in Entra, `User` or `Group`.
    pub source_object: String,
    /// The type in the target.
    pub target_object: String,
    /// `Add`, `Update` and `Delete`, as far as they flow.
    pub flow_types: Vec<String>,
    /// The filter that excludes some objects; `None` without one.
    pub scope_filter: Option<ScopeFilter>,
    /// The rows, in Microsoft's order, which means nothing.
    pub attribute_mappings: Vec<AttributeMapping>,
}

/// A scoping filter as it stands in the schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopeFilter {
    /// `groups`, each with its clauses.
    pub groups: Vec<Vec<FilterClause>>,
    /// Whether `categoryFilterGroups` or `inputFilterGroups` hold anything.
    pub has_more: bool,
}

/// One `filterClause`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterClause {
    /// `sourceOperandName`.
    pub attribute: String,
    /// `operatorName`.
    pub operator: String,
    /// `targetOperand.values`.
    pub values: Vec<String>,
}

/// Where a row's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceType {
    /// One attribute.
    Attribute,
    /// A fixed text.
    Constant,
    /// An expression.
    Function,
    /// No source: the default value alone is sent.
    None,
    /// A type that is not known here.
    Unknown(String),
}

/// One row of an object mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributeMapping {
    /// The target attribute.
    pub target: String,
    /// What kind of source it has.
    pub source_type: SourceType,
    /// The source's name: the attribute, the constant's text or the outermost function.
    pub source_name: String,
    /// The source's expression, for instance `[objectId]`.
    pub expression: String,
    /// What is sent on creation when the source is empty. Null and `""` are the same.
    pub default_value: Option<String>,
    /// `Always`, `ObjectAddOnly`, …
    pub flow_type: String,
    /// `FlowWhenChanged` or `FlowAlways`.
    pub flow_behavior: String,
    /// 0 means not used for matching, else its turn.
    pub matching_priority: i64,
}

impl AttributeMapping {
    /// The attribute that flows unchanged, if the row is no more than that.
    #[must_use]
    pub fn direct_source(&self) -> Option<&str> {
        if self.source_type != SourceType::Attribute {
            return None;
        }
        let bracketed = self.expression.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        bracketed.or(Some(self.source_name.as_str())).filter(|name| !name.is_empty())
    }
}

/// A schema, text and meaning together.
#[derive(Clone, Debug)]
pub struct SchemaDocument {
    text: String,
    rules: Vec<Rule>,
    places: Vec<Vec<Place>>,
    directories: Option<Range<usize>>,
    /// Names of target attributes, read on the first question: the lists are most of a schema.
    target_names: RefCell<BTreeMap<MappingRef, Vec<String>>>,
}

/// Where the parts of an object mapping stand in the text.
#[derive(Clone, Debug)]
struct Place {
    mapping: Range<usize>,
    rows: Vec<Range<usize>>,
}

impl SchemaDocument {
    /// Reads a schema as Graph answered it.
    ///
    /// # Errors
    /// When it is no JSON object. What is missing in it is not an error.
    pub fn parse(text: String) -> Result<Self, SchemaError> {
        read::document(text)
    }

    /// The document, byte for byte.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the attribute lists are inside. Without them it must never be written back (graph-contract.md §7, 20).
    #[must_use]
    pub fn has_directories(&self) -> bool {
        self.directories.is_some()
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The mapping that `at` names.
    #[must_use]
    pub fn mapping(&self, at: MappingRef) -> Option<&ObjectMapping> {
        self.rules.get(at.rule)?.object_mappings.get(at.mapping)
    }

    /// The mapping of users to SCIM users, by graph-contract.md §3.1.
    #[must_use]
    pub fn user_mapping(&self) -> Option<MappingRef> {
        self.find("User", ENTERPRISE_USER)
    }

    /// The mapping of groups to SCIM groups.
    #[must_use]
    pub fn group_mapping(&self) -> Option<MappingRef> {
        self.find("Group", SCIM_GROUP)
    }

    /// Whether the target's attribute list holds `attribute`; `false` as well without such a list.
    #[must_use]
    pub fn target_has_attribute(&self, at: MappingRef, attribute: &str) -> bool {
        let mut names = self.target_names.borrow_mut();
        let names = names.entry(at).or_insert_with(|| read::target_names(self, at));
        names.iter().any(|name| name.eq_ignore_ascii_case(attribute))
    }

    /// The document with `edits`, whose places all mean this document. What they leave alone stays byte for byte; an
    /// edit whose result is there already changes nothing.
    ///
    /// # Errors
    /// When an edit names what is not there, or two contradict each other.
    pub fn apply(&self, edits: &[SchemaEdit]) -> Result<Self, SchemaError> {
        let (new, same_from) = edit::apply(self, edits)?;
        read::edited(self, new, same_from)
    }

    /// The document without members whose name holds `@odata.`, the second try after a refused PUT
    /// (graph-contract.md §4.2, 5).
    ///
    /// # Errors
    /// When it is nested too deeply.
    pub fn without_odata_members(&self) -> Result<Self, SchemaError> {
        Self::parse(splice::without_odata_members(&self.text)?)
    }

    /// Whether both say the same: the canonical comparison of graph-contract.md §4.2, 4, which leaves out `@odata`
    /// members, the directories' version and discovery time, member order, and null against missing.
    #[must_use]
    pub fn same_content(&self, other: &Self) -> bool {
        compare::same(&self.text, &other.text)
    }

    fn place(&self, at: MappingRef) -> Result<&Place, SchemaError> {
        self.places.get(at.rule).and_then(|rule| rule.get(at.mapping)).ok_or(SchemaError::NoSuchMapping)
    }

    /// If several match: one that supports provisioning on demand, then the lowest priority.
    fn find(&self, source: &str, target: &str) -> Option<MappingRef> {
        let all = self.rules.iter().enumerate().flat_map(|(rule, it)| {
            it.object_mappings
                .iter()
                .enumerate()
                .map(move |(mapping, object)| (it, object, MappingRef { rule, mapping }))
        });
        let matching = all.filter(|(_, object, _)| {
            object.source_object.eq_ignore_ascii_case(source)
                && object.target_object.eq_ignore_ascii_case(target)
        });
        matching
            .min_by_key(|(rule, _, at)| (rule.supports_provision_on_demand != Some(true), rule.priority, *at))
            .map(|(_, _, at)| at)
    }
}

#[cfg(test)]
mod tests;
