//! Reading a job as it runs: its status and, for whoever looks, what is new in its log. Each read is made once: what is refused
//! now is read later, as [`Pace`](crate::setup::poll::Pace) says, and nobody is asked to wait for it.

use super::look::{LOG_REACH, obstacle, take_log};
use super::{Tenant, convert};
use crate::graph::{Answer, GraphError, GraphErrorKind, calls};
use crate::setup::cycle::LOG_LAG;
use crate::setup::facts::{Facts, Obstacle, Reading};
use crate::setup::log::Page;
use crate::setup::poll::Hindrance;
use std::time::SystemTime;

/// What one look at a job brought.
#[derive(Clone, Debug)]
pub struct Watched {
    /// What is known now.
    pub facts: Facts,
    /// Why it is not all that was asked for.
    pub hindrance: Option<Hindrance>,
}

impl Watched {
    /// Takes in what was read, and nothing else: a group may have been chosen meanwhile.
    pub fn put_into(self, facts: &mut Facts) {
        let Self { facts: found, .. } = self;
        facts.looked_at = found.looked_at;
        facts.jobs = found.jobs;
        facts.log = found.log;
        facts.deliveries = found.deliveries;
    }
}

impl Tenant {
    /// Reads the status of the job; `and_log`: and what is new in the log.
    pub async fn watch(&self, facts: &Facts, and_log: bool) -> Watched {
        let mut watched = Watched { facts: facts.clone(), hindrance: None };
        let (Some(application), Some(job)) = (&facts.application, facts.job()) else { return watched };
        let status = self.graph.send(calls::job(&application.id, &job.id).once());
        let log = async {
            let since = self.log_since(facts).filter(|_| and_log)?;
            Some(self.graph.send(calls::provisioning_logs(&application.id, since).once()).await)
        };
        let (status, log) = futures_util::join!(status, log);
        let mut found = status.and_then(|answer| answer.json()).map(convert::job);
        if let (Ok(Some(found)), Reading::Known(jobs)) = (&mut found, &mut watched.facts.jobs) {
            watched.facts.looked_at = Some(self.clock.now());
            jobs.iter_mut().filter(|job| job.id == found.id).for_each(|job| *job = found.clone());
        }
        let log = log.map(|answer| answer.and_then(|answer: Answer| answer.json()));
        let refused = [found.err(), log.as_ref().and_then(|log| log.as_ref().err().cloned())];
        if let Some(log) = log {
            put_log(&mut watched.facts, log.map(|json| convert::log_page(&json)));
        }
        // Being told to wait is what counts, whichever of both was.
        watched.hindrance = refused.iter().flatten().map(hindrance).max_by_key(|one| match one {
            Hindrance::Failed => None,
            Hindrance::Throttled(asked) => Some(*asked),
        });
        watched
    }

    /// From when on the log may hold what is not known; `None` where it may not be read at all.
    fn log_since(&self, facts: &Facts) -> Option<SystemTime> {
        let reach = match &facts.log {
            Reading::Unreadable(Obstacle::Access { .. }) => return None,
            Reading::Known(page) => page.entries.first().and_then(|newest| newest.at?.checked_sub(LOG_LAG)),
            Reading::NotRead | Reading::Unreadable(_) => None,
        };
        let now = self.clock.now();
        reach.or_else(|| now.checked_sub(LOG_REACH)).or(Some(now))
    }
}

/// What is new joins what is known; what could not be read takes nothing away.
fn put_log(facts: &mut Facts, newest: Result<Page, GraphError>) {
    let log = match (&facts.log, newest) {
        (Reading::Known(known), Ok(newest)) => Reading::Known(known.with_newest(newest)),
        (Reading::Known(_), Err(_)) => return,
        (_, Ok(page)) => Reading::Known(page),
        (_, Err(error)) => Reading::Unreadable(obstacle(&error)),
    };
    take_log(facts, log);
}

fn hindrance(error: &GraphError) -> Hindrance {
    match error.kind {
        GraphErrorKind::Throttled { retry_after } => Hindrance::Throttled(retry_after),
        _ => Hindrance::Failed,
    }
}
