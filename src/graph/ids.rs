//! Identifiers; the set-up names the same things by the same types.

pub use crate::setup::ids::{AssignmentId, InvalidId, JobId, ObjectId, RuleId, TemplateId};
