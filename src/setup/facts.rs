//! What is known about a tenant: plain data, each part with the reason why it is not known.

use super::ids::{AssignmentId, JobId, ObjectId, RuleId, TemplateId};
use super::log::{Ending, Page};
use super::order::sort_by_key;
use super::scope::Scope;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A part of the tenant that may not have been readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reading<T> {
    /// Nobody asked yet.
    #[default]
    NotRead,
    /// What Graph answered.
    Known(T),
    /// Why Graph did not answer.
    Unreadable(Obstacle),
}

impl<T> Reading<T> {
    /// The value, where it is known.
    #[must_use]
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            _ => None,
        }
    }

    /// The same with what `change` makes of the value.
    #[must_use]
    pub fn map<U>(&self, change: impl FnOnce(&T) -> U) -> Reading<U> {
        match self {
            Self::NotRead => Reading::NotRead,
            Self::Known(value) => Reading::Known(change(value)),
            Self::Unreadable(obstacle) => Reading::Unreadable(obstacle.clone()),
        }
    }

    /// The obstacle, where there is one.
    #[must_use]
    pub const fn obstacle(&self) -> Option<&Obstacle> {
        match self {
            Self::Unreadable(obstacle) => Some(obstacle),
            _ => None,
        }
    }
}

/// Why a part could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A scope, or a role that makes the scope effective, is missing (graph-contract §0.5: 403, or 401 `UnknownError`).
    Access {
        /// The scopes that the call needs.
        scopes: Vec<Scope>,
    },
    /// The object is gone, or not there yet.
    Missing,
    /// The call failed otherwise.
    Failed {
        /// Whether the network, and not Graph, failed.
        offline: bool,
        /// Graph's request id, to quote to support.
        request_id: Option<String>,
    },
}

/// Everything a look found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// When the job was looked at.
    pub looked_at: Option<SystemTime>,
    /// The person signed in.
    pub caller: Reading<Caller>,
    /// The scopes of the token; not known where a host supplied it.
    pub scopes: Option<Vec<Scope>>,
    /// Directory roles that are active for the person, by template id; an eligible one cannot be seen (graph-contract §7.54).
    pub roles: Reading<Vec<String>>,
    /// The tenant.
    pub tenant: Reading<Tenant>,
    /// Whether groups can be assigned to applications: Entra ID P1 or P2 (graph-contract §4.0.4).
    pub premium: Reading<bool>,
    /// Applications that may be the product's.
    pub applications: Reading<Vec<Application>>,
    /// The application that was chosen, or the only one that fits.
    pub application: Option<Application>,
    /// The application's synchronization jobs.
    pub jobs: Reading<Vec<Job>>,
    /// The templates that a job can be made from; read only where there is no job.
    pub templates: Reading<Vec<TemplateId>>,
    /// The stored credentials.
    pub credentials: Reading<StoredCredentials>,
    /// The mapping of users in the chosen job's schema.
    pub mapping: Reading<UserMapping>,
    /// Who is assigned to the application.
    pub assignments: Reading<Vec<Assignment>>,
    /// Groups that are assigned or that the product's prefix names.
    pub groups: Reading<Vec<Group>>,
    /// What Entra sent, oldest first, as far as the provisioning logs reach.
    pub deliveries: Reading<Vec<Delivery>>,
    /// The newest page of the provisioning log, with everything it tells. Shared: it is long, and facts are copied.
    pub log: Reading<Arc<Page>>,
}

impl Facts {
    /// The job that provisions into the product: the one whose template is a SCIM one (graph-contract §4.0.6).
    #[must_use]
    pub fn job(&self) -> Option<&Job> {
        let jobs = self.jobs.known()?;
        let by_template = |prefix: &str| jobs.iter().find(|job| job.template.as_str().starts_with(prefix));
        by_template("scim").or_else(|| by_template("customappsso")).or_else(|| jobs.first())
    }

    /// The group with this id.
    #[must_use]
    pub fn group(&self, id: &ObjectId) -> Option<&Group> {
        self.groups.known()?.iter().find(|group| group.id == *id)
    }

    /// The assignment of this principal, if there is one.
    #[must_use]
    pub fn assignment_of(&self, principal: &ObjectId) -> Option<&Assignment> {
        self.assignments.known()?.iter().find(|assignment| assignment.principal == *principal)
    }

