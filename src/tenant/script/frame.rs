//! What is around a script's steps, the same in every language: its head, its messages, and the parts that it needs.

use super::model::{Action, Script, Step, View};
use crate::words::en::scripts as words;

impl Script {
    /// The comment at its head, in lines: what it is, how it is used (`usage`), and that a token is asked for (`secret`).
    pub(super) fn header(&self, usage: &[&str], secret: &str) -> Vec<String> {
        let mut lines = vec![[words::TITLE, &self.product].concat()];
        if let Some((id, name)) = &self.tenant {
            lines.push([words::TENANT, name, ", ", id].concat());
        }
        lines.push(String::new());
        lines.extend(words::ABOUT.iter().copied().map(str::to_owned));
        lines.extend(self.scopes.iter().map(|scope| ["  ", scope.name()].concat()));
        lines.extend(usage.iter().copied().map(str::to_owned));
        if self.reads(View::Credentials) {
            lines.push(secret.to_owned());
        }
        lines
    }

    /// What it says when it runs, by name.
    pub(super) fn messages(&self) -> Vec<(&'static str, &'static str)> {
        let mut messages = words::MESSAGES.to_vec();
        messages.push(words::LOOKED);
        if self.reads(View::Credentials) {
            messages.extend(words::ASK_SECRET);
        }
        if self.corrects() {
            messages.push(words::LARGE_NUMBERS);
        }
        if self.confirm.is_some() {
            messages.extend(words::ASK_NAME);
        }
        messages
    }

    /// The parts of a language that belong into it: what all need, job, schema, credentials, mapping, its correction,
    /// groups, phase, confirmation.
    pub(super) fn parts(&self, parts: [&'static str; 9]) -> impl Iterator<Item = (&'static str, bool)> {
        let reads = |view| self.reads(view);
        let mapping = reads(View::Mapping);
        let wanted = [
            true,
            reads(View::Job),
            mapping,
            reads(View::Credentials),
            mapping,
            self.corrects(),
            reads(View::Assigned),
            reads(View::Phase),
            self.confirm.is_some(),
        ];
        parts.into_iter().zip(wanted)
    }

    /// Whether any step reads `view`.
    fn reads(&self, wanted: View) -> bool {
        self.steps.iter().any(|step| match step {
            Step::Require { view, .. } | Step::Change { view, .. } => *view == wanted,
        })
    }

    /// Whether the mapping is corrected.
    fn corrects(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Change { action: Action::Correct(_), .. }))
    }
}
