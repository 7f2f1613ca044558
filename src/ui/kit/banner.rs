//! A message that stays: what is so, what it means, what to do.

use leptos::prelude::*;

use super::{Status, StatusIcon};

/// What kind of news a banner brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// Good news.
    Ok,
    /// Something to do.
    Attention,
    /// Something else must happen first.
    Blocked,
    /// Something went wrong.
    Failed,
}

impl Tone {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Attention => "attention",
            Self::Blocked => "blocked",
            Self::Failed => "failed",
        }
    }

    const fn sign(self) -> Option<Status> {
        match self {
            Self::Info => None,
            Self::Ok => Some(Status::Done),
            Self::Attention => Some(Status::Attention),
            Self::Blocked => Some(Status::Blocked),
            Self::Failed => Some(Status::Failed),
        }
    }
}

/// A message on a ground of its tone. It does not announce itself: what caused it does.
#[component]
pub fn Banner(
    /// What kind of news it is.
    #[prop(optional)]
    tone: Tone,
    /// What is so, in one line.
    #[prop(into)]
    title: Signal<String>,
    /// Buttons and links.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// What it means and what to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon = match tone.sign() {
        Some(status) => view! { class = "tsa", <StatusIcon status /> }.into_any(),
        None => view! { class = "tsa", <InfoIcon /> }.into_any(),
    };
    view! { class = "tsa",
        <div class="tsa-banner" data-tone=tone.as_str()>
            <span class="tsa-banner-icon">{icon}</span>
            <p class="tsa-banner-title">{title}</p>
            {children.map(|children| view! { class = "tsa", <div class="tsa-banner-body">{children()}</div> })}
            {actions.map(|actions| view! { class = "tsa", <div class="tsa-banner-actions tsa-actions">{actions.run()}</div> })}
        </div>
    }
}

#[component]
fn InfoIcon() -> impl IntoView {
    view! { class = "tsa",
        <svg class="tsa-status-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="currentColor" stroke-width="1.7" stroke-linecap="round">
            <circle cx="8" cy="8" r="7" />
            <path class="tsa-status-glyph" d="M8 7.4v3.8M8 4.8v.1" />
        </svg>
    }
}
