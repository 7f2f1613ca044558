// The permissions that the registration may ask for (graph-contract.md §5.1), by their short names.

/** Only an administrator may consent to these. */
export const ADMIN_ONLY = [
  "Application.Read.All",
  "AppRoleAssignment.ReadWrite.All",
  "AuditLog.Read.All",
  "GroupMember.Read.All",
  "Organization.Read.All",
  "ProvisioningLog.Read.All",
  "RoleManagement.Read.Directory",
  "Synchronization.Read.All",
  "Synchronization.ReadWrite.All",
  "User.Read.All",
];

export const PERMISSIONS = [...ADMIN_ONLY, "LicenseAssignment.Read.All", "User.Read", "User.ReadBasic.All"];

/** What OpenID Connect needs: nobody is asked for consent to them here. */
export const SIGN_IN = ["openid", "profile", "offline_access"];

export const words = (scope: unknown): string[] => String(scope ?? "").split(" ").filter(Boolean);

/** The name without the resource before it. */
export const short = (scope: string): string => scope.slice(scope.lastIndexOf("/") + 1);
