//! Templates and stored secrets of synchronization.

use super::read::{KeyValue, flag, id, key_values, member, optional, resource, text};
use crate::graph::TemplateId;
use crate::graph::calls::SecretKey;

resource!(
    /// What a job can be made from.
    SynchronizationTemplate
);

impl SynchronizationTemplate {
    /// The template's id, `scim` for a custom application.
    #[must_use]
    pub fn id(&self) -> Option<TemplateId> {
        id(&self.0, "id")
    }

    /// Whether the portal would take it.
    #[must_use]
    pub fn is_default(&self) -> bool {
        flag(&self.0, "default").unwrap_or_default()
    }

    /// Which engine it belongs to.
    #[must_use]
    pub fn factory_tag(&self) -> &str {
        text(&self.0, "factoryTag")
    }

    /// Its metadata, with keys as Graph wrote them; they may repeat.
    #[must_use]
    pub fn metadata(&self) -> Vec<KeyValue<'_>> {
        key_values(&self.0, "metadata")
    }
}

resource!(
    /// One stored secret.
    Secret
);

impl Secret {
    /// Which one.
    #[must_use]
    pub fn key(&self) -> SecretKey {
        SecretKey::from_name(text(&self.0, "key"))
    }

    /// The value, `None` when it is null or empty.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        optional(&self.0, "value")
    }

    /// Whether Graph shows `*` in the place of the value.
    #[must_use]
    pub fn is_masked(&self) -> bool {
        member(&self.0, "value").as_str() == Some("*")
    }
}
