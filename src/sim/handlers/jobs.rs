//! Synchronization jobs (C2–C5, C16–C18).

use super::super::answer::{Answer, Failure, Handled};
use super::super::build;
use super::super::call::Call;
use super::super::engine::cycle::INTERVAL;
use super::super::knobs::{FirstCycleCode, Knobs, NewJobCode, NoJob, SecondJob};
use super::super::logs::Audit;
use super::super::state::{Application, Execution, Job, Kind, Phase, Schedule, State};
use super::super::time::{NEVER, or_never, stamp};
use serde_json::{Value, json};
use std::time::SystemTime;

/// Number of the job with this id, once it can be read.
///
/// # Errors
/// 404.
pub(crate) fn find(state: &State, call: &Call, at: usize, id: &str) -> Result<usize, Failure> {
    let app = state.applications.get(at).ok_or_else(Failure::no_resource)?;
    let found = app.jobs.iter().position(|job| job.id == id && visible(&state.knobs, job, call.now));
    found.ok_or_else(Failure::no_resource)
}

fn visible(knobs: &Knobs, job: &Job, now: SystemTime) -> bool {
    now >= job.created + knobs.job_visible_after
}

/// C2.
pub(crate) fn list(state: &State, call: &Call, at: usize) -> Handled {
    let app = state.applications.get(at).ok_or_else(Failure::no_resource)?;
    let jobs: Vec<Value> = app
        .jobs
        .iter()
        .filter(|job| visible(&state.knobs, job, call.now))
        .map(|job| to_graph(&state.knobs, app, job, call.now))
        .collect();
    if jobs.is_empty() && state.knobs.no_job == NoJob::NotFound {
        return Err(Failure::no_resource());
    }
    Ok(Answer::list(call.context(&format!("servicePrincipals('{}')/synchronization/jobs", app.id)), jobs))
}

/// C4.
pub(crate) fn one(state: &State, call: &Call, at: usize, job: usize) -> Handled {
    let app = state.applications.get(at).ok_or_else(Failure::no_resource)?;
    let job = app.jobs.get(job).ok_or_else(Failure::no_resource)?;
    Ok(Answer::ok(entity(&state.knobs, app, job, call)))
}

fn entity(knobs: &Knobs, app: &Application, job: &Job, call: &Call) -> Value {
    let context = call.context(&format!("servicePrincipals('{}')/synchronization/jobs/$entity", app.id));
    let mut body = json!({"@odata.context": context});
    if let (Some(body), Value::Object(members)) = (body.as_object_mut(), to_graph(knobs, app, job, call.now))
    {
        body.extend(members);
    }
    body
}

/// C3.
pub(crate) fn create(state: &mut State, call: &Call, at: usize) -> Handled {
    let body = call.json()?;
    let app = state.applications.get_mut(at).ok_or_else(Failure::no_resource)?;
    if body.get("templateId").and_then(Value::as_str) != Some("scim") || app.kind != Kind::NonGallery {
        return Err(Failure::new(
            400,
            "TemplateNotFound",
            "The template could not be found for the application.",
        ));
    }
    if !app.jobs.is_empty() && state.knobs.second_job == SecondJob::Conflict {
        return Err(Failure::new(409, "JobAlreadyExists", "A job of this template exists already."));
    }
    let run = match state.knobs.new_job_code {
        NewJobCode::Paused => Phase::Paused,
        NewJobCode::NotConfigured => Phase::NotConfigured,
    };
    let first = build::job_id(&app.app_id);
    let id = if app.jobs.iter().any(|job| job.id == first) {
        format!("scim.{}", state.guids.next())
    } else {
        first
    };
    let job = build::new_job(&app.id, &id, run, call.now);
    let body = entity(&state.knobs, app, &job, call);
    app.jobs.push(job);
    Ok(Answer::created(body))
}

/// C5.
pub(crate) fn delete(state: &mut State, at: usize, job: usize) -> Handled {
    if let Some(app) = state.applications.get_mut(at) {
        app.jobs.remove(job);
    }
    Ok(Answer::no_content())
}

/// The job to write to.
fn job(state: &mut State, at: usize, job: usize) -> Result<&mut Job, Failure> {
    let app = state.applications.get_mut(at);
    app.and_then(|app| app.jobs.get_mut(job)).ok_or_else(Failure::no_resource)
}

