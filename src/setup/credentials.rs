//! Tenant URL and secret token as people paste them: cleaned with a notice, or refused with a reason (security.md INP-01..04).

use std::time::SystemTime;
use url::{Host, Url};

/// Longest tenant URL, in characters (INP-01).
const URL_LIMIT: usize = 2_048;
/// Shortest and longest secret token, in characters (INP-04).
const TOKEN_LIMITS: std::ops::RangeInclusive<usize> = 16..=1_024;
/// The flag after which provisioning on demand does not work (graph-contract §7.62).
const OPT_SCIM_FLAG: &str = "aadOptscim062020";

/// A tenant URL that may be sent to Entra.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenantUrl(String);

impl TenantUrl {
    /// The URL as it is stored in `BaseAddress`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, in ASCII.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?']).next().unwrap_or("")
    }

    /// Whether the URL carries Entra's flag that switches provisioning on demand off.
    #[must_use]
    pub fn disables_on_demand(&self) -> bool {
        self.0.contains(OPT_SCIM_FLAG)
    }
}

/// What was cleaned without being asked; people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Spaces or invisible characters around it.
    Trimmed,
    /// A slash at the end.
    TrailingSlash,
    /// Quotes around it.
    Quotes,
    /// `Bearer ` before it.
    Bearer,
}

/// Why an input cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was entered.
    Empty,
    /// `http`; the same address with `https` is offered, never taken silently.
    NotHttps {
        /// The address with `https`.
        mended: String,
    },
    /// It is not an address.
    NotAnAddress,
    /// Spaces or control characters inside.
    Spaces,
    /// A user name, a fragment, a backslash or a port in it.
    Suspicious,
    /// An IP address or a single word as host.
    NotAPublicHost,
    /// The host has letters that are not ASCII, or looks like another one.
    NotAscii,
    /// Not one of the vendor's hosts.
    OtherHost {
        /// The hosts that are the vendor's.
        expected: Vec<String>,
    },
    /// An address of Microsoft's portal.
    PortalAddress,
    /// `..` or encoded separators in the path.
    Path,
    /// Too long, or too short for a secret.
    Length,
    /// The words "null" or "undefined".
    Placeholder,
    /// A URL in the token's field.
    IsAnAddress,
    /// A secret in the URL's field.
    IsASecret,
    /// The token itself says that it has expired.
    Expired {
        /// When.
        on: SystemTime,
    },
}

/// Reads a tenant URL. `hosts` are the vendor's, matched at label boundaries; empty allows any https host.
///
/// # Errors
/// The reason why it cannot be used; the first that applies.
pub fn tenant_url(text: &str, hosts: &[String]) -> Result<(TenantUrl, Vec<Notice>), Refusal> {
    let mut notices = Vec::new();
    let trimmed = trim(text, &mut notices);
    if trimmed.is_empty() {
        return Err(Refusal::Empty);
    }
    if trimmed.len() > URL_LIMIT {
        return Err(Refusal::Length);
    }
    if trimmed.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(Refusal::Spaces);
    }
    if !trimmed.is_ascii() {
        return Err(Refusal::NotAscii);
    }
    if trimmed.contains(['\\', '@', '#']) {
        return Err(Refusal::Suspicious);
    }
    let Some((scheme, rest)) = trimmed.split_once("://") else {
        return Err(if looks_like_a_secret(trimmed) { Refusal::IsASecret } else { Refusal::NotAnAddress });
    };
    if scheme.eq_ignore_ascii_case("http") {
        return Err(Refusal::NotHttps { mended: format!("https://{rest}") });
    }
    if !scheme.eq_ignore_ascii_case("https") {
        return Err(Refusal::NotAnAddress);
    }
    authority_is_plain(rest)?;
    path_is_plain(rest)?;
    let url = Url::parse(trimmed).map_err(|_| Refusal::NotAnAddress)?;
    if url.port().is_some() {
        return Err(Refusal::Suspicious);
    }
    let host = match url.host() {
        Some(Host::Domain(host)) => host.to_owned(),
        _ => return Err(Refusal::NotAPublicHost),
    };
    check_host(&host, hosts)?;
    let mut clean = String::from("https://");
    clean.push_str(&host);
    let path = url.path();
    let plain = path.trim_end_matches('/');
    if plain.len() < path.len() && path != "/" {
        notices.push(Notice::TrailingSlash);
    }
    clean.push_str(plain);
    if let Some(query) = url.query() {
        clean.push('?');
        clean.push_str(query);
    }
    Ok((TenantUrl(clean), notices))
}

/// Reads the tenant URL to store. Where nothing is typed the stored one stays: a token that expired or was rotated is replaced
/// without typing the address again.
///
/// # Errors
/// As [`tenant_url`].
pub fn url_to_store(
    typed: &str,
    stored: Option<&str>,
    hosts: &[String],
) -> Result<(TenantUrl, Vec<Notice>), Refusal> {
    match tenant_url(typed, hosts) {
        Err(Refusal::Empty) => tenant_url(stored.unwrap_or_default(), hosts),
        read => read,
    }
}

