//! The provisioning log: what happened to whom, and what Microsoft's codes mean.

use crate::setup::facts::Delivered;
use crate::setup::log::csv::COLUMNS;
use crate::setup::log::{Action, Ending, Entry};

macro_rules! labels {
    ($($name:ident = $text:literal;)*) => { $(#[doc = $text] pub const $name: &str = $text;)* };
}

labels! {
    LOG = "Provisioning log";
    LOG_NOTE = "Who was sent, who was not, and why";
    SHOW_LOG = "Show the provisioning log";
    FIND = "Find a person or group";
    RESULT = "Result";
    TIME = "Time";
    ANY_TIME = "Any time";
    LAST_HOUR = "Last hour";
    LAST_DAY = "Last day";
    LAST_WEEK = "Last week";
    ENTRIES = "Entries of the provisioning log";
    SUCCEEDED = "succeeded";
    SKIPPED = "skipped";
    FAILED = "failed";
    LOAD_OLDER = "Load older entries";
    LOADING_OLDER = "Reading older entries: a page every few seconds, as Microsoft allows.";
    STOP_LOADING = "Stop";
    NEWEST_ARE_KEPT = "The newest 50,000 entries are shown. The admin center has older ones.";
    EXPORT = "Export what is shown as CSV";
    EXPORT_FAILED = "The browser did not save the file. Allow downloads for this page, then try again.";
    SHOW_ALL = "Show all entries";
    NOTHING_FITS = "No entry fits";
    NOTHING_FITS_TEXT = "Nobody of this name, result and time is among the entries that were read.";
    NOTHING_YET = "The log is empty";
    NOTHING_YET_TEXT = "Entra writes an entry for everybody it handles, some minutes later. Start provisioning or provision people, then check again.";
    NOT_READ = "The log was not read yet";
    NOT_READ_TEXT = "It is read with everything else, once the application is known.";
    NO_PREMIUM = "The log needs Entra ID P1 or P2";
    NO_PREMIUM_TEXT = "Without that licence Microsoft lets nobody read it; provisioning itself goes on. Get the licence, then check again.";
    NO_ACCESS = "You may not read the log";
    NO_ACCESS_TEXT = "A permission, or a role that makes it effective, is missing. Ask an administrator for it, sign in again, then check again.";
    NO_ANSWER = "The log could not be read";
    NO_ANSWER_TEXT = "Microsoft did not answer as expected. Check again.";
    PERMISSION_NEEDED = "Permission";
    ROLE_NEEDED = "Role";
    DETAILS = "Details of the entry";
    CLOSE_DETAILS = "Close details";
    CODE = "Microsoft's code";
    CHANGED_VALUES = "Attributes, old → new";
    NO_VALUES = "Nothing was changed.";
    EMPTY = "(empty)";
    UNKNOWN_CODE = "The assistant has no explanation for this: Microsoft's own words follow.";
    UNKNOWN_CODE_ACT = "Look at the step that is marked, and search Microsoft's documentation for the code.";
}

/// What the filter by result offers.
#[must_use]
pub const fn ending(ending: Option<Ending>) -> &'static str {
    match ending {
        None => "All results",
        Some(Ending::Succeeded) => "Succeeded",
        Some(Ending::Skipped) => "Skipped",
        Some(Ending::Failed) => "Failed",
    }
}

/// What happened, in one sentence: `{person}` stands for who it happened to.
#[must_use]
pub const fn sentence(entry: &Entry) -> &'static str {
    match (&entry.outcome, entry.action) {
        (Delivered::Unchanged | Delivered::Confirmed, _) => "{person} is at {product} as in Entra",
        (Delivered::Skipped(_), _) => "{person} was not sent to {product}",
        (Delivered::Success, Action::Create) => "{person} was created in {product}",
        (Delivered::Success, Action::Update) => "{person} was updated in {product}",
        (Delivered::Success, Action::Disable) => "{person} was disabled in {product}",
        (Delivered::Success, Action::Delete) => "{person} was removed from {product}",
        (Delivered::Success, Action::Other) => "{person} was sent to {product}",
        (Delivered::Failed(..), Action::Create) => "{person} could not be created in {product}",
        (Delivered::Failed(..), Action::Update) => "{person} could not be updated in {product}",
        (Delivered::Failed(..), Action::Disable) => "{person} could not be disabled in {product}",
        (Delivered::Failed(..), Action::Delete) => "{person} could not be removed from {product}",
        (Delivered::Failed(..), Action::Other) => "{person} could not be sent to {product}",
    }
}

