//! What is known about a tenant: plain data, each part with the reason why it is not known.

mod job;
mod people;

pub use job::{Job, JobCode, Quarantine, Run, RunOutcome, Schedule};
pub use people::{Delivered, Delivery, DeliveryStep, Group, Members, Person};

use super::filter::Filter;
use super::ids::{AssignmentId, ObjectId, RuleId, TemplateId};
use super::log::Page;
use super::notifications::Notifications;
use super::order::sort_by_key;
use super::scope::Scope;
use std::sync::Arc;
use std::time::SystemTime;

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

/// The credentials as far as they can be read back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredCredentials {
    /// `BaseAddress`.
    pub tenant_url: Option<String>,
    /// Whether a `SecretToken` is stored; its value reads back as an asterisk.
    pub has_token: bool,
    /// `SyncAll`: everybody is in scope, not only those assigned.
    pub everyone_in_scope: bool,
    /// Whom Entra tells about a quarantine, and when it stops for deletions; `None` where the stored text is not readable.
    pub notifications: Option<Notifications>,
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
    /// The scoping filter, where one is set.
    pub filter: Option<Filter>,
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