/// Cleans a secret token. The caller keeps the result in a secret type.
///
/// # Errors
/// The reason why it cannot be used; the first that applies.
pub fn secret_token(text: &str) -> Result<(&str, Vec<Notice>), Refusal> {
    let mut notices = Vec::new();
    let mut token = trim(text, &mut notices);
    if token.len() > 7 && token.is_char_boundary(7) && token[..7].eq_ignore_ascii_case("bearer ") {
        notices.push(Notice::Bearer);
        token = token[7..].trim_start();
    }
    for quote in ['"', '\''] {
        if let Some(inner) = token.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            notices.push(Notice::Quotes);
            token = inner;
        }
    }
    if token.is_empty() {
        return Err(Refusal::Empty);
    }
    if ["null", "undefined"].iter().any(|word| token.eq_ignore_ascii_case(word)) {
        return Err(Refusal::Placeholder);
    }
    if token.contains("://") {
        return Err(Refusal::IsAnAddress);
    }
    if token.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(Refusal::Spaces);
    }
    if !token.is_ascii() {
        return Err(Refusal::NotAscii);
    }
    if !TOKEN_LIMITS.contains(&token.len()) {
        return Err(Refusal::Length);
    }
    Ok((token, notices))
}

fn trim<'a>(text: &'a str, notices: &mut Vec<Notice>) -> &'a str {
    let invisible =
        |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    let trimmed = text.trim_matches(invisible);
    if trimmed.len() < text.len() {
        notices.push(Notice::Trimmed);
    }
    trimmed
}

fn looks_like_a_secret(text: &str) -> bool {
    text.len() >= *TOKEN_LIMITS.start() && !text.contains(['/', ' ']) && text.matches('.').count() != 1
}

/// Refuses an authority that a URL parser would decode first, and IDNA in any spelling: what is read is what is shown (INP-02).
fn authority_is_plain(rest: &str) -> Result<(), Refusal> {
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.contains('%') {
        return Err(Refusal::Suspicious);
    }
    let is_punycode = |label: &str| label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    if authority.split('.').any(is_punycode) { Err(Refusal::NotAscii) } else { Ok(()) }
}

/// Refuses what a URL parser would silently rewrite (INP-03).
fn path_is_plain(rest: &str) -> Result<(), Refusal> {
    let path = rest.split('?').next().unwrap_or("");
    let folded = path.to_ascii_lowercase();
    let dots = folded.split('/').any(|segment| segment == ".." || segment == ".");
    if dots || folded.contains("%2e") || folded.contains("%2f") || folded.contains("//") {
        return Err(Refusal::Path);
    }
    Ok(())
}

