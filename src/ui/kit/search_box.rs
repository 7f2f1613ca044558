//! A search that waits for the person to stop typing.

use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, IconName};

/// Time without a key before the search starts.
const PAUSE: Duration = Duration::from_millis(160);

/// A native search field.
#[component]
pub fn SearchBox(
    /// What is searched, for a screen reader, and shown while empty.
    #[prop(into)]
    label: Signal<String>,
    /// Its name, for hosts and tests that look for it.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What is searched for, where others change it too: the field then shows it.
    #[prop(optional, into)]
    value: MaybeProp<String>,
    /// Given what was typed, after a pause; at once when it was emptied.
    #[prop(into)]
    on_search: Callback<String>,
) -> impl IntoView {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let cancel = move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(cancel);
    let typed = move |text: String| {
        cancel();
        if text.is_empty() {
            on_search.run(text);
            return;
        }
        let search = move || on_search.run(text);
        waiting.set_value(set_timeout_with_handle(search, PAUSE).ok());
    };
    view! { class = "tsa",
        <span class="tsa-input-group tsa-search" data-lead="">
            <span class="tsa-input-lead"><Icon name=IconName::Search /></span>
            <input class="tsa-input" type="search" name=name autocomplete="off" spellcheck="false" aria-label=label placeholder=label prop:value=move || value.get().unwrap_or_default()
                on:input:target=move |event| typed(event.target().value()) />
        </span>
    }
}
