//! What Entra did and who changed the set-up (graph-contract.md §1.6).

use super::odata::{date_time, query};
use crate::graph::{Call, ObjectId, Scope};
use std::time::SystemTime;

/// F1: the provisioning log of one application from `since` on, newest first.
#[must_use]
pub fn provisioning_logs(service_principal: &ObjectId, since: SystemTime) -> Call {
    let filter = [
        "contains(tolower(servicePrincipal/id),'",
        service_principal.as_str(),
        "') and activityDateTime gt ",
        &date_time(since),
    ]
    .concat();
    let options = [("$filter", filter.as_str()), ("$orderby", "activityDateTime desc"), ("$top", "500")];
    Call::get(query("/auditLogs/provisioning", &options), &[Scope::ProvisioningLogReadAll])
}

/// F2: changes of any provisioning set-up in the tenant from `since` on.
#[must_use]
pub fn provisioning_audits(since: SystemTime) -> Call {
    let filter =
        ["loggedByService eq 'Account Provisioning' and activityDateTime gt ", &date_time(since)].concat();
    Call::get(query("/auditLogs/directoryAudits", &[("$filter", &filter)]), &[Scope::AuditLogReadAll])
}
