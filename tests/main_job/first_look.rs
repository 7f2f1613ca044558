//! What an administrator sees first, in every scenario (design §2).

use crate::common::{World, names};
use assistant::setup::audience::audience;
use assistant::setup::facts::{Person, Reading};
use assistant::setup::step::StepId;
use assistant::sim::knobs::BatchSynchronization;
use assistant::sim::{Knobs, Scenario};

/// The five statuses by their first letters, `a`ttention, `b`locked, `d`one, `f`ailed; the plan; and what is found beside
/// what is right and beside the steps that wait.
const FIRST_LOOK: &[(Scenario, &str, &[&str], &[&str])] = {
    use Scenario as S;
    &[
        (
            S::Fresh,
            "ababb",
            &["create scim", "fix externalId=objectId", "assign TOTAL-Admin as User"],
            &["JobMissing", "TenantUrlMissing", "TokenMissing", "GroupNotAssigned"],
        ),
        (
            S::DefaultMapping,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["RowWrongSource", "GroupNotAssigned", "NotStarted"],
        ),
        (
            S::MappingMissing,
            "daabb",
            &["fix externalId+objectId", "assign TOTAL-Admin as User", "start"],
            &["RowMissing", "GroupNotAssigned", "NotStarted"],
        ),
        (
            S::MappingDuplicated,
            "daabb",
            &["fix externalId-19", "assign TOTAL-Admin as User", "start"],
            &["RowDuplicated", "GroupNotAssigned", "NotStarted"],
        ),
        (
            S::MappingConstant,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["RowConstant", "GroupNotAssigned", "NotStarted"],
        ),
        (
            S::MappingExpression,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["RowExpression", "GroupNotAssigned", "NotStarted"],
        ),
        (
            S::SyncedWrong,
            "dadbb",
            &["fix externalId=objectId", "restart"],
            &["RowWrongSource", "SyncedWithWrongMapping", "RestartPending", "PersonWrong"],
        ),
        // Nothing can be done before a good token is entered.
        (
            S::Quarantined,
            "fddfb",
            &[],
            &["ConnectionRefusedInQuarantine(Unauthorized)", "Quarantined(Refused)"],
        ),
        // Whether the deletions were meant is a person's to say: no plan.
        (S::DeletionsStopped, "dddfd", &[], &["Quarantined(TooManyDeletes)"]),
        (
            S::ScopingFilter,
            "dddda",
            &[],
            &["ScopingFilter", "FilteredOut", "PersonSkipped(\"ScopingFilterNotPassed\")"],
        ),
        (
            S::NoAdminGroup,
            "dabbb",
            &["fix externalId=objectId"],
            &["RowWrongSource", "RequiredGroupNotFound", "NotStarted", "NobodyChosen"],
        ),
        (
            S::NestedGroups,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["RowWrongSource", "GroupNotAssigned", "GroupNested", "NotStarted"],
        ),
        (
            S::EmptyGroup,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["RowWrongSource", "GroupNotAssigned", "GroupEmpty", "NotStarted", "NobodyChosen"],
        ),
        (
            S::DynamicGroup,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["RowWrongSource", "GroupNotAssigned", "GroupDynamic", "NotStarted"],
        ),
        (S::TwoApps, "bbbbb", &[], &["NoApplication"]),
        (S::RegistrationApp, "bbbbb", &[], &["NoApplication"]),
        (S::ForeignApp, "bbbbb", &[], &["NoApplication"]),
        (S::NewApp, "bbbbb", &[], &["ApplicationYoung"]),
        // Who is assigned is the directory's, and the rest goes on.
        (
            S::InsufficientRole,
            "bbabb",
            &["assign TOTAL-Admin as User"],
            &["NoSynchronizationAccess", "GroupNotAssigned", "MissingRole"],
        ),
        (
            S::ReadOnlyScopes,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &[
                "RowWrongSource",
                "MissingScope(SynchronizationReadWriteAll)",
                "GroupNotAssigned",
                "MissingScope(AppRoleAssignmentReadWriteAll)",
                "NotStarted",
            ],
        ),
        (
            S::NoP1,
            "dabbb",
            &["fix externalId=objectId"],
            &["RowWrongSource", "NoPremium", "GroupNotAssigned", "NotStarted"],
        ),
        (
            S::Throttled,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["RowWrongSource", "GroupNotAssigned", "NotStarted"],
        ),
        (
            S::Flaky,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["RowWrongSource", "GroupNotAssigned", "NotStarted"],
        ),
        (
            S::Large,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["RowWrongSource", "GroupNotAssigned", "NotStarted"],
        ),
        (
            S::SeveralJobs,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["SeveralJobs", "RowWrongSource", "GroupNotAssigned", "NotStarted"],
        ),
        (
            S::ScopeAll,
            "daabb",
            &["fix externalId=objectId", "assign TOTAL-Admin as User", "start"],
            &["RowWrongSource", "GroupNotAssigned", "EveryoneInScope", "NotStarted"],
        ),
        (S::AllRight, "ddddd", &[], &[]),
        (S::FirstCycle, "dddwd", &[], &["FirstCycleRunning"]),
        (S::FirstCycleLong, "dddwd", &[], &["FirstCycleRunning", "FirstCycleLong"]),
        (S::SeveralCycles, "ddddd", &[], &["EntryErrors"]),
        (S::CycleLate, "ddddd", &[], &["CycleLate"]),
    ]
};

