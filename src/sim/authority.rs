//! Who may do what (graph-contract.md §8 rule 1, §1.3, §1.4, §1.6, §5).

use super::answer::Failure;
use super::call::Call;
use super::cast;
use super::state::{Caller, State};
use http::HeaderMap;
use std::time::SystemTime;

/// Roles that may work with synchronization: reads too.
pub(crate) const APPLICATION_ADMINISTRATORS: [&str; 3] =
    [cast::APPLICATION_ADMINISTRATOR, cast::CLOUD_APPLICATION_ADMINISTRATOR, cast::GLOBAL_ADMINISTRATOR];

/// Further roles that may assign (D2).
const ASSIGNERS: [&str; 5] = [
    cast::PRIVILEGED_ROLE_ADMINISTRATOR,
    cast::USER_ADMINISTRATOR,
    cast::DIRECTORY_WRITERS,
    cast::HYBRID_IDENTITY_ADMINISTRATOR,
    cast::IDENTITY_GOVERNANCE_ADMINISTRATOR,
];

/// Further roles that may read logs (F1).
const REPORT_READERS: [&str; 5] = [
    cast::REPORTS_READER,
    cast::SECURITY_READER,
    cast::SECURITY_OPERATOR,
    cast::SECURITY_ADMINISTRATOR,
    cast::GLOBAL_READER,
];

/// The bearer token among `headers`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get("Authorization")?.to_str().ok()?.strip_prefix("Bearer ")
}

/// Who holds the token sent.
///
/// # Errors
/// 401 `InvalidAuthenticationToken` without a token, and for one that is unknown or expired.
pub(crate) fn caller<'s>(
    state: &'s State,
    headers: &HeaderMap,
    now: SystemTime,
) -> Result<&'s Caller, Failure> {
    let refused = |message: &str| Failure::new(401, "InvalidAuthenticationToken", message);
    let Some(token) = bearer(headers) else { return Err(refused("Access token is empty.")) };
    let Some(caller) = state.callers.get(token) else {
        return Err(refused("Access token validation failure."));
    };
    if caller.expires <= now {
        return Err(refused("Access token has expired or is not yet valid."));
    }
    Ok(caller)
}

/// Lets a directory call pass that needs one of `scopes`.
///
/// # Errors
/// 403.
pub(crate) fn directory(call: &Call, scopes: &[&str]) -> Result<(), Failure> {
    if call.has_scope(scopes) { Ok(()) } else { Err(Failure::denied()) }
}

/// Lets a synchronization call pass.
///
/// # Errors
/// 401 `UnknownError` with an empty message.
pub(crate) fn synchronization(state: &State, call: &Call, write: bool) -> Result<(), Failure> {
    let role = holds(state, &APPLICATION_ADMINISTRATORS);
    let scope = if write {
        call.has_scope(&["Synchronization.ReadWrite.All"])
    } else {
        call.has_scope(&["Synchronization.Read.All", "Synchronization.ReadWrite.All"])
            || (state.knobs.role_reads_without_scope && call.has_scope(&["Application.Read.All"]))
    };
    if role && scope { Ok(()) } else { Err(Failure::unknown_401()) }
}

/// Lets an assignment be written: two scopes together, or one broad one, and a role.
///
/// # Errors
/// 403.
pub(crate) fn assign(state: &State, call: &Call) -> Result<(), Failure> {
    let both = call.has_scope(&["AppRoleAssignment.ReadWrite.All"])
        && call.has_scope(&["Application.Read.All", "Directory.Read.All", "Application.ReadWrite.All"]);
    let scope = both || call.has_scope(&["Application.ReadWrite.All"]);
    let role = holds(state, &APPLICATION_ADMINISTRATORS) || holds(state, &ASSIGNERS);
    if scope && role { Ok(()) } else { Err(Failure::denied()) }
}

/// Lets provisioning logs be read: scope, role and licence.
///
/// # Errors
/// 403.
pub(crate) fn logs(state: &State, call: &Call, scopes: &[&str]) -> Result<(), Failure> {
    directory(call, scopes)?;
    if !state.premium {
        return Err(Failure::new(
            403,
            "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            "Neither tenant is B2C or tenant doesn't have premium license",
        ));
    }
    if holds(state, &APPLICATION_ADMINISTRATORS) || holds(state, &REPORT_READERS) {
        return Ok(());
    }
    Err(Failure::new(
        403,
        "Authentication_MSGraphPermissionMissing",
        "Calling principal does not have required MSGraph permissions or directory role.",
    ))
}

/// Whether the person signed in holds one of `roles`.
fn holds(state: &State, roles: &[&str]) -> bool {
    state.held_roles().any(|held| roles.contains(&held))
}
