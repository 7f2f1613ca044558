//! Time and randomness as arguments, so that every test is fast and exact.

use super::Boxed;
use std::cell::Cell;
use std::time::{Duration, SystemTime};

/// What time it is, and waiting.
pub trait Clock {
    /// The present moment.
    fn now(&self) -> SystemTime;
    /// Resolves after `duration`.
    fn sleep(&self, duration: Duration) -> Boxed<'_, ()>;
}

/// A source of random bytes fit for secrets.
pub trait Entropy {
    /// Fills `bytes` with random values.
    fn fill(&self, bytes: &mut [u8]);

    /// A number in `0.0..1.0`, for jitter.
    fn unit(&self) -> f64 {
        let mut bytes = [0; 4];
        self.fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }
}

/// A clock that stands still until somebody sleeps on it: sleeping moves it on at once.
#[derive(Debug)]
pub struct ManualClock(Cell<SystemTime>);

impl ManualClock {
    /// A clock that shows `now`.
    #[must_use]
    pub fn new(now: SystemTime) -> Self {
        Self(Cell::new(now))
    }

    /// Moves the clock on.
    pub fn advance(&self, duration: Duration) {
        self.0.set(self.0.get() + duration);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> SystemTime {
        self.0.get()
    }

    fn sleep(&self, duration: Duration) -> Boxed<'_, ()> {
        Box::pin(async move { self.advance(duration) })
    }
}

/// A repeatable sequence (`splitmix64`): for tests and for the demo, never for secrets.
#[derive(Debug)]
pub struct Sequence(Cell<u64>);

impl Sequence {
    /// The sequence that starts at `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed))
    }
}

impl Entropy for Sequence {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let state = self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
            self.0.set(state);
            let mut z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^= z >> 31;
            chunk.copy_from_slice(&z.to_le_bytes()[..chunk.len()]);
        }
    }
}

/// The operating system's or the browser's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    /// # Panics
    /// Where the platform has no generator: without one nothing secret can be made.
    #[expect(clippy::expect_used, reason = "a platform without randomness cannot sign in safely")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the platform has a random number generator");
    }
}
