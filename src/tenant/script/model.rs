//! A plan as steps of a script: data, the same for every language.

use super::mapping;
use super::text::line;
use crate::graph::calls::synchronization::RestartScope;
use crate::graph::{Call, GraphRoot, JobId, calls};
use crate::setup::change::Change;
use crate::setup::checks::start::{Phase, phase};
use crate::setup::facts::{Application, Facts, Job};
use crate::setup::product::Product;
use crate::setup::scope::Scope;
use crate::words::en::changes::title;
use crate::words::fill;
use serde_json::{Value, json};

/// What a script reads, and compares as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The application's client ID: whether this is the tenant that was looked at.
    Application,
    /// Whether there is a job whose schema can be read.
    Job,
    /// The stored tenant URL, and whether a token is stored.
    Credentials,
    /// The rows of the user mapping that matter.
    Mapping,
    /// Which principals are assigned.
    Assigned,
    /// Where the job stands, in a word.
    Phase,
}

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Below Graph's root.
    Root(String),
    /// Below the job, whose id may be known only when the script has created it.
    Job(String),
}

/// What a script does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// One request.
    Send {
        /// The verb.
        method: String,
        /// Where to.
        place: Place,
        /// JSON; empty without any.
        body: String,
    },
    /// Asks for the secret token, tests it with this tenant URL, and stores both.
    Store(String),
    /// Writes the schema with these edits, as JSON.
    Correct(String),
}

/// A step of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Stops unless it is so. That there is a job is looked at from the beginning; anything else may be brought about by
    /// the steps before.
    Require {
        /// What is read.
        view: View,
        /// What it must be.
        value: Value,
    },
    /// Goes on if `after` is there already, stops unless `before` is, else acts and reads back until `after` shows.
    Change {
        /// In words.
        title: String,
        /// What is read.
        view: View,
        /// As it was previewed.
        before: Value,
        /// As it will be. The same as `before` where nothing that can be read tells the difference.
        after: Value,
        /// What is done.
        action: Action,
    },
}

