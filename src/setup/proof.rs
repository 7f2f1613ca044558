//! Whether the identity that a person signs in with and the one that Entra sent meet.

use super::facts::{Delivered, Delivery};
use super::ids::ObjectId;
use super::product::Product;
use std::time::SystemTime;

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
        /// When.
        at: Option<SystemTime>,
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

/// What Entra did with one person once, in a log or in an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    /// The object id.
    pub person: &'a str,
    /// When.
    pub at: Option<SystemTime>,
    /// How it ended.
    pub outcome: &'a Delivered,
    /// Attributes sent: target name, old value, new value.
    pub values: &'a [(String, Option<String>, Option<String>)],
}

impl<'a> Told<'a> {
    /// What a delivery tells.
    pub fn by(delivery: &'a Delivery) -> Self {
        let Delivery { person, at, outcome, values, .. } = delivery;
        Self { person: person.as_str(), at: *at, outcome, values }
    }
}

/// Judges a person by what Entra did, `deliveries` oldest first. A value that is one character off is wrong.
#[must_use]
pub fn prove(product: &Product, person: &ObjectId, deliveries: &[Delivery]) -> Proof {
    let of_person = deliveries.iter().filter(|delivery| delivery.person == *person);
    judge(product, person.as_str(), &of_person.map(Told::by).collect::<Vec<_>>())
}

/// The same, by what is `told` of this person, oldest first.
///
/// Entra lists only what it changed: the newest value that it showed counts. Where it showed none, that there was nothing to
/// change proves the identity if the mapping was seen to be right at that moment: else the value that Entra found to be the same
/// may have been a wrong one. It never outweighs a wrong value that was seen.
pub(super) fn judge(product: &Product, person: &str, told: &[Told<'_>]) -> Proof {
    let Some(identity) = product.identity_mapping() else { return Proof::Unclear };
    match told.last().map(|newest| newest.outcome) {
        None => return Proof::NotSent,
        Some(Delivered::Failed(code, _)) => return Proof::Failed { code: code.clone() },
        Some(Delivered::Skipped(code)) => return Proof::Skipped { code: code.clone() },
        Some(Delivered::Success | Delivered::Unchanged | Delivered::Confirmed) => {}
    }
    for Told { at, outcome, values, .. } in told.iter().rev() {
        let sent = values.iter().find(|(target, _, _)| target.eq_ignore_ascii_case(&identity.target));
        if let (Some((_, _, sent)), Delivered::Success) = (sent, outcome) {
            return match sent {
                Some(value) if value == person => Proof::Proven { at: *at },
                other => Proof::Wrong { sent: other.clone().unwrap_or_default(), at: *at },
            };
        }
    }
    let confirmed = told.iter().rfind(|told| *told.outcome == Delivered::Confirmed);
    confirmed.map_or(Proof::Unclear, |told| Proof::Proven { at: told.at })
}

/// Where a value that was sent is nearly the object id: a person looking at both would take them for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// What is the same at the beginning.
    pub before: String,
    /// What was sent in place of `wanted`.
    pub sent: String,
    /// What the object id holds there.
    pub wanted: String,
    /// What is the same at the end.
    pub after: String,
}

impl NearMiss {
    /// The place of the first character that differs, counted from 1.
    #[must_use]
    pub fn place(&self) -> usize {
        self.before.chars().count() + 1
    }
}

