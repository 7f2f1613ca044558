//! The headers of every response of a static host (security.md HDR-04 to HDR-07).

use super::offline;
use crate::config::{Config, Page, csp};

/// A header's name and value.
pub type Header = (&'static str, String);

/// Features of the browser that no page of ours uses.
const DENIED_FEATURES: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
    fullscreen=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

/// How long a browser may keep a file whose name changes with its content.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// For what no browser may keep.
pub const NEVER_KEPT: &str = "no-store";

/// The demonstration's worker runs nothing but itself and asks its own origin alone (SW-02).
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'";

/// Headers that every response carries (HDR-05).
#[must_use]
pub fn common() -> Vec<Header> {
    vec![
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Strict-Transport-Security", "max-age=63072000; includeSubDomains".to_owned()),
        ("Permissions-Policy", DENIED_FEATURES.to_owned()),
    ]
}

/// Headers of `page` beyond [`common`]. `inline_styles` are the CSP sources of its own `<style>` elements.
#[must_use]
pub fn of_page(config: &Config, page: Page, inline_styles: &[String]) -> Vec<Header> {
    let caching = match page {
        Page::Index | Page::Demo => "no-cache",
        Page::Embed | Page::Auth => NEVER_KEPT,
    };
    let mut headers = vec![
        ("Content-Security-Policy", csp(config, page, inline_styles, false)),
        ("Cache-Control", caching.to_owned()),
    ];
    if page == Page::Embed {
        headers.push(("Cross-Origin-Resource-Policy", "cross-origin".to_owned()));
    } else {
        headers.push(("Cross-Origin-Resource-Policy", "same-origin".to_owned()));
        headers.push(("X-Frame-Options", "DENY".to_owned()));
    }
    // HDR-06: a landing page must keep its opener.
    if matches!(page, Page::Index | Page::Demo) {
        headers.push(("Cross-Origin-Opener-Policy", "same-origin-allow-popups".to_owned()));
    }
    headers
}

/// Headers beyond [`common`] of an answer that is neither a page nor a file: what is asked for is not there, or elsewhere.
#[must_use]
pub fn missing() -> Vec<Header> {
    vec![
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'".to_owned()),
        ("Cache-Control", NEVER_KEPT.to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("X-Frame-Options", "DENY".to_owned()),
    ]
}

/// Headers of the file at `path` (relative to `dist`, not HTML) beyond [`common`].
#[must_use]
pub fn of_file(path: &str) -> Vec<Header> {
    let caching = if is_hashed(path) { IMMUTABLE } else { "no-cache" };
    let mut headers = vec![("Cache-Control", caching.to_owned())];
    if is_shared(path) {
        headers.push(("Cross-Origin-Resource-Policy", "cross-origin".to_owned()));
        headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
    } else {
        headers.push(("Cross-Origin-Resource-Policy", "same-origin".to_owned()));
    }
    // A worker is governed by its own headers and not by those of its page.
    if matches!(path, offline::WORKER | offline::OFF_SWITCH) {
        headers.push(("Content-Security-Policy", WORKER_POLICY.to_owned()));
    }
    headers
}

/// Whether a host's page loads the file from another origin: what the element is made of. None of it is a secret, and none is
/// asked for with credentials.
fn is_shared(path: &str) -> bool {
    let is_program = is_hashed(path) && !path.contains('/');
    is_program || matches!(path, "embed.js" | "config.json")
}

/// Whether the name holds a hash of the content, as in `app-1f2e3d4c5b6a7988_bg.wasm`.
#[must_use]
pub fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((_, tail)) = name.rsplit_once('-') else { return false };
    let digits = tail.bytes().take_while(u8::is_ascii_hexdigit).count();
    digits >= 8 && matches!(tail.as_bytes().get(digits), Some(b'.' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(headers: &[Header], name: &str) -> Option<String> {
        headers.iter().find(|(header, _)| *header == name).map(|(_, value)| value.clone())
    }

    /// HDR-06
    #[test]
    fn a_landing_page_keeps_its_opener() {
        let opener = |page| value(&of_page(&Config::default(), page, &[]), "Cross-Origin-Opener-Policy");
        assert_eq!(opener(Page::Auth), None);
        assert_eq!(opener(Page::Index).as_deref(), Some("same-origin-allow-popups"));
    }

    /// HDR-07
    #[test]
    fn only_files_named_by_their_content_are_kept_for_good() {
        let caching = |path| value(&of_file(path), "Cache-Control");
        for path in
            ["app-1f2e3d4c5b6a7988.js", "app-1f2e3d4c5b6a7988_bg.wasm", "demo/boot-0123456789abcdef.js"]
        {
            assert_eq!(caching(path).as_deref(), Some(IMMUTABLE), "{path}");
        }
        for path in ["embed.js", "sw.js", "config.json", "long-deadbeef", "a-cafe.js"] {
            assert_eq!(caching(path).as_deref(), Some("no-cache"), "{path}");
        }
    }

    /// SW-01, SW-02, SW-05
    #[test]
    fn the_worker_is_asked_for_anew_and_reaches_its_own_origin_alone() {
        let headers = of_file(offline::WORKER);
        assert_eq!(value(&headers, "Cache-Control").as_deref(), Some("no-cache"));
        assert_eq!(value(&headers, "Content-Security-Policy").as_deref(), Some(WORKER_POLICY));
        assert_eq!(value(&headers, "Service-Worker-Allowed"), None);
        assert_eq!(value(&of_file("demo/manifest.webmanifest"), "Content-Security-Policy"), None);
    }

    /// EMB-06: a host's page on another origin may load the element, and nothing else.
    #[test]
    fn what_the_element_is_made_of_is_shared() {
        let sharing = |path| {
            let headers = of_file(path);
            (value(&headers, "Access-Control-Allow-Origin"), value(&headers, "Cross-Origin-Resource-Policy"))
        };
        let program =
            ["embed.js", "config.json", "app-1f2e3d4c5b6a7988_bg.wasm", "style-1f2e3d4c5b6a7988.css"];
        for path in program {
            assert_eq!(sharing(path), (Some("*".to_owned()), Some("cross-origin".to_owned())), "{path}");
        }
        for path in ["auth.js", "relay.js", "favicon.svg", "demo/app-1f2e3d4c5b6a7988.js"] {
            assert_eq!(sharing(path), (None, Some("same-origin".to_owned())), "{path}");
        }
    }

    /// HDR-04
    #[test]
    fn every_page_but_the_embedded_one_refuses_frames_the_old_way_too() {
        let option = |page| value(&of_page(&Config::default(), page, &[]), "X-Frame-Options");
        for page in [Page::Index, Page::Demo, Page::Auth] {
            assert_eq!(option(page).as_deref(), Some("DENY"));
        }
        assert_eq!(option(Page::Embed), None);
    }
}
