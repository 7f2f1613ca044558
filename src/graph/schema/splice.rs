//! New text over old places.

use super::SchemaError;
use super::scan::{get, items, members, range};
use crate::setup::order::sort_by_key;
use std::collections::BTreeMap;
use std::ops::Range;

/// Deeper than this `serde_json` does not read either.
const DEPTH_MAX: usize = 120;

/// Replacements and insertions, all meant for one text.
pub(super) struct Splices<'a> {
    text: &'a str,
    replaced: BTreeMap<(usize, usize), String>,
    inserted: BTreeMap<usize, Inserted>,
}

/// Members or items to come at one place.
struct Inserted {
    /// Whether something stands before it in the same object or array.
    follows: bool,
    parts: Vec<String>,
}

impl<'a> Splices<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, replaced: BTreeMap::new(), inserted: BTreeMap::new() }
    }

    /// Puts `new` where `old` stands, a slice of the text.
    pub(super) fn replace(&mut self, old: &str, new: String) -> Result<(), SchemaError> {
        self.replace_range(range(self.text, old), new)
    }

    fn replace_range(&mut self, at: Range<usize>, new: String) -> Result<(), SchemaError> {
        let place = self.replaced.entry((at.start, at.end)).or_insert_with(|| new.clone());
        if *place == new { Ok(()) } else { Err(SchemaError::Contradiction) }
    }

    /// Sets a member of `object`, a slice of the text: replaces its value, or inserts it after the last member.
    pub(super) fn set(&mut self, object: &str, name: &str, value: &str) -> Result<(), SchemaError> {
        let found = members(object)?;
        if let Some(old) = get(&found, name) {
            return if old == value { Ok(()) } else { self.replace(old, value.to_owned()) };
        }
        let (at, follows) = match found.last() {
            Some((_, last)) => (range(self.text, last).end, true),
            None => (range(self.text, object).start + 1, false),
        };
        self.insert(at, follows, ["\"", name, "\":", value].concat());
        Ok(())
    }

    /// Appends to `array`, a slice of the text, whose items `removed` go.
    pub(super) fn rebuild(
        &mut self,
        array: &str,
        removed: &[usize],
        appended: &[String],
    ) -> Result<(), SchemaError> {
        let ranges: Vec<Range<usize>> =
            items(array)?.into_iter().map(|item| range(self.text, item)).collect();
        let kept = (0..ranges.len()).find(|at| !removed.contains(at));
        let first = kept.unwrap_or(ranges.len());
        if let (Some(start), true) = (ranges.first(), first > 0) {
            let end = kept.map_or_else(|| ranges[ranges.len() - 1].end, |kept| ranges[kept].start);
            self.replace_range(start.start..end, String::new())?;
        }
        for at in (first + 1)..ranges.len() {
            if removed.contains(&at) {
                self.replace_range(ranges[at - 1].end..ranges[at].end, String::new())?;
            }
        }
        let start = range(self.text, array).start + 1;
        let end = ranges.last().map_or(start, |last| last.end);
        let space = ranges.first().map_or("", |first| &self.text[start..first.start]);
        for (at, item) in appended.iter().enumerate() {
            let lead = if kept.is_some() || at > 0 { space } else { "" };
            self.insert(end, kept.is_some(), [lead, item].concat());
        }
        Ok(())
    }

    fn insert(&mut self, at: usize, follows: bool, part: String) {
        let place = self.inserted.entry(at).or_insert(Inserted { follows, parts: Vec::new() });
        if !place.parts.contains(&part) {
            place.parts.push(part);
        }
    }

    /// Where the text is as it was from there on.
    pub(super) fn end(&self) -> usize {
        let replaced = self.replaced.keys().map(|(_, end)| *end).max();
        replaced.max(self.inserted.keys().max().copied()).unwrap_or(0)
    }

    /// The new text.
    pub(super) fn finish(self) -> Result<String, SchemaError> {
        let mut all: Vec<(usize, usize, String)> =
            self.replaced.into_iter().map(|((start, end), new)| (start, end, new)).collect();
        for (at, Inserted { follows, parts }) in self.inserted {
            let comma = if follows { "," } else { "" };
            all.push((at, at, [comma, &parts.join(",")].concat()));
        }
        sort_by_key(&mut all, |(start, end, _)| (*start, *end));
        let mut new = String::with_capacity(self.text.len() + 1024);
        let mut done = 0;
        for (start, end, part) in all {
            if start < done {
                return Err(SchemaError::Contradiction);
            }
            new.push_str(&self.text[done..start]);
            new.push_str(&part);
            done = end;
        }
        new.push_str(&self.text[done..]);
        Ok(new)
    }
}

/// `text` without the members, at any depth, whose name holds `@odata.`.
pub(super) fn without_odata_members(text: &str) -> Result<String, SchemaError> {
    let mut splices = Splices::new(text);
    strip(&mut splices, text.trim(), 0)?;
    splices.finish()
}

fn strip(splices: &mut Splices<'_>, value: &str, depth: usize) -> Result<(), SchemaError> {
    if depth > DEPTH_MAX {
        return Err(SchemaError::Malformed);
    }
    if value.starts_with('[') {
        return items(value)?.into_iter().try_for_each(|item| strip(splices, item, depth + 1));
    }
    if !value.starts_with('{') {
        return Ok(());
    }
    let found = members(value)?;
    // A member reaches from the end of the one before to the end of its own value.
    let opening = range(splices.text, value).start + 1;
    let ends: Vec<usize> = found.iter().map(|(_, raw)| range(splices.text, raw).end).collect();
    let is_odata = |at: usize| found[at].0.contains("@odata.");
    let kept = (0..found.len()).find(|at| !is_odata(*at));
    match kept {
        None if !found.is_empty() => splices.replace_range(opening..ends[ends.len() - 1], String::new())?,
        // The first kept member's name begins after the comma that follows the members before it.
        Some(kept) if kept > 0 => {
            let comma =
                splices.text[ends[kept - 1]..].find(',').map_or(ends[kept - 1], |at| ends[kept - 1] + at + 1);
            splices.replace_range(opening..comma, String::new())?;
        }
        _ => {}
    }
    for at in kept.map_or(found.len(), |kept| kept)..found.len() {
        if is_odata(at) {
            splices.replace_range(ends[at - 1]..ends[at], String::new())?;
        } else {
            strip(splices, found[at].1, depth + 1)?;
        }
    }
    Ok(())
}
