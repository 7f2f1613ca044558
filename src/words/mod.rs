//! Every sentence that people read, one folder per language, so that a translator touches no other code.
//!
//! `{product}` in a sentence stands for the vendor's product, `{identity}` for its identity attribute, `{console}` for its place
//! for administrators and `{console path}` for the same with the way to the credentials.

pub mod en;

use crate::setup::product::Product;

/// What happened, what it means, and what to do next (style.md habit 14). A part that has nothing to say is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What happened, in a few words.
    pub what: &'static str,
    /// What it means.
    pub means: &'static str,
    /// The next thing to do.
    pub act: &'static str,
}

impl Sentence {
    /// A sentence with all three parts.
    #[must_use]
    pub const fn new(what: &'static str, means: &'static str, act: &'static str) -> Self {
        Self { what, means, act }
    }
}

/// Puts the product's names into a sentence.
#[must_use]
pub fn fill(text: &str, product: &Product) -> String {
    let identity = product.identity_mapping().map_or("", |mapping| mapping.target.as_str());
    let console = &product.console;
    let path = [console.name.as_str(), ": ", console.path.as_deref().unwrap_or_default()].concat();
    let path = if console.path.is_some() { &path } else { &console.name };
    let named = [
        ("{product}", product.name.as_str()),
        ("{identity}", identity),
        ("{console}", &console.name),
        ("{console path}", path),
    ];
    let mut text = text.to_owned();
    for (place, name) in named {
        if text.contains(place) {
            text = text.replace(place, name);
        }
    }
    text
}
