//! Fake SCIM endpoints: what Entra meets at a Tenant URL (graph-contract.md §8 rule 6).

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
    /// 500.
    ServerError,
    /// 200 with a web page.
    Html,
    /// No trusted certificate.
    Tls,
    /// No such host, or a firewall.
    Unreachable,
    /// Nothing comes back.
    TimedOut,
    /// No address or no token was given.
    Missing,
}

/// How tokens that TOTAL issued begin.
pub(crate) const TOKEN_PREFIX: &str = "tsa_";

/// What the endpoint at `address` does with `token`, and how much longer than usual it takes.
pub(crate) fn verdict(address: Option<&str>, token: Option<&str>) -> (Verdict, Duration) {
    let (Some(address), Some(token)) = (address, token) else { return (Verdict::Missing, Duration::ZERO) };
    let Ok(uri) = address.parse::<Uri>() else { return (Verdict::Unreachable, Duration::ZERO) };
    if uri.scheme_str() != Some("https") {
        return (Verdict::Unreachable, Duration::ZERO);
    }
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    let path = uri.path().trim_end_matches('/');
    let known_path = ["/v2", "/scim", "/scim/v2"].contains(&path);
    let good = token.starts_with(TOKEN_PREFIX);
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
        "timeout.example" => return (Verdict::TimedOut, Duration::from_secs(60)),
        "slow.example" => return (by_token(Verdict::Ok), Duration::from_secs(20)),
        "conflict.example" => by_token(Verdict::Conflicts),
        "tenant.example.com" => by_token(Verdict::Ok),
        host if host == "total.example" || host.ends_with(".total.example") => by_token(Verdict::Ok),
        _ => Verdict::Unreachable,
    };
    (verdict, Duration::ZERO)
}

impl Verdict {
    /// Whether Entra counts the connection as working.
    pub fn works(self) -> bool {
        matches!(self, Self::Ok | Self::Conflicts)
    }

    /// Code and message where the connection does not work (§0.5, §1.8).
    pub fn error(self) -> Option<(&'static str, String)> {
        const REFUSED: &str = "SystemForCrossDomainIdentityManagementCredentialValidationFailure";
        const UNAVAILABLE: &str = "CredentialValidationUnavailable";
        let refused = |status: &str| {
            let message = format!(
                "While attempting to validate our authorization to access your application, we received this \
                 unexpected response: Received response from Web resource. Operation: GET Response Status Code: \
                 {status} Response Headers: Response Content: "
            );
            Some((REFUSED, message))
        };
        let unavailable = |text: &str| Some((UNAVAILABLE, text.to_owned()));
        match self {
            Self::Ok | Self::Conflicts => None,
            Self::Unauthorized => refused("Unauthorized"),
            Self::Forbidden => refused("Forbidden"),
            Self::Missing => Some((
                "SystemForCrossDomainIdentityManagementInvalidCredentials",
                "The credentials provided are incomplete: BaseAddress and SecretToken are required."
                    .to_owned(),
            )),
            Self::NotFound => {
                unavailable("Received response from Web resource. Response Status Code: NotFound")
            }
            Self::ServerError => {
                unavailable("Received response from Web resource. Response Status Code: InternalServerError")
            }
            Self::Html => unavailable("Unexpected character encountered while parsing value: <."),
            Self::Tls => unavailable("The SSL connection could not be established, see inner exception."),
            Self::Unreachable => unavailable("An error occurred while sending the request."),
            Self::TimedOut => unavailable("A task was canceled."),
        }
    }
}

/// Whether the endpoint refuses to create this person as a duplicate.
pub(crate) fn conflicts(object_id: &str) -> bool {
    object_id.bytes().map(u32::from).sum::<u32>().is_multiple_of(3)
}
