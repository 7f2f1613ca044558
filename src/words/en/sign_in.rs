//! Signing in: why it failed, what it asks for, and what each permission is for.

use crate::auth::{AuthError, ErrorClass, IdTokenFault, ServerError, aadsts};
use crate::setup::scope::Scope;
use crate::words::Sentence;

/// Why a sign-in, or getting a token, failed.
#[must_use]
pub fn failure(error: &AuthError) -> Sentence {
    match error {
        AuthError::Server(server) => of_server(server),
        AuthError::Transport(_) => Sentence::new(
            "No answer from Microsoft's sign-in",
            "Offline, DNS, TLS, a proxy or a blocked host: a browser cannot tell them apart.",
            "Check the connection, then try again.",
        ),
        AuthError::Throttled { .. } => Sentence::new(
            "Microsoft's sign-in asks to wait",
            "Too many requests in a short time. Nothing has changed.",
            "Wait a minute, then try again.",
        ),
        AuthError::ClockSkew => Sentence::new(
            "This computer's clock is wrong",
            "It is more than five minutes off, so it cannot be told whether the sign-in is still good.",
            "Let the computer set its time by itself, then sign in again.",
        ),
        AuthError::PersonalAccount => Sentence::new(
            "This is a personal Microsoft account",
            "Personal accounts have no tenant and no enterprise applications.",
            "Sign in with your work or school account.",
        ),
        AuthError::TenantMismatch { .. } => Sentence::new(
            "This account belongs to another tenant",
            "Nothing was looked at or changed there.",
            "Sign in with an account of the tenant shown.",
        ),
        AuthError::AccountMismatch => Sentence::new(
            "Another account signed in",
            "The visit goes on with the account that began it; what you entered is still there.",
            "Sign in again with the same account, or switch accounts under your name.",
        ),
        AuthError::ScopesMissing(_) => Sentence::new(
            "Microsoft granted less than was asked for",
            "The permissions shown are missing, so the change cannot be made.",
            "Ask an administrator to grant them, then try again.",
        ),
        AuthError::NoTokensFound | AuthError::SignedOut => Sentence::new(
            "The session has ended",
            "Microsoft lets a page stay signed in for 24 hours at most. What you entered is still there.",
            "Sign in again.",
        ),
        AuthError::TimedOut => Sentence::new(
            "The sign-in window was not answered",
            "It was closed, or left open for five minutes.",
            "Sign in again.",
        ),
        AuthError::UserCancelled => Sentence::new(
            "The sign-in window was closed",
            "Nothing was changed.",
            "Sign in again when you are ready.",
        ),
        AuthError::WindowBlocked => Sentence::new(
            "The browser blocked the sign-in window",
            "It opens windows only right after a click, and only where the page may.",
            "Allow pop-up windows for this page, then try again.",
        ),
        AuthError::RequestExpired => Sentence::new(
            "The sign-in took longer than ten minutes",
            "For safety its answer is no longer accepted.",
            "Sign in again.",
        ),
        AuthError::StateNotFound | AuthError::StateMismatch | AuthError::RecordMalformed => Sentence::new(
            "This answer belongs to another sign-in",
            "An old page was opened again, or somebody tried to slip in an answer of their own. It was not used.",
            "Sign in again.",
        ),
        AuthError::NonceMismatch
        | AuthError::IssuerMismatch
        | AuthError::UntrustedAuthority
        | AuthError::IdToken(
            IdTokenFault::Missing
            | IdTokenFault::Malformed
            | IdTokenFault::Algorithm
            | IdTokenFault::Audience
            | IdTokenFault::Subject
            | IdTokenFault::Account
            | IdTokenFault::Time,
        ) => Sentence::new(
            "The answer is not from the configured sign-in",
            "It did not pass a check that protects you from forged answers. It was not used.",
            "Sign in again. If it stays, tell whoever hosts this page.",
        ),
        AuthError::HashEmpty | AuthError::HashUnknown | AuthError::ResponseMalformed => Sentence::new(
            "The sign-in came back without an answer",
            "A browser extension or a proxy may have changed the address.",
            "Sign in again.",
        ),
        AuthError::InvalidTokenResponse => Sentence::new(
            "Microsoft's sign-in sent something unexpected",
            "Perhaps a proxy or a network's sign-in page answered in its place.",
            "Open another page in this browser, then try again.",
        ),
    }
}

