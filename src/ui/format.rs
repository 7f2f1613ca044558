//! Times and ranges by the browser's own conventions.

pub use crate::words::en::changes::between;
use std::time::{SystemTime, UNIX_EPOCH};

/// Date and time as the person's language writes them.
#[must_use]
pub fn moment(time: SystemTime) -> String {
    let milliseconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let date = js_sys::Date::new(&(milliseconds as f64).into());
    date.to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED).into()
}