    /// Takes in what was delivered in this visit, which the provisioning logs show only minutes later.
    pub fn add_deliveries(&mut self, deliveries: &[Delivery]) {
        let mut known = match std::mem::take(&mut self.deliveries) {
            Reading::Known(known) => known,
            _ if deliveries.is_empty() => return,
            _ => Vec::new(),
        };
        let is_new = |delivery: &&Delivery| !known.contains(delivery);
        let added: Vec<_> = deliveries.iter().filter(is_new).cloned().collect();
        known.extend(added);
        sort_by_key(&mut known, |delivery| delivery.at);
        self.deliveries = Reading::Known(known);
    }

    /// Whether the token is known to lack `scope`.
    #[must_use]
    pub fn lacks(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_some_and(|granted| !granted.iter().any(|held| held.covers(scope)))
    }
}

/// The person signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The person's object id.
    pub id: ObjectId,
    /// The display name.
    pub name: String,
    /// The user principal name.
    pub username: String,
}

/// The tenant that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// The tenant id.
    pub id: ObjectId,
    /// The organization's name.
    pub name: String,
    /// The default verified domain.
    pub domain: Option<String>,
}

/// An enterprise application (a service principal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The service principal's object id.
    pub id: ObjectId,
    /// The application (client) id.
    pub app_id: ObjectId,
    /// The display name.
    pub name: String,
    /// `servicePrincipalType`.
    pub kind: String,
    /// The template it was created from; none for one that was born from an app registration.
    pub template: Option<ObjectId>,
    /// The tenant that owns the application.
    pub owner_tenant: Option<ObjectId>,
    /// Whether people may sign in to it.
    pub enabled: bool,
    /// Why Microsoft disabled it, if it did.
    pub disabled_by_microsoft: Option<String>,
    /// Its app roles.
    pub roles: Vec<AppRole>,
}

/// A role of an application that principals are assigned with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppRole {
    /// The role's id.
    pub id: ObjectId,
    /// The display name.
    pub name: String,
    /// Whether it is enabled.
    pub enabled: bool,
    /// Whether users and groups can hold it.
    pub for_users: bool,
}

/// A synchronization job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The job's id.
    pub id: JobId,
    /// The template it was made from.
    pub template: TemplateId,
    /// `schedule.state`.
    pub schedule: Schedule,
    /// `status.code`; a word that is not known stays as it came.
    pub code: JobCode,
    /// When the first cycle finished.
    pub steady_since: Option<SystemTime>,
    /// The last run that really took place.
    pub last_run: Option<Run>,
    /// Why Entra stopped it.
    pub quarantine: Option<Quarantine>,
    /// How far the running cycle is: done, in all.
    pub progress: Option<(u64, u64)>,
    /// Entries at the target by type name.
    pub counts: Vec<(String, u64)>,
    /// The time between two cycles, where it is a sensible one.
    pub interval: Option<Duration>,
}

impl Job {
    /// Whether people have been sent to the product.
    #[must_use]
    pub fn has_synced(&self) -> bool {
        self.steady_since.is_some() || self.counts.iter().any(|(_, count)| *count > 0)
    }
}

/// `synchronizationSchedule.state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Cycles run.
    Active,
    /// Never started, or disabled by Entra.
    Disabled,
    /// Paused by a person.
    Paused,
}

/// `synchronizationStatus.code`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobCode {
    /// Created, nothing configured.
    NotConfigured,
    /// Started, no run yet.
    NotRun,
    /// Runs.
    Active,
    /// Paused.
    Paused,
    /// Stopped by Entra.
    Quarantine,
    /// A word that the contract does not list.
    Other(String),
}

/// One execution of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// How it ended.
    pub outcome: RunOutcome,
    /// When it began; the first cycle is reported as a run before it has ended.
    pub began: Option<SystemTime>,
    /// When it ended.
    pub ended: SystemTime,
    /// Entries that failed and are kept for another try.
    pub escrowed: u64,
    /// Microsoft's code and text, where it failed.
    pub error: Option<(String, String)>,
}

/// `synchronizationTaskExecution.state`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunOutcome {
    /// Every entry went through.
    Succeeded,
    /// The run as a whole failed.
    Failed,
    /// Some entries failed.
    EntryLevelErrors,
}

/// Why and since when a job is quarantined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantine {
    /// `quarantineReason`, as it came.
    pub reason: String,
    /// Since when.
    pub since: Option<SystemTime>,
    /// When Entra tries again.
    pub next_attempt: Option<SystemTime>,
    /// Microsoft's code and text.
    pub error: Option<(String, String)>,
}

