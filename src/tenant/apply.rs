//! Applying one change: read again, compare with the preview, write, read back (graph-contract §4, security.md WRT-05..08).

use super::Tenant;
use super::failure::Failure;
use crate::graph::calls::synchronization::RestartScope;
use crate::graph::{Call, GraphErrorKind, JobId, ObjectId, TemplateId, calls};
use crate::setup::change::Change;
use crate::setup::checks::start::{Phase, phase};
use crate::setup::checks::{groups, mapping};
use crate::setup::facts::{Assignment, Delivery, Facts, Job};
use crate::setup::receipt::{Outcome, Receipt};
use crate::setup::visit::ConnectionTest;
use crate::words::en::errors::Trouble;
use http::Method;

/// What belongs to a change but is no part of it.
#[derive(Clone, Copy, Default)]
pub struct Attachments<'a> {
    /// The secret token.
    pub token: Option<&'a str>,
    /// The schema text to put back.
    pub backup: Option<&'a str>,
}

/// What applying brought, before it becomes a receipt.
pub(super) struct Applied {
    pub outcome: Outcome,
    pub request_id: Option<String>,
    pub connection: ConnectionTest,
    pub deliveries: Vec<Delivery>,
    pub backup: Option<String>,
}

impl Applied {
    pub(super) fn new(outcome: Outcome, request_id: Option<String>) -> Self {
        Self {
            outcome,
            request_id,
            connection: ConnectionTest::NotTested,
            deliveries: Vec::new(),
            backup: None,
        }
    }
}

impl Tenant {
    /// Makes one change. `facts` are those from which it was previewed.
    ///
    /// # Errors
    /// Why it was not made, or that it is not known whether it was.
    pub async fn apply(
        &self,
        change: &Change,
        facts: &Facts,
        attachments: Attachments<'_>,
    ) -> Result<Receipt, Failure> {
        let application = facts.application.as_ref().ok_or(Failure::of(Trouble::NotFound))?;
        let application = &application.id;
        self.pin(facts);
        let permit = self.guard.open_writes();
        let job = || facts.job().map(|job| &job.id).ok_or(Failure::of(Trouble::NotFound));
        let applied = match change {
            Change::CreateJob { template } => self.create_job(application, template).await?,
            Change::StoreCredentials { old_url, new_url } => {
                self.store_credentials(application, facts, old_url.as_deref(), new_url, &attachments).await?
            }
            Change::SetNotifications { old, new } => {
                self.set_notifications(application, facts, old, new, &attachments).await?
            }
            Change::FixMapping { edits } => self.fix_mapping(application, job()?, edits).await?,
            Change::RestoreMapping { .. } => {
                let backup = attachments.backup.ok_or(Failure::of(Trouble::NotFound))?;
                self.restore_mapping(application, job()?, backup).await?
            }
            Change::AssignGroup { group, role, .. } => self.assign(application, group, role).await?,
            Change::RemoveAssignment { id, principal, .. } => {
                self.guard.allow_removal(id);
                self.settle(calls::remove_assignment(application, id), || async {
                    Ok((!self.is_assigned(application, principal).await?).then_some(()))
                })
                .await?
            }
            Change::Start | Change::Restart if !mapping::is_right(&self.product, facts) => {
                // A first sync with the wrong mapping is the mistake that must never be made (design §2).
                return Err(Failure::of(Trouble::Refused));
            }
            Change::Start | Change::Pause | Change::Restart => {
                self.control(change, application, job()?, facts).await?
            }
            Change::ProvisionOnDemand { rule, group, members, .. } => {
                let members: Vec<_> = members.iter().map(|(id, _)| id.clone()).collect();
                self.provision_on_demand(application, job()?, rule, group, &members).await?
            }
        };
        drop(permit);
        Ok(Receipt {
            application: application.clone(),
            change: change.clone(),
            at: self.clock.now(),
            request_id: applied.request_id,
            outcome: applied.outcome,
            connection: applied.connection,
            deliveries: applied.deliveries,
            backup: applied.backup,
        })
    }

    /// Tells the guard which application may be changed, and with which role groups may be assigned (WRT-02).
    pub(super) fn pin(&self, facts: &Facts) {
        let Some(application) = &facts.application else { return };
        let roles = groups::role(application).map(|role| role.id);
        // An application of Microsoft's own is not pinned, and then nothing can be written.
        let _refused = self.guard.pin(&application.id, application.app_id.as_str(), roles);
    }

    async fn create_job(&self, application: &ObjectId, template: &TemplateId) -> Result<Applied, Failure> {
        if !self.jobs(application).await?.is_empty() {
            return Ok(Applied::new(Outcome::AlreadySo, None));
        }
        self.settle(calls::create_job(application, template), || async {
            let jobs = self.jobs(application).await?;
            let Some(job) = jobs.first() else { return Ok(None) };
            match self.read_schema(application, &job.id).await {
                Ok(_) => Ok(Some(())),
                Err(Failure::Trouble {
                    trouble: Trouble::NotFound | Trouble::NoSynchronizationAccess,
                    ..
                }) => Ok(None),
                Err(failure) => Err(failure),
            }
        })
        .await
    }

