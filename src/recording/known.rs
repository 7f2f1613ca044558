//! Secrets that were seen go unkept, yet are known again wherever they come back: as marks, from which they cannot be read
//! (security.md LOG-03 "by value", TOK-08).

use crate::net::clock::Entropy;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use zeroize::Zeroize;

/// Shorter ones are words, which a demonstration's token is too.
const SHORTEST: usize = 12;
/// Of the forms of a secret: what is left of the shortest one without its edges.
const SHORTEST_FORM: usize = 8;
/// Marks that are kept: those of about thirty secrets, the newest ones.
const MOST: usize = 300;

/// A length and the hash of a text that long.
type Mark = (usize, u64);

/// What is known again.
pub(super) struct Known {
    /// Random and odd: the hash of a text is that of nobody else.
    base: u64,
    marks: Vec<Mark>,
}

impl Known {
    /// Nothing yet.
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes);
        Self { base: u64::from_le_bytes(bytes) | 1, marks: Vec::new() }
    }

    /// Knows `secret` from now on, in the forms in which it could come back.
    pub fn add(&mut self, secret: &str) {
        if secret.len() < SHORTEST {
            return;
        }
        self.mark(secret.to_owned());
        self.mark(utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string());
        self.mark(secret.chars().rev().collect());
        let digit = |value: u8| char::from_digit(value.into(), 16);
        self.mark(secret.bytes().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).flatten().collect());
        // In base64 a text looks different at each of three offsets, and its edges depend on its neighbours.
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            for offset in 0..3 {
                let mut before = ["\0\0\0".get(..offset).unwrap_or_default(), secret].concat();
                let mut encoded = engine.encode(&before);
                self.mark(encoded.get(4..encoded.len() - 4).unwrap_or_default().to_owned());
                encoded.zeroize();
                before.zeroize();
            }
        }
        let most = self.marks.len().saturating_sub(MOST);
        self.marks.drain(..most);
    }

    fn mark(&mut self, mut form: String) {
        let mark = (form.len(), form.bytes().fold(0, |hash, byte| self.step(hash, byte)));
        form.zeroize();
        if mark.0 >= SHORTEST_FORM && !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
    }

    fn step(&self, hash: u64, byte: u8) -> u64 {
        hash.wrapping_mul(self.base).wrapping_add(u64::from(byte.to_ascii_lowercase()) + 1)
    }

    /// Whether a known secret stands in `text`, in capitals or not.
    pub fn is_in(&self, text: &str) -> bool {
        self.marks.iter().any(|mark| self.finds(*mark, text.as_bytes()))
    }

    fn finds(&self, (length, wanted): Mark, text: &[u8]) -> bool {
        if text.len() < length {
            return false;
        }
        // What the first byte of a window weighs when the window moves on.
        let weight = (0..length).fold(1_u64, |weight, _| weight.wrapping_mul(self.base));
        let mut hash = 0;
        text.iter().enumerate().any(|(at, byte)| {
            hash = self.step(hash, *byte);
            if at >= length {
                let gone = u64::from(text[at - length].to_ascii_lowercase()) + 1;
                hash = hash.wrapping_sub(gone.wrapping_mul(weight));
            }
            at + 1 >= length && hash == wanted
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::clock::Sequence;
    use proptest::prelude::*;

    fn known(secret: &str) -> Known {
        let mut known = Known::new(&Sequence::new(3));
        known.add(secret);
        known
    }

    proptest! {
        /// LOG-03
        #[test]
        fn a_secret_is_known_again_and_nothing_else(
            secret in "[ -~]{12,60}", before in "\\PC{0,40}", after in "\\PC{0,40}", other in "[ -~]{0,80}",
        ) {
            let known = known(&secret);
            let found = |text: &str| known.is_in(&[&before, text, &after].concat());
            prop_assert!(found(&secret) && found(&secret.to_uppercase()));
            prop_assert!(found(&utf8_percent_encode(&secret, NON_ALPHANUMERIC).to_string()));
            prop_assert!(known.is_in(&STANDARD_NO_PAD.encode([&before, secret.as_str(), &after].concat())));
            prop_assert!(known.is_in(&URL_SAFE_NO_PAD.encode([&before, secret.as_str(), &after].concat())));
            let is_in_other = other.to_lowercase().contains(&secret.to_lowercase());
            prop_assert_eq!(known.is_in(&other), is_in_other);
        }
    }

    #[test]
    fn only_the_newest_are_known() {
        let mut known = known("tsa_the_first_of_all");
        for at in 0..100 {
            known.add(&format!("tsa_another_one_{at:04}"));
        }
        assert!(!known.is_in("tsa_the_first_of_all") && known.is_in("tsa_another_one_0099"));
        assert!(known.marks.len() <= MOST);
    }
}