/// The credentials as far as they can be read back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredCredentials {
    /// `BaseAddress`.
    pub tenant_url: Option<String>,
    /// Whether a `SecretToken` is stored; its value reads back as an asterisk.
    pub has_token: bool,
    /// `SyncAll`: everybody is in scope, not only those assigned.
    pub everyone_in_scope: bool,
}

/// How users are mapped, from the synchronization schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserMapping {
    /// The rule that holds the mapping; provisioning on demand names it. None for a mapping that is only expected.
    pub rule: Option<RuleId>,
    /// Whether the object mapping is enabled.
    pub enabled: bool,
    /// Whether it creates and updates people at the product.
    pub creates_and_updates: bool,
    /// Whether a scoping filter excludes people.
    pub scope_filter: bool,
    /// Whether groups are provisioned too: on demand works by group.
    pub groups_enabled: bool,
    /// The attribute mappings in the schema's order.
    pub rows: Vec<MappingRow>,
    /// Required target attributes that the target directory does not declare.
    pub undeclared: Vec<String>,
}

/// One attribute mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingRow {
    /// `targetAttributeName`.
    pub target: String,
    /// Where the value comes from.
    pub source: Source,
    /// `defaultValue`.
    pub default_value: Option<String>,
    /// Whether `flowType` is `Always`.
    pub flows_always: bool,
    /// `matchingPriority`: 0 means not used for matching.
    pub matching_priority: i64,
}

/// `attributeMappingSource`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// One of the person's attributes, by name.
    Attribute(String),
    /// The same text for everybody.
    Constant(String),
    /// Computed by Entra.
    Expression(String),
    /// Nothing.
    Nothing,
}

/// An app role assignment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Its id.
    pub id: AssignmentId,
    /// Who is assigned.
    pub principal: ObjectId,
    /// The name of who is assigned.
    pub name: String,
    /// Whether it is a group.
    pub is_group: bool,
    /// The role assigned with.
    pub role: ObjectId,
}

/// A group that is, or may be, assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The object id.
    pub id: ObjectId,
    /// The display name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// `securityEnabled`: only then can it be assigned.
    pub security_enabled: bool,
    /// A Microsoft 365 group.
    pub microsoft_365: bool,
    /// The rule of a dynamic group.
    pub dynamic_rule: Option<String>,
    /// Whether directory roles can be given to it.
    pub role_assignable: bool,
    /// Who is in it.
    pub members: Reading<Members>,
}

/// Direct members of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// How many people, where Graph counted.
    pub total: Option<u64>,
    /// The people, at most the first page of them.
    pub people: Vec<Person>,
    /// Names of groups inside this group: Entra does not provision their members.
    pub nested: Vec<String>,
}

/// A person as Entra knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The object id: the `oid` of the person's sign-in token.
    pub id: ObjectId,
    /// The display name; none when the token may not read names (graph-contract §7.44).
    pub name: Option<String>,
    /// The user principal name.
    pub username: Option<String>,
    /// Whether the account is enabled, where that could be read.
    pub enabled: Option<bool>,
    /// Whether it is a guest.
    pub guest: bool,
    /// Values by the synchronization engine's attribute names; only those that were read.
    pub attributes: Vec<(String, Option<String>)>,
}

impl Person {
    /// The value of a source attribute: `None` where it was not read, `Some(None)` where it is empty.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<Option<&str>> {
        if name.eq_ignore_ascii_case("objectId") {
            return Some(Some(self.id.as_str()));
        }
        let found = self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(found.1.as_deref())
    }

    /// What to call the person.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().or(self.username.as_deref()).unwrap_or(self.id.as_str())
    }
}

/// What Entra did for one person: an on-demand result or an entry of the provisioning log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The person's object id at Entra.
    pub person: ObjectId,
    /// When.
    pub at: Option<SystemTime>,
    /// How it ended.
    pub outcome: Delivered,
    /// Attributes sent: target name, old value, new value. Only changed ones are listed by Entra.
    pub values: Vec<(String, Option<String>, Option<String>)>,
    /// The steps Entra took, in order.
    pub steps: Vec<DeliveryStep>,
}

/// One step of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryStep {
    /// `provisioningStepType`: import, scoping, matching, export.
    pub kind: String,
    /// How it ended.
    pub ending: Ending,
    /// Microsoft's text.
    pub description: String,
}

/// How a delivery ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// It was sent.
    Success,
    /// Nothing had to be sent (`RedundantExport`).
    Unchanged,
    /// It was left out, with Microsoft's code.
    Skipped(String),
    /// It failed, with Microsoft's code and text.
    Failed(String, String),
}
