//! `$search`: quoted `"property:term"` clauses, tokenised (graph-contract.md B2, E1, §7 46).

use super::super::answer::Failure;

/// One clause: every token of the term must begin a token of the property.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Search {
    pub property: String,
    pub term: String,
}

impl Search {
    /// Reads `"displayName:TOTAL"`; `\"` and `\\` inside the quotes stand for themselves.
    ///
    /// # Errors
    /// 400 without quotes or without a property.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let invalid =
            || Failure::bad_request("Syntax error: character '\"' is expected around the $search clause.");
        let inner =
            text.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).ok_or_else(invalid)?;
        let (mut plain, mut letters) = (String::new(), inner.chars());
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => plain.push(letters.next().ok_or_else(invalid)?),
                '"' => return Err(invalid()),
                other => plain.push(other),
            }
        }
        let (property, term) = plain.split_once(':').ok_or_else(invalid)?;
        Ok(Self { property: property.trim().to_owned(), term: term.trim().to_owned() })
    }

    /// Whether `value` fits.
    pub fn fits(&self, value: &str) -> bool {
        let held = tokens(value);
        tokens(&self.term).iter().all(|wanted| held.iter().any(|token| token.starts_with(wanted.as_str())))
    }
}

/// Splits at spaces and symbols, and where letters meet digits.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut before: Option<bool> = None;
    for letter in text.chars() {
        if !letter.is_alphanumeric() {
            before = None;
            continue;
        }
        let digit = letter.is_ascii_digit();
        if before != Some(digit) {
            tokens.push(String::new());
        }
        before = Some(digit);
        if let Some(token) = tokens.last_mut() {
            token.push(letter.to_ascii_lowercase());
        }
    }
    tokens
}
