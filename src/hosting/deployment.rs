//! What can be wrong with a deployment although its configuration follows the rules.

use super::base::Base;
use crate::config::{BaseUrl, Cloud, Config};
use std::fmt;
use url::Url;

/// The longest redirect URI that Entra registers (security.md AUTH-07).
const MAX_REDIRECT_URI: usize = 256;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It works, and may not be what was meant.
    Warning,
    /// Something would not work: the deployment must not go out.
    Error,
}

/// Something about a deployment that a person should know before it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What it is, as a sentence.
    pub text: String,
}

impl Finding {
    /// A finding that stops the deployment.
    #[must_use]
    pub fn error(text: impl Into<String>) -> Self {
        Self { severity: Severity::Error, text: text.into() }
    }

    /// A finding that does not.
    #[must_use]
    pub fn warning(text: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, text: text.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(formatter, "{severity}: {}", self.text)
    }
}

/// The address of `index.html` of a deployment.
///
/// # Errors
/// Not for an origin and a base that were checked.
pub fn page(origin: &BaseUrl, base: &Base) -> Result<Url, url::ParseError> {
    Url::parse(&[origin.as_str(), base.as_str(), "/"].concat())
}

/// What is odd about `config` at this address; `page` is unknown where no origin was given.
#[must_use]
pub fn findings(config: &Config, base: &Base, page: Option<&Url>) -> Vec<Finding> {
    let mut found = Vec::new();
    let warning = |text: &str| Finding::warning(text);
    if let Some(sign_in) = &config.sign_in {
        // Any origin does where none is known: the path alone is looked at then.
        let beside = Url::parse(&["https://host", base.as_str(), "/"].concat());
        if let Some(uri) = page.or(beside.as_ref().ok()).and_then(|page| sign_in.redirect_uri(page).ok()) {
            found.extend(redirect_uri(&uri, base, page));
        }
    } else {
        found.push(warning("config.json has no clientId: the page offers the demonstration alone"));
    }
    if config.endpoints.cloud == Cloud::Custom {
        found.push(warning(
            "cloud is custom: the page talks to the servers named in config.json, not to Microsoft",
        ));
    }
    let https = page.is_none_or(|page| page.scheme() == "https");
    for origin in config.embed_origins.iter().filter(|origin| https && origin.is_plain_http()) {
        let text = [
            "embedOrigins has ",
            origin.as_str(),
            ": pages on the administrator's own machine may show the assistant in a frame",
        ];
        found.push(Finding::warning(text.concat()));
    }
    if page.is_some_and(|page| page.scheme() == "http") {
        found.push(warning("the origin is http: that works on this machine alone"));
    }
    found
}

fn redirect_uri(uri: &Url, base: &Base, page: Option<&Url>) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(page) = page.filter(|page| page.origin() != uri.origin()) {
        let text = [
            "redirectUri ",
            uri.as_str(),
            " is at another origin than ",
            page.as_str(),
            ": no answer of a sign-in would reach the page",
        ];
        found.push(Finding::error(text.concat()));
    }
    if uri.path() != [base.as_str(), "/auth.html"].concat() {
        let text = [
            "redirectUri ",
            uri.as_str(),
            " is not auth.html of this deployment: that address must serve copies of auth.html and auth.js with the same headers",
        ];
        found.push(Finding::warning(text.concat()));
    }
    if uri.as_str().len() > MAX_REDIRECT_URI {
        found.push(Finding::error("the redirect URI has more than the 256 characters that Entra registers"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(config: &str, base: &str, origin: Option<&str>) -> Vec<(Severity, String)> {
        let base = Base::parse(base).unwrap();
        let page = origin.map(|origin| page(&BaseUrl::origin(origin).unwrap(), &base).unwrap());
        let found = findings(&Config::parse(config).unwrap(), &base, page.as_ref());
        found.into_iter().map(|finding| (finding.severity, finding.text)).collect()
    }

    const HOST: Option<&str> = Some("https://setup.example.com");

    fn signing_in(rest: &str) -> String {
        [r#"{"clientId": "00001111-aaaa-2222-bbbb-3333cccc4444""#, rest, "}"].concat()
    }

    #[test]
    fn an_ordinary_deployment_has_nothing_to_say() {
        assert_eq!(said(&signing_in(""), "/", HOST), []);
        assert_eq!(said(&signing_in(""), "/tools/assistant", None), []);
        let config = signing_in(
            r#", "redirectUri": "https://setup.example.com/assistant/auth.html", "embedOrigins": ["https://a.example"]"#,
        );
        assert_eq!(said(&config, "/assistant/", HOST), []);
    }

    /// AUTH-07
    #[test]
    fn a_redirect_uri_elsewhere_is_found() {
        let at = |address: &str| signing_in(&format!(r#", "redirectUri": "{address}""#));
        let severities = |config: &str, base: &str| {
            said(config, base, HOST).into_iter().map(|(severity, _)| severity).collect::<Vec<_>>()
        };
        assert_eq!(severities(&at("https://other.example.com/auth.html"), "/"), [Severity::Error]);
        assert_eq!(severities(&at("https://setup.example.com/auth.html"), "/assistant"), [Severity::Warning]);
        assert_eq!(
            severities(&at("https://setup.example.com/Assistant/auth.html"), "/assistant"),
            [Severity::Warning]
        );
        assert_eq!(severities(&signing_in(""), &format!("/{}", "a".repeat(240))), [Severity::Error]);
    }

    #[test]
    fn what_is_for_development_is_said() {
        let config = r#"{"cloud": "custom", "authority": "http://127.0.0.1:1", "graph": "http://127.0.0.1:2", "embedOrigins": ["http://localhost:3"]}"#;
        assert_eq!(said(config, "/", HOST).len(), 3);
        let here = said(config, "/", Some("http://127.0.0.1:8080"));
        assert!(here.last().unwrap().1.contains("this machine alone") && here.len() == 3);
    }
}
