//! Telling a screen reader what changed, without moving the focus.

use leptos::prelude::*;

/// Says things through the page's one [`LiveRegion`]. Two regions would speak over each other.
#[derive(Clone, Copy, Debug)]
pub struct Announcer(RwSignal<String>);

impl Announcer {
    /// Makes the announcer of this page and provides it to everything below.
    pub fn provide() -> Self {
        let announcer = Self(RwSignal::new(String::new()));
        provide_context(announcer);
        announcer
    }

    /// The announcer provided above. To be called in a component's body.
    pub fn current() -> Option<Self> {
        use_context()
    }

    /// Says `text` once, when the person is idle.
    pub fn say(self, text: &str) {
        self.0.try_update(|said| {
            // A region speaks when its text changes: the same words again get a space that is not seen.
            let again = said == text;
            said.clear();
            said.push_str(text);
            if again {
                said.push('\u{a0}');
            }
        });
    }
}

/// Where announcements stand. To be placed once, near the root, before anything is said.
#[component]
pub fn LiveRegion(
    /// Whose words are spoken.
    announcer: Announcer,
) -> impl IntoView {
    view! { class = "tsa",
        <p class="tsa-said" role="status" aria-live="polite" aria-atomic="true">{move || announcer.0.get()}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_said_twice_are_two_changes() {
        let owner = Owner::new();
        owner.set();
        let announcer = Announcer::provide();
        announcer.say("Copied");
        assert_eq!(announcer.0.get_untracked(), "Copied");
        announcer.say("Copied");
        assert_eq!(announcer.0.get_untracked(), "Copied\u{a0}");
        announcer.say("Copied");
        assert_eq!(announcer.0.get_untracked(), "Copied");
    }
}
