//! Cycles: when they run, whom they handle, how they end (graph-contract.md §4.4, §8 rules 10 and 11).

use super::super::directory::Directory;
use super::super::endpoints::verdict;
use super::super::guid::Guids;
use super::super::knobs::Knobs;
use super::super::logs::{Log, Row};
use super::super::state::{Application, Cycle, Execution, Job, Phase, Quarantine, Schedule};
use super::super::vendor::Vendor;
use super::change::{Change, Outcome};
use super::deletions;
use super::mapping::Table;
use super::person::{self, Entitled};
use std::time::{Duration, SystemTime};

/// Between cycles.
pub(crate) const INTERVAL: Duration = Duration::from_secs(40 * 60);
/// Until Entra tries a quarantined job again.
const RETRY: Duration = Duration::from_secs(6 * 3600);
/// An incremental cycle takes this long.
const INCREMENTAL: Duration = Duration::from_secs(5);
/// Added per person to a first cycle.
const PER_PERSON: Duration = Duration::from_millis(2);

/// What a cycle works with.
pub(crate) struct World<'a> {
    pub knobs: &'a Knobs,
    pub vendor: &'a Vendor,
    pub directory: &'a Directory,
    pub app: &'a mut Application,
    pub log: &'a mut Log,
    pub guids: &'a mut Guids,
}

impl World<'_> {
    /// Runs `job` up to `now`.
    pub fn advance(&mut self, job: &mut Job, now: SystemTime) {
        loop {
            if let Some(mut cycle) = job.cycle.take() {
                self.run(job, &mut cycle, now);
                if now < cycle.ends {
                    job.cycle = Some(cycle);
                    return;
                }
                finish(job, cycle);
                continue;
            }
            let Some(next) = job.next_cycle.filter(|next| *next <= now && job.schedule == Schedule::Active)
            else {
                return;
            };
            // After a long absence only the latest cycles matter: the ones before would change nothing.
            let behind = now.duration_since(next).unwrap_or_default();
            let steps = u32::try_from(behind.as_secs() / INTERVAL.as_secs()).unwrap_or_default();
            let skipped = if job.steady_first.is_some() { steps.saturating_sub(2) } else { 0 };
            self.begin(job, next + INTERVAL * skipped);
        }
    }

    /// Begins a cycle at `at`, or puts the job into quarantine.
    fn begin(&mut self, job: &mut Job, at: SystemTime) {
        let address = self.app.secrets.get("BaseAddress");
        let (endpoint, _) = verdict(address, self.app.secrets.get("SecretToken"), self.vendor);
        if !endpoint.serves_cycles() {
            let error = endpoint.error(address.unwrap_or_default(), self.knobs, self.vendor);
            quarantine(job, error, at, &self.guids.next());
            return;
        }
        let entitled = Entitled::of(self.directory, self.app, at, Duration::ZERO);
        if deletions::are_too_many(self.app, job, &entitled) {
            deletions::stop(job, at);
            return;
        }
        job.quarantine = None;
        let mut people: Vec<String> = entitled.people.iter().cloned().collect();
        people.extend(
            self.app
                .scim
                .people()
                .iter()
                .map(|held| held.object_id.clone())
                .filter(|id| !entitled.people.contains(id)),
        );
        people.sort();
        let initial = job.steady_first.is_none();
        let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let (first, ends) = if initial {
            (at + self.knobs.first_run_after, at + self.knobs.first_cycle + PER_PERSON * count)
        } else {
            (at, at + INCREMENTAL)
        };
        job.next_cycle = None;
        job.cycle = Some(Cycle {
            id: self.guids.next(),
            began: at,
            first,
            ends: ends.max(first),
            people,
            groups: entitled.groups,
            done: 0,
            exported: 0,
            escrowed: 0,
            initial,
        });
    }

    /// Handles every object of `cycle` that is due at `now`.
    fn run(&mut self, job: &Job, cycle: &mut Cycle, now: SystemTime) {
        let total = cycle.total();
        let span = cycle.ends.duration_since(cycle.first).unwrap_or_default();
        let passed = now.duration_since(cycle.first).unwrap_or_default();
        let due = if now >= cycle.ends {
            total
        } else if span.is_zero() {
            0
        } else {
            usize::try_from(total as u128 * passed.as_millis() / span.as_millis().max(1)).unwrap_or(total)
        };
        if cycle.done >= due {
            return;
        }
        let secrets = &self.app.secrets;
        let (endpoint, _) = verdict(secrets.get("BaseAddress"), secrets.get("SecretToken"), self.vendor);
        let entitled = Entitled::of(self.directory, self.app, now, Duration::ZERO);
        let altered = self.knobs.altered_external_id.then_some(self.vendor.identity.as_str());
        let tables = (Table::of(&job.schema, "User", altered), Table::of(&job.schema, "Group", altered));
        while cycle.done < due {
            let share = u32::try_from(cycle.done + 1).unwrap_or(u32::MAX);
            let at = cycle.first + span / u32::try_from(total.max(1)).unwrap_or(u32::MAX) * share;
            let change = if let Some(id) = cycle.people.get(cycle.done) {
                let assigned = entitled.people.contains(id);
                match (&tables.0, self.directory.user(id)) {
                    (Some(table), Some(user)) => {
                        Some(person::provision(self.app, table, &user, assigned, endpoint))
                    }
                    _ => None,
                }
            } else {
                let group =
                    cycle.groups.get(cycle.done - cycle.people.len()).and_then(|id| self.directory.group(id));
                match (&tables.1, group) {
                    (Some(table), Some(group)) if table.enabled => {
                        let members = self.directory.member_ids(group);
                        Some(person::provision_group(self.app, group, true, members))
                    }
                    _ => None,
                }
            };
            cycle.done += 1;
            let Some(change) = change else { continue };
            match change.outcome {
                Outcome::Success => cycle.exported += 1,
                Outcome::Failure(_) => cycle.escrowed += 1,
                Outcome::Skipped(_) => {}
            }
            // A cycle logs what it did, and in the first one also what it skipped and why.
            let redundant = change.outcome.code() == Some("RedundantExport");
            let skipped = matches!(change.outcome, Outcome::Skipped(_));
            if !redundant && (!skipped || cycle.initial) {
                self.write(&job.id, &cycle.id, at, change);
            }
        }
    }

    /// Writes a row of the log.
    pub fn write(&mut self, job: &str, cycle: &str, at: SystemTime, change: Change) {
        self.log.rows.push(Row {
            id: self.guids.next(),
            application: self.app.id.clone(),
            application_name: self.app.name.clone(),
            application_app_id: self.app.app_id.clone(),
            job: job.to_owned(),
            cycle: cycle.to_owned(),
            change_id: self.guids.next(),
            at,
            change,
        });
    }
}

