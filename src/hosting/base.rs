//! The path under which a page is hosted.

/// A path such as `/tools/assistant`, without a slash at its end; nothing for the root. It holds only characters that mean
/// themselves in an address and in every host's configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// Reads an absolute path, one final slash allowed; `None` for anything that would need quoting or steps out of itself.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let path = text.strip_suffix('/').unwrap_or(text);
        if path.is_empty() {
            return (text == "/").then(Self::default);
        }
        let names = path.strip_prefix('/')?;
        names.split('/').all(|name| is_plain(name) && !name.starts_with('.')).then(|| Self(path.to_owned()))
    }

    /// The path, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether `name` is one name of a path, of characters that no configuration reads as anything else.
pub(super) fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    !name.is_empty() && name != "." && name != ".." && name.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_a_plain_absolute_path() {
        for (text, path) in [
            ("/", ""),
            ("/assistant", "/assistant"),
            ("/tools/assistant/", "/tools/assistant"),
            ("/v1.2", "/v1.2"),
        ] {
            assert_eq!(Base::parse(text).as_ref().map(Base::as_str), Some(path), "{text}");
        }
        for text in [
            "",
            "assistant",
            "//",
            "/a//b",
            "/a/../b",
            "/.git",
            "/a b",
            "/a;b",
            "/$a",
            "/a\"b",
            "/ä",
            "/a?b",
            "/{a}",
        ] {
            assert_eq!(Base::parse(text), None, "{text}");
        }
    }
}
