//! App role assignments (D1–D5).

use super::super::answer::{Answer, Failure, Handled};
use super::super::authority;
use super::super::call::{Call, guid};
use super::super::knobs::{DuplicateAssignment, Refusal};
use super::super::query::collection::{Page, next_link};
use super::super::query::filter::{Filter, Need, Operator, TextFunction};
use super::super::sentinel::Provoked;
use super::super::state::{Application, Assignment, State};
use super::super::time::stamp;
use super::applications;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

const NO_ROLE: &str = "00000000-0000-0000-0000-000000000000";
const READ_SCOPES: [&str; 3] = ["Application.Read.All", "Directory.Read.All", "Application.ReadWrite.All"];
const GROUP_SCOPES: [&str; 2] = ["Directory.Read.All", "AppRoleAssignment.ReadWrite.All"];

fn to_graph(app: &Application, one: &Assignment) -> Value {
    json!({
        "id": one.id, "deletedDateTime": null, "appRoleId": one.role, "createdDateTime": stamp(one.created),
        "principalDisplayName": one.principal_name, "principalId": one.principal, "principalType": one.principal_type,
        "resourceDisplayName": app.name, "resourceId": app.id,
    })
}

/// D1.
pub(crate) fn list(state: &State, call: &Call, id: &str) -> Handled {
    authority::directory(call, &READ_SCOPES)?;
    guid(id)?;
    let app = state.application(id).ok_or_else(|| Failure::no_object(id))?;
    let rows = app.assignments.iter().map(|one| (app, one)).collect();
    let context = format!("servicePrincipals('{id}')/appRoleAssignedTo");
    page(state, call, &context, rows, |path, need| match path {
        "principalDisplayName" => {
            matches!(need, Need::Compare(Operator::Eq) | Need::Text(TextFunction::StartsWith))
        }
        "resourceId" => need == Need::Compare(Operator::Eq),
        _ => false,
    })
}

/// D4.
pub(crate) fn of_group(state: &State, call: &Call, id: &str) -> Handled {
    authority::directory(call, &GROUP_SCOPES)?;
    guid(id)?;
    state.directory.group(id).ok_or_else(|| Failure::no_object(id))?;
    let all = state.applications.iter().flat_map(|app| app.assignments.iter().map(move |one| (app, one)));
    let rows = all.filter(|(_, one)| one.principal == id).collect();
    let context = format!("groups('{id}')/appRoleAssignments");
    page(state, call, &context, rows, |path, need| {
        path == "resourceId" && need == Need::Compare(Operator::Eq)
    })
}

/// A page of those that are listed already.
fn page(
    state: &State,
    call: &Call,
    context: &str,
    rows: Vec<(&Application, &Assignment)>,
    filterable: fn(&str, Need) -> bool,
) -> Handled {
    call.query.only(&["$top", "$skiptoken", "$filter"])?;
    let filter = call.query.get("$filter").map(Filter::parse).transpose()?;
    if let Some(filter) = &filter {
        filter.needs(&|path, need| {
            if filterable(path, need) {
                Ok(())
            } else {
                Err(Failure::unsupported_query("Unsupported Query."))
            }
        })?;
    }
    let listed: Vec<Value> = rows
        .into_iter()
        .filter(|(_, one)| call.now >= one.created + state.knobs.assignment_visible_after)
        .map(|(app, one)| to_graph(app, one))
        .filter(|row| {
            filter.as_ref().is_none_or(|f| f.fits(false, &|path| row.get(path).cloned().unwrap_or_default()))
        })
        .collect();
    let page = Page::of(call, 999)?;
    let (from, to) = page.bounds(listed.len());
    let mut body = Map::new();
    body.insert("@odata.context".into(), call.context(context).into());
    if to < listed.len() {
        body.insert("@odata.nextLink".into(), next_link(call, to).into());
    }
    body.insert("value".into(), listed.get(from..to).unwrap_or_default().to_vec().into());
    Ok(Answer::ok(Value::Object(body)))
}

/// D2.
pub(crate) fn create(state: &mut State, call: &Call, id: &str) -> Handled {
    authority::assign(state, call)?;
    guid(id)?;
    let body = call.json()?;
    if body.get("resourceId").and_then(Value::as_str) != Some(id) {
        return Err(bad_reference());
    }
    assign(state, call, &body, &format!("servicePrincipals('{id}')/appRoleAssignedTo"))
}

