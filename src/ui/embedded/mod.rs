//! The assistant inside a host's page: as an element in the same realm, or in a frame of another origin (design §4
//! "Embedding", security.md §2.6).

mod element;
mod frame;
mod host;
mod page;
mod start;
mod tokens;
mod trouble;

pub use element::Element;
pub use frame::open as open_frame;
pub use host::HostObject;

use crate::auth::Secret;
use crate::embed::HostOptions;
use host::Host;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use url::Url;

/// What a host has said.
pub(super) struct Told {
    options: HostOptions,
    /// Until it is in its field.
    secret: RefCell<Option<Secret>>,
    /// Whether the host gives access tokens.
    gives_tokens: bool,
}

impl Told {
    fn new(mut options: HostOptions, gives_tokens: bool) -> Self {
        let secret = RefCell::new(options.secret_token.take());
        Self { options, secret, gives_tokens }
    }
}

/// By which way the assistant is in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// As an element of the host's document.
    Element,
    /// In a frame.
    Frame,
}

/// What an assistant in a host's page has around it.
pub(super) struct Setting {
    host: Rc<dyn Host>,
    way: Way,
    /// Where the assistant's own files are.
    base: Url,
    told: RwSignal<Option<Rc<Told>>, LocalStorage>,
    /// How things stand, as the host was told last.
    status: RefCell<Option<String>>,
}

type Held = StoredValue<Rc<Setting>, LocalStorage>;
