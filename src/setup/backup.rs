//! The state before the first change of a visit, as a file: for whoever wants to put it back by hand, or to compare.

use super::facts::Facts;
use serde_json::json;

/// `format` of a backup.
pub const FORMAT: &str = "total-setup-backup";

/// The backup as JSON. `schema` is Microsoft's own text and stands in it byte for byte; without a job there is none.
#[must_use]
pub fn text(facts: &Facts, schema: Option<&str>) -> String {
    let assignments: Vec<_> = facts
        .assignments
        .known()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .map(|assignment| {
            json!({
                "id": assignment.id.as_str(), "principalId": assignment.principal.as_str(),
                "principalDisplayName": assignment.name, "appRoleId": assignment.role.as_str(),
                "principalType": if assignment.is_group { "Group" } else { "User" },
            })
        })
        .collect();
    let application = facts.application.as_ref().map(|application| {
        json!({ "id": application.id.as_str(), "appId": application.app_id.as_str(), "displayName": application.name })
    });
    let set = facts.credentials.known().and_then(|stored| stored.notifications.as_ref());
    let notifications =
        set.map(|set| json!({ "recipient": set.recipient, "deleteThreshold": set.threshold }));
    let tenant =
        facts.tenant.known().map(|tenant| json!({ "id": tenant.id.as_str(), "displayName": tenant.name }));
    let head = json!({
        "format": FORMAT, "version": 1, "tenant": tenant, "application": application,
        "appRoleAssignedTo": assignments, "notifications": notifications,
    })
    .to_string();
    // The last brace alone: the member before it may be an object itself.
    [head.strip_suffix('}').unwrap_or(&head), ",\"schema\":", schema.unwrap_or("null"), "}\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::facts::{Reading, StoredCredentials};
    use crate::setup::notifications::Notifications;
    use serde_json::Value;

    #[test]
    fn the_schema_stands_in_it_byte_for_byte() {
        let schema = "{ \"id\" : \"x\",\n \"count\": 1.50 }";
        let text = text(&Facts::default(), Some(schema));
        assert!(text.contains(schema));
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["format"], "total-setup-backup");
        assert_eq!(read["appRoleAssignedTo"], json!([]));
        let without: Value = serde_json::from_str(&super::text(&Facts::default(), None)).unwrap();
        assert_eq!(without["schema"], Value::Null);
    }

    #[test]
    fn the_notifications_stand_in_it() {
        let set = Notifications { recipient: Some("ops@contoso.example".to_owned()), threshold: Some(5) };
        let credentials = StoredCredentials { notifications: Some(set), ..StoredCredentials::default() };
        let facts = Facts { credentials: Reading::Known(credentials), ..Facts::default() };
        let read: Value = serde_json::from_str(&text(&facts, Some("{}"))).unwrap();
        assert_eq!(
            read["notifications"],
            json!({ "recipient": "ops@contoso.example", "deleteThreshold": 5 })
        );
        assert_eq!(read["schema"], json!({}));
    }
}
