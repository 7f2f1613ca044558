//! Step 5: the chosen people were sent, and each one's identity at the product is their object id (graph-contract §4.5).

use super::{groups, mapping};
use crate::setup::cycle::LOG_LAG;
use crate::setup::facts::{Facts, Group, Person};
use crate::setup::finding::{Evidence, Finding, Kind, Shown, Subject};
use crate::setup::product::Product;
use crate::setup::proof::{Proof, prove};
use crate::setup::step::StepId;
use crate::setup::visit::Visit;

/// People in one provision-on-demand call, and the number chosen by default (graph-contract §7.37).
pub const AT_ONCE: usize = 5;

/// What is found about the chosen people.
#[must_use]
pub fn check(product: &Product, facts: &Facts, visit: &Visit, waits_for: &[StepId]) -> Vec<Finding> {
    let mut findings: Vec<_> = waits_for
        .iter()
        .map(|step| {
            let evidence = Evidence::wrong(Subject::Step(*step), Shown::Flag(false), Shown::Flag(true));
            Finding::new(Kind::WaitsFor(*step), evidence)
        })
        .collect();
    if facts.mapping.known().is_some_and(|mapping| !mapping.groups_enabled) {
        let evidence = Evidence::wrong(Subject::GroupMapping, Shown::Flag(false), Shown::Flag(true));
        findings.push(Finding::new(Kind::GroupMappingDisabled, evidence));
    }
    let people = chosen(product, facts, visit);
    if people.is_empty() {
        let evidence = Evidence::wrong(Subject::Scope, Shown::Count(0), Shown::Count(1));
        findings.push(Finding::new(Kind::NobodyChosen, evidence));
    }
    let all: Vec<_> = people.iter().map(|(_, person)| *person).collect();
    findings.extend(mapping::filtered_out(facts, &all));
    findings.extend(lacking(product, &all));
    findings.extend(people.into_iter().map(|(_, person)| of_person(product, facts, person)));
    findings
}

/// Who lacks an attribute that a required mapping reads: Entra sends nothing for it, which harms nobody.
fn lacking(product: &Product, people: &[&Person]) -> Vec<Finding> {
    let required = product.required_mappings.iter().filter(|mapping| !mapping.identity);
    let of_attribute = |source: &String| {
        let lacks =
            |person: &&&Person| person.attribute(source).is_some_and(|value| value.is_none_or(str::is_empty));
        let names: Vec<_> = people.iter().filter(lacks).map(|person| person.label()).collect();
        let evidence = Evidence::seen(Subject::Attribute(source.clone()), Shown::Text(names.join(", ")));
        (!names.is_empty()).then(|| Finding::new(Kind::LacksAttribute(source.clone()), evidence))
    };
    required.filter_map(|mapping| of_attribute(&mapping.source)).collect()
}

/// The people chosen, each with an assigned group they are in; by default the first of a required group whose account is
/// enabled.
#[must_use]
pub fn chosen<'a>(product: &Product, facts: &'a Facts, visit: &Visit) -> Vec<(&'a Group, &'a Person)> {
    let relevant = groups::relevant(product, facts, visit);
    let people = relevant.into_iter().flat_map(|group| {
        let members = group.members.known().map_or(&[][..], |members| members.people.as_slice());
        members.iter().map(move |person| (group, person))
    });
    let mut found: Vec<(&Group, &Person)> = Vec::new();
    for (group, person) in people {
        let wanted = if visit.chosen_people.is_empty() {
            person.enabled != Some(false) && found.len() < AT_ONCE
        } else {
            visit.chosen_people.contains(&person.id)
        };
        if wanted && found.iter().all(|(_, other)| other.id != person.id) {
            found.push((group, person));
        }
    }
    found
}

/// Whether `person` is proven, from all that is known.
#[must_use]
pub fn proof(product: &Product, facts: &Facts, person: &Person) -> Proof {
    let deliveries = facts.deliveries.known().map_or(&[][..], Vec::as_slice);
    prove(product, &person.id, deliveries)
}

/// Whether what Entra did may not stand in its log yet: entries appear minutes after a cycle or a call on demand
/// (graph-contract §4.5.6). Until then a person who is not proven is not a verdict to rest on.
#[must_use]
pub fn log_may_grow(product: &Product, facts: &Facts, visit: &Visit) -> bool {
    let cycle = facts.job().and_then(|job| job.last_run.as_ref()).map(|run| run.ended);
    let newest = [cycle, visit.provisioned_at].into_iter().flatten().max();
    let is_recent = facts
        .looked_at
        .zip(newest)
        .is_some_and(|(now, newest)| now.duration_since(newest).unwrap_or_default() < LOG_LAG);
    let is_open = |person| !matches!(proof(product, facts, person), Proof::Proven { .. });
    is_recent && chosen(product, facts, visit).into_iter().any(|(_, person)| is_open(person))
}

fn of_person(product: &Product, facts: &Facts, person: &Person) -> Finding {
    let subject = Subject::Person(person.label().to_owned());
    let wanted = Shown::Text(person.id.as_str().to_owned());
    let (kind, now) = match proof(product, facts, person) {
        Proof::Proven { .. } => return Finding::new(Kind::PersonProven, Evidence::seen(subject, wanted)),
        Proof::Wrong { sent, .. } => (Kind::PersonWrong, Shown::Text(sent)),
        Proof::NotSent => (Kind::PersonNotSent, Shown::Absent),
        Proof::Unclear => (Kind::PersonUnclear, Shown::Hidden),
        Proof::Skipped { code } => (Kind::PersonSkipped(code), Shown::Absent),
        Proof::Failed { code } => (Kind::PersonFailed(code), Shown::Absent),
    };
    Finding::new(kind, Evidence::wrong(subject, now, wanted))
}
