//! Scripts as people read them. `GOLDEN=write cargo test --no-default-features --test scripts` writes them anew.

use crate::common::World;
use assistant::graph::GraphRoot;
use assistant::setup::step::StepId;
use assistant::sim::Scenario;
use assistant::tenant::script::{Script, powershell, shell};
use std::path::PathBuf;
use std::process::Command;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scripts/golden").join(name)
}

fn check(name: &str, text: &str) {
    let file = file(name);
    if std::env::var_os("GOLDEN").is_some_and(|wish| wish == "write") {
        std::fs::write(&file, text).unwrap();
    }
    let golden = std::fs::read_to_string(&file).unwrap();
    assert!(golden == text, "{name} has changed; see the head of this file");
}

/// The plan of a scenario with credentials entered; of one step, or of all.
fn script(scenario: Scenario, step: Option<StepId>) -> Script {
    let mut world = World::seen(scenario);
    world.enter_credentials();
    let mut plan = world.plan();
    plan.changes.retain(|change| step.is_none_or(|step| change.step() == step));
    let root = GraphRoot::new("https://graph.microsoft.com").unwrap();
    Script::of(&plan.changes, &world.facts, &world.product, &root).unwrap()
}

#[test]
fn scripts_are_as_they_were_reviewed() {
    for (name, scenario, step) in [
        ("everything", Scenario::Fresh, None),
        ("mapping", Scenario::MappingDuplicated, Some(StepId::Mapping)),
        ("groups", Scenario::DefaultMapping, Some(StepId::Groups)),
        ("restart", Scenario::SyncedWrong, Some(StepId::Start)),
    ] {
        let script = script(scenario, step);
        check(&format!("{name}.sh"), &shell(&script));
        check(&format!("{name}.ps1"), &powershell(&script));
    }
}

/// Both languages say what is wrong with a script before it runs.
#[test]
fn scripts_can_be_parsed() {
    let parse = "$errors = $null; $null = [System.Management.Automation.Language.Parser]::ParseFile($args[0], [ref] $null, \
                 [ref] $errors); $errors | Out-String | Write-Host; exit $errors.Count";
    let powershell = Command::new("pwsh").arg("-Version").output().is_ok();
    println!("PowerShell scripts are {}", if powershell { "parsed" } else { "not parsed: there is no pwsh" });
    for name in ["everything", "mapping", "groups", "restart"] {
        let bash = Command::new("bash").arg("-n").arg(file(&format!("{name}.sh"))).output().unwrap();
        assert!(bash.status.success(), "{name}: {}", String::from_utf8_lossy(&bash.stderr));
        if powershell {
            let file = file(&format!("{name}.ps1"));
            let command = format!("& {{ {parse} }} '{}'", file.display());
            let pwsh = Command::new("pwsh").args(["-NoProfile", "-Command", &command]).output().unwrap();
            assert!(pwsh.status.success(), "{name}: {}", String::from_utf8_lossy(&pwsh.stdout));
        }
    }
}

/// Root, scopes and environment are those of the cloud.
#[test]
fn another_cloud_is_asked_at_its_own_address() {
    let mut world = World::seen(Scenario::Fresh);
    world.enter_credentials();
    let root = GraphRoot::new("https://dod-graph.microsoft.us").unwrap();
    let script = Script::of(&world.plan().changes, &world.facts, &world.product, &root).unwrap();
    for text in [shell(&script), powershell(&script)] {
        assert!(
            text.contains("'https://dod-graph.microsoft.us/v1.0'") && !text.contains("graph.microsoft.com")
        );
    }
    assert!(powershell(&script).contains(" -Environment USGovDoD -Scopes 'Application.Read.All', "));
}

/// TOK-05: no secret is in a script, whatever was typed or read.
#[test]
fn no_secret_is_in_a_script() {
    let mut world = World::with_secrets(Scenario::Fresh, "canary-bearer", "canary-secret");
    world.look();
    world.enter_credentials();
    let root = GraphRoot::new("https://graph.microsoft.com").unwrap();
    let script = Script::of(&world.plan().changes, &world.facts, &world.product, &root).unwrap();
    for text in [shell(&script), powershell(&script)] {
        assert!(!text.contains("canary"));
    }
}

/// What only the assistant can do is not offered as a script that does less.
#[test]
fn what_a_script_cannot_do_is_none() {
    let mut world = World::seen(Scenario::AllRight);
    world.look();
    let root = GraphRoot::new("https://graph.microsoft.com").unwrap();
    let none = |changes: &[_]| Script::of(changes, &world.facts, &world.product, &root).is_none();
    assert!(none(&[]));
    assert!(none(&[assistant::setup::change::Change::RestoreMapping { rows: Vec::new() }]));
}
