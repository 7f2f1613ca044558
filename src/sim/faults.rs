//! Which requests go wrong (graph-contract.md §8 rule 17).

use super::knobs::{Fault, Knobs};
use super::scenario::Scenario;
use super::tenant::Asked;
use http::Method;
use std::time::Duration;

/// Which requests a planned fault is for: all, unless a part says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aim {
    /// Those with this verb.
    pub method: Option<Method>,
    /// Those whose path and query hold this.
    pub path: Option<String>,
    /// How many of them are spared first.
    pub skip: usize,
}

/// What goes wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mishap {
    Fault(Fault),
    /// A claims challenge with this text.
    Challenge(String),
    /// 429, with so many seconds to wait.
    Throttled(u64),
}

/// What a challenge makes of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// Unknown or expired: refused as such.
    Bad,
    /// Good, as long as no more is asked.
    Plain,
    /// Issued for a challenge.
    Proof,
}

/// A fault that a test planned.
#[derive(Debug)]
struct Planned {
    mishap: Mishap,
    aim: Aim,
    /// How often it still strikes; `None`: until a token comes that was issued for a challenge.
    left: Option<usize>,
}

impl Planned {
    /// Whether it strikes this request, which comes with such a token; `spared`: unless it is meant.
    fn strikes(&mut self, asked: &Asked<'_>, token: Token, spared: bool) -> bool {
        let Aim { method, path, skip } = &mut self.aim;
        let aimed = method.as_ref().is_none_or(|method| method == asked.method)
            && path.as_ref().is_none_or(|path| asked.target.contains(path.as_str()));
        let passes = match self.mishap {
            Mishap::Challenge(_) => token == Token::Bad || (self.left.is_none() && token == Token::Proof),
            Mishap::Fault(_) | Mishap::Throttled(_) => spared && path.is_none(),
        };
        if !aimed || passes {
            return false;
        }
        if *skip > 0 {
            *skip -= 1;
            return false;
        }
        if let Some(left) = &mut self.left {
            *left -= 1;
        }
        true
    }
}

/// How long a tenant that is throttled by hand lets wait, in seconds: long enough to be seen on a clock that runs fast.
const LONG_WAIT: u64 = 20;

/// What is still to go wrong.
#[derive(Debug)]
pub(crate) struct Faults {
    planned: Vec<Planned>,
    read: Option<Fault>,
    write: Option<Fault>,
    weather: Weather,
    /// The scenario's.
    usual: Weather,
    /// Nothing arrives.
    cut_off: bool,
    served: u64,
}

/// Faults that come again and again.
#[derive(Clone, Copy, Debug)]
enum Weather {
    Fair,
    /// Every third request is throttled, with so many seconds to wait.
    Throttled(u64),
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
            Scenario::Throttled => Weather::Throttled(2),
            Scenario::Flaky => Weather::Flaky,
            _ => Weather::Fair,
        };
        Self {
            planned: Vec::new(),
            read: knobs.read_fault,
            write: knobs.write_fault,
            weather,
            usual: weather,
            cut_off: false,
            served: 0,
        }
    }

    /// Whether every third request is throttled.
    pub fn is_throttled(&self) -> bool {
        matches!(self.weather, Weather::Throttled(_))
    }

    /// Throttles every third request, or stops that: a bad network is then as bad as it was.
    pub fn throttle(&mut self, is_on: bool) {
        if is_on != self.is_throttled() {
            let before = if matches!(self.usual, Weather::Throttled(_)) { Weather::Fair } else { self.usual };
            self.weather = if is_on { Weather::Throttled(LONG_WAIT) } else { before };
        }
    }

    /// Whether nothing arrives.
    pub fn is_cut_off(&self) -> bool {
        self.cut_off
    }

    /// Lets nothing arrive, or everything.
    pub fn cut_off(&mut self, is_on: bool) {
        self.cut_off = is_on;
    }

    /// Plans `mishap` for the next `times` requests that `aim` is at; without `times` until a token comes that was
    /// issued for a challenge.
    pub fn plan(&mut self, mishap: Mishap, times: Option<usize>, aim: Aim) {
        if times != Some(0) {
            self.planned.push(Planned { mishap, aim, left: times });
        }
    }

    /// What goes wrong with the next request, which comes with such a token.
    pub fn next(&mut self, asked: &Asked<'_>, write: bool, place: Place, token: Token) -> Option<Mishap> {
        if self.cut_off && place != Place::Entry {
            return Some(Mishap::Fault(Fault::CutBefore));
        }
        let spared = match self.weather {
            Weather::Flaky => Place::Entry,
            Weather::Fair | Weather::Throttled(_) => Place::Envelope,
        };
        let spared = place == spared;
        if let Some(at) = self.planned.iter_mut().position(|it| it.strikes(asked, token, spared)) {
            let mishap = self.planned[at].mishap.clone();
            self.planned.retain(|planned| planned.left != Some(0));
            return Some(mishap);
        }
        if spared {
            return None;
        }
        let once = if write { &mut self.write } else { &mut self.read };
        if let Some(fault) = once.take() {
            return Some(Mishap::Fault(fault));
        }
        self.served += 1;
        let fault = match self.weather {
            Weather::Fair => None,
            Weather::Throttled(seconds) => {
                return self.served.is_multiple_of(3).then_some(Mishap::Throttled(seconds));
            }
            Weather::Flaky if !self.served.is_multiple_of(4) => None,
            Weather::Flaky => Some(match self.served / 4 % 4 {
                0 => Fault::Slow(Duration::from_secs(4)),
                1 => Fault::CutBefore,
                2 => Fault::Status(503),
                _ => Fault::CutAfter,
            }),
        };
        fault.map(Mishap::Fault)
    }
}
