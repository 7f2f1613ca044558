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

/// What a sign-in asks for: to look, and nothing else (security.md AUTH-25).
#[must_use]
pub fn reading(graph: &BaseUrl) -> Vec<String> {
    let of_graph = READ.iter().map(|name| of(graph, name));
    SIGN_IN.iter().map(|&name| name.to_owned()).chain(of_graph).collect()
}

/// What a sign-in asks for before the first change that needs `names`.
#[must_use]
pub fn reading_and<'n>(graph: &BaseUrl, names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut scopes = reading(graph);
    scopes.extend(names.into_iter().map(|name| of(graph, name)));
    scopes
}

/// A permission of Graph as a request writes it: with the cloud's Graph root before the name (graph-contract.md §0.1).
fn of(graph: &BaseUrl, name: &str) -> String {
    [graph.as_str(), "/", name].concat()
}

/// Which of `needed` are not among `granted`; compared without case and resource (security.md AUTH-26).
#[must_use]
pub fn missing<'n>(granted: &[String], needed: &[&'n str]) -> Vec<&'n str> {
    let is_there = |scope: &str| granted.iter().any(|held| name(held).eq_ignore_ascii_case(name(scope)));
    needed.iter().copied().filter(|scope| !is_there(scope)).collect()
}

/// The permission without its resource.
fn name(scope: &str) -> &str {
    scope.rsplit('/').next().unwrap_or(scope)
}
