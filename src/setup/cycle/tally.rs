//! What each cycle did, counted from the provisioning log by `cycleId` (graph-contract §2.5).

use crate::setup::facts::{Delivered, Run};
use crate::setup::log::{Action, Entry, Page};
use std::time::{Duration, SystemTime};

/// How far the clocks of a job and of its log may be apart.
const SKEW: Duration = Duration::from_mins(1);

/// How many entries of one cycle ended how. Each entry counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// `cycleId`; empty for entries that tell of none.
    pub cycle: String,
    /// Its oldest entry that was read.
    pub from: Option<SystemTime>,
    /// Its newest entry that was read.
    pub to: Option<SystemTime>,
    /// Created at the product.
    pub created: usize,
    /// Updated there.
    pub updated: usize,
    /// Disabled or deleted there.
    pub removed: usize,
    /// There was nothing to change.
    pub unchanged: usize,
    /// Left out.
    pub skipped: usize,
    /// Not sent because of an error.
    pub failed: usize,
    /// Whether older entries of it may not have been read.
    pub partial: bool,
}

impl Tally {
    /// Entries that changed something at the product.
    #[must_use]
    pub const fn sent(&self) -> usize {
        self.created + self.updated + self.removed
    }

    /// All entries.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.sent() + self.unchanged + self.skipped + self.failed
    }

    fn count(&mut self, entry: &Entry) {
        *match (&entry.outcome, entry.action) {
            (Delivered::Failed(..), _) => &mut self.failed,
            (Delivered::Skipped(_), _) => &mut self.skipped,
            // A look that led to nothing.
            (Delivered::Unchanged | Delivered::Confirmed, _) | (Delivered::Success, Action::Other) => {
                &mut self.unchanged
            }
            (Delivered::Success, Action::Create) => &mut self.created,
            (Delivered::Success, Action::Update) => &mut self.updated,
            (Delivered::Success, Action::Disable | Action::Delete) => &mut self.removed,
        } += 1;
        self.from = [self.from, entry.at].into_iter().flatten().min();
        self.to = self.to.max(entry.at);
    }
}

/// What each cycle did, newest first. A cycle without changes leaves nothing in the log and is not among them.
#[must_use]
pub fn tallies(page: &Page) -> Vec<Tally> {
    let mut all: Vec<Tally> = Vec::new();
    for entry in &page.entries {
        // Entries come newest first: their cycle is the last one met, or close to it.
        let at = all.iter().rposition(|tally| tally.cycle == entry.cycle).unwrap_or_else(|| {
            all.push(Tally { cycle: entry.cycle.clone(), ..Tally::default() });
            all.len() - 1
        });
        all[at].count(entry);
    }
    // The log goes on where the page ends: in the cycle of its oldest entry.
    if let (Some(_), Some(oldest)) = (&page.older, page.entries.last()) {
        all.iter_mut().filter(|tally| tally.cycle == oldest.cycle).for_each(|tally| tally.partial = true);
    }
    all
}

/// What `run` did, as far as its log tells: by its id or else, since Microsoft does not say that both ids are one, by time.
/// Provisioning on demand may fall into the same time; a cycle has more entries.
#[must_use]
pub fn of_run<'t>(all: &'t [Tally], run: &Run) -> Option<&'t Tally> {
    let named = all.iter().filter(|tally| !tally.cycle.is_empty());
    if let Some(same) = named.clone().find(|tally| tally.cycle == run.id) {
        return Some(same);
    }
    let began = run.began?;
    let (from, to) = (began.checked_sub(SKEW).unwrap_or(began), run.ended + SKEW);
    let within =
        |tally: &&Tally| tally.to.is_some_and(|at| at >= from) && tally.from.is_some_and(|at| at <= to);
    named.filter(within).max_by_key(|tally| tally.total())
}
