//! Identifiers of Graph, checked once and then carried as types (security.md NET-04).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A text that cannot be the identifier it was taken for. Keeps nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the text is not a valid identifier")]
pub struct InvalidId;

macro_rules! id {
    ($(#[$about:meta])* $name:ident, $check:path) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The identifier as Graph writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                $check(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    #[derive(Serialize, Deserialize)]
    #[serde(into = "String", try_from = "String")]
    /// The GUID of a directory object, an application or an app role, in lower case.
    ObjectId,
    guid
);
id!(
    /// A synchronization job's id: opaque, of one to three parts (graph-contract.md §7, 4).
    JobId,
    opaque
);
id!(
    /// A synchronization rule's id: opaque, may look like `…#V2` (graph-contract.md §7, 21).
    RuleId,
    opaque
);
id!(
    /// An app role assignment's id: opaque, not a GUID (graph-contract.md §2.4).
    AssignmentId,
    opaque
);
id!(
    /// A synchronization template's id, for instance `scim`.
    TemplateId,
    opaque
);

impl TryFrom<String> for ObjectId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<ObjectId> for String {
    fn from(id: ObjectId) -> Self {
        id.0
    }
}

const GUID_LENGTH: usize = 36;
const OPAQUE_MAX: usize = 512;

fn guid(text: &str) -> Result<String, InvalidId> {
    let shaped = text.len() == GUID_LENGTH
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    if shaped { Ok(text.to_ascii_lowercase()) } else { Err(InvalidId) }
}

/// `.` and `..` are refused because a browser would resolve them away as path segments, even percent-encoded.
fn opaque(text: &str) -> Result<String, InvalidId> {
    let usable = !text.is_empty()
        && text.len() <= OPAQUE_MAX
        && text != "."
        && text != ".."
        && !text.chars().any(char::is_control);
    if usable { Ok(text.to_owned()) } else { Err(InvalidId) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_id_is_a_guid_in_lower_case() {
        let id: ObjectId = "C3A1E5D7-9b24-4f60-8e1c-7d5a0b96f2e8".parse().unwrap();
        assert_eq!(id.as_str(), "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8");
    }

    /// NET-04
    #[test]
    fn what_is_not_a_guid_is_no_object_id() {
        for text in ["", "me", "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e", "c3a1e5d7/9b24-4f60-8e1c-7d5a0b96f2e8"]
        {
            assert_eq!(text.parse::<ObjectId>(), Err(InvalidId), "{text}");
        }
    }

    #[test]
    fn an_opaque_id_keeps_its_text() {
        let id: RuleId = "33f7c90d-bf71-41b1-bda6-aaf0ddbee5d8#V2".parse().unwrap();
        assert_eq!(id.to_string(), "33f7c90d-bf71-41b1-bda6-aaf0ddbee5d8#V2");
    }

    #[test]
    fn an_opaque_id_is_neither_empty_nor_a_dot_segment_nor_broken_by_control_characters() {
        for text in ["", ".", "..", "a\nb"] {
            assert_eq!(text.parse::<JobId>(), Err(InvalidId));
        }
    }
}
