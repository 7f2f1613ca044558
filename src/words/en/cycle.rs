//! The synchronization as it runs: what it does, how long it takes, and what it did before.

use crate::setup::cycle::{News, Standing};
use crate::setup::poll::Hindrance;
use std::time::Duration;

macro_rules! labels {
    ($($name:ident = $text:literal;)*) => { $(#[doc = $text] pub const $name: &str = $text;)* };
}

labels! {
    WAITING = "Waiting for the first cycle";
    FIRST = "First cycle";
    NEXT = "In operation";
    HANDLED = "People and groups handled";
    NOW = "Now";
    CREATED = "Created";
    UPDATED = "Updated";
    REMOVED = "Disabled or deleted";
    SKIPPED = "Skipped";
    UNCHANGED = "Nothing to change";
    FAILED = "Failed";
    SENT = "Sent";
    SO_FAR = "What the first cycle did so far";
    NEWEST = "What the newest cycle with changes did";
    LOG_IS_LATE = "Counted from the provisioning log, which is some minutes behind.";
    LOG_IS_SHORT = "Only the newest entries were read: there may be more of this cycle.";
    RECENT = "The recent cycles with changes, after the first one";
    RECENT_NOTE = "A cycle that had nothing to send leaves nothing in the log.";
    AS_TABLE = "The same as a table";
    WHEN = "Cycle";
    NOT_COMPLETE = "(not all of it was read)";
    BEGAN = "Began";
    USUAL_END = "Usually over by";
    ENDED = "Newest cycle ended";
    NEXT_DUE = "Next about";
}

/// What the tab's title tells.
#[must_use]
pub const fn news(news: News) -> &'static str {
    match news {
        News::Done => "Done: first sync",
        News::DoneWithFailures => "Done, with failures: first sync",
        News::Stopped => "Stopped by Entra: first sync",
    }
}

/// Why what is shown may be old.
#[must_use]
pub const fn hindrance(hindrance: Hindrance) -> &'static str {
    match hindrance {
        Hindrance::Throttled(_) => "Microsoft asks for fewer reads: the next one comes later, by itself.",
        Hindrance::Failed => {
            "Microsoft did not answer. What is shown may be old; it is read again by itself."
        }
    }
}

/// How things stand, in a sentence. `objects` is how many a first cycle handles, `range` Microsoft's for so many.
#[must_use]
pub fn standing(standing: Standing, objects: u64, range: &str) -> String {
    let usual = || ["Microsoft's range for ", &counted(objects), ": ", range, "."].concat();
    match standing {
        Standing::Open => usual(),
        Standing::Running { elapsed } => [&span(elapsed), " so far. ", &usual()].concat(),
        Standing::Long { elapsed, beyond } => {
            [&span(elapsed), " so far, ", &span(beyond), " longer than usual. ", &usual()].concat()
        }
        Standing::Resting { left } => ["The next cycle begins in about ", &span(left), "."].concat(),
        Standing::Due => "The next cycle is due. Entra tells of it once it has ended.".to_owned(),
        Standing::Late { since } => {
            ["The next cycle was due ", &span(since), " ago and has not ended."].concat()
        }
    }
}

/// What Entra itself counted, where the log that was read is too short for it.
#[must_use]
pub fn entra_counts(sent: u64, failed: u64) -> String {
    ["Entra's own count: ", &sent.to_string(), " sent, ", &failed.to_string(), " failed."].concat()
}

/// What Microsoft's range counts.
#[must_use]
pub fn counted(objects: u64) -> String {
    let what =
        if objects == 1 { " assigned user, group or member" } else { " assigned users, groups and members" };
    [&objects.to_string(), what].concat()
}

/// A time such as `12 min`, in the largest units that say enough.
#[must_use]
pub fn span(time: Duration) -> String {
    let seconds = time.as_secs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let number = |count: u64, unit: &str| [&count.to_string(), " ", unit].concat();
    match (days, hours, minutes) {
        (0, 0, 0) => number(seconds, "s"),
        (0, 0, _) => number(minutes, "min"),
        (0, _, 0) => number(hours, "h"),
        (0, ..) => [number(hours, "h"), number(minutes, "min")].join(" "),
        (_, 0, _) => number(days, "d"),
        _ => [number(days, "d"), number(hours, "h")].join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    #[test]
    fn a_time_is_said_in_units_that_say_enough() {
        for (seconds, said) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (3_599, "59 min"),
            (3_600, "1 h"),
            (5_400, "1 h 30 min"),
            (86_400, "1 d"),
            (97_200, "1 d 3 h"),
        ] {
            assert_eq!(span(Duration::from_secs(seconds)), said);
        }
    }

    #[test]
    fn a_running_cycle_is_told_with_microsofts_range() {
        let running = Standing::Running { elapsed: MINUTE * 12 };
        assert_eq!(
            standing(running, 340, "4 to 28 minutes"),
            "12 min so far. Microsoft's range for 340 assigned users, groups and members: 4 to 28 minutes."
        );
        let long = Standing::Long { elapsed: MINUTE * 45, beyond: MINUTE * 17 };
        assert!(
            standing(long, 340, "4 to 28 minutes").starts_with("45 min so far, 17 min longer than usual. ")
        );
        assert!(standing(Standing::Open, 1, "1 to 20 minutes").contains("1 assigned user, group or member"));
    }

    #[test]
    fn the_next_cycle_is_told_before_and_after_it_is_due() {
        let said = |it| standing(it, 0, "");
        assert_eq!(said(Standing::Resting { left: MINUTE * 31 }), "The next cycle begins in about 31 min.");
        assert!(said(Standing::Due).contains("is due"));
        let late = Standing::Late { since: MINUTE * 90 };
        assert_eq!(said(late), "The next cycle was due 1 h 30 min ago and has not ended.");
    }
}
