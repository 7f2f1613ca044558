//! Step 3: the groups that are assigned to the application (graph-contract §4.3).

use crate::setup::facts::{AppRole, Application, Facts, Group, Members, Obstacle, Person, Reading};
use crate::setup::finding::{Evidence, Finding, Kind, Shown, Subject};
use crate::setup::ids::ObjectId;
use crate::setup::order::sort_by_key;
use crate::setup::product::Product;
use crate::setup::visit::Visit;

/// The role of an application that defines none (graph-contract §4.3.2).
const DEFAULT_ACCESS: &str = "00000000-0000-0000-0000-000000000000";

/// What is found about the groups.
#[must_use]
pub fn check(product: &Product, facts: &Facts, visit: &Visit) -> Vec<Finding> {
    if let Some(finding) = unreadable(facts) {
        return vec![finding];
    }
    let mut findings = Vec::new();
    let chosen = chosen(product, facts, visit);
    let replaced = has_stand_in(product, facts, &chosen);
    for name in missing(product, facts) {
        let kind = if replaced { Kind::RequiredGroupReplaced } else { Kind::RequiredGroupNotFound };
        let evidence = Evidence::wrong(Subject::Group(name.clone()), Shown::Absent, Shown::Flag(true));
        findings.push(Finding::new(kind, evidence));
    }
    let mut open = false;
    for group in chosen {
        let assigned = facts.assignment_of(&group.id).is_some();
        open |= !assigned;
        findings.push(Finding::new(
            if assigned { Kind::GroupAssigned } else { Kind::GroupNotAssigned },
            Evidence {
                subject: Subject::Group(group.name.clone()),
                now: Shown::Flag(assigned),
                should_be: (!assigned).then_some(Shown::Flag(true)),
            },
        ));
        findings.extend(warnings(product, group, assigned));
    }
    if open {
        findings.extend(obstacles(facts));
    }
    if facts.credentials.known().is_some_and(|stored| stored.everyone_in_scope) {
        let evidence = Evidence::wrong(Subject::Scope, Shown::Flag(true), Shown::Flag(false));
        findings.push(Finding::new(Kind::EveryoneInScope, evidence));
    }
    findings
}

/// The groups that must be assigned: those the product requires and those chosen beside them.
#[must_use]
pub fn chosen<'a>(product: &Product, facts: &'a Facts, visit: &Visit) -> Vec<&'a Group> {
    let groups = facts.groups.known().map_or(&[][..], Vec::as_slice);
    groups
        .iter()
        .filter(|group| is_required(product, group) || visit.chosen_groups.contains(&group.id))
        .collect()
}

/// Whether the product requires this group.
#[must_use]
pub fn is_required(product: &Product, group: &Group) -> bool {
    product.groups.required.iter().any(|name| name.eq_ignore_ascii_case(group.name.trim()))
}

/// Whether a group can be assigned at all.
#[must_use]
pub const fn is_assignable(group: &Group) -> bool {
    group.security_enabled
}

/// The role to assign with: an enabled one for users, named "User" if there is one, `msiam_access` only for want of
/// another; *Default access* where the application defines no roles. The preview shows which one it is.
#[must_use]
pub fn role(application: &Application) -> Option<AppRole> {
    if application.roles.is_empty() {
        let id = DEFAULT_ACCESS.parse().ok()?;
        return Some(AppRole { id, name: "Default access".to_owned(), enabled: true, for_users: true });
    }
    let usable = || application.roles.iter().filter(|role| role.enabled && role.for_users);
    usable()
        .find(|role| role.name.eq_ignore_ascii_case("User"))
        .or_else(|| usable().find(|role| !role.name.eq_ignore_ascii_case("msiam_access")))
        .or_else(|| usable().next())
        .cloned()
}

fn unreadable(facts: &Facts) -> Option<Finding> {
    let obstacle = facts.assignments.obstacle().or_else(|| facts.groups.obstacle())?;
    let kind = match obstacle {
        Obstacle::Access { scopes } => Kind::NoAccess(scopes.clone()),
        Obstacle::Missing => Kind::CouldNotRead { offline: false, request_id: None },
        Obstacle::Failed { offline, request_id } => {
            Kind::CouldNotRead { offline: *offline, request_id: request_id.clone() }
        }
    };
    Some(Finding::new(kind, Evidence::seen(Subject::Scope, Shown::Absent)))
}

fn missing<'a>(product: &'a Product, facts: &Facts) -> Vec<&'a String> {
    let Reading::Known(groups) = &facts.groups else { return Vec::new() };
    let exists = |name: &String| groups.iter().any(|group| name.eq_ignore_ascii_case(group.name.trim()));
    product.groups.required.iter().filter(|name| !exists(name)).collect()
}

/// Whether a required group does not exist and none stands in for it.
#[must_use]
pub fn lacks_one(product: &Product, facts: &Facts, visit: &Visit) -> bool {
    !missing(product, facts).is_empty() && !has_stand_in(product, facts, &chosen(product, facts, visit))
}

/// Whether a group that nobody requires is chosen or assigned: what stands in for one that does not exist. One required group
/// never stands in for another.
fn has_stand_in(product: &Product, facts: &Facts, chosen: &[&Group]) -> bool {
    let requires =
        |name: &str| product.groups.required.iter().any(|one| one.eq_ignore_ascii_case(name.trim()));
    let assignments = facts.assignments.known().map_or(&[][..], Vec::as_slice);
    chosen.iter().any(|group| !is_required(product, group))
        || assignments.iter().any(|one| one.is_group && !requires(&one.name))
}

