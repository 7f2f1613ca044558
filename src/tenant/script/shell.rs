//! A script for bash.

use super::model::{Action, Place, Script, Step, View};
use super::text::shell_word;
use crate::words::en::scripts as words;
use serde_json::Value;

const CORE: &str = include_str!("sh/core.sh");
const JOB: &str = include_str!("sh/job.sh");
const SCHEMA: &str = include_str!("sh/schema.sh");
const CREDENTIALS: &str = include_str!("sh/credentials.sh");
const MAPPING: &str = include_str!("sh/mapping.sh");
const CORRECT: &str = include_str!("sh/correct.sh");
const GROUPS: &str = include_str!("sh/groups.sh");
const PHASE: &str = include_str!("sh/phase.sh");
const CONFIRM: &str = include_str!("sh/confirm.sh");

/// Prints `script` for bash, curl and jq.
#[must_use]
pub fn shell(script: &Script) -> String {
    let mut text = String::from("#!/usr/bin/env bash\n");
    let mut add = |parts: &[&str]| parts.iter().for_each(|part| text.push_str(part));
    for line in script.header(&words::SHELL, words::SHELL_SECRET) {
        add(&[if line.is_empty() { "#" } else { "# " }, &line, "\n"]);
    }
    add(&["set -euo pipefail\n: \"${GRAPH_TOKEN:?}\"\n\n"]);
    let set = |name: &str, value: &str| [name, "=", &shell_word(value), "\n"].concat();
    add(&[&set("root", &script.root)]);
    for (name, path) in &script.paths {
        add(&[&set(name, path)]);
    }
    add(&[&set("job", script.job.as_deref().unwrap_or_default()), "looking=yes\n\n"]);
    for (name, message) in script.messages() {
        add(&[&set(name, message)]);
    }
    for (part, wanted) in
        script.parts([CORE, JOB, SCHEMA, CREDENTIALS, MAPPING, CORRECT, GROUPS, PHASE, CONFIRM])
    {
        if wanted {
            add(&["\n", part]);
        }
    }
    add(&["\nplan() {\n"]);
    for step in &script.steps {
        add(&["  ", &print(step), "\n"]);
    }
    add(&["}\n\nexpect application ", &json(&Value::from(script.app_id.as_str()))]);
    add(&["\nplan\nif [ \"${1-}\" = --look ]; then\n  printf '%s\\n' \"$looked\"\n  exit\nfi\n"]);
    if let Some(name) = &script.confirm {
        add(&["confirm ", &shell_word(name), "\n"]);
    }
    add(&["looking=\nplan\nprintf '%s\\n' \"$as_planned\"\n"]);
    text
}

fn print(step: &Step) -> String {
    match step {
        Step::Require { view, value } => {
            let when = if *view == View::Job { "expect " } else { "require " };
            [when, name(*view), " ", &json(value)].concat()
        }
        Step::Change { title, view, before, after, action } => [
            "change ",
            &shell_word(title),
            " ",
            name(*view),
            " \\\n    ",
            &json(before),
            " \\\n    ",
            &json(after),
            " \\\n    ",
            &command(action),
        ]
        .concat(),
    }
}

fn command(action: &Action) -> String {
    match action {
        Action::Send { method, place, body } => {
            let place = match place {
                Place::Root(path) => shell_word(path),
                Place::Job(rest) => ["\"$jobs/$job\"", &shell_word(rest)].concat(),
            };
            let body = if body.is_empty() { String::new() } else { [" ", &shell_word(body)].concat() };
            ["send ", method, " ", &place, &body].concat()
        }
        Action::Store(url) => ["store ", &shell_word(url)].concat(),
        Action::Correct(edits) => ["correct ", &shell_word(edits)].concat(),
    }
}

fn json(value: &Value) -> String {
    shell_word(&value.to_string())
}

const fn name(view: View) -> &'static str {
    match view {
        View::Application => "application",
        View::Job => "has_job",
        View::Credentials => "credentials",
        View::Mapping => "mapping",
        View::Assigned => "assigned",
        View::Phase => "phase",
    }
}
