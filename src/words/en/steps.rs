//! The steps, their states, and how each is done by hand.

use crate::setup::step::{Status, StepId};

/// The step's title.
#[must_use]
pub const fn title(step: StepId) -> &'static str {
    match step {
        StepId::Connect => "Connect",
        StepId::Mapping => "Map attributes",
        StepId::Groups => "Assign groups",
        StepId::Start => "Start provisioning",
        StepId::OnDemand => "Provision and prove",
    }
}

/// Why the step exists.
#[must_use]
pub const fn purpose(step: StepId) -> &'static str {
    match step {
        StepId::Connect => "Entra needs to know where {product} is and a token that lets it in.",
        StepId::Mapping => {
            "Sign-in names a person by their object ID. Provisioning must send the same value as {identity}, or every sign-in fails."
        }
        StepId::Groups => "Only people in assigned groups are provisioned to {product}.",
        StepId::Start => "Entra sends everybody once, then changes about every 40 minutes.",
        StepId::OnDemand => {
            "Send your administrators now, and see for each that {identity} is their object ID."
        }
    }
}

/// The word for a status.
#[must_use]
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::Unknown => "Not checked",
        Status::Checking => "Checking",
        Status::Done => "Done",
        Status::Attention => "Needs a change",
        Status::Blocked => "Blocked",
        Status::Working => "Working",
        Status::Failed => "Failed",
    }
}

/// The written steps in the Entra admin center, as of August 2026 (guide §3).
#[must_use]
pub const fn by_hand(step: StepId) -> &'static [&'static str] {
    match step {
        StepId::Connect => &[
            "Enterprise applications → {product} → Provisioning.",
            "Set Provisioning Mode to Automatic (new layout: New configuration).",
            "Under Admin Credentials enter Tenant URL and Secret Token from the {console path}.",
            "Test Connection, and wait for the green check mark.",
            "Save.",
            "Under Settings, if you like: Send an email notification when a failure occurs, and Prevent accidental deletion. Save.",
        ],
        StepId::Mapping => &[
            "Provisioning → Mappings → Provision Microsoft Entra ID Users.",
            "Find the row whose customappsso attribute is {identity}, Edit, set Source attribute to objectId, Ok. If there is no such row: Add New Mapping.",
            "See that title reads jobTitle, and that the enterprise department reads department.",
            "Save, and confirm.",
        ],
        StepId::Groups => &[
            "Enterprise applications → {product} → Users and groups → Add user/group.",
            "Under Groups choose None Selected, search for each {product} group, Select.",
            "Assign.",
        ],
        StepId::Start => &[
            "Enterprise applications → {product} → Provisioning.",
            "Start provisioning, or set Provisioning Status to On and Save.",
        ],
        StepId::OnDemand => &[
            "Provisioning → Provision on demand.",
            "Select the admin group, keep View members only.",
            "Select the people, then Provision.",
        ],
    }
}

/// How many objects of a type Entra counts. `kind` is `synchronizedEntryCountByType`'s: a SCIM schema that ends in its name.
#[must_use]
pub fn counted(kind: &str, count: u64) -> String {
    let name = kind.rsplit([':', ' ']).next().unwrap_or(kind);
    let name = match (name, count) {
        ("User", 1) => "user",
        ("User", _) => "users",
        ("Group", 1) => "group",
        ("Group", _) => "groups",
        (other, _) => other,
    };
    [&count.to_string(), " ", name].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_counted_as_people_say_it() {
        let user = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        assert_eq!(counted(user, 1), "1 user");
        assert_eq!(counted(user, 12), "12 users");
        assert_eq!(counted("urn:ietf:params:scim:schemas:core:2.0:Group", 2), "2 groups");
        assert_eq!(counted("Device", 3), "3 Device");
    }
}
