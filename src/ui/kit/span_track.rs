//! How much of a time has passed, and which part of it is usual.

use leptos::prelude::*;

/// A line with a usual range on it and a mark where it is now. Seen only: a sentence beside it says the same.
#[component]
pub fn SpanTrack(
    /// Where the usual range begins and ends, and where it is now, in one unit.
    #[prop(into)]
    places: Signal<(u64, u64, u64)>,
    /// What is at the beginning.
    #[prop(into)]
    start: Signal<String>,
    /// What is at the end of the usual range.
    #[prop(into)]
    end: Signal<String>,
) -> impl IntoView {
    let at = move |pick: fn((u64, u64, u64)) -> u64| {
        let places = places.get();
        part(pick(places), whole(places))
    };
    let over = move || {
        let (_, high, now) = places.get();
        now > high
    };
    view! { class = "tsa",
        <div class="tsa-span" aria-hidden="true" data-over=move || over().then_some("")>
            <div class="tsa-span-track">
                <span class="tsa-span-usual" style:inset-inline-start=move || at(|(low, ..)| low) style:inline-size=move || at(|(low, high, _)| high.saturating_sub(low))></span>
                <span class="tsa-span-passed" style:inline-size=move || at(|(.., now)| now)></span>
                <span class="tsa-span-now" style:inset-inline-start=move || at(|(.., now)| now)></span>
            </div>
            <div class="tsa-span-ends"><span>{start}</span><span>{end}</span></div>
        </div>
    }
}

/// How long the line is: what is beyond the range is still on it.
fn whole((_, high, now): (u64, u64, u64)) -> u64 {
    (high * 11 / 10).max(now * 26 / 25).max(1)
}

/// A part in per cent, to a tenth.
fn part(part: u64, whole: u64) -> String {
    let tenths = part * 1_000 / whole;
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), "%"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_on_the_line() {
        assert_eq!(whole((4, 26, 12)), 28);
        assert_eq!(whole((0, 0, 0)), 1);
        for now in [0, 12, 26, 27, 500] {
            assert!(whole((4, 26, now)) >= now.max(26));
        }
    }

    #[test]
    fn a_part_is_said_to_a_tenth() {
        assert_eq!(part(0, 28), "0.0%");
        assert_eq!(part(14, 28), "50.0%");
        assert_eq!(part(1, 3), "33.3%");
    }
}
