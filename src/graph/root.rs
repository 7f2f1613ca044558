//! The one origin that may receive a token (security.md NET-01).

use http::Uri;
use thiserror::Error;
use url::{Host, Url};

/// The path below which every call lives.
pub const VERSION: &str = "/v1.0";

/// A base address that is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the Graph address must be an https origin, or http on a loopback host")]
pub struct InvalidRoot;

/// The configured origin of Graph, for instance `https://graph.microsoft.com`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphRoot(String);

impl GraphRoot {
    /// # Errors
    /// When `address` is more than an origin, or neither `https` nor `http` on a loopback host.
    pub fn new(address: &str) -> Result<Self, InvalidRoot> {
        let url = Url::parse(address).map_err(|_| InvalidRoot)?;
        let secure = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if !secure || !bare {
            return Err(InvalidRoot);
        }
        Ok(Self(url.origin().ascii_serialization()))
    }

    /// The origin, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// The absolute address of a path below `/v1.0`. `None` if that is no address of this root.
    #[must_use]
    pub fn uri(&self, path_and_query: &str) -> Option<Uri> {
        self.admit(&[self.origin(), VERSION, path_and_query].concat())
    }

    /// An absolute address from outside, if it leads nowhere but here (security.md NET-01, NET-02).
    ///
    /// The raw text is looked at first: a browser would repair what is refused here.
    #[must_use]
    pub fn admit(&self, address: &str) -> Option<Uri> {
        if address.bytes().any(|byte| byte <= b' ' || byte >= 0x7f || byte == b'\\' || byte == b'#') {
            return None;
        }
        let path = address.strip_prefix(self.origin())?.strip_prefix(VERSION)?;
        if !path.starts_with('/') || has_dot_segment(path) {
            return None;
        }
        let url = Url::parse(address).ok()?;
        if url.origin().ascii_serialization() != self.0
            || !url.username().is_empty()
            || url.password().is_some()
        {
            return None;
        }
        url.as_str().parse().ok()
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn has_dot_segment(path_and_query: &str) -> bool {
    let path = path_and_query.split('?').next().unwrap_or_default();
    path.split('/').any(|segment| {
        let plain = percent_encoding::percent_decode_str(segment).collect::<Vec<u8>>();
        plain == b"." || plain == b".."
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> GraphRoot {
        GraphRoot::new("https://graph.microsoft.com").unwrap()
    }

    #[test]
    fn a_root_is_an_https_origin_or_http_on_loopback() {
        for good in
            ["https://graph.microsoft.us/", "http://localhost:4280", "http://127.0.0.1:1", "http://[::1]:9"]
        {
            assert!(GraphRoot::new(good).is_ok(), "{good}");
        }
        for bad in [
            "http://graph.microsoft.com",
            "https://a:b@graph.microsoft.com",
            "https://graph.microsoft.com/beta",
            "graph",
            "",
        ] {
            assert!(GraphRoot::new(bad).is_err(), "{bad}");
        }
    }

    /// NET-01, G15, G16
    #[test]
    fn an_address_that_leads_elsewhere_is_not_admitted() {
        for address in [
            "https://evil.test/v1.0/me",
            "https://graph.microsoft.com@evil.test/v1.0/me",
            "https://graph.microsoft.com.evil.test/v1.0/me",
            "https://evil-graph.microsoft.com/v1.0/me",
            "https://user@graph.microsoft.com/v1.0/me",
            "https://graph.microsoft.com:8443/v1.0/me",
            "https://graph.microsoft.com:443@evil.test/v1.0/me",
            "http://graph.microsoft.com/v1.0/me",
            "//graph.microsoft.com/v1.0/me",
            "//evil.test/v1.0/me",
            "/v1.0/me",
            "https:/graph.microsoft.com/v1.0/me",
            "https:graph.microsoft.com/v1.0/me",
            "https://graph.microsoft.com\\@evil.test/v1.0/me",
            "https://graph.microsoft.com/\\evil.test/v1.0/me",
            "https://graph.microsoft.com/v1.0\\me",
            "https://graph.microsoft.com/\tv1.0/me",
            "https://graph.mic\trosoft.com/v1.0/me",
            "https://graph.microsoft.com/v1.0/me\n",
            " https://graph.microsoft.com/v1.0/me",
            "https://graph.microsoft.com/v1.0/ me",
            "https://GRAPH.microsoft.com/v1.0/me",
            "HTTPS://graph.microsoft.com/v1.0/me",
            "https://graph.microsoft.com./v1.0/me",
            "https://gr\u{e4}ph.microsoft.com/v1.0/me",
            "https://graph.microsoft.c\u{43e}m/v1.0/me",
            "https://graph.microsoft.com/beta/me",
            "https://graph.microsoft.com/v1.00/me",
            "https://graph.microsoft.com/v1.0",
            "https://graph.microsoft.com/V1.0/me",
            "https://graph.microsoft.com/v1.0/../beta/me",
            "https://graph.microsoft.com/v1.0/%2e%2e/beta/me",
            "https://graph.microsoft.com/v1.0/.%2E/beta/me",
            "https://graph.microsoft.com/v1.0/./me",
            "https://graph.microsoft.com/v1.0/me#x",
            "https://graph.microsoft.com?/v1.0/me",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///v1.0/me",
            "",
        ] {
            assert_eq!(root().admit(address), None, "{address:?}");
        }
    }

    #[test]
    fn an_address_below_the_version_is_admitted_as_it_is() {
        let link = "https://graph.microsoft.com/v1.0/groups?$skiptoken=RFNwdAoA%2b1&$count=true";
        assert_eq!(root().admit(link).unwrap().to_string(), link);
    }
}
