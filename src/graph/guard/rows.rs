//! The one table of allowed writes (security.md WRT-01).

use super::{State, bodies};
use crate::graph::root::VERSION;
use crate::net::Request;
use http::Method;
use percent_encoding::percent_decode_str;

/// When a row holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Always: it only reads.
    Read,
    /// While a permit is held.
    Write,
}

struct Row {
    method: Method,
    /// Segments below the version. `{target}` is the pinned service principal, `{job}` any id,
    /// `{assignment}` one that may be removed.
    path: &'static str,
    body: fn(&State, &[u8]) -> bool,
    phase: Phase,
}

const fn write(method: Method, path: &'static str, body: fn(&State, &[u8]) -> bool) -> Row {
    Row { method, path, body, phase: Phase::Write }
}

const ROWS: [Row; 12] = [
    Row { method: Method::POST, path: "/$batch", body: bodies::batch_of_reads, phase: Phase::Read },
    write(Method::POST, "/servicePrincipals/{target}/synchronization/jobs", bodies::new_job),
    write(
        Method::POST,
        "/servicePrincipals/{target}/synchronization/jobs/validateCredentials",
        bodies::credentials,
    ),
    write(
        Method::POST,
        "/servicePrincipals/{target}/synchronization/jobs/{job}/validateCredentials",
        bodies::credentials,
    ),
    write(Method::PUT, "/servicePrincipals/{target}/synchronization/secrets", bodies::secrets),
    write(Method::PUT, "/servicePrincipals/{target}/synchronization/jobs/{job}/schema", bodies::schema),
    write(Method::POST, "/servicePrincipals/{target}/synchronization/jobs/{job}/start", bodies::nothing),
    write(Method::POST, "/servicePrincipals/{target}/synchronization/jobs/{job}/pause", bodies::nothing),
    write(Method::POST, "/servicePrincipals/{target}/synchronization/jobs/{job}/restart", bodies::restart),
    write(
        Method::POST,
        "/servicePrincipals/{target}/synchronization/jobs/{job}/provisionOnDemand",
        bodies::on_demand,
    ),
    write(Method::POST, "/servicePrincipals/{target}/appRoleAssignedTo", bodies::assignment),
    write(Method::DELETE, "/servicePrincipals/{target}/appRoleAssignedTo/{assignment}", bodies::nothing),
];

/// Whether `request`, whose origin is right, matches a row that holds now.
pub(super) fn admit(state: &State, request: &Request) -> bool {
    if request.uri().query().is_some() {
        return false;
    }
    let Some(path) = request.uri().path().strip_prefix(VERSION) else { return false };
    ROWS.iter().any(|row| {
        row.method == request.method()
            && (row.phase == Phase::Read || state.permits > 0)
            && matches(state, row.path, path)
            && (row.body)(state, request.body())
    })
}

fn matches(state: &State, template: &str, path: &str) -> bool {
    let (mut expected, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (expected.next(), given.next()) {
            (None, None) => return true,
            (Some(expected), Some(given)) if fits(state, expected, given) => {}
            _ => return false,
        }
    }
}

fn fits(state: &State, expected: &str, given: &str) -> bool {
    match expected {
        "{target}" => state.target.as_ref().is_some_and(|target| target.as_str() == given),
        "{assignment}" => {
            let Ok(given) = percent_decode_str(given).decode_utf8() else { return false };
            state.removable.iter().any(|id| id.as_str() == given)
        }
        "{job}" => !given.is_empty() && !percent_decode_str(given).any(|byte| byte == b'/' || byte == b'\\'),
        fixed => fixed == given,
    }
}
