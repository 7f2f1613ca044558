//! What holds of every assessment and every plan, for generated facts too (design §3).

use crate::common::{ADMIN_GROUP, World};
use assistant::setup::assess::assess;
use assistant::setup::change::Change;
use assistant::setup::checks::mapping;
use assistant::setup::entra::default_user_mapping;
use assistant::setup::facts::*;
use assistant::setup::filter::Filter;
use assistant::setup::finding::Kind;
use assistant::setup::notifications::Notifications;
use assistant::setup::plan::{Plan, plan, plan_on_demand};
use assistant::setup::product::Product;
use assistant::setup::scope::Scope;
use assistant::setup::step::{Status, StepId};
use assistant::setup::visit::{ConnectionTest, TestCause, TestFailure, Visit};
use assistant::sim::Scenario;
use proptest::prelude::*;
use proptest::sample::select;
use std::time::{Duration, SystemTime};

fn moment(day: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_786_000_000 + day * 86_400)
}

/// Something that Graph answered, or one of the ways in which it did not.
fn reading<T: Clone + std::fmt::Debug + 'static>(
    known: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Reading<T>> {
    let access = Obstacle::Access { scopes: vec![Scope::SynchronizationReadAll] };
    let failed = Obstacle::Failed { offline: true, request_id: None };
    let other = select(vec![
        Reading::Unreadable(access),
        Reading::Unreadable(Obstacle::Missing),
        Reading::Unreadable(failed),
    ]);
    prop_oneof![8 => known.prop_map(Reading::Known), 1 => other].boxed()
}

fn applications() -> impl Strategy<Value = Application> {
    let tenant = "5f0c2a9e-3b7d-4e18-9a64-c1d27be8f035";
    let owners = vec![None, Some(tenant), Some("0b8e4d72-61c3-4f9a-8d25-7ea9c3f1b604")];
    let role = |name: &str, enabled, for_users| AppRole {
        id: "18d14569-c3bd-439b-9a66-3a2aee01d14f".parse().unwrap(),
        name: name.to_owned(),
        enabled,
        for_users,
    };
    let roles = vec![
        vec![],
        vec![role("User", true, true)],
        vec![role("App", true, false)],
        vec![role("User", false, true)],
    ];
    (
        prop_oneof![6 => Just("Application"), 1 => Just("ManagedIdentity")],
        prop::option::weighted(0.8, Just("8adf8e6e-67b2-4cf2-a259-e3dc5476c621")),
        select(owners),
        any::<bool>(),
        prop::option::weighted(0.1, Just("DisabledDueToViolationOfServicesAgreement".to_owned())),
        select(roles),
    )
        .prop_map(|(kind, template, owner, enabled, disabled_by_microsoft, roles)| Application {
            id: "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8".parse().unwrap(),
            app_id: "8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1".parse().unwrap(),
            name: "TOTAL".to_owned(),
            kind: kind.to_owned(),
            template: template.map(|id| id.parse().unwrap()),
            owner_tenant: owner.map(|id| id.parse().unwrap()),
            enabled,
            disabled_by_microsoft,
            roles,
        })
}

fn jobs() -> impl Strategy<Value = Job> {
    let codes = vec![
        JobCode::NotConfigured,
        JobCode::NotRun,
        JobCode::Active,
        JobCode::Paused,
        JobCode::Quarantine,
        JobCode::Other("New".to_owned()),
    ];
    let runs = vec![RunOutcome::Succeeded, RunOutcome::Failed, RunOutcome::EntryLevelErrors];
    let run = select(runs).prop_map(|outcome| Run {
        id: String::new(),
        outcome,
        began: Some(moment(0)),
        ended: moment(1),
        exported: 3,
        escrowed: 2,
        error: None,
    });
    let reasons = vec!["EncounteredQuarantineException", "TooManyDeletes", "Unknown"];
    let refused = ("CredentialValidationFailure".to_owned(), "Response Status Code: Unauthorized".to_owned());
    let quarantine = (select(reasons), prop::option::of(Just(refused))).prop_map(|(reason, error)| {
        Quarantine { reason: reason.to_owned(), since: Some(moment(0)), next_attempt: None, error }
    });
    (
        select(vec!["scim", "customappsso", "AD2AADProvisioning"]),
        select(vec![Schedule::Active, Schedule::Disabled, Schedule::Paused]),
        select(codes),
        prop::option::of(Just(moment(0))),
        prop::option::of(run),
        prop::option::weighted(0.2, quarantine),
        prop::option::of((0_u64..5, 5_u64..9)),
        select(vec![vec![], vec![("User".to_owned(), 4_u64)]]),
    )
        .prop_map(|(template, schedule, code, steady_since, last_run, quarantine, progress, counts)| {
            Job {
                id: format!("{template}.x").parse().unwrap(),
                template: template.parse().unwrap(),
                schedule,
                code,
                steady_since,
                last_run,
                quarantine,
                progress,
                counts,
                interval: None,
            }
        })
}