/// Ends `cycle`.
fn finish(job: &mut Job, cycle: Cycle) {
    let execution = Execution {
        id: cycle.id,
        began: cycle.began,
        ended: cycle.ends,
        entitled: (cycle.people.len() + cycle.groups.len()) as u64,
        exported: cycle.exported,
        escrowed: cycle.escrowed,
        imported: if cycle.initial { (cycle.people.len() + cycle.groups.len()) as u64 } else { 0 },
        error: None,
    };
    if execution.escrowed == 0 {
        job.last_success = Some(execution.clone());
    }
    if execution.exported > 0 {
        job.last_with_exports = Some(execution.clone());
    }
    job.steady_first = job.steady_first.or(Some(cycle.ends));
    job.steady_last = Some(cycle.ends);
    job.failures = 0;
    job.deletions_allowed = false;
    job.last = Some(execution);
    job.run = Phase::Active;
    if job.schedule == Schedule::Active {
        job.next_cycle =
            Some(cycle.began + INTERVAL.max(cycle.ends.duration_since(cycle.began).unwrap_or_default()));
    }
}

/// Puts `job` into quarantine because of what the endpoint does; a quarantine that lasts keeps its beginning.
pub(crate) fn quarantine(job: &mut Job, error: Option<(&'static str, String)>, at: SystemTime, id: &str) {
    let began = job.quarantine.as_ref().map_or(at, |held| held.began);
    job.failures += 1;
    job.cycle = None;
    job.last = Some(Execution {
        id: id.to_owned(),
        began: at,
        ended: at + Duration::from_secs(1),
        entitled: 0,
        exported: 0,
        escrowed: 0,
        imported: 0,
        error: error.clone(),
    });
    job.quarantine = Some(Quarantine { began, reason: "EncounteredQuarantineException", error });
    job.next_cycle = Some(at + RETRY);
}
