//! A wrong configuration, as the page and `xtask configure` say it.

use thiserror::Error;

/// A key of `config.json` and the rule its value breaks.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}{rule}", place(.key))]
pub struct ConfigError {
    /// The key, for instance `product.requiredMappings[1].source`; empty: the whole file.
    pub key: String,
    /// The rule.
    pub rule: Rule,
}

impl ConfigError {
    pub(super) fn new(key: &str, rule: Rule) -> Self {
        Self { key: key.to_owned(), rule }
    }
}

fn place(key: &str) -> String {
    if key.is_empty() { "config.json: ".to_owned() } else { ["config.json: ", key, ": "].concat() }
}

/// What a value must be; its display is the sentence for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Rule {
    /// Not JSON; where reading stopped, counted from 1.
    #[error("is not JSON (line {line}, column {column})")]
    Json {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// The file is larger than 256 KiB.
    #[error("is larger than 256 KiB")]
    TooLarge,
    /// There is no such key.
    #[error("is not a key that this file has")]
    Unknown,
    /// The key is required here.
    #[error("is missing")]
    Missing,
    /// The value has the wrong JSON type.
    #[error("must be {0}")]
    Type(&'static str),
    /// An empty text, or one that is too long.
    #[error("must be a text of 1 to 200 characters")]
    Text,
    /// An empty list.
    #[error("must have at least one entry")]
    Empty,
    /// An entry stands twice.
    #[error("stands in the list already")]
    Duplicate,
    /// Not a GUID.
    #[error("must be a GUID such as 00001111-aaaa-2222-bbbb-3333cccc4444")]
    Guid,
    /// Not a tenant.
    #[error("must be `organizations`, a domain of the tenant or the tenant ID (a GUID)")]
    Tenant,
    /// Not a cloud.
    #[error("must be one of `global`, `usgov`, `usgov-dod`, `china`, `custom`")]
    Cloud,
    /// A key that only the cloud `custom` has.
    #[error("is allowed only with `cloud` set to `custom`; the other clouds have their own")]
    OnlyWithCustom,
    /// Not a base URL.
    #[error(
        "must be a base URL without a path, https (or http on this machine), such as https://graph.example.com"
    )]
    BaseUrl,
    /// Not an origin.
    #[error(
        "must be an origin exactly as browsers write it, https (or http on this machine), without a final slash"
    )]
    Origin,
    /// Not a redirect URI.
    #[error(
        "must be an absolute https address (or http on this machine) of at most 256 characters without `?` and `#`"
    )]
    RedirectUri,
    /// Not an https address.
    #[error("must be an https address")]
    Https,
    /// Not a mail address.
    #[error("must be a mail address")]
    Email,
    /// Not a host name.
    #[error("must be a host name in small letters, such as scim.example.com")]
    Host,
    /// A second identity mapping.
    #[error("may be true for one mapping only")]
    SecondIdentity,
    /// No identity mapping.
    #[error("must have `identity` in one mapping: the attribute by which the product knows who signs in")]
    NoIdentity,
    /// An identity that no sign-in names.
    #[error("must be objectId in the mapping with `identity`: it is what a sign-in names a person by")]
    IdentitySource,
}
