//! Times and ranges by the browser's own conventions.

pub use crate::words::en::changes::between;
use std::time::{SystemTime, UNIX_EPOCH};
use wasm_bindgen::JsValue;

/// Date and time as the person's language writes them.
#[must_use]
pub fn moment(time: SystemTime) -> String {
    date(time).to_locale_string("default", &JsValue::UNDEFINED).into()
}

/// The same without seconds.
#[must_use]
pub fn short(time: SystemTime) -> String {
    styled(time, &["dateStyle", "timeStyle"])
}

/// The time of day alone, without seconds.
#[must_use]
pub fn clock(time: SystemTime) -> String {
    styled(time, &["timeStyle"])
}

fn styled(time: SystemTime, styles: &[&str]) -> String {
    let options = js_sys::Object::new();
    for style in styles {
        // Setting a property of a new, plain object cannot fail.
        drop(js_sys::Reflect::set(&options, &(*style).into(), &"short".into()));
    }
    date(time).to_locale_string("default", &options).into()
}

fn date(time: SystemTime) -> js_sys::Date {
    let milliseconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    js_sys::Date::new(&(milliseconds as f64).into())
}