/// D5.
pub(crate) fn create_for_group(state: &mut State, call: &Call, id: &str) -> Handled {
    authority::assign(state, call)?;
    guid(id)?;
    let body = call.json()?;
    if body.get("principalId").and_then(Value::as_str) != Some(id) {
        return Err(bad_reference());
    }
    assign(state, call, &body, &format!("groups('{id}')/appRoleAssignments"))
}

fn bad_reference() -> Failure {
    Failure::bad_request("Not a valid reference update.")
}

fn refuse(refusal: Refusal, message: &str) -> Failure {
    match refusal {
        Refusal::BadRequest => Failure::bad_request(message),
        Refusal::Forbidden => Failure::new(403, "Authorization_RequestDenied", message),
    }
}

/// Assigns, after the checks of rule 13.
fn assign(state: &mut State, call: &Call, body: &Value, context: &str) -> Handled {
    let member = |name: &str| -> Result<String, Failure> {
        let text = body.get(name).and_then(Value::as_str);
        let text = text.ok_or_else(|| Failure::bad_request(format!("The member '{name}' is missing.")))?;
        guid(text).map(str::to_owned)
    };
    let (principal, resource, role) = (member("principalId")?, member("resourceId")?, member("appRoleId")?);
    let known = ["principalId", "resourceId", "appRoleId"];
    if let Some(name) =
        body.as_object().and_then(|members| members.keys().find(|name| !known.contains(&name.as_str())))
    {
        return Err(Failure::bad_request(format!("The property '{name}' does not exist or cannot be set.")));
    }
    let at = state.applications.iter().position(|app| app.id == resource).ok_or_else(bad_reference)?;
    let (principal_type, principal_name, delay) = if let Some(group) = state.directory.group(&principal) {
        let provoked = Provoked::by(&group.name);
        if let Some(failure) = provoked.and_then(Provoked::failure) {
            return Err(failure);
        }
        if !group.security {
            return Err(refuse(state.knobs.unassignable_group, "The group is not security-enabled."));
        }
        if !state.premium {
            return Err(refuse(
                state.knobs.unassignable_group,
                "Assigning groups needs a Microsoft Entra ID P1 licence.",
            ));
        }
        ("Group", group.name.clone(), provoked.map(Provoked::delay).unwrap_or_default())
    } else {
        let user = state.directory.user(&principal).ok_or_else(bad_reference)?;
        ("User", user.name.clone(), std::time::Duration::ZERO)
    };
    let id = URL_SAFE_NO_PAD.encode(state.guids.next());
    let Some(app) = state.applications.get_mut(at) else { return Err(bad_reference()) };
    let roles = applications::roles(app);
    let role_known = roles.iter().any(|(id, _)| *id == role) || (roles.is_empty() && role == NO_ROLE);
    if !role_known {
        return Err(Failure::bad_request("Permission being assigned was not found on application."));
    }
    if app.assignments.iter().any(|one| one.principal == principal && one.role == role) {
        return Err(duplicate(state.knobs.duplicate_assignment));
    }
    let one = Assignment { id, role, principal, principal_type, principal_name, created: call.now };
    let mut created = json!({"@odata.context": call.context(&format!("{context}/$entity"))});
    if let (Some(created), Value::Object(members)) = (created.as_object_mut(), to_graph(app, &one)) {
        created.extend(members);
    }
    app.assignments.push(one);
    let answer = Answer::created(created);
    let latency = answer.latency + delay;
    Ok(answer.after(latency))
}

fn duplicate(kind: DuplicateAssignment) -> Failure {
    match kind {
        DuplicateAssignment::AlreadyExists => {
            Failure::bad_request("Permission being assigned already exists on the object")
        }
        DuplicateAssignment::EntitlementGrant => {
            Failure::bad_request("EntitlementGrant entry already exists.")
        }
        DuplicateAssignment::Conflict => {
            let message = "A conflicting object with one or more of the specified property values is present in the directory.";
            let mut failure = Failure::new(409, "Request_MultipleObjectsWithSameKeyValue", message);
            failure.details.push(json!({"code": "ConflictingObjects", "message": message}));
            failure
        }
    }
}

/// D3.
pub(crate) fn delete(state: &mut State, call: &Call, id: &str, assignment: &str) -> Handled {
    authority::assign(state, call)?;
    guid(id)?;
    let app = state.applications.iter_mut().find(|app| app.id == id).ok_or_else(|| Failure::no_object(id))?;
    let at = app.assignments.iter().position(|one| one.id == assignment);
    app.assignments.remove(at.ok_or_else(|| Failure::no_object(assignment))?);
    Ok(Answer::no_content())
}
