//! A value as people read it.

use crate::setup::finding::{Shown, Subject};
use crate::ui::format;
use crate::ui::model::Assistant;
use crate::words::en::changes;

/// The text of a value.
#[must_use]
pub fn text(assistant: Assistant, subject: &Subject, shown: &Shown) -> String {
    match shown {
        Shown::Time(time) => format::moment(*time),
        Shown::Between(low, high) => format::between(*low, *high),
        other => assistant.say(&changes::shown(subject, other).unwrap_or_default()),
    }
}