/// What is right, what waits, and what is not tested: the quiet findings.
const QUIET: [&str; 11] = [
    "NobodyTold",
    "JobPresent",
    "TenantUrlStored",
    "TokenStored",
    "NotTested",
    "RowRight",
    "GroupAssigned",
    "InOperation",
    "PersonProven",
    "PersonNotSent",
    "WaitsFor",
];

fn loud(world: &World) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for step in world.assessment().steps {
        for finding in step.findings {
            let kind = format!("{:?}", finding.kind);
            if !QUIET.iter().any(|quiet| kind.starts_with(quiet)) && !found.contains(&kind) {
                found.push(kind);
            }
        }
    }
    found
}

fn initials(world: &World) -> String {
    world.statuses().iter().map(|status| &status[..1]).collect()
}

#[test]
fn every_scenario_is_seen_as_what_it_is() {
    assert_eq!(FIRST_LOOK.len(), Scenario::ALL.len());
    for (scenario, statuses, plan, findings) in FIRST_LOOK {
        let world = World::seen(*scenario);
        let name = scenario.name();
        assert_eq!(initials(&world), *statuses, "{name}\n{}", world.kinds());
        assert_eq!(names(&world.plan()), *plan, "{name}");
        let (mut found, mut expected) = (loud(&world), findings.to_vec());
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{name}");
    }
}

/// What is the matter stands unfolded: never a step that only waits for another.
#[test]
fn the_step_shown_first_is_where_a_person_begins() {
    for (scenario, expected) in [
        (Scenario::Fresh, Some(StepId::Connect)),
        (Scenario::DefaultMapping, Some(StepId::Mapping)),
        (Scenario::InsufficientRole, Some(StepId::Connect)),
        (Scenario::Quarantined, Some(StepId::Connect)),
        (Scenario::SyncedWrong, Some(StepId::Mapping)),
        (Scenario::AllRight, None),
        (Scenario::FirstCycle, Some(StepId::Start)),
    ] {
        assert_eq!(World::seen(scenario).assessment().most_urgent(), expected, "{}", scenario.name());
    }
}

