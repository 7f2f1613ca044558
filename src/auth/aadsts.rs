//! Entra's error numbers that administrators meet. They choose a help text; what the assistant does never depends
//! on them alone (security.md AUTH-22, §2.10).

use super::error::ErrorClass::{self, Account, Busy, Consent, InteractionRequired, Loop, Policy, Setup};

/// What is known about a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The number behind `AADSTS`.
    pub number: u32,
    /// A stable name for the help text.
    pub id: &'static str,
    /// What can be done.
    pub class: ErrorClass,
}

/// The entry of `number`.
#[must_use]
pub fn find(number: u32) -> Option<Known> {
    let at = TABLE.binary_search_by_key(&number, |entry| entry.0).ok()?;
    let (number, id, class) = TABLE[at];
    Some(Known { number, id, class })
}

/// Every entry, by number.
pub fn all() -> impl Iterator<Item = Known> {
    TABLE.iter().map(|(number, id, class)| Known { number: *number, id, class: *class })
}

/// In ascending order: it is searched by halves.
const TABLE: &[(u32, &str, ErrorClass)] = &[
    (16000, "several-or-no-accounts", Account),
    (16003, "account-not-in-tenant", Account),
    (50000, "token-service-failed", Busy),
    (50001, "graph-not-in-tenant", Setup),
    (50011, "redirect-uri-mismatch", Setup),
    (50020, "account-of-another-directory", Account),
    (50034, "account-not-found", Account),
    (50053, "account-locked", Account),
    (50055, "password-expired", InteractionRequired),
    (50057, "account-disabled", Account),
    (50058, "no-session", Account),
    (50059, "tenant-not-named", Setup),
    (50072, "mfa-enrolment-required", Policy),
    (50074, "mfa-required", Policy),
    (50076, "mfa-required", Policy),
    (50079, "mfa-enrolment-required", Policy),
    (50097, "device-sign-in-required", Policy),
    (50105, "account-not-assigned", Account),
    (50126, "wrong-password", InteractionRequired),
    (50128, "tenant-not-found", Setup),
    (50131, "conditional-access", Policy),
    (50132, "session-revoked", InteractionRequired),
    (50133, "password-changed", InteractionRequired),
    (50140, "sign-in-interrupted", InteractionRequired),
    (50155, "device-sign-in-failed", Policy),
    (50158, "external-challenge", Policy),
    (50173, "session-revoked", InteractionRequired),
    (50194, "not-multi-tenant", Setup),
    (50196, "loop-detected", Loop),
    (53000, "device-not-compliant", Policy),
    (53001, "device-not-joined", Policy),
    (53002, "app-not-approved", Policy),
    (53003, "conditional-access", Policy),
    (53004, "mfa-enrolment-blocked", Policy),
    (54005, "code-already-used", InteractionRequired),
    (65001, "consent-missing", Consent),
    (65004, "consent-declined", Consent),
    (65005, "permissions-misconfigured", Setup),
    (70001, "app-not-found", Setup),
    (70008, "session-expired", InteractionRequired),
    (70011, "scope-invalid", Setup),
    (70043, "session-expired-by-policy", InteractionRequired),
    (90002, "tenant-not-found", Setup),
    (90019, "tenant-not-named", Setup),
    (90033, "service-unavailable", Busy),
    (90072, "account-of-another-directory", Account),
    (90094, "admin-consent-required", Consent),
    (90095, "admin-consent-requested", Consent),
    (500011, "graph-not-in-tenant", Setup),
    (500113, "redirect-uri-missing", Setup),
    (500121, "mfa-failed", Policy),
    (650052, "service-not-in-tenant", Setup),
    (650057, "permissions-misconfigured", Setup),
    (700016, "app-not-found", Setup),
    (700082, "session-expired-by-inactivity", InteractionRequired),
    (700084, "session-over", InteractionRequired),
    (7000112, "app-disabled", Setup),
    (7000218, "not-a-public-client", Setup),
    (9002313, "request-malformed", Setup),
    (9002325, "pkce-required", Setup),
    (9002326, "redirect-uri-not-spa", Setup),
    (9002327, "spa-code-without-origin", Setup),
];