/// How `sent` differs from `id`, where at most four characters of it do.
#[must_use]
pub fn near_miss(sent: &str, id: &ObjectId) -> Option<NearMiss> {
    /// More than this is seen at a glance.
    const FEW: usize = 4;
    let (sent, id): (Vec<char>, Vec<char>) = (sent.chars().collect(), id.as_str().chars().collect());
    let shorter = sent.len().min(id.len());
    let before = sent.iter().zip(&id).take_while(|(one, other)| one == other).count();
    let after = sent.iter().rev().zip(id.iter().rev()).take(shorter - before);
    let after = after.take_while(|(one, other)| one == other).count();
    let middle = |text: &[char]| text[before..text.len() - after].iter().collect::<String>();
    let is_near = sent != id && sent.len().max(id.len()) - before - after <= FEW;
    is_near.then(|| NearMiss {
        before: sent[..before].iter().collect(),
        sent: middle(&sent),
        wanted: middle(&id),
        after: sent[sent.len() - after..].iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        prove(&Product::total(), &ADA.parse().unwrap(), deliveries)
    }

    fn wrong(sent: &str) -> Proof {
        Proof::Wrong { sent: sent.to_owned(), at: None }
    }

    #[test]
    fn the_object_id_sent_is_a_proof_and_one_altered_character_is_not() {
        assert_eq!(proof(&[delivery(Delivered::Success, Some(ADA))]), Proof::Proven { at: None });
        let altered = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c35";
        assert_eq!(proof(&[delivery(Delivered::Success, Some(altered))]), wrong(altered));
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
        let wrongly = delivery(Delivered::Success, Some("ada.martin"));
        let right = delivery(Delivered::Success, Some(ADA));
        assert_eq!(proof(&[wrongly.clone(), right.clone()]), Proof::Proven { at: None });
        assert_eq!(proof(&[right, wrongly]), wrong("ada.martin"));
    }

    #[test]
    fn nothing_to_change_proves_only_under_a_mapping_that_was_seen_to_be_right() {
        let sent = |identity| delivery(Delivered::Success, Some(identity));
        let (unchanged, confirmed) =
            (delivery(Delivered::Unchanged, None), delivery(Delivered::Confirmed, None));
        assert_eq!(proof(std::slice::from_ref(&unchanged)), Proof::Unclear);
        assert_eq!(proof(&[sent("ada.martin"), unchanged.clone()]), wrong("ada.martin"));
        assert_eq!(proof(&[sent(ADA), unchanged.clone()]), Proof::Proven { at: None });
        assert_eq!(proof(std::slice::from_ref(&confirmed)), Proof::Proven { at: None });
        assert_eq!(proof(&[confirmed.clone(), unchanged]), Proof::Proven { at: None });
        assert_eq!(
            proof(&[sent("ada.martin"), confirmed.clone()]),
            wrong("ada.martin"),
            "nothing was sent since"
        );
        assert_eq!(proof(&[confirmed, sent("ada.martin")]), wrong("ada.martin"), "what came later counts");
    }

    #[test]
    fn a_value_that_is_nearly_right_is_shown_where_it_is_not() {
        let ada: ObjectId = ADA.parse().unwrap();
        let miss = near_miss("1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c35", &ada).unwrap();
        assert_eq!((miss.place(), miss.sent.as_str(), miss.wanted.as_str()), (36, "5", "4"));
        let miss = near_miss(" 1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34", &ada).unwrap();
        assert_eq!((miss.place(), miss.sent.as_str(), miss.wanted.as_str()), (1, " ", ""));
        assert_eq!(near_miss("ada.martin", &ada), None);
        assert_eq!(near_miss(ADA, &ada), None);
        assert_eq!(near_miss(&ADA.to_ascii_uppercase(), &ada), None, "more differs than one would overlook");
    }

    proptest! {
        /// The pieces are what was sent, and with the other middle they are the object id.
        #[test]
        fn a_near_miss_is_put_together_again(at in 0_usize..36, new in "[0-9a-fé]{0,2}") {
            let sent = [&ADA[..at], &new, &ADA[at + 1..]].concat();
            let ada: ObjectId = ADA.parse().unwrap();
            prop_assert_eq!(near_miss(&sent, &ada).is_none(), sent == ADA);
            if let Some(NearMiss { before, sent: middle, wanted, after }) = near_miss(&sent, &ada) {
                prop_assert_eq!([before.as_str(), &middle, &after].concat(), sent);
                prop_assert_eq!([before.as_str(), &wanted, &after].concat(), ADA);
            }
        }

        /// Any altered character is wrong, wherever it is.
        #[test]
        fn one_altered_character_fails(at in 0_usize..36, new in "[0-9a-zA-Z]") {
            prop_assume!(ADA[at..=at] != new);
            let altered = [&ADA[..at], &new, &ADA[at + 1..]].concat();
            prop_assert_eq!(proof(&[delivery(Delivered::Success, Some(&altered))]), wrong(&altered));
        }
    }
}
