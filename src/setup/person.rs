//! How one person looks at the product: before a correction, after it, and whether the identities meet.

use super::facts::{Delivered, Delivery, MappingRow, Person, Source, UserMapping};
use super::ids::ObjectId;
use super::product::{Product, RequiredMapping};
use std::time::SystemTime;

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
        now: mapping
            .rows
            .iter()
            .rfind(|row| row.target.eq_ignore_ascii_case(&required.target))
            .map_or(Sent::Nothing, |row| value(person, row)),
        after: by_attribute(person, &required.source),
    };
    product.required_mappings.iter().map(attribute).collect()
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

/// Whether the product knows a person by the identity of their sign-in token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Entra sent exactly the object id.
    Proven {
        /// When.
        at: Option<SystemTime>,
    },
    /// Entra sent something else: sign-in fails for this person.
    Wrong {
        /// What it sent.
        sent: String,
    },
    /// Nothing was sent. Never a pass.
    NotSent,
    /// Something was sent, but Entra did not show the identity among the changes.
    Unclear,
    /// Entra left the person out.
    Skipped {
        /// Microsoft's code.
        code: String,
    },
    /// Sending failed.
    Failed {
        /// Microsoft's code.
        code: String,
    },
}

/// Judges a person by what Entra did, `deliveries` oldest first. A value that is one character off is wrong.
///
/// A delivery that found nothing to change proves the identity only if the mapping reads the object id now
/// (`mapping_right`): then the value that Entra compared with the product's was the object id.
#[must_use]
pub fn prove(product: &Product, person: &ObjectId, deliveries: &[Delivery], mapping_right: bool) -> Proof {
    let Some(identity) = product.identity_mapping() else { return Proof::Unclear };
    let mut of_person = deliveries.iter().filter(|delivery| delivery.person == *person).rev().peekable();
    match of_person.peek().map(|newest| (&newest.outcome, newest.at)) {
        None => return Proof::NotSent,
        Some((Delivered::Failed(code, _), _)) => return Proof::Failed { code: code.clone() },
        Some((Delivered::Skipped(code), _)) => return Proof::Skipped { code: code.clone() },
        Some((Delivered::Unchanged, at)) if mapping_right => return Proof::Proven { at },
        Some(_) => {}
    }
    let sent = of_person.find_map(|delivery| {
        let went_through = matches!(delivery.outcome, Delivered::Success);
        let identity =
            delivery.values.iter().find(|(target, _, _)| target.eq_ignore_ascii_case(&identity.target));
        identity.filter(|_| went_through).map(|(_, _, new)| (new.clone(), delivery.at))
    });
    match sent {
        Some((Some(value), at)) if value == person.as_str() => Proof::Proven { at },
        Some((value, _)) => Proof::Wrong { sent: value.unwrap_or_default() },
        None => Proof::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: &str = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34";

    fn delivery(outcome: Delivered, identity: Option<&str>) -> Delivery {
        Delivery {
            person: ADA.parse().unwrap(),
            at: None,
            outcome,
            values: identity
                .map(|value| ("externalId".to_owned(), None, Some(value.to_owned())))
                .into_iter()
                .collect(),
            steps: Vec::new(),
        }
    }

    fn proof(deliveries: &[Delivery]) -> Proof {
        prove(&Product::total(), &ADA.parse().unwrap(), deliveries, true)
    }

    #[test]
    fn the_object_id_sent_is_a_proof_and_one_altered_character_is_not() {
        assert_eq!(proof(&[delivery(Delivered::Success, Some(ADA))]), Proof::Proven { at: None });
        let altered = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c35";
        assert_eq!(
            proof(&[delivery(Delivered::Success, Some(altered))]),
            Proof::Wrong { sent: altered.to_owned() }
        );
    }

    #[test]
    fn what_was_not_sent_is_never_a_pass() {
        assert_eq!(proof(&[]), Proof::NotSent);
        assert_eq!(proof(&[delivery(Delivered::Success, None)]), Proof::Unclear);
        let skipped = delivery(Delivered::Skipped("NotEffectivelyEntitled".to_owned()), Some(ADA));
        assert_eq!(proof(&[skipped]), Proof::Skipped { code: "NotEffectivelyEntitled".to_owned() });
    }

    #[test]
    fn the_newest_identity_counts() {
        let wrong = delivery(Delivered::Success, Some("ada.martin"));
        let right = delivery(Delivered::Success, Some(ADA));
        assert_eq!(proof(&[wrong.clone(), right.clone()]), Proof::Proven { at: None });
        assert_eq!(proof(&[right, wrong]), Proof::Wrong { sent: "ada.martin".to_owned() });
    }

    #[test]
    fn nothing_to_change_proves_only_under_the_right_mapping() {
        let deliveries =
            [delivery(Delivered::Success, Some("ada.martin")), delivery(Delivered::Unchanged, None)];
        let ada = ADA.parse().unwrap();
        assert!(matches!(prove(&Product::total(), &ada, &deliveries, true), Proof::Proven { .. }));
        assert!(matches!(prove(&Product::total(), &ada, &deliveries, false), Proof::Wrong { .. }));
    }
}
