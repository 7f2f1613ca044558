//! The recording of what is exchanged with Microsoft Graph.

use crate::recording::{Failure, LeftOut};

/// The button beside the report that opens it.
pub const OPEN: &str = "Record for support";
/// Its title.
pub const TITLE: &str = "Recording for support";
/// What it is for.
pub const LEAD: &str = "A recording shows support what this page asked Microsoft Graph and what came back. It stays in this page until you save it, and is gone when you sign out, leave the page, or nobody is there for 15 minutes.";
/// Closes it; the recording goes on.
pub const CLOSE: &str = "Close";
/// Switches it on.
pub const RECORD: &str = "Record what is exchanged with Microsoft Graph";
/// What is never in it.
pub const RECORD_HINT: &str =
    "From now on. Sign-in tokens and the secret token are taken out before anything is kept.";
/// Switches it on, and looks at everything.
pub const RECORD_AND_CHECK: &str = "Record and check again";
/// The choice to replace names.
pub const REPLACE_NAMES: &str = "Replace names of people";
/// What that does.
pub const REPLACE_NAMES_HINT: &str = "Each person becomes “person-1”, the same throughout; names, addresses, titles and departments are replaced. Object IDs stay, and so do the names of groups, applications and the organization.";
/// Saves the file.
pub const SAVE: &str = "Save recording";
/// The browser did not save it.
pub const NOT_SAVED: &str = "The browser did not save the file.";
/// Throws it away.
pub const DISCARD: &str = "Discard";
/// It was thrown away.
pub const DISCARDED: &str = "The recording was discarded.";
/// Stops it, and keeps what there is.
pub const STOP: &str = "Stop recording";
/// Opens it while it runs.
pub const SHOW: &str = "Show the recording";
/// It has begun.
pub const BEGUN: &str = "Recording has begun.";
/// It has ended.
pub const STOPPED: &str = "Recording has stopped.";
/// It is on.
pub const ON: &str = "Recording";
/// It is off, and there is one.
pub const OFF: &str = "Not recording any more";
/// Nothing is in it.
pub const NOTHING: &str = "Nothing is recorded yet.";
/// It is full.
pub const FULL: &str = "The recording is full";
/// What that means.
pub const FULL_TEXT: &str = "Its beginning is kept, up to 2,000 exchanges or 24 MB. What came after is counted and not kept. Save it, discard it, and record again.";
/// What the list is.
pub const EXCHANGES: &str = "What is recorded";
/// What was sent.
pub const REQUEST: &str = "Sent to Microsoft Graph";
/// What came back.
pub const ANSWER: &str = "Answer of Microsoft Graph";
/// No body was sent, or came back.
pub const NO_BODY: &str = "Nothing but the address was sent.";
/// No body came back.
pub const NO_ANSWER_BODY: &str = "The answer is empty.";
/// A body was too long to be shown whole.
pub const CUT: &str = "The beginning is shown. The file holds all of it.";

/// How much is in it, with its state.
#[must_use]
pub fn summary(state: &str, count: usize, bytes: usize) -> String {
    let exchanges = if count == 1 { " exchange, " } else { " exchanges, " };
    [state, ": ", &count.to_string(), exchanges, &size(bytes)].concat()
}

/// How many came when it was full.
#[must_use]
pub fn left_out(count: usize) -> String {
    [&count.to_string(), " not kept so far."].concat()
}

/// A number of bytes.
#[must_use]
pub fn size(bytes: usize) -> String {
    if bytes < 1_000 {
        [&bytes.to_string(), " B"].concat()
    } else if bytes < 1_000_000 {
        [&(bytes / 1_000).to_string(), " KB"].concat()
    } else {
        [&(bytes / 1_000_000).to_string(), " MB"].concat()
    }
}

/// Why there was no answer.
#[must_use]
pub const fn failure(failure: Failure) -> &'static str {
    match failure {
        Failure::Network => "No connection",
        Failure::Timeout => "No answer in time",
        Failure::TooLarge => "Answer too large",
        Failure::NotSent => "Not sent",
    }
}

/// Why a body is not kept.
#[must_use]
pub const fn not_kept(why: LeftOut) -> &'static str {
    match why {
        LeftOut::NotJson => "It was no JSON, so nothing of it is kept.",
        LeftOut::TooMuch => "It was deeper or longer than a recording may hold, so nothing of it is kept.",
    }
}
