//! Files that are dropped on the page. The browser would go away to show them.

use super::OwnFile;
use crate::words::en::own as t;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// Takes what is dropped anywhere, and shows over the page that it would be taken.
#[component]
pub(in super::super) fn DropMark(own: OwnFile) -> impl IntoView {
    let is_over = RwSignal::new(false);
    let over = move |event: ev::DragEvent| {
        if is_taken(&event) {
            event.prevent_default();
            is_over.set(true);
        }
    };
    let listeners = [
        window_event_listener(ev::dragenter, over),
        window_event_listener(ev::dragover, over),
        // Only what leaves the page comes from nowhere else in it.
        window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                is_over.set(false);
            }
        }),
        window_event_listener(ev::drop, move |event| {
            is_over.set(false);
            if is_taken(&event) {
                event.prevent_default();
                take(own, &event);
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    move || {
        is_over.get().then(|| {
            view! { class = "tsa",
                <div class="tsa-drop" data-drop="" aria-hidden="true">
                    <div class="tsa-drop-card"><p class="tsa-drop-title">{t::DROP}</p><p>{t::DROP_HINT}</p></div>
                </div>
            }
        })
    }
}

/// Whether files are held, and not above a field that takes them itself.
fn is_taken(event: &ev::DragEvent) -> bool {
    let holds_files = event
        .data_transfer()
        .is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")));
    let above = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    holds_files && above.is_none_or(|field| field.type_() != "file")
}

fn take(own: OwnFile, event: &ev::DragEvent) {
    let files = event.data_transfer().and_then(|data| data.files());
    let Some(files) = files else { return };
    match (files.length(), files.get(0)) {
        (1, Some(file)) => own.read(file),
        (0, _) | (_, None) => own.refuse(t::UNREADABLE, t::UNREADABLE_TEXT),
        _ => own.refuse(t::ONE_ONLY, t::ONE_ONLY_TEXT),
    }
}
