//! Roles, organization and licences (A2–A5).

use super::super::answer::{Answer, Failure, Handled};
use super::super::authority;
use super::super::call::Call;
use super::super::cast;
use super::super::directory;
use super::super::query::collection::pick;
use super::super::query::filter::{Filter, Literal, Operator};
use super::super::state::State;
use serde_json::{Value, json};

const ROLE_SCOPES: [&str; 3] =
    ["RoleManagement.Read.Directory", "Directory.Read.All", "RoleManagement.ReadWrite.Directory"];

/// A directory role as Graph returns it.
fn role(template: &str, details: bool) -> Value {
    let (name, description) = cast::role(template);
    let shown = |text: &str| if details { Value::from(text) } else { Value::Null };
    let id = format!("70{}", template.get(2..).unwrap_or_default());
    json!({"id": id, "deletedDateTime": null, "description": shown(description), "displayName": shown(name),
           "roleTemplateId": shown(template)})
}

/// Whether role details are readable.
fn details(state: &State, call: &Call) -> bool {
    state.knobs.role_details || call.has_scope(&ROLE_SCOPES)
}

/// A2: those held through a group too.
pub(crate) fn my_roles(state: &State, call: &Call) -> Handled {
    authority::directory(call, &["User.Read", "User.Read.All", "Directory.Read.All"])?;
    call.query.only(&["$select", "$count", "$top"])?;
    if !(call.eventual() && call.query.count()) {
        return Err(Failure::unsupported_query("Unsupported Query."));
    }
    let select = call.query.select();
    let roles: Vec<Value> = state
        .held_roles()
        .map(|template| pick(role(template, details(state, call)), select.as_deref()))
        .collect();
    let context = call.context("directoryRoles");
    Ok(Answer::ok(json!({"@odata.context": context, "@odata.count": roles.len(), "value": roles})))
}

/// A2b.
pub(crate) fn member_of(state: &State, call: &Call) -> Handled {
    authority::directory(call, &["User.Read", "User.Read.All", "Directory.Read.All"])?;
    call.query.only(&["$select", "$top"])?;
    let typed = |kind: &str, value: Value| {
        let mut out = json!({"@odata.type": kind});
        if let (Some(out), Value::Object(members)) = (out.as_object_mut(), value) {
            out.extend(members);
        }
        out
    };
    let roles = state
        .roles
        .iter()
        .map(|template| typed("#microsoft.graph.directoryRole", role(template, details(state, call))));
    let groups =
        state.directory.groups().iter().filter(|group| state.directory.member_ids(group).contains(&state.me));
    let value = roles.chain(groups.map(|group| typed("#microsoft.graph.group", group.to_graph()))).collect();
    Ok(Answer::list(call.context("directoryObjects"), value))
}

/// A2c: only `principalId eq '…'`, only for the person signed in.
pub(crate) fn role_assignments(state: &State, call: &Call) -> Handled {
    authority::directory(call, &ROLE_SCOPES)?;
    call.query.only(&["$filter", "$select", "$top"])?;
    let filter = call.query.get("$filter").map(Filter::parse).transpose()?;
    let Some(Filter::Compare { path, operator: Operator::Eq, literal: Literal::Text(principal), .. }) =
        filter
    else {
        return Err(Failure::bad_request("A filter on principalId is required."));
    };
    if path != "principalId" {
        return Err(Failure::unsupported_query("The request uses a filter property that is not indexed"));
    }
    let held: &[&str] = if principal == state.me { &state.roles } else { &[] };
    let value = held
        .iter()
        .map(|template| {
            json!({"id": format!("ra-{template}"), "principalId": principal, "roleDefinitionId": template,
                   "directoryScopeId": "/", "appScopeId": null})
        })
        .collect();
    Ok(Answer::list(call.context("roleManagement/directory/roleAssignments"), value))
}

/// A3.
pub(crate) fn organization(state: &State, call: &Call) -> Handled {
    authority::directory(call, &["User.Read", "Organization.Read.All", "Directory.Read.All"])?;
    call.query.only(&["$select"])?;
    let full = call.has_scope(&["Organization.Read.All", "Directory.Read.All"]);
    let value = pick(
        directory::organization(&state.organization, full, state.premium),
        call.query.select().as_deref(),
    );
    Ok(Answer::list(call.context("organization"), vec![value]))
}

/// A4.
pub(crate) fn subscribed_skus(state: &State, call: &Call) -> Handled {
    authority::directory(
        call,
        &["LicenseAssignment.Read.All", "Organization.Read.All", "Directory.Read.All"],
    )?;
    call.query.only(&["$select"])?;
    let plan = |id: &str, name: &str| json!({"servicePlanId": id, "servicePlanName": name, "provisioningStatus": "Success", "appliesTo": "User"});
    let mut plans = vec![plan("113feb6c-3fe4-4440-bddc-54d774bf0318", "EXCHANGE_S_FOUNDATION")];
    if state.premium {
        plans.push(plan(cast::PLAN_P1, "AAD_PREMIUM"));
    }
    let (sku, part) = if state.premium {
        ("078d2b04-f1bd-4111-bbd4-b4b1b354cef4", "AAD_PREMIUM")
    } else {
        ("18181a46-0d4e-45cd-891e-60aabd171b4e", "STANDARDPACK")
    };
    let value = json!({
        "id": format!("{}_{sku}", state.organization.id), "skuId": sku, "skuPartNumber": part, "capabilityStatus": "Enabled",
        "appliesTo": "User", "consumedUnits": 15,
        "prepaidUnits": {"enabled": 25, "lockedOut": 0, "suspended": 0, "warning": 0}, "servicePlans": plans,
        "accountId": state.organization.id, "accountName": state.organization.name.to_ascii_lowercase(), "subscriptionIds": ["7d1f5a3c-2b84-4e96-8c07-5a9e3b1d6f42"],
    });
    Ok(Answer::list(call.context("subscribedSkus"), vec![pick(value, call.query.select().as_deref())]))
}

/// A5.
pub(crate) fn directory_roles(call: &Call) -> Handled {
    authority::directory(call, &ROLE_SCOPES)?;
    call.query.only(&[])?;
    let activated =
        [cast::CLOUD_APPLICATION_ADMINISTRATOR, cast::APPLICATION_ADMINISTRATOR, cast::GLOBAL_READER];
    let value = activated.iter().map(|template| role(template, true)).collect();
    Ok(Answer::list(call.context("directoryRoles"), value))
}
