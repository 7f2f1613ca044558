//! Times and ranges by the browser's own conventions.

pub use crate::words::en::changes::between;
use std::cell::RefCell;
use std::time::{SystemTime, UNIX_EPOCH};

thread_local! {
    /// The language that a host asked for; one for the page.
    static LOCALE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Dates are written as this language (BCP 47) writes them; none: as the browser does.
pub fn set_locale(locale: Option<&str>) {
    LOCALE.set(locale.map(str::to_owned));
}

/// Date and time as the person's language writes them.
#[must_use]
pub fn moment(time: SystemTime) -> String {
    let milliseconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let date = js_sys::Date::new(&(milliseconds as f64).into());
    let locale = LOCALE.with_borrow(Clone::clone);
    date.to_locale_string(locale.as_deref().unwrap_or("default"), &wasm_bindgen::JsValue::UNDEFINED).into()
}
