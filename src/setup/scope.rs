//! Delegated permissions of Microsoft Graph (graph-contract §5.1).

use std::fmt;

macro_rules! scopes {
    ($($variant:ident = $name:literal, $admin:literal;)*) => {
        /// A delegated permission.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Scope { $(#[doc = $name] $variant,)* }

        impl Scope {
            /// Every scope that the assistant knows.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name as it stands in a token's scope list.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Whether an administrator must consent to it.
            #[must_use]
            pub const fn admin_consent(self) -> bool {
                match self { $(Self::$variant => $admin,)* }
            }
        }
    };
}

scopes! {
    UserRead = "User.Read", false;
    ApplicationReadAll = "Application.Read.All", true;
    SynchronizationReadAll = "Synchronization.Read.All", true;
    GroupMemberReadAll = "GroupMember.Read.All", true;
    UserReadBasicAll = "User.ReadBasic.All", false;
    UserReadAll = "User.Read.All", true;
    ProvisioningLogReadAll = "ProvisioningLog.Read.All", true;
    LicenseAssignmentReadAll = "LicenseAssignment.Read.All", false;
    RoleManagementReadDirectory = "RoleManagement.Read.Directory", true;
    OrganizationReadAll = "Organization.Read.All", true;
    AuditLogReadAll = "AuditLog.Read.All", true;
    SynchronizationReadWriteAll = "Synchronization.ReadWrite.All", true;
    AppRoleAssignmentReadWriteAll = "AppRoleAssignment.ReadWrite.All", true;
}

impl Scope {
    /// What the assistant ever asks for, in the order in which it does: to look at sign-in, to write with the first change
    /// that needs it (security.md AUTH-25).
    pub const EVER_ASKED: [Self; 9] = [
        Self::UserRead,
        Self::ApplicationReadAll,
        Self::SynchronizationReadAll,
        Self::GroupMemberReadAll,
        Self::UserReadBasicAll,
        Self::ProvisioningLogReadAll,
        Self::LicenseAssignmentReadAll,
        Self::SynchronizationReadWriteAll,
        Self::AppRoleAssignmentReadWriteAll,
    ];

    /// The scope with this name, compared without case, with or without a resource prefix such as `https://graph.microsoft.com/`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.rsplit('/').next().unwrap_or(name);
        Self::ALL.iter().copied().find(|scope| scope.name().eq_ignore_ascii_case(name))
    }

    /// Whether holding `self` is enough where `needed` is asked for.
    #[must_use]
    pub fn covers(self, needed: Self) -> bool {
        self == needed
            || matches!(
                (self, needed),
                (Self::SynchronizationReadWriteAll, Self::SynchronizationReadAll)
                    | (Self::UserReadAll, Self::UserReadBasicAll)
                    | (Self::AuditLogReadAll, Self::ProvisioningLogReadAll)
            )
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_found_with_and_without_its_resource() {
        for scope in Scope::ALL {
            assert_eq!(Scope::from_name(scope.name()), Some(*scope));
            assert_eq!(Scope::from_name(&format!("https://graph.microsoft.us/{scope}")), Some(*scope));
        }
        assert_eq!(Scope::from_name("Directory.AccessAsUser.All"), None);
    }

    #[test]
    fn writing_covers_reading_and_not_the_other_way_round() {
        assert!(Scope::SynchronizationReadWriteAll.covers(Scope::SynchronizationReadAll));
        assert!(!Scope::SynchronizationReadAll.covers(Scope::SynchronizationReadWriteAll));
    }
}
