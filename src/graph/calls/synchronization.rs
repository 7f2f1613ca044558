//! Synchronization of one service principal (graph-contract.md §1.3).

use super::applications::path;
use super::odata::segment;
use crate::graph::call::ENDPOINT_TIMEOUT;
use crate::graph::{Call, JobId, ObjectId, Retry, RuleId, Scope, TemplateId};
use http::Method;
use serde_json::{Value, json};

const READ: &[Scope] = &[Scope::SynchronizationReadAll];
const WRITE: &[Scope] = &[Scope::SynchronizationReadWriteAll];

/// At most this many members go with one on-demand request (graph-contract.md §4.5, 4).
pub const ON_DEMAND_MEMBERS: usize = 5;

/// A key of `synchronization/secrets`. A wrong case is answered with 500, hence the enum (graph-contract.md §2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretKey {
    /// The tenant URL.
    BaseAddress,
    /// The bearer token; reads back as `*`.
    SecretToken,
    /// Whether everybody is provisioned and not only who is assigned.
    SyncAll,
    /// Failure mails and the accidental-deletion stop, as JSON text.
    SyncNotificationSettings,
    /// Whether who leaves the scope is kept.
    SkipOutOfScopeDeletions,
    /// Another key, as it was read.
    Other(String),
}

impl SecretKey {
    /// Graph's name of the key.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            SecretKey::BaseAddress => "BaseAddress",
            SecretKey::SecretToken => "SecretToken",
            SecretKey::SyncAll => "SyncAll",
            SecretKey::SyncNotificationSettings => "SyncNotificationSettings",
            SecretKey::SkipOutOfScopeDeletions => "SkipOutOfScopeDeletions",
            SecretKey::Other(name) => name,
        }
    }

    /// The key of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        match name {
            "BaseAddress" => SecretKey::BaseAddress,
            "SecretToken" => SecretKey::SecretToken,
            "SyncAll" => SecretKey::SyncAll,
            "SyncNotificationSettings" => SecretKey::SyncNotificationSettings,
            "SkipOutOfScopeDeletions" => SecretKey::SkipOutOfScopeDeletions,
            other => SecretKey::Other(other.to_owned()),
        }
    }
}

/// What a connection test uses. Borrowed, so that no further copy of the token is made here.
#[derive(Clone, Copy)]
pub enum Credentials<'a> {
    /// What is stored.
    Saved,
    /// What was typed.
    Given {
        /// The tenant URL.
        base_address: &'a str,
        /// The bearer token.
        secret_token: &'a str,
    },
}

/// What a restart forgets (graph-contract.md §2.1). The dangerous ones are not among it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestartScope {
    /// What the portal's "Restart" does: everything is read and evaluated again.
    Everything,
    /// The quarantine alone.
    Quarantine,
    /// Lets deletions go out that the accidental-deletion stop holds back.
    ForceDeletes,
}

impl RestartScope {
    /// Graph's flags as text.
    #[must_use]
    pub const fn flags(self) -> &'static str {
        match self {
            RestartScope::Everything => "Watermark, Escrows, QuarantineState",
            RestartScope::Quarantine => "QuarantineState",
            RestartScope::ForceDeletes => "ForceDeletes",
        }
    }
}

/// C1: the templates from which a job can be made.
#[must_use]
pub fn templates(service_principal: &ObjectId) -> Call {
    Call::get(below(service_principal, "/templates"), READ)
}

/// C2: the jobs.
#[must_use]
pub fn jobs(service_principal: &ObjectId) -> Call {
    Call::get(below(service_principal, "/jobs"), READ)
}

/// C3: creates a job.
#[must_use]
pub fn create_job(service_principal: &ObjectId, template: &TemplateId) -> Call {
    post(below(service_principal, "/jobs"), Retry::ReadBackFirst, &json!({"templateId": template.as_str()}))
}

/// C4: one job with its status.
#[must_use]
pub fn job(service_principal: &ObjectId, job: &JobId) -> Call {
    Call::get(job_path(service_principal, job, ""), READ)
}

/// C6 and C7: has Entra call the SCIM endpoint. Changes nothing, yet needs the write scope.
#[must_use]
pub fn validate_credentials(
    service_principal: &ObjectId,
    job: Option<&JobId>,
    template: &TemplateId,
    credentials: Credentials<'_>,
) -> Call {
    let path = match job {
        Some(job) => job_path(service_principal, job, "/validateCredentials"),
        None => below(service_principal, "/jobs/validateCredentials"),
    };
    let mut body = json!({});
    body["useSavedCredentials"] = Value::Bool(matches!(credentials, Credentials::Saved));
    if job.is_none() {
        body["templateId"] = Value::from(template.as_str());
    }
    if let Credentials::Given { base_address, secret_token } = credentials {
        body["credentials"] =
            key_values(&[(SecretKey::BaseAddress, base_address), (SecretKey::SecretToken, secret_token)]);
    }
    post(path, Retry::Read, &body).within(ENDPOINT_TIMEOUT)
}

