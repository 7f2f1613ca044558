//! What the person may do, as far as it can be known before it is tried: the token's scopes and the active directory
//! roles (graph-contract §5.2). An eligible role that is not activated cannot be seen (§7.54), and whoever owns the
//! application needs none: a role that is missing is a warning, never a verdict.

use super::change::Change;
use super::facts::{Facts, Tenant};
use super::finding::{Evidence, Finding, Kind, Shown, Subject};
use super::scope::Scope;
use super::step::StepId;
use super::visit::{Permissions, Visit};

/// A directory role by its template id (graph-contract §5.3).
type Role = &'static str;

const APPLICATION_ADMINISTRATOR: Role = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";
const CLOUD_APPLICATION_ADMINISTRATOR: Role = "158c047a-c907-4556-b7ef-446551a6b5f7";
const GLOBAL_ADMINISTRATOR: Role = "62e90394-69f5-4237-9190-012177145e10";
const PRIVILEGED_ROLE_ADMINISTRATOR: Role = "e8611ab8-c189-46e8-94e1-60213ab1f814";
const USER_ADMINISTRATOR: Role = "fe930be7-5e62-47db-91af-98c3a49a38b1";
const DIRECTORY_WRITERS: Role = "9360feb5-f418-4baa-8175-e2a00bac4301";
const HYBRID_IDENTITY_ADMINISTRATOR: Role = "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2";
const IDENTITY_GOVERNANCE_ADMINISTRATOR: Role = "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e";

/// One of these is enough for everything, reading the synchronization included.
const SYNCHRONIZE: [Role; 3] =
    [APPLICATION_ADMINISTRATOR, CLOUD_APPLICATION_ADMINISTRATOR, GLOBAL_ADMINISTRATOR];

/// One of these is enough besides to assign groups (graph-contract §1.4 D2).
const ASSIGN: [Role; 5] = [
    PRIVILEGED_ROLE_ADMINISTRATOR,
    USER_ADMINISTRATOR,
    DIRECTORY_WRITERS,
    HYBRID_IDENTITY_ADMINISTRATOR,
    IDENTITY_GOVERNANCE_ADMINISTRATOR,
];

/// The role to ask for: it covers the whole product (graph-contract §5.2).
pub const ROLE_TO_ASK_FOR: &str = "Cloud Application Administrator";

/// Whether an active role is known that lets the person do what `step` changes; `None` where roles could not be read.
#[must_use]
pub fn has_role_for(step: StepId, facts: &Facts) -> Option<bool> {
    let assigns = if step == StepId::Groups { &ASSIGN[..] } else { &[] };
    let roles = facts.roles.known()?;
    let held = |role: &Role| roles.iter().any(|id| id.eq_ignore_ascii_case(role));
    Some(SYNCHRONIZE.iter().chain(assigns).any(held))
}

/// Those of `needed` that the token is known to lack, each once.
#[must_use]
pub fn missing_scopes(facts: &Facts, needed: impl IntoIterator<Item = Scope>) -> Vec<Scope> {
    let mut scopes: Vec<_> = needed.into_iter().filter(|scope| facts.lacks(*scope)).collect();
    scopes.sort();
    scopes.dedup();
    scopes
}

/// What stands between the person and the changes planned for a step.
pub(super) fn findings<'a>(
    step: StepId,
    facts: &Facts,
    visit: &Visit,
    changes: impl Iterator<Item = &'a Change>,
) -> Vec<Finding> {
    let mut changes = changes.peekable();
    if changes.peek().is_none() {
        return Vec::new();
    }
    let of_scope = |scope| {
        let kind = match visit.permissions {
            Permissions::Fixed => Kind::MissingScope(scope),
            Permissions::AskedWhenNeeded => Kind::ScopeAskedLater(scope),
            Permissions::LookOnly => Kind::LookOnly(scope),
        };
        Finding::new(kind, Evidence::wrong(Subject::Permission(scope), Shown::Absent, Shown::Flag(true)))
    };
    let mut found: Vec<_> =
        missing_scopes(facts, changes.map(Change::scope)).into_iter().map(of_scope).collect();
    if has_role_for(step, facts) == Some(false) {
        let wanted = Shown::Text(ROLE_TO_ASK_FOR.to_owned());
        found.push(Finding::new(Kind::MissingRole, Evidence::wrong(Subject::Role, Shown::Absent, wanted)));
    }
    found
}

/// The tenant that was found, where it is not the one with the ID `expected`: nothing may then be changed (security.md AUTH-19).
#[must_use]
pub fn other_tenant<'f>(facts: &'f Facts, expected: &str) -> Option<&'f Tenant> {
    facts.tenant.known().filter(|found| !found.id.as_str().eq_ignore_ascii_case(expected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::facts::Reading;

    /// AUTH-19: what could not be read is no other tenant.
    #[test]
    fn another_tenant_is_told_by_its_id() {
        let id = "5f0c2a9e-3b7d-4e18-9a64-c1d27be8f035";
        let tenant = Tenant { id: id.parse().unwrap(), name: "Contoso".to_owned(), domain: None };
        let facts = Facts { tenant: Reading::Known(tenant.clone()), ..Facts::default() };
        assert_eq!(other_tenant(&facts, &id.to_ascii_uppercase()), None);
        assert_eq!(other_tenant(&facts, "99999999-aaaa-4bbb-8ccc-dddddddddddd"), Some(&tenant));
        assert_eq!(other_tenant(&Facts::default(), id), None);
    }

    /// Graph-contract §5.2: the two differ in assigning only.
    #[test]
    fn each_step_knows_the_roles_that_are_enough_for_it() {
        let with = |roles: &[Role]| Facts {
            roles: Reading::Known(roles.iter().map(|role| (*role).to_owned()).collect()),
            ..Facts::default()
        };
        for role in SYNCHRONIZE {
            for step in StepId::ALL {
                assert_eq!(has_role_for(step, &with(&[role])), Some(true));
            }
        }
        for role in ASSIGN {
            assert_eq!(has_role_for(StepId::Groups, &with(&[role])), Some(true));
            assert_eq!(has_role_for(StepId::Mapping, &with(&[role])), Some(false));
        }
        assert_eq!(has_role_for(StepId::Groups, &with(&[])), Some(false));
        assert_eq!(has_role_for(StepId::Groups, &Facts::default()), None);
    }
}
