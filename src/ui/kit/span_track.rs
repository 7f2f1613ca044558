//! How much of a time has passed, and which part of it is usual.

use leptos::prelude::*;

/// A line with a usual range on it and a mark where it is now. Seen only: a sentence beside it says the same.
#[component]
pub fn SpanTrack(
    /// Where the usual range begins and ends, and where it is now, in one unit.
    #[prop(into)]
    places: Signal<(f64, f64, f64)>,
    /// What is at the beginning.
    #[prop(into)]
    start: Signal<String>,
    /// What is at the end of the usual range.
    #[prop(into)]
    end: Signal<String>,
) -> impl IntoView {
    let at = move |pick: fn((f64, f64, f64)) -> f64| {
        let (low, high, now) = places.get();
        // What is beyond the range is still on the line.
        let whole = (high * 1.1).max(now * 1.04).max(1.0);
        [&(pick((low, high, now)).max(0.0) / whole * 100.0).to_string(), "%"].concat()
    };
    let over = move || {
        let (_, high, now) = places.get();
        now > high
    };
    view! { class = "tsa",
        <div class="tsa-span" aria-hidden="true" data-over=move || over().then_some("")>
            <div class="tsa-span-track">
                <span class="tsa-span-usual" style:inset-inline-start=move || at(|(low, ..)| low) style:inline-size=move || at(|(low, high, _)| high - low)></span>
                <span class="tsa-span-passed" style:inline-size=move || at(|(.., now)| now)></span>
                <span class="tsa-span-now" style:inset-inline-start=move || at(|(.., now)| now)></span>
            </div>
            <div class="tsa-span-ends"><span>{start}</span><span>{end}</span></div>
        </div>
    }
}
