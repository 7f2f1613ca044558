//! The report of this visit, and what has drifted since an earlier one.

use super::Assistant;
use crate::setup::report::{Drift, NoBaseline, Report, Sources, drift};
use crate::words::en::report::English;
use leptos::prelude::*;

impl Assistant {
    /// The report as things stand; it is made anew when they change.
    #[must_use]
    pub fn report(self) -> Report {
        let now = self.now();
        self.product(|product| {
            self.facts.with(|facts| {
                let (visit, assessment) = (self.visit.read(), self.assessment.read());
                let receipts = self.receipts.read();
                let log = self.log.read();
                let sources = Sources {
                    product,
                    facts,
                    log: &log,
                    visit: &visit,
                    assessment: &assessment,
                    receipts: &receipts,
                    now,
                };
                Report::of(&sources, &English(product))
            })
        })
    }

    /// Takes from an earlier report what nobody else tells: when the secret token was stored.
    pub fn learn_from(self, baseline: &Report) {
        if self.drift_since(baseline).is_ok() {
            let stored = baseline.secret_stored_at;
            self.visit.update(|visit| visit.token.stored_before = stored.or(visit.token.stored_before));
        }
    }

    /// What has drifted since `baseline`.
    ///
    /// # Errors
    /// When `baseline` is no measure for this visit.
    pub fn drift_since(self, baseline: &Report) -> Result<Vec<Drift>, NoBaseline> {
        let now = self.report();
        self.product(|product| self.facts.with(|facts| drift(baseline, &now, product, facts)))
    }
}
