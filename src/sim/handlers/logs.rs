//! Provisioning logs and directory audits (F1, F2).

use super::super::answer::{Answer, Failure, Handled};
use super::super::authority;
use super::super::call::Call;
use super::super::cast;
use super::super::engine::change::{Action, Outcome};
use super::super::engine::steps;
use super::super::logs::{Audit, Row};
use super::super::query::collection::{Page, next_link};
use super::super::query::filter::{Filter, Need, Operator, TextFunction};
use super::super::state::State;
use super::super::time::stamp;
use super::on_demand::{SOURCE_SYSTEM, TARGET_SYSTEM};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::time::SystemTime;

/// F1.
pub(crate) fn provisioning(state: &mut State, call: &Call) -> Handled {
    authority::logs(state, call, &["ProvisioningLog.Read.All", "AuditLog.Read.All", "Directory.Read.All"])?;
    state.report_rate.admit(call.now).map_err(Failure::throttled)?;
    let filter = read_filter(call, |path, need| match path {
        "jobId" | "cycleId" | "changeId" | "sourceIdentity/id" => need == Need::Compare(Operator::Eq),
        "servicePrincipal/id" | "servicePrincipal/displayName" | "sourceIdentity/displayName" => {
            matches!(need, Need::Compare(Operator::Eq) | Need::Text(TextFunction::Contains))
        }
        "activityDateTime" => {
            matches!(need, Need::Compare(Operator::Eq | Operator::Gt | Operator::Lt))
        }
        "provisioningStatusInfo/status" | "provisioningAction" => need == Need::Compare(Operator::Eq),
        _ => false,
    })?;
    let delay = state.knobs.log_delay;
    let mut rows: Vec<&Row> = state.log.rows.iter().rev().filter(|row| row.at + delay <= call.now).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.at));
    // Rows are looked at no further than the page reaches, and those of the past are made only then.
    let not_before = filter.as_ref().and_then(|filter| filter.after("activityDateTime"));
    let (from, size) = Page::of(call, 500)?.span();
    let (mut value, mut next) = (Vec::new(), None);
    for (number, row) in (from..).zip(candidates(state, &rows, from, not_before)) {
        if filter.as_ref().is_some_and(|filter| !filter.fits(true, &|path| property(&row, path))) {
            continue;
        }
        if value.len() == size {
            next = Some(number);
            break;
        }
        value.push(row.to_graph());
    }
    Ok(list(call, "auditLogs/provisioning", value, next))
}

/// `rows`, newest first, and then the past, all from number `from` on, as far back as `not_before`.
fn candidates<'s>(
    state: &'s State,
    rows: &'s [&'s Row],
    from: usize,
    not_before: Option<SystemTime>,
) -> impl Iterator<Item = Cow<'s, Row>> {
    let asked = move |at: SystemTime| not_before.is_none_or(|limit| at > limit);
    let app = state.application(cast::TOTAL);
    let past = state.log.past.iter().flat_map(move |past| {
        let first = u32::try_from(from.saturating_sub(rows.len())).unwrap_or(u32::MAX);
        let numbers = (first..past.count).take_while(move |number| asked(past.at(*number)));
        numbers.filter_map(move |number| past.row(number, app?, state))
    });
    rows.iter().skip(from).map(|row| Cow::Borrowed(*row)).chain(past.map(Cow::Owned))
}

/// F2.
pub(crate) fn directory_audits(state: &mut State, call: &Call) -> Handled {
    authority::logs(state, call, &["AuditLog.Read.All", "Directory.Read.All"])?;
    state.report_rate.admit(call.now).map_err(Failure::throttled)?;
    let filter = read_filter(call, |path, need| match path {
        "loggedByService" | "activityDisplayName" => need == Need::Compare(Operator::Eq),
        "activityDateTime" => {
            matches!(need, Need::Compare(Operator::Ge | Operator::Gt | Operator::Lt | Operator::Le))
        }
        _ => false,
    })?;
    let audits = state.log.audits.iter().rev();
    let found: Vec<&dyn ToGraph> = audits
        .filter(|audit| {
            let row = audit.to_graph();
            filter.as_ref().is_none_or(|f| f.fits(true, &|path| row.get(path).cloned().unwrap_or_default()))
        })
        .map(|audit| audit as &dyn ToGraph)
        .collect();
    page(call, "auditLogs/directoryAudits", &found)
}

fn read_filter(call: &Call, filterable: fn(&str, Need) -> bool) -> Result<Option<Filter>, Failure> {
    call.query.only(&["$filter", "$top", "$orderby", "$skiptoken"])?;
    if !matches!(call.query.get("$orderby"), None | Some("activityDateTime desc")) {
        return Err(Failure::bad_request("Sort expression is not supported."));
    }
    let filter = call.query.get("$filter").map(Filter::parse).transpose()?;
    if let Some(filter) = &filter {
        filter.needs(&|path, need| {
            if filterable(path, need) {
                Ok(())
            } else {
                Err(Failure::bad_request(format!("Invalid filter clause: '{path}' cannot be used so.")))
            }
        })?;
    }
    Ok(filter)
}

