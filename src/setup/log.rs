//! The provisioning log: what Entra did with each person and group, newest first, looked through and exported.

pub mod csv;

use super::facts::{Delivered, Delivery, DeliveryStep};
use super::order::sort_by_key;
use std::cmp::Reverse;
use std::time::SystemTime;

/// The most entries that are kept; a client reads no longer list either (security.md NET-02).
pub const MOST: usize = 50_000;

/// What Entra did, or tried to do (`provisioningAction`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A new object at the product.
    Create,
    /// Other values for an object.
    Update,
    /// The account at the product is switched off.
    Disable,
    /// The object at the product is removed, or marked for it.
    Delete,
    /// Nothing of these, for instance a look that led to nothing.
    Other,
}

/// How an entry, or one of its steps, ended, as people filter it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was sent.
    Succeeded,
    /// Nothing was sent: it was not to be, or there was no need.
    Skipped,
    /// It could not be sent.
    Failed,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The entry's id.
    pub id: String,
    /// When.
    pub at: Option<SystemTime>,
    /// The cycle that it belongs to (`cycleId`); empty where the log does not say.
    pub cycle: String,
    /// What was done.
    pub action: Action,
    /// The object id at Entra.
    pub object: String,
    /// The object's display name.
    pub name: String,
    /// The user principal name, where the log holds it.
    pub username: Option<String>,
    /// Whether the object is a person; others are groups.
    pub is_person: bool,
    /// How it ended.
    pub outcome: Delivered,
    /// Microsoft's text about a skip or an error: data from outside.
    pub reason: String,
    /// Attributes sent: target name, old value, new value.
    pub values: Vec<(String, Option<String>, Option<String>)>,
    /// The steps Entra took, in order.
    pub steps: Vec<DeliveryStep>,
}

impl Entry {
    /// What to call the object.
    #[must_use]
    pub fn label(&self) -> &str {
        let names = [Some(self.name.as_str()), self.username.as_deref()];
        names.into_iter().flatten().find(|name| !name.is_empty()).unwrap_or(&self.object)
    }

    /// How it ended, as people filter it. That there was nothing to change is a skip in Entra's words.
    #[must_use]
    pub const fn ending(&self) -> Ending {
        match self.outcome {
            Delivered::Success => Ending::Succeeded,
            Delivered::Unchanged | Delivered::Confirmed | Delivered::Skipped(_) => Ending::Skipped,
            Delivered::Failed(..) => Ending::Failed,
        }
    }

    /// Microsoft's code for why nothing was sent; empty where something was.
    #[must_use]
    pub fn code(&self) -> &str {
        match &self.outcome {
            Delivered::Success => "",
            Delivered::Unchanged | Delivered::Confirmed => UNCHANGED,
            Delivered::Skipped(code) | Delivered::Failed(code, _) => code,
        }
    }

    /// The same as what proves, or does not, that a person is known.
    #[must_use]
    pub fn delivery(&self) -> Option<Delivery> {
        let person = self.object.parse().ok().filter(|_| self.is_person)?;
        Some(Delivery {
            person,
            at: self.at,
            outcome: self.outcome.clone(),
            values: self.values.clone(),
            steps: self.steps.clone(),
        })
    }
}

/// Microsoft's code for "nothing to change" (graph-contract §3.3).
pub const UNCHANGED: &str = "RedundantExport";

/// Entries as they were read at once, and where older ones are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// Graph's link to older entries, not to be read as anything.
    pub older: Option<String>,
}

impl Page {
    /// Takes in what was read of the newest part again. Where that leads on to older entries by itself it may not reach what is
    /// here: then it takes its place, so that there never is a gap.
    #[must_use]
    pub fn with_newest(&self, newest: Self) -> Self {
        if newest.older.is_some() {
            return newest;
        }
        let known = |entry: &Entry| self.entries.iter().any(|known| known.id == entry.id);
        let mut entries: Vec<_> = newest.entries.into_iter().filter(|entry| !known(entry)).collect();
        entries.extend(self.entries.iter().cloned());
        // What comes late stands among what is there.
        sort_by_key(&mut entries, |entry| Reverse(entry.at));
        entries.truncate(MOST);
        Self { entries, older: self.older.clone() }
    }
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A part of a name, a user name or an object id, in any case.
    pub text: String,
    /// How it ended.
    pub ending: Option<Ending>,
    /// Nothing older.
    pub since: Option<SystemTime>,
}

/// How many entries ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sent.
    pub succeeded: usize,
    /// Not sent, without an error.
    pub skipped: usize,
    /// Not sent because of an error.
    pub failed: usize,
}

