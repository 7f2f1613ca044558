//! Pieces of a text that have the shape of a token (security.md LOG-03).

use crate::setup::report::{MASK, is_random};

/// Names whose value is a secret, in a query or a message.
const NAMES: [&str; 14] = [
    "code",
    "code_verifier",
    "access_token",
    "refresh_token",
    "id_token",
    "client_secret",
    "client_info",
    "assertion",
    "password",
    "secret",
    "token",
    "apikey",
    "api_key",
    "sig",
];

/// `text` without such pieces, where there are any. `runs` says whether a long run of letters and digits is one: it is
/// not where identifiers stand.
pub(super) fn without(text: &str, runs: bool) -> Option<String> {
    let mut out = String::new();
    let mut changed = false;
    let mut after_bearer = false;
    for piece in text.split_inclusive(is_edge) {
        let word = piece.trim_end_matches(is_edge);
        match masked(word, after_bearer, runs) {
            Some(masked) => {
                changed = true;
                out.push_str(&masked);
            }
            None => out.push_str(word),
        }
        out.push_str(&piece[word.len()..]);
        if !word.is_empty() {
            after_bearer = word.trim_end_matches(':').eq_ignore_ascii_case("bearer");
        }
    }
    changed.then_some(out)
}

fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | ',' | ';' | '&' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}')
}

/// What stands for `word`, if it holds a secret. What is masked already does not.
fn masked(word: &str, after_bearer: bool, runs: bool) -> Option<String> {
    let of_jwt =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'/' | b'%');
    let has_jwt =
        word.split("eyJ").skip(1).any(|rest| rest.bytes().take_while(|byte| of_jwt(byte)).count() >= 13);
    if has_jwt || (after_bearer && word.len() >= 8 && !word.contains(MASK)) {
        return Some(MASK.to_owned());
    }
    let of_run = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let has_run = |text: &str| runs && text.split(|c| !of_run(c)).any(is_random);
    if let Some((name, value)) = word.split_once('=')
        && !value.is_empty()
        && value != MASK
        && !has_run(name)
    {
        let plain = name.rsplit(['?', '#', '/']).next().unwrap_or_default();
        if NAMES.iter().any(|known| plain.eq_ignore_ascii_case(known)) {
            return Some([name, "=", MASK].concat());
        }
    }
    has_run(word).then(|| MASK.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// LOG-03
    #[test]
    fn what_has_the_shape_of_a_token_is_taken_out() {
        for (text, left) in [
            ("refused: Bearer tsa_0f1e2d3c, sorry", "refused: Bearer •••, sorry"),
            ("Authorization: bearer: \"tsa_0f1e2d3c\"", "Authorization: bearer: \"•••\""),
            ("x eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIwMDAwIn0.c2ln y", "x ••• y"),
            ("https://a.example/?code=0.AAAA&state=1", "https://a.example/?code=•••&state=1"),
            ("f47ac10b58cc4372a5670e02b2c3d479f47ac10b", "•••"),
            ("https://a.example/f47ac10b58cc4372a5670e02b2c3d479f47ac10b?code=x", "•••"),
        ] {
            assert_eq!(without(text, true).as_deref(), Some(left));
        }
    }

    #[test]
    fn what_a_tenant_is_made_of_stays() {
        for text in [
            "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34",
            "StatusCode=401, request refused",
            "$skiptoken=RFNwdAoAAQAAAAAAAAAA",
            "extension_8e42d9b61f734c0ab5e82a6c9d04f7b1_employeeNumber",
            "Bearer of news",
        ] {
            assert_eq!(without(text, true), None, "{text}");
        }
        // A job's identifier.
        assert_eq!(
            without("scim.0c7f7a556a6e4c0f9d6c0b1a7b3f9e10.1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34", false),
            None
        );
    }

    proptest! {
        #[test]
        fn what_is_left_holds_nothing_more_to_take_out(
            text in "(\\PC{0,3}|Bearer |eyJ[a-zA-Z0-9._-]{0,30}|code=|[a-f0-9]{0,40}|[ &\"=:?]){0,12}", runs in any::<bool>(),
        ) {
            if let Some(left) = without(&text, runs) {
                prop_assert_eq!(without(&left, runs), None, "{}", left);
            }
        }
    }
}
