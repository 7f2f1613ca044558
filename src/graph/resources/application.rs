//! Enterprise applications and their assignments.

use super::read::{flag, id, list, member, optional, part, resource, text, time};
use crate::graph::{AssignmentId, ObjectId};
use std::time::SystemTime;

resource!(
    /// An enterprise application in the tenant.
    ServicePrincipal
);

impl ServicePrincipal {
    /// The object id, which is not the appId.
    #[must_use]
    pub fn id(&self) -> Option<ObjectId> {
        id(&self.0, "id")
    }

    /// The application (client) id.
    #[must_use]
    pub fn app_id(&self) -> &str {
        text(&self.0, "appId")
    }

    /// The name.
    #[must_use]
    pub fn display_name(&self) -> &str {
        text(&self.0, "displayName")
    }

    /// Whether people may sign in; Graph's default is yes.
    #[must_use]
    pub fn account_enabled(&self) -> bool {
        flag(&self.0, "accountEnabled").unwrap_or(true)
    }

    /// `Application`, `ManagedIdentity`, `Legacy` or `SocialIdp`.
    #[must_use]
    pub fn service_principal_type(&self) -> &str {
        text(&self.0, "servicePrincipalType")
    }

    /// The gallery or non-gallery template it was made from; `None` when it was born from an app registration.
    #[must_use]
    pub fn application_template_id(&self) -> Option<ObjectId> {
        id(&self.0, "applicationTemplateId")
    }

    /// The tenant that owns the application.
    #[must_use]
    pub fn app_owner_organization_id(&self) -> Option<ObjectId> {
        id(&self.0, "appOwnerOrganizationId")
    }

    /// Whether only assigned people may sign in.
    #[must_use]
    pub fn app_role_assignment_required(&self) -> bool {
        flag(&self.0, "appRoleAssignmentRequired").unwrap_or_default()
    }

    /// Why Microsoft disabled it, if so.
    #[must_use]
    pub fn disabled_by_microsoft_status(&self) -> Option<&str> {
        optional(&self.0, "disabledByMicrosoftStatus")
    }

    /// The tags.
    #[must_use]
    pub fn tags(&self) -> Vec<&str> {
        list(&self.0, "tags").iter().filter_map(|tag| tag.as_str()).collect()
    }

    /// The roles that can be assigned.
    #[must_use]
    pub fn app_roles(&self) -> Vec<AppRole<'_>> {
        list(&self.0, "appRoles").iter().map(AppRole::new).collect()
    }
}

part!(
    /// A role of an application.
    AppRole
);

impl<'a> AppRole<'a> {
    /// The role's id.
    #[must_use]
    pub fn id(&self) -> Option<ObjectId> {
        id(self.0, "id")
    }

    /// The name.
    #[must_use]
    pub fn display_name(&self) -> &'a str {
        text(self.0, "displayName")
    }

    /// Whether it can be assigned.
    #[must_use]
    pub fn is_enabled(&self) -> bool {
        flag(self.0, "isEnabled").unwrap_or_default()
    }

    /// Whether users and groups can have it, not only applications.
    #[must_use]
    pub fn allows_users(&self) -> bool {
        let allowed = list(self.0, "allowedMemberTypes").iter().filter_map(|kind| kind.as_str());
        allowed.into_iter().any(|kind| kind.eq_ignore_ascii_case("User"))
    }

    /// The value in tokens.
    #[must_use]
    pub fn value(&self) -> Option<&'a str> {
        optional(self.0, "value")
    }
}

resource!(
    /// A user, group or service principal assigned to an application.
    AppRoleAssignment
);

impl AppRoleAssignment {
    /// The assignment's id, opaque.
    #[must_use]
    pub fn id(&self) -> Option<AssignmentId> {
        id(&self.0, "id")
    }

    /// The assigned role; the zero GUID is "default access".
    #[must_use]
    pub fn app_role_id(&self) -> Option<ObjectId> {
        id(&self.0, "appRoleId")
    }

    /// Who is assigned.
    #[must_use]
    pub fn principal_id(&self) -> Option<ObjectId> {
        id(&self.0, "principalId")
    }

    /// The name of who is assigned.
    #[must_use]
    pub fn principal_display_name(&self) -> &str {
        text(&self.0, "principalDisplayName")
    }

    /// `User`, `Group` or `ServicePrincipal`.
    #[must_use]
    pub fn principal_type(&self) -> &str {
        text(&self.0, "principalType")
    }

    /// Whether a group is assigned.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.principal_type().eq_ignore_ascii_case("Group")
    }

    /// The application's service principal.
    #[must_use]
    pub fn resource_id(&self) -> Option<ObjectId> {
        id(&self.0, "resourceId")
    }

    /// When it was made.
    #[must_use]
    pub fn created(&self) -> Option<SystemTime> {
        time(&self.0, "createdDateTime")
    }

    /// Whether it was deleted.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        !member(&self.0, "deletedDateTime").is_null()
    }
}
