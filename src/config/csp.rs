//! The Content Security Policy of each page, from the configuration (security.md HDR-01, HDR-02, HDR-04).

use super::{BaseUrl, Config};

/// A page of the assistant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// `index.html`: sign-in and Graph.
    Index,
    /// The demo: nothing but our own files.
    Demo,
    /// `auth.html`, the landing page of sign-in, and `relay.html`.
    Auth,
    /// `embed.html`: as `Index`, in the frames of `embedOrigins`.
    Embed,
}

/// The policy of `page`. `inline_style_hashes` are the CSP sources of the static shell's inline styles, such as
/// `sha256-…`. As `<meta>` the policy has no `frame-ancestors`, which browsers take from a header alone.
#[must_use]
pub fn csp(config: &Config, page: Page, inline_style_hashes: &[String], as_meta: bool) -> String {
    let mut policy = String::from("default-src 'none'; ");
    policy.push_str(match page {
        Page::Auth => "script-src 'self'; style-src 'self'",
        Page::Index | Page::Demo | Page::Embed => "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'",
    });
    for hash in inline_style_hashes {
        policy.push_str(&[" '", hash, "'"].concat());
    }
    if page != Page::Auth {
        policy.push_str("; img-src 'self' data:; font-src 'self'; connect-src 'self'");
        if page != Page::Demo {
            for host in [&config.endpoints.graph, &config.endpoints.authority] {
                policy.push_str(&[" ", host.as_str()].concat());
            }
        }
        policy.push_str("; manifest-src 'self'; worker-src 'self'; frame-src 'none'");
    }
    policy.push_str("; base-uri 'none'; form-action 'none'; object-src 'none'");
    if !as_meta {
        policy.push_str("; frame-ancestors");
        let ancestors: &[BaseUrl] = if page == Page::Embed { &config.embed_origins } else { &[] };
        for origin in ancestors {
            policy.push_str(&[" ", origin.as_str()].concat());
        }
        if ancestors.is_empty() {
            policy.push_str(" 'none'");
        }
    }
    // Some browsers would send requests to a server on loopback to https too.
    let plain_http = config.endpoints.graph.is_plain_http() || config.endpoints.authority.is_plain_http();
    if page != Page::Auth && !plain_http {
        policy.push_str("; upgrade-insecure-requests");
    }
    policy
}
