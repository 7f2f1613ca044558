//! Texts that may leave: bounded, on one line, and nothing that looks like a secret (security.md LOG-03, INP-05).

/// What stands where something was taken out.
pub const MASK: &str = "•••";
/// The longest text, in bytes (INP-05).
pub(super) const MAX_TEXT: usize = 4 * 1024;
/// A run of letters and digits this long is no word.
const LONG_RUN: usize = 32;

/// `text` as it may stand in a report.
pub(super) fn clean(text: &str) -> String {
    let plain = |c: char| if is_confusing(c) { ' ' } else { c };
    let whole: String = text.chars().map(plain).collect();
    let mut cleaned = whole.clone();
    if cleaned.len() > MAX_TEXT {
        let end = (0..=MAX_TEXT - '…'.len_utf8()).rev().find(|at| cleaned.is_char_boundary(*at));
        cleaned.truncate(end.unwrap_or(0));
        cleaned.push('…');
    }
    if looks_like_a_secret(&whole) || looks_like_a_secret(&cleaned) { MASK.to_owned() } else { cleaned }
}

/// A tenant URL without the values of its query: Entra's own flags have none, and a vendor's may be a key.
#[must_use]
pub fn plain_url(url: &str) -> String {
    let Some((address, query)) = url.split_once('?') else { return clean(url) };
    let names = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) => [name, "=", MASK].concat(),
        None if pair.starts_with("aad") => pair.to_owned(),
        None => MASK.to_owned(),
    });
    clean(&[address, "?", &names.collect::<Vec<_>>().join("&")].concat())
}

/// Control characters, and those that turn the reading direction.
pub(super) fn is_confusing(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a text has the shape of a token, a key or a header with one.
pub(super) fn looks_like_a_secret(text: &str) -> bool {
    let folded = text.to_ascii_lowercase();
    let after_bearer = folded.split("bearer ").skip(1);
    let bearer = after_bearer.into_iter().any(|rest| run(rest.trim_start()) >= 16);
    let named = ["code=", "code_verifier", "refresh_token", "access_token", "client_secret", "client_info"];
    bearer
        || named.iter().any(|name| folded.contains(name))
        || text.split(|c| !is_of_run(c)).any(|part| is_random(part) || is_jwt_part(part))
}

fn run(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(text.len())
}

fn is_of_run(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-')
}

/// The header of a JWT begins with `{"` in base64.
fn is_jwt_part(part: &str) -> bool {
    part.len() >= 16 && part.starts_with("eyJ")
}

/// A long word with letters and digits mixed, and not a directory extension's name. Names with hyphens or underscores, as
/// groups have them, are read word by word.
#[must_use]
pub fn is_random(part: &str) -> bool {
    !part.starts_with("extension_")
        && part.split(['-', '_']).any(|word| {
            let digits = word.bytes().filter(u8::is_ascii_digit).count();
            let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
            word.len() >= LONG_RUN && digits > 1 && letters > 1
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// LOG-03
    #[test]
    fn what_has_the_shape_of_a_secret_is_taken_out() {
        for text in [
            "Authorization: Bearer tsa_0f1e2d3c4b5a6978",
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIwMDAwIn0.c2ln",
            "?code=0.AAAA",
            "f47ac10b58cc4372a5670e02b2c3d479f47ac10b",
            "dGhpcyBpcyBhIHNlY3JldCAxMjM0NTY3ODkwYWJj",
        ] {
            assert_eq!(clean(text), MASK, "{text}");
        }
    }

    #[test]
    fn what_a_tenant_is_made_of_stays() {
        for text in [
            "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "extension_8e42d9b61f734c0ab5e82a6c9d04f7b1_employeeNumber",
            "SG-APP-TOTAL-Users-Production-2024-EMEA-0001",
            "GRP_APP_TOTAL_USERS_PRODUCTION_2024_0001",
            "https://scim.total.example/v2?aadOptscim062020",
            "Bearer of good news",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn a_query_keeps_entras_flags_and_no_values() {
        assert_eq!(
            plain_url("https://a.example/v2?aadOptscim062020"),
            "https://a.example/v2?aadOptscim062020"
        );
        assert_eq!(plain_url("https://a.example/v2?key=s3cret&s3cret"), "https://a.example/v2?key=•••&•••");
    }

    #[test]
    fn a_text_cannot_turn_the_line_around() {
        assert_eq!(clean("a\u{202E}b\nc"), "a b c");
    }

    proptest! {
        #[test]
        fn a_clean_text_is_clean(text in any::<String>(), times in 1usize..400) {
            let cleaned = clean(&text.repeat(times));
            prop_assert!(cleaned.len() <= MAX_TEXT && !looks_like_a_secret(&cleaned));
            prop_assert_eq!(clean(&cleaned), cleaned);
        }
    }
}
