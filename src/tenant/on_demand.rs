//! Provision on demand (graph-contract §4.5): 200 says nothing about success, and for a group the answer is empty, so
//! that the provisioning log is asked.

use super::Tenant;
use super::apply::Applied;
use super::failure::Failure;
use crate::graph::resources::OnDemandResult;
use crate::graph::{GraphErrorKind, JobId, ObjectId, RuleId, calls};
use crate::setup::facts::{Delivered, Delivery};
use crate::setup::receipt::Outcome;
use crate::words::en::errors::Trouble;
use std::time::{Duration, SystemTime};

/// How long an assignment takes to count: a fresh one is "not effectively entitled" for up to two minutes
/// (graph-contract §8, 12). Pauses between tries, in seconds.
const ENTITLEMENT_PAUSES: [u64; 4] = [20, 30, 40, 40];
/// The code of that.
const NOT_ENTITLED: &str = "NotEffectivelyEntitled";
/// The clocks of the browser and of Entra may differ by so much (graph-contract §4.5.6).
const LEEWAY: Duration = Duration::from_mins(1);

impl Tenant {
    /// Provisions `members` of `group` now. Whoever is left out because the assignment is too young is tried again.
    pub(super) async fn provision_on_demand(
        &self,
        application: &ObjectId,
        job: &JobId,
        rule: &RuleId,
        group: &ObjectId,
        members: &[ObjectId],
    ) -> Result<Applied, Failure> {
        let mut applied = self.provision_once(application, job, rule, group, members).await?;
        for pause in ENTITLEMENT_PAUSES {
            let (again, mut settled): (Vec<_>, Vec<_>) =
                applied.deliveries.iter().cloned().partition(is_too_young);
            if again.is_empty() {
                break;
            }
            self.clock.sleep(Duration::from_secs(pause)).await;
            let people: Vec<_> = again.into_iter().map(|delivery| delivery.person).collect();
            applied = self.provision_once(application, job, rule, group, &people).await?;
            settled.append(&mut applied.deliveries);
            applied.deliveries = settled;
        }
        Ok(applied)
    }

    async fn provision_once(
        &self,
        application: &ObjectId,
        job: &JobId,
        rule: &RuleId,
        group: &ObjectId,
        members: &[ObjectId],
    ) -> Result<Applied, Failure> {
        let began = self.clock.now();
        let sent = self.graph.send(calls::provision_on_demand(application, job, rule, group, members)).await;
        let (request_id, result) = match sent {
            Ok(answer) => (answer.request_id().map(str::to_owned), OnDemandResult::decode(&answer.json()?)),
            // What was done nevertheless stands in the log (WRT-06).
            Err(error) if error.kind == GraphErrorKind::OutcomeUnknown => {
                (error.request_id.map(String::from), OnDemandResult::Objects(Vec::new()))
            }
            Err(error) => return Err(error.into()),
        };
        let at = self.clock.now();
        let deliveries = match result {
            OnDemandResult::Objects(objects) => {
                let all = objects.iter().filter_map(|object| super::convert::delivery_of_object(object, at));
                all.filter(|delivery| members.contains(&delivery.person)).collect()
            }
            OnDemandResult::Empty { outcome, error_code, error_message } => {
                let (code, text) = (error_code.unwrap_or_default(), error_message.unwrap_or_default());
                match super::convert::delivered(&outcome, code, text) {
                    Delivered::Success => Vec::new(),
                    outcome if outcome_is_for_everybody(&outcome) => {
                        members.iter().map(|person| without_details(person, at, outcome.clone())).collect()
                    }
                    _ => Vec::new(),
                }
            }
            OnDemandResult::Unreadable { .. } => Vec::new(),
        };
        let missing: Vec<_> = members
            .iter()
            .filter(|id| deliveries.iter().all(|seen: &Delivery| seen.person != **id))
            .collect();
        if missing.is_empty() {
            return Ok(Applied { deliveries, ..Applied::new(Outcome::Confirmed, request_id) });
        }
        let logged = self.until_logged(application, began, &missing).await?;
        let outcome = if logged.is_some() { Outcome::Confirmed } else { Outcome::NotVisibleYet };
        let deliveries = deliveries.into_iter().chain(logged.unwrap_or_default()).collect();
        Ok(Applied { deliveries, ..Applied::new(outcome, request_id) })
    }

    /// The newest log entry of each person since `began`; entries appear minutes late. That an assignment was too young is
    /// what an earlier try met: the answer itself says so for this one.
    async fn until_logged(
        &self,
        application: &ObjectId,
        began: SystemTime,
        people: &[&ObjectId],
    ) -> Result<Option<Vec<Delivery>>, Failure> {
        let since = began.checked_sub(LEEWAY).ok_or(Failure::of(Trouble::Unreadable))?;
        self.until(|| async {
            let page = self.graph.send(calls::provisioning_logs(application, since)).await?.json()?;
            let mut all: Vec<_> =
                super::convert::items(&page).iter().filter_map(super::convert::delivery_of_log).collect();
            all.retain(|entry| entry.at.is_none_or(|at| at >= since) && !is_too_young(entry));
            let newest = |person: &&&ObjectId| {
                all.iter().filter(|entry| entry.person == ***person).max_by_key(|entry| entry.at).cloned()
            };
            let newest: Vec<_> = people.iter().filter_map(|person| newest(&person)).collect();
            Ok((newest.len() == people.len()).then_some(newest))
        })
        .await
    }
}

fn is_too_young(delivery: &Delivery) -> bool {
    matches!(&delivery.outcome, Delivered::Skipped(code) if code == NOT_ENTITLED)
}

/// A group that was skipped or failed as a whole brought nobody to the product.
const fn outcome_is_for_everybody(outcome: &Delivered) -> bool {
    matches!(outcome, Delivered::Skipped(_) | Delivered::Failed(..))
}

fn without_details(person: &ObjectId, at: SystemTime, outcome: Delivered) -> Delivery {
    Delivery { person: person.clone(), at: Some(at), outcome, values: Vec::new(), steps: Vec::new() }
}
