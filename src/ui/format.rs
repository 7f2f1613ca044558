//! Times and ranges by the browser's own conventions.

pub use crate::words::en::changes::between;
use std::cell::RefCell;
use std::time::{SystemTime, UNIX_EPOCH};
use wasm_bindgen::JsValue;

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
    written(time, &JsValue::UNDEFINED)
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
    written(time, &options)
}

fn written(time: SystemTime, options: &JsValue) -> String {
    let locale = LOCALE.with_borrow(Clone::clone);
    date(time).to_locale_string(locale.as_deref().unwrap_or("default"), options).into()
}

fn date(time: SystemTime) -> js_sys::Date {
    let milliseconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    js_sys::Date::new(&(milliseconds as f64).into())
}
