//! Nobody is there: after a quarter of an hour without a key or a pointer the write scopes and the secret go, after eight hours
//! the session (security.md TOK-09, design §8 "Secrets").

use super::browser;
use leptos::prelude::*;
use std::time::Duration;

/// How long nobody may be there.
const IDLE_MS: f64 = 15.0 * 60.0 * 1000.0;
/// How long a session may last.
const SESSION_MS: f64 = 8.0 * 3600.0 * 1000.0;
/// How often it is looked.
const LOOK: Duration = Duration::from_secs(20);

/// Calls `idle` each time that nobody has been there for so long.
pub fn watch(idle: impl Fn() + 'static) {
    let seen = StoredValue::new(browser::now_ms());
    let told = StoredValue::new(false);
    for event in ["pointerdown", "keydown", "wheel"] {
        let listens = window_event_listener_untyped(event, move |_| {
            seen.try_set_value(browser::now_ms());
            told.try_set_value(false);
        });
        on_cleanup(move || listens.remove());
    }
    every(move || {
        let quiet = seen.try_get_value().is_some_and(|seen| browser::now_ms() - seen > IDLE_MS);
        if quiet && told.try_get_value() == Some(false) {
            told.try_set_value(true);
            idle();
        }
    });
}

/// Calls `over` once the page has been there longer than a session may last.
pub fn watch_age(over: impl Fn() + 'static) {
    let began = browser::now_ms();
    every(move || {
        if browser::now_ms() - began > SESSION_MS {
            over();
        }
    });
}

fn every(look: impl Fn() + 'static) {
    if let Ok(timer) = set_interval_with_handle(look, LOOK) {
        on_cleanup(move || timer.clear());
    }
}
