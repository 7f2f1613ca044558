//! The correction of a mapping, from Graph's text to the text that is sent back, beside the browser's own JSON.

use super::sample;
use assistant::graph::schema::SchemaDocument;
use assistant::setup::checks::mapping;
use assistant::setup::facts::{Facts, Reading};
use assistant::setup::product::Product;
use assistant::setup::visit::Visit;
use assistant::tenant;
use js_sys::{JSON, JsString};
use serde_json::json;
use std::hint::black_box;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// How often each is done, in turn.
const RUNS: usize = 31;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;

    /// `js_sys` has it for a text of ours only, which it would bring over each time.
    #[wasm_bindgen(js_namespace = JSON, catch)]
    fn parse(text: &JsString) -> Result<JsValue, JsValue>;
}

/// The milliseconds of each run of both, as JSON. Both begin with the text where they have it, and end with a text.
pub fn measure(bytes: usize) -> Option<String> {
    let text = sample::schema(bytes)?;
    let same = JsString::from(text.as_str());
    let (mut ours, mut native) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let start = now();
        let edited = corrected(&text)?;
        let between = now();
        let written = JSON::stringify(&parse(&same).ok()?).ok()?;
        let end = now();
        ours.push(between - start);
        native.push(end - between);
        // Nothing may be left out because nobody looks at it.
        if edited.text().len() == text.len() || written.length() == 0 {
            return None;
        }
    }
    Some(json!({ "bytes": text.len(), "ours": ours, "native": native }).to_string())
}

/// What looking at the mapping, planning and writing do between the answer and the PUT (`tenant/look.rs`, `tenant/schema.rs`).
fn corrected(text: &str) -> Option<SchemaDocument> {
    let product = Product::total();
    let document = SchemaDocument::parse(text.to_owned()).ok()?;
    let read = tenant::user_mapping(&document, &product)?;
    let edits = mapping::edits(&product, &read);
    let facts = Facts { mapping: Reading::Known(read), ..Facts::default() };
    black_box(mapping::check(&product, &facts, &Visit::default()));
    tenant::edited(&document, &edits)
}
