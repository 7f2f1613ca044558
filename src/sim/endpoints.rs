//! Fake SCIM endpoints: what Entra meets at a Tenant URL (graph-contract.md §8 rule 6).

use super::knobs::{Knobs, ValidationText};
use super::vendor::Vendor;
use http::Uri;
use std::time::Duration;

/// What the endpoint does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It works.
    Ok,
    /// It works, but refuses every third person as a duplicate.
    Conflicts,
    /// 401: the token is wrong.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 404: the path is wrong.
    NotFound,
    /// People are served; groups are a 404.
    NoGroups,
    /// 500.
    ServerError,
    /// 200 with a web page.
    Html,
    /// No trusted certificate.
    Tls,
    /// It cannot be reached, and the message does not say why.
    Unreachable,
    /// There is no such name.
    UnknownHost,
    /// A firewall lets nothing through.
    Blocked,
    /// Nothing comes back.
    TimedOut,
    /// No address or no token was given.
    Missing,
}

/// How tokens that the product issued begin.
pub(crate) const TOKEN_PREFIX: &str = "tsa_";
/// How those begin with which the product refuses every third person as a duplicate.
pub(crate) const REFUSING_TOKEN: &str = "tsa_refusing";

/// What the endpoint at `address` does with `token`, and how much longer than usual it takes.
pub(crate) fn verdict(address: Option<&str>, token: Option<&str>, vendor: &Vendor) -> (Verdict, Duration) {
    let (Some(address), Some(token)) = (address, token) else { return (Verdict::Missing, Duration::ZERO) };
    let Ok(uri) = address.parse::<Uri>() else { return (Verdict::Unreachable, Duration::ZERO) };
    if uri.scheme_str() != Some("https") {
        return (Verdict::Unreachable, Duration::ZERO);
    }
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    let path = uri.path().trim_end_matches('/');
    let known_path = ["/v2", "/scim", "/scim/v2"].contains(&path);
    let good = token.starts_with(TOKEN_PREFIX);
    let usual = if token.starts_with(REFUSING_TOKEN) { Verdict::Conflicts } else { Verdict::Ok };
    let by_token = |fine: Verdict| match (known_path, good) {
        (false, _) => Verdict::NotFound,
        (true, true) => fine,
        (true, false) => Verdict::Unauthorized,
    };
    let verdict = match host.as_str() {
        "unauthorized.example" => Verdict::Unauthorized,
        "forbidden.example" => Verdict::Forbidden,
        "notfound.example" => Verdict::NotFound,
        "error.example" => Verdict::ServerError,
        "html.example" => Verdict::Html,
        "tls.example" => Verdict::Tls,
        "unknown.example" => Verdict::UnknownHost,
        "blocked.example" => Verdict::Blocked,
        "nogroups.example" => by_token(Verdict::NoGroups),
        "timeout.example" => return (Verdict::TimedOut, Duration::from_secs(60)),
        "slow.example" => return (by_token(Verdict::Ok), Duration::from_secs(20)),
        "conflict.example" => by_token(Verdict::Conflicts),
        "tenant.example.com" => by_token(Verdict::Ok),
        host if vendor.serves(host) => by_token(usual),
        _ => Verdict::Unreachable,
    };
    (verdict, Duration::ZERO)
}

/// Endpoint answered, and refused.
const REFUSED: &str = "SystemForCrossDomainIdentityManagementCredentialValidationFailure";
/// There was no answer, or not one that is known.
const UNAVAILABLE: &str = "CredentialValidationUnavailable";
/// The one sentence that was captured for everything (§1.8).
const SENDING: &str = "An error occurred while sending the request.";
/// A search that Entra makes for a person who does not exist (§4.1).
const SEARCH: &str = "/Users?filter=userName+eq+\"4f0c8a17-401b-4c3e-9404-5001d2e7a503\"";

impl Verdict {
    /// Whether Entra counts the connection as working.
    pub fn works(self) -> bool {
        matches!(self, Self::Ok | Self::Conflicts | Self::NoGroups)
    }

    /// Whether a cycle can be run: it also asks for groups, which the test does not (§4.1, §4.4).
    pub fn serves_cycles(self) -> bool {
        matches!(self, Self::Ok | Self::Conflicts)
    }

    /// Code and message where Entra is not served (§0.5, §1.8): of a test, or of a quarantine.
    pub fn error(self, address: &str, knobs: &Knobs, vendor: &Vendor) -> Option<(&'static str, String)> {
        let answered = |resource: &str, status: &str| {
            format!(
                "While attempting to validate our authorization to access your application, we received this \
                 unexpected response: Received response from Web resource. Resource: {address}{resource} Operation: GET \
                 Response Status Code: {status} Response Headers: Response Content: "
            )
        };
        let refused = |status: &str| Some((REFUSED, answered(SEARCH, status)));
        let unavailable = |text: String| {
            let text = match knobs.validation_text {
                ValidationText::Cause => text,
                ValidationText::Nothing => SENDING.to_owned(),
            };
            Some((UNAVAILABLE, text))
        };
        match self {
            Self::Ok | Self::Conflicts => None,
            Self::Unauthorized => refused("Unauthorized"),
            Self::Forbidden => refused("Forbidden"),
            Self::Missing => Some((
                "SystemForCrossDomainIdentityManagementInvalidCredentials",
                "The credentials provided are incomplete: BaseAddress and SecretToken are required."
                    .to_owned(),
            )),
            Self::NotFound => unavailable(answered(SEARCH, "NotFound")),
            Self::NoGroups => Some((
                "SystemForCrossDomainIdentityManagementServiceIncompatible",
                answered(&format!("/Groups?filter=displayName+eq+\"{}\"", vendor.admins()), "NotFound"),
            )),
            Self::ServerError => unavailable(answered(SEARCH, "InternalServerError")),
            Self::Html => unavailable("Unexpected character encountered while parsing value: <.".to_owned()),
            Self::Tls => {
                unavailable("The SSL connection could not be established, see inner exception.".to_owned())
            }
            Self::Unreachable => unavailable(SENDING.to_owned()),
            Self::UnknownHost => unavailable("The remote name could not be resolved.".to_owned()),
            Self::Blocked => unavailable(
                "A connection attempt failed because the connected party did not properly respond after a \
                 period of time."
                    .to_owned(),
            ),
            Self::TimedOut => unavailable("A task was canceled.".to_owned()),
        }
    }
}

/// Whether the endpoint refuses to create this person as a duplicate.
pub(crate) fn conflicts(object_id: &str) -> bool {
    object_id.bytes().map(u32::from).sum::<u32>().is_multiple_of(3)
}
