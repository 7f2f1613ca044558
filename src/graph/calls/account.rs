//! Who is signed in and what the tenant allows (graph-contract.md §1.1).

use super::odata::query;
use crate::graph::{Call, Scope};

/// A1: the signed-in user.
#[must_use]
pub fn me() -> Call {
    Call::get(query("/me", &[("$select", "id,displayName,userPrincipalName,mail")]), &[Scope::UserRead])
}

/// A2: the active directory roles of the signed-in user, direct and through groups.
#[must_use]
pub fn directory_roles() -> Call {
    let path = "/me/transitiveMemberOf/microsoft.graph.directoryRole";
    Call::get(
        query(path, &[("$select", "id,displayName,roleTemplateId"), ("$count", "true")]),
        &[Scope::UserRead],
    )
    .advanced()
}

/// A2b: everything the signed-in user is a direct member of; roles are among it.
#[must_use]
pub fn member_of() -> Call {
    Call::get("/me/memberOf".to_owned(), &[Scope::UserRead])
}

/// A3: the tenant.
#[must_use]
pub fn organization() -> Call {
    let select = "id,displayName,verifiedDomains,assignedPlans,tenantType";
    Call::get(query("/organization", &[("$select", select)]), &[Scope::UserRead])
}

/// A4: the tenant's licences.
#[must_use]
pub fn subscribed_skus() -> Call {
    Call::get("/subscribedSkus".to_owned(), &[Scope::LicenseAssignmentReadAll])
}