fn check_host(host: &str, hosts: &[String]) -> Result<(), Refusal> {
    if host.ends_with('.') || !host.contains('.') || host.split('.').any(str::is_empty) {
        return Err(Refusal::NotAPublicHost);
    }
    let is_at =
        |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|left| left.ends_with('.'));
    if ["microsoft.com", "azure.com", "microsoftonline.com", "azure.us", "azure.cn"].into_iter().any(is_at) {
        return Err(Refusal::PortalAddress);
    }
    if !hosts.is_empty() && !hosts.iter().any(|domain| is_at(domain)) {
        return Err(Refusal::OtherHost { expected: hosts.to_vec() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn url(text: &str) -> Result<String, Refusal> {
        tenant_url(text, &[]).map(|(url, _)| url.as_str().to_owned())
    }

    /// I01: outer spaces, zero-width characters and a slash at the end are removed, and people are told.
    #[test]
    fn an_address_is_cleaned_with_a_notice() {
        let (url, notices) = tenant_url(" \u{200B}https://scim.Total.example/v2/ \n", &[]).unwrap();
        assert_eq!(url.as_str(), "https://scim.total.example/v2");
        assert_eq!(notices, [Notice::Trimmed, Notice::TrailingSlash]);
        assert_eq!(url.host(), "scim.total.example");
    }

    /// Entra's feature flags in the query are legal and kept (graph-contract §2.1).
    #[test]
    fn a_feature_flag_survives_and_is_recognised() {
        let (url, _) = tenant_url("https://scim.total.example/v2?aadOptscim062020", &[]).unwrap();
        assert_eq!(url.as_str(), "https://scim.total.example/v2?aadOptscim062020");
        assert!(url.disables_on_demand());
    }

    /// I02: never upgraded silently.
    #[test]
    fn http_is_refused_and_https_offered() {
        assert_eq!(
            url("http://scim.total.example/v2"),
            Err(Refusal::NotHttps { mended: "https://scim.total.example/v2".to_owned() })
        );
    }

    /// I03, I04, I05, I09.
    #[test]
    fn addresses_that_are_not_the_products_are_refused_by_cause() {
        for (text, refusal) in [
            ("", Refusal::Empty),
            ("https://scim total.example", Refusal::Spaces),
            ("https://user@scim.total.example", Refusal::Suspicious),
            ("https://scim.total.example\\@evil.example", Refusal::Suspicious),
            ("https://scim.total.example/#x", Refusal::Suspicious),
            ("https://scim.total.example:8443/v2", Refusal::Suspicious),
            ("https://127.0.0.1/v2", Refusal::NotAPublicHost),
            ("https://0x7f.1/v2", Refusal::NotAPublicHost),
            ("https://[::1]/v2", Refusal::NotAPublicHost),
            ("https://localhost/v2", Refusal::NotAPublicHost),
            ("https://sc\u{0456}m.total.example", Refusal::NotAscii),
            ("https://xn--scm-qxc.example/v2", Refusal::NotAscii),
            ("https://A.XN--a.example/v2", Refusal::NotAscii),
            ("https://%41%80.total.example/v2", Refusal::Suspicious),
            ("https://entra.microsoft.com/#view", Refusal::Suspicious),
            ("https://portal.azure.com/x", Refusal::PortalAddress),
            ("https://scim.total.example/v2/../admin", Refusal::Path),
            ("https://scim.total.example/%2e%2e/admin", Refusal::Path),
            ("https://scim.total.example//v2", Refusal::Path),
            ("ftp://scim.total.example", Refusal::NotAnAddress),
            ("scim.total.example/v2", Refusal::NotAnAddress),
            ("tsa_0123456789abcdef0123", Refusal::IsASecret),
        ] {
            assert_eq!(url(text), Err(refusal), "{text}");
        }
    }

    /// INP-02: label boundary, so that neither prefix nor suffix look-alikes pass.
    #[test]
    fn only_the_vendors_hosts_pass_where_they_are_listed() {
        let hosts = ["total.example".to_owned()];
        assert!(tenant_url("https://total.example/v2", &hosts).is_ok());
        assert!(tenant_url("https://scim.total.example/v2", &hosts).is_ok());
        for text in ["https://eviltotal.example/v2", "https://total.example.evil.tld/v2"] {
            assert!(matches!(tenant_url(text, &hosts), Err(Refusal::OtherHost { .. })), "{text}");
        }
    }

    #[test]
    fn an_address_that_is_not_typed_again_stays_as_it_is_stored() {
        let stored = Some("https://scim.total.example/v2");
        let read =
            |typed: &str, stored| url_to_store(typed, stored, &[]).map(|(url, _)| url.as_str().to_owned());
        assert_eq!(read("  ", stored).as_deref(), Ok("https://scim.total.example/v2"));
        assert_eq!(
            read("https://new.total.example/v2", stored).as_deref(),
            Ok("https://new.total.example/v2")
        );
        assert_eq!(read("nonsense", stored), Err(Refusal::NotAnAddress));
        assert_eq!(read("", None), Err(Refusal::Empty));
    }

    /// I06.
    #[test]
    fn a_token_is_cleaned_with_a_notice() {
        let (token, notices) = secret_token("Bearer \"tsa_0123456789abcdef\"\n").unwrap();
        assert_eq!(token, "tsa_0123456789abcdef");
        assert_eq!(notices, [Notice::Trimmed, Notice::Bearer, Notice::Quotes]);
    }

    /// I07, I08, I09.
    #[test]
    fn tokens_that_cannot_be_right_are_refused_by_cause() {
        let huge = "x".repeat(100_000);
        for (text, refusal) in [
            ("  ", Refusal::Empty),
            ("null", Refusal::Placeholder),
            ("tsa_01234567\n89abcdef", Refusal::Spaces),
            ("tsa_0123456789\u{2013}abcdef", Refusal::NotAscii),
            ("short", Refusal::Length),
            (huge.as_str(), Refusal::Length),
            ("https://scim.total.example/v2", Refusal::IsAnAddress),
        ] {
            assert_eq!(secret_token(text).map(|(token, _)| token), Err(refusal));
        }
    }

    proptest! {
        /// INP-01: what is accepted reads the same again, so that what is shown is what is stored.
        #[test]
        fn an_accepted_address_is_read_again_unchanged(text in "[ -~]{0,60}", path in "[a-z0-9/._?=%-]{0,30}") {
            for candidate in [text.clone(), format!("https://scim.total.example/{path}"), format!("https://{text}")] {
                if let Ok((first, _)) = tenant_url(&candidate, &[]) {
                    let (second, notices) = tenant_url(first.as_str(), &[]).unwrap();
                    prop_assert_eq!(first, second);
                    prop_assert_eq!(notices, vec![]);
                }
            }
        }

        #[test]
        fn any_text_is_a_token_or_a_refusal(text in any::<String>()) {
            if let Ok((token, _)) = secret_token(&text) {
                prop_assert!(token.bytes().all(|byte| byte.is_ascii_graphic()));
            }
        }
    }
}
