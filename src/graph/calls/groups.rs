//! Groups, their members and users (graph-contract.md §1.5).

use super::odata::{literal, query, search_display_name};
use crate::graph::{Call, ObjectId, Scope};

const GROUP: &str = "id,displayName,description,mailEnabled,securityEnabled,groupTypes,membershipRule,\
    onPremisesSyncEnabled,isAssignableToRole";
const USER: &str =
    "id,displayName,userPrincipalName,mail,mailNickname,jobTitle,department,accountEnabled,userType";
const NEEDS: &[Scope] = &[Scope::GroupMemberReadAll];
const MEMBERS_NEED: &[Scope] = &[Scope::GroupMemberReadAll, Scope::UserReadBasicAll];

/// E1: the security groups with the words of `text` in their name, by name.
#[must_use]
pub fn search_groups(text: &str) -> Call {
    let search = search_display_name(text);
    let options = [
        ("$search", search.as_str()),
        ("$filter", "securityEnabled eq true"),
        ("$count", "true"),
        ("$orderby", "displayName"),
        ("$select", GROUP),
        ("$top", "100"),
    ];
    Call::get(query("/groups", &options), NEEDS).advanced()
}

/// E1b: the groups whose name starts with `prefix`.
#[must_use]
pub fn groups_starting_with(prefix: &str) -> Call {
    let filter = ["startswith(displayName,", &literal(prefix), ")"].concat();
    Call::get(query("/groups", &[("$filter", &filter), ("$select", GROUP), ("$top", "999")]), NEEDS)
}

/// E2: one group.
#[must_use]
pub fn group(id: &ObjectId) -> Call {
    Call::get(query(&path(id, ""), &[("$select", GROUP)]), NEEDS)
}

/// E3: the users who are direct members of `group`: those whom Entra provisions.
#[must_use]
pub fn members(group: &ObjectId) -> Call {
    let path = path(group, "/members/microsoft.graph.user");
    Call::get(query(&path, &[("$select", USER), ("$count", "true"), ("$top", "999")]), MEMBERS_NEED)
        .advanced()
}

/// E3b: the direct members of `group` of every type: users, groups, devices, contacts.
#[must_use]
pub fn member_objects(group: &ObjectId) -> Call {
    let options = [("$select", "id,displayName,userPrincipalName"), ("$top", "999")];
    Call::get(query(&path(group, "/members"), &options), MEMBERS_NEED)
}

/// E4: the first page of all users below `group`, nested groups included; its `@odata.count` is their number.
#[must_use]
pub fn transitive_members_count(group: &ObjectId) -> Call {
    let path = path(group, "/transitiveMembers/microsoft.graph.user");
    Call::get(query(&path, &[("$count", "true"), ("$select", "id"), ("$top", "1")]), NEEDS).advanced()
}

/// E6: one user with the attributes that mappings read.
#[must_use]
pub fn user(id: &ObjectId) -> Call {
    Call::get(query(&["/users/", id.as_str()].concat(), &[("$select", USER)]), &[Scope::UserReadBasicAll])
}

/// Users whose name or user principal name starts with `prefix`.
#[must_use]
pub fn users_starting_with(prefix: &str) -> Call {
    let text = literal(prefix);
    let filter =
        ["startswith(displayName,", &text, ") or startswith(userPrincipalName,", &text, ")"].concat();
    let options = [("$filter", filter.as_str()), ("$select", USER), ("$top", "100")];
    Call::get(query("/users", &options), &[Scope::UserReadBasicAll])
}

fn path(group: &ObjectId, below: &str) -> String {
    ["/groups/", group.as_str(), below].concat()
}
