//! The little we change in our own HTML files: the policy and the product in a `<meta>`, the name, and reading inline styles.
//!
//! These files are ours and written one way, so plain text search is enough; anything else is an error.

use super::product;
use crate::config::{Config, Page, csp};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use thiserror::Error;

const CHARSET: &str = "<meta charset=\"utf-8\">";
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
const AUTHORITY: &str = "<meta name=\"authority\" content=\"";
const NAME: &str = "<meta name=\"application-name\" content=\"";
const PRODUCT: &str = "<meta name=\"product\" content=\"";

/// Why a page cannot be given its policy.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MarkupError {
    /// The policy must follow the character set, before anything it governs.
    #[error("the page has no {CHARSET}")]
    NoCharset,
    /// An element is not closed.
    #[error("the page has an unclosed {0}")]
    Unclosed(&'static str),
    /// HDR-03: no script may stand in a page.
    #[error("the page has a script, an event attribute or a style attribute in its text")]
    Inline,
}

/// The sources, such as `sha256-…`, of the `<style>` elements in `html`.
///
/// # Errors
/// When a `<style>` is not closed.
pub fn inline_styles(html: &str) -> Result<Vec<String>, MarkupError> {
    let mut sources = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find("<style") {
        let open = rest[start..].find('>').ok_or(MarkupError::Unclosed("<style>"))? + start + 1;
        let end = rest[open..].find("</style>").ok_or(MarkupError::Unclosed("<style>"))? + open;
        sources.push(format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(&rest[open..end]))));
        rest = &rest[end..];
    }
    Ok(sources)
}

/// `html` with what of `config` stands in the text of `page`: the policy as its first element after the character set, the name of
/// the product's assistant wherever it stands, and, where the page asks for it, the origin of the authority (security.md EMB-10)
/// and the whole product; in place of earlier ones.
///
/// # Errors
/// When the page has no place for it, or holds an inline script (HDR-03).
pub fn configured(html: &str, page: Page, config: &Config) -> Result<String, MarkupError> {
    if has_inline_script(html) {
        return Err(MarkupError::Inline);
    }
    let policy = csp(config, page, &inline_styles(html)?, true);
    let html = named(html, &escaped(&product::app_name(&config.product)))?;
    let html = replaced(&html, AUTHORITY, config.endpoints.authority.as_str())?;
    let html = replaced(&html, PRODUCT, &escaped(&product::json(&config.product)))?;
    if html.contains(POLICY) {
        return replaced(&html, POLICY, &policy);
    }
    let place = html.find(CHARSET).ok_or(MarkupError::NoCharset)? + CHARSET.len();
    Ok(format!("{}\n    {POLICY}{policy}\">{}", &html[..place], &html[place..]))
}

/// `html` with the assistant called `name` wherever it is called what its element of that name says.
fn named(html: &str, name: &str) -> Result<String, MarkupError> {
    Ok(match attribute(html, NAME)? {
        Some((open, end)) => html.replace(&html[open..end], name),
        None => html.to_owned(),
    })
}

/// `html` with `value` in the attribute that `start` opens, where it is there.
fn replaced(html: &str, start: &str, value: &str) -> Result<String, MarkupError> {
    Ok(match attribute(html, start)? {
        Some((open, end)) => format!("{}{value}{}", &html[..open], &html[end..]),
        None => html.to_owned(),
    })
}

/// Where the value of the attribute that `start` opens begins and ends.
fn attribute(html: &str, start: &str) -> Result<Option<(usize, usize)>, MarkupError> {
    let Some(place) = html.find(start) else { return Ok(None) };
    let open = place + start.len();
    let end = html[open..].find('"').ok_or(MarkupError::Unclosed("<meta>"))? + open;
    Ok(Some((open, end)))
}

