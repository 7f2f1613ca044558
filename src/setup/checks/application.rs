//! Whether Entra can provision the application at all, and whether the person may see how (graph-contract §4.0).

use crate::setup::access;
use crate::setup::facts::{Application, Facts, Obstacle, Reading};
use crate::setup::finding::{Evidence, Finding, Kind, Severity, Shown, Subject};
use crate::setup::ids::ObjectId;
use crate::setup::product::Product;
use crate::setup::scope::Scope;
use crate::setup::step::StepId;

/// How much what is found about the application stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstruction {
    /// Nothing does.
    None,
    /// Its synchronization cannot be seen or changed; who is assigned to it can.
    Synchronization,
    /// Nothing can be done.
    Everything,
}

/// What [`check`] finds, as a whole.
#[must_use]
pub fn obstruction(facts: &Facts) -> Obstruction {
    let mut grave = check(facts);
    grave.retain(|finding| finding.kind.severity() >= Severity::Blocker);
    let of_synchronization = |finding: &Finding| finding.kind == Kind::NoSynchronizationAccess;
    if grave.is_empty() {
        Obstruction::None
    } else if grave.iter().all(of_synchronization) {
        Obstruction::Synchronization
    } else {
        Obstruction::Everything
    }
}

/// Why Entra cannot provision `application`, if it cannot. The first reason that applies.
#[must_use]
pub fn grade(application: &Application, tenant: Option<&ObjectId>) -> Option<Finding> {
    let finding = |kind, now, should_be| {
        Some(Finding::new(kind, Evidence { subject: Subject::Application, now, should_be }))
    };
    let text = |text: &str| Shown::Text(text.to_owned());
    if !application.kind.eq_ignore_ascii_case("Application") {
        return finding(Kind::NotAnApplication, text(&application.kind), Some(text("Application")));
    }
    if let Some(reason) = &application.disabled_by_microsoft {
        return finding(Kind::ApplicationDisabledByMicrosoft, text(reason), Some(Shown::Absent));
    }
    if let (Some(owner), Some(tenant)) = (&application.owner_tenant, tenant)
        && owner != tenant
    {
        return finding(Kind::ApplicationForeign, text(owner.as_str()), Some(text(tenant.as_str())));
    }
    if application.template.is_none() {
        return finding(Kind::ApplicationFromRegistration, Shown::Absent, None);
    }
    None
}

/// Whether `name` is one under which the product's application is created.
#[must_use]
pub fn is_named_like(product: &Product, name: &str) -> bool {
    product.application_names.iter().any(|known| known.trim().eq_ignore_ascii_case(name.trim()))
}

/// The application to work on: the only one that bears the product's name and can be provisioned. Whatever else there is, a
/// person chooses.
#[must_use]
pub fn choose<'a>(
    product: &Product,
    candidates: &'a [Application],
    tenant: Option<&ObjectId>,
) -> Option<&'a Application> {
    let mut fit = candidates
        .iter()
        .filter(|candidate| is_named_like(product, &candidate.name) && grade(candidate, tenant).is_none());
    let first = fit.next();
    first.filter(|_| fit.next().is_none())
}

/// What stands in the way of every step.
#[must_use]
pub fn check(facts: &Facts) -> Vec<Finding> {
    let Some(application) = &facts.application else {
        let seen = match &facts.applications {
            Reading::Known(found) => Shown::Count(found.len() as u64),
            _ => Shown::Absent,
        };
        let unread = |kind| vec![Finding::new(kind, Evidence::seen(Subject::Application, Shown::Absent))];
        return match facts.applications.obstacle() {
            Some(Obstacle::Access { scopes }) => unread(Kind::NoAccess(scopes.clone())),
            Some(Obstacle::Failed { offline, request_id }) => {
                unread(Kind::CouldNotRead { offline: *offline, request_id: request_id.clone() })
            }
            Some(Obstacle::Missing) | None => vec![Finding::new(
                Kind::NoApplication,
                Evidence::wrong(Subject::Application, seen, Shown::Count(1)),
            )],
        };
    };
    let tenant = facts.tenant.known().map(|tenant| &tenant.id);
    if let Some(finding) = grade(application, tenant) {
        return vec![finding];
    }
    let mut findings = Vec::new();
    if !application.enabled {
        findings.push(Finding::new(
            Kind::ApplicationDisabled,
            Evidence::wrong(Subject::Application, Shown::Flag(false), Shown::Flag(true)),
        ));
    }
    findings.extend(synchronization_access(facts));
    findings
}

