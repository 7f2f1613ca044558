//! Graph's resources → facts. What Graph left out stays unknown.

use crate::graph::calls::synchronization::SecretKey;
use crate::graph::resources::{
    AppRoleAssignment, DirectoryObject, DirectoryObjectType, DirectoryRole, ExecutionState, Group, JobStatus,
    ModifiedProperty, OnDemandObject, Organization, Outcome as OnDemandOutcome, ProvisioningObjectSummary,
    ProvisioningStep, ScheduleState, Secret, ServicePrincipal, StatusCode, SubscribedSku,
    SynchronizationError, SynchronizationJob, SynchronizationTemplate, TaskExecution, User,
};
use crate::graph::schema::{AttributeMapping, FilterClause, SchemaDocument, ScopeFilter, SourceType};
use crate::setup::facts;
use crate::setup::facts::{Delivered, Delivery, DeliveryStep, Members, Reading, Source};
use crate::setup::filter::{Clause, Filter};
use crate::setup::ids::{ObjectId, TemplateId};
use crate::setup::log;
use crate::setup::notifications::{NOTHING_SET, Notifications};
use crate::setup::product::Product;
use serde_json::Value;
use std::time::Duration;

/// The longest interval between two cycles that is taken for one; the largest time span means *none* (graph-contract §7.31).
const LONGEST_INTERVAL: Duration = Duration::from_hours(48);

/// The items of a collection.
pub fn items(page: &Value) -> &[Value] {
    page.get("value").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub fn caller(json: Value) -> Option<facts::Caller> {
    let user = User::new(json);
    Some(facts::Caller {
        id: user.id()?,
        name: user.display_name().unwrap_or_default().to_owned(),
        username: user.user_principal_name().unwrap_or_default().to_owned(),
    })
}

pub fn tenant(page: &Value) -> Option<facts::Tenant> {
    let organization = Organization::new(items(page).first()?.clone());
    Some(facts::Tenant {
        id: organization.id()?,
        name: organization.display_name().to_owned(),
        domain: organization.default_domain().map(str::to_owned),
    })
}

/// Role template ids; `None` where Graph hid them (graph-contract §4.0.3).
pub fn roles(page: &Value) -> Option<Vec<String>> {
    let id =
        |role: &Value| DirectoryRole::new(role.clone()).role_template_id().map(|id| id.as_str().to_owned());
    items(page).iter().map(id).collect()
}

pub fn premium(page: &Value) -> bool {
    items(page).iter().any(|sku| SubscribedSku::new(sku.clone()).has_premium())
}

pub fn application(json: &Value) -> Option<facts::Application> {
    let found = ServicePrincipal::new(json.clone());
    let role = |role: crate::graph::resources::AppRole<'_>| {
        Some(facts::AppRole {
            id: role.id()?,
            name: role.display_name().to_owned(),
            enabled: role.is_enabled(),
            for_users: role.allows_users(),
        })
    };
    Some(facts::Application {
        id: found.id()?,
        app_id: found.app_id().parse().ok()?,
        name: found.display_name().to_owned(),
        kind: found.service_principal_type().to_owned(),
        template: found.application_template_id(),
        owner_tenant: found.app_owner_organization_id(),
        enabled: found.account_enabled(),
        disabled_by_microsoft: found.disabled_by_microsoft_status().map(str::to_owned),
        roles: found.app_roles().into_iter().filter_map(role).collect(),
    })
}

pub fn templates(page: &Value) -> Vec<TemplateId> {
    items(page).iter().filter_map(|json| SynchronizationTemplate::new(json.clone()).id()).collect()
}

pub fn jobs(page: &Value) -> Vec<facts::Job> {
    items(page).iter().filter_map(|json| job(json.clone())).collect()
}

pub fn job(json: Value) -> Option<facts::Job> {
    let found = SynchronizationJob::new(json);
    let (schedule, status) = (found.schedule(), found.status());
    let template = found.template_id().or_else(|| "unknown".parse().ok())?;
    let interval = humantime_of(schedule.interval());
    Some(facts::Job {
        id: found.id()?,
        template,
        schedule: match schedule.state() {
            ScheduleState::Active => facts::Schedule::Active,
            ScheduleState::Paused => facts::Schedule::Paused,
            ScheduleState::Disabled | ScheduleState::Unknown(_) => facts::Schedule::Disabled,
        },
        code: code(status.code()),
        steady_since: status.steady_state_first_achieved(),
        last_run: status.last_execution().and_then(run),
        quarantine: quarantine(status),
        progress: progress(status),
        counts: counts(status),
        interval,
    })
}

