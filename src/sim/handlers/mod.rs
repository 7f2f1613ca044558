//! One file per kind of resource; each function serves one call of graph-contract.md §1.

pub(crate) mod applications;
pub(crate) mod assignments;
pub(crate) mod directory;
pub(crate) mod groups;
pub(crate) mod jobs;
pub(crate) mod logs;
pub(crate) mod on_demand;
pub(crate) mod schema;
pub(crate) mod schema_check;
pub(crate) mod secrets;
pub(crate) mod users;
pub(crate) mod validate;