/// What Entra did in a step (`provisioningStepType`).
#[must_use]
pub fn step(kind: &str) -> &'static str {
    match kind {
        "import" => "Read from Entra ID",
        "scoping" => "Checked whether in scope",
        "matching" => "Looked for a match in {product}",
        "processing" => "Worked out the values",
        "referenceresolution" => "Resolved references",
        "export" => "Sent to {product}",
        _ => "Another step",
    }
}

/// The columns of the exported file.
#[must_use]
pub const fn columns() -> [&'static str; COLUMNS] {
    [
        "Time (UTC)",
        "Name",
        "User name",
        "Object ID",
        "Type",
        "Action",
        "Result",
        "Code",
        "What it means",
        "What to do",
        "Microsoft's answer",
        "Attributes (old → new)",
    ]
}

/// What Microsoft's codes may begin with, where the SCIM endpoint is concerned (graph-contract §3.4).
const SCIM: &str = "SystemForCrossDomainIdentityManagement";

/// What a code means and what to do about it; none where only Microsoft knows.
#[must_use]
pub fn explain(code: &str) -> Option<(&'static str, &'static str)> {
    let bare = code.strip_prefix(SCIM).unwrap_or(code);
    let (_, means, act) = EXPLAINED.iter().find(|(codes, _, _)| codes.contains(&bare))?;
    Some((means, act))
}

/// What to wait for, where Entra tries again by itself.
const RETRIED: &str = "Wait: Entra tries again with the next cycle, in about 40 minutes.";