/// `text` as it stands in an element or between the quotation marks of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Whether a `<script>` has text of its own, or an element an `on…` or `style` attribute.
fn has_inline_script(html: &str) -> bool {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start..];
        let Some(end) = tag.find('>') else { return false };
        let (tag, after) = tag.split_at(end + 1);
        let script = tag.starts_with("<script");
        if script && !(tag.contains(" src=\"") && after.starts_with("</script>")) {
            return true;
        }
        let attribute = |name: &str| name.starts_with("on") || name == "style";
        // What stands between quotation marks is a value: a product may be called anything.
        let outside = tag.split('"').step_by(2).collect::<String>();
        if outside
            .split_ascii_whitespace()
            .skip(1)
            .filter_map(|part| part.split_once('='))
            .any(|(name, _)| attribute(name))
        {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><head><meta charset=\"utf-8\"><style>a{}</style>\
                        <script type=\"module\" src=\"./boot.js\"></script></head>";

    /// HDR-02
    #[test]
    fn the_policy_stands_before_everything_it_governs() {
        let html = configured(PAGE, Page::Index, &Config::default()).unwrap();
        let policy = html.find("Content-Security-Policy").unwrap();
        assert!(policy < html.find("<style").unwrap() && policy < html.find("<script").unwrap());
    }

    /// EMB-10 (e)
    #[test]
    fn the_relay_knows_the_configured_authority() {
        let page = format!("{PAGE}<meta name=\"authority\" content=\"https://login.microsoftonline.com\">");
        let config = Config::parse(r#"{"cloud": "usgov"}"#).unwrap();
        let html = configured(&page, Page::Auth, &config).unwrap();
        assert!(html.contains("<meta name=\"authority\" content=\"https://login.microsoftonline.us\">"));
    }

    #[test]
    fn another_configuration_replaces_the_policy() {
        let config = Config::parse(r#"{"cloud": "usgov"}"#).unwrap();
        let first = configured(PAGE, Page::Index, &Config::default()).unwrap();
        let second = configured(&first, Page::Index, &config).unwrap();
        assert_eq!(second, configured(PAGE, Page::Index, &config).unwrap());
        assert_eq!(second.matches("Content-Security-Policy").count(), 1);
    }

    /// `printf 'a{}' | openssl dgst -sha256 -binary | base64`
    #[test]
    fn a_style_is_known_by_its_hash() {
        let sources = inline_styles(PAGE).unwrap();
        assert_eq!(sources, ["sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk="]);
    }

    const NAMED: &str = "<!doctype html><head><meta charset=\"utf-8\"><meta name=\"application-name\" content=\"TOTAL Setup \
                         Assistant\"><meta name=\"product\" content=\"\"><title>TOTAL Setup Assistant: demo</title></head>\
                         <body>TOTAL Setup Assistant</body>";

    fn own(name: &str) -> Config {
        Config {
            product: crate::setup::product::Product { name: name.to_owned(), ..Config::default().product },
            ..Config::default()
        }
    }

    #[test]
    fn a_page_bears_the_name_of_its_product_and_no_other() {
        let html = configured(NAMED, Page::Demo, &own("R&D \"<b>\" onto=a")).unwrap();
        assert!(!html.contains("TOTAL Setup Assistant"), "{html}");
        let name = "R&amp;D &quot;&lt;b&gt;&quot; onto=a Setup Assistant";
        assert_eq!(html.matches(name).count(), 3);
        assert!(html.contains(&format!("<title>{name}: demo</title>")));
        assert_eq!(configured(&html, Page::Demo, &own("R&D \"<b>\" onto=a")).unwrap(), html);
        assert_eq!(
            configured(&html, Page::Demo, &Config::default()).unwrap(),
            configured(NAMED, Page::Demo, &Config::default()).unwrap()
        );
    }

    /// The demo asks no server for its product.
    #[test]
    fn the_demo_holds_the_product_that_is_configured() {
        let config = own("Badge & Co.");
        let html = configured(NAMED, Page::Demo, &config).unwrap();
        let (open, end) = attribute(&html, PRODUCT).unwrap().unwrap();
        let text = html[open..end].replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
        assert_eq!(crate::config::product(&text.replace("&amp;", "&")), Ok(config.product));
    }

    /// HDR-03
    #[test]
    fn a_page_with_inline_script_is_refused() {
        for script in [
            "<script>1</script>",
            "<p onclick=\"x()\">",
            "<p style=\"top:0\">",
            "<script type=module>1</script>",
        ] {
            let html = format!("{PAGE}{script}");
            assert_eq!(
                configured(&html, Page::Index, &Config::default()),
                Err(MarkupError::Inline),
                "{script}"
            );
        }
    }
}
