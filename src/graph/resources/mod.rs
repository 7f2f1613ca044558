//! Lossless, lenient views of Graph's resources (graph-contract.md §0.3, §2).
//!
//! A resource is the JSON that Graph sent, with accessors for what the product reads. A missing or mistyped member gives
//! a default, an unknown enum member its text; nothing fails, nothing is lost.

mod application;
mod directory;
mod job;
mod licence;
mod log;
mod on_demand;
mod read;
mod synchronization;

pub use application::{AppRole, AppRoleAssignment, ServicePrincipal};
pub use directory::{DirectoryObject, DirectoryObjectType, DirectoryRole, Group, Organization, User};
pub use job::{
    ExecutionState, JobStatus, Progress, Quarantine, QuarantineReason, Schedule, ScheduleState, StatusCode,
    SynchronizationError, SynchronizationJob, TaskExecution,
};
pub use licence::SubscribedSku;
pub use log::{ModifiedProperty, ProvisioningObjectSummary, ProvisioningStep};
pub use on_demand::{OnDemandObject, OnDemandResult, Outcome};
pub use read::KeyValue;
pub use synchronization::{Secret, SynchronizationTemplate};
