//! Groups, their members, and what Entra sent of them.

use super::Reading;
use crate::setup::ids::ObjectId;
use crate::setup::log::Ending;
use std::time::SystemTime;

/// A group that is, or may be, assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The object id.
    pub id: ObjectId,
    /// The display name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// `securityEnabled`: only then can it be assigned.
    pub security_enabled: bool,
    /// A Microsoft 365 group.
    pub microsoft_365: bool,
    /// The rule of a dynamic group.
    pub dynamic_rule: Option<String>,
    /// Whether directory roles can be given to it.
    pub role_assignable: bool,
    /// Who is in it.
    pub members: Reading<Members>,
}

/// Direct members of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// How many people, where Graph counted.
    pub total: Option<u64>,
    /// The people, at most the first page of them.
    pub people: Vec<Person>,
    /// Names of groups inside this group: Entra does not provision their members.
    pub nested: Vec<String>,
}

/// A person as Entra knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The object id: the `oid` of the person's sign-in token.
    pub id: ObjectId,
    /// The display name; none when the token may not read names (graph-contract §7.44).
    pub name: Option<String>,
    /// The user principal name.
    pub username: Option<String>,
    /// Whether the account is enabled, where that could be read.
    pub enabled: Option<bool>,
    /// Whether it is a guest.
    pub guest: bool,
    /// Values by the synchronization engine's attribute names; only those that were read.
    pub attributes: Vec<(String, Option<String>)>,
}

impl Person {
    /// The value of a source attribute: `None` where it was not read, `Some(None)` where it is empty.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Option<&str>> {
        if name.eq_ignore_ascii_case("objectId") {
            return Some(Some(self.id.as_str()));
        }
        let found = self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(found.1.as_deref())
    }

    /// What to call the person.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().or(self.username.as_deref()).unwrap_or(self.id.as_str())
    }
}

/// What Entra did for one person: an on-demand result or an entry of the provisioning log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The person's object id at Entra.
    pub person: ObjectId,
    /// When.
    pub at: Option<SystemTime>,
    /// How it ended.
    pub outcome: Delivered,
    /// Attributes sent: target name, old value, new value. Only changed ones are listed by Entra.
    pub values: Vec<(String, Option<String>, Option<String>)>,
    /// The steps Entra took, in order.
    pub steps: Vec<DeliveryStep>,
}

/// One step of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryStep {
    /// `provisioningStepType`: import, scoping, matching, export.
    pub kind: String,
    /// How it ended.
    pub ending: Ending,
    /// Microsoft's text.
    pub description: String,
}

/// How a delivery ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// It was sent.
    Success,
    /// Nothing had to be sent (`RedundantExport`): what the mapping said at that moment is what the product holds.
    Unchanged,
    /// The same, by the answer to a call of this visit that was made while the mapping was seen to be right.
    Confirmed,
    /// It was left out, with Microsoft's code.
    Skipped(String),
    /// It failed, with Microsoft's code and text.
    Failed(String, String),
}
