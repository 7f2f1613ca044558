//! The accidental-deletion stop (graph-contract.md §2.1 `SyncNotificationSettings`, §7 57).

use super::super::state::{Application, Job, Quarantine};
use super::person::Entitled;
use serde_json::Value;
use std::time::{Duration, SystemTime};

/// Until Entra tries again.
const RETRY: Duration = Duration::from_secs(24 * 3600);

/// The threshold that is set; `None` where nothing stops deletions.
fn threshold(app: &Application) -> Option<u64> {
    let settings: Value = serde_json::from_str(app.secrets.get("SyncNotificationSettings")?).ok()?;
    let on = settings.get("DeleteThresholdEnabled").and_then(Value::as_bool)?;
    settings.get("DeleteThresholdValue").and_then(Value::as_u64).filter(|_| on)
}

/// Whether more people would be removed from TOTAL than the threshold allows.
pub(crate) fn are_too_many(app: &Application, job: &Job, entitled: &Entitled) -> bool {
    let Some(threshold) = threshold(app).filter(|_| !job.deletions_allowed) else { return false };
    let is_active = |active: Option<&str>| active.is_none_or(|active| active.eq_ignore_ascii_case("true"));
    let leaving = app
        .scim
        .people()
        .iter()
        .filter(|held| is_active(held.attribute("active")) && !entitled.people.contains(&held.object_id));
    leaving.count() as u64 > threshold
}

/// Stops `job`. No cycle ran, so the last one stays as it was, and nothing failed.
pub(crate) fn stop(job: &mut Job, at: SystemTime) {
    let began = job.quarantine.as_ref().map_or(at, |held| held.began);
    job.cycle = None;
    job.quarantine = Some(Quarantine { began, reason: "TooManyDeletes", error: None });
    job.next_cycle = Some(at + RETRY);
}
