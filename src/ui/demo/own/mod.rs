//! A file that somebody brings: a report, a schema or a recording, seen as the assistant sees it (docs/own-state.md). It is read in
//! this page, stored nowhere and forgotten with the page.

mod drop;
mod notice;
mod page;
mod report;

pub(super) use drop::DropMark;
pub(super) use notice::Notice;
pub(super) use page::OwnPage;

use crate::net::browser_clock::BrowserClock;
use crate::net::clock::Clock;
use crate::own::{self, MAX_BYTES, Own};
use crate::ui::browser::{Unread, read_bytes};
use crate::ui::kit::FileButton;
use crate::ui::tasks::Tasks;
use crate::words::en::own as t;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// What the browser offers first.
const ACCEPT: &str = ".json,application/json";

/// A file that was opened.
pub(super) struct Opened {
    /// Its name as it may be shown.
    name: String,
    /// What is in it; taken by the page that shows it.
    own: Cell<Option<Own>>,
}

/// The file that is open, for the whole page.
#[derive(Clone, Copy)]
pub(super) struct OwnFile {
    opened: RwSignal<Option<Rc<Opened>>, LocalStorage>,
    /// Why the last one was not taken: in a few words, and what to do.
    refused: RwSignal<Option<(String, String)>>,
    is_reading: RwSignal<bool>,
    tasks: Tasks,
}

impl OwnFile {
    /// Nothing is open yet. It goes with the view that is being built.
    pub(super) fn provide() -> Self {
        let own = Self {
            opened: RwSignal::new_local(None),
            refused: RwSignal::new(None),
            is_reading: RwSignal::new(false),
            tasks: Tasks::of_this_view(),
        };
        provide_context(own);
        own
    }

    /// What is open.
    pub(super) fn opened(self) -> Option<Rc<Opened>> {
        self.opened.get()
    }

    /// Reads a file, and opens what is in it.
    fn read(self, file: web_sys::File) {
        if self.is_reading.get_untracked() {
            return;
        }
        self.refused.set(None);
        self.is_reading.set(true);
        self.tasks.spawn(async move {
            let name = own::file_name(&file.name());
            let found = open(&file).await;
            self.is_reading.set(false);
            match found {
                Ok(found) => {
                    self.opened.set(Some(Rc::new(Opened { name, own: Cell::new(Some(found)) })));
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                }
                Err((what, act)) => self.refuse(&[&name, ": ", &what].concat(), &act),
            }
        });
    }

    fn refuse(self, what: &str, act: &str) {
        self.refused.set(Some((what.to_owned(), act.to_owned())));
    }

    fn close(self) {
        self.refused.set(None);
        self.opened.set(None);
    }
}

/// What is in a file, or the words of why it is not taken.
async fn open(file: &web_sys::File) -> Result<Own, (String, String)> {
    let bytes = read_bytes(file, MAX_BYTES).await.map_err(|reason| match reason {
        Unread::TooLarge => t::too_large(Some(file.size() as usize)),
        Unread::NotText | Unread::Refused => (t::UNREADABLE.to_owned(), t::UNREADABLE_TEXT.to_owned()),
    })?;
    // That it is being read is drawn before the work.
    BrowserClock.sleep(Duration::from_millis(1)).await;
    own::open(bytes).map_err(|error| t::refused(&error))
}

/// The button that opens a file.
#[component]
pub(super) fn OpenFile(
    /// Whether it says what can be opened.
    #[prop(default = true)]
    has_hint: bool,
) -> impl IntoView {
    use_context::<OwnFile>().map(|own| {
        view! { class = "tsa",
            <FileButton label=t::OPEN hint=has_hint.then_some(t::HINT) accept=ACCEPT busy=own.is_reading on_file=Callback::new(move |file| own.read(file)) />
        }
    })
}
