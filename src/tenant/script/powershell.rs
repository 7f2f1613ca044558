//! A script for Microsoft Graph PowerShell. It uses the generic cmdlet, since the one for schemas sends the wrong verb
//! (peers.md I1).

use super::model::{Action, Place, Script, Step, View};
use super::text::powershell_string;
use crate::words::en::scripts as words;
use serde_json::Value;

const CORE: &str = include_str!("ps1/core.ps1");
const JOB: &str = include_str!("ps1/job.ps1");
const SCHEMA: &str = include_str!("ps1/schema.ps1");
const CREDENTIALS: &str = include_str!("ps1/credentials.ps1");
const MAPPING: &str = include_str!("ps1/mapping.ps1");
const CORRECT: &str = include_str!("ps1/correct.ps1");
const GROUPS: &str = include_str!("ps1/groups.ps1");
const PHASE: &str = include_str!("ps1/phase.ps1");
const CONFIRM: &str = include_str!("ps1/confirm.ps1");

/// Prints `script` for PowerShell 7.4.
#[must_use]
pub fn powershell(script: &Script) -> String {
    let mut text =
        String::from("#Requires -Version 7.4\n#Requires -Modules Microsoft.Graph.Authentication\n");
    let mut add = |parts: &[&str]| parts.iter().for_each(|part| text.push_str(part));
    let environment = environment(&script.root);
    for line in script.header(&words::POWERSHELL, words::POWERSHELL_SECRET) {
        add(&[if line.is_empty() { "#" } else { "# " }, &line, "\n"]);
    }
    if environment.is_none() {
        add(&["# ", words::POWERSHELL_CLOUD, "\n"]);
    }
    add(&["param([switch] $Look)\nSet-StrictMode -Version 3\n$ErrorActionPreference = 'Stop'\n\n"]);
    let set = |name: &str, value: &str| ["$", &camel(name), " = ", &powershell_string(value), "\n"].concat();
    add(&[&set("root", &script.root)]);
    for (name, path) in &script.paths {
        add(&[&set(name, path)]);
    }
    add(&[&set("job", script.job.as_deref().unwrap_or_default()), "$looking = $true\n\n"]);
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
    add(&["\n$plan = {\n"]);
    for step in &script.steps {
        add(&["    ", &print(step), "\n"]);
    }
    add(&["}\n\nConnect-MgGraph -NoWelcome"]);
    if let Some((id, _)) = &script.tenant {
        add(&[" -TenantId ", &powershell_string(id)]);
    }
    if let Some(environment) = environment.filter(|name| !name.is_empty()) {
        add(&[" -Environment ", environment]);
    }
    for (index, scope) in script.scopes.iter().enumerate() {
        add(&[if index == 0 { " -Scopes '" } else { ", '" }, scope.name(), "'"]);
    }
    add(&["\nAssert-State Read-Application ", &json(&Value::from(script.app_id.as_str()))]);
    add(&["\n& $plan\nif ($Look) {\n    Write-Host $looked\n    return\n}\n"]);
    if let Some(name) = &script.confirm {
        add(&["Confirm-Tenant ", &powershell_string(name), "\n"]);
    }
    add(&["$looking = $false\n& $plan\nWrite-Host $asPlanned\n"]);
    text
}

/// What PowerShell calls the cloud of a root; nothing for the one that it takes by itself.
fn environment(root: &str) -> Option<&'static str> {
    Some(match root {
        "https://graph.microsoft.com/v1.0" => "",
        "https://graph.microsoft.us/v1.0" => "USGov",
        "https://dod-graph.microsoft.us/v1.0" => "USGovDoD",
        "https://microsoftgraph.chinacloudapi.cn/v1.0" => "China",
        _ => return None,
    })
}

fn print(step: &Step) -> String {
    match step {
        Step::Require { view, value } => {
            let when = if *view == View::Job { "Assert-State " } else { "Assert-Before " };
            [when, name(*view), " ", &json(value)].concat()
        }
        Step::Change { title, view, before, after, action } => [
            "Edit-State ",
            &powershell_string(title),
            " ",
            name(*view),
            " `\n        ",
            &json(before),
            " `\n        ",
            &json(after),
            " `\n        { ",
            &command(action),
            " }",
        ]
        .concat(),
    }
}

fn command(action: &Action) -> String {
    match action {
        Action::Send { method, place, body } => {
            let place = match place {
                Place::Root(path) => powershell_string(path),
                Place::Job(rest) => ["(\"$jobs/$job\" + ", &powershell_string(rest), ")"].concat(),
            };
            let body = if body.is_empty() { String::new() } else { [" ", &powershell_string(body)].concat() };
            ["Send-Graph ", method, " ", &place, &body].concat()
        }
        Action::Store(url) => ["Save-Credentials ", &powershell_string(url)].concat(),
        Action::Correct(edits) => ["Save-Mapping ", &powershell_string(edits)].concat(),
    }
}

fn json(value: &Value) -> String {
    powershell_string(&value.to_string())
}

const fn name(view: View) -> &'static str {
    match view {
        View::Application => "Read-Application",
        View::Job => "Read-Job",
        View::Credentials => "Read-Credentials",
        View::Mapping => "Read-Mapping",
        View::Assigned => "Read-Assigned",
        View::Phase => "Read-Phase",
    }
}

/// `not_shown` as `notShown`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut text = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        text.push_str(&first.to_ascii_uppercase());
        text.push_str(rest);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cloud_has_its_environment() {
        assert_eq!(environment("https://dod-graph.microsoft.us/v1.0"), Some("USGovDoD"));
        assert_eq!(environment("http://127.0.0.1:1/v1.0"), None);
    }

    #[test]
    fn names_are_in_camel_case() {
        assert_eq!((camel("root"), camel("not_shown")), ("root".to_owned(), "notShown".to_owned()));
    }
}
