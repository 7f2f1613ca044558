//! The proof: two identities side by side, and everybody in scope.

use crate::setup::everybody::Reach;
use crate::setup::proof::NearMiss;
use std::time::SystemTime;

/// What a person signs in with.
pub const SIGNS_IN: &str = "Signs in with";
/// The claim of the sign-in token.
pub const OID: &str = "oid, the object ID";
/// What the next provisioning sends.
pub const WILL_SEND: &str = "Entra will send";
/// What the mapping makes of the person is right.
pub const IS_OBJECT_ID: &str = "the object ID";
/// What the mapping makes of the person is not right.
pub const IS_NOT_OBJECT_ID: &str = "not the object ID";
/// What provisioning sent.
pub const SENT: &str = "Entra sent";
/// Where what was sent was seen: the answer to a call of this visit.
pub const IN_ANSWER: &str = "answer on demand";
/// Where what was sent was seen: the log.
pub const IN_LOG: &str = "provisioning log";
/// Between what was sent and what should have been.
pub const IN_PLACE_OF: &str = "in place of";
/// The heading of the count.
pub const EVERYBODY: &str = "Everybody in scope";
/// After a number.
pub const PROVEN: &str = "proven";
/// After a number.
pub const WRONG: &str = "under the wrong identity";
/// After a number.
pub const LEFT_OUT: &str = "left out, or not sent because of an error";
/// After a number.
pub const UNKNOWN: &str = "not known";
/// The heading of the list.
pub const WRONG_PEOPLE: &str = "Under the wrong identity";
/// Leads to the log.
pub const SHOW_IN_LOG: &str = "Show in the log";
/// Below a long list.
pub const OTHERS: &str = "And {count} others.";

/// How far back the log was read, `when` writing times.
#[must_use]
pub fn reach(reach: Reach, when: fn(SystemTime) -> String) -> String {
    match reach {
        Reach::Whole => "By the whole provisioning log that Entra keeps.".to_owned(),
        Reach::Since(oldest) => {
            ["By the provisioning log back to ", &when(oldest), "; there are older entries."].concat()
        }
        Reach::Unread => {
            "The provisioning log could not be read: only what this visit did is known.".to_owned()
        }
    }
}

/// What to know about the count, after how far the log reaches.
#[must_use]
pub fn notes(reach: String, unknown: u64, unread: u64, more: bool) -> String {
    let mut notes = vec![reach];
    if unknown > 0 {
        notes.push("Not known: nothing that was read shows what was sent. That is not a pass.".to_owned());
    }
    if unread > 0 {
        notes.push([&unread.to_string(), " more in these groups were not read."].concat());
    }
    if more {
        notes.push("Others are in scope who were not read and cannot be counted.".to_owned());
    }
    notes.join(" ")
}

/// Where a value that is nearly right is not.
#[must_use]
pub fn differs(miss: &NearMiss) -> String {
    let place = miss.place().to_string();
    let quoted = |text: &str| ["“", text, "”"].concat();
    let (sent, wanted) = (quoted(&miss.sent), quoted(&miss.wanted));
    match (miss.sent.is_empty(), miss.wanted.is_empty()) {
        (true, _) => ["At character ", &place, " ", &wanted, " is missing."].concat(),
        (_, true) => ["At character ", &place, " ", &sent, " is too much."].concat(),
        _ => ["At character ", &place, ": ", &sent, " in place of ", &wanted, "."].concat(),
    }
}
