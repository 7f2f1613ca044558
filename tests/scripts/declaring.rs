//! The correction alone, on a schema whose target does not know the attribute: no simulated tenant begins like that.

use crate::common::World;
use assistant::graph::GraphRoot;
use assistant::graph::schema::SchemaDocument;
use assistant::setup::change::{Change, EditKind, MappingEdit};
use assistant::sim::Scenario;
use assistant::tenant::script::{Script, shell};
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

#[test]
fn a_missing_row_is_declared_at_the_target_and_added() {
    let world = World::seen(Scenario::MappingMissing);
    let kind = EditKind::Append { to: "objectId".to_owned(), declare: true };
    let edits = vec![MappingEdit { target: "externalId".to_owned(), kind }];
    let root = GraphRoot::new("https://graph.microsoft.com").unwrap();
    let script = Script::of(&[Change::FixMapping { edits }], &world.facts, &world.product, &root).unwrap();

    let mut schema: Value = serde_json::from_str(&world.tenant.schema_text().unwrap()).unwrap();
    for directory in schema["directories"].as_array_mut().unwrap() {
        for object in directory["objects"].as_array_mut().unwrap() {
            object["attributes"]
                .as_array_mut()
                .unwrap()
                .retain(|attribute| attribute["name"] != "externalId");
        }
    }
    let corrected = SchemaDocument::parse(corrected(&shell(&script), &schema.to_string())).unwrap();
    let at = corrected.user_mapping().unwrap();
    assert!(corrected.target_has_attribute(at, "externalId"));
    let rows = &corrected.mapping(at).unwrap().attribute_mappings;
    let row = rows.iter().filter(|row| row.target == "externalId").collect::<Vec<_>>();
    let [row] = row.as_slice() else { panic!("{row:?}") };
    assert_eq!((row.direct_source(), row.flow_type.as_str()), (Some("objectId"), "Always"));
}

/// What the script would send for `schema`: its functions as they are, but for those that ask Graph.
fn corrected(script: &str, schema: &str) -> String {
    let (functions, _) = script.split_once("\nexpect application").unwrap();
    let change = "change() { shift 4; \"$@\"; }\nread_schema() { answer=$(cat); }\nsend() { printf '%s' \"$3\"; }\nplan\n";
    let mut bash = Command::new("bash")
        .args(["-c", &[functions, "\n", change].concat()])
        .env("GRAPH_TOKEN", "none")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    bash.stdin.take().unwrap().write_all(schema.as_bytes()).unwrap();
    let said = bash.wait_with_output().unwrap();
    assert!(said.status.success());
    String::from_utf8(said.stdout).unwrap()
}
