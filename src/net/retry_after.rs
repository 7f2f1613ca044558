//! The `Retry-After` header (RFC 9110 §10.2.3; security.md NET-08).

use http::HeaderMap;
use http::header::RETRY_AFTER;
use std::time::{Duration, SystemTime};

/// How long to wait by the header, counted from `now`: seconds or an HTTP date. `None` if it is absent, not readable
/// (CORS), negative or nonsense. A date in the past means no wait.
#[must_use]
pub fn read(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    Some(http_date(text)?.duration_since(now).unwrap_or_default())
}

/// An IMF-fixdate, for instance `Sun, 06 Nov 1994 08:49:37 GMT`; the obsolete forms are not met any more.
fn http_date(text: &str) -> Option<SystemTime> {
    let mut parts = text.strip_suffix(" GMT")?.split_once(", ")?.1.split(' ');
    let (day, month, year, time) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let month = match month {
        "Jan" => "01",
        "Feb" => "02",
        "Mar" => "03",
        "Apr" => "04",
        "May" => "05",
        "Jun" => "06",
        "Jul" => "07",
        "Aug" => "08",
        "Sep" => "09",
        "Oct" => "10",
        "Nov" => "11",
        "Dec" => "12",
        _ => return None,
    };
    humantime::parse_rfc3339(&[year, "-", month, "-", day, "T", time, "Z"].concat()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(text: &'static str) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, text.parse().unwrap());
        let now = humantime::parse_rfc3339("1994-11-06T08:49:30Z").unwrap();
        read(&headers, now).map(|wait| wait.as_secs())
    }

    /// G03
    #[test]
    fn seconds_and_dates_are_understood_and_nonsense_is_ignored() {
        assert_eq!(waiting("7"), Some(7));
        assert_eq!(waiting("0"), Some(0));
        assert_eq!(waiting("86400"), Some(86400));
        assert_eq!(waiting("Sun, 06 Nov 1994 08:49:37 GMT"), Some(7));
        assert_eq!(waiting("Sun, 06 Nov 1994 08:49:00 GMT"), Some(0));
        for nonsense in ["-5", "soon", "", "1.5", "Sun, 06 Foo 1994 08:49:37 GMT", "99999999999999999999"] {
            assert_eq!(waiting(nonsense), None, "{nonsense}");
        }
    }
}
