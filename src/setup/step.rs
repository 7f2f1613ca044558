//! The five steps and the words for their state (design §2).

use serde::{Deserialize, Serialize};
use std::fmt;

/// A step of the set-up, in the order of the written guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepId {
    /// The provisioning job, the tenant URL and the secret token (guide 3.1).
    Connect,
    /// The attribute mapping (guide 3.2).
    Mapping,
    /// The groups assigned to the application (guide 3.3).
    Groups,
    /// The synchronization itself (guide 3.4).
    Start,
    /// Administrators provisioned now, and the proof (guide 3.5).
    OnDemand,
}

impl StepId {
    /// All steps in order.
    pub const ALL: [Self; 5] = [Self::Connect, Self::Mapping, Self::Groups, Self::Start, Self::OnDemand];

    /// The step's name in addresses and automation attributes (design §4).
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Mapping => "mapping",
            Self::Groups => "groups",
            Self::Start => "start",
            Self::OnDemand => "on-demand",
        }
    }

    /// The step with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == name)
    }

    /// The section of the written guide that this step replaces.
    #[must_use]
    pub const fn guide_section(self) -> &'static str {
        match self {
            Self::Connect => "3.1",
            Self::Mapping => "3.2",
            Self::Groups => "3.3",
            Self::Start => "3.4",
            Self::OnDemand => "3.5",
        }
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Where a step stands; the same word everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not looked at yet.
    Unknown,
    /// Being looked at.
    Checking,
    /// Right.
    Done,
    /// A change is proposed.
    Attention,
    /// Something else must happen first.
    Blocked,
    /// A change or a synchronization is running.
    Working,
    /// Went wrong; the findings say what to do.
    Failed,
}

impl Status {
    /// The word in automation attributes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Checking => "checking",
            Self::Done => "done",
            Self::Attention => "attention",
            Self::Blocked => "blocked",
            Self::Working => "working",
            Self::Failed => "failed",
        }
    }

    /// The state of the whole, from the states of its parts: the one that most needs a person wins.
    #[must_use]
    pub fn overall(parts: impl IntoIterator<Item = Self>) -> Self {
        const URGENCY: [Status; 7] = [
            Status::Failed,
            Status::Attention,
            Status::Working,
            Status::Checking,
            Status::Blocked,
            Status::Unknown,
            Status::Done,
        ];
        let parts: Vec<Self> = parts.into_iter().collect();
        URGENCY.into_iter().find(|status| parts.contains(status)).unwrap_or(Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_is_done_only_when_every_part_is() {
        assert_eq!(Status::overall([Status::Done; 5]), Status::Done);
        assert_eq!(Status::overall([Status::Done, Status::Blocked]), Status::Blocked);
        assert_eq!(Status::overall([Status::Done, Status::Working, Status::Attention]), Status::Attention);
        assert_eq!(Status::overall([]), Status::Unknown);
    }

    #[test]
    fn every_step_is_found_by_its_name() {
        for step in StepId::ALL {
            assert_eq!(StepId::from_name(step.as_str()), Some(step));
        }
    }

    /// A saved report, the page's attributes and its addresses use the same words.
    #[test]
    fn a_step_and_a_status_are_saved_by_their_names() {
        use serde_json::to_value;
        for step in StepId::ALL {
            assert_eq!(to_value(step).unwrap(), step.as_str());
        }
        for status in ["unknown", "checking", "done", "attention", "blocked", "working", "failed"] {
            let read: Status = serde_json::from_value(status.into()).unwrap();
            assert_eq!(read.as_str(), status);
        }
    }
}
