//! Who is assigned to the application (graph-contract.md §1.4).

use super::applications::path;
use super::odata::{query, segment};
use crate::graph::{AssignmentId, Call, ObjectId, Retry, Scope};
use http::Method;
use serde_json::json;

const NEEDS: &[Scope] = &[Scope::AppRoleAssignmentReadWriteAll, Scope::ApplicationReadAll];

/// D1: everybody assigned to the application. To be paged through and compared locally.
#[must_use]
pub fn app_role_assigned_to(service_principal: &ObjectId) -> Call {
    let path = path(service_principal) + "/appRoleAssignedTo";
    Call::get(query(&path, &[("$top", "999")]), &[Scope::ApplicationReadAll])
}

/// D2: assigns `principal` to the application with `role`.
#[must_use]
pub fn assign(service_principal: &ObjectId, principal: &ObjectId, role: &ObjectId) -> Call {
    let body = json!({
        "principalId": principal.as_str(),
        "resourceId": service_principal.as_str(),
        "appRoleId": role.as_str(),
    });
    let path = path(service_principal) + "/appRoleAssignedTo";
    Call::write(Method::POST, path, NEEDS, Retry::ReadBackFirst).with_body(body.to_string().into_bytes())
}

/// D3: removes one assignment. 404 means that it was gone already.
#[must_use]
pub fn remove_assignment(service_principal: &ObjectId, assignment: &AssignmentId) -> Call {
    let path = path(service_principal) + "/appRoleAssignedTo/" + &segment(assignment.as_str());
    Call::write(Method::DELETE, path, NEEDS, Retry::Idempotent)
}

/// D4: the assignments of `group` to the application.
#[must_use]
pub fn group_assignments(group: &ObjectId, service_principal: &ObjectId) -> Call {
    let path = ["/groups/", group.as_str(), "/appRoleAssignments"].concat();
    let filter = ["resourceId eq ", service_principal.as_str()].concat();
    Call::get(query(&path, &[("$filter", &filter)]), &[Scope::AppRoleAssignmentReadWriteAll])
}
