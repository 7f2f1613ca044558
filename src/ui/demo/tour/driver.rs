//! The tour's way through its list. It waits for what the page shows, never for longer than it says, and stops with a
//! sentence where something else is there.

use super::page;
use super::stations::{Act, BEATS, Beat, Target};
use super::{State, Tour};
use crate::ui::browser;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::HtmlElement;

/// How often it is looked, in milliseconds.
const TICK_MS: f64 = 100.0;
/// How long something may take to appear, in milliseconds.
const APPEARS_MS: f64 = 8_000.0;
/// How long something may take that was begun: a first cycle is one, in milliseconds.
const TAKES_MS: f64 = 90_000.0;

/// The tour was ended.
struct Over;

/// Goes through the whole tour.
pub(super) async fn run(tour: Tour) {
    let run = tour.run.get_value();
    for (at, beat) in BEATS.iter().enumerate() {
        tour.at.set(at);
        tour.passed.set(0.0);
        match go(tour, run, beat).await {
            Ok(true) => {}
            Ok(false) => {
                tour.end(State::Stopped);
                return;
            }
            Err(Over) => return,
        }
    }
    // The last words stay, and what they are about stays marked.
    tour.end(State::Done);
}

/// One beat: says it, shows it, does it, and waits for what follows. False where something is not as expected.
async fn go(tour: Tour, run: u32, beat: &Beat) -> Result<bool, Over> {
    let is_so = || beat.until.is_some_and(page::shows);
    if beat.act == Act::Press && beat.text.is_none() && is_so() {
        return Ok(true);
    }
    let found = wait(tour, run, APPEARS_MS, || page::find(beat.target)).await?;
    let Some(found) = found else { return Ok(false) };
    page::mark(Some(&found));
    page::show(&found);
    if beat.text.is_some() && tour.state.get_untracked() == State::Stepping {
        tour.pause(State::PausedAfterStep);
    }
    read(tour, run, beat).await?;
    if beat.act != Act::Show && !(beat.act == Act::Press && is_so()) {
        let ready = wait(tour, run, APPEARS_MS, || page::find(beat.target).filter(page::is_enabled)).await?;
        let Some(ready) = ready else { return Ok(false) };
        act(tour, beat, &ready);
    }
    let Some(until) = beat.until else { return Ok(true) };
    let seen = wait(tour, run, TAKES_MS, || {
        // It is redrawn while it changes.
        page::mark(page::find(beat.target).as_ref());
        page::shows(until).then_some(())
    })
    .await?;
    Ok(seen.is_some())
}

/// Gives time to read, until it is over or somebody presses Next.
async fn read(tour: Tour, run: u32, beat: &Beat) -> Result<(), Over> {
    let pause = beat.pause();
    // Whoever was ahead of the page has not read this.
    tour.skips.set_value(false);
    let mut passed = 0.0;
    while passed < pause {
        if tour.skips.try_update_value(std::mem::take).unwrap_or_default() {
            break;
        }
        passed += tick(tour, run).await?;
        tour.passed.set(passed.min(pause));
        // What is shown may have been drawn anew.
        if let Some(found) = page::find(beat.target) {
            page::mark(Some(&found));
        }
    }
    tour.passed.set(pause);
    Ok(())
}

fn act(tour: Tour, beat: &Beat, element: &HtmlElement) {
    // A dialog that opens or closes takes the focus along.
    let held = tour.panel.get_untracked().and_then(|panel| page::focused_in(&panel));
    tour.held.set_value(held);
    match beat.act {
        Act::Show => {}
        Act::Press => element.click(),
        Act::Choose(value) => page::choose(element, value),
    }
}

/// Waits until `look` finds something, for at most so long.
async fn wait<T>(tour: Tour, run: u32, limit: f64, look: impl Fn() -> Option<T>) -> Result<Option<T>, Over> {
    let mut passed = 0.0;
    loop {
        if tour.goes_on() {
            if let Some(found) = look() {
                return Ok(Some(found));
            }
            if passed >= limit {
                return Ok(None);
            }
        }
        let moment = tick(tour, run).await?;
        passed += moment;
        tour.spend(moment);
    }
}

/// Lets a moment pass. Returns how many milliseconds of it count: none while the tour is paused.
async fn tick(tour: Tour, run: u32) -> Result<f64, Over> {
    let before = browser::now_ms();
    gloo_timers::future::sleep(Duration::from_millis(TICK_MS as u64)).await;
    if tour.run.try_get_value() != Some(run) {
        return Err(Over);
    }
    tour.place();
    // A machine that slept has not read.
    let passed = (browser::now_ms() - before).clamp(0.0, 10.0 * TICK_MS);
    Ok(if tour.goes_on() { passed } else { 0.0 })
}

/// What a beat needs, in words.
pub(super) fn what(beat: &Beat) -> &'static str {
    match beat.target {
        Target::Button(label) => label,
        Target::Css(_) => beat.station.title,
    }
}
