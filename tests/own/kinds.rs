//! What a file is told to be, by what is in it.

use crate::common::World;
use crate::{open, refused};
use assistant::net::clock::Clock;
use assistant::own::{Own, OwnError, What};
use assistant::recording::{About, Names, Recording};
use assistant::setup::backup;
use assistant::setup::log::Log;
use assistant::setup::product::Product;
use assistant::setup::report::{Report, Sources};
use assistant::sim::{Knobs, Scenario, SimTenant, Vendor};
use assistant::words::en::report::English;
use std::sync::OnceLock;

/// The schema that Entra makes, as it is downloaded.
pub fn schema() -> String {
    SimTenant::new(Scenario::DefaultMapping, Knobs::default(), crate::common::begin()).stored_schema_text()
}

/// A saved report.
pub fn report() -> String {
    let world = World::seen(Scenario::SyncedWrong);
    let product = Product::total();
    let sources = Sources {
        product: &product,
        facts: &world.facts,
        log: &Log::default(),
        visit: &world.visit,
        assessment: &world.assessment(),
        receipts: &[],
        now: world.clock.now(),
    };
    Report::of(&sources, &English(&product)).to_json()
}

/// A saved recording.
pub fn recording() -> &'static str {
    static RECORDING: OnceLock<String> = OnceLock::new();
    RECORDING.get_or_init(|| {
        let mut world = World::new(Scenario::AllRight);
        world.recorder.set_on(true);
        world.look();
        let about = About {
            at: world.clock.now(),
            graph: crate::common::GRAPH.to_owned(),
            simulated: true,
            left_out: 0,
        };
        Recording::text(&about, Names::Kept, &world.recorder.exchanges())
    })
}

/// The state before a change, as it is saved.
pub fn backup(schema: Option<&str>) -> String {
    backup::text(&World::seen(Scenario::DefaultMapping).facts, schema)
}

#[test]
fn each_kind_is_told_by_its_content() {
    let bom = "\u{feff}";
    assert!(matches!(open(&report()), Ok(Own::Report(_))));
    assert!(matches!(open(&[bom, &report()].concat()), Ok(Own::Report(_))));
    assert!(matches!(open(recording()), Ok(Own::Recording(_))));
    for text in [schema(), format!("\r\n {}", schema()), [bom, &schema()].concat(), backup(Some(&schema()))] {
        assert!(matches!(open(&text), Ok(Own::Schema(_))));
    }
    // The portal's editor saves neither the context nor, sometimes, the id.
    let mut bare: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    for member in ["@odata.context", "id"] {
        assert!(bare.as_object_mut().unwrap().remove(member).is_some());
    }
    assert!(matches!(open(&bare.to_string()), Ok(Own::Schema(_))));
}

#[test]
fn what_is_none_of_them_says_what_it_holds() {
    let members = |text: &str| match refused(text) {
        OwnError::Unknown { members } => members,
        other => vec![other.to_string()],
    };
    assert_eq!(members(r#"{"__proto__":{"format":"total-setup-report"},"b":2}"#), ["__proto__", "b"]);
    assert_eq!(members(r#"{"format":"total-setup-something","version":1}"#), ["format", "version"]);
    for text in ["[]", "3", "null", "true", "\"total-setup-report\"", "{}"] {
        assert_eq!(members(text), [""; 0], "{text}");
    }
    assert_eq!(members(r#"{"1":0,"2":0,"3":0,"4":0,"5":0,"6":0,"7":0}"#).len(), 6);
}

#[test]
fn a_file_that_says_what_it_is_and_is_not_is_refused_as_that() {
    for (text, expected) in [
        (r#"{"format":"total-setup-report","version":2}"#, OwnError::OtherVersion(What::Report)),
        (r#"{"format":"total-setup-report","version":1}"#, OwnError::NotReally(What::Report)),
        (r#"{"format":"total-setup-recording","version":1}"#, OwnError::NotReally(What::Recording)),
        (r#"{"format":"total-setup-backup","version":1}"#, OwnError::NotReally(What::Backup)),
        (r#"{"format":"total-setup-backup","version":2,"schema":{}}"#, OwnError::OtherVersion(What::Backup)),
    ] {
        assert_eq!(refused(text), expected, "{text}");
    }
    assert_eq!(refused(&backup(None)), OwnError::NoSchemaInside);
    let twice = backup(Some(&schema())).replacen('{', "{\"schema\":{},", 1);
    assert_eq!(refused(&twice), OwnError::NamedTwice(What::Backup));
    let wrong = schema().replacen("\"flowType\":\"Always\"", "\"flowType\":\"Sometimes\"", 1);
    assert!(matches!(refused(&wrong), OwnError::Refused(says) if says.contains("'Sometimes'")));
}

/// The whole assistant works on it: wrong, fixed, right.
#[test]
fn a_schema_from_a_file_is_judged_and_mended_like_any_other() {
    for file in [schema(), backup(Some(&schema()))] {
        let Ok(Own::Schema(given)) = open(&file) else { continue };
        let mut world = World::new(Scenario::DefaultMapping);
        *world.sim.borrow_mut() =
            SimTenant::with_schema(Vendor::default(), given, Knobs::default(), world.clock.now());
        world.look();
        assert!(world.kinds().contains("RowWrongSource"), "{}", world.kinds());
        world.enter_credentials();
        let agreed = world.plan();
        world.run(&agreed);
        world.look();
        assert!(!world.kinds().contains("RowWrongSource"), "{}", world.kinds());
        assert_eq!(world.statuses()[1], "done");
    }
}
