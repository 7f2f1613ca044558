//! Provisioning on demand (C19, §3.3, §8 rule 12).

use super::super::answer::{Answer, Failure, Handled};
use super::super::call::{Call, guid};
use super::super::endpoints::{Verdict, verdict};
use super::super::engine::change::{Action, Change, Facts, Outcome};
use super::super::engine::cycle::World;
use super::super::engine::mapping::Table;
use super::super::engine::person::{self, Entitled};
use super::super::engine::steps;
use super::super::knobs::{GroupAnswer, OnDemandShape, Refusal};
use super::super::sentinel::Provoked;
use super::super::state::{Application, State};
use super::super::time::stamp;
use serde_json::{Map, Value, json};
use std::time::{Duration, SystemTime};

/// The most members of a group in one call.
const MOST: usize = 5;
/// How long a call takes.
const LATENCY: Duration = Duration::from_secs(3);
const STATUS_INFO: &str = "Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo";

/// Whom to provision.
enum Subject {
    User(String),
    Group(String, Vec<String>),
}

/// C19.
pub(crate) fn serve(state: &mut State, call: &Call, at: usize, number: usize) -> Handled {
    let body = call.json()?;
    state.on_demand_rate.admit(call.now).map_err(Failure::throttled)?;
    let app = state.applications.get(at).ok_or_else(Failure::no_resource)?;
    let job = app.jobs.get(number).ok_or_else(Failure::no_resource)?;
    let parameters = list(&body, "parameters")?;
    let [parameter] = parameters.as_slice() else { return Err(too_many(state)) };
    let rule = parameter.get("ruleId").and_then(Value::as_str).unwrap_or_default();
    if !has_rule(&job.schema, rule) {
        let message = format!(
            "The request identified this synchronization job: {}.  The request also identified this synchronization \
             rule: {rule}.  However, the job does not include the rule.",
            job.id
        );
        return Err(Failure::new(400, "RequestParameterInvalid", message));
    }
    let [subject] = list(parameter, "subjects")?.as_slice() else { return Err(too_many(state)) };
    let subject = read_subject(state, subject)?;
    let group = matches!(subject, Subject::Group(..));
    let mut delay = Duration::ZERO;
    if let Subject::Group(id, _) = &subject
        && let Some(provoked) = state.provoked_by_group(id)
    {
        if let Some(failure) = provoked.failure() {
            return Err(failure);
        }
        delay = Provoked::delay(provoked);
    }
    let changes = provision(state, call, at, number, &subject);
    let (key, value) = shape(state, call.now, at, group, &changes);
    let context = call.context("microsoft.graph.stringKeyStringValuePair");
    Ok(Answer::ok(json!({"@odata.context": context, "key": key, "value": value})).after(LATENCY + delay))
}

fn invalid(message: &str) -> Failure {
    Failure::new(400, "RequestParameterInvalid", message)
}

fn too_many(state: &State) -> Failure {
    let message = "One subject with at most five members can be provisioned on demand.";
    match state.knobs.too_many_subjects {
        Refusal::BadRequest => invalid(message),
        Refusal::Forbidden => Failure::new(403, "Authorization_RequestDenied", message),
    }
}

fn list<'v>(value: &'v Value, name: &str) -> Result<&'v Vec<Value>, Failure> {
    value.get(name).and_then(Value::as_array).ok_or_else(|| invalid(&format!("'{name}' is missing.")))
}

fn has_rule(schema: &Value, rule: &str) -> bool {
    let rules = schema.get("synchronizationRules").and_then(Value::as_array);
    !rule.is_empty()
        && rules.into_iter().flatten().any(|one| one.get("id").and_then(Value::as_str) == Some(rule))
}

/// Object id and type; the type is written as the schema writes it.
fn object(value: &Value) -> Result<(String, &str), Failure> {
    let id =
        value.get("objectId").and_then(Value::as_str).ok_or_else(|| invalid("'objectId' is missing."))?;
    let kind = value.get("objectTypeName").and_then(Value::as_str).unwrap_or_default();
    Ok((guid(id)?.to_owned(), kind))
}

