//! The element: mounted into a shadow root by `embed.js`, gone when it is dropped.

use super::host::{ElementHost, HostObject};
use super::page::Embedded;
use super::{Mounted, Setting, Told, Way};
use crate::embed::HostOptions;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use url::Url;

/// An assistant in a host's document. Dropping it takes it away, with everything it holds and listens to.
pub struct Element {
    setting: Rc<Setting>,
    _mounted: Box<dyn Any>,
}

impl Element {
    /// Mounts into `root`; the assistant's own files are below `base`. `None` where `base` is no address.
    #[must_use]
    pub fn new(root: web_sys::HtmlElement, base: &str, host: HostObject) -> Option<Self> {
        let setting = Rc::new(Setting {
            host: Rc::new(ElementHost(host)),
            way: Way::Element,
            base: Url::parse(base).ok()?,
            told: RwSignal::new_local(None),
            status: RefCell::default(),
        });
        let held = Rc::clone(&setting);
        let mounted: UnmountHandle<_> = mount_to(root, move || {
            let setting = StoredValue::new_local(held);
            view! { class = "tsa", <Embedded setting /> }
        });
        Some(Self { setting, _mounted: Box::new(mounted) })
    }
}

impl Mounted for Element {
    fn configure(&self, options: &str, gives_tokens: bool) -> Result<(), String> {
        let options = HostOptions::parse(options).map_err(|wrong| wrong.key)?;
        self.setting.told.set(Some(Rc::new(Told::new(options, gives_tokens))));
        Ok(())
    }

    fn status(&self) -> Option<String> {
        self.setting.status.borrow().clone()
    }
}
