//! The demonstration's clock, which can run fast or stand still.

use crate::net::Boxed;
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::Clock;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::{Duration, SystemTime};

/// The least that a browser's timer can wait.
const TICK: Duration = Duration::from_millis(1);

/// A clock that runs `speed` times as fast as the browser's, and can be held; at 0 it stands still too. Whoever sleeps on it follows
/// a new pace at once.
pub(super) struct DemoClock {
    /// The demonstration's time, and the browser's, when the speed was set.
    since: Cell<(SystemTime, SystemTime)>,
    speed: Cell<u32>,
    is_held: Cell<bool>,
    /// Counts the paces that were set.
    changes: Cell<u32>,
    sleepers: RefCell<Vec<Waker>>,
}

impl DemoClock {
    pub(super) fn new(speed: u32) -> Self {
        Self::beginning(BrowserClock.now(), speed)
    }

    /// A clock that shows `moment` now.
    pub(super) fn beginning(moment: SystemTime, speed: u32) -> Self {
        Self {
            since: Cell::new((moment, BrowserClock.now())),
            speed: Cell::new(speed),
            is_held: Cell::new(false),
            changes: Cell::new(0),
            sleepers: RefCell::default(),
        }
    }

    pub(super) fn speed(&self) -> u32 {
        self.speed.get()
    }

    pub(super) fn set_speed(&self, speed: u32) {
        self.change(|| self.speed.set(speed));
    }

    /// Stands still, or goes on as fast as it was set to.
    pub(super) fn hold(&self, is_held: bool) {
        self.change(|| self.is_held.set(is_held));
    }

    /// How many times as fast as the browser's it runs now.
    fn pace(&self) -> u32 {
        if self.is_held.get() { 0 } else { self.speed.get() }
    }

    fn change(&self, set: impl FnOnce()) {
        self.since.set((self.now(), BrowserClock.now()));
        set();
        self.changes.set(self.changes.get().wrapping_add(1));
        self.sleepers.take().into_iter().for_each(Waker::wake);
    }

    /// Lets `left` go by, at `least` times the browser's speed.
    async fn pass(&self, mut left: Duration, least: u32) {
        while !left.is_zero() {
            let (pace, began) = (self.pace().max(least), BrowserClock.now());
            self.wait((pace > 0).then(|| (left / pace).max(TICK))).await;
            let passed = BrowserClock.now().duration_since(began).unwrap_or_default();
            left = left.saturating_sub(passed * pace);
        }
    }

    /// Until `pause` of the browser's time is over, or the pace is another.
    async fn wait(&self, pause: Option<Duration>) {
        let changes = self.changes.get();
        let mut timer = pause.map(|pause| BrowserClock.sleep(pause));
        poll_fn(|context| {
            let is_over = timer.as_mut().is_some_and(|timer| timer.as_mut().poll(context).is_ready());
            if is_over || self.changes.get() != changes {
                return Poll::Ready(());
            }
            let mut sleepers = self.sleepers.borrow_mut();
            if !sleepers.iter().any(|known| known.will_wake(context.waker())) {
                sleepers.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await;
    }
}

impl Clock for DemoClock {
    fn now(&self) -> SystemTime {
        let (demo, real) = self.since.get();
        demo + BrowserClock.now().duration_since(real).unwrap_or_default() * self.pace()
    }

    fn sleep(&self, duration: Duration) -> Boxed<'_, ()> {
        Box::pin(self.pass(duration, 0))
    }
}

/// The clock of what is on its way: answers arrive while the demonstration's clock stands still, or the page would look dead.
pub(super) struct Wire(pub Rc<DemoClock>);

impl Clock for Wire {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> Boxed<'_, ()> {
        Box::pin(self.0.pass(duration, 1))
    }
}
