//! Time that must pass before something goes on.

use std::time::Duration;

use leptos::prelude::*;

/// Counts down by a clock, not by its own ticks: a background tab gets few of those, and a clock may run fast or stand still.
#[component]
pub fn Countdown(
    /// How long it still takes, by the clock that is waited for.
    #[prop(into)]
    time_left: Callback<(), Duration>,
    /// What is waited for, before the time.
    #[prop(into)]
    label: Signal<String>,
    /// Told once, when the time is over.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let seconds = move || time_left.run(()).as_millis().div_ceil(1000) as u64;
    let left = RwSignal::new(seconds());
    let tick = move || {
        let seconds = seconds();
        if left.try_get_untracked().is_some_and(|shown| shown != seconds) {
            left.try_set(seconds);
            if let (0, Some(on_done)) = (seconds, on_done) {
                on_done.run(());
            }
        }
    };
    if let Ok(timer) = set_interval_with_handle(tick, Duration::from_millis(250)) {
        on_cleanup(move || timer.clear());
    }
    // A timer is not read out at every change.
    view! { class = "tsa",
        <span class="tsa-countdown" role="timer" aria-live="off">
            <span>{label}</span>
            <span class="tsa-countdown-time">{move || clock_face(left.get())}</span>
        </span>
    }
}

/// Minutes and seconds, as in `1:05`; hours before them where there are any.
#[must_use]
pub fn clock_face(seconds: u64) -> String {
    let two =
        |number: u64| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    let before =
        if hours == 0 { minutes.to_string() } else { [&hours.to_string(), ":", &two(minutes)].concat() };
    [&before, ":", &two(seconds % 60)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_have_two_digits() {
        assert_eq!(clock_face(0), "0:00");
        assert_eq!(clock_face(65), "1:05");
        assert_eq!(clock_face(3599), "59:59");
        assert_eq!(clock_face(3725), "1:02:05");
    }
}
