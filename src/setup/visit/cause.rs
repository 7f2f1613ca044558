//! Why the product could not be reached, or refused, as far as Microsoft's answer tells (graph-contract §0.5, §7.15, §7.16).

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestCause {
    /// The product answered 401: the token is wrong or expired.
    Unauthorized,
    /// The product answered 403.
    Forbidden,
    /// The product answered 404, and not to which question.
    NotFound,
    /// The product answered 404 when it was asked for people.
    NoUsers,
    /// The product answered 404 when it was asked for groups.
    NoGroups,
    /// The product answered 5xx, or that it is asked too often.
    ServerError,
    /// The answer is not SCIM.
    NotScim,
    /// The name cannot be resolved.
    UnknownHost,
    /// The host does not let Entra connect.
    Blocked,
    /// The certificate is not accepted.
    Tls,
    /// No answer in time.
    Slow,
    /// Nothing is stored that could be tested.
    NothingStored,
    /// Entra could not reach the address and does not say more.
    Unavailable,
    /// The product refused and Entra does not say more.
    Refused,
}

/// Words in Microsoft's text, in lower case, where no status is quoted. Numbers alone say nothing: the text quotes
/// addresses and random ids.
const WORDS: [(TestCause, &[&str]); 9] = [
    (TestCause::Unauthorized, &["(401)", "unauthorized"]),
    (TestCause::Forbidden, &["(403)", "forbidden"]),
    (TestCause::NotFound, &["(404)"]),
    (TestCause::Tls, &["ssl", "tls", "certificate", "trust relationship"]),
    (TestCause::Slow, &["timed out", "timeout", "a task was canceled"]),
    (
        TestCause::ServerError,
        &["(500)", "(502)", "(503)", "(504)", "internalservererror", "badgateway", "serviceunavailable"],
    ),
    (TestCause::NotScim, &["text/html", "<html", "unexpected character", "parsing", "not a valid scim"]),
    (
        TestCause::UnknownHost,
        &["could not be resolved", "no such host", "name or service not known", "nodename nor servname"],
    ),
    (
        TestCause::Blocked,
        &[
            "unable to connect",
            "connection refused",
            "actively refused",
            "did not properly respond",
            "forcibly closed",
            "connection was closed",
            "no route to host",
        ],
    ),
];

impl TestCause {
    /// Reads the cause from Microsoft's error code and text. The text is Microsoft's and may change: where it says
    /// nothing known, the code alone decides.
    #[must_use]
    pub fn of(code: &str, message: &str) -> Self {
        if code.ends_with("InvalidCredentials") {
            return Self::NothingStored;
        }
        if let Some(cause) =
            after(message, "Response Status Code:").and_then(|word| Self::of_status(word, message))
        {
            return cause;
        }
        let folded = message.to_ascii_lowercase();
        let told = WORDS.iter().find(|(_, words)| words.iter().any(|word| folded.contains(word)));
        match told {
            Some((cause, _)) => *cause,
            None if code.ends_with("Unavailable") => Self::Unavailable,
            None => Self::Refused,
        }
    }

    /// Whether it says what is wrong, and not only that something is.
    #[must_use]
    pub const fn is_telling(self) -> bool {
        !matches!(self, Self::Refused | Self::Unavailable)
    }

    /// A status as .NET writes it, by name or by number.
    fn of_status(word: &str, message: &str) -> Option<Self> {
        Some(match word {
            "Unauthorized" | "401" => Self::Unauthorized,
            "Forbidden" | "403" => Self::Forbidden,
            "NotFound" | "404" => Self::not_found(message),
            "InternalServerError"
            | "BadGateway"
            | "ServiceUnavailable"
            | "GatewayTimeout"
            | "TooManyRequests"
            | "500"
            | "502"
            | "503"
            | "504"
            | "429" => Self::ServerError,
            // Entra expects a list: whatever leads elsewhere, or answers a page, is something else.
            "OK" | "200" | "Moved" | "MovedPermanently" | "Found" | "Redirect" | "SeeOther"
            | "TemporaryRedirect" | "PermanentRedirect" | "301" | "302" | "303" | "307" | "308" => {
                Self::NotScim
            }
            _ => return None,
        })
    }

