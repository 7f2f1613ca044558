//! The assistant inside a host's page: as an element in the same realm, or in a frame of another origin (design §4
//! "Embedding", security.md §2.6).

mod element;
mod frame;
mod host;
mod observe;
mod page;
mod start;
mod tokens;
mod trouble;

pub use host::HostObject;

use crate::auth::Secret;
use crate::embed::HostOptions;
use crate::ui::pieces::{Missing, piece};
use element::Element;
use futures_util::FutureExt;
use host::Host;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;
use url::Url;
use web_sys::HtmlElement;

/// An assistant in a host's document. Dropping it takes it away, with everything it holds and listens to.
pub trait Mounted {
    /// Takes the host's options, JSON; begins anew with them.
    ///
    /// # Errors
    /// The key of the option that is wrong.
    fn configure(&self, options: &str, gives_tokens: bool) -> Result<(), String>;

    /// How things stand, JSON; none before there is an assistant.
    fn status(&self) -> Option<String>;
}

/// Loads what an assistant in a host's page needs; before that, [`mount`] and [`open_frame`] do nothing.
///
/// # Errors
/// When it cannot be had.
pub async fn fetch() -> Result<(), Missing> {
    fetch_embedded().await
}

/// Mounts into `root`; the assistant's own files are below `base`. `None` where `base` is no address.
#[must_use]
pub fn mount(root: HtmlElement, base: String, host: HostObject) -> Option<Box<dyn Mounted>> {
    embed(Some((root, base, host))).now_or_never()?.ok()?
}

/// Opens the page in a frame.
pub fn open_frame() {
    drop(embed(None).now_or_never());
}

type InElement = (HtmlElement, String, HostObject);

piece! { embedded, fetch = fetch_embedded,
    fn embed(element: Option<InElement>) -> Option<Box<dyn Mounted>> {
        let Some((root, base, host)) = element else {
            frame::open();
            return Ok(None);
        };
        Element::new(root, &base, host).map(|element| Box::new(element) as Box<dyn Mounted>)
    }
}

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
