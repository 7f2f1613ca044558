//! Secrets that tests place, and how to find them again in every form in which they could be written.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Neither has the shape of a secret: what keeps them out is that they never come in.
pub const SECRET: &str = "tsa_kanarie+vogel/zingt=42";
pub const BEARER: &str = "kanarie.gele~vogel.fluit-7";

/// How a text could be written.
pub fn forms(secret: &str) -> Vec<String> {
    let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut forms = vec![
        secret.to_lowercase(),
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string().to_lowercase(),
        secret.chars().rev().collect(),
        hex,
        // Any part that is long enough to be used, or guessed from.
        secret[4..16].to_lowercase(),
    ];
    // In base64 a text looks different at each of three offsets, and its edges depend on its neighbours.
    for engine in [STANDARD, URL_SAFE] {
        for offset in 0..3 {
            let encoded = engine.encode([&"___"[..offset], secret].concat());
            forms.push(encoded[4..encoded.len() - 4].to_lowercase());
        }
    }
    forms
}

/// The form of `secret` that stands in `text`.
pub fn found(text: &str, secret: &str) -> Option<String> {
    let text = text.to_lowercase();
    forms(secret).into_iter().find(|form| text.contains(form))
}

#[test]
fn the_scanner_finds_a_canary_however_it_is_written() {
    for text in [
        format!("x{SECRET}y"),
        SECRET.to_uppercase(),
        STANDARD.encode(SECRET),
        STANDARD.encode(format!("Bearer {SECRET}")),
        URL_SAFE.encode(format!("token:{SECRET};")),
        utf8_percent_encode(&format!("a={SECRET}"), NON_ALPHANUMERIC).to_string(),
    ] {
        assert!(found(&text, SECRET).is_some(), "{text}");
    }
    assert!(found("nothing here", SECRET).is_none());
}
