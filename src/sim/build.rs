//! Scenarios as states.

use super::cast;
use super::directory::{Directory, Group, Members};
use super::engine;
use super::guid::Guids;
use super::history;
use super::knobs::Knobs;
use super::logs::Log;
use super::mapping;
use super::past::Past;
use super::scenario::Scenario;
use super::state::{
    Application, Assignment, Caller, Job, Kind, Organization, Phase, Rate, Schedule, Secrets, State,
};
use super::vendor::Vendor;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

/// The default schema (graph-contract.md §3.1), compact, members and numbers as they stand there.
const DEFAULT_SCHEMA: &str = include_str!("default-schema.json");
const DAY: Duration = Duration::from_secs(24 * 3600);
/// How long the demo's token is good.
const TOKEN_LIFE: Duration = Duration::from_secs(365 * 24 * 3600);

/// The default schema, for the job `id`.
pub(crate) fn default_schema(sp: &str, id: &str) -> Value {
    let mut schema: Value = serde_json::from_str(DEFAULT_SCHEMA).unwrap_or_default();
    let context = format!(
        "https://graph.microsoft.com/v1.0/$metadata#servicePrincipals('{sp}')/synchronization/jobs('{id}')/schema/$entity"
    );
    if let Some(members) = schema.as_object_mut() {
        members.insert("@odata.context".to_owned(), context.into());
        members.insert("id".to_owned(), id.into());
    }
    schema
}

/// The directories of the default schema.
pub(crate) fn default_directories() -> Value {
    let mut schema: Value = serde_json::from_str(DEFAULT_SCHEMA).unwrap_or_default();
    schema.get_mut("directories").map(Value::take).unwrap_or_default()
}

/// A job as `POST jobs` makes it.
pub(crate) fn new_job(sp: &str, id: &str, run: Phase, now: SystemTime) -> Job {
    Job {
        id: id.to_owned(),
        created: now,
        schema: default_schema(sp, id),
        schema_reads: 0,
        schedule: Schedule::Disabled,
        run,
        started: None,
        cycle: None,
        next_cycle: None,
        quarantine: None,
        last: None,
        last_success: None,
        last_with_exports: None,
        steady_first: None,
        steady_last: None,
        failures: 0,
        deletions_allowed: false,
    }
}

/// The id of the job of the template `scim` for an application.
pub(crate) fn job_id(app_id: &str) -> String {
    format!("scim.{}.{app_id}", cast::TENANT.replace('-', ""))
}

/// The tenant as `scenario` begins.
pub(crate) fn state(vendor: Vendor, scenario: Scenario, knobs: Knobs, now: SystemTime) -> State {
    let mut groups = cast::groups(&vendor);
    let crowd = shape_groups(scenario, &vendor, &mut groups);
    let [name, second_name] = &vendor.applications;
    let mut total = application(name, cast::TOTAL, cast::TOTAL_APP_ID, now - DAY * 30);
    match scenario {
        Scenario::RegistrationApp => total.kind = Kind::Registration,
        Scenario::ForeignApp => total.kind = Kind::Foreign,
        Scenario::NewApp => total.created = now - Duration::from_secs(60),
        _ => {}
    }
    let mut applications = vec![total];
    if scenario == Scenario::TwoApps {
        let (id, app_id) = (cast::SECOND_TOTAL, cast::SECOND_TOTAL_APP_ID);
        applications.push(application(second_name, id, app_id, now - DAY * 3));
    }
    applications.push(application(
        "Payroll",
        "e5c3a7f9-1d46-4b82-803e-9f7c2db814a0",
        "a064fbd8-3195-4e2c-970a-4c8ebf2619d3",
        now - DAY * 90,
    ));
    let write = scenario != Scenario::ReadOnlyScopes;
    let scopes = cast::READ_SCOPES.iter().chain(cast::WRITE_SCOPES.iter().filter(|_| write));
    let caller = Caller {
        scopes: scopes.map(|scope| (*scope).to_owned()).collect(),
        expires: now + TOKEN_LIFE,
        challenged: false,
    };
    let role = match scenario {
        Scenario::InsufficientRole => cast::GLOBAL_READER,
        _ => cast::CLOUD_APPLICATION_ADMINISTRATOR,
    };
    let mut state = State {
        knobs,
        vendor,
        organization: Organization::default(),
        directory: Directory::new(cast::people(), groups, crowd),
        applications,
        me: cast::ME.to_owned(),
        roles: vec![role],
        group_roles: Vec::new(),
        premium: scenario != Scenario::NoP1,
        callers: BTreeMap::from([(super::DEMO_TOKEN.to_owned(), caller)]),
        log: Log {
            past: (scenario == Scenario::Large).then_some(Past { until: now, count: crowd }),
            ..Log::default()
        },
        guids: Guids::new(0x707A),
        on_demand_rate: Rate::default(),
        report_rate: Rate::default(),
    };
    set_up(scenario, &mut state, now);
    state
}

