//! What is said at the connection's fields and after a failed test.

use crate::setup::credentials::{Notice, Refusal};
use crate::setup::notifications::Wrong;
use crate::setup::visit::TestCause;
use crate::words::Sentence;

/// Why an input is refused.
#[must_use]
pub const fn refusal(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Empty => "Required.",
        Refusal::NotHttps { .. } => "The address must begin with https.",
        Refusal::NotAnAddress => "This is not an address. It looks like https://…/scim/v2.",
        Refusal::Spaces => "There are spaces or line breaks inside.",
        Refusal::Suspicious => "A tenant URL has no user name, port, backslash or #.",
        Refusal::NotAPublicHost => "The host must be a full name, not an IP address or a single word.",
        Refusal::NotAscii => "There are letters that are not plain ASCII: it may be a look-alike.",
        Refusal::OtherHost { .. } => "This host is not one of {product}'s.",
        Refusal::PortalAddress => {
            "This is an address of Microsoft's portal. Take the tenant URL from the {console}."
        }
        Refusal::Path => "The path has “..”, “//” or encoded separators.",
        Refusal::Length => "The length cannot be right.",
        Refusal::Placeholder => "This is a placeholder, not a token.",
        Refusal::IsAnAddress => "This is an address. The token goes here.",
        Refusal::Expired { .. } => "This token expired on {date}. Create a new one in the {console}.",
        Refusal::IsASecret => "This looks like the secret token. The address goes here.",
    }
}

/// What is wrong with a setting of the notifications.
#[must_use]
pub const fn notification(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::Empty => "Required.",
        Wrong::NotAnAddress => "This is not a mail address. It looks like it-operations@contoso.com.",
        Wrong::Several => "One address only. For several people use the address of a group.",
        Wrong::NotANumber => "A whole number, at least 1.",
    }
}

/// What was cleaned without being asked.
#[must_use]
pub const fn notice(notice: Notice) -> &'static str {
    match notice {
        Notice::Trimmed => "Spaces around it were removed.",
        Notice::TrailingSlash => "The slash at the end was removed.",
        Notice::Quotes => "The quotes around it were removed.",
        Notice::Bearer => "“Bearer” before it was removed: Entra adds it by itself.",
    }
}

/// Why a connection test failed (graph-contract §0.5, §7.15, §7.16).
#[must_use]
pub const fn test_cause(cause: TestCause) -> Sentence {
    let (what, means, act) = match cause {
        TestCause::Unauthorized => (
            "{product} refused the secret token",
            "It answered 401: the token is wrong, incomplete, expired, of another tenant, or was stored with “Bearer” before it.",
            "Copy the token again from the {console}, or create a new one there; test it, then save it.",
        ),
        TestCause::Forbidden => (
            "{product} does not allow this token to provision",
            "It answered 403: the token is known, but may not do this, or a firewall in front of {product} stands in the way.",
            "Create a new token for provisioning in the {console}. If that is refused too, tell {product}'s support.",
        ),
        TestCause::NotFound => (
            "There is no SCIM service at this path",
            "The host answered 404.",
            "Compare the whole tenant URL with the {console}; often the end of the path is missing.",
        ),
        TestCause::NoUsers => (
            "{product} does not know the address for people",
            "Entra searched below /Users and got 404. Either the path of the tenant URL is wrong, or {product} answers 404 where it should answer an empty list.",
            "Compare the whole tenant URL with the {console}; often the end of the path is missing. If it is the same, tell {product}'s support.",
        ),
        TestCause::NoGroups => (
            "{product} does not know the address for groups",
            "People can be provisioned, but Entra asked below /Groups and got 404. The connection test asks for people only, so it may pass all the same.",
            "Tell {product}'s support that /Groups answers 404; provisioning cannot go on before it answers. Then start again.",
        ),
        TestCause::ServerError => (
            "{product} has a problem",
            "It answered with a server error, or that it is asked too often.",
            "Try again in a few minutes. If it stays, tell {product}'s support.",
        ),
        TestCause::NotScim => (
            "The answer is not SCIM",
            "Something else answers at this address, perhaps a web page or a proxy.",
            "Compare the whole tenant URL with the {console}.",
        ),
        TestCause::UnknownHost => (
            "Entra cannot find this host",
            "The name cannot be resolved: it does not exist, or not in public DNS.",
            "Look for a typing error in the host name, and compare it with the {console}.",
        ),
        TestCause::Blocked => (
            "The host does not let Entra connect",
            "The name is known, but nothing answers: a firewall blocks Entra's provisioning service, or nothing listens there.",
            "Look for a typing error in the host name. If it is right, tell {product}'s support to let in the addresses of Microsoft's service tag AzureActiveDirectory.",
        ),
        TestCause::Tls => (
            "The host's certificate is not accepted",
            "Entra requires a valid public certificate.",
            "Look for a typing error in the host name; otherwise tell {product}'s support.",
        ),
        TestCause::Slow => (
            "{product} did not answer in time",
            "It is busy, or something on the way swallows the request.",
            "Try again in a few minutes. If it stays, tell {product}'s support.",
        ),
        TestCause::NothingStored => (
            "Nothing is stored that could be tested",
            "Entra has no tenant URL or no secret token.",
            "Enter tenant URL and secret token.",
        ),
        TestCause::Unavailable => (
            "Entra could not talk to {product}",
            "A typing error in the address, DNS, a firewall that blocks Entra, a certificate, or an error at {product}: Entra does not say which.",
            "Compare the tenant URL with the {console}, then test again. If it is right, ask {product}'s support whether Microsoft's service tag AzureActiveDirectory is let in.",
        ),
        TestCause::Refused => (
            "{product} answered, but not as expected",
            "Entra does not say what was wrong.",
            "Compare tenant URL and token with the {console}. Microsoft's answer below may say more.",
        ),
    };
    Sentence::new(what, means, act)
}
