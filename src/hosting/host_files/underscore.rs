//! `_headers`, as several static hosts read it: an address in a line of its own, its headers indented below.

use super::Site;
use crate::hosting::headers::{Header, common};

impl Site {
    /// All rules that fit an address count, and where two of them name one header some hosts join the values: the general rule
    /// names no header that another names too.
    pub(super) fn underscore(&self) -> String {
        let base = self.base.as_str();
        let mut text = String::new();
        let mut block = |address: &str, headers: &[Header]| {
            text.push_str(&[base, address].concat());
            for (name, value) in headers {
                text.push_str(&["\n  ", name, ": ", value].concat());
            }
            text.push('\n');
        };
        block("/*", &common());
        for answer in &self.answers {
            block(&answer.address, &answer.headers);
        }
        text
    }
}
