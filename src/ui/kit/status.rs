//! The seven states that anything checked can be in: a sign, a word and a colour, never a colour alone.

use leptos::prelude::*;

use super::Words;

/// How a thing stands (design §2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Not looked at yet.
    #[default]
    Unknown,
    /// Being looked at.
    Checking,
    /// Right.
    Done,
    /// Not right; a change is proposed.
    Attention,
    /// Something else must happen first.
    Blocked,
    /// A change or a sync is running.
    Working,
    /// Something went wrong.
    Failed,
}

/// The parts of a sign: an area, what is cut out of it, and lines.
struct Sign {
    area: &'static str,
    cut: &'static str,
    line: &'static str,
}

const DISC: &str = "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z";

impl Status {
    /// The word in attributes (`data-status`), as hosts and tests read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Checking => "checking",
            Self::Done => "done",
            Self::Attention => "attention",
            Self::Blocked => "blocked",
            Self::Working => "working",
            Self::Failed => "failed",
        }
    }

    /// The word for people.
    pub const fn word(self, words: &Words) -> &'static str {
        match self {
            Self::Unknown => words.unknown,
            Self::Checking => words.checking,
            Self::Done => words.done,
            Self::Attention => words.attention,
            Self::Blocked => words.blocked,
            Self::Working => words.working,
            Self::Failed => words.failed,
        }
    }

    const fn moves(self) -> bool {
        matches!(self, Self::Checking | Self::Working)
    }

    /// Each differs from the others in shape.
    const fn sign(self) -> Sign {
        let (area, cut, line) = match self {
            Self::Unknown => (
                "",
                "",
                "M5.6 2.2a6.3 6.3 0 0 1 4.8 0M13.2 4.4a6.3 6.3 0 0 1 .9 4.7M12 12.8a6.3 6.3 0 0 1-4.2 1.5M4 12.8a6.3 6.3 0 0 1-2.2-4",
            ),
            Self::Checking => ("", "", "M8 1.8A6.2 6.2 0 1 1 1.8 8"),
            Self::Done => (DISC, "M4.8 8.3l2.2 2.2 4.3-4.6", ""),
            Self::Attention => (
                "M8 1c.6 0 1.1.3 1.4.8l5.8 10.4c.6 1-.2 2.3-1.4 2.3H2.2c-1.2 0-2-1.3-1.4-2.3L6.6 1.8C6.9 1.3 7.4 1 8 1z",
                "M8 5.3v3.9M8 11.8v.1",
                "",
            ),
            Self::Blocked => (
                "M3.5 7h9c.8 0 1.5.7 1.5 1.5v5c0 .8-.7 1.5-1.5 1.5h-9c-.8 0-1.5-.7-1.5-1.5v-5C2 7.7 2.7 7 3.5 7z",
                "M8 10v2",
                "M4.8 7V4.7a3.2 3.2 0 0 1 6.4 0V7",
            ),
            Self::Working => (
                "",
                "",
                "M13.7 6.3A6 6 0 0 0 3 4.6M2.3 9.7A6 6 0 0 0 13 11.4M3 1.7v2.9h2.9M13 14.3v-2.9h-2.9",
            ),
            Self::Failed => {
                ("M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z", "M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6", "")
            }
        };
        Sign { area, cut, line }
    }
}

/// The sign alone. It says nothing to a screen reader: the word must stand beside it.
#[component]
pub fn StatusIcon(
    /// How the thing stands.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    view! { class = "tsa",
        <svg class="tsa-status-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none"
            stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" data-status=move || status.get().as_str()>
            <g class:tsa-spin=move || status.get().moves()>
                <path fill="currentColor" d=move || status.get().sign().area />
                <path class="tsa-status-glyph" d=move || status.get().sign().cut />
                <path stroke="currentColor" d=move || status.get().sign().line />
            </g>
        </svg>
    }
}

/// Sign and word on a quiet ground of the same meaning.
#[component]
pub fn StatusBadge(
    /// How the thing stands.
    #[prop(into)]
    status: Signal<Status>,
    /// What to say instead of the status word.
    #[prop(optional, into)]
    label: MaybeProp<String>,
) -> impl IntoView {
    let words = Words::current();
    let text = move || label.get().unwrap_or_else(|| status.get().word(words).to_owned());
    view! { class = "tsa",
        <span class="tsa-status-badge" data-status=move || status.get().as_str()>
            <StatusIcon status />
            {text}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Status; 7] = [
        Status::Unknown,
        Status::Checking,
        Status::Done,
        Status::Attention,
        Status::Blocked,
        Status::Working,
        Status::Failed,
    ];

    #[test]
    fn no_two_statuses_share_a_sign_or_a_word() {
        for (index, one) in ALL.iter().enumerate() {
            for other in &ALL[index + 1..] {
                assert_ne!(one.as_str(), other.as_str());
                assert_ne!(one.word(&Words::ENGLISH), other.word(&Words::ENGLISH));
                let (a, b) = (one.sign(), other.sign());
                assert!(
                    a.area != b.area || a.line != b.line,
                    "{} looks like {}",
                    one.as_str(),
                    other.as_str()
                );
            }
        }
    }
}