fn read_subject(state: &State, subject: &Value) -> Result<Subject, Failure> {
    let (id, kind) = object(subject)?;
    match kind {
        "User" => Ok(Subject::User(id)),
        "Group" => {
            let links =
                subject.get("links").ok_or_else(|| invalid("A group needs 'links' with 'members'."))?;
            let mut members = Vec::new();
            for member in list(links, "members")? {
                match object(member)? {
                    (id, "User") => members.push(id),
                    _ => return Err(invalid("Members are of the type 'User'.")),
                }
            }
            if members.len() > MOST || members.is_empty() {
                return Err(too_many(state));
            }
            Ok(Subject::Group(id, members))
        }
        other => Err(invalid(&format!("'{other}' is not a source object of the rule."))),
    }
}

/// Provisions the subject; writes the log.
fn provision(state: &mut State, call: &Call, at: usize, number: usize, subject: &Subject) -> Vec<Change> {
    let cycle = state.guids.next();
    let State { knobs, vendor, directory, applications, log, guids, .. } = state;
    let Some(app) = applications.get_mut(at) else { return Vec::new() };
    let Some(job) = app.jobs.get(number) else { return Vec::new() };
    let job_id = job.id.clone();
    let altered = knobs.altered_external_id.then_some(vendor.identity.as_str());
    let (users, groups) = (Table::of(&job.schema, "User", altered), Table::of(&job.schema, "Group", altered));
    let address = app.secrets.get("BaseAddress");
    let mut endpoint = verdict(address, app.secrets.get("SecretToken"), vendor).0;
    if address.is_some_and(|address| address.contains("aadOptscim062020")) {
        // On demand does not work with this flag (§4.5, 8).
        endpoint = Verdict::NotFound;
    }
    let entitled = Entitled::of(directory, app, call.now, knobs.assignment_effective_after);
    let one = |app: &mut Application, id: &str, assigned: bool| match (directory.user(id), &users) {
        (Some(user), Some(_)) if !endpoint.works() => {
            let label = (id, "User", user.upn.as_str(), user.name.as_str());
            failed(label, assigned, "SystemForCrossDomainIdentityManagementUnauthorized")
        }
        (Some(user), Some(table)) => person::provision(app, table, &user, assigned, endpoint),
        _ => failed((id, "User", id, ""), assigned, "EntryNotFound"),
    };
    let mut changes = Vec::new();
    match subject {
        Subject::User(id) => changes.push(one(app, id, entitled.people.contains(id))),
        Subject::Group(id, members) => {
            let group = directory.group(id);
            let assigned = entitled.groups.contains(id);
            let inside = group.map(|group| directory.member_ids(group)).unwrap_or_default();
            for member in members {
                changes.push(one(app, member, assigned && inside.contains(member)));
            }
            let table = groups.filter(|table| table.enabled);
            if let (Some(group), Some(_), true) = (group, table, endpoint.works()) {
                let chosen = members.iter().filter(|id| inside.contains(*id)).cloned();
                let held = app.scim.groups().iter().find(|held| held.object_id == group.id);
                let mut known = held.map(|held| held.members.clone()).unwrap_or_default();
                for id in chosen {
                    if !known.contains(&id) {
                        known.push(id);
                    }
                }
                changes.push(person::provision_group(app, group, assigned, known));
            } else {
                let name = group.map_or("", |group| group.name.as_str());
                let code = if endpoint.works() {
                    "EntrySynchronizationSkipped"
                } else {
                    "SystemForCrossDomainIdentityManagementUnauthorized"
                };
                changes.push(failed((id, "Group", name, name), assigned, code));
            }
        }
    }
    let mut world = World { knobs, vendor, directory, app, log, guids };
    for change in &changes {
        world.write(&job_id, &cycle, call.now, change.clone());
    }
    changes
}

