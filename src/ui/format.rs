//! Times and ranges by the browser's own conventions.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Date and time as the person's language writes them.
#[must_use]
pub fn moment(time: SystemTime) -> String {
    let milliseconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let date = js_sys::Date::new(&(milliseconds as f64).into());
    date.to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED).into()
}

/// A range such as "5 to 20 minutes".
#[must_use]
pub fn between(low: Duration, high: Duration) -> String {
    let (low, high) = (low.as_secs().div_ceil(60), high.as_secs().div_ceil(60));
    let (unit, low, high) =
        if high > 180 { (" hours", low.div_ceil(60), high.div_ceil(60)) } else { (" minutes", low, high) };
    [&low.to_string(), " to ", &high.to_string(), unit].concat()
}