fn of_server(server: &ServerError) -> Sentence {
    match server.aadsts.and_then(aadsts::find) {
        Some(known) => of_number(known.id),
        None => of_class(server.class()),
    }
}

/// The sentence of a help text's name, as [`aadsts`] gives it.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table: one line of words for each help text")]
pub fn of_number(id: &str) -> Sentence {
    let (what, means, act) = match id {
        "several-or-no-accounts" | "no-session" => (
            "Microsoft needs to know which account",
            "Several accounts are signed in, or none.",
            "Sign in again and choose the account.",
        ),
        "account-not-in-tenant" | "account-of-another-directory" => (
            "This account does not exist in the tenant",
            "It belongs to another organization and was not invited as a guest.",
            "Sign in with an account of this tenant, or ask for an invitation.",
        ),
        "account-not-found" => (
            "Microsoft does not know this account",
            "The name may be misspelt, or the account was deleted.",
            "Sign in with another account.",
        ),
        "account-locked" => (
            "The account is locked",
            "Too many wrong attempts, or an address that Microsoft blocks.",
            "Wait a few minutes, or ask your help desk to unlock it.",
        ),
        "account-disabled" => (
            "The account is disabled",
            "An administrator switched it off.",
            "Use another account, or ask an administrator to enable it.",
        ),
        "account-not-assigned" => (
            "You are not assigned to the assistant",
            "Your organization lets only assigned people sign in to it.",
            "Ask an administrator: Enterprise applications → the assistant's application → Users and groups.",
        ),
        "password-expired" | "password-changed" => {
            ("The password has changed or expired", "", "Sign in again with the new password.")
        }
        "wrong-password" => ("Wrong name or password", "", "Try again."),
        "mfa-required" => (
            "A second factor is needed",
            "Your organization asks for it here.",
            "Sign in again and confirm with your second factor.",
        ),
        "mfa-enrolment-required" | "mfa-enrolment-blocked" => (
            "A second factor must be set up first",
            "Your organization asks for one, and this account has none yet.",
            "Set it up at https://aka.ms/mfasetup, then sign in again.",
        ),
        "mfa-failed" => (
            "The second factor was not confirmed",
            "It was declined, wrong, or took too long.",
            "Sign in again and confirm it.",
        ),
        "external-challenge" => (
            "Your organization asks for one more confirmation",
            "Another service than Microsoft's checks it.",
            "Sign in again and follow its steps.",
        ),
        "device-sign-in-required" | "device-sign-in-failed" | "device-not-joined" => (
            "The device must be known to your organization",
            "Its policy lets only registered or joined devices in.",
            "Use such a device, or sign in to the browser with your work profile.",
        ),
        "device-not-compliant" => (
            "The device does not meet your organization's rules",
            "Its policy lets only compliant devices in.",
            "Open Company Portal and mend what it shows, or use another device.",
        ),
        "app-not-approved" => (
            "Your organization lets only approved apps in",
            "This browser is not one of them.",
            "Use Microsoft Edge with your work profile.",
        ),
        "conditional-access" => (
            "Your organization's policy blocks this sign-in",
            "A Conditional Access rule about place, device or risk applies.",
            "Ask your administrators, and give them the correlation ID below: they find the rule in the sign-in logs.",
        ),
        "session-revoked" | "session-expired-by-policy" | "session-expired" => (
            "The session was ended",
            "An administrator, a password change or your organization's policy ended it.",
            "Sign in again; what you entered is still there.",
        ),
        "session-over" | "session-expired-by-inactivity" => (
            "The session has ended",
            "Microsoft lets a page stay signed in for 24 hours at most. What you entered is still there.",
            "Sign in again.",
        ),
        "sign-in-interrupted" => (
            "The sign-in was interrupted",
            "Microsoft asked a question that was not answered.",
            "Sign in again and answer it.",
        ),
        "code-already-used" => {
            ("This answer was used already", "An old page was opened again.", "Sign in again.")
        }
        "loop-detected" => (
            "Microsoft stopped a loop",
            "The same sign-in was tried too often in a short time.",
            "Wait a few minutes, then sign in again.",
        ),
        "consent-missing" => (
            "The permissions were not granted yet",
            "You or an administrator must allow the assistant to use them.",
            "Sign in again and accept, or ask an administrator.",
        ),
        "consent-declined" => (
            "You declined the permissions",
            "Nothing was changed. Without them the assistant cannot do this.",
            "Try again and accept, do the step by hand, or ask an administrator.",
        ),
        "admin-consent-required" => (
            "An administrator must allow this",
            "The permissions need the consent of an administrator, for the whole tenant.",
            "Send the link below to an administrator, then try again.",
        ),
        "admin-consent-requested" => (
            "Your request was sent to your administrators",
            "Microsoft tells you by e-mail when they have decided.",
            "Try again after that.",
        ),
        "redirect-uri-mismatch" | "redirect-uri-missing" => (
            "This page's address is not registered",
            "Microsoft returns only to addresses that the assistant's app registration lists, letter by letter.",
            "Whoever hosts this page must add the address below to the registration, as a single-page application's.",
        ),
        "redirect-uri-not-spa" | "spa-code-without-origin" => (
            "This page's address is registered for another platform",
            "It must be a single-page application's address, not a web application's.",
            "Whoever hosts this page must move the address below to the platform “Single-page application”.",
        ),
        "not-a-public-client" | "pkce-required" => (
            "The assistant's app registration is not that of a page",
            "It asks for a client secret, which a page cannot have.",
            "Whoever hosts this page must register the address below as a single-page application's.",
        ),
        "app-not-found" | "app-disabled" => (
            "Microsoft does not know the assistant in this tenant",
            "The application (client) ID is wrong, of another cloud, disabled, or not consented to in this tenant.",
            "Whoever hosts this page must check clientId and cloud in config.json.",
        ),
        "not-multi-tenant" => (
            "The assistant is registered for one tenant only",
            "This page signs in people of any organization, and its registration does not allow that.",
            "Whoever hosts this page must name the tenant in config.json, or make the registration multi-tenant.",
        ),
        "tenant-not-found" | "tenant-not-named" => (
            "There is no such tenant",
            "The domain or ID is misspelt, or of another cloud.",
            "Check the tenant's domain or ID.",
        ),
        "graph-not-in-tenant" | "service-not-in-tenant" => (
            "A Microsoft service is missing in this tenant",
            "Microsoft Graph, or another one that is asked for, is not set up or is switched off there.",
            "Ask Microsoft support, and give them the correlation ID below.",
        ),
        "permissions-misconfigured" | "scope-invalid" => (
            "The assistant's app registration lacks permissions",
            "It asks for something that it does not list.",
            "Whoever hosts this page must add the permissions in docs/permissions.md to the registration.",
        ),
        "request-malformed" => (
            "Microsoft refused the request as malformed",
            "",
            "Sign in again. If it stays, tell whoever hosts this page.",
        ),
        "token-service-failed" | "service-unavailable" => (
            "Microsoft's sign-in has a problem",
            "It passes by itself, usually within minutes.",
            "Try again in a minute.",
        ),
        _ => return of_class(ErrorClass::Unexpected),
    };
    Sentence::new(what, means, act)
}

