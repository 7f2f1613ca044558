//! What a change did: kept in memory, shown, and exported without secrets.

use super::change::{Change, EditKind, MappingEdit};
use super::checks::start::phase;
use super::facts::{Delivery, Facts};
use super::finding::Shown;
use super::ids::ObjectId;
use super::visit::ConnectionTest;
use serde::{Deserialize, Serialize};
use std::time::SystemTime;

/// An applied change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The application that was changed.
    pub application: ObjectId,
    /// The change; its preview tells before and after.
    pub change: Change,
    /// When it was made.
    pub at: SystemTime,
    /// Graph's request id.
    pub request_id: Option<String>,
    /// Whether the effect was seen.
    pub outcome: Outcome,
    /// The connection test that belongs to storing credentials.
    pub connection: ConnectionTest,
    /// What provisioning on demand delivered.
    pub deliveries: Vec<Delivery>,
    /// The schema as it was before, byte for byte, for undo and download.
    pub backup: Option<String>,
}

/// Whether the effect of a change was seen (security.md WRT-08).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Read back.
    Confirmed,
    /// It was so already; nothing was sent.
    AlreadySo,
    /// Accepted, but not visible within the bound.
    NotVisibleYet,
}

impl Receipt {
    /// Whether the application was changed that `facts` are about.
    #[must_use]
    pub fn is_of(&self, facts: &Facts) -> bool {
        facts.application.as_ref().is_some_and(|application| application.id == self.application)
    }

    /// The change that takes this one back, where that is possible. `facts` are those from after it.
    #[must_use]
    pub fn undo(&self, facts: &Facts) -> Option<Change> {
        if self.outcome == Outcome::AlreadySo || !self.is_of(facts) {
            return None;
        }
        match &self.change {
            Change::FixMapping { edits } => {
                self.backup.as_ref()?;
                let row = |edit: &MappingEdit| {
                    let (now, before) = match &edit.kind {
                        EditKind::SetSource { from, to, .. } => (Shown::Attribute(to.clone()), from.clone()),
                        EditKind::Append { to, .. } => (Shown::Attribute(to.clone()), Shown::Absent),
                        EditKind::Remove { from, .. } => (Shown::Absent, from.clone()),
                        EditKind::FlowAlways { .. } | EditKind::Enable => {
                            (Shown::Flag(true), Shown::Flag(false))
                        }
                    };
                    (edit.target.clone(), now, before)
                };
                Some(Change::RestoreMapping { rows: edits.iter().map(row).collect() })
            }
            Change::AssignGroup { group, name, .. } => {
                let assignment = facts.assignment_of(group)?;
                Some(Change::RemoveAssignment {
                    id: assignment.id.clone(),
                    principal: group.clone(),
                    name: name.clone(),
                })
            }
            Change::SetNotifications { old, new } => {
                Some(Change::SetNotifications { old: new.clone(), new: old.clone() })
            }
            Change::Start => Some(Change::Pause),
            Change::Pause => Some(Change::Start),
            // A job is removed only with its state, a token cannot be read back, a removed assignment is assigned
            // again by its own step, and what was sent stays sent.
            Change::CreateJob { .. }
            | Change::StoreCredentials { .. }
            | Change::RestoreMapping { .. }
            | Change::RemoveAssignment { .. }
            | Change::Restart
            | Change::ProvisionOnDemand { .. } => None,
        }
    }
}

/// Whether `receipt` can be taken back by itself: what was done later in the same step goes first.
#[must_use]
pub fn can_undo(receipt: &Receipt, receipts: &[Receipt], facts: &Facts) -> bool {
    let step = receipt.change.step();
    let mut newest_first = receipts.iter().rev().filter(|other| other.is_of(facts));
    newest_first.find(|other| other.change.step() == step) == Some(receipt) && receipt.undo(facts).is_some()
}

/// What takes back everything that was done, and the schema to put back. The synchronization stops first, so that nothing is
/// sent in between; the mapping goes back to what it was before the first correction. `facts` are those of now.
#[must_use]
pub fn undo_everything<'r>(receipts: &'r [Receipt], facts: &Facts) -> (Vec<Change>, Option<&'r str>) {
    let mut mapping: Option<(Change, &'r str)> = None;
    let mut notifications: Option<Change> = None;
    let (mut pauses, mut removals) = (false, Vec::new());
    for receipt in receipts.iter().rev() {
        match (receipt.undo(facts), receipt.backup.as_deref()) {
            (Some(Change::Pause), _) => pauses = true,
            (Some(change @ Change::RemoveAssignment { .. }), _) if !removals.contains(&change) => {
                removals.push(change);
            }
            (Some(Change::SetNotifications { new, .. }), _) => {
                let old = facts.credentials.known().and_then(|stored| stored.notifications.clone());
                let change = old.filter(|old| *old != new).map(|old| Change::SetNotifications { old, new });
                notifications = change;
            }
            (Some(change @ Change::RestoreMapping { .. }), Some(backup)) => mapping = Some((change, backup)),
            _ => {}
        }
    }
    let runs = facts.job().is_some_and(|job| phase(job).runs());
    let mut changes: Vec<_> = (pauses && runs).then_some(Change::Pause).into_iter().collect();
    changes.append(&mut removals);
    changes.extend(notifications);
    let backup = mapping.map(|(change, backup)| {
        changes.push(change);
        backup
    });
    (changes, backup)
}