/// Changes the groups; tells how many people of the crowd there are.
fn shape_groups(scenario: Scenario, vendor: &Vendor, groups: &mut Vec<Group>) -> u32 {
    let admin = groups.iter().position(|group| group.id == cast::ADMIN_GROUP);
    let Some(group) = admin.and_then(|at| groups.get_mut(at)) else { return 0 };
    match scenario {
        Scenario::NoAdminGroup => groups.retain(|group| group.id != cast::ADMIN_GROUP),
        Scenario::EmptyGroup => group.members = Members::default(),
        Scenario::DynamicGroup => {
            group.rule =
                Some("(user.department -eq \"IT\") or (user.department -eq \"Security\")".to_owned());
        }
        Scenario::NestedGroups => {
            group.members = Members::Listed(vec![cast::ADA.to_owned(), cast::INNER_GROUP.to_owned()]);
            groups.push(cast::group(
                cast::INNER_GROUP,
                "Identity Team",
                &["Inside ", &vendor.admins()].concat(),
                &[cast::BEN, cast::CARLA, cast::DMITRI],
            ));
        }
        scenario if history::has_workforce(scenario) => {
            let (workforce, crowd) = history::workforce(scenario, vendor);
            groups.push(workforce);
            return crowd;
        }
        Scenario::Large => {
            for number in 0..20_000_u32 {
                let site = format!("Site {number:05}");
                groups.push(cast::group(
                    &format!("d40d0000-0000-4000-8000-{number:012x}"),
                    &site,
                    "A site",
                    &[],
                ));
            }
            groups.push(Group { members: Members::Crowd, ..history::empty_workforce(vendor) });
            return 50_000;
        }
        _ => {}
    }
    0
}

/// An application made from the non-gallery template.
fn application(name: &str, id: &str, app_id: &str, created: SystemTime) -> Application {
    Application {
        id: id.to_owned(),
        app_id: app_id.to_owned(),
        name: name.to_owned(),
        kind: Kind::NonGallery,
        created,
        assignments: Vec::new(),
        secrets: Secrets::default(),
        jobs: Vec::new(),
        scim: engine::scim::ScimStore::default(),
    }
}

/// Sets up the first application as far as the scenario says.
fn set_up(scenario: Scenario, state: &mut State, now: SystemTime) {
    use Scenario as S;
    let bare = matches!(scenario, S::Fresh | S::RegistrationApp | S::ForeignApp | S::NewApp | S::TwoApps);
    if bare {
        return;
    }
    let State { applications, vendor, .. } = &mut *state;
    let Some(app) = applications.first_mut() else { return };
    let token = if scenario == S::Quarantined { "expired_5c1d" } else { "tsa_5c1d7e90b3f248a6" };
    let everyone = if scenario == S::ScopeAll { "true" } else { "false" };
    let notifications = if scenario == S::DeletionsStopped {
        r#"{"Enabled":true,"DeleteThresholdEnabled":true,"HumanResourcesLookaheadQueryEnabled":false,"Recipients":"it-operations@contoso.example","DeleteThresholdValue":2}"#
    } else {
        r#"{"Enabled":false,"DeleteThresholdEnabled":false}"#
    };
    app.secrets.stored = [
        ("BaseAddress", vendor.tenant_url.as_str()),
        ("SecretToken", token),
        ("SyncAll", everyone),
        ("SyncNotificationSettings", notifications),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .to_vec();
    let mut job = new_job(cast::TOTAL, &job_id(cast::TOTAL_APP_ID), Phase::Paused, now - DAY * 3);
    mapping::write(scenario, vendor, &mut job.schema);
    let has_workforce = history::has_workforce(scenario);
    let running = has_workforce
        || matches!(
            scenario,
            S::SyncedWrong | S::Quarantined | S::DeletionsStopped | S::ScopingFilter | S::AllRight
        );
    if running {
        app.assignments.push(assignment(
            "Woh5xqV0ZUySk1oGm4rZ1k8q2bTn6vFIkqTs4o0uX3E",
            cast::ADMIN_GROUP,
            &vendor.admins(),
            now - DAY * 3,
        ));
        for (at, (id, name)) in vendor.others().enumerate() {
            let assignment_id = format!("Yqj7zsX2bWAuMm3qIo6tb3m0s4dVp8xHKmsVu6q{at:04}");
            app.assignments.push(assignment(&assignment_id, &id, name, now - DAY * 3));
        }
        if has_workforce {
            app.assignments.push(assignment(
                "Xpi6yrW1aVzTl2pHn5sa2l9r3cUo7wGJlrUt5p1vY4F",
                cast::WORKFORCE_GROUP,
                &vendor.named("-", "Workforce"),
                now - DAY * 3,
            ));
        }
        if scenario == S::DeletionsStopped {
            app.assignments.push(assignment(
                "Xpi6yrW1A0VzTl2pHn5sA2l9r3cUo7wGJlrUt5p1vY4",
                cast::ANALYST_GROUP,
                &vendor.named("-", "Analyst"),
                now - DAY * 3,
            ));
        }
        job.schedule = Schedule::Active;
        job.run = Phase::NotRun;
        // Seven minutes into a cycle: the next one is half an hour away.
        let began = history::began(scenario, now).unwrap_or(now - DAY * 2 - Duration::from_secs(7 * 60));
        job.started = Some(began);
        job.next_cycle = Some(began);
    }
    app.jobs.push(job);
    if scenario == S::SeveralJobs {
        let id = format!("customappsso.{}.{}", cast::TENANT.replace('-', ""), cast::TOTAL_APP_ID);
        app.jobs.push(new_job(cast::TOTAL, &id, Phase::Paused, now - DAY * 20));
    }
    if scenario == S::DeletionsStopped {
        // An hour ago somebody took the analysts off the application.
        engine::advance(state, now - Duration::from_secs(3600));
        if let Some(app) = state.applications.first_mut() {
            app.assignments.retain(|one| one.principal != cast::ANALYST_GROUP);
        }
    }
    // What happened until now really happens: cycles of the past run here.
    history::run(scenario, state, now);
    engine::advance(state, now);
}

fn assignment(id: &str, group: &str, name: &str, created: SystemTime) -> Assignment {
    Assignment {
        id: id.to_owned(),
        role: cast::ROLE_USER.to_owned(),
        principal: group.to_owned(),
        principal_type: "Group",
        principal_name: name.to_owned(),
        created,
    }
}
