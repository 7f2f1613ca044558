//! Who will be provisioned: what a person should know before the first cycle creates anybody (peers.md goal 16).

use super::checks::groups;
use super::facts::{Facts, Group, Person, Source};
use super::order::sort_by_key;
use super::product::Product;
use super::visit::Visit;

/// The people of the assigned and chosen groups, as far as they were read, each counted once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// How many people were read.
    pub people: u64,
    /// How many more there are in these groups: not read, and not counted below.
    pub unread: u64,
    /// Guests.
    pub guests: u64,
    /// Whose account is disabled.
    pub disabled: u64,
    /// Who has nothing in the attribute that a required mapping reads: attribute, people.
    pub without: Vec<(String, u64)>,
    /// The attribute that Entra matches people by.
    pub matched_by: Option<String>,
    /// Who has nothing in it: Entra cannot create them.
    pub without_match: u64,
    /// Who shares its value with somebody else: the second is refused or taken for the first.
    pub sharing_match: u64,
    /// Groups inside these groups: Entra does not provision who is in them.
    pub not_expanded: Vec<String>,
}

/// The audience of the next cycle.
#[must_use]
pub fn audience(product: &Product, facts: &Facts, visit: &Visit) -> Audience {
    let groups = groups::relevant(product, facts, visit);
    let (mut listed, mut total) = (0, 0);
    let mut not_expanded: Vec<String> = Vec::new();
    for members in groups.iter().filter_map(|group: &&Group| group.members.known()) {
        listed += members.people.len() as u64;
        total += members.total.unwrap_or(members.people.len() as u64);
        not_expanded.extend(members.nested.iter().cloned());
    }
    let people = groups::people(&groups);
    let count = |is: &dyn Fn(&Person) -> bool| people.iter().filter(|person| is(person)).count() as u64;
    let lacks = |person: &Person, name: &str| {
        person.attribute(name).is_some_and(|value| value.is_none_or(str::is_empty))
    };
    let required = product.required_mappings.iter().filter(|mapping| !mapping.identity);
    let without: Vec<_> = required
        .map(|mapping| (mapping.source.clone(), count(&|person| lacks(person, &mapping.source))))
        .filter(|(_, count)| *count > 0)
        .collect();
    let matched_by = matched_by(facts);
    let (without_match, sharing_match) = match &matched_by {
        Some(name) => {
            let value = |person: &&Person| person.attribute(name).flatten().map(str::to_ascii_lowercase);
            let mut values: Vec<_> =
                people.iter().filter_map(value).filter(|value| !value.is_empty()).collect();
            sort_by_key(&mut values, Clone::clone);
            let shared = values.chunk_by(PartialEq::eq).filter(|holders| holders.len() > 1);
            (count(&|person| lacks(person, name)), shared.map(<[_]>::len).sum::<usize>() as u64)
        }
        None => (0, 0),
    };
    Audience {
        people: people.len() as u64,
        unread: total.saturating_sub(listed),
        guests: count(&|person| person.guest),
        disabled: count(&|person| person.enabled == Some(false)),
        without,
        matched_by,
        without_match,
        sharing_match,
        not_expanded,
    }
}

/// The source of the mapping row with the first matching priority, where it reads an attribute.
fn matched_by(facts: &Facts) -> Option<String> {
    let rows = &facts.mapping.known()?.rows;
    let first =
        rows.iter().filter(|row| row.matching_priority > 0).min_by_key(|row| row.matching_priority)?;
    match &first.source {
        Source::Attribute(name) => Some(name.clone()),
        Source::Constant(_) | Source::Expression(_) | Source::Nothing => None,
    }
}
