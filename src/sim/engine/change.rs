//! What the service did with one object.

/// What was done, to whom, how it went.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub action: Action,
    pub outcome: Outcome,
    /// Object id in Entra.
    pub object: String,
    /// `User` or `Group`.
    pub kind: &'static str,
    /// `userPrincipalName`, or a group's name.
    pub label: String,
    pub name: String,
    /// The id at TOTAL; empty where there is none.
    pub target: String,
    /// Attribute, value before, value after.
    pub modified: Vec<(String, Option<String>, Option<String>)>,
    pub facts: Facts,
    /// What the source holds, for the import step.
    pub imported: Vec<(&'static str, String)>,
}

/// What the scoping step found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub active: bool,
    pub assigned: bool,
    pub filter: bool,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Create,
    Update,
    Disable,
    Other,
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Success,
    Skipped(&'static str),
    Failure(&'static str),
}

impl Action {
    /// As on demand writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::Update => "Update",
            Self::Disable => "Disable",
            Self::Other => "Other",
        }
    }
}

impl Outcome {
    /// As on demand writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Skipped(_) => "Skipped",
            Self::Failure(_) => "Failure",
        }
    }

    /// The error code, where there is one.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::Success => None,
            Self::Skipped(code) | Self::Failure(code) => Some(code),
        }
    }
}