/// Codes, what they mean and what to do. The codes are those of graph-contract.md §0.5, §3.3 and §3.4 and of Microsoft's list
/// of error codes in the provisioning logs; without the prefix [`SCIM`].
pub const EXPLAINED: &[(&[&str], &str, &str)] = &[
    (
        &["NotEffectivelyEntitled"],
        "Entra found no assignment that counts for this person, or a disabled account.",
        "Assign a group that holds the person directly, wait two minutes, then provision again.",
    ),
    (
        &["ScopingFilterNotPassed"],
        "The person does not meet the scoping filter of the mapping.",
        "Correct the value for the person in Entra, or change the filter in the admin center.",
    ),
    (
        &["RedundantExport"],
        "{product} has the same values already, so nothing had to be sent.",
        "Nothing is to be done.",
    ),
    (
        &["EntrySynchronizationSkipped"],
        "Entra read the entry and did nothing more: it is out of scope, or needs no change.",
        "If it should be there, look at the step “Checked whether in scope” and at the assignment.",
    ),
    (
        &["ImportSkipped"],
        "The attribute that finds the person in {product} is empty in Entra.",
        "Fill that attribute in for the person, usually the user principal name or the mail address.",
    ),
    (
        &["DuplicateSourceEntries"],
        "Two people in Entra have the same value in the attribute that finds them in {product}.",
        "Give each of them a value of their own, or match by another attribute.",
    ),
    (
        &["DuplicateTargetEntries"],
        "{product} has two entries that match this person.",
        "Remove the one that is too many in {product}, or match by another attribute.",
    ),
    (
        &["Conflict", "EntryConflict"],
        "{product} refused: another entry holds a value that must be unique, such as the user name.",
        "Find that entry in {product}, and remove it or change its value.",
    ),
    (
        &["MultipleEntriesInResponse"],
        "Entra asked {product} for one entry and got several.",
        "Remove duplicates in {product}; if there are none, tell the support of {product}.",
    ),
    (
        &["InsufficientRights", "MethodNotAllowed", "NotPermitted", "Unauthorized"],
        "{product} let Entra in, but does not allow this change.",
        "Enter a new secret token in the step “Connect”; if it stays, ask the support of {product} which rights it has.",
    ),
    (
        &["CredentialValidationFailure", "InvalidCredentials"],
        "{product} refused the stored secret token.",
        "Enter a new secret token in the step “Connect”, then start provisioning again.",
    ),
    (
        &["CredentialValidationUnavailable"],
        "Entra could not reach {product} to check the secret token.",
        "Check the tenant URL in the step “Connect” and test the connection.",
    ),
    (
        &["ServiceIncompatible", "BadResponse"],
        "Entra could not make sense of what {product} answered, or {product} refused a value.",
        "Read Microsoft's answer below for the value; if it names none, tell the support of {product}.",
    ),
    (
        &["UnprocessableEntity", "NotImplemented"],
        "{product} could not work with what Entra sent.",
        "Check tenant URL and mapping here; if both are right, tell the support of {product}.",
    ),
    (
        &["MandatoryFieldsMissing", "MissingValues"],
        "An attribute that {product} must have is empty for this person.",
        "Fill it in for the person in Entra, or map it from an attribute that is filled in.",
    ),
    (
        &["SchemaAttributeNotFound"],
        "The mapping names an attribute that {product} does not have.",
        "Remove that row from the mapping, or correct the attribute's name.",
    ),
    (
        &["SchemaPropertyCanOnlyAcceptValue"],
        "The mapping sends several values to an attribute that takes one.",
        "Map that attribute from one with a single value, or leave one value in Entra.",
    ),
    (
        &["InvalidDomain"],
        "A value holds a domain that {product} does not accept.",
        "Change the domain for the person in Entra, or allow it in {product}.",
    ),
    (
        &["LicenseLimitExceeded"],
        "{product} has no licence left for this person.",
        "Get more licences for {product}, or assign fewer people.",
    ),
    (
        &["InvalidAnchor"],
        "The entry that Entra had linked to this person is gone from {product}.",
        "Restart provisioning in full, so that Entra looks for everybody anew.",
    ),
    (&["TooManyRequests"], "{product} asked Entra to slow down.", RETRIED),
    (&["InternalServerError"], "{product} had an error of its own.", RETRIED),
    (&["WebExceptionProtocolError"], "The connection between Entra and {product} broke.", RETRIED),
    (&["Timeout"], "{product} took too long to answer.", RETRIED),
    (&["InternalError"], "Entra's provisioning service had an error of its own.", RETRIED),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_once_with_a_sentence_and_an_action() {
        assert!(EXPLAINED.len() >= 15);
        let mut seen: Vec<&str> = Vec::new();
        for (codes, means, act) in EXPLAINED {
            for code in *codes {
                assert!(!seen.contains(code), "{code} stands twice");
                seen.push(code);
                assert_eq!(explain(code), Some((*means, *act)));
                assert_eq!(explain(&[SCIM, code].concat()), Some((*means, *act)));
            }
            for text in [means, act] {
                assert!(text.ends_with('.') && text.len() < 140, "{text}");
                assert_eq!(text.matches(". ").count(), 0, "one sentence: {text}");
            }
        }
    }

    /// graph-contract.md §3.4, the list of Microsoft.
    #[test]
    fn every_code_that_the_contract_lists_is_explained() {
        for code in [
            "Conflict",
            "EntryConflict",
            "TooManyRequests",
            "InternalServerError",
            "InsufficientRights",
            "MethodNotAllowed",
            "NotPermitted",
            "Unauthorized",
            "UnprocessableEntity",
            "WebExceptionProtocolError",
            "InvalidAnchor",
            "NotImplemented",
            "MandatoryFieldsMissing",
            "MissingValues",
            "SchemaAttributeNotFound",
            "InternalError",
            "InvalidDomain",
            "Timeout",
            "LicenseLimitExceeded",
            "DuplicateTargetEntries",
            "DuplicateSourceEntries",
            "ImportSkipped",
            "EntrySynchronizationSkipped",
            "MultipleEntriesInResponse",
            "ServiceIncompatible",
            "SchemaPropertyCanOnlyAcceptValue",
            "NotEffectivelyEntitled",
            "RedundantExport",
        ] {
            assert!(explain(code).is_some(), "{code}");
        }
        assert_eq!(explain("FunctionNotSupported"), None, "what nobody documented is shown as it came");
        assert_eq!(explain(""), None);
    }
}
