//! A value of which a part is marked, because it is the part that matters.

use leptos::prelude::*;

/// A value in three parts; any of them may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// What comes before the mark.
    pub before: String,
    /// What is marked.
    pub marked: String,
    /// What comes after the mark.
    pub after: String,
}

impl From<String> for Marked {
    fn from(plain: String) -> Self {
        Self { before: plain, ..Self::default() }
    }
}

/// The value as code.
#[component]
pub fn MarkedCode(value: Marked) -> impl IntoView {
    let Marked { before, marked, after } = value;
    let mark =
        (!marked.is_empty()).then(|| view! { class = "tsa", <mark class="tsa-marked">{marked}</mark> });
    view! { class = "tsa", <code>{before}{mark}{after}</code> }
}
