//! Carrying out a plan in order. After each change the tenant is looked at again; if what is left to do is not the rest
//! of the plan, that is a surprise, and the run stops.

use super::Tenant;
use super::apply::Attachments;
use super::failure::Failure;
use crate::setup::change::Change;
use crate::setup::facts::Facts;
use crate::setup::plan::{Plan, plan};
use crate::setup::receipt::{Outcome, Receipt};
use crate::setup::step::StepId;
use crate::setup::visit::Visit;
use crate::words::en::errors::Trouble;
use std::cell::Cell;
use std::time::Duration;

/// Between two calls of provisioning on demand: at most five in ten seconds (graph-contract §4.5.4).
const ON_DEMAND_PAUSE: Duration = Duration::from_millis(2_500);

/// What happens during a run, for whoever shows it.
pub trait Reporter {
    /// A change is being made.
    fn started(&self, index: usize, change: &Change);
    /// A change was made, and the tenant looks like this now.
    fn finished(&self, receipt: Receipt, facts: &Facts, visit: &Visit);
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything was done.
    Completed,
    /// A person stopped it.
    Stopped,
    /// A change failed.
    Failed {
        /// Which one.
        change: Change,
        /// Why.
        failure: Failure,
    },
    /// What is left to do is not what was agreed.
    Surprise {
        /// What is left to do now.
        now: Plan,
    },
}

impl Tenant {
    /// Carries out `agreed`. `stop` is looked at before each change.
    pub async fn run(
        &self,
        agreed: &Plan,
        mut facts: Facts,
        mut visit: Visit,
        attachments: Attachments<'_>,
        stop: &Cell<bool>,
        reporter: &dyn Reporter,
    ) -> End {
        for (index, change) in agreed.changes.iter().enumerate() {
            if stop.get() {
                return End::Stopped;
            }
            reporter.started(index, change);
            let receipt = match self.apply(change, &facts, attachments).await {
                Ok(receipt) => receipt,
                Err(failure) => return End::Failed { change: change.clone(), failure },
            };
            visit.record(&self.product, &receipt, &facts);
            facts = self.look_again(&facts).await;
            facts.add_deliveries(&visit.deliveries);
            let shows = receipt.outcome != Outcome::NotVisibleYet;
            reporter.finished(receipt, &facts, &visit);
            if matches!(change, Change::ProvisionOnDemand { .. }) {
                if index + 1 < agreed.changes.len() {
                    self.clock.sleep(ON_DEMAND_PAUSE).await;
                }
                continue;
            }
            if !shows {
                return End::Failed { change: change.clone(), failure: Failure::of(Trouble::NotVisible) };
            }
            // What a person asked for besides is in no plan; each such change looks for itself before it is made.
            let rest: Vec<_> =
                agreed.changes[index + 1..].iter().filter(|change| change.is_proposed()).cloned().collect();
            let now = plan(&self.product, &facts, &visit);
            if !rest.is_empty() && !still_agreed(&rest, &now) {
                return End::Surprise { now };
            }
        }
        End::Completed
    }
}

/// Whether what is left was agreed, and nothing has to be done before it that was not. A plan that was agreed in part
/// leaves other steps as they are; but the synchronization starts only when nothing else is left to do anywhere.
fn still_agreed(rest: &[Change], now: &Plan) -> bool {
    let same = |(agreed, planned): (&Change, &Change)| {
        agreed.step() == planned.step() && agreed.preview() == planned.preview()
    };
    if rest.iter().any(|change| change.step() == StepId::Start) {
        return rest.len() == now.changes.len() && rest.iter().zip(&now.changes).all(same);
    }
    let mut left = now.changes.iter();
    rest.iter().all(|change| left.any(|planned| same((change, planned))))
}