/// What a row looks like in an answer.
trait ToGraph {
    fn to_graph(&self) -> Value;
}

fn page(call: &Call, context: &str, rows: &[&dyn ToGraph]) -> Handled {
    let page = Page::of(call, 500)?;
    let (from, to) = page.bounds(rows.len());
    let value: Vec<Value> = rows.get(from..to).unwrap_or_default().iter().map(|row| row.to_graph()).collect();
    Ok(list(call, context, value, (to < rows.len()).then_some(to)))
}

fn list(call: &Call, context: &str, value: Vec<Value>, next: Option<usize>) -> Answer {
    let mut body = Map::new();
    body.insert("@odata.context".into(), call.context(context).into());
    if let Some(next) = next {
        body.insert("@odata.nextLink".into(), next_link(call, next).into());
    }
    body.insert("value".into(), Value::Array(value));
    Answer::ok(Value::Object(body))
}

/// A property of a row, without making the whole row.
fn property(row: &Row, path: &str) -> Value {
    match path {
        "jobId" => row.job.as_str().into(),
        "cycleId" => row.cycle.as_str().into(),
        "changeId" => row.change_id.as_str().into(),
        "activityDateTime" => stamp(row.at).into(),
        "servicePrincipal/id" => row.application.as_str().into(),
        "servicePrincipal/displayName" => row.application_name.as_str().into(),
        "sourceIdentity/id" => row.change.object.as_str().into(),
        "sourceIdentity/displayName" => row.change.name.as_str().into(),
        "provisioningStatusInfo/status" => status(row.change.outcome).into(),
        "provisioningAction" => action(row.change.action).into(),
        _ => Value::Null,
    }
}

fn status(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Success => "success",
        Outcome::Skipped(_) => "skipped",
        Outcome::Failure(_) => "failure",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::Create => "create",
        Action::Update => "update",
        Action::Disable => "disable",
        Action::Other => "other",
    }
}

impl ToGraph for Row {
    fn to_graph(&self) -> Value {
        let change = &self.change;
        let steps: Vec<Value> = steps::of(change)
            .into_iter()
            .map(|step| {
                json!({"name": step.name, "provisioningStepType": step.kind.to_ascii_lowercase(),
                       "status": step.status.to_ascii_lowercase(), "description": step.description,
                       "details": step.details})
            })
            .collect();
        let modified: Vec<Value> = change
            .modified
            .iter()
            .map(|(name, old, new)| json!({"displayName": name, "oldValue": old, "newValue": new}))
            .collect();
        let error = change.outcome.code().map(|code| {
            json!({"errorCode": code, "reason": format!("The object was not provisioned: {code}"),
                   "additionalDetails": null, "errorCategory": "nonServiceFailure", "recommendedAction": null})
        });
        let target = if change.kind == "User" {
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
        } else {
            "urn:ietf:params:scim:schemas:core:2.0:Group"
        };
        let mut identity = json!({"id": change.object, "odatatype": change.kind, "DisplayName": change.name});
        if change.kind == "User"
            && let Some(members) = identity.as_object_mut()
        {
            members.insert("UserPrincipalName".to_owned(), change.label.as_str().into());
        }
        json!({
            "id": self.id,
            "activityDateTime": stamp(self.at),
            "tenantId": cast::TENANT,
            "jobId": self.job,
            "cycleId": self.cycle,
            "changeId": self.change_id,
            "provisioningAction": action(change.action),
            "durationInMilliseconds": 2800,
            "servicePrincipal": {"id": self.application, "displayName": self.application_name},
            "sourceSystem": {"id": SOURCE_SYSTEM, "displayName": "Microsoft Entra ID", "details": {}},
            "targetSystem": {"id": TARGET_SYSTEM, "displayName": "customappsso", "details": {
                "ApplicationId": self.application_app_id, "ServicePrincipalId": self.application,
                "ServicePrincipalDisplayName": self.application_name}},
            "initiatedBy": {"id": "", "displayName": "Microsoft Entra ID Provisioning Service",
                            "initiatorType": "system"},
            "sourceIdentity": {"id": change.object, "displayName": change.name, "identityType": change.kind,
                               "details": identity},
            "targetIdentity": {"id": change.target, "displayName": "", "identityType": target, "details": {}},
            "provisioningStatusInfo": {"status": status(change.outcome), "errorInformation": error},
            "provisioningSteps": steps,
            "modifiedProperties": modified,
        })
    }
}

impl ToGraph for Audit {
    fn to_graph(&self) -> Value {
        json!({
            "id": self.id, "category": "ProvisioningManagement", "result": "success", "resultReason": "",
            "activityDisplayName": self.activity, "activityDateTime": stamp(self.at),
            "loggedByService": "Account Provisioning",
            "initiatedBy": {"user": {"id": cast::ME, "displayName": "Robin Keller",
                                     "userPrincipalName": "robin.keller@contoso.example"}, "app": null},
            "targetResources": [{"id": self.application, "displayName": self.application_name,
                                 "type": "ServicePrincipal"}],
            "additionalDetails": [],
        })
    }
}