const fn of_class(class: ErrorClass) -> Sentence {
    let (what, means, act) = match class {
        ErrorClass::InteractionRequired => (
            "Microsoft asks you to sign in again",
            "The session ended, or something about the account changed.",
            "Sign in again; what you entered is still there.",
        ),
        ErrorClass::Consent => (
            "The permissions were not granted",
            "They were declined, or only an administrator may grant them.",
            "Try again and accept, do the step by hand, or ask an administrator.",
        ),
        ErrorClass::Setup => (
            "The assistant's app registration is not right",
            "Microsoft does not accept it as it is.",
            "Whoever hosts this page must check clientId, the address below and its platform.",
        ),
        ErrorClass::Account => ("This account cannot be used here", "", "Sign in with another account."),
        ErrorClass::Policy => (
            "Your organization's policy asks for more",
            "",
            "Sign in again and follow its steps, or ask your administrators.",
        ),
        ErrorClass::Loop => (
            "Microsoft stopped a loop",
            "The same sign-in was tried too often in a short time.",
            "Wait a few minutes, then sign in again.",
        ),
        ErrorClass::Busy => (
            "Microsoft's sign-in has a problem",
            "It passes by itself, usually within minutes.",
            "Try again in a minute.",
        ),
        ErrorClass::Network => (
            "No answer from Microsoft's sign-in",
            "Offline, DNS, TLS, a proxy or a blocked host: a browser cannot tell them apart.",
            "Check the connection, then try again.",
        ),
        ErrorClass::Clock => (
            "This computer's clock is wrong",
            "",
            "Let the computer set its time by itself, then sign in again.",
        ),
        ErrorClass::Rejected | ErrorClass::Unexpected => (
            "Sign-in did not succeed",
            "Microsoft gave a reason that the assistant does not know.",
            "Try again. If it stays, give support the details below.",
        ),
    };
    Sentence::new(what, means, act)
}