fn mappings() -> impl Strategy<Value = UserMapping> {
    let targets: Vec<String> =
        Product::total().required_mappings.iter().map(|required| required.target.clone()).collect();
    let sources = vec![
        Source::Attribute("objectId".to_owned()),
        Source::Attribute("jobTitle".to_owned()),
        Source::Attribute("DEPARTMENT".to_owned()),
        Source::Constant("x".to_owned()),
        Source::Expression("Trim([objectId])".to_owned()),
        Source::Nothing,
    ];
    let row = (select(targets), select(sources), any::<bool>(), 0_i64..2).prop_map(
        |(target, source, flows_always, matching_priority)| MappingRow {
            target,
            source,
            default_value: None,
            flows_always,
            matching_priority,
        },
    );
    let right = {
        let mut mapping = default_user_mapping(&Product::total());
        mapping.rule = Some("rule".parse().unwrap());
        let identity = mapping.rows.iter_mut().find(|row| row.target == "externalId").unwrap();
        identity.source = Source::Attribute("objectId".to_owned());
        mapping
    };
    let generated =
        (prop::collection::vec(row, 0..5), any::<[bool; 4]>()).prop_map(|(rows, flags)| UserMapping {
            rule: Some("rule".parse().unwrap()),
            enabled: flags[0],
            creates_and_updates: flags[1],
            filter: flags[2].then(Filter::default),
            groups_enabled: flags[3],
            rows,
            undeclared: Vec::new(),
        });
    prop_oneof![1 => Just(right), 3 => generated]
}

fn deliveries() -> impl Strategy<Value = Delivery> {
    let person = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34";
    let outcomes = vec![
        Delivered::Success,
        Delivered::Unchanged,
        Delivered::Skipped("NotEffectivelyEntitled".to_owned()),
        Delivered::Failed(
            "SystemForCrossDomainIdentityManagementServiceIncompatible".to_owned(),
            String::new(),
        ),
    ];
    let values = vec![None, Some(person), Some("ada.martin")];
    (select(outcomes), select(values)).prop_map(move |(outcome, value)| Delivery {
        person: person.parse().unwrap(),
        at: Some(moment(1)),
        outcome,
        values: value.map(|it| ("externalId".to_owned(), None, Some(it.to_owned()))).into_iter().collect(),
        steps: Vec::new(),
    })
}

fn groups() -> impl Strategy<Value = Group> {
    let ada = Person {
        id: "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34".parse().unwrap(),
        name: None,
        username: None,
        enabled: None,
        guest: true,
        attributes: vec![("jobTitle".to_owned(), None)],
    };
    let members = Members { total: Some(1), people: vec![ada], nested: vec!["Inner".to_owned()] };
    (select(vec!["TOTAL-Admin", "TOTAL-Analyst"]), any::<[bool; 3]>(), reading(Just(members))).prop_map(
        |(name, flags, members)| Group {
            id: ADMIN_GROUP.parse().unwrap(),
            name: name.to_owned(),
            description: None,
            security_enabled: flags[0],
            microsoft_365: flags[1],
            dynamic_rule: None,
            role_assignable: flags[2],
            members,
        },
    )
}

fn facts() -> impl Strategy<Value = Facts> {
    let assignment = Assignment {
        id: "a".parse().unwrap(),
        principal: ADMIN_GROUP.parse().unwrap(),
        name: "TOTAL-Admin".to_owned(),
        is_group: true,
        role: "18d14569-c3bd-439b-9a66-3a2aee01d14f".parse().unwrap(),
    };
    let tenant = Tenant {
        id: "5f0c2a9e-3b7d-4e18-9a64-c1d27be8f035".parse().unwrap(),
        name: "Contoso".to_owned(),
        domain: None,
    };
    let credentials =
        (prop::option::of(Just("https://scim.total.example/v2".to_owned())), any::<[bool; 2]>()).prop_map(
            |(tenant_url, flags)| StoredCredentials {
                tenant_url,
                has_token: flags[0],
                everyone_in_scope: flags[1],
                notifications: flags[0].then(Notifications::default),
            },
        );
    let about = (prop::option::weighted(0.9, applications()), reading(Just(tenant)), reading(any::<bool>()));
    let provisioning = (
        reading(prop::collection::vec(jobs(), 0..3)),
        reading(select(vec![vec![], vec!["scim".parse().unwrap()]])),
        reading(credentials),
        reading(mappings()),
    );
    let people = (
        reading(select(vec![vec![], vec![assignment]])),
        reading(prop::collection::vec(groups(), 0..2)),
        reading(prop::collection::vec(deliveries(), 0..3)),
        select(vec![None, Some(Scope::ALL.to_vec()), Some(vec![Scope::UserRead])]),
    );
    (about, provisioning, people).prop_map(|(about, provisioning, people)| {
        let mut facts = Facts {
            application: about.0,
            tenant: about.1,
            premium: about.2,
            jobs: provisioning.0,
            templates: provisioning.1,
            credentials: provisioning.2,
            mapping: provisioning.3,
            assignments: people.0,
            groups: people.1,
            deliveries: people.2,
            scopes: people.3,
            ..Facts::default()
        };
        // A look reads the schema of a job, and the templates where there is none.
        if facts.job().is_some() {
            facts.templates = Reading::NotRead;
        } else {
            facts.mapping = Reading::NotRead;
        }
        facts
    })
}

