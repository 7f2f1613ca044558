//! Well-known names that provoke errors, so that every failure can be seen on purpose.

use super::answer::Failure;
use std::time::Duration;

/// What a name provokes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provoked {
    /// A refusal with this status.
    Status(u16),
    /// The connection is lost.
    Cut,
    /// The answer takes twenty seconds.
    Slow,
}

/// How the well-known names begin.
const PREFIX: &str = "provoke ";

/// What may follow: each is also the name of a group of every tenant.
pub(crate) const NAMES: [&str; 9] = ["400", "403", "404", "409", "429", "500", "503", "cut", "slow"];

impl Provoked {
    /// What `text` provokes: `Provoke ` followed by one of [`NAMES`], in any case.
    pub fn by(text: &str) -> Option<Self> {
        let folded = text.trim().to_ascii_lowercase();
        let what = folded.strip_prefix(PREFIX)?;
        if !NAMES.contains(&what) {
            return None;
        }
        match what {
            "cut" => Some(Self::Cut),
            "slow" => Some(Self::Slow),
            status => status.parse().ok().map(Self::Status),
        }
    }

    /// The refusal, where it is one.
    pub fn failure(self) -> Option<Failure> {
        let status = match self {
            Self::Status(status) => status,
            Self::Cut => return Some(Failure::cut()),
            Self::Slow => return None,
        };
        Some(match status {
            403 => Failure::denied(),
            404 => Failure::no_object("00000000-0000-0000-0000-000000000000"),
            409 => Failure::new(409, "Directory_ConcurrencyViolation", "The directory is busy. Try again."),
            429 => Failure::throttled(3),
            500.. => Failure::transient(status),
            _ => Failure::bad_request("Provoked by its name."),
        })
    }

    /// How much longer the answer takes.
    pub fn delay(self) -> Duration {
        if self == Self::Slow { Duration::from_secs(20) } else { Duration::ZERO }
    }
}
