//! What Entra does by itself: the default mapping of a new non-gallery application and how long a first cycle takes.

use super::facts::{MappingRow, Source, UserMapping};
use std::time::Duration;

/// Rows of the default user mapping whose source is a plain attribute (graph-contract §3.1).
const DEFAULT_ROWS: [(&str, &str); 5] = [
    ("displayName", "displayName"),
    ("title", "jobTitle"),
    ("emails[type eq \"work\"].value", "mail"),
    ("externalId", "mailNickname"),
    ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "department"),
];

/// The mapping that a new job will have: what a plan shows before the job exists. It is compared with the real one
/// before anything is written.
#[must_use]
pub fn default_user_mapping() -> UserMapping {
    let row = |(target, source): (&str, &str)| MappingRow {
        target: target.to_owned(),
        source: Source::Attribute(source.to_owned()),
        default_value: None,
        flows_always: true,
        matching_priority: 0,
    };
    UserMapping {
        rule: None,
        enabled: true,
        creates_and_updates: true,
        filter: None,
        groups_enabled: true,
        rows: DEFAULT_ROWS.into_iter().map(row).collect(),
        undeclared: Vec::new(),
    }
}

/// How long Microsoft says a first cycle takes for so many assigned users, groups and members: 0.01 to 0.08 minutes
/// each, never below the time a first run needs at all (graph-contract §4.4).
#[must_use]
pub fn first_cycle(objects: u64) -> (Duration, Duration) {
    let low = Duration::from_millis(objects.saturating_mul(600));
    let high = Duration::from_millis(objects.saturating_mul(4_800));
    (low.max(Duration::from_mins(1)), high.max(Duration::from_mins(20)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_cycle_is_estimated_by_microsofts_range() {
        assert_eq!(first_cycle(0), (Duration::from_mins(1), Duration::from_mins(20)));
        assert_eq!(first_cycle(10_000), (Duration::from_mins(100), Duration::from_mins(800)));
    }
}
