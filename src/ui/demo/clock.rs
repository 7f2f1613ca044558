//! The demonstration's clock, which can run fast.

use crate::net::Boxed;
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::Clock;
use std::cell::Cell;
use std::time::{Duration, SystemTime};

/// A clock that runs `speed` times as fast as the browser's.
pub(super) struct DemoClock {
    /// The demonstration's time, and the browser's, when the speed was set.
    since: Cell<(SystemTime, SystemTime)>,
    speed: Cell<u32>,
}

impl DemoClock {
    pub(super) fn new(speed: u32) -> Self {
        let now = BrowserClock.now();
        Self { since: Cell::new((now, now)), speed: Cell::new(speed) }
    }

    pub(super) fn speed(&self) -> u32 {
        self.speed.get()
    }

    pub(super) fn set_speed(&self, speed: u32) {
        self.since.set((self.now(), BrowserClock.now()));
        self.speed.set(speed.max(1));
    }
}

impl Clock for DemoClock {
    fn now(&self) -> SystemTime {
        let (demo, real) = self.since.get();
        demo + BrowserClock.now().duration_since(real).unwrap_or_default() * self.speed.get()
    }

    fn sleep(&self, duration: Duration) -> Boxed<'_, ()> {
        let pause = duration / self.speed.get();
        Box::pin(async move { BrowserClock.sleep(pause).await })
    }
}
