//! How one person looks at the product: before a correction, and after it.

use super::facts::{MappingRow, Person, Source, UserMapping};
use super::ids::ObjectId;
use super::product::{Product, RequiredMapping};

/// What Entra would send for an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// This value.
    Value(String),
    /// Nothing: the source is empty, and empty values are not sent (graph-contract §2.2).
    Nothing,
    /// Entra computes it; only Entra knows.
    Computed,
    /// The person's attribute was not read.
    NotRead,
}

impl Sent {
    /// Whether this is the object id, character by character.
    #[must_use]
    pub fn is(&self, id: &ObjectId) -> bool {
        matches!(self, Self::Value(text) if text == id.as_str())
    }
}

/// One attribute of a person before and after the mapping is corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewedAttribute {
    /// The target attribute.
    pub target: String,
    /// What today's mapping sends.
    pub now: Sent,
    /// What the required mapping sends.
    pub after: Sent,
}

/// What the required attributes of `person` are, and will be.
#[must_use]
pub fn preview(product: &Product, person: &Person, mapping: &UserMapping) -> Vec<PreviewedAttribute> {
    let attribute = |required: &RequiredMapping| PreviewedAttribute {
        target: required.target.clone(),
        now: by_mapping(person, mapping, &required.target),
        after: by_attribute(person, &required.source),
    };
    product.required_mappings.iter().map(attribute).collect()
}

/// What Entra will send as the identity of `person`, by the mapping as it is now. That it will be right proves nothing:
/// only what was sent does.
#[must_use]
pub fn will_send(product: &Product, person: &Person, mapping: &UserMapping) -> Sent {
    product.identity_mapping().map_or(Sent::Nothing, |identity| by_mapping(person, mapping, &identity.target))
}

/// Of several rows with one target the last one counts (graph-contract §2.2).
fn by_mapping(person: &Person, mapping: &UserMapping, target: &str) -> Sent {
    let row = mapping.rows.iter().rfind(|row| row.target.eq_ignore_ascii_case(target));
    row.map_or(Sent::Nothing, |row| value(person, row))
}

fn value(person: &Person, row: &MappingRow) -> Sent {
    match &row.source {
        Source::Attribute(name) => by_attribute(person, name),
        Source::Constant(text) => Sent::Value(text.clone()),
        Source::Expression(_) => Sent::Computed,
        Source::Nothing => row.default_value.clone().map_or(Sent::Nothing, Sent::Value),
    }
}

fn by_attribute(person: &Person, name: &str) -> Sent {
    match person.attribute(name) {
        Some(Some(text)) if !text.is_empty() => Sent::Value(text.to_owned()),
        Some(_) => Sent::Nothing,
        None => Sent::NotRead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: &str = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34";

    fn ada() -> Person {
        Person {
            id: ADA.parse().unwrap(),
            name: None,
            username: None,
            enabled: None,
            guest: false,
            attributes: vec![
                ("mailNickname".to_owned(), Some("ada.martin".to_owned())),
                ("employeeId".to_owned(), None),
            ],
        }
    }

    fn mapping(sources: &[Source]) -> UserMapping {
        let row = |source: &Source| MappingRow {
            target: "externalId".to_owned(),
            source: source.clone(),
            default_value: None,
            flows_always: true,
            matching_priority: 0,
        };
        UserMapping {
            rule: None,
            enabled: true,
            creates_and_updates: true,
            filter: None,
            groups_enabled: true,
            rows: sources.iter().map(row).collect(),
            undeclared: Vec::new(),
        }
    }

    #[test]
    fn what_will_be_sent_is_told_by_the_mapping_as_it_is() {
        let attribute = |name: &str| Source::Attribute(name.to_owned());
        let value = |text: &str| Sent::Value(text.to_owned());
        for (sources, expected) in [
            (vec![attribute("mailNickname")], value("ada.martin")),
            (vec![attribute("objectId")], value(ADA)),
            (vec![attribute("objectId"), attribute("mailNickname")], value("ada.martin")),
            (vec![attribute("employeeId")], Sent::Nothing),
            (vec![attribute("extensionAttribute1")], Sent::NotRead),
            (vec![Source::Constant(ADA.to_owned())], value(ADA)),
            (vec![Source::Expression("ToUpper([objectId])".to_owned())], Sent::Computed),
            (vec![], Sent::Nothing),
        ] {
            let sent = will_send(&Product::total(), &ada(), &mapping(&sources));
            assert_eq!(sent, expected, "{sources:?}");
            assert_eq!(sent.is(&ada().id), sent == value(ADA));
        }
    }
}
