//! Why a file was not taken, above everything else.

use super::OwnFile;
use crate::ui::kit::{Announcer, Banner, Button, ButtonKind, Tone};
use crate::words::en::own as t;
use leptos::{html, prelude::*};

/// The reason, until somebody takes it away or opens another file. The focus goes to it: whoever dropped a file far below sees it.
#[component]
pub(in super::super) fn Notice(own: OwnFile) -> impl IntoView {
    let announcer = Announcer::current();
    Effect::new(move |_| {
        if let (true, Some(announcer)) = (own.is_reading.get(), announcer) {
            announcer.say(t::READING);
        }
    });
    move || {
        own.refused.get().map(|(what, act)| {
            let label = what.clone();
            let place = NodeRef::<html::Div>::new();
            place.on_load(|place| {
                place.scroll_into_view();
                // Focusing throws for no element that is in the document.
                drop(place.focus());
            });
            let dismiss = move || view! { class = "tsa", <Button label=t::DISMISS kind=ButtonKind::Quiet on_click=move |()| own.refused.set(None) /> };
            view! { class = "tsa",
                <div class="tsa-own-notice tsa-no-print" role="group" tabindex="-1" node_ref=place data-refused="" aria-label=label>
                    <Banner tone=Tone::Failed title=what actions=dismiss><p>{act}</p></Banner>
                </div>
            }
        })
    }
}
