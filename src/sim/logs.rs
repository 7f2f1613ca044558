//! What provisioning writes down: rows of the provisioning log, and of the directory audit.

use super::engine::change::Change;
use super::past::Past;
use std::time::SystemTime;

/// The logs, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Log {
    pub rows: Vec<Row>,
    pub audits: Vec<Audit>,
    /// What happened before the first of the rows.
    pub past: Option<Past>,
}

/// A row of the provisioning log.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub id: String,
    pub application: String,
    pub application_name: String,
    pub application_app_id: String,
    pub job: String,
    pub cycle: String,
    pub change_id: String,
    /// When it happened; readable later (rule 11).
    pub at: SystemTime,
    pub change: Change,
}

/// A row of the directory audit (F2).
#[derive(Debug)]
pub(crate) struct Audit {
    pub id: String,
    pub at: SystemTime,
    pub activity: &'static str,
    pub application: String,
    pub application_name: String,
}
