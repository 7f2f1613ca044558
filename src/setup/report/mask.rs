//! Names of people and groups, replaced by numbers that stay the same throughout a report. Ids of objects stay.

use super::text::MASK;
use super::{About, Report};
use crate::setup::ids::ObjectId;

/// The words that stand in place of names, before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masked {
    /// In place of a person's name.
    pub person: &'static str,
    /// In place of a group's name.
    pub group: &'static str,
}

/// What stands in place of names: those met first have the lowest numbers.
struct Masks {
    word: &'static str,
    /// The number of each name.
    names: Vec<(String, usize)>,
    /// The number of each object.
    ids: Vec<(ObjectId, usize)>,
    count: usize,
}

impl Masks {
    const fn new(word: &'static str) -> Self {
        Self { word, names: Vec::new(), ids: Vec::new(), count: 0 }
    }

    /// Replaces the name of an object that is known by its id.
    fn of_object(&mut self, id: &ObjectId, name: &mut String) {
        let known = self.ids.iter().find(|(other, _)| other == id).map(|(_, number)| *number);
        let number = known.unwrap_or_else(|| {
            // The one who signed in is met before the same person is met by name in a proof.
            self.count += 1;
            self.ids.push((id.clone(), self.count));
            self.count
        });
        if !self.names.iter().any(|(other, _)| other == name) {
            self.names.push((std::mem::take(name), number));
        }
        *name = self.text(number);
    }

    /// Replaces a name that stands alone.
    fn of_name(&mut self, name: &mut String) {
        let known = self.names.iter().find(|(other, _)| other == name).map(|(_, number)| *number);
        let number = known.unwrap_or_else(|| {
            self.count += 1;
            self.names.push((name.clone(), self.count));
            self.count
        });
        *name = self.text(number);
    }

    fn text(&self, number: usize) -> String {
        [self.word, " ", &number.to_string()].concat()
    }
}

impl Report {
    /// The same report without the names of people and groups. What was masked stays as it is.
    #[must_use]
    pub fn masked(&self, words: Masked) -> Self {
        let mut report = self.clone();
        if !self.masked {
            report.mask(words);
        }
        report
    }

    fn mask(&mut self, words: Masked) {
        self.masked = true;
        let (mut people, mut groups) = (Masks::new(words.person), Masks::new(words.group));
        if let Some(by) = &mut self.by {
            people.of_object(&by.id, &mut by.name);
            people.of_object(&by.id, &mut by.username);
        }
        for proof in &mut self.proofs {
            people.of_object(&proof.id, &mut proof.name);
            hide_unless_id(proof.will_send.as_mut());
            hide_unless_id(proof.sent.as_mut());
        }
        for person in self.everybody.iter_mut().flat_map(|all| &mut all.wrong_people) {
            people.of_object(&person.id, &mut person.name);
            hide_unless_id(Some(&mut person.sent));
        }
        for group in self.groups.iter_mut().flatten() {
            groups.of_object(&group.id, &mut group.name);
        }
        let mut subject = |about, name: &mut String| match about {
            About::Person => people.of_name(name),
            About::Group => groups.of_name(name),
            About::Other => {}
        };
        for finding in self.steps.iter_mut().flat_map(|step| &mut step.findings) {
            for evidence in &mut finding.evidence {
                subject(evidence.about, &mut evidence.subject);
                if evidence.personal {
                    hide_unless_id(Some(&mut evidence.now));
                }
            }
        }
        for row in self.changes.iter_mut().flat_map(|change| &mut change.rows) {
            subject(row.about, &mut row.subject);
        }
    }
}

/// A value sent in place of an object id may be a name.
fn hide_unless_id(text: Option<&mut String>) {
    if let Some(text) = text
        && text.parse::<ObjectId>().is_err()
    {
        MASK.clone_into(text);
    }
}