/// A plan that can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    pub(super) product: String,
    pub(super) root: String,
    /// The tenant's id and name, where they are known.
    pub(super) tenant: Option<(String, String)>,
    /// The paths of what is read, by the names that scripts give them.
    pub(super) paths: [(&'static str, String); 4],
    /// Its client ID.
    pub(super) app_id: String,
    /// The job as a segment of a path, unless it is still to be created.
    pub(super) job: Option<String>,
    pub(super) scopes: Vec<Scope>,
    /// The name of the tenant, which must be typed before anything is changed; that of the application where it is not known.
    pub(super) confirm: Option<String>,
    /// What is done, in order.
    pub steps: Vec<Step>,
}

impl Script {
    /// The script that makes `changes`, as `facts` were previewed. `None` where nothing is to be done, and for what only
    /// the assistant can do: putting back a schema that it holds, editing one setting inside another's text, and proving what
    /// on-demand provisioning brought.
    #[must_use]
    pub fn of(changes: &[Change], facts: &Facts, product: &Product, root: &GraphRoot) -> Option<Self> {
        let application = facts.application.as_ref()?;
        let mut steps = Vec::new();
        let mut scopes = vec![Scope::ApplicationReadAll];
        for change in changes {
            push(&mut steps, change, facts, product, application)?;
            if !scopes.contains(&change.scope()) {
                scopes.push(change.scope());
            }
        }
        let creates = changes.iter().any(|change| matches!(change, Change::CreateJob { .. }));
        let needs_job = |step: &Step| !matches!(step, Step::Change { view: View::Assigned, .. });
        if facts.job().is_none() && !creates && steps.iter().any(needs_job) {
            steps.insert(0, Step::Require { view: View::Job, value: json!(JOB) });
        }
        let id = &application.id;
        let jobs = calls::jobs(id).path_and_query.clone();
        let job = facts.job().map(|job| calls::job(id, &job.id).path_and_query.clone());
        let job = job.and_then(|path| path.strip_prefix(&jobs)?.strip_prefix('/').map(str::to_owned));
        let app = jobs.trim_end_matches("/synchronization/jobs").to_owned();
        (!steps.is_empty()).then(|| Self {
            product: line(&product.name),
            root: [root.origin(), crate::graph::root::VERSION].concat(),
            tenant: facts.tenant.known().map(|tenant| (tenant.id.as_str().to_owned(), line(&tenant.name))),
            paths: [
                ("app", app),
                ("jobs", jobs),
                ("secrets", calls::secrets(id).path_and_query.clone()),
                ("assignments", calls::app_role_assigned_to(id).path_and_query.clone()),
            ],
            app_id: application.app_id.as_str().to_owned(),
            job,
            scopes,
            confirm: changes.contains(&Change::Restart).then(|| confirmation(facts, application)),
            steps,
        })
    }
}

/// Adds the steps of one change; `None` where there are none.
fn push(
    steps: &mut Vec<Step>,
    change: &Change,
    facts: &Facts,
    product: &Product,
    application: &Application,
) -> Option<()> {
    let id = &application.id;
    // Stands in calls for a job that is not there yet; only what follows it in the path is used.
    let job = facts.job().map_or_else(|| "job".parse().ok(), |job: &Job| Some(job.id.clone()))?;
    let job: &JobId = &job;
    let heading = fill(title(change), product);
    let (title, view, before, after, action) = match change {
        Change::CreateJob { template } => {
            (heading, View::Job, json!("no job"), json!(JOB), send(&calls::create_job(id, template)))
        }
        Change::StoreCredentials { old_url, new_url } => {
            let has_token = facts.credentials.known().is_some_and(|stored| stored.has_token);
            let before = json!({"address": old_url, "token": has_token});
            let after = json!({"address": new_url, "token": true});
            (heading, View::Credentials, before, after, Action::Store(new_url.clone()))
        }
        Change::FixMapping { edits } => {
            let (before, after, edits) = mapping::correction(product, facts, edits)?;
            (heading, View::Mapping, before, after, Action::Correct(edits))
        }
        Change::AssignGroup { group, name, role, .. } => {
            let of = |assigned: bool| json!({group.as_str(): assigned});
            (
                named(&heading, name),
                View::Assigned,
                of(false),
                of(true),
                send(&calls::assign(id, group, role)),
            )
        }
        Change::RemoveAssignment { id: assignment, principal, name } => {
            let of = |assigned: bool| json!({principal.as_str(): assigned});
            let call = calls::remove_assignment(id, assignment);
            (named(&heading, name), View::Assigned, of(true), of(false), send(&call))
        }
        Change::Start | Change::Restart | Change::Pause => {
            let now = facts.job().map_or(Phase::NotStarted, phase);
            let (call, after) = match change {
                Change::Pause => (calls::pause(id, job), "paused"),
                Change::Start => (calls::start(id, job), RUNNING),
                _ => (calls::restart(id, job, RestartScope::Everything), RUNNING),
            };
            if *change != Change::Pause {
                // A first sync with the wrong mapping is the mistake that must never be made (design §2).
                steps.push(Step::Require { view: View::Mapping, value: mapping::right(product) });
            }
            (heading, View::Phase, json!(word(now)), json!(after), send(&call))
        }
        Change::SetNotifications { .. }
        | Change::RestoreMapping { .. }
        | Change::ProvisionOnDemand { .. } => {
            return None;
        }
    };
    steps.push(Step::Change { title: line(&title), view, before, after, action });
    Some(())
}

fn confirmation(facts: &Facts, application: &Application) -> String {
    line(facts.tenant.known().map_or(&application.name, |tenant| &tenant.name))
}

fn named(heading: &str, name: &str) -> String {
    [heading, ": ", name].concat()
}

fn send(call: &Call) -> Action {
    let path = &call.path_and_query;
    let below_job = path.split_once("/jobs/").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    let place = below_job.map_or_else(|| Place::Root(path.clone()), |rest| Place::Job(rest.to_owned()));
    let body =
        call.body.as_deref().map_or_else(String::new, |body| String::from_utf8_lossy(body).into_owned());
    Action::Send { method: call.method.as_str().to_owned(), place, body }
}

const JOB: &str = "job";
const RUNNING: &str = "running";

/// The word by which scripts know a phase. Which of the running ones it is changes by itself.
const fn word(phase: Phase) -> &'static str {
    match phase {
        Phase::NotStarted => "not started",
        Phase::Paused => "paused",
        Phase::Quarantined => "quarantined",
        Phase::WaitingForFirstRun | Phase::FirstCycle | Phase::Steady => RUNNING,
    }
}