/// C16. A job that runs already is left as it is.
pub(crate) fn start(state: &mut State, call: &Call, at: usize, number: usize) -> Handled {
    let job = job(state, at, number)?;
    if job.schedule == Schedule::Active && job.quarantine.is_none() {
        return Ok(Answer::no_content());
    }
    job.quarantine = None;
    job.failures = 0;
    job.schedule = Schedule::Active;
    if job.steady_first.is_none() {
        job.run = Phase::NotRun;
    }
    job.started = Some(call.now);
    if job.cycle.is_none() {
        // The credentials are looked at on the next tick, not in this call.
        job.next_cycle = Some(call.now);
    }
    audit(state, call, at, "Enable/start provisioning configuration");
    Ok(Answer::no_content())
}

/// C17. A cycle in progress goes on to its end.
pub(crate) fn pause(state: &mut State, call: &Call, at: usize, number: usize) -> Handled {
    let job = job(state, at, number)?;
    job.schedule = Schedule::Paused;
    job.next_cycle = None;
    audit(state, call, at, "Disable/pause provisioning configuration");
    Ok(Answer::no_content())
}

/// C18.
pub(crate) fn restart(state: &mut State, call: &Call, at: usize, number: usize) -> Handled {
    let body = call.json()?;
    let scope = body.get("criteria").and_then(|criteria| criteria.get("resetScope")).and_then(Value::as_str);
    let Some(scope) = scope else {
        return Err(Failure::new(400, "RequestParameterInvalid", "The criteria are missing."));
    };
    let flags: Vec<&str> = scope.split(',').map(str::trim).collect();
    const KNOWN: [&str; 5] = ["Escrows", "Watermark", "QuarantineState", "Full", "ForceDeletes"];
    if flags.iter().any(|flag| !KNOWN.contains(flag)) {
        let message = format!("The reset scope '{scope}' cannot be used.");
        return Err(Failure::new(400, "RequestParameterInvalid", message));
    }
    let has = |flag: &str| flags.contains(&flag) || flags.contains(&"Full");
    let job = job(state, at, number)?;
    let frees = flags.contains(&"ForceDeletes");
    if frees {
        job.deletions_allowed = true;
    }
    let stopped_for_deletions = job.quarantine.as_ref().is_some_and(|held| held.reason == "TooManyDeletes");
    if has("QuarantineState") || (frees && stopped_for_deletions) {
        job.quarantine = None;
        job.failures = 0;
    }
    if has("Watermark") {
        forget(job);
    }
    if job.schedule == Schedule::Active && job.quarantine.is_none() {
        job.cycle = None;
        job.next_cycle = Some(call.now);
    }
    audit(state, call, at, "Enable/restart provisioning configuration");
    Ok(Answer::no_content())
}

/// The next cycle is a first one again: everyone is looked at anew.
pub(crate) fn forget(job: &mut Job) {
    job.steady_first = None;
    job.steady_last = None;
    job.run = Phase::NotRun;
}

/// Writes into the directory audit.
pub(crate) fn audit(state: &mut State, call: &Call, at: usize, activity: &'static str) {
    let id = state.guids.next();
    if let Some(app) = state.applications.get(at) {
        let (application, application_name) = (app.id.clone(), app.name.clone());
        state.log.audits.push(Audit { id, at: call.now, activity, application, application_name });
    }
}

/// `status.code`.
fn code(knobs: &Knobs, job: &Job, now: SystemTime) -> &'static str {
    if job.quarantine.is_some() {
        return "Quarantine";
    }
    match (job.schedule, job.run) {
        (Schedule::Paused, _) if job.cycle.is_none() => "Paused",
        (Schedule::Disabled, Phase::NotConfigured) => "NotConfigured",
        (Schedule::Disabled, _) => "Paused",
        (_, Phase::Active) => "Active",
        _ => {
            let moving = job.cycle.as_ref().is_some_and(|cycle| now >= cycle.first);
            if moving && knobs.first_cycle_code == FirstCycleCode::Active { "Active" } else { "NotRun" }
        }
    }
}