    /// Which question was answered with 404: the text quotes the address that was called (graph-contract §1.8).
    fn not_found(message: &str) -> Self {
        let address = message.split_once("Resource: ").map_or("", |(_, rest)| rest);
        let path = address.split([' ', '?']).next().unwrap_or_default().trim_end_matches('/');
        let asks_for = |what: &str| path.split('/').any(|part| part.eq_ignore_ascii_case(what));
        match (asks_for("Groups"), asks_for("Users")) {
            (true, false) => Self::NoGroups,
            (false, true) => Self::NoUsers,
            _ => Self::NotFound,
        }
    }
}

/// The word after `label`.
fn after<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(label)?;
    rest.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSED: &str = "SystemForCrossDomainIdentityManagementCredentialValidationFailure";
    const UNAVAILABLE: &str = "CredentialValidationUnavailable";

    /// The text that was captured (graph-contract §1.8), with an id that holds every number there is.
    fn answered(resource: &str, status: &str) -> String {
        format!(
            "While attempting to validate our authorization to access your application, we received this unexpected \
             response: Received response from Web resource. Resource: https://scim.total.example/v2{resource}?filter=\
             userName+eq+\"4f0c8a17-401b-403e-9404-500150250304\" Operation: GET Response Status Code: {status} \
             Response Headers: Response Content: "
        )
    }

    #[test]
    fn the_status_that_microsoft_quotes_decides() {
        for (resource, status, cause) in [
            ("/Users", "Unauthorized", TestCause::Unauthorized),
            ("/Users", "401", TestCause::Unauthorized),
            ("/Users", "Forbidden", TestCause::Forbidden),
            ("/Users", "NotFound", TestCause::NoUsers),
            ("/users/", "NotFound", TestCause::NoUsers),
            ("/Groups", "NotFound", TestCause::NoGroups),
            ("/Groups/6a0e0000", "404", TestCause::NoGroups),
            ("", "NotFound", TestCause::NotFound),
            ("/Users", "InternalServerError", TestCause::ServerError),
            ("/Users", "BadGateway", TestCause::ServerError),
            ("/Users", "503", TestCause::ServerError),
            ("/Users", "TooManyRequests", TestCause::ServerError),
            ("/Users", "Redirect", TestCause::NotScim),
            ("/Users", "OK", TestCause::NotScim),
            ("/Users", "PaymentRequired", TestCause::Refused),
        ] {
            for code in [REFUSED, UNAVAILABLE] {
                let expected = if cause == TestCause::Refused && code == UNAVAILABLE {
                    TestCause::Unavailable
                } else {
                    cause
                };
                assert_eq!(TestCause::of(code, &answered(resource, status)), expected, "{resource} {status}");
            }
        }
    }

    #[test]
    fn without_a_status_the_words_decide_and_then_the_code() {
        for (code, message, cause) in [
            (REFUSED, "something else", TestCause::Refused),
            (REFUSED, "The remote server returned an error: (401) Unauthorized.", TestCause::Unauthorized),
            (UNAVAILABLE, "The remote server returned an error: (404) Not Found.", TestCause::NotFound),
            (UNAVAILABLE, "An error occurred while sending the request.", TestCause::Unavailable),
            (UNAVAILABLE, "", TestCause::Unavailable),
            (UNAVAILABLE, "No answer from 10.40.1.500 for 4f0c8a17-401b-404e", TestCause::Unavailable),
            (
                UNAVAILABLE,
                "The remote name could not be resolved: 'scim.totl.example'",
                TestCause::UnknownHost,
            ),
            (UNAVAILABLE, "No such host is known. (scim.totl.example:443)", TestCause::UnknownHost),
            (UNAVAILABLE, "Unable to connect to the remote server", TestCause::Blocked),
            (
                UNAVAILABLE,
                "No connection could be made because the target machine actively refused it.",
                TestCause::Blocked,
            ),
            (
                UNAVAILABLE,
                "A connection attempt failed because the connected party did not properly respond after a period of time",
                TestCause::Blocked,
            ),
            (UNAVAILABLE, "The SSL connection could not be established", TestCause::Tls),
            (
                UNAVAILABLE,
                "Could not establish trust relationship for the SSL/TLS secure channel.",
                TestCause::Tls,
            ),
            (UNAVAILABLE, "A task was canceled.", TestCause::Slow),
            (UNAVAILABLE, "Unexpected character encountered while parsing value: <.", TestCause::NotScim),
            ("SystemForCrossDomainIdentityManagementInvalidCredentials", "", TestCause::NothingStored),
        ] {
            assert_eq!(TestCause::of(code, message), cause, "{message}");
        }
    }
}