    async fn jobs(&self, application: &ObjectId) -> Result<Vec<Job>, Failure> {
        match self.graph.send(calls::jobs(application)).await {
            Ok(answer) => Ok(super::convert::jobs(&answer.json()?)),
            Err(error) if error.kind == GraphErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }

    async fn assign(
        &self,
        application: &ObjectId,
        group: &ObjectId,
        role: &ObjectId,
    ) -> Result<Applied, Failure> {
        if self.is_assigned(application, group).await? {
            return Ok(Applied::new(Outcome::AlreadySo, None));
        }
        self.guard.allow_principal(group);
        self.settle(calls::assign(application, group, role), || async {
            Ok(self.is_assigned(application, group).await?.then_some(()))
        })
        .await
    }

    async fn is_assigned(&self, application: &ObjectId, principal: &ObjectId) -> Result<bool, Failure> {
        let rows = self.graph.pages(calls::app_role_assigned_to(application)).await?;
        let mut assignments = rows.iter().filter_map(super::convert::assignment);
        Ok(assignments.any(|assignment: Assignment| assignment.principal == *principal))
    }

    /// Start, pause or restart: the job is read again first, and then until it obeys.
    async fn control(
        &self,
        change: &Change,
        application: &ObjectId,
        job: &JobId,
        facts: &Facts,
    ) -> Result<Applied, Failure> {
        let before = self.job(application, job).await?;
        match (change, phase(&before)) {
            (Change::Pause, Phase::Paused) => return Ok(Applied::new(Outcome::AlreadySo, None)),
            // A job that runs goes on from phase to phase by itself; stopping it means the same in each.
            (Change::Pause, now) if now.runs() => {}
            (Change::Restart, _) => {}
            (_, now) if facts.job().map(phase) == Some(now) => {}
            _ => return Err(Failure::of(Trouble::Changed)),
        }
        let call = match change {
            Change::Pause => calls::pause(application, job),
            Change::Restart => calls::restart(application, job, RestartScope::Everything),
            _ => calls::start(application, job),
        };
        // What was started and stopped by Entra again was started: the next look shows why.
        let stopped = |job: &Job| job.quarantine.as_ref().and_then(|quarantine| quarantine.since);
        let (was, stopped) = (stopped(&before), &stopped);
        let wanted = |now: &Job| match change {
            Change::Pause => phase(now) == Phase::Paused,
            _ => phase(now).runs() || stopped(now).is_some_and(|since| was.is_none_or(|was| since > was)),
        };
        self.settle(call, || async { Ok(wanted(&self.job(application, job).await?).then_some(())) }).await
    }

    /// Sends a write and looks until it shows. Where the answer was lost, looking decides; only when nothing showed
    /// within the bound it is sent once more (security.md WRT-06, WRT-07, G09, G10).
    async fn settle<F>(&self, call: Call, shows: impl Fn() -> F) -> Result<Applied, Failure>
    where
        F: Future<Output = Result<Option<()>, Failure>>,
    {
        let removes = call.method == Method::DELETE;
        let mut sent = self.graph.send(call.clone()).await;
        if let Err(error) = &sent
            && error.kind == GraphErrorKind::OutcomeUnknown
        {
            if self.until(&shows).await?.is_some() {
                return Ok(Applied::new(Outcome::Confirmed, error.request_id.clone().map(String::from)));
            }
            sent = self.graph.send(call).await;
        }
        let request_id = match sent {
            Ok(answer) => answer.request_id().map(str::to_owned),
            Err(error) if removes && error.kind == GraphErrorKind::NotFound => {
                error.request_id.map(String::from)
            }
            Err(error) if is_settled_by_looking(&error.kind) => error.request_id.map(String::from),
            Err(error) => return Err(error.into()),
        };
        let outcome =
            if self.until(&shows).await?.is_some() { Outcome::Confirmed } else { Outcome::NotVisibleYet };
        Ok(Applied::new(outcome, request_id))
    }

    async fn job(&self, application: &ObjectId, job: &JobId) -> Result<Job, Failure> {
        let json = self.graph.send(calls::job(application, job)).await?.json()?;
        super::convert::job(json).ok_or(Failure::of(Trouble::Unreadable))
    }
}

/// Whether the effect may be there although Graph said no: it was there already, or the answer was lost.
const fn is_settled_by_looking(kind: &GraphErrorKind) -> bool {
    matches!(kind, GraphErrorKind::OutcomeUnknown | GraphErrorKind::AlreadyExists | GraphErrorKind::Conflict)
}