/// A job as Graph returns it (§3.2).
fn to_graph(knobs: &Knobs, app: &Application, job: &Job, now: SystemTime) -> Value {
    let code = code(knobs, job, now);
    let state = match job.schedule {
        Schedule::Disabled => "Disabled",
        Schedule::Active => "Active",
        Schedule::Paused => "Paused",
    };
    let running = job.cycle.as_ref().filter(|cycle| cycle.initial && now >= cycle.first && code == "Active");
    let so_far = running.map(|cycle| Execution {
        id: cycle.id.clone(),
        began: cycle.began,
        ended: now,
        entitled: cycle.total() as u64,
        exported: cycle.exported,
        escrowed: cycle.escrowed,
        imported: cycle.total() as u64,
        error: None,
    });
    let last = so_far.as_ref().or(job.last.as_ref());
    let never = job.started.map(|_| never_ran());
    let shown = |execution: Option<&Execution>| execution.map_or(Value::Null, execution_to_graph);
    let progress: Vec<Value> = job
        .cycle
        .iter()
        .filter(|cycle| cycle.initial && now >= cycle.first)
        .map(|cycle| {
            json!({"completedUnits": cycle.done, "totalUnits": cycle.total(),
                   "progressObservationDateTime": stamp(now), "units": "objects"})
        })
        .collect();
    let counts = if app.scim.people().is_empty() && app.scim.groups().is_empty() {
        json!([])
    } else {
        json!([
            {"key": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "value": app.scim.people().len()},
            {"key": "urn:ietf:params:scim:schemas:core:2.0:Group", "value": app.scim.groups().len()},
        ])
    };
    let quarantine = job.quarantine.as_ref().map(|held| {
        json!({
            "currentBegan": stamp(held.began), "nextAttempt": or_never(job.next_cycle), "reason": held.reason,
            "seriesBegan": stamp(held.began), "seriesCount": job.failures, "error": error(held.error.as_ref()),
        })
    });
    json!({
        "id": job.id,
        "templateId": job.id.split('.').next().unwrap_or("scim"),
        "schedule": {"expiration": null, "interval": format!("PT{}M", INTERVAL.as_secs() / 60), "state": state},
        "status": {
            "countSuccessiveCompleteFailures": job.failures,
            "escrowsPruned": false,
            "code": code,
            "lastSuccessfulExecution": shown(so_far.as_ref().or(job.last_success.as_ref())),
            "lastSuccessfulExecutionWithExports": shown(job.last_with_exports.as_ref()),
            "quarantine": quarantine,
            "steadyStateFirstAchievedTime": or_never(job.steady_first),
            "steadyStateLastAchievedTime": or_never(job.steady_last),
            "troubleshootingUrl": if job.started.is_some() { json!("") } else { Value::Null },
            "lastExecution": last.map(execution_to_graph).or(never),
            "progress": progress,
            "synchronizedEntryCountByType": counts,
        },
        "synchronizationJobSettings": [
            {"name": "AzureIngestionAttributeOptimization", "value": "False"},
            {"name": "LookaheadQueryEnabled", "value": "False"},
        ],
    })
}

/// The fake failed run of a job that was started and did not run yet.
fn never_ran() -> Value {
    json!({
        "activityIdentifier": null, "countEntitled": 0, "countEntitledForProvisioning": 0, "countEscrowed": 0,
        "countEscrowedRaw": 0, "countExported": 0, "countExports": 0, "countImported": 0, "countImportedDeltas": 0,
        "countImportedReferenceDeltas": 0, "state": "Failed", "timeBegan": NEVER, "timeEnded": NEVER,
        "error": {"code": "None", "message": "", "tenantActionable": false},
    })
}

fn error(error: Option<&(&'static str, String)>) -> Value {
    error.map_or(
        Value::Null,
        |(code, message)| json!({"code": code, "message": message, "tenantActionable": true}),
    )
}

fn execution_to_graph(execution: &Execution) -> Value {
    let state = match (&execution.error, execution.escrowed) {
        (Some(_), _) => "Failed",
        (None, 0) => "Succeeded",
        (None, _) => "EntryLevelErrors",
    };
    json!({
        "activityIdentifier": execution.id,
        "countEntitled": execution.entitled,
        "countEntitledForProvisioning": execution.entitled,
        "countEscrowed": execution.escrowed,
        "countEscrowedRaw": execution.escrowed,
        "countExported": execution.exported,
        "countExports": execution.exported + execution.escrowed,
        "countImported": execution.imported,
        "countImportedDeltas": execution.imported,
        "countImportedReferenceDeltas": 0,
        "state": state,
        "timeBegan": stamp(execution.began),
        "timeEnded": stamp(execution.ended),
        "error": error(execution.error.as_ref()),
    })
}
