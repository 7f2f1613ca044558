//! Groups and their members (E1–E4).

use super::super::answer::{Failure, Handled};
use super::super::authority;
use super::super::call::{Call, guid};
use super::super::directory::{GROUP_PROPERTIES, Member};
use super::super::query::collection::{Collection, entity, serve};
use super::super::query::filter::{Need, Operator, TextFunction};
use super::super::sentinel::Provoked;
use super::super::state::State;
use super::users;
use serde_json::Value;

const GROUP_SCOPES: [&str; 5] = [
    "Group.ReadBasic.All",
    "GroupMember.Read.All",
    "Group.Read.All",
    "Directory.Read.All",
    "Group.ReadWrite.All",
];
const MEMBER_SCOPES: [&str; 6] = [
    "GroupMember.ReadBasic.All",
    "Group.ReadBasic.All",
    "GroupMember.Read.All",
    "Group.Read.All",
    "Directory.Read.All",
    "Group.ReadWrite.All",
];

/// E1, E1b.
pub(crate) fn list(state: &State, call: &Call) -> Handled {
    authority::directory(call, &GROUP_SCOPES)?;
    let groups = state.directory.groups();
    let collection = Collection {
        context: "groups".to_owned(),
        len: groups.len(),
        get: &|at, name| groups.get(at).and_then(|group| group.property(name)).unwrap_or_default(),
        render: &|at| groups.get(at).map_or(Value::Null, |group| group.to_graph()),
        filterable,
        searchable: &["displayName", "description", "mail"],
        sortable: &["displayName"],
        properties: &GROUP_PROPERTIES,
        cast: false,
    };
    serve(call, &collection)
}

fn filterable(path: &str, need: Need) -> bool {
    match path {
        "id" | "securityEnabled" | "mailEnabled" | "isAssignableToRole" | "onPremisesSyncEnabled" => {
            matches!(need, Need::Compare(Operator::Eq | Operator::Ne))
        }
        "displayName" | "mailNickname" | "mail" | "description" => matches!(
            need,
            Need::Compare(Operator::Eq | Operator::Ne)
                | Need::Text(TextFunction::StartsWith | TextFunction::EndsWith)
        ),
        _ => false,
    }
}

/// E2.
pub(crate) fn one(state: &State, call: &Call, id: &str) -> Handled {
    authority::directory(call, &GROUP_SCOPES)?;
    guid(id)?;
    let group = state.directory.group(id).ok_or_else(|| Failure::no_object(id))?;
    entity(call, "groups", &GROUP_PROPERTIES, group.to_graph())
}

/// E3, E3b, E4: direct or transitive members, all kinds or one.
pub(crate) fn members(state: &State, call: &Call, id: &str, transitive: bool, cast: Option<&str>) -> Handled {
    if !matches!(cast, None | Some("microsoft.graph.user" | "microsoft.graph.group")) {
        return Err(Failure::no_such_call());
    }
    authority::directory(call, &MEMBER_SCOPES)?;
    guid(id)?;
    let group = state.directory.group(id).ok_or_else(|| Failure::no_object(id))?;
    let provoked = Provoked::by(&group.name);
    if let Some(failure) = provoked.and_then(Provoked::failure) {
        return Err(failure);
    }
    let mut ids =
        if transitive { state.directory.transitive_ids(group) } else { state.directory.member_ids(group) };
    let sight = users::sight(call);
    let mut answer = match cast {
        Some("microsoft.graph.user") => {
            ids.retain(|id| state.directory.group(id).is_none());
            users::serve_people(state, call, "users".to_owned(), &ids, sight, true)
        }
        _ => {
            let only_groups = cast.is_some();
            if only_groups {
                ids.retain(|id| state.directory.group(id).is_some());
            }
            let render = |at: usize| {
                let member = ids.get(at).and_then(|id| state.directory.member(id));
                member.map_or(Value::Null, |member: Member| member.to_graph(sight, !only_groups))
            };
            let known: Vec<&str> = users::PROPERTIES.iter().chain(&GROUP_PROPERTIES).copied().collect();
            let collection = Collection {
                context: if only_groups { "groups".to_owned() } else { "directoryObjects".to_owned() },
                len: ids.len(),
                get: &|at, name| render(at).get(name).cloned().unwrap_or_default(),
                render: &render,
                filterable: |_, _| false,
                searchable: &["displayName"],
                sortable: &["displayName"],
                properties: &known,
                cast: only_groups,
            };
            serve(call, &collection)
        }
    }?;
    answer.latency += provoked.map(Provoked::delay).unwrap_or_default();
    Ok(answer)
}
