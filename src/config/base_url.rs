//! Addresses of servers.

use super::tenant::is_host;
use std::fmt;
use url::{Host, Url};

/// A server's address without a path: an https origin, or an http one on loopback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads an origin exactly as browsers serialize it, so that nothing can hide in it: no user, no default
    /// port, no capitals, no final slash. The host is a plain name: the URL standard allows `*` and `;` in hosts, which
    /// mean something else in a Content Security Policy.
    #[must_use]
    pub fn origin(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let loopback = match url.host()? {
            Host::Domain(name) if is_host(name) => name == "localhost",
            Host::Domain(_) => return None,
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let secure = url.scheme() == "https" || (url.scheme() == "http" && loopback);
        (secure && url.origin().ascii_serialization() == text).then(|| Self(text.to_owned()))
    }

    /// Reads an origin as [`Self::origin`] does, one final slash allowed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::origin(text.strip_suffix('/').unwrap_or(text))
    }

    pub(super) fn known(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The origin, without a final slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is an http address (on loopback).
    #[must_use]
    pub fn is_plain_http(&self) -> bool {
        self.0.starts_with("http:")
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
