//! Encoders for paths, queries and `OData` literals (security.md NET-04). Nothing else puts text from outside into an address.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::time::SystemTime;

/// What may stand unencoded in a path segment: RFC 3986's unreserved characters.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// What may stand unencoded in the value of a query option: also what `OData` uses and no URL parser changes.
const VALUE: &AsciiSet =
    &SEGMENT.remove(b'$').remove(b',').remove(b'(').remove(b')').remove(b'/').remove(b':').remove(b'=');

/// `text` as one path segment.
#[must_use]
pub fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// `path` followed by `options` as a query.
#[must_use]
pub fn query(path: &str, options: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (at, (name, value)) in options.iter().enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.extend(utf8_percent_encode(value, VALUE));
    }
    address
}

/// `text` as an `OData` string literal: quoted, inner quotes doubled.
#[must_use]
pub fn literal(text: &str) -> String {
    ["'", &text.replace('\'', "''"), "'"].concat()
}

/// A `$search` for `text` in a display name: in double quotes, `"` and `\` escaped (graph-contract.md §1.2, B2).
#[must_use]
pub fn search_display_name(text: &str) -> String {
    ["\"displayName:", &text.replace('\\', "\\\\").replace('"', "\\\""), "\""].concat()
}

/// `time` as an `OData` date-time with whole seconds.
#[must_use]
pub fn date_time(time: SystemTime) -> String {
    humantime::format_rfc3339_seconds(time).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NET-04
    #[test]
    fn names_with_special_characters_stay_one_value() {
        assert_eq!(segment("a/b#c%d'e\u{1f600}"), "a%2Fb%23c%25d%27e%F0%9F%98%80");
        assert_eq!(literal("O'Neill"), "'O''Neill'");
        assert_eq!(search_display_name(r#"a"b\c"#), r#""displayName:a\"b\\c""#);
        assert_eq!(query("/g", &[("$filter", "a eq 'x&y#z'")]), "/g?$filter=a%20eq%20%27x%26y%23z%27");
    }
}
