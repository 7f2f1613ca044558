//! What Entra does by itself: the default mapping of a new non-gallery application and how long a first cycle takes.

use super::facts::{MappingRow, Source, UserMapping};
use super::product::Product;
use std::time::Duration;

/// The default user mapping (graph-contract §3.1): what is in brackets is an attribute, the rest an expression.
const DEFAULT_ROWS: [(&str, &str); 22] = [
    ("userName", "[userPrincipalName]"),
    ("active", "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")"),
    ("displayName", "[displayName]"),
    ("title", "[jobTitle]"),
    ("emails[type eq \"work\"].value", "[mail]"),
    ("preferredLanguage", "[preferredLanguage]"),
    ("name.givenName", "[givenName]"),
    ("name.familyName", "[surname]"),
    ("name.formatted", "Join(\" \", [givenName], [surname])"),
    ("addresses[type eq \"work\"].formatted", "[physicalDeliveryOfficeName]"),
    ("addresses[type eq \"work\"].streetAddress", "[streetAddress]"),
    ("addresses[type eq \"work\"].locality", "[city]"),
    ("addresses[type eq \"work\"].region", "[state]"),
    ("addresses[type eq \"work\"].postalCode", "[postalCode]"),
    ("addresses[type eq \"work\"].country", "[country]"),
    ("phoneNumbers[type eq \"work\"].value", "[telephoneNumber]"),
    ("phoneNumbers[type eq \"mobile\"].value", "[mobile]"),
    ("phoneNumbers[type eq \"fax\"].value", "[facsimileTelephoneNumber]"),
    ("externalId", "[mailNickname]"),
    ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "[employeeId]"),
    ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "[department]"),
    ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "[manager]"),
];

/// The mapping that a new job for `product` will have: what a plan shows before the job exists. It is compared with the real one
/// before anything is written.
#[must_use]
pub fn default_user_mapping(product: &Product) -> UserMapping {
    let row = |(target, source): (&str, &str)| {
        let attribute = source.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        MappingRow {
            target: target.to_owned(),
            source: match attribute {
                Some(name) => Source::Attribute(name.to_owned()),
                None => Source::Expression(source.to_owned()),
            },
            default_value: None,
            flows_always: true,
            matching_priority: i64::from(target == "userName"),
        }
    };
    let is_default = |target: &&String| DEFAULT_ROWS.iter().any(|row| row.0.eq_ignore_ascii_case(target));
    let targets = product.required_mappings.iter().map(|required| &required.target);
    UserMapping {
        rule: None,
        enabled: true,
        creates_and_updates: true,
        filter: None,
        groups_enabled: true,
        rows: DEFAULT_ROWS.into_iter().map(row).collect(),
        // Entra describes no attribute of the endpoint's that it does not map, but `id`.
        undeclared: targets.filter(|target| !is_default(target)).cloned().collect(),
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
