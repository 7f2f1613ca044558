//! Identifiers, each a type of its own so that none is taken for another.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A directory object's id: a GUID in lower case (graph-contract §1, `{sp}`, groups, users, app roles).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(String);

/// The text is not a GUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a GUID")]
pub struct NotAGuid;

impl ObjectId {
    /// The id in lower case, safe as a path segment.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ObjectId {
    type Err = NotAGuid;

    fn from_str(text: &str) -> Result<Self, NotAGuid> {
        let is_guid = text.len() == 36
            && text.bytes().enumerate().all(|(index, byte)| match index {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        if is_guid { Ok(Self(text.to_ascii_lowercase())) } else { Err(NotAGuid) }
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

macro_rules! opaque {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Takes the id as the service wrote it.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as the service wrote it; percent-encode it before it goes into a path.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

opaque!(
    /// A synchronization job's id: opaque text, three parts today, others in older tenants (graph-contract §7.4).
    JobId
);
opaque!(
    /// A synchronization rule's id: opaque, not always a GUID (graph-contract §7.21).
    RuleId
);
opaque!(
    /// A synchronization template's id, such as `scim`.
    TemplateId
);
opaque!(
    /// An app role assignment's id: opaque, not a GUID (graph-contract §2.4).
    AssignmentId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_id_is_a_guid_and_nothing_else() {
        let id: ObjectId = "C3A1E5D7-9B24-4F60-8E1C-7D5A0B96F2E8".parse().unwrap();
        assert_eq!(id.as_str(), "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8");
        for bad in [
            "",
            "c3a1e5d7",
            "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8/..",
            "c3a1e5d79-b24-4f60-8e1c-7d5a0b96f2e8",
        ] {
            assert_eq!(bad.parse::<ObjectId>(), Err(NotAGuid), "{bad}");
        }
    }
}