/// C8: stores the secrets. Always the whole set: whether Graph merges is not documented.
#[must_use]
pub fn put_secrets(service_principal: &ObjectId, secrets: &[(SecretKey, &str)]) -> Call {
    let body = json!({"value": key_values(secrets)});
    Call::write(Method::PUT, below(service_principal, "/secrets"), WRITE, Retry::Idempotent)
        .with_body(body.to_string().into_bytes())
}

/// C9: the stored secrets, the sensitive ones masked.
#[must_use]
pub fn secrets(service_principal: &ObjectId) -> Call {
    Call::get(below(service_principal, "/secrets"), READ)
}

/// C10: the schema.
#[must_use]
pub fn schema(service_principal: &ObjectId, job: &JobId) -> Call {
    Call::get(job_path(service_principal, job, "/schema"), READ)
}

/// C10 where the plain answer lacks `directories`.
#[must_use]
pub fn schema_with_directories(service_principal: &ObjectId, job: &JobId) -> Call {
    Call::get(job_path(service_principal, job, "/schema?$expand=directories"), READ)
}

/// C11: replaces the whole schema by `text`.
#[must_use]
pub fn put_schema(service_principal: &ObjectId, job: &JobId, text: &str) -> Call {
    Call::write(Method::PUT, job_path(service_principal, job, "/schema"), WRITE, Retry::Idempotent)
        .with_body(text.as_bytes().to_vec())
}

/// C16: starts or resumes the job. Starting again and again upsets it: look before repeating.
#[must_use]
pub fn start(service_principal: &ObjectId, job: &JobId) -> Call {
    Call::write(Method::POST, job_path(service_principal, job, "/start"), WRITE, Retry::ReadBackFirst)
}

/// C17: pauses the job; the running cycle still ends.
#[must_use]
pub fn pause(service_principal: &ObjectId, job: &JobId) -> Call {
    Call::write(Method::POST, job_path(service_principal, job, "/pause"), WRITE, Retry::Idempotent)
}

/// C18: restarts the job.
#[must_use]
pub fn restart(service_principal: &ObjectId, job: &JobId, scope: RestartScope) -> Call {
    let body = json!({"criteria": {"resetScope": scope.flags()}});
    // Nothing in the job tells one restart from two, and a second one only begins the same cycle anew.
    post(job_path(service_principal, job, "/restart"), Retry::Idempotent, &body)
}

/// C19: provisions members of one group now. At most [`ON_DEMAND_MEMBERS`] of them, and five calls in ten seconds.
#[must_use]
pub fn provision_on_demand(
    service_principal: &ObjectId,
    job: &JobId,
    rule: &RuleId,
    group: &ObjectId,
    members: &[ObjectId],
) -> Call {
    let members: Vec<Value> = members.iter().map(|member| subject(member, "User")).collect();
    let mut group = subject(group, "Group");
    group["links"] = json!({"members": members});
    on_demand(service_principal, job, rule, group)
}

/// C19 for one user: changes the profile only, not the groups (graph-contract.md §4.5, 7).
#[must_use]
pub fn provision_user_on_demand(
    service_principal: &ObjectId,
    job: &JobId,
    rule: &RuleId,
    user: &ObjectId,
) -> Call {
    on_demand(service_principal, job, rule, subject(user, "User"))
}

fn on_demand(service_principal: &ObjectId, job: &JobId, rule: &RuleId, subject: Value) -> Call {
    let body = json!({"parameters": [{"ruleId": rule.as_str(), "subjects": [subject]}]});
    post(job_path(service_principal, job, "/provisionOnDemand"), Retry::ReadBackFirst, &body)
        .within(ENDPOINT_TIMEOUT)
}

fn subject(id: &ObjectId, object_type: &str) -> Value {
    json!({"objectId": id.as_str(), "objectTypeName": object_type})
}

fn key_values(pairs: &[(SecretKey, &str)]) -> Value {
    pairs.iter().map(|(key, value)| json!({"key": key.name(), "value": value})).collect()
}

fn post(path: String, retry: Retry, body: &Value) -> Call {
    Call::write(Method::POST, path, WRITE, retry).with_body(body.to_string().into_bytes())
}

fn below(service_principal: &ObjectId, rest: &str) -> String {
    path(service_principal) + "/synchronization" + rest
}

fn job_path(service_principal: &ObjectId, job: &JobId, rest: &str) -> String {
    below(service_principal, "/jobs/") + &segment(job.as_str()) + rest
}