/// What a permission is for, in one sentence.
#[must_use]
pub const fn permission(scope: Scope) -> &'static str {
    match scope {
        Scope::UserRead => "Who you are, which roles you hold, and the name of your tenant.",
        Scope::ApplicationReadAll => "Find the {product} application, its roles and who is assigned.",
        Scope::SynchronizationReadAll => "Read the provisioning job, its mapping and its state.",
        Scope::GroupMemberReadAll => "Find groups and see who is in them.",
        Scope::UserReadBasicAll => "Show the names of people in these groups.",
        Scope::UserReadAll => "Read job title and department of people in these groups.",
        Scope::ProvisioningLogReadAll => "Read what Entra sent, which is the proof.",
        Scope::LicenseAssignmentReadAll => {
            "See whether the tenant has Entra ID P1, which assigning groups needs."
        }
        Scope::RoleManagementReadDirectory => "See your roles with certainty.",
        Scope::OrganizationReadAll => "Read details of the tenant.",
        Scope::AuditLogReadAll => "Read who changed what.",
        Scope::SynchronizationReadWriteAll => {
            "Create the job, test and store the connection, correct the mapping, start, and provision people."
        }
        Scope::AppRoleAssignmentReadWriteAll => {
            "Assign groups to the {product} application. Asked for only then: it is powerful."
        }
    }
}

/// The Entra role that makes a permission effective (graph-contract §5.2).
#[must_use]
pub const fn role(scope: Scope) -> &'static str {
    match scope {
        Scope::UserRead | Scope::UserReadBasicAll | Scope::LicenseAssignmentReadAll => "None",
        Scope::ProvisioningLogReadAll | Scope::AuditLogReadAll => {
            "Cloud Application Administrator or Reports Reader"
        }
        Scope::AppRoleAssignmentReadWriteAll => {
            "Cloud Application Administrator, or Privileged Role or User Administrator"
        }
        _ => "Cloud Application Administrator",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AUTH-22: every number in the table has words of its own, and none of them is the last resort.
    #[test]
    fn every_known_number_has_a_sentence_with_something_to_do() {
        let last_resort = of_class(ErrorClass::Unexpected);
        let mut count = 0;
        for known in aadsts::all() {
            let sentence = of_number(known.id);
            assert_ne!(sentence.what, last_resort.what, "AADSTS{}", known.number);
            assert!(!sentence.act.is_empty(), "AADSTS{}", known.number);
            count += 1;
        }
        assert!(count >= 25);
    }
}
