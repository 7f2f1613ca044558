//! The part of `OData` that our calls use, strictly (graph-contract.md §0.2, §0.4, §1).

pub(crate) mod collection;
pub(crate) mod filter;
pub(crate) mod search;

use super::answer::Failure;
use percent_encoding::percent_decode_str;

/// Query options, decoded, in the order sent.
#[derive(Debug, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the text after `?`.
    ///
    /// # Errors
    /// 400 for text that is not percent-encoded UTF-8, and for an option sent twice.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let mut options: Vec<(String, String)> = Vec::new();
        for part in text.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let decode = |text: &str| {
                let spaced = text.replace('+', " ");
                percent_decode_str(&spaced).decode_utf8().map(|text| text.into_owned())
            };
            let (Ok(name), Ok(value)) = (decode(name), decode(value)) else {
                return Err(Failure::bad_request("Malformed query."));
            };
            if options.iter().any(|(held, _)| *held == name) {
                return Err(Failure::bad_request(format!(
                    "Query option '{name}' was specified more than once."
                )));
            }
            options.push((name, value));
        }
        Ok(Self(options))
    }

    /// The value of an option.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
    }

    /// Refuses options that are not in `allowed`.
    ///
    /// # Errors
    /// 400 for the first one.
    pub fn only(&self, allowed: &[&str]) -> Result<(), Failure> {
        match self.0.iter().find(|(name, _)| !allowed.contains(&name.as_str())) {
            None => Ok(()),
            Some((name, _)) => {
                Err(Failure::bad_request(format!("The query option '{name}' is not supported here.")))
            }
        }
    }

    /// The names of `$select`.
    pub fn select(&self) -> Option<Vec<&str>> {
        self.get("$select")
            .map(|names| names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect())
    }

    /// Whether `$count=true`.
    pub fn count(&self) -> bool {
        self.get("$count").is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }
}