/// A synchronization path that answers 401 says nothing of the reason: a scope, a role, or an application that the
/// provisioning service does not know yet (graph-contract §7.1, §7.6).
fn synchronization_access(facts: &Facts) -> Option<Finding> {
    let obstacle = facts.jobs.obstacle().or_else(|| facts.templates.obstacle())?;
    let seen = |subject, now| Evidence::seen(subject, now);
    Some(match obstacle {
        Obstacle::Failed { offline, request_id } => Finding::new(
            Kind::CouldNotRead { offline: *offline, request_id: request_id.clone() },
            seen(Subject::Job, Shown::Absent),
        ),
        Obstacle::Missing => Finding::new(Kind::ApplicationYoung, seen(Subject::Application, Shown::Absent)),
        Obstacle::Access { .. } if may_read(facts) => {
            Finding::new(Kind::ApplicationYoung, seen(Subject::Application, Shown::Absent))
        }
        Obstacle::Access { .. } => {
            let mut evidence = Vec::new();
            if facts.lacks(Scope::SynchronizationReadAll) {
                let scope = Subject::Permission(Scope::SynchronizationReadAll);
                evidence.push(Evidence::wrong(scope, Shown::Absent, Shown::Flag(true)));
            }
            let role = Shown::Text(access::ROLE_TO_ASK_FOR.to_owned());
            evidence.push(Evidence::wrong(Subject::Role, Shown::Absent, role));
            Finding { kind: Kind::NoSynchronizationAccess, evidence }
        }
    })
}

fn may_read(facts: &Facts) -> bool {
    access::has_role_for(StepId::Connect, facts) == Some(true) && !facts.lacks(Scope::SynchronizationReadAll)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: &str = "5f0c2a9e-3b7d-4e18-9a64-c1d27be8f035";

    fn application(name: &str) -> Application {
        Application {
            id: "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8".parse().unwrap(),
            app_id: "8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1".parse().unwrap(),
            name: name.to_owned(),
            kind: "Application".to_owned(),
            template: Some("8adf8e6e-67b2-4cf2-a259-e3dc5476c621".parse().unwrap()),
            owner_tenant: Some(TENANT.parse().unwrap()),
            enabled: true,
            disabled_by_microsoft: None,
            roles: Vec::new(),
        }
    }

    #[test]
    fn the_only_application_of_the_name_that_can_be_provisioned_is_chosen() {
        let tenant = TENANT.parse().unwrap();
        let born_from_registration = Application { template: None, ..application("TOTAL") };
        for (candidates, expected) in [
            (vec![application(" total ")], Some(0)),
            (vec![born_from_registration.clone()], None),
            (vec![born_from_registration, application("TOTAL")], Some(1)),
            (vec![application("TOTAL rollout"), application("TruU TOTAL Security")], Some(1)),
            (vec![application("TOTAL rollout")], None),
            (vec![application("TOTAL"), application("TruU TOTAL Security")], None),
            (vec![], None),
        ] {
            let chosen = choose(&Product::total(), &candidates, Some(&tenant));
            assert_eq!(chosen, expected.map(|at: usize| &candidates[at]), "{candidates:?}");
        }
    }

    #[test]
    fn why_an_application_cannot_be_provisioned_is_said() {
        let tenant: ObjectId = TENANT.parse().unwrap();
        let other = "0b8e4d72-61c3-4f9a-8d25-7ea9c3f1b604".parse().unwrap();
        let total = || application("TOTAL");
        let disabled = "DisabledDueToViolationOfServicesAgreement".to_owned();
        for (application, expected) in [
            (total(), None),
            (Application { owner_tenant: None, ..total() }, None),
            (Application { kind: "ManagedIdentity".to_owned(), ..total() }, Some(Kind::NotAnApplication)),
            (
                Application { disabled_by_microsoft: Some(disabled), ..total() },
                Some(Kind::ApplicationDisabledByMicrosoft),
            ),
            (Application { owner_tenant: Some(other), ..total() }, Some(Kind::ApplicationForeign)),
            (Application { template: None, ..total() }, Some(Kind::ApplicationFromRegistration)),
        ] {
            assert_eq!(grade(&application, Some(&tenant)).map(|finding| finding.kind), expected);
        }
    }
}
