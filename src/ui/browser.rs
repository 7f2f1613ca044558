//! The few things of the browser that the view needs: clipboard, download, title, preferences.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The browser would not do it: no permission, no secure context, or a host frame that forbids it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser refused")]
pub struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Puts `text` on the clipboard. In a frame the host must allow `clipboard-write`.
pub async fn copy(text: &str) -> Result<(), Refused> {
    let navigator = window()?.navigator();
    // Missing outside a secure context, where calling it would throw.
    if js_sys::Reflect::get(&navigator, &"clipboard".into())?.is_undefined() {
        return Err(Refused);
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await?;
    Ok(())
}

/// Offers `text` as a file. `mime` is a media type such as `application/json`.
pub fn download(file_name: &str, mime: &str, text: &str) -> Result<(), Refused> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link = document()?.create_element("a")?.unchecked_into::<web_sys::HtmlAnchorElement>();
    link.set_href(&url);
    link.set_download(file_name);
    link.click();
    // The click has started the download synchronously; the address is not needed any more.
    web_sys::Url::revoke_object_url(&url)?;
    Ok(())
}

/// Why a chosen file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// Larger than was asked for; nothing was read.
    #[error("the file is too large")]
    TooLarge,
    /// Not UTF-8.
    #[error("the file is no text")]
    NotText,
    /// The browser would not: the file is gone, or may not be read.
    #[error("the browser did not read the file")]
    Refused,
}

/// Reads a file of text of at most `limit` bytes. Its size is asked for first (security.md INP-05).
pub async fn read_text(file: &web_sys::File, limit: usize) -> Result<String, Unread> {
    String::from_utf8(read_bytes(file, limit).await?).map_err(|_| Unread::NotText)
}

/// Reads a file of at most `limit` bytes, whatever is in it. Its size is asked for first (security.md INP-05).
pub async fn read_bytes(file: &web_sys::File, limit: usize) -> Result<Vec<u8>, Unread> {
    if file.size() > limit as f64 {
        return Err(Unread::TooLarge);
    }
    let bytes = JsFuture::from(file.array_buffer()).await.map_err(|_| Unread::Refused)?;
    Ok(js_sys::Uint8Array::new(&bytes).to_vec())
}

/// Sets the document's title, so that a waiting tab can tell how things stand.
pub fn set_title(title: &str) {
    if let Ok(document) = document() {
        document.set_title(title);
    }
}

/// What the element `<meta name="…">` of the page says: what was put into the page when it was configured.
pub fn meta(name: &str) -> Option<String> {
    let selector = ["meta[name=", name, "]"].concat();
    document().ok()?.query_selector(&selector).ok()??.get_attribute("content")
}

/// Whether the page is in a background tab or minimised.
pub fn is_hidden() -> bool {
    document().is_ok_and(|document| document.hidden())
}

/// Whether the person asked for a dark page.
pub fn prefers_dark() -> bool {
    media_matches("(prefers-color-scheme: dark)")
}

/// Whether the person asked for less motion.
pub fn prefers_reduced_motion() -> bool {
    media_matches("(prefers-reduced-motion: reduce)")
}

/// Milliseconds since 1970 by the browser's clock.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

fn media_matches(query: &str) -> bool {
    window()
        .ok()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

fn window() -> Result<web_sys::Window, Refused> {
    web_sys::window().ok_or(Refused)
}

fn document() -> Result<web_sys::Document, Refused> {
    window()?.document().ok_or(Refused)
}
