//! Whether the demonstration works without a network, and the way to its next version. `public/offline.js` does the work.

use crate::ui::kit::Button;
use crate::words::en::offline as t;
use leptos::prelude::*;

/// Where `offline.js` tells how things stand, and with which event.
const STATE: &str = "data-offline";
const CHANGED: &str = "offline-state";
/// What it waits for.
const TAKE_OVER: &str = "offline-take-over";

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Preparing,
    Ready,
    Failed,
    Impossible,
    Off,
    NewVersion,
}

impl State {
    /// What the document says; nothing where `offline.js` has not run.
    fn of_document() -> Option<Self> {
        Some(match document().document_element()?.get_attribute(STATE)?.as_str() {
            "preparing" => Self::Preparing,
            "ready" => Self::Ready,
            "failed" => Self::Failed,
            "impossible" => Self::Impossible,
            "off" => Self::Off,
            "new-version" => Self::NewVersion,
            _ => return None,
        })
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Preparing => t::PREPARING,
            Self::Ready => t::READY,
            Self::Failed => t::FAILED,
            Self::Impossible => t::IMPOSSIBLE,
            Self::Off => t::OFF,
            Self::NewVersion => t::NEW_VERSION,
        }
    }
}

/// One sentence; with the next version, its button.
#[component]
pub(super) fn Offline() -> impl IntoView {
    let state = RwSignal::new(State::of_document());
    let changed = window_event_listener_untyped(CHANGED, move |_| state.set(State::of_document()));
    on_cleanup(move || changed.remove());
    let take_over = move |()| {
        if let Ok(event) = web_sys::Event::new(TAKE_OVER) {
            // Refused only by a listener that stops it, and there is none.
            drop(window().dispatch_event(&event));
        }
    };
    let is_new = Memo::new(move |_| state.get() == Some(State::NewVersion));
    // Only the new version asks for something, so only it is spoken. The page's announcer begins further down.
    view! { class = "tsa",
        <span class="tsa-demo-offline">
            {move || state.get().filter(|_| !is_new.get()).map(State::words)}
            <span role="status">{move || is_new.get().then_some(t::NEW_VERSION)}</span>
            {move || is_new.get().then(|| view! { class = "tsa", <Button label=t::RELOAD on_click=take_over /> })}
        </span>
    }
}
