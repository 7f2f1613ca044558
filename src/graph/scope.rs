//! Delegated permissions of Microsoft Graph (graph-contract.md §5.1).

/// A delegated permission that this product knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Sign in and read the own profile.
    UserRead,
    /// Read applications, service principals and their assignments.
    ApplicationReadAll,
    /// Read synchronization jobs and schemas.
    SynchronizationReadAll,
    /// Read group names and members.
    GroupMemberReadAll,
    /// Read the names of users.
    UserReadBasicAll,
    /// Read every field of users, among them `jobTitle` and `department`.
    UserReadAll,
    /// Read provisioning logs.
    ProvisioningLogReadAll,
    /// Read licences.
    LicenseAssignmentReadAll,
    /// Read directory roles and who holds them.
    RoleManagementReadDirectory,
    /// Read the tenant's properties.
    OrganizationReadAll,
    /// Read audit logs, provisioning logs among them.
    AuditLogReadAll,
    /// Change synchronization; also needed to test a connection and to provision on demand.
    SynchronizationReadWriteAll,
    /// Assign users and groups to applications.
    AppRoleAssignmentReadWriteAll,
}

impl Scope {
    /// Every scope of this list.
    pub const ALL: [Scope; 13] = [
        Scope::UserRead,
        Scope::ApplicationReadAll,
        Scope::SynchronizationReadAll,
        Scope::GroupMemberReadAll,
        Scope::UserReadBasicAll,
        Scope::UserReadAll,
        Scope::ProvisioningLogReadAll,
        Scope::LicenseAssignmentReadAll,
        Scope::RoleManagementReadDirectory,
        Scope::OrganizationReadAll,
        Scope::AuditLogReadAll,
        Scope::SynchronizationReadWriteAll,
        Scope::AppRoleAssignmentReadWriteAll,
    ];

    /// Graph's name, as it stands in a token's `scope`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Scope::UserRead => "User.Read",
            Scope::ApplicationReadAll => "Application.Read.All",
            Scope::SynchronizationReadAll => "Synchronization.Read.All",
            Scope::GroupMemberReadAll => "GroupMember.Read.All",
            Scope::UserReadBasicAll => "User.ReadBasic.All",
            Scope::UserReadAll => "User.Read.All",
            Scope::ProvisioningLogReadAll => "ProvisioningLog.Read.All",
            Scope::LicenseAssignmentReadAll => "LicenseAssignment.Read.All",
            Scope::RoleManagementReadDirectory => "RoleManagement.Read.Directory",
            Scope::OrganizationReadAll => "Organization.Read.All",
            Scope::AuditLogReadAll => "AuditLog.Read.All",
            Scope::SynchronizationReadWriteAll => "Synchronization.ReadWrite.All",
            Scope::AppRoleAssignmentReadWriteAll => "AppRoleAssignment.ReadWrite.All",
        }
    }

    /// Whether only an administrator can consent to it.
    #[must_use]
    pub const fn admin_consent(self) -> bool {
        !matches!(self, Scope::UserRead | Scope::UserReadBasicAll | Scope::LicenseAssignmentReadAll)
    }

    /// The scope of that name, in any case and with or without the resource before it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Scope> {
        let name = name.rsplit('/').next().unwrap_or(name);
        Scope::ALL.into_iter().find(|scope| scope.name().eq_ignore_ascii_case(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_is_found_by_its_name() {
        for scope in Scope::ALL {
            assert_eq!(Scope::from_name(scope.name()), Some(scope));
        }
        assert_eq!(
            Scope::from_name("https://graph.microsoft.us/application.read.all"),
            Some(Scope::ApplicationReadAll)
        );
        assert_eq!(Scope::from_name("Mail.Send"), None);
    }
}
