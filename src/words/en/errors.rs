//! What is said when a call or a change fails.

use crate::words::Sentence;

/// Why something could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing answered.
    Network,
    /// No answer in time.
    Timeout,
    /// Sign-in is needed.
    SignIn,
    /// A synchronization call was refused.
    NoSynchronizationAccess,
    /// A scope or role is missing.
    Forbidden,
    /// The object is gone or not there yet.
    NotFound,
    /// Somebody else changed it.
    Changed,
    /// Too many requests.
    Throttled,
    /// Microsoft has a problem.
    Unavailable,
    /// The request was refused as wrong.
    BadRequest,
    /// The answer is not Graph's.
    NotGraph,
    /// The answer cannot be read.
    Unreadable,
    /// It may have happened: the answer was lost.
    OutcomeUnknown,
    /// It was accepted, but cannot be seen.
    NotVisible,
    /// Our own guard stopped it.
    Refused,
    /// The secret token is no longer in memory.
    SecretGone,
}

/// The sentence of a trouble.
#[must_use]
pub const fn trouble(trouble: Trouble) -> Sentence {
    let (what, means, act) = match trouble {
        Trouble::Network => (
            "No answer from the network",
            "Offline, DNS, TLS, a proxy or a blocked host: a browser cannot tell them apart.",
            "Check the connection, then check again.",
        ),
        Trouble::Timeout => ("No answer in time", "", "Check again."),
        Trouble::SignIn => (
            "Sign-in has ended",
            "Microsoft asks you to sign in again.",
            "Sign in again; everything that was done stays done.",
        ),
        Trouble::NoSynchronizationAccess => (
            "Entra refused the provisioning call",
            "The role Cloud Application Administrator or the permission Synchronization.ReadWrite.All is missing, or the application is very new.",
            "Activate the role, sign in again, or wait two minutes.",
        ),
        Trouble::Forbidden => (
            "Microsoft Graph refused",
            "A permission or a role is missing.",
            "Ask an administrator for it, sign in again, then check again.",
        ),
        Trouble::NotFound => {
            ("It is not there", "It was deleted, or it is so new that it cannot be seen yet.", "Check again.")
        }
        Trouble::Changed => (
            "Somebody else changed it meanwhile",
            "What was shown is no longer what is there, so nothing was changed.",
            "Look at the new state and confirm again.",
        ),
        Trouble::Throttled => {
            ("Microsoft asks to wait", "Too many requests in this tenant.", "Wait a minute, then try again.")
        }
        Trouble::Unavailable => (
            "Microsoft Graph has a problem",
            "Nothing is known to be changed.",
            "Try again in a few minutes.",
        ),
        Trouble::BadRequest => (
            "Microsoft Graph refused the request",
            "",
            "Microsoft's answer below says more. Quote the request ID to support.",
        ),
        Trouble::NotGraph => (
            "Something else answered instead of Microsoft Graph",
            "Perhaps a proxy or a network's sign-in page.",
            "Open another page in this browser, sign in to the network, then check again.",
        ),
        Trouble::Unreadable => {
            ("The answer could not be read", "It was cut short or is not what was expected.", "Check again.")
        }
        Trouble::OutcomeUnknown => (
            "The answer was lost",
            "The change may have been made, or not.",
            "Check again: the next look finds out.",
        ),
        Trouble::NotVisible => (
            "Accepted, but not visible yet",
            "Entra takes up to a few minutes to show changes.",
            "Check again in a minute.",
        ),
        Trouble::Refused => (
            "The assistant stopped this request",
            "It is not one of the changes that the assistant may make.",
            "Reload the page. If it stays, tell support.",
        ),
        Trouble::SecretGone => (
            "The secret token is no longer in memory",
            "It is forgotten when the page is idle or hidden.",
            "Enter it again.",
        ),
    };
    Sentence::new(what, means, act)
}
