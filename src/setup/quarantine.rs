//! Why Entra stopped a job, and until when it still tries (graph-contract §2.1, §4.4).

use super::facts::Quarantine;
use std::time::{Duration, SystemTime};

/// After so long in quarantine Entra disables the job.
const PATIENCE: Duration = Duration::from_hours(28 * 24);

/// `quarantineReason`, as far as it asks for different things to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The product refused Entra, or does not speak SCIM.
    Refused,
    /// Too many entries failed.
    TooManyFailures,
    /// More people would be removed than the threshold allows.
    TooManyDeletes,
    /// A person, or Microsoft, asked for it.
    OnDemand,
    /// Entra could not read its own directory to the end.
    Interrupted,
    /// Another word, or none.
    Unknown,
}

impl Reason {
    /// Reads `quarantineReason`; both spellings that Microsoft uses.
    #[must_use]
    pub fn of(quarantine: &Quarantine) -> Self {
        match quarantine.reason.as_str() {
            "EncounteredQuarantineException" => Self::Refused,
            "EncounteredBaseEscrowThreshold"
            | "EncounteredTotalEscrowThreshold"
            | "EncounteredEscrowProportionThreshold" => Self::TooManyFailures,
            "TooManyDeletes" => Self::TooManyDeletes,
            "QuarantinedOnDemand" | "QuarantineOnDemand" => Self::OnDemand,
            "IngestionInterrupted" => Self::Interrupted,
            _ => Self::Unknown,
        }
    }

    /// Whether starting is a person's decision alone: who knows whether the deletions were meant (graph-contract §7.57).
    #[must_use]
    pub const fn needs_a_person(self) -> bool {
        matches!(self, Self::TooManyDeletes)
    }
}

/// When Entra disables the job, if nothing is done.
#[must_use]
pub fn disabled_on(quarantine: &Quarantine) -> Option<SystemTime> {
    quarantine.since?.checked_add(PATIENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(reason: &str) -> Quarantine {
        let since = Some(SystemTime::UNIX_EPOCH);
        Quarantine { reason: reason.to_owned(), since, next_attempt: None, error: None }
    }

    /// Graph-contract §2.1: every member of the enumeration, and a word that is not in it.
    #[test]
    fn every_reason_of_microsofts_is_known() {
        for (word, reason) in [
            ("EncounteredBaseEscrowThreshold", Reason::TooManyFailures),
            ("EncounteredTotalEscrowThreshold", Reason::TooManyFailures),
            ("EncounteredEscrowProportionThreshold", Reason::TooManyFailures),
            ("EncounteredQuarantineException", Reason::Refused),
            ("QuarantinedOnDemand", Reason::OnDemand),
            ("QuarantineOnDemand", Reason::OnDemand),
            ("TooManyDeletes", Reason::TooManyDeletes),
            ("IngestionInterrupted", Reason::Interrupted),
            ("Unknown", Reason::Unknown),
            ("SomethingNew", Reason::Unknown),
        ] {
            assert_eq!(Reason::of(&of(word)), reason, "{word}");
        }
    }

    #[test]
    fn a_job_is_disabled_after_four_weeks() {
        let day = Duration::from_hours(24);
        assert_eq!(disabled_on(&of("")), Some(SystemTime::UNIX_EPOCH + day * 28));
        assert_eq!(disabled_on(&Quarantine { since: None, ..of("") }), None);
    }
}
