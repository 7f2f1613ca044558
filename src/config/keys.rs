//! The keys each object of `config.json` has; `docs/config.schema.json` has the same.

/// The file.
pub const ROOT: &[&str] = &[
    "$schema",
    "clientId",
    "tenant",
    "cloud",
    "authority",
    "graph",
    "redirectUri",
    "product",
    "embedOrigins",
];
/// `product`.
pub const PRODUCT: &[&str] = &[
    "name",
    "applicationNames",
    "requiredMappings",
    "groups",
    "tenantUrlHosts",
    "support",
    "guideUrl",
    "console",
];
/// An entry of `product.requiredMappings`.
pub const MAPPING: &[&str] = &["target", "source", "identity"];
/// `product.groups`.
pub const GROUPS: &[&str] = &["required", "prefix"];
/// `product.console`.
pub const CONSOLE: &[&str] = &["name", "path"];
/// `product.support`.
pub const SUPPORT: &[&str] = &["url", "email"];
