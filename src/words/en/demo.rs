//! The demonstration's own words: its gallery, its bar, and what can be broken.

use super::scenarios::Story;
use crate::sim::Outage;

macro_rules! labels {
    ($($name:ident = $text:literal;)*) => { $(#[doc = $text] pub const $name: &str = $text;)* };
}

labels! {
    DEMONSTRATION = "Demonstration";
    TITLE = "Try the assistant on a made-up tenant";
    LABEL = "A made-up tenant in this page. Nothing leaves it.";
    LEAD = "It is the same assistant that works on yours, and no account is needed. Each card is an administrator in trouble: see what the assistant says, let it fix what is wrong, and break something while it works.";
    BEGIN = "Begin with a fresh tenant";
    UNKNOWN = "There is no scenario of this name";
    UNKNOWN_TEXT = "The address names a scenario that this version does not have:";
    UNKNOWN_ACT = "Choose one below.";
    ALL = "All scenarios";
    CLOCK = "Clock";
    PAUSED = "Paused";
    REAL = "Real time";
    FAST = "10 × faster";
    VERY_FAST = "60 × faster";
    BREAK = "Break something";
    BREAK_LEAD = "It happens at once, in the middle of whatever is going on. Switch it off, check again, and go on: nothing is lost.";
    AGAIN = "Start over";
    BEGUN_ANEW = "The scenario begins anew.";
    BROKEN = "Broken now";
    QUARANTINE = "Quarantine the job";
    QUARANTINE_HINT = "Entra stops the job as if {product} had refused the secret token. Check again: the steps name the cause and the way out.";
    QUARANTINED = "The job is in quarantine. Check again.";
    NO_JOB = "There is no job to stop yet. Save the credentials first.";
    EDIT = "Let a colleague change the mapping";
    EDIT_HINT = "Another administrator sends something else as {identity}, behind your back. Try to apply a change to the mapping: the assistant stops and shows what is new.";
    EDITED = "A colleague has changed the mapping.";
    NO_ROW = "The mapping has no row for {identity} that could be changed.";
    REPORT_NOTE = "Demonstration: the tenant and the people in this report are made up.";
}

/// What can be wrong for a while, and what to look at then.
#[must_use]
pub const fn outage(outage: Outage) -> Story {
    let (title, text) = match outage {
        Outage::Throttling => (
            "Microsoft throttles",
            "Every third request is told to wait. Check again: the wait is counted down and can be cancelled, and the work goes on by itself.",
        ),
        Outage::NoNetwork => (
            "The network is down",
            "No request arrives. Check again, or apply a change: the assistant tries, says that nothing came back, and repeats no change blindly.",
        ),
        Outage::NoRole => (
            "Your role is gone",
            "You hold no role any more, as when an activation in Privileged Identity Management ends. Check again: the assistant says what is closed, and which role opens it.",
        ),
    };
    Story { title, text }
}
