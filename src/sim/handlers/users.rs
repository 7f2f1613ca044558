//! People (A1, E6).

use super::super::answer::{Failure, Handled};
use super::super::authority;
use super::super::call::{Call, guid};
use super::super::directory::Sight;
use super::super::query::collection::{Collection, entity, serve};
use super::super::query::filter::{Need, Operator, TextFunction};
use super::super::state::State;
use serde_json::Value;

/// Members of a user that `$select` knows.
pub(crate) const PROPERTIES: [&str; 17] = [
    "id",
    "accountEnabled",
    "city",
    "country",
    "department",
    "displayName",
    "employeeId",
    "givenName",
    "jobTitle",
    "mail",
    "mailNickname",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
    "userType",
];

/// How much of people the token shows.
pub(crate) fn sight(call: &Call) -> Sight {
    if call.has_scope(&["User.Read.All", "User.ReadWrite.All", "Directory.Read.All"]) {
        Sight::Full
    } else if call.has_scope(&["User.ReadBasic.All"]) {
        Sight::Basic
    } else {
        Sight::Limited
    }
}

/// A1.
pub(crate) fn me(state: &State, call: &Call) -> Handled {
    authority::directory(call, &["User.Read", "User.Read.All", "Directory.Read.All"])?;
    let me = state.directory.user(&state.me).ok_or_else(|| Failure::no_object(&state.me))?;
    entity(call, "users", &PROPERTIES, me.to_graph(Sight::Full))
}

/// E6.
pub(crate) fn one(state: &State, call: &Call, id: &str) -> Handled {
    let sight = sight(call);
    if sight == Sight::Limited {
        return Err(Failure::denied());
    }
    guid(id)?;
    let user = state.directory.user(id).ok_or_else(|| Failure::no_object(id))?;
    entity(call, "users", &PROPERTIES, user.to_graph(sight))
}

/// Every person.
pub(crate) fn list(state: &State, call: &Call) -> Handled {
    let sight = sight(call);
    if sight == Sight::Limited {
        return Err(Failure::denied());
    }
    serve_people(state, call, "users".to_owned(), &state.directory.user_ids(), sight, false)
}

/// Serves people by their ids.
pub(crate) fn serve_people(
    state: &State,
    call: &Call,
    context: String,
    ids: &[String],
    sight: Sight,
    cast: bool,
) -> Handled {
    let render = |at: usize| {
        let user = ids.get(at).and_then(|id| state.directory.user(id));
        user.map_or(Value::Null, |user| user.to_graph(sight))
    };
    let collection = Collection {
        context,
        len: ids.len(),
        get: &|at, name| render(at).get(name).cloned().unwrap_or_default(),
        render: &render,
        filterable,
        searchable: &["displayName", "mail", "userPrincipalName"],
        sortable: &["displayName", "userPrincipalName"],
        properties: &PROPERTIES,
        cast,
    };
    serve(call, &collection)
}

fn filterable(path: &str, need: Need) -> bool {
    match path {
        "id" | "accountEnabled" | "userType" => matches!(need, Need::Compare(Operator::Eq | Operator::Ne)),
        "displayName" | "userPrincipalName" | "mail" | "givenName" | "surname" | "mailNickname"
        | "department" | "jobTitle" => {
            matches!(
                need,
                Need::Compare(Operator::Eq | Operator::Ne)
                    | Need::Text(TextFunction::StartsWith | TextFunction::EndsWith)
            )
        }
        _ => false,
    }
}
