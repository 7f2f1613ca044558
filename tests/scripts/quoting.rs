//! Names from a tenant in a script: a shell and a terminal see them as text.

use crate::common::{TENANT_URL, World};
use assistant::graph::GraphRoot;
use assistant::setup::change::Change;
use assistant::sim::Scenario;
use assistant::tenant::script::{Script, powershell, shell};
use proptest::prelude::*;
use std::process::Command;

fn assigning(world: &World, name: &str) -> Script {
    let role = "c20e145e-5459-4a6c-a074-b942bbd4cfe1".parse().unwrap();
    let group = "b7d90c14-6a2e-4f35-9c81-e05d3f7a216b".parse().unwrap();
    let change = Change::AssignGroup { group, name: name.to_owned(), role, role_name: "User".to_owned() };
    let store = Change::StoreCredentials { old_url: Some(name.to_owned()), new_url: TENANT_URL.to_owned() };
    let root = GraphRoot::new("https://graph.microsoft.com").unwrap();
    Script::of(&[change, store], &world.facts, &world.product, &root).unwrap()
}

/// The words of the plan as bash reads them: what each step is called with.
fn words_of_plan(script: &str) -> Vec<String> {
    let (_, rest) = script.split_once("\nplan() {\n").unwrap();
    let (plan, _) = rest.split_once("\n}\n\nexpect").unwrap();
    let print = format!("secrets= assignments= jobs= job=\nchange() {{ printf '%s\\0' \"$@\"; }}\n{plan}\n");
    let said = Command::new("bash").args(["-c", &print]).output().unwrap();
    assert!(said.status.success() && said.stderr.is_empty(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).unwrap().split('\0').map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_name_is_only_text(name in "(\\PC|['\"`$\\\\\u{2019}\n\r\t\u{1b}\u{202e}#;&|()<>!*?~-]){0,40}") {
        let world = World::seen(Scenario::AllRight);
        let script = assigning(&world, &name);
        let words = words_of_plan(&shell(&script));
        let title = words[0].strip_prefix("Assign a group to the application: ").unwrap();
        prop_assert!(!title.chars().any(char::is_control));
        prop_assert_eq!(title.chars().count(), name.chars().count());
        let before = words.iter().find(|word| word.starts_with("{\"address\"")).unwrap();
        let before: serde_json::Value = serde_json::from_str(before).unwrap();
        prop_assert_eq!(before["address"].as_str(), Some(name.as_str()));
        // PowerShell: each kind of single quote is doubled within the quotes.
        for line in powershell(&script).lines().filter(|line| line.contains("Edit-State")) {
            let quotes = line.chars().filter(|c| matches!(c, '\'' | '\u{2018}'..='\u{201b}')).count();
            prop_assert_eq!(quotes % 2, 0);
        }
    }
}
