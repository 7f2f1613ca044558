//! Following a job as it runs, without a click.

use super::{Assistant, Looking};
use crate::setup::poll::{Expected, Hindrance, Pace, expected};
use crate::ui::browser;
use leptos::prelude::*;
use std::time::Duration;

/// How often it is seen whether a read is due. Nothing is read by it: it is what lets a page that is seen again, or that
/// began something, go on at once.
const TICK: Duration = Duration::from_secs(1);

impl Assistant {
    /// Reads the job while something is expected of it, as often as [`Pace`] says.
    pub fn follow(self) {
        self.spawn(async move {
            let mut pace = Pace::default();
            let mut last = browser::now_ms();
            loop {
                gloo_timers::future::sleep(TICK).await;
                let Some(running) = self.running.try_with_untracked(Option::is_some) else { return };
                if running || self.looking.get_untracked() != Looking::Done {
                    // What is under way looks for itself.
                    (pace, last) = (Pace::default(), browser::now_ms());
                    continue;
                }
                let hidden = browser::is_hidden();
                let Some(expected) = self.expected() else {
                    pace = Pace::default();
                    continue;
                };
                let due = pace.pause(expected, hidden);
                if due.is_none_or(|pause| browser::now_ms() - last < pause.as_millis() as f64) {
                    continue;
                }
                let hindrance = self.read_once(!hidden).await;
                pace.read(hindrance);
                last = browser::now_ms();
                if self.hindrance.try_get_untracked().is_some_and(|shown| shown != hindrance) {
                    self.hindrance.set(hindrance);
                }
            }
        });
    }

    /// One read, taken in unless something was changed or looked at meanwhile: then it is old.
    async fn read_once(self, and_log: bool) -> Option<Hindrance> {
        let before = self.facts.get_untracked();
        let changes = self.receipts.with_untracked(Vec::len);
        let watched = self.tenant().watch(&before, and_log).await;
        let is_new = self.receipts.try_with_untracked(Vec::len) == Some(changes)
            && self.running.with_untracked(Option::is_none)
            && self.looking.get_untracked() == Looking::Done
            && self.facts.with_untracked(|facts| facts.application == before.application);
        let hindrance = watched.hindrance;
        // A read that brought nothing would draw everything anew for nothing.
        if is_new && (hindrance.is_none() || watched.facts.looked_at != before.looked_at) {
            self.facts.update(|facts| {
                watched.put_into(facts);
                self.visit.with_untracked(|visit| facts.add_deliveries(&visit.deliveries));
            });
        }
        hindrance
    }

    fn expected(self) -> Option<Expected> {
        let now = self.now();
        self.facts.with_untracked(|facts| {
            self.visit.with_untracked(|visit| self.product(|product| expected(product, facts, visit, now)))
        })
    }
}
