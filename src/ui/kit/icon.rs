//! Line drawings of 16 × 16, in the colour of the text beside them.

use leptos::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what its name says")]
pub enum IconName {
    ArrowRight,
    Check,
    Chevron,
    Close,
    Copy,
    External,
    Eye,
    Person,
    Search,
}

impl IconName {
    const fn path(self) -> &'static str {
        match self {
            Self::ArrowRight => "M2.5 8h10.5M9 4l4 4-4 4",
            Self::Check => "M3 8.5l3.3 3.3L13 4.8",
            Self::Chevron => "M6 3.5L10.5 8 6 12.5",
            Self::Close => "M3.5 3.5l9 9M12.5 3.5l-9 9",
            Self::Copy => "M5.5 5.5h7v8h-7zM3.5 10.5v-8h7",
            Self::External => "M9.5 2.5h4v4M13.5 2.5L8 8M11.5 9.5v4h-9v-9h4",
            Self::Eye => {
                "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z"
            }
            Self::Person => "M8 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2.5 14c.4-2.6 2.6-4 5.5-4s5.1 1.4 5.5 4",
            Self::Search => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.2 3.2",
        }
    }
}

/// A drawing for the eye only: the words stand beside it, or name the control it is in.
#[component]
pub fn Icon(
    /// What is drawn.
    name: IconName,
) -> impl IntoView {
    let chevron = name == IconName::Chevron;
    view! { class = "tsa",
        <svg class="tsa-icon" class:tsa-chevron=chevron viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none"
            stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">
            <path d=name.path() />
        </svg>
    }
}
