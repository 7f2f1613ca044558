//! One chosen person's identity along both ways: what they sign in with, what Entra will send, and what it sent.

use super::checks::on_demand::{chosen, proof};
use super::facts::{Delivered, Delivery, Facts, Person};
use super::log::Entry;
use super::person::{Sent, will_send};
use super::product::Product;
use super::proof::{NearMiss, Proof, near_miss};
use super::visit::Visit;

/// A person's identity, as it was and will be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The person; the object id is what they sign in with.
    pub person: Person,
    /// What Entra will send by the mapping as it is; none where the mapping was not read.
    pub will_send: Option<Sent>,
    /// What Entra sent, and whether it is the object id.
    pub proof: Proof,
    /// Where what it sent is nearly the object id.
    pub near_miss: Option<NearMiss>,
    /// Whether the answer to a call of this visit showed it.
    pub in_answer: bool,
    /// Whether the provisioning log, as far as it was read, shows it.
    pub in_log: bool,
}

impl Identity {
    /// What Entra sent, where it showed that.
    #[must_use]
    pub fn sent(&self) -> Option<&str> {
        match &self.proof {
            Proof::Proven { .. } => Some(self.person.id.as_str()),
            Proof::Wrong { sent, .. } => Some(sent),
            Proof::NotSent | Proof::Unclear | Proof::Skipped { .. } | Proof::Failed { .. } => None,
        }
    }
}

/// The identities of the chosen people.
#[must_use]
pub fn identities(product: &Product, facts: &Facts, visit: &Visit) -> Vec<Identity> {
    let people = chosen(product, facts, visit).into_iter();
    people.map(|(_, person)| identity(product, facts, visit, person)).collect()
}

fn identity(product: &Product, facts: &Facts, visit: &Visit, person: &Person) -> Identity {
    let proof = proof(product, facts, person);
    let mut identity = Identity {
        person: person.clone(),
        will_send: facts.mapping.known().map(|mapping| will_send(product, person, mapping)),
        near_miss: match &proof {
            Proof::Wrong { sent, .. } => near_miss(sent, &person.id),
            _ => None,
        },
        proof,
        in_answer: false,
        in_log: false,
    };
    let target = product.identity_mapping().map_or("", |identity| &identity.target);
    let sent = identity.sent();
    let shows = |outcome: &Delivered, values: &[(String, Option<String>, Option<String>)]| {
        let value = values.iter().find(|(name, _, _)| name.eq_ignore_ascii_case(target));
        let value = value.and_then(|(_, _, value)| value.as_deref());
        match outcome {
            Delivered::Confirmed => sent == Some(person.id.as_str()),
            Delivered::Success => value.is_some() && value == sent,
            Delivered::Unchanged | Delivered::Skipped(_) | Delivered::Failed(..) => false,
        }
    };
    let in_answer = |one: &Delivery| one.person == person.id && shows(&one.outcome, &one.values);
    let in_log = |one: &Entry| one.object == person.id.as_str() && shows(&one.outcome, &one.values);
    let logged = facts.log.known().is_some_and(|page| page.entries.iter().any(in_log));
    let answered = visit.deliveries.iter().any(in_answer);
    (identity.in_answer, identity.in_log) = (answered, logged);
    identity
}
