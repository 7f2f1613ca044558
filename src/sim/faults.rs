//! Which requests go wrong (graph-contract.md §8 rule 17).

use super::knobs::{Fault, Knobs};
use super::scenario::Scenario;
use super::tenant::Asked;
use std::collections::VecDeque;
use std::time::Duration;

/// What is still to go wrong.
#[derive(Debug)]
pub(crate) struct Faults {
    planned: VecDeque<Fault>,
    read: Option<Fault>,
    write: Option<Fault>,
    weather: Weather,
    served: u64,
}

/// Faults that come again and again.
#[derive(Clone, Copy, Debug)]
enum Weather {
    Fair,
    /// Every third request is throttled.
    Throttled,
    /// Every fourth request goes wrong, in four ways in turn.
    Flaky,
}

/// Where a request stands: the weather of a network meets what travels alone, a throttle what is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A `$batch` itself.
    Envelope,
    /// In a `$batch`.
    Entry,
    /// By itself.
    Alone,
}

impl Place {
    /// The place of a request that is no `$batch`.
    pub fn of(asked: &Asked<'_>) -> Self {
        if asked.in_batch { Self::Entry } else { Self::Alone }
    }
}

impl Faults {
    /// The faults of a scenario and of the knobs.
    pub fn new(scenario: Scenario, knobs: &Knobs) -> Self {
        let weather = match scenario {
            Scenario::Throttled => Weather::Throttled,
            Scenario::Flaky => Weather::Flaky,
            _ => Weather::Fair,
        };
        Self {
            planned: VecDeque::new(),
            read: knobs.read_fault,
            write: knobs.write_fault,
            weather,
            served: 0,
        }
    }

    /// Plans `fault` for the next `times` requests.
    pub fn plan(&mut self, fault: Fault, times: usize) {
        self.planned.extend(std::iter::repeat_n(fault, times));
    }

    /// What goes wrong with the next request.
    pub fn next(&mut self, write: bool, place: Place) -> Option<Fault> {
        let spared = match self.weather {
            Weather::Flaky => Place::Entry,
            Weather::Fair | Weather::Throttled => Place::Envelope,
        };
        if place == spared {
            return None;
        }
        let once = if write { &mut self.write } else { &mut self.read };
        if let Some(fault) = self.planned.pop_front().or_else(|| once.take()) {
            return Some(fault);
        }
        self.served += 1;
        match self.weather {
            Weather::Fair => None,
            Weather::Throttled => self.served.is_multiple_of(3).then_some(Fault::Status(429)),
            Weather::Flaky if !self.served.is_multiple_of(4) => None,
            Weather::Flaky => Some(match self.served / 4 % 4 {
                0 => Fault::Slow(Duration::from_secs(4)),
                1 => Fault::CutBefore,
                2 => Fault::Status(503),
                _ => Fault::CutAfter,
            }),
        }
    }
}
