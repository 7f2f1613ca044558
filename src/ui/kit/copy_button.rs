//! Copies a text and says so.

use std::time::Duration;

use crate::ui::tasks::Tasks;
use leptos::prelude::*;

use super::{Announcer, Icon, IconName, Words};
use crate::ui::browser;

/// How long the button says that it has copied.
const SAID_FOR: Duration = Duration::from_secs(2);

/// A button that copies `text`.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// What it copies, for a screen reader: "Copy" alone says little in a list of many.
    #[prop(optional, into)]
    what: MaybeProp<String>,
    /// Only the sign is shown.
    #[prop(optional)]
    compact: bool,
) -> impl IntoView {
    let words = Words::current();
    let announcer = Announcer::current();
    let tasks = Tasks::of_this_view();
    let said = RwSignal::new(None::<&'static str>);
    let click = move |_| {
        tasks.spawn(async move {
            let word = match browser::copy(&text.get_untracked()).await {
                Ok(()) => words.copied,
                Err(browser::Refused) => words.copy_failed,
            };
            said.try_set(Some(word));
            if let Some(announcer) = announcer {
                announcer.say(word);
            }
            set_timeout(
                move || {
                    said.try_set(None);
                },
                SAID_FOR,
            );
        });
    };
    let name = move || what.get().map(|what| [words.copy, " ", &what].concat());
    let copied = move || said.get() == Some(words.copied);
    view! { class = "tsa",
        <button type="button" class="tsa-copy" class:tsa-copy--compact=compact aria-label=name title=words.copy data-copied=move || copied().then_some("") on:click=click>
            {move || if copied() { view! { class = "tsa", <Icon name=IconName::Check /> } } else { view! { class = "tsa", <Icon name=IconName::Copy /> } }}
            {move || (!compact || said.get().is_some()).then(|| said.get().unwrap_or(words.copy))}
        </button>
    }
}