/// A change that failed before anything was tried; id, type, label and name of its object.
fn failed(object: (&str, &'static str, &str, &str), assigned: bool, code: &'static str) -> Change {
    let (id, kind, label, name) = object;
    Change {
        action: Action::Other,
        outcome: Outcome::Failure(code),
        object: id.to_owned(),
        kind,
        label: label.to_owned(),
        name: name.to_owned(),
        target: String::new(),
        modified: Vec::new(),
        facts: Facts { active: true, assigned, filter: true },
        imported: Vec::new(),
    }
}

/// `key` and `value` of the answer.
fn shape(state: &mut State, now: SystemTime, at: usize, group: bool, changes: &[Change]) -> (String, String) {
    let rank = |outcome: Outcome| match outcome {
        Outcome::Failure(_) => 2,
        Outcome::Skipped("RedundantExport") | Outcome::Success => 0,
        Outcome::Skipped(_) => 1,
    };
    let worst = changes.iter().max_by_key(|change| rank(change.outcome)).map(|change| change.outcome);
    // A group of which something changed succeeded, even where a part was right already.
    let changed = changes.iter().any(|change| change.outcome == Outcome::Success);
    let result = match worst {
        Some(outcome) if rank(outcome) == 0 && changed => Outcome::Success,
        Some(outcome) => outcome,
        None => Outcome::Success,
    };
    let mut details = Map::new();
    if let Some(code) = result.code() {
        details.insert("errorCode".to_owned(), code.into());
        details.insert("errorMessage".to_owned(), format!("The object was not provisioned: {code}").into());
    }
    let key = json!({"result": result.name(), "details": details}).to_string();
    if group && state.knobs.group_answer == GroupAnswer::Empty {
        return (key, "{}".to_owned());
    }
    let mut elements: Vec<Value> = Vec::new();
    for change in changes {
        let id = state.guids.next();
        elements.push(element(state.applications.get(at), change, now, &id));
    }
    match (state.knobs.on_demand_shape, elements.len()) {
        (OnDemandShape::A, 1) => (key, elements.remove(0).to_string()),
        (OnDemandShape::A, _) => (key, Value::Array(elements).to_string()),
        (OnDemandShape::B, _) => (STATUS_INFO.to_owned(), Value::Array(elements).to_string()),
    }
}

/// One object of the answer.
fn element(app: Option<&Application>, change: &Change, now: SystemTime, change_id: &str) -> Value {
    let ended = now + LATENCY;
    let steps: Vec<Value> = steps::of(change)
        .into_iter()
        .map(|step| {
            json!({"name": step.name, "type": step.kind, "status": step.status, "description": step.description,
                   "timestamp": stamp(ended), "details": step.details})
        })
        .collect();
    let modified: Vec<Value> = change
        .modified
        .iter()
        .map(|(name, old, new)| json!({"displayName": name, "oldValue": old, "newValue": new}))
        .collect();
    let category = matches!(change.outcome, Outcome::Failure(_)).then_some("NonServiceFailure");
    let target = if change.kind == "User" {
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
    } else {
        "urn:ietf:params:scim:schemas:core:2.0:Group"
    };
    let details = app.map_or_else(|| json!({}), |app| {
        json!({"ApplicationId": app.app_id, "ServicePrincipalId": app.id, "ServicePrincipalDisplayName": app.name})
    });
    json!({
        "action": change.action.name(),
        "changeId": change_id,
        "startTime": stamp(now),
        "endTime": stamp(ended),
        "modifiedProperties": modified,
        "provisioningSteps": steps,
        "reportableIdentifier": change.label,
        "statusInfo": {"status": change.outcome.name(), "errorCode": change.outcome.code(), "reason": null,
                       "additionalDetails": null, "errorCategory": category, "recommendedAction": null},
        "sourceIdentity": {"id": change.object, "type": change.kind, "displayName": change.name, "details": {}},
        "targetIdentity": {"id": change.target, "type": target, "displayName": "", "details": {}},
        "sourceSystem": {"id": SOURCE_SYSTEM, "name": "Microsoft Entra ID", "details": null},
        "targetSystem": {"id": TARGET_SYSTEM, "name": "customappsso", "details": details},
    })
}

/// Ids of the two directories of the default schema.
pub(crate) const SOURCE_SYSTEM: &str = "6a1b8f0e-2d5c-4e79-8b3a-94c07d1e5f26";
pub(crate) const TARGET_SYSTEM: &str = "7b2c9a1f-3e6d-4f8a-9c4b-a5d18e2f6037";