fn code(code: StatusCode) -> facts::JobCode {
    match code {
        StatusCode::NotConfigured => facts::JobCode::NotConfigured,
        StatusCode::NotRun => facts::JobCode::NotRun,
        StatusCode::Active => facts::JobCode::Active,
        StatusCode::Paused => facts::JobCode::Paused,
        StatusCode::Quarantine => facts::JobCode::Quarantine,
        StatusCode::Unknown(text) => facts::JobCode::Other(text),
    }
}

/// A run that never took place says `Failed` in year 1 (graph-contract §7.29).
fn run(execution: TaskExecution<'_>) -> Option<facts::Run> {
    let ended = execution.is_real().then(|| execution.ended()).flatten()?;
    Some(facts::Run {
        id: execution.id().to_owned(),
        outcome: match execution.state() {
            ExecutionState::Succeeded => facts::RunOutcome::Succeeded,
            ExecutionState::EntryLevelErrors => facts::RunOutcome::EntryLevelErrors,
            ExecutionState::Failed | ExecutionState::Unknown(_) => facts::RunOutcome::Failed,
        },
        began: execution.began(),
        ended,
        exported: count(execution.count("countExported")),
        escrowed: count(execution.count("countEscrowed")),
        error: execution.error().map(error),
    })
}

fn error(error: SynchronizationError<'_>) -> (String, String) {
    (error.code().to_owned(), error.message().to_owned())
}

fn quarantine(status: JobStatus<'_>) -> Option<facts::Quarantine> {
    let found = status.quarantine()?;
    Some(facts::Quarantine {
        reason: found.json().get("reason").and_then(Value::as_str).unwrap_or_default().to_owned(),
        since: found.current_began(),
        next_attempt: found.next_attempt(),
        error: found.error().map(error),
    })
}

fn progress(status: JobStatus<'_>) -> Option<(u64, u64)> {
    let all = status.progress();
    let first = all.first().filter(|progress| progress.total_units() > 0)?;
    Some((count(first.completed_units()), count(first.total_units())))
}

