//! What is said where a part of the program could not be loaded.

/// The title.
pub const MISSING: &str = "This part of the assistant could not be loaded";
/// Why, and what to do.
pub const MISSING_TEXT: &str = "Check the connection and try again. If that does not help, a newer version may have been published: reload the page then. What was saved in your tenant stays.";
