//! A schema from outside, for a tenant that begins with it.

use super::build;
use super::handlers::schema_check;
use serde_json::Value;
use thiserror::Error;

/// A schema that Graph would store.
#[derive(Clone, Debug)]
pub struct GivenSchema {
    schema: Value,
    completed: bool,
}

/// Why a text is no schema that Graph would store.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoSchema {
    /// It is no JSON.
    #[error("it is not JSON")]
    NotJson,
    /// Graph would refuse it, in these words.
    #[error("{0}")]
    Refused(String),
}

impl GivenSchema {
    /// Reads a schema as Graph answers it, or as the portal's editor saves it. Where it lacks the directories, which Graph
    /// leaves out unless they are expanded, it gets those of the default schema.
    ///
    /// # Errors
    /// When Graph would not store it: see graph-contract.md §8 rule 8.
    pub fn parse(text: &str) -> Result<Self, NoSchema> {
        let mut schema: Value = serde_json::from_str(text).map_err(|_| NoSchema::NotJson)?;
        // Whatever is wrong besides comes before a complaint about directories that are not the file's.
        let refused = |failure: super::answer::Failure| NoSchema::Refused(failure.message);
        schema_check::check(&schema).map_err(refused)?;
        let mut completed = false;
        if let Some(members) = schema.as_object_mut()
            && members.get("directories").is_none_or(Value::is_null)
        {
            members.insert("directories".to_owned(), build::default_directories());
            completed = true;
        }
        schema_check::check(&schema).map_err(refused)?;
        Ok(Self { schema, completed })
    }

    /// Whether it lacked the directories.
    #[must_use]
    pub const fn is_completed(&self) -> bool {
        self.completed
    }

    pub(super) fn into_value(self) -> Value {
        self.schema
    }
}
