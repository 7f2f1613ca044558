//! The steps of a change as the log and on demand write them (graph-contract.md §3.3, §3.4).

use super::change::{Action, Change, Outcome};
use serde_json::{Map, Value, json};

/// One step.
pub(crate) struct Step {
    pub name: &'static str,
    /// `Import`, `Matching`, `Scoping` or `Export`.
    pub kind: &'static str,
    pub status: &'static str,
    pub description: String,
    pub details: Value,
}

/// The steps of `change`.
pub(crate) fn of(change: &Change) -> Vec<Step> {
    let (kind, label) = (change.kind, change.label.as_str());
    let mut imported: Map<String, Value> =
        change.imported.iter().map(|(name, value)| ((*name).to_owned(), value.as_str().into())).collect();
    if kind == "User" && change.facts.assigned {
        imported.insert("appRoleAssignments".to_owned(), "User".into());
    }
    let mut steps = vec![Step {
        name: "EntryImport",
        kind: "Import",
        status: "Success",
        description: format!("Retrieved {kind} '{label}' from Microsoft Entra ID"),
        details: Value::Object(imported),
    }];
    if change.action == Action::Create {
        steps.push(Step {
            name: "EntryImport",
            kind: "Matching",
            status: "Success",
            description: format!("No matching {} '{label}' found in customappsso", kind.to_ascii_lowercase()),
            details: json!({}),
        });
    }
    let facts = change.facts;
    let passed = facts.active && facts.assigned && facts.filter;
    let flag = |value: bool| if value { "True" } else { "False" };
    steps.push(Step {
        name: "EntrySynchronizationScoping",
        kind: "Scoping",
        status: if passed || change.outcome == Outcome::Success { "Success" } else { "Skipped" },
        description: format!("Determine if {kind} in scope by evaluating against each scoping filter"),
        details: json!({
            "Active in the source system": flag(facts.active),
            "Assigned to the application": flag(facts.assigned),
            "User has the required role": flag(facts.assigned),
            "Scoping filter evaluation passed": flag(facts.filter),
            "ScopeEvaluationResult": "{}",
        }),
    });
    steps.push(last(change));
    steps
}

/// The step that ends a change.
fn last(change: &Change) -> Step {
    let (kind, label) = (change.kind, change.label.as_str());
    if let Outcome::Skipped(code) = change.outcome {
        return Step {
            name: "EntrySynchronizationSkip",
            kind: "Export",
            status: "Skipped",
            description: format!("The {kind} '{label}' will be skipped: {code}"),
            details: json!({"SkipReason": code}),
        };
    }
    let (name, verb) = match change.action {
        Action::Create => ("EntryExportAdd", "create"),
        Action::Update | Action::Other => ("EntryExportUpdate", "update"),
        Action::Disable => ("EntryExportUpdate", "disable"),
    };
    let description = match change.outcome {
        Outcome::Failure(_) => format!("Failed to {verb} {kind} '{label}' in customappsso"),
        _ => format!("{kind} '{label}' was {verb}d in customappsso"),
    };
    Step {
        name,
        kind: "Export",
        status: change.outcome.name(),
        description,
        details: json!({"ReportableIdentifier": label}),
    }
}
