//! The tenant segment of an authority.

/// Whose accounts may sign in. `common` and `consumers` do not exist here: personal accounts have no
/// enterprise applications (security.md AUTH-04, AUTH-20).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tenant {
    /// Any work or school account.
    Organizations,
    /// A verified domain, in small letters.
    Domain(String),
    /// A tenant ID, in small letters.
    Id(String),
}

impl Tenant {
    /// Reads `organizations`, a domain or a GUID; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "organizations" {
            Some(Self::Organizations)
        } else if is_guid(text) {
            Some(Self::Id(text.to_ascii_lowercase()))
        } else if text.contains('.') && is_host(&text.to_ascii_lowercase()) {
            Some(Self::Domain(text.to_ascii_lowercase()))
        } else {
            None
        }
    }

    /// The path segment.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Organizations => "organizations",
            Self::Domain(text) | Self::Id(text) => text,
        }
    }
}

/// Whether `text` is a GUID in its usual form, 8-4-4-4-12 hexadecimal digits.
#[must_use]
pub fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether `text` is a host name of small ASCII letters (RFC 1123 §2.1) whose last label is no number.
pub(super) fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    let last_is_name =
        text.rsplit('.').next().is_some_and(|last| last.bytes().any(|byte| byte.is_ascii_lowercase()));
    text.len() <= 253 && last_is_name && text.split('.').all(label)
}
