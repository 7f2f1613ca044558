//! Provisioning of one person or one group: used by cycles and on demand alike.

use super::super::directory::{Directory, Group, User};
use super::super::endpoints::{self, Verdict};
use super::super::state::Application;
use super::change::{Action, Change, Facts, Outcome};
use super::mapping::Table;
use std::collections::{BTreeMap, HashSet};
use std::time::{Duration, SystemTime};

/// Who is in scope.
#[derive(Debug)]
pub(crate) struct Entitled {
    /// Object ids of people.
    pub people: HashSet<String>,
    /// Object ids of groups.
    pub groups: Vec<String>,
}

impl Entitled {
    /// Who is in scope by assignments older than `lag` at `now`: those assigned, and direct members of assigned
    /// groups, never deeper (rule 11).
    pub fn of(directory: &Directory, app: &Application, now: SystemTime, lag: Duration) -> Self {
        let everyone = app.secrets.get("SyncAll").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        if everyone {
            let people = directory.user_ids().into_iter().collect();
            return Self { people, groups: directory.groups().iter().map(|one| one.id.clone()).collect() };
        }
        let (mut people, mut groups) = (HashSet::new(), Vec::new());
        for assignment in app.assignments.iter().filter(|one| one.created + lag <= now) {
            match directory.group(&assignment.principal) {
                None => {
                    people.insert(assignment.principal.clone());
                }
                Some(group) => {
                    groups.push(group.id.clone());
                    people.extend(
                        directory.member_ids(group).into_iter().filter(|id| directory.group(id).is_none()),
                    );
                }
            }
        }
        Self { people, groups }
    }
}

/// Provisions one person.
pub(crate) fn provision(
    app: &mut Application,
    table: &Table,
    user: &User,
    assigned: bool,
    endpoint: Verdict,
) -> Change {
    let get = |name: &str| {
        if name.eq_ignore_ascii_case("IsSoftDeleted") && !assigned {
            Some("True".to_owned())
        } else {
            user.attribute(name)
        }
    };
    let facts = Facts { active: user.enabled, assigned, filter: table.scope.lets_pass(&get) };
    let mut change = Change {
        action: Action::Other,
        outcome: Outcome::Success,
        object: user.id.clone(),
        kind: "User",
        label: user.upn.clone(),
        name: user.name.clone(),
        target: String::new(),
        modified: Vec::new(),
        facts,
        imported: imported(user),
    };
    // The link decides about people who leave; a new one is found by the matching attribute.
    let in_scope = facts.assigned && facts.filter;
    let fresh = match table.project(&get, None) {
        Ok(fresh) => fresh,
        Err(_) => return Change { outcome: Outcome::Failure("FunctionNotSupported"), ..change },
    };
    let value = fresh.get(&table.matching).cloned().unwrap_or_default();
    let found = app.scim.find(&user.id, &table.matching, &value);
    let Some(at) = found else {
        if !in_scope {
            let code = if assigned { "ScopingFilterNotPassed" } else { "NotEffectivelyEntitled" };
            return Change { outcome: Outcome::Skipped(code), ..change };
        }
        if !user.enabled {
            return Change { outcome: Outcome::Skipped("NotActiveInSource"), ..change };
        }
        if !table.enabled || !table.adds {
            return Change { outcome: Outcome::Skipped("EntrySynchronizationSkipped"), ..change };
        }
        change.action = Action::Create;
        change.modified = difference(&BTreeMap::new(), &fresh);
        if endpoint == Verdict::Conflicts && endpoints::conflicts(&user.id) {
            return Change {
                outcome: Outcome::Failure("SystemForCrossDomainIdentityManagementConflict"),
                ..change
            };
        }
        change.target = app.scim.create(&user.id, fresh);
        return change;
    };
    let Some(person) = app.scim.person(at) else { return change };
    change.target.clone_from(&person.id);
    let after = match table.project(&get, Some(&person.attributes)) {
        Ok(_) if !in_scope => {
            let mut after = person.attributes.clone();
            after.insert("active".to_owned(), "False".to_owned());
            after
        }
        Ok(after) => after,
        Err(_) => return Change { outcome: Outcome::Failure("FunctionNotSupported"), ..change },
    };
    change.modified = difference(&person.attributes, &after);
    if change.modified.is_empty() {
        let code = if in_scope { "RedundantExport" } else { "NotEffectivelyEntitled" };
        return Change { outcome: Outcome::Skipped(code), ..change };
    }
    if !table.enabled || !table.updates {
        return Change {
            outcome: Outcome::Skipped("EntrySynchronizationSkipped"),
            modified: Vec::new(),
            ..change
        };
    }
    change.action = if in_scope && user.enabled { Action::Update } else { Action::Disable };
    app.scim.update(at, &user.id, after);
    change
}

/// Provisions one group with those of `members` that TOTAL knows.
pub(crate) fn provision_group(
    app: &mut Application,
    group: &Group,
    assigned: bool,
    members: Vec<String>,
) -> Change {
    let known: Vec<String> = members.into_iter().filter(|id| app.scim.person_of(id).is_some()).collect();
    let before = app.scim.groups().iter().find(|held| held.object_id == group.id).cloned();
    let mut change = Change {
        action: if before.is_some() { Action::Update } else { Action::Create },
        outcome: Outcome::Success,
        object: group.id.clone(),
        kind: "Group",
        label: group.name.clone(),
        name: group.name.clone(),
        target: before.as_ref().map_or_else(String::new, |held| held.id.clone()),
        modified: Vec::new(),
        facts: Facts { active: true, assigned, filter: true },
        imported: vec![("objectId", group.id.clone()), ("displayName", group.name.clone())],
    };
    if !assigned {
        return Change {
            action: Action::Other,
            outcome: Outcome::Skipped("NotEffectivelyEntitled"),
            ..change
        };
    }
    let added: Vec<String> = known
        .iter()
        .filter(|id| before.as_ref().is_none_or(|held| !held.members.contains(id)))
        .cloned()
        .collect();
    if before.is_none() {
        change.modified.push(("displayName".to_owned(), None, Some(group.name.clone())));
        change.modified.push(("externalId".to_owned(), None, Some(group.id.clone())));
    }
    for id in added {
        change.modified.push(("members".to_owned(), None, Some(id)));
    }
    if !app.scim.put_group(&group.id, &group.name, known) {
        return Change { action: Action::Other, outcome: Outcome::Skipped("RedundantExport"), ..change };
    }
    let id = app.scim.groups().iter().find(|held| held.object_id == group.id).map(|held| held.id.clone());
    change.target = id.unwrap_or_default();
    change
}

/// What the import step shows.
pub(crate) fn imported(user: &User) -> Vec<(&'static str, String)> {
    const SHOWN: [&str; 11] = [
        "objectId",
        "accountEnabled",
        "department",
        "displayName",
        "givenName",
        "jobTitle",
        "mail",
        "mailNickname",
        "surname",
        "userPrincipalName",
        "IsSoftDeleted",
    ];
    SHOWN.iter().filter_map(|name| user.attribute(name).map(|value| (*name, value))).collect()
}

/// Attributes that differ.
fn difference(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<(String, Option<String>, Option<String>)> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| (name.clone(), before.get(name).cloned(), after.get(name).cloned()))
        .collect()
}
