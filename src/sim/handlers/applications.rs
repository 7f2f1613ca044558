//! Service principals and their synchronization templates (B1–B4, C1).

use super::super::answer::{Answer, Failure, Handled};
use super::super::authority;
use super::super::call::{Call, guid};
use super::super::cast;
use super::super::knobs::NoTemplates;
use super::super::query::collection::{Collection, entity, serve};
use super::super::query::filter::{Need, Operator, TextFunction};
use super::super::state::{Application, Kind, State};
use serde_json::{Value, json};

const SCOPES: [&str; 3] = ["Application.Read.All", "Directory.Read.All", "Application.ReadWrite.All"];
const PROPERTIES: [&str; 15] = [
    "id",
    "appId",
    "displayName",
    "accountEnabled",
    "servicePrincipalType",
    "applicationTemplateId",
    "appOwnerOrganizationId",
    "appRoleAssignmentRequired",
    "disabledByMicrosoftStatus",
    "tags",
    "appRoles",
    "appDisplayName",
    "notificationEmailAddresses",
    "preferredSingleSignOnMode",
    "homepage",
];

/// The roles of an application.
pub(crate) fn roles(app: &Application) -> Vec<(&'static str, &'static str)> {
    match app.kind {
        Kind::NonGallery => vec![(cast::ROLE_USER, "User"), (cast::ROLE_MSIAM, "msiam_access")],
        Kind::Registration | Kind::Foreign => Vec::new(),
    }
}

/// An application as Graph returns it in `tenant`.
fn to_graph(app: &Application, tenant: &str) -> Value {
    let roles: Vec<Value> = roles(app)
        .iter()
        .map(|(id, name)| {
            json!({"allowedMemberTypes": ["User"], "description": name, "displayName": name, "id": id,
                   "isEnabled": true, "origin": "Application", "value": null})
        })
        .collect();
    let gallery = app.kind == Kind::NonGallery;
    let template = if gallery { Value::from(cast::NON_GALLERY_TEMPLATE) } else { Value::Null };
    let owner = if app.kind == Kind::Foreign { cast::OTHER_TENANT } else { tenant };
    let tags = if gallery {
        json!([
            "WindowsAzureActiveDirectoryCustomSingleSignOnApplication",
            "WindowsAzureActiveDirectoryIntegratedApp"
        ])
    } else {
        json!(["WindowsAzureActiveDirectoryIntegratedApp"])
    };
    json!({
        "id": app.id, "appId": app.app_id, "displayName": app.name, "accountEnabled": true,
        "servicePrincipalType": "Application", "applicationTemplateId": template, "appOwnerOrganizationId": owner,
        "appRoleAssignmentRequired": true, "disabledByMicrosoftStatus": null, "tags": tags, "appRoles": roles,
        "appDisplayName": app.name, "notificationEmailAddresses": [], "preferredSingleSignOnMode": null,
        "homepage": null,
    })
}

/// B1, B2.
pub(crate) fn list(state: &State, call: &Call) -> Handled {
    authority::directory(call, &SCOPES)?;
    let apps = &state.applications;
    let tenant = state.organization.id.as_str();
    let collection = Collection {
        context: "servicePrincipals".to_owned(),
        len: apps.len(),
        get: &|at, name| {
            apps.get(at).and_then(|app| to_graph(app, tenant).get(name).cloned()).unwrap_or_default()
        },
        render: &|at| apps.get(at).map_or(Value::Null, |app| to_graph(app, tenant)),
        filterable,
        searchable: &["displayName"],
        sortable: &["displayName"],
        properties: &PROPERTIES,
        cast: false,
    };
    serve(call, &collection)
}

fn filterable(path: &str, need: Need) -> bool {
    match path {
        "id" | "appId" | "servicePrincipalType" | "accountEnabled" | "appOwnerOrganizationId" => {
            matches!(need, Need::Compare(Operator::Eq | Operator::Ne))
        }
        "displayName" => {
            matches!(need, Need::Compare(Operator::Eq | Operator::Ne) | Need::Text(TextFunction::StartsWith))
        }
        _ => false,
    }
}

/// B3.
pub(crate) fn one(state: &State, call: &Call, id: &str) -> Handled {
    authority::directory(call, &SCOPES)?;
    guid(id)?;
    let app = state.application(id).ok_or_else(|| Failure::no_object(id))?;
    entity(call, "servicePrincipals", &PROPERTIES, to_graph(app, &state.organization.id))
}

/// B4: `servicePrincipals(appId='…')`.
pub(crate) fn by_app_id(state: &State, call: &Call, keyed: &str) -> Handled {
    authority::directory(call, &SCOPES)?;
    let id = keyed.strip_prefix("servicePrincipals(appId='").and_then(|rest| rest.strip_suffix("')"));
    let id = guid(id.ok_or_else(Failure::no_such_call)?)?;
    let app = state.applications.iter().find(|app| app.app_id == id).ok_or_else(|| Failure::no_object(id))?;
    entity(call, "servicePrincipals", &PROPERTIES, to_graph(app, &state.organization.id))
}

/// C1.
pub(crate) fn templates(state: &State, call: &Call, at: usize) -> Handled {
    let app = state.applications.get(at).ok_or_else(Failure::no_resource)?;
    let context = call.context(&format!("servicePrincipals('{}')/synchronization/templates", app.id));
    if app.kind != Kind::NonGallery {
        return match state.knobs.no_templates {
            NoTemplates::Empty => Ok(Answer::list(context, Vec::new())),
            NoTemplates::NotFound => Err(Failure::no_resource()),
            NoTemplates::BadRequest => {
                Err(Failure::new(400, "BadRequest", "The application does not support provisioning."))
            }
        };
    }
    let template = json!({
        "id": "scim", "applicationId": app.app_id, "default": true, "description": null, "discoverable": true,
        "factoryTag": "customappsso",
        "metadata": [
            {"key": "galleryApplicationKey", "value": "customappsso"},
            {"key": "configurationFields",
             "value": "[{\"name\":\"baseaddress\"},{\"name\":\"secrettoken\",\"secret\":true}]"},
        ],
    });
    Ok(Answer::list(context, vec![template]))
}
