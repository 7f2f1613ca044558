//! Line drawings of 16 × 16, in the colour of the text beside them.

use leptos::prelude::*;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is what its name says")]
pub enum IconName {
    ArrowRight,
    Cells,
    Check,
    Chevron,
    Close,
    Cloud,
    Copy,
    External,
    Eye,
    Flag,
    Key,
    Link,
    People,
    Person,
    Pulse,
    Search,
    Window,
}

impl IconName {
    const fn path(self) -> &'static str {
        match self {
            Self::ArrowRight => "M2.5 8h10.5M9 4l4 4-4 4",
            Self::Cells => "M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M7 3.5v9",
            Self::Check => "M3 8.5l3.3 3.3L13 4.8",
            Self::Chevron => "M6 3.5L10.5 8 6 12.5",
            Self::Close => "M3.5 3.5l9 9M12.5 3.5l-9 9",
            Self::Cloud => {
                "M4.5 9.5a2.6 2.6 0 0 1 .3-5.2A3.5 3.5 0 0 1 11.5 5a2.3 2.3 0 0 1 0 4.5M8.5 7.5L6.8 10.5h2.4L7.5 13.5"
            }
            Self::Copy => "M5.5 5.5h7v8h-7zM3.5 10.5v-8h7",
            Self::External => "M9.5 2.5h4v4M13.5 2.5L8 8M11.5 9.5v4h-9v-9h4",
            Self::Eye => {
                "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z"
            }
            Self::Flag => "M4 14V2.5M4 3h8l-2 2.75L12 8.5H4",
            Self::Key => "M10.5 2.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8.4 7.6L2.5 13.5M4.5 11.5l1.8 1.8",
            Self::Link => {
                "M6.5 9.5l3-3M7 4.5l1.3-1.3a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.3 1.3a3.2 3.2 0 0 1-4.5-4.5L4.5 7"
            }
            Self::People => {
                "M6 3a2.4 2.4 0 1 1 0 4.8A2.4 2.4 0 0 1 6 3zM1.5 13c.3-2.2 2.1-3.3 4.5-3.3s4.2 1.1 4.5 3.3M10.6 3.3a2.4 2.4 0 0 1 0 4.3M12 9.9c1.5.5 2.4 1.5 2.6 3.1"
            }
            Self::Person => "M8 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM2.5 14c.4-2.6 2.6-4 5.5-4s5.1 1.4 5.5 4",
            Self::Pulse => "M1.5 8.5h3l2-5 3 9 2-4h3",
            Self::Search => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.2 3.2",
            Self::Window => "M2 3h12v10H2zM2 6h12M4.2 4.5h.1M6.2 4.5h.1",
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
