//! The demonstration's clock, which can run fast.

use crate::net::Boxed;
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::Clock;
use std::cell::Cell;
use std::time::{Duration, SystemTime};

/// How often it is seen whether a clock that was held goes on.
const HELD: Duration = Duration::from_millis(200);

/// A clock that runs `speed` times as fast as the browser's, and can be held.
pub(super) struct DemoClock {
    /// The demonstration's time, and the browser's, when the speed was set.
    since: Cell<(SystemTime, SystemTime)>,
    speed: Cell<u32>,
    is_held: Cell<bool>,
}

impl DemoClock {
    pub(super) fn new(speed: u32) -> Self {
        let now = BrowserClock.now();
        Self { since: Cell::new((now, now)), speed: Cell::new(speed), is_held: Cell::new(false) }
    }

    pub(super) fn speed(&self) -> u32 {
        self.speed.get()
    }

    pub(super) fn set_speed(&self, speed: u32) {
        self.since.set((self.now(), BrowserClock.now()));
        self.speed.set(speed.max(1));
    }

    /// Stands still, or goes on. What waits for this clock waits too.
    pub(super) fn hold(&self, is_held: bool) {
        self.since.set((self.now(), BrowserClock.now()));
        self.is_held.set(is_held);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> SystemTime {
        let (demo, real) = self.since.get();
        if self.is_held.get() {
            return demo;
        }
        demo + BrowserClock.now().duration_since(real).unwrap_or_default() * self.speed.get()
    }

    fn sleep(&self, duration: Duration) -> Boxed<'_, ()> {
        let pause = duration / self.speed.get();
        Box::pin(async move {
            BrowserClock.sleep(pause).await;
            while self.is_held.get() {
                BrowserClock.sleep(HELD).await;
            }
        })
    }
}
