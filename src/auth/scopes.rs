//! Delegated permissions (graph-contract.md §5.1).

use crate::config::BaseUrl;

/// What OpenID Connect needs; they have no resource.
pub const SIGN_IN: [&str; 3] = ["openid", "profile", "offline_access"];

/// What looking needs.
pub const READ: [&str; 7] = [
    "User.Read",
    "Application.Read.All",
    "Synchronization.Read.All",
    "GroupMember.Read.All",
    "User.ReadBasic.All",
    "ProvisioningLog.Read.All",
    "LicenseAssignment.Read.All",
];

/// What changing needs besides.
pub const WRITE: [&str; 2] = ["Synchronization.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"];

/// All of them, as a request writes them: Graph's with the cloud's Graph root before the name.
#[must_use]
pub fn all(graph: &BaseUrl) -> Vec<String> {
    let of_graph = READ.iter().chain(&WRITE).map(|name| [graph.as_str(), "/", name].concat());
    SIGN_IN.iter().map(|&name| name.to_owned()).chain(of_graph).collect()
}

/// Which of `needed` are not among `granted`; compared without case and resource (security.md AUTH-26).
#[must_use]
pub fn missing<'n>(granted: &[String], needed: &[&'n str]) -> Vec<&'n str> {
    let name = |scope: &str| scope.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let granted: Vec<String> = granted.iter().map(|scope| name(scope)).collect();
    needed.iter().copied().filter(|scope| !granted.contains(&name(scope))).collect()
}
