//! The tenant, its roles, groups and people.

use super::read::{flag, id, list, member, optional, resource, text};
use crate::graph::ObjectId;

resource!(
    /// The tenant.
    Organization
);

impl Organization {
    /// The tenant id.
    #[must_use]
    pub fn id(&self) -> Option<ObjectId> {
        id(&self.0, "id")
    }

    /// The tenant's name.
    #[must_use]
    pub fn display_name(&self) -> &str {
        text(&self.0, "displayName")
    }

    /// `AAD` for a workforce tenant; others cannot provision. `None` when it may not be read.
    #[must_use]
    pub fn tenant_type(&self) -> Option<&str> {
        optional(&self.0, "tenantType")
    }

    /// The default domain, else the first verified one.
    #[must_use]
    pub fn default_domain(&self) -> Option<&str> {
        let domains = list(&self.0, "verifiedDomains");
        let default = domains.iter().find(|domain| flag(domain, "isDefault") == Some(true));
        default.or(domains.first()).and_then(|domain| optional(domain, "name"))
    }
}

resource!(
    /// An activated directory role.
    DirectoryRole
);

impl DirectoryRole {
    /// The role's id in this tenant.
    #[must_use]
    pub fn id(&self) -> Option<ObjectId> {
        id(&self.0, "id")
    }

    /// The name.
    #[must_use]
    pub fn display_name(&self) -> &str {
        text(&self.0, "displayName")
    }

    /// The role's id in every tenant. `None` when it may not be read: unknown, not missing.
    #[must_use]
    pub fn role_template_id(&self) -> Option<ObjectId> {
        id(&self.0, "roleTemplateId")
    }
}

resource!(
    /// A group.
    Group
);

impl Group {
    /// The object id.
    #[must_use]
    pub fn id(&self) -> Option<ObjectId> {
        id(&self.0, "id")
    }

    /// The name.
    #[must_use]
    pub fn display_name(&self) -> &str {
        text(&self.0, "displayName")
    }

    /// What it is for.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        optional(&self.0, "description")
    }

    /// Whether it can be assigned to an application.
    #[must_use]
    pub fn security_enabled(&self) -> bool {
        flag(&self.0, "securityEnabled").unwrap_or_default()
    }

    /// Whether it receives mail.
    #[must_use]
    pub fn mail_enabled(&self) -> bool {
        flag(&self.0, "mailEnabled").unwrap_or_default()
    }

    /// Whether it is a Microsoft 365 group.
    #[must_use]
    pub fn is_unified(&self) -> bool {
        self.has_type("Unified")
    }

    /// Whether a rule decides who is a member.
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        self.has_type("DynamicMembership")
    }

    /// The rule of a dynamic group.
    #[must_use]
    pub fn membership_rule(&self) -> Option<&str> {
        optional(&self.0, "membershipRule")
    }

    /// Whether it comes from a directory on premises.
    #[must_use]
    pub fn on_premises_sync_enabled(&self) -> bool {
        flag(&self.0, "onPremisesSyncEnabled").unwrap_or_default()
    }

    /// Whether directory roles can be given to it.
    #[must_use]
    pub fn is_assignable_to_role(&self) -> bool {
        flag(&self.0, "isAssignableToRole").unwrap_or_default()
    }

    fn has_type(&self, name: &str) -> bool {
        let types = list(&self.0, "groupTypes").iter().filter_map(|kind| kind.as_str());
        types.into_iter().any(|kind| kind.eq_ignore_ascii_case(name))
    }
}

resource!(
    /// A person. Fields that may not be read are null while the status is 200 (graph-contract.md §1.5, E3).
    User
);

impl User {
    /// The object id: the engine's `objectId`, the sign-in token's `oid`.
    #[must_use]
    pub fn id(&self) -> Option<ObjectId> {
        id(&self.0, "id")
    }

    /// The name. `None` when it may not be read.
    #[must_use]
    pub fn display_name(&self) -> Option<&str> {
        optional(&self.0, "displayName")
    }

    /// The user principal name.
    #[must_use]
    pub fn user_principal_name(&self) -> Option<&str> {
        optional(&self.0, "userPrincipalName")
    }

    /// The mail address.
    #[must_use]
    pub fn mail(&self) -> Option<&str> {
        optional(&self.0, "mail")
    }

    /// Whether the person may sign in. `None` when it may not be read.
    #[must_use]
    pub fn account_enabled(&self) -> Option<bool> {
        flag(&self.0, "accountEnabled")
    }

    /// Whether the person is a guest. `None` when it may not be read.
    #[must_use]
    pub fn is_guest(&self) -> Option<bool> {
        optional(&self.0, "userType").map(|kind| kind.eq_ignore_ascii_case("Guest"))
    }

    /// An attribute by Graph's name, for instance `jobTitle`; `None` when empty or not readable.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        optional(&self.0, name)
    }

    /// Whether `name` was in the answer at all, be it null.
    #[must_use]
    pub fn has_attribute(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }
}

/// What a [`DirectoryObject`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryObjectType {
    /// A person.
    User,
    /// A group: as a member of a group, a nested one.
    Group,
    /// A device.
    Device,
    /// A contact.
    OrgContact,
    /// An application.
    ServicePrincipal,
    /// A directory role.
    DirectoryRole,
    /// Anything else, by Graph's name.
    Unknown(String),
}

resource!(
    /// A member of any type.
    DirectoryObject
);

impl DirectoryObject {
    /// The object id.
    #[must_use]
    pub fn id(&self) -> Option<ObjectId> {
        id(&self.0, "id")
    }

    /// The name, if it may be read.
    #[must_use]
    pub fn display_name(&self) -> Option<&str> {
        optional(&self.0, "displayName")
    }

    /// What it is, by `@odata.type`.
    #[must_use]
    pub fn object_type(&self) -> DirectoryObjectType {
        let name = member(&self.0, "@odata.type").as_str().unwrap_or_default();
        match name.strip_prefix("#microsoft.graph.").unwrap_or(name) {
            "user" => DirectoryObjectType::User,
            "group" => DirectoryObjectType::Group,
            "device" => DirectoryObjectType::Device,
            "orgContact" => DirectoryObjectType::OrgContact,
            "servicePrincipal" => DirectoryObjectType::ServicePrincipal,
            "directoryRole" => DirectoryObjectType::DirectoryRole,
            other => DirectoryObjectType::Unknown(other.to_owned()),
        }
    }
}
