//! What a secret token tells about its own age. Only dates leave it (security.md INP-04).

use super::credentials::{Notice, Refusal, secret_token};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use serde::Deserialize;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A stored token this old should be replaced. Vendors differ; none tells Entra.
pub const OLD_AFTER: Duration = Duration::from_hours(180 * 24);
/// So long before it expires a new token is due (peers.md goal 28).
pub const DUE_BEFORE: Duration = Duration::from_hours(30 * 24);

/// A typed token that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usable<'t> {
    /// The token, cleaned.
    pub token: &'t str,
    /// What was cleaned.
    pub notices: Vec<Notice>,
    /// When it expires, where it says so itself.
    pub expires: Option<SystemTime>,
}

/// Reads a typed token: by its form, and by the date in it where it is a JSON Web Token.
///
/// # Errors
/// As [`secret_token`]; and when it has expired at `now`.
pub fn usable_token(text: &str, now: SystemTime) -> Result<Usable<'_>, Refusal> {
    let (token, notices) = secret_token(text)?;
    let expires = expires(token);
    match expires {
        Some(on) if on <= now => Err(Refusal::Expired { on }),
        expires => Ok(Usable { token, notices, expires }),
    }
}

/// When a JSON Web Token expires (RFC 7519 §4.1.4). `None` for every other token, and for one without that date.
#[must_use]
pub fn expires(token: &str) -> Option<SystemTime> {
    #[derive(Deserialize)]
    struct Claims {
        exp: Option<serde_json::Number>,
    }
    let mut parts = token.split('.');
    let (_, payload, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    let payload = zeroize::Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?);
    let exp = serde_json::from_slice::<Claims>(&payload).ok()?.exp?;
    // NumericDate may have a fraction.
    let seconds =
        exp.as_u64().or_else(|| exp.as_f64().filter(|number| *number >= 0.0).map(|number| number as u64))?;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

/// Whether a stored token should be replaced now, from what is known of it.
#[must_use]
pub fn is_due(stored: Option<SystemTime>, expires: Option<SystemTime>, now: SystemTime) -> bool {
    let is_old = stored.is_some_and(|stored| now.duration_since(stored).is_ok_and(|age| age > OLD_AFTER));
    let ends =
        expires.is_some_and(|on| on.duration_since(now).is_ok_and(|left| left < DUE_BEFORE) || on <= now);
    is_old || ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: SystemTime = UNIX_EPOCH;

    fn later(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn jwt(claims: &str) -> String {
        let part = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
        [&part(r#"{"alg":"HS256"}"#), ".", &part(claims), ".", &part("signature")].concat()
    }

    #[test]
    fn a_token_that_says_when_it_expires_is_refused_afterwards() {
        let token = jwt(r#"{"iat":1,"exp":1000}"#);
        let usable = usable_token(&token, later(999)).unwrap();
        assert_eq!((usable.token, usable.expires), (token.as_str(), Some(later(1000))));
        for now in [1000, 1001, 9_999_999] {
            assert_eq!(usable_token(&token, later(now)), Err(Refusal::Expired { on: later(1000) }));
        }
        let pasted = ["Bearer ", &token].concat();
        let usable = usable_token(&pasted, later(0)).unwrap();
        assert_eq!((usable.token, usable.notices), (token.as_str(), vec![Notice::Bearer]));
    }

    #[test]
    fn a_token_that_says_nothing_is_taken_as_it_is() {
        let opaque = "tsa_0f1e2d3c4b5a6978";
        for text in [
            opaque,
            "a.b.c_0f1e2d3c4b5a6978",
            "part1_0f1e2d3c.part2_4b5a6978",
            &jwt("{}"),
            &jwt(r#"{"exp":null}"#),
            &jwt(r#"{"exp":"soon"}"#),
            &jwt(r#"{"exp":-5}"#),
            &jwt(r#"{"exp":1e300}"#),
            &jwt("[]"),
            &[&jwt(r#"{"exp":1}"#), ".more"].concat(),
        ] {
            assert_eq!(
                usable_token(text, later(2_000_000_000)).map(|usable| usable.expires),
                Ok(None),
                "{text}"
            );
        }
        assert_eq!(expires(&jwt(r#"{"exp":1000.9}"#)), Some(later(1000)));
    }

    #[test]
    fn a_token_is_due_when_it_is_old_or_ends_within_a_month() {
        let day = Duration::from_hours(24);
        let now = NOW + day * 1000;
        assert!(!is_due(None, None, now), "nothing is known");
        assert!(!is_due(Some(now - day * 180), None, now));
        assert!(is_due(Some(now - day * 181), None, now));
        assert!(!is_due(Some(now + day), None, now), "clocks differ");
        assert!(!is_due(None, Some(now + day * 30), now));
        assert!(is_due(None, Some(now + day * 29), now));
        assert!(is_due(None, Some(now - day), now));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in ".{0,80}") {
            let _date = expires(&text);
            let _usable = usable_token(&text, NOW).is_ok();
        }
    }
}
