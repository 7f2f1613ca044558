//! The words the kit says by itself. All others are given to it.

use leptos::prelude::*;

/// Words of the kit in one language. A page in another language provides its own as context: `&'static Words`.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each field is named after the word it holds")]
pub struct Words {
    pub close: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub copy_failed: &'static str,
    pub show_secret: &'static str,
    pub loading: &'static str,
    pub now: &'static str,
    pub should_be: &'static str,
    pub attribute: &'static str,
    pub status: &'static str,
    pub unchanged: &'static str,
    pub unknown: &'static str,
    pub checking: &'static str,
    pub done: &'static str,
    pub attention: &'static str,
    pub blocked: &'static str,
    pub working: &'static str,
    pub failed: &'static str,
}

impl Words {
    /// English, and what is used where nothing is provided.
    pub const ENGLISH: Self = Self {
        close: "Close",
        copy: "Copy",
        copied: "Copied",
        copy_failed: "Could not copy. Select the text and copy it by hand.",
        show_secret: "Show while pressed",
        loading: "Loading",
        now: "Now",
        should_be: "Should be",
        attribute: "Attribute",
        status: "Status",
        unchanged: "as it should be",
        unknown: "Not checked yet",
        checking: "Checking",
        done: "Done",
        attention: "Needs attention",
        blocked: "Blocked",
        working: "Working",
        failed: "Failed",
    };

    /// The words provided above this component. To be called in a component's body.
    pub fn current() -> &'static Self {
        use_context::<&'static Self>().unwrap_or(&Self::ENGLISH)
    }
}
