//! Which handler answers which path (graph-contract.md §1). What v1.0 does not have is refused with 405.

use super::answer::{Failure, Handled};
use super::call::Call;
use super::handlers::{
    applications, assignments, directory, groups, jobs, logs, on_demand, schema, secrets, users, validate,
};
use super::knobs::{BatchSynchronization, YoungApp};
use super::state::State;
use super::{authority, call};
use http::Method;

/// Serves every path but `$batch`.
pub(crate) fn serve(state: &mut State, call: &Call) -> Handled {
    let path: Vec<&str> = call.path.iter().map(String::as_str).collect();
    let get = *call.method == Method::GET;
    let post = *call.method == Method::POST;
    match path.as_slice() {
        ["me"] if get => users::me(state, call),
        ["me", "memberOf"] if get => directory::member_of(state, call),
        ["me", "transitiveMemberOf", "microsoft.graph.directoryRole"] if get => {
            directory::my_roles(state, call)
        }
        ["organization"] if get => directory::organization(state, call),
        ["subscribedSkus"] if get => directory::subscribed_skus(state, call),
        ["directoryRoles"] if get => directory::directory_roles(call),
        ["roleManagement", "directory", "roleAssignments"] if get => directory::role_assignments(state, call),
        ["servicePrincipals"] if get => applications::list(state, call),
        [keyed] if get && keyed.starts_with("servicePrincipals(") => {
            applications::by_app_id(state, call, keyed)
        }
        ["servicePrincipals", id] if get => applications::one(state, call, id),
        ["servicePrincipals", id, "appRoleAssignedTo"] if get => assignments::list(state, call, id),
        ["servicePrincipals", id, "appRoleAssignedTo"] if post => assignments::create(state, call, id),
        ["servicePrincipals", id, "appRoleAssignedTo", one] if *call.method == Method::DELETE => {
            assignments::delete(state, call, id, one)
        }
        ["servicePrincipals", id, "synchronization", rest @ ..] => synchronization(state, call, id, rest),
        ["groups"] if get => groups::list(state, call),
        ["groups", id] if get => groups::one(state, call, id),
        ["groups", id, "appRoleAssignments"] if get => assignments::of_group(state, call, id),
        ["groups", id, "appRoleAssignments"] if post => assignments::create_for_group(state, call, id),
        ["groups", id, "members"] if get => groups::members(state, call, id, false, None),
        ["groups", id, "members", cast] if get => groups::members(state, call, id, false, Some(cast)),
        ["groups", id, "transitiveMembers"] if get => groups::members(state, call, id, true, None),
        ["groups", id, "transitiveMembers", cast] if get => {
            groups::members(state, call, id, true, Some(cast))
        }
        ["users"] if get => users::list(state, call),
        ["users", id] if get => users::one(state, call, id),
        ["auditLogs", "provisioning"] if get => logs::provisioning(state, call),
        ["auditLogs", "directoryAudits"] if get => logs::directory_audits(state, call),
        _ => Err(Failure::no_such_call()),
    }
}

/// Serves the paths below `/synchronization`.
fn synchronization(state: &mut State, call: &Call, app: &str, rest: &[&str]) -> Handled {
    let method = call.method.as_str();
    let write = match (method, rest) {
        ("GET", ["templates" | "jobs" | "secrets"] | ["jobs", _] | ["jobs", _, "schema"]) => false,
        (
            "POST",
            ["jobs"]
            | ["jobs", "validateCredentials"]
            | ["jobs", _, "validateCredentials" | "start" | "pause" | "restart" | "provisionOnDemand"]
            | ["jobs", _, "schema", "parseExpression"],
        )
        | ("PUT", ["secrets"] | ["jobs", _, "schema"])
        | ("DELETE", ["jobs", _] | ["jobs", _, "schema"])
        | ("GET", ["jobs", _, "schema", "functions" | "filterOperators"])
        | ("PATCH", ["jobs", _, "schema"]) => true,
        _ => return Err(Failure::no_such_call()),
    };
    if call.in_batch && state.knobs.batch_synchronization == BatchSynchronization::Refused {
        return Err(Failure::new(400, "BadRequest", "The request is not supported in a batch."));
    }
    authority::synchronization(state, call, write)?;
    call::guid(app)?;
    let at = state.applications.iter().position(|held| held.id == app).ok_or_else(Failure::no_resource)?;
    known_to_synchronization(state, call, at)?;
    match (method, rest) {
        ("GET", ["templates"]) => applications::templates(state, call, at),
        ("GET", ["jobs"]) => jobs::list(state, call, at),
        ("POST", ["jobs"]) => jobs::create(state, call, at),
        ("POST", ["jobs", "validateCredentials"]) => validate::collection(state, call, at),
        ("GET", ["secrets"]) => secrets::list(state, call, at),
        ("PUT", ["secrets"]) => secrets::put(state, call, at),
        (_, ["jobs", job, rest @ ..]) => {
            let job = jobs::find(state, call, at, job)?;
            match (method, rest) {
                ("GET", []) => jobs::one(state, call, at, job),
                ("DELETE", []) => jobs::delete(state, at, job),
                ("POST", ["start"]) => jobs::start(state, call, at, job),
                ("POST", ["pause"]) => jobs::pause(state, call, at, job),
                ("POST", ["restart"]) => jobs::restart(state, call, at, job),
                ("POST", ["validateCredentials"]) => validate::stored(state, call, at),
                ("POST", ["provisionOnDemand"]) => on_demand::serve(state, call, at, job),
                ("GET", ["schema"]) => schema::get(state, call, at, job),
                ("PUT", ["schema"]) => schema::put(state, call, at, job),
                ("DELETE", ["schema"]) => schema::reset(state, call, at, job),
                ("PATCH", ["schema"]) => schema::patch(state, at, job),
                ("POST", ["schema", "parseExpression"]) => schema::parse_expression(call),
                ("GET", ["schema", "functions"]) => Ok(schema::functions(call)),
                ("GET", ["schema", "filterOperators"]) => Ok(schema::filter_operators(call)),
                _ => Err(Failure::no_such_call()),
            }
        }
        _ => Err(Failure::no_such_call()),
    }
}

/// An application created a moment ago is not known to synchronization yet (rule 2).
fn known_to_synchronization(state: &State, call: &Call, at: usize) -> Result<(), Failure> {
    let Some(app) = state.applications.get(at) else { return Err(Failure::no_resource()) };
    if call.now >= app.created + state.knobs.young_app_age {
        return Ok(());
    }
    Err(match state.knobs.young_app {
        YoungApp::Unauthorized => Failure::unknown_401(),
        YoungApp::NotFound => Failure::no_resource(),
    })
}

/// Resource units of a path (graph-contract.md §0.7).
pub(crate) fn units(target: &str) -> u8 {
    if target.contains("/transitiveMembers") {
        5
    } else if target.contains("/members") || target.contains("/subscribedSkus") {
        3
    } else if target.starts_with("/v1.0/users?") {
        2
    } else {
        1
    }
}
