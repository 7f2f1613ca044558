//! The browser's time.

use super::Boxed;
use super::clock::Clock;
use gloo_timers::future::TimeoutFuture;
use std::time::{Duration, SystemTime};

/// `Date` and `setTimeout`.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

/// A longer delay overflows in browsers and fires at once.
const LONGEST_MS: u32 = i32::MAX as u32;

impl Clock for BrowserClock {
    fn now(&self) -> SystemTime {
        // Whole milliseconds since 1970 are exact in a double until far beyond any date met here.
        SystemTime::UNIX_EPOCH + Duration::from_millis(js_sys::Date::now() as u64)
    }

    fn sleep(&self, duration: Duration) -> Boxed<'_, ()> {
        let milliseconds = u32::try_from(duration.as_millis()).unwrap_or(LONGEST_MS).min(LONGEST_MS);
        Box::pin(TimeoutFuture::new(milliseconds))
    }
}
