//! Everybody in scope, as far as it was read: who is proven, who is under a wrong identity, and of whom nothing is known.

use super::facts::{Delivered, Facts, Reading};
use super::ids::ObjectId;
use super::log::Log;
use super::order::sort_by_key;
use super::product::Product;
use super::proof::{Proof, Told, judge};
use std::time::SystemTime;

/// Microsoft's code for somebody who is not in scope (graph-contract §3.3).
const OUT_OF_SCOPE: &str = "NotEffectivelyEntitled";

/// What is known of everybody in scope. Each person counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Everybody {
    /// Entra sent the object id.
    pub proven: u64,
    /// Entra sent something else.
    pub wrong: Vec<WrongPerson>,
    /// Entra left them out, or sending failed.
    pub left_out: u64,
    /// Nothing that was read tells what was sent. Never a pass.
    pub unknown: u64,
    /// How many more are in these groups, whom neither the groups as they were read nor the log name.
    pub unread: u64,
    /// Whether more people are in scope than can be counted: groups that were not read, or everybody.
    pub more: bool,
    /// How far back the log was read.
    pub reach: Reach,
}

/// Somebody whom the product knows by something else than the object id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongPerson {
    /// The object id.
    pub id: ObjectId,
    /// What to call the person.
    pub name: String,
    /// What was sent.
    pub sent: String,
}

/// How far back the log was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// It could not be read: only what this visit did is known.
    #[default]
    Unread,
    /// To this moment; there is more.
    Since(SystemTime),
    /// All that Entra keeps.
    Whole,
}

impl Everybody {
    /// How many people are counted.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.proven + self.wrong.len() as u64 + self.left_out + self.unknown
    }

    /// Whether everybody in scope is known and proven.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.proven > 0 && self.proven == self.people() && self.unread == 0 && !self.more
    }

    fn count(&mut self, id: &str, name: &str, proof: Proof) {
        match proof {
            Proof::Proven { .. } => self.proven += 1,
            Proof::Wrong { sent, .. } => {
                // What is no id is no person of Entra's.
                if let Ok(id) = id.parse() {
                    self.wrong.push(WrongPerson { id, name: name.to_owned(), sent });
                }
            }
            Proof::Skipped { .. } | Proof::Failed { .. } => self.left_out += 1,
            Proof::NotSent | Proof::Unclear => self.unknown += 1,
        }
    }
}

/// Somebody in scope: the object id, and what to call them.
type Known<'a> = (&'a str, &'a str);

/// Joins those who are in scope with what was told of them: in `log`, and in what this visit did. Where more people are in
/// scope than were read, whomever the log names beside them is one of these.
#[must_use]
pub fn everybody(product: &Product, facts: &Facts, log: &Log) -> Everybody {
    let (scope, unread, more) = in_scope(facts);
    let people = log.entries().rev().filter(|entry| entry.is_person);
    let mut told: Vec<(Told<'_>, &str)> = people
        .map(|entry| {
            let (person, outcome) = (entry.object.as_str(), &entry.outcome);
            (Told { person, at: entry.at, outcome, values: &entry.values }, entry.label())
        })
        .collect();
    let deliveries = facts.deliveries.known().map_or(&[][..], Vec::as_slice);
    told.extend(deliveries.iter().map(|delivery| (Told::by(delivery), delivery.person.as_str())));
    sort_by_key(&mut told, |(told, _)| (told.person, told.at));
    let mut found = Everybody { unread, more, reach: reach(facts, log), ..Everybody::default() };
    let mut open = scope.as_slice();
    for of_one in told.chunk_by(|(one, _), (other, _)| one.person == other.person) {
        let id = of_one[0].0.person;
        // Whoever comes before was told of nowhere.
        while let Some(((_, _), rest)) = open.split_first().filter(|(known, _)| known.0 < id) {
            found.unknown += 1;
            open = rest;
        }
        let known = open.first().filter(|known| known.0 == id);
        if known.is_some() {
            open = &open[1..];
        }
        let is_of_us = known.is_some() || ((unread > 0 || more) && may_be_in_scope(of_one));
        if !is_of_us {
            continue;
        }
        let mut all = Vec::with_capacity(of_one.len());
        all.extend(of_one.iter().map(|(told, _)| *told));
        let name = known.map_or_else(|| name_of(of_one), |(_, name)| name);
        found.count(id, name, judge(product, id, &all));
        if known.is_none() {
            found.unread = found.unread.saturating_sub(1);
        }
    }
    found.unknown += open.len() as u64;
    found
}

/// Those in scope by name, each once, in order; how many more there are; and whether that is not known.
fn in_scope(facts: &Facts) -> (Vec<Known<'_>>, u64, bool) {
    let mut people: Vec<Known<'_>> = Vec::new();
    let mut unread = 0;
    let mut more = facts.credentials.known().is_some_and(|stored| stored.everyone_in_scope);
    more |= !matches!(facts.assignments, Reading::Known(_));
    for assignment in facts.assignments.known().map_or(&[][..], Vec::as_slice) {
        if !assignment.is_group {
            people.push((assignment.principal.as_str(), &assignment.name));
            continue;
        }
        match facts.group(&assignment.principal).and_then(|group| group.members.known()) {
            Some(members) => {
                let read = members.people.len() as u64;
                unread += members.total.unwrap_or(read).saturating_sub(read);
                people.extend(members.people.iter().map(|person| (person.id.as_str(), person.label())));
            }
            None => more = true,
        }
    }
    sort_by_key(&mut people, |(id, _)| *id);
    people.dedup_by_key(|(id, _)| *id);
    (people, unread, more)
}

/// Whom Entra found to be out of scope last is not one of those who were not read.
fn may_be_in_scope(told: &[(Told<'_>, &str)]) -> bool {
    let newest = told.last().map(|(newest, _)| newest.outcome);
    !matches!(newest, Some(Delivered::Skipped(code)) if code == OUT_OF_SCOPE)
}

/// A name, where anything that was told has one.
fn name_of<'a>(told: &[(Told<'_>, &'a str)]) -> &'a str {
    let name = told.iter().find(|(told, name)| told.person != *name).or_else(|| told.first());
    name.map_or("", |(_, name)| name)
}

fn reach(facts: &Facts, log: &Log) -> Reach {
    let is_whole = log.older().is_none() && !log.is_full();
    match (&facts.log, log.entries().next_back().and_then(|entry| entry.at)) {
        (Reading::Known(_), _) if is_whole => Reach::Whole,
        (Reading::Known(_), Some(oldest)) => Reach::Since(oldest),
        _ => Reach::Unread,
    }
}

#[cfg(test)]
mod tests;
