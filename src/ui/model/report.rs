//! The report of this visit, and what has drifted since an earlier one.

use super::Assistant;
use crate::setup::report::{Drift, NoBaseline, Report, Sources, drift};
use crate::ui::browser;
use crate::words::en::report::English;
use leptos::prelude::*;
use std::time::{Duration, UNIX_EPOCH};

impl Assistant {
    /// The report as things stand; it is made anew when they change.
    #[must_use]
    pub fn report(self) -> Report {
        let now = UNIX_EPOCH + Duration::from_millis(browser::now_ms() as u64);
        self.product(|product| {
            self.facts.with(|facts| {
                let (visit, assessment) = (self.visit.read(), self.assessment.read());
                let receipts = self.receipts.read();
                // The demonstration's clock runs ahead of the browser's.
                let now = facts.looked_at.map_or(now, |looked_at| now.max(looked_at));
                let sources = Sources {
                    product,
                    facts,
                    visit: &visit,
                    assessment: &assessment,
                    receipts: &receipts,
                    now,
                };
                Report::of(&sources, &English(product))
            })
        })
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