/// How many groups are assigned.
#[must_use]
pub fn assigned_groups(facts: &Facts) -> usize {
    facts.assignments.known().map_or(0, |all| all.iter().filter(|assignment| assignment.is_group).count())
}

/// What prevents any group from being assigned.
fn obstacles(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    if facts.premium.known() == Some(&false) {
        let wanted = Shown::Text("Microsoft Entra ID P1".to_owned());
        findings
            .push(Finding::new(Kind::NoPremium, Evidence::wrong(Subject::Licence, Shown::Absent, wanted)));
    }
    if facts.application.as_ref().is_some_and(|application| role(application).is_none()) {
        let evidence = Evidence::wrong(Subject::Application, Shown::Absent, Shown::Text("User".to_owned()));
        findings.push(Finding::new(Kind::NoUsableRole, evidence));
    }
    findings
}

/// What may surprise about a group. Whoever is in it decides who gets access.
#[must_use]
pub fn warnings(product: &Product, group: &Group, assigned: bool) -> Vec<Finding> {
    let subject = || Subject::Group(group.name.clone());
    let mut findings = Vec::new();
    let mut add = |kind, evidence| findings.push(Finding::new(kind, evidence));
    if !group.security_enabled && !assigned {
        add(Kind::GroupNotSecurityEnabled, Evidence::wrong(subject(), Shown::Flag(false), Shown::Flag(true)));
    }
    if let Some(rule) = &group.dynamic_rule {
        add(Kind::GroupDynamic, Evidence::seen(subject(), Shown::Expression(rule.clone())));
    }
    if group.microsoft_365 {
        add(Kind::GroupMicrosoft365, Evidence::seen(subject(), Shown::Flag(true)));
    }
    if group.role_assignable {
        add(Kind::GroupRoleAssignable, Evidence::seen(subject(), Shown::Flag(true)));
    }
    if let Reading::Known(members) = &group.members {
        members_warnings(product, &subject(), members, &mut add);
    }
    findings
}

fn members_warnings(
    product: &Product,
    subject: &Subject,
    members: &Members,
    add: &mut impl FnMut(Kind, Evidence),
) {
    let count = |fits: &dyn Fn(&crate::setup::facts::Person) -> bool| {
        members.people.iter().filter(|person| fits(person)).count() as u64
    };
    if members.people.is_empty() && members.total.unwrap_or(0) == 0 {
        add(Kind::GroupEmpty, Evidence::seen(subject.clone(), Shown::Count(0)));
    }
    if !members.nested.is_empty() {
        let names = Shown::Text(members.nested.join(", "));
        add(Kind::GroupNested, Evidence::seen(subject.clone(), names));
    }
    let read = members.people.len() as u64;
    let mut part = |kind, found: u64| {
        if found > 0 {
            add(kind, Evidence::seen(subject.clone(), Shown::Part(found, read)));
        }
    };
    part(Kind::Guests, count(&|person| person.guest));
    part(Kind::DisabledAccounts, count(&|person| person.enabled == Some(false)));
    for required in &product.required_mappings {
        let empty = |person: &crate::setup::facts::Person| matches!(person.attribute(&required.source), Some(value) if value.unwrap_or("").is_empty());
        part(Kind::WithoutAttribute(required.source.clone()), count(&empty));
    }
}

/// Groups that are assigned, are required or are chosen: those from which people are provisioned on demand.
#[must_use]
pub fn relevant<'a>(product: &Product, facts: &'a Facts, visit: &Visit) -> Vec<&'a Group> {
    let groups = facts.groups.known().map_or(&[][..], Vec::as_slice);
    let is_relevant = |group: &&Group| {
        is_required(product, group)
            || visit.chosen_groups.contains(&group.id)
            || is_assigned(facts, &group.id)
    };
    groups.iter().filter(is_relevant).collect()
}

/// The people of these groups, as far as they were read, each once.
#[must_use]
pub fn people<'a>(groups: &[&'a Group]) -> Vec<&'a Person> {
    let members = groups.iter().filter_map(|group| group.members.known());
    let mut people: Vec<_> = members.flat_map(|members| &members.people).collect();
    sort_by_key(&mut people, |person| &person.id);
    people.dedup_by_key(|person| &person.id);
    people
}

fn is_assigned(facts: &Facts, group: &ObjectId) -> bool {
    facts.assignment_of(group).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The choice of graph-contract §4.3.2.
    #[test]
    fn groups_are_assigned_with_the_role_that_the_portal_would_take() {
        let role_of = |(name, enabled, for_users): &(&str, bool, bool)| AppRole {
            id: "18d14569-c3bd-439b-9a66-3a2aee01d14f".parse().unwrap(),
            name: (*name).to_owned(),
            enabled: *enabled,
            for_users: *for_users,
        };
        for (roles, expected) in [
            (&[][..], Some("Default access")),
            (&[("msiam_access", true, true), ("User", true, true)], Some("User")),
            (&[("msiam_access", true, true), ("Reader", true, true)], Some("Reader")),
            (&[("msiam_access", true, true)], Some("msiam_access")),
            (&[("User", false, true), ("Member", true, true)], Some("Member")),
            (&[("User", false, true), ("App", true, false)], None),
        ] {
            let application = Application {
                id: "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8".parse().unwrap(),
                app_id: "8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1".parse().unwrap(),
                name: "TOTAL".to_owned(),
                kind: "Application".to_owned(),
                template: None,
                owner_tenant: None,
                enabled: true,
                disabled_by_microsoft: None,
                roles: roles.iter().map(role_of).collect(),
            };
            let chosen = role(&application).map(|role| role.name);
            assert_eq!(chosen.as_deref(), expected, "{roles:?}");
        }
    }
}