/// peers.md goal 16: what there is to know before anybody is created.
#[test]
fn the_audience_is_counted_before_the_first_cycle() {
    let mut world = World::seen(Scenario::DefaultMapping);
    world.choose_group("TOTAL-Analyst");
    let of = |world: &World| audience(&world.product, &world.facts, &world.visit);
    let found = of(&world);
    let listed = |world: &World| -> Vec<Person> {
        let groups = world.facts.groups.known().unwrap().iter();
        let groups = groups.filter(|group| ["TOTAL-Admin", "TOTAL-Analyst"].contains(&group.name.as_str()));
        groups.filter_map(|group| group.members.known()).flat_map(|members| members.people.clone()).collect()
    };
    let mut ids: Vec<_> = listed(&world).into_iter().map(|person| person.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(found.people, ids.len() as u64, "each person counts once");
    assert_eq!((found.guests, found.disabled), (1, 1));
    assert!(found.without.iter().any(|(attribute, people)| attribute == "jobTitle" && *people > 0));
    assert_eq!(found.matched_by.as_deref(), Some("userPrincipalName"));
    assert_eq!((found.without_match, found.sharing_match), (0, 0));

    // Two people with one name, another without any.
    if let Reading::Known(groups) = &mut world.facts.groups {
        let people = groups.iter_mut().find_map(|group| match &mut group.members {
            Reading::Known(members) if members.people.len() > 2 => Some(&mut members.people),
            _ => None,
        });
        let set = |person: &mut Person, value: Option<&str>| {
            for (name, old) in &mut person.attributes {
                if name == "userPrincipalName" {
                    *old = value.map(str::to_owned);
                }
            }
        };
        let people = people.unwrap();
        set(&mut people[0], Some("same@contoso.example"));
        set(&mut people[1], Some("SAME@contoso.example"));
        set(&mut people[2], None);
    }
    assert_eq!((of(&world).without_match, of(&world).sharing_match), (1, 2));
    assert_eq!(of(&World::seen(Scenario::NestedGroups)).not_expanded.len(), 1);
}

#[test]
fn looking_writes_nothing() {
    for scenario in Scenario::ALL {
        let world = World::seen(*scenario);
        assert!(
            !world.sim.borrow().recorder().iter().any(|request| request.is_write()),
            "{}",
            scenario.name()
        );
    }
}

#[test]
fn an_application_that_cannot_be_provisioned_says_why_and_gets_no_plan() {
    for (scenario, kind) in [
        (Scenario::RegistrationApp, "ApplicationFromRegistration"),
        (Scenario::ForeignApp, "ApplicationForeign"),
    ] {
        let mut world = World::new(scenario);
        world.choose(crate::common::TOTAL);
        world.enter_credentials();
        assert_eq!(initials(&world), "bbbbb");
        assert_eq!(loud(&world), [kind]);
        assert!(world.plan().is_empty());
        assert!(world.plan_on_demand().is_empty());
    }
}

#[test]
fn of_two_applications_a_person_chooses() {
    let mut world = World::seen(Scenario::TwoApps);
    let candidates = world.facts.applications.known().unwrap().len();
    assert_eq!(candidates, 2);
    world.choose(crate::common::TOTAL);
    assert_eq!(initials(&world), "ababb");
    assert_eq!(world.facts.application.as_ref().unwrap().name, "TOTAL");
}

#[test]
fn another_group_can_stand_in_for_the_required_one() {
    let mut world = World::seen(Scenario::NoAdminGroup);
    world.choose_group("TOTAL-Analyst");
    assert_eq!(initials(&world), "daabb");
    assert_eq!(names(&world.plan()), ["fix externalId=objectId", "assign TOTAL-Analyst as User", "start"]);
    let loud = loud(&world);
    for kind in [
        "RequiredGroupReplaced",
        "Guests",
        "DisabledAccounts",
        "WithoutAttribute(\"jobTitle\")",
        "WithoutAttribute(\"department\")",
    ] {
        assert!(loud.iter().any(|found| found == kind), "{kind}: {loud:?}");
    }
}

/// Design §6: at most three round trips one after another, and six requests.
#[test]
fn the_first_full_inspection_takes_three_round_trips() {
    for batch in [BatchSynchronization::Refused, BatchSynchronization::Served] {
        for scenario in [Scenario::Fresh, Scenario::DefaultMapping, Scenario::AllRight, Scenario::Large] {
            let knobs = Knobs { batch_synchronization: batch, ..Knobs::default() };
            let mut world = World::turned(scenario, knobs);
            world.look();
            let name = scenario.name();
            assert!(world.traffic.round_trips() <= 3, "{name}: {} round trips", world.traffic.round_trips());
            assert!(world.traffic.requests() <= 6, "{name}: {} requests", world.traffic.requests());
        }
    }
}

/// G26: what the network hides is said, not taken for an empty tenant.
#[test]
fn a_tenant_that_cannot_be_read_is_not_taken_for_an_empty_one() {
    let mut world = World::new(Scenario::AllRight);
    world.sim.borrow_mut().fail_next(assistant::sim::knobs::Fault::CutBefore, 1000);
    world.look();
    assert_eq!(initials(&world), "fffff");
    assert_eq!(loud(&world), ["CouldNotRead { offline: true, request_id: None }"]);
    assert!(world.plan().is_empty());
}

#[test]
fn every_step_is_assessed_once_in_the_order_of_the_guide() {
    for scenario in Scenario::ALL {
        let steps: Vec<_> = World::seen(*scenario).assessment().steps.iter().map(|it| it.step).collect();
        assert_eq!(steps, StepId::ALL);
    }
}