fn counts(status: JobStatus<'_>) -> Vec<(String, u64)> {
    let all = status.synchronized_entry_count_by_type();
    all.into_iter().map(|(kind, number)| (kind.to_owned(), count(number))).collect()
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// `PT40M` and its like; anything else is no interval.
fn humantime_of(text: &str) -> Option<Duration> {
    let minutes = text.strip_prefix("PT")?.strip_suffix('M')?.parse().ok()?;
    Some(Duration::from_mins(minutes)).filter(|interval| *interval <= LONGEST_INTERVAL)
}

pub fn secrets(page: &Value) -> Vec<(SecretKey, String)> {
    let secret = |json: &Value| {
        let secret = Secret::new(json.clone());
        (secret.key(), secret.value().unwrap_or_default().to_owned())
    };
    items(page).iter().map(secret).collect()
}

pub fn credentials(page: &Value) -> facts::StoredCredentials {
    let stored = secrets(page);
    let value = |key: SecretKey| {
        stored
            .iter()
            .find(|(stored, value)| *stored == key && !value.is_empty())
            .map(|(_, value)| value.clone())
    };
    facts::StoredCredentials {
        tenant_url: value(SecretKey::BaseAddress),
        has_token: value(SecretKey::SecretToken).is_some(),
        everyone_in_scope: value(SecretKey::SyncAll).is_some_and(|value| value.eq_ignore_ascii_case("true")),
        notifications: Notifications::of(
            value(SecretKey::SyncNotificationSettings).as_deref().unwrap_or(NOTHING_SET),
        ),
    }
}

/// The mapping of users as a fact; `None` where there is none.
#[must_use]
pub fn user_mapping(document: &SchemaDocument, product: &Product) -> Option<facts::UserMapping> {
    let at = document.user_mapping()?;
    let rule = document.rules().get(at.rule)?;
    let mapping = rule.object_mappings.get(at.mapping)?;
    let groups = document
        .group_mapping()
        .and_then(|at| document.rules().get(at.rule)?.object_mappings.get(at.mapping));
    let flows = |wanted: &str| mapping.flow_types.iter().any(|flow| flow.eq_ignore_ascii_case(wanted));
    let undeclared = product.required_mappings.iter().map(|required| &required.target);
    let undeclared =
        undeclared.filter(|target| !document.target_has_attribute(at, target)).cloned().collect();
    let row = |row: &AttributeMapping| facts::MappingRow {
        target: row.target.clone(),
        source: source(row),
        default_value: row.default_value.clone(),
        flows_always: row.flow_type.eq_ignore_ascii_case("Always"),
        matching_priority: row.matching_priority,
    };
    Some(facts::UserMapping {
        rule: Some(rule.id.parse().ok()?),
        enabled: mapping.enabled,
        creates_and_updates: flows("Add") && flows("Update"),
        filter: mapping.scope_filter.as_ref().and_then(filter),
        groups_enabled: groups.is_some_and(|mapping| mapping.enabled),
        rows: mapping.attribute_mappings.iter().map(row).collect(),
        undeclared,
    })
}

/// A filter without any part leaves nobody out.
fn filter(found: &ScopeFilter) -> Option<Filter> {
    let clause = |clause: &FilterClause| Clause {
        attribute: clause.attribute.clone(),
        operator: clause.operator.clone(),
        values: clause.values.clone(),
    };
    let groups: Vec<Vec<Clause>> =
        found.groups.iter().map(|group| group.iter().map(clause).collect()).collect();
    (!groups.is_empty() || found.has_more).then_some(Filter { groups, has_more: found.has_more })
}

fn source(row: &AttributeMapping) -> Source {
    match row.source_type {
        SourceType::Attribute => {
            Source::Attribute(row.direct_source().unwrap_or(&row.source_name).to_owned())
        }
        SourceType::Constant => Source::Constant(row.source_name.clone()),
        SourceType::Function | SourceType::Unknown(_) => Source::Expression(row.expression.clone()),
        SourceType::None => Source::Nothing,
    }
}

pub fn assignment(json: &Value) -> Option<facts::Assignment> {
    let found = AppRoleAssignment::new(json.clone());
    Some(facts::Assignment {
        id: found.id()?,
        principal: found.principal_id()?,
        name: found.principal_display_name().to_owned(),
        is_group: found.is_group(),
        role: found.app_role_id()?,
    })
}

pub fn group(json: &Value) -> Option<facts::Group> {
    let found = Group::new(json.clone());
    Some(facts::Group {
        id: found.id()?,
        name: found.display_name().to_owned(),
        description: found.description().map(str::to_owned),
        security_enabled: found.security_enabled(),
        microsoft_365: found.is_unified(),
        dynamic_rule: found.is_dynamic().then(|| found.membership_rule().unwrap_or_default().to_owned()),
        role_assignable: found.is_assignable_to_role(),
        members: Reading::NotRead,
    })
}

/// Members from the list of people and the list of everything.
pub fn members(people: &Value, all: Option<&Value>) -> Members {
    let nested = |json: &Value| {
        let member = DirectoryObject::new(json.clone());
        let is_group = member.object_type() == DirectoryObjectType::Group;
        is_group.then(|| member.display_name().unwrap_or_default().to_owned())
    };
    Members {
        total: people.get("@odata.count").and_then(Value::as_u64),
        people: items(people).iter().filter_map(person).collect(),
        nested: all.map_or(&[][..], items).iter().filter_map(nested).collect(),
    }
}

/// The engine's attribute names and Graph's (graph-contract §7.58), for those that are read with members.
const ATTRIBUTES: [(&str, &str); 6] = [
    ("displayName", "displayName"),
    ("userPrincipalName", "userPrincipalName"),
    ("mail", "mail"),
    ("mailNickname", "mailNickname"),
    ("jobTitle", "jobTitle"),
    ("department", "department"),
];

fn person(json: &Value) -> Option<facts::Person> {
    let user = User::new(json.clone());
    // With too few scopes Graph hides everything but the id and still answers 200 (graph-contract §7.44).
    let hidden = user.display_name().is_none() && user.user_principal_name().is_none();
    let attribute = |(engine, graph): (&str, &str)| {
        let read = !hidden && user.has_attribute(graph);
        read.then(|| (engine.to_owned(), user.attribute(graph).map(str::to_owned)))
    };
    Some(facts::Person {
        id: user.id()?,
        name: user.display_name().map(str::to_owned),
        username: user.user_principal_name().map(str::to_owned),
        enabled: user.account_enabled(),
        guest: user.is_guest().unwrap_or(false),
        attributes: ATTRIBUTES.into_iter().filter_map(attribute).collect(),
    })
}

/// A page of the log: its entries, and where older ones are.
pub fn log_page(page: &Value) -> log::Page {
    log::Page {
        entries: items(page).iter().map(log_entry).collect(),
        older: page.get("@odata.nextLink").and_then(Value::as_str).map(str::to_owned),
    }
}

pub fn log_entry(json: &Value) -> log::Entry {
    let entry = ProvisioningObjectSummary::new(json.clone());
    // A skip without an error says its code in one of its steps (graph-contract §3.3).
    let skipped = || entry.steps().iter().find_map(|step| step.detail("SkipReason"));
    let code = entry.error_code().or_else(skipped).unwrap_or_default().to_owned();
    let reason = entry.error_reason().unwrap_or_default().to_owned();
    log::Entry {
        id: entry.id().to_owned(),
        at: entry.activity_time(),
        cycle: entry.cycle_id().to_owned(),
        action: match entry.action() {
            "create" => log::Action::Create,
            "update" => log::Action::Update,
            "disable" => log::Action::Disable,
            "delete" | "stagedDelete" => log::Action::Delete,
            _ => log::Action::Other,
        },
        object: entry.source_id().to_ascii_lowercase(),
        name: entry.source_display_name().to_owned(),
        username: entry.source_user_principal_name().map(str::to_owned),
        is_person: entry.source_type().eq_ignore_ascii_case("User"),
        outcome: delivered(&entry.outcome(), code, reason.clone()),
        reason,
        values: values(entry.modified_properties()),
        steps: steps(entry.steps()),
    }
}

pub fn delivery_of_log(json: &Value) -> Option<Delivery> {
    log_entry(json).delivery()
}

pub fn delivery_of_object(object: &OnDemandObject, at: std::time::SystemTime) -> Option<Delivery> {
    let code = object.error_code().unwrap_or_default().to_owned();
    Some(Delivery {
        person: object.source_id().parse::<ObjectId>().ok()?,
        at: Some(at),
        outcome: delivered(&object.outcome, code, String::new()),
        values: values(object.modified_properties()),
        steps: steps(object.steps()),
    })
}

pub fn delivered(outcome: &OnDemandOutcome, code: String, reason: String) -> Delivered {
    match outcome {
        OnDemandOutcome::Success | OnDemandOutcome::Warning => Delivered::Success,
        OnDemandOutcome::Skipped if code == log::UNCHANGED => Delivered::Unchanged,
        OnDemandOutcome::Skipped => Delivered::Skipped(code),
        OnDemandOutcome::Failure | OnDemandOutcome::Unknown(_) => Delivered::Failed(code, reason),
    }
}

fn values(properties: Vec<ModifiedProperty<'_>>) -> Vec<(String, Option<String>, Option<String>)> {
    let value = |property: ModifiedProperty<'_>| {
        let text = |value: Option<&str>| value.map(str::to_owned);
        (property.name().to_owned(), text(property.old_value()), text(property.new_value()))
    };
    properties.into_iter().map(value).collect()
}

fn steps(steps: Vec<ProvisioningStep<'_>>) -> Vec<DeliveryStep> {
    let step = |step: ProvisioningStep<'_>| DeliveryStep {
        kind: step.step_type().to_ascii_lowercase(),
        ending: match step.outcome() {
            OnDemandOutcome::Success | OnDemandOutcome::Warning => log::Ending::Succeeded,
            OnDemandOutcome::Skipped => log::Ending::Skipped,
            OnDemandOutcome::Failure | OnDemandOutcome::Unknown(_) => log::Ending::Failed,
        },
        description: step.description().to_owned(),
    };
    steps.into_iter().map(step).collect()
}

#[cfg(test)]
mod tests;
