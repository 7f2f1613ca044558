//! Finding the enterprise application (graph-contract.md §1.2).

use super::odata::{literal, query, search_display_name};
use crate::graph::{Call, ObjectId, Scope};

const SELECT: &str = "id,appId,displayName,accountEnabled,servicePrincipalType,applicationTemplateId,\
    appOwnerOrganizationId,appRoleAssignmentRequired,appRoles,tags,disabledByMicrosoftStatus";
const NEEDS: &[Scope] = &[Scope::ApplicationReadAll];

/// B1: the service principals whose name starts with `prefix`.
#[must_use]
pub fn service_principals_starting_with(prefix: &str) -> Call {
    let filter = ["startswith(displayName,", &literal(prefix), ")"].concat();
    Call::get(
        query("/servicePrincipals", &[("$filter", &filter), ("$select", SELECT), ("$top", "100")]),
        NEEDS,
    )
}

/// B2: the service principals with the words of `text` in their name.
#[must_use]
pub fn search_service_principals(text: &str) -> Call {
    let search = search_display_name(text);
    let options = [("$search", search.as_str()), ("$count", "true"), ("$select", SELECT), ("$top", "100")];
    Call::get(query("/servicePrincipals", &options), NEEDS).advanced()
}

/// B3: one service principal.
#[must_use]
pub fn service_principal(id: &ObjectId) -> Call {
    Call::get(query(&path(id), &[("$select", SELECT)]), NEEDS)
}

/// The path of a service principal. `id` is its object id, never its appId.
pub(super) fn path(id: &ObjectId) -> String {
    ["/servicePrincipals/", id.as_str()].concat()
}