/// What fits a filter: numbers of entries, so that a long log is not copied at each key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The entries that fit, newest first.
    pub rows: Vec<usize>,
    /// How many fit, but for how they ended.
    pub counts: Counts,
}

/// The entries that were read so far, newest first, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    rows: Vec<Row>,
    older: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    /// Name, user name and object id in lower case, so that a search need not make them anew.
    key: String,
    entry: Entry,
}

impl Row {
    fn new(entry: Entry) -> Self {
        let key = [entry.name.as_str(), "\n", entry.username.as_deref().unwrap_or(""), "\n", &entry.object];
        Self { key: key.concat().to_lowercase(), entry }
    }
}

impl Log {
    /// What one page tells.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let mut log = Self::default();
        log.refresh(page);
        log
    }

    /// Takes in the newest page, read again. Where it does not reach what is known, entries between them are missing: then
    /// the log begins anew, so that it never has a gap.
    pub fn refresh(&mut self, page: &Page) {
        let reaches =
            page.older.is_none() || page.entries.iter().any(|entry| find(&self.rows, entry).is_ok());
        if !reaches {
            self.rows.clear();
        }
        if self.rows.is_empty() {
            self.older.clone_from(&page.older);
        }
        let new = page.entries.iter().filter(|entry| find(&self.rows, entry).is_err()).cloned().collect();
        self.add(new);
    }

    /// Takes in the older entries that the link `from` led to, and says whether there are more to read. Where the log began
    /// anew meanwhile they are left out: they would not follow on what is there.
    pub fn append(&mut self, from: &str, page: Page) -> bool {
        if self.older.as_deref() != Some(from) {
            return false;
        }
        self.older = page.older;
        self.add(page.entries);
        self.older().is_some()
    }

    /// Merges two lists that are each in order. The standard sort would be a copy of its code for rows alone.
    fn add(&mut self, entries: Vec<Entry>) {
        let mut new: Vec<Row> = Vec::with_capacity(entries.len());
        for entry in entries {
            if let Err(place) = find(&new, &entry) {
                new.insert(place, Row::new(entry));
            }
        }
        let mut new = new.into_iter().peekable();
        let mut merged = Vec::with_capacity(self.rows.len() + new.len());
        for row in std::mem::take(&mut self.rows) {
            while let Some(newer) = new.next_if(|newer| order(&newer.entry, &row.entry).is_lt()) {
                merged.push(newer);
            }
            // The same entry, read again.
            new.next_if(|newer| order(&newer.entry, &row.entry).is_eq());
            merged.push(row);
        }
        merged.extend(new);
        merged.truncate(MOST);
        self.rows = merged;
    }

    /// Where older entries are; none when all are here, or as many as are kept.
    #[must_use]
    pub fn older(&self) -> Option<&str> {
        self.older.as_deref().filter(|_| !self.is_full())
    }

    /// Whether there is no room for older entries.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.rows.len() >= MOST
    }

    /// How many entries there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing was read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Entry number `at`.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&Entry> {
        self.rows.get(at).map(|row| &row.entry)
    }

    /// The entries, newest first.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.rows.iter().map(|row| &row.entry)
    }

    /// The entry with this id.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries().find(|entry| entry.id == id)
    }

    /// What fits `filter`.
    #[must_use]
    pub fn view(&self, filter: &Filter) -> View {
        let text = filter.text.trim().to_lowercase();
        let mut view = View::default();
        for (at, Row { key, entry }) in self.rows.iter().enumerate() {
            if filter.since.is_some_and(|since| entry.at.is_none_or(|at| at < since)) || !key.contains(&text)
            {
                continue;
            }
            let ending = entry.ending();
            *match ending {
                Ending::Succeeded => &mut view.counts.succeeded,
                Ending::Skipped => &mut view.counts.skipped,
                Ending::Failed => &mut view.counts.failed,
            } += 1;
            if filter.ending.is_none_or(|wanted| wanted == ending) {
                view.rows.push(at);
            }
        }
        view
    }
}

/// Where `entry` is, or would be.
fn find(rows: &[Row], entry: &Entry) -> Result<usize, usize> {
    rows.binary_search_by(|row| order(&row.entry, entry))
}

/// Newest first; entries of one moment by their ids, so that the order never changes.
fn order(one: &Entry, other: &Entry) -> std::cmp::Ordering {
    other.at.cmp(&one.at).then_with(|| one.id.cmp(&other.id))
}

#[cfg(test)]
mod tests;