fn visits() -> impl Strategy<Value = Visit> {
    let failed = |stored| {
        ConnectionTest::Failed(TestFailure {
            cause: TestCause::Tls,
            message: String::new(),
            request_id: None,
            stored,
        })
    };
    let tests = vec![
        ConnectionTest::NotTested,
        ConnectionTest::StoredWork,
        ConnectionTest::EnteredWork,
        failed(true),
        failed(false),
    ];
    let entered = World::new(Scenario::Fresh);
    let entered = {
        let mut world = entered;
        world.enter_credentials();
        world.visit.entered
    };
    (select(tests), select(vec![None, entered]), any::<[bool; 2]>()).prop_map(
        |(connection, entered, flags)| Visit {
            connection,
            entered,
            corrected_after_sync: flags[0],
            restarted: flags[1],
            ..Visit::default()
        },
    )
}

fn check(facts: &Facts, visit: &Visit) {
    let product = Product::total();
    let assessment = assess(&product, facts, visit);
    for step in &assessment.steps {
        assert_ne!(step.status, Status::Unknown, "{}", step.step);
        for finding in &step.findings {
            assert!(!finding.evidence.is_empty(), "{finding:?}");
        }
    }
    let planned = plan(&product, facts, visit);
    let on_demand = plan_on_demand(&product, facts, visit);

    let refused = facts.application.as_ref().is_none_or(|application| {
        let tenant = facts.tenant.known().map(|tenant| &tenant.id);
        assistant::setup::checks::application::grade(application, tenant).is_some()
    });
    if refused {
        assert!(planned.is_empty() && on_demand.is_empty(), "an application that cannot be provisioned");
    }

    let starts = |change: &Change| matches!(change, Change::Start | Change::Restart);
    if let Some(at) = planned.changes.iter().position(starts) {
        let fixed = planned.changes[..at].iter().any(|change| matches!(change, Change::FixMapping { .. }));
        assert!(fixed || mapping::is_right(&product, facts), "no start while the mapping is wrong");
        assert_eq!(at + 1, planned.changes.len(), "the start ends the plan");
    }
    if !on_demand.is_empty() {
        assert!(mapping::is_right(&product, facts), "nobody is sent with a wrong mapping");
        assert!(on_demand.changes.iter().all(|change| matches!(
            change,
            Change::ProvisionOnDemand { members, .. } if (1..=5).contains(&members.len())
        )));
    }
    let steps: Vec<StepId> = planned.changes.iter().map(Change::step).collect();
    assert!(steps.is_sorted(), "in the order of the guide: {steps:?}");
    for step in &assessment.steps {
        if step.status == Status::Done && visit.entered.is_none() && step.step != StepId::OnDemand {
            let open: Vec<_> = planned.of(step.step).collect();
            assert!(open.is_empty(), "{} is done, and yet {open:?}", step.step);
        }
    }
    for step in [StepId::Mapping, StepId::Groups, StepId::Start] {
        let proposed = planned.of(step).next().is_some();
        assert!(proposed || assessment.status(step) != Status::Attention, "{step} proposes nothing");
    }
    let sends = assessment.status(StepId::OnDemand);
    assert!(sends != Status::Blocked || on_demand.is_empty(), "blocked, and yet {on_demand:?}");
    let nobody =
        assessment.step(StepId::OnDemand).unwrap().findings.iter().any(|it| it.kind == Kind::NobodyChosen);
    assert!(sends != Status::Attention || nobody || !on_demand.is_empty(), "on-demand proposes nothing");
    let whole = assessment.overall() == Status::Done;
    assert!(
        !whole || (on_demand.is_empty() && planned.changes.iter().all(|it| it.step() == StepId::Connect))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// No start while the mapping is wrong, no finding without evidence, no plan for what cannot be provisioned, nothing
    /// to do in a step that is done.
    #[test]
    fn the_rules_hold_for_all_facts(facts in facts(), visit in visits()) {
        check(&facts, &visit);
    }
}

#[test]
fn the_rules_hold_for_all_scenarios() {
    for scenario in Scenario::ALL {
        let mut world = World::seen(*scenario);
        check(&world.facts, &world.visit);
        world.enter_credentials();
        check(&world.facts, &world.visit);
        world.choose(crate::common::TOTAL);
        check(&world.facts, &world.visit);
    }
}

/// A host may show some steps only: nothing is planned for another one, nor anything that stands on it.
#[test]
fn a_plan_for_some_steps_ends_before_the_first_of_another() {
    let whole = Plan {
        changes: vec![
            Change::CreateJob { template: "scim".parse().unwrap() },
            Change::FixMapping { edits: Vec::new() },
            Change::Start,
        ],
    };
    let within = |steps: &[StepId]| whole.clone().within(steps).changes.len();
    assert_eq!(within(&StepId::ALL), 3);
    assert_eq!(within(&[StepId::Connect, StepId::Start]), 1);
    assert_eq!(within(&[StepId::Mapping, StepId::Start]), 0);
}
