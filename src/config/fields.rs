//! Reading JSON by key, so that every error names the full key.

use super::error::{ConfigError, Rule};
use serde_json::{Map, Value};

/// The longest text value, in characters.
const MAX_TEXT: usize = 200;

/// An object whose keys are all known.
pub(super) struct Fields<'a> {
    path: &'a str,
    object: &'a Map<String, Value>,
}

impl<'a> Fields<'a> {
    /// The object at `path`, refused if it has a key that is not in `known`.
    pub(super) fn of(value: &'a Value, path: &'a str, known: &[&str]) -> Result<Self, ConfigError> {
        let Value::Object(object) = value else {
            return Err(ConfigError::new(path, Rule::Type("an object")));
        };
        let fields = Self { path, object };
        match object.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(fields.error(key, Rule::Unknown)),
            None => Ok(fields),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.object.get(key)
    }

    pub(super) fn key(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { [self.path, ".", key].concat() }
    }

    pub(super) fn error(&self, key: &str, rule: Rule) -> ConfigError {
        ConfigError { key: self.key(key), rule }
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<&'a str>, ConfigError> {
        self.get(key).map(|value| text(value, &self.key(key))).transpose()
    }

    pub(super) fn required_text(&self, key: &str) -> Result<&'a str, ConfigError> {
        self.text(key)?.ok_or_else(|| self.error(key, Rule::Missing))
    }

    /// The text under `key` as `read` understands it; `rule` is what it breaks if `read` does not.
    pub(super) fn parsed<T>(
        &self,
        key: &str,
        rule: Rule,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let Value::String(text) = value else { return Err(self.error(key, Rule::Type("a text"))) };
        read(text).map(Some).ok_or_else(|| self.error(key, rule))
    }

    pub(super) fn flag(&self, key: &str) -> Result<bool, ConfigError> {
        match self.get(key) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(self.error(key, Rule::Type("true or false"))),
        }
    }

    /// The list under `key`; `read` gets each entry and its full key.
    pub(super) fn list<T: PartialEq>(
        &self,
        key: &str,
        read: impl Fn(&Value, &str) -> Result<T, ConfigError>,
    ) -> Result<Option<Vec<T>>, ConfigError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let Value::Array(items) = value else { return Err(self.error(key, Rule::Type("a list"))) };
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let key = [&self.key(key), "[", &index.to_string(), "]"].concat();
            let entry = read(item, &key)?;
            if list.contains(&entry) {
                return Err(ConfigError { key, rule: Rule::Duplicate });
            }
            list.push(entry);
        }
        Ok(Some(list))
    }
}

/// A text of 1 to 200 characters that is not blank.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, ConfigError> {
    let Value::String(text) = value else { return Err(ConfigError::new(key, Rule::Type("a text"))) };
    if text.trim().is_empty() || text.chars().count() > MAX_TEXT {
        return Err(ConfigError::new(key, Rule::Text));
    }
    Ok(text)
}
