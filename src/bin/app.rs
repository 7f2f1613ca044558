//! The live page, the frame and the element: it holds no simulator. `boot.js` and `embed.js` call what is exported here.

use assistant::ui::embedded::{self, HostObject, Mounted};
use assistant::ui::live::LivePage;
use assistant::ui::{mount_beside_shell, tell_panics};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    tell_panics();
}

/// Opens the page of its own.
#[wasm_bindgen]
pub fn open_page() {
    mount_beside_shell(|| view! { class = "tsa", <LivePage /> });
}

/// Loads what the two below need.
///
/// # Errors
/// When it cannot be had.
#[wasm_bindgen]
pub async fn load_embedded() -> Result<(), JsValue> {
    embedded::fetch().await.map_err(|_missing| JsValue::from_str("a piece of the program is missing"))
}

/// Opens the page in a frame.
#[wasm_bindgen]
pub fn open_frame() {
    embedded::open_frame();
}

/// An assistant in a host's document; `free()` takes it away.
#[wasm_bindgen]
pub struct Element(Box<dyn Mounted>);

#[wasm_bindgen]
impl Element {
    /// Mounts into `root`; the assistant's own files are below `base`.
    #[must_use]
    pub fn mount(root: web_sys::HtmlElement, base: String, host: HostObject) -> Option<Self> {
        embedded::mount(root, base, host).map(Self)
    }

    /// Takes the host's options, JSON; the key of the one that is wrong.
    pub fn configure(&self, options: &str, gives_tokens: bool) -> Option<String> {
        self.0.configure(options, gives_tokens).err()
    }

    /// How things stand, JSON.
    #[must_use]
    pub fn status(&self) -> Option<String> {
        self.0.status()
    }
}
