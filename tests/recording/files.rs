//! Files that people choose: only a recording is taken (design §8 "Imports"; security.md INP-05, INP-06).

use crate::common::World;
use crate::common::canary::SECRET;
use crate::file;
use assistant::recording::{MAX_BYTES, Names, Recording, RecordingError as E};
use assistant::sim::Scenario;
use proptest::prelude::*;

fn good() -> String {
    static GOOD: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let make = || {
        let mut world = World::new(Scenario::AllRight);
        world.recorder.set_on(true);
        world.look();
        file(&world, Names::Kept)
    };
    GOOD.get_or_init(make).clone()
}

#[test]
fn what_is_saved_is_read_again() {
    let read = Recording::parse(&format!("\u{feff}{}", good())).unwrap();
    assert!(read.exchanges.len() > 3 && read.simulated && read.graph == crate::common::GRAPH);
    assert!(read.made_by.starts_with("total-setup-assistant "), "{}", read.made_by);
}

#[test]
fn what_is_not_a_recording_is_refused_by_cause() {
    let good = good();
    let with = |member: &str| good.replacen('{', &format!("{{{member},"), 1);
    let into_a_body =
        |json: &str| good.replacen("\"body\":{\"json\":{", &format!("\"body\":{{\"json\":{{{json},"), 1);
    let deep = |depth: usize| into_a_body(&format!("\"x\":{}{}", "[".repeat(depth), "]".repeat(depth)));
    let many = |count: usize| into_a_body(&format!("\"x\":[{}0]", "0,".repeat(count)));
    for (at, (text, error)) in [
        (String::new(), E::NotJson),
        ("not json".to_owned(), E::NotJson),
        (good[..good.len() / 2].to_owned(), E::NotJson),
        (format!("{good}{good}"), E::NotJson),
        (" ".repeat(MAX_BYTES + 1), E::TooLarge),
        ("[]".to_owned(), E::NotARecording),
        ("{}".to_owned(), E::NotARecording),
        (good.replace("total-setup-recording", "total-setup-report"), E::NotARecording),
        (good.replace("\"version\":1", "\"version\":2"), E::OtherVersion),
        (with("\"extra\":1"), E::NotARecording),
        (with("\"format\":\"total-setup-recording\""), E::NotARecording),
        (into_a_body("\"x\":1,\"x\":2"), E::NotARecording),
        (good.replace("\"leftOut\":0", "\"leftOut\":-1"), E::NotARecording),
        (good.replacen("{\"exchanges\":", "{\"exchanges\":1", 1), E::NotARecording),
        (good.replacen("\"path\":\"/", "\"path\":\"https://evil.example/", 1), E::NotARecording),
        (good.replacen("\"method\":\"GET\",\"path\"", "\"method\":\"G T\",\"path\"", 1), E::NotARecording),
        (good.replacen("\"answer\":{\"status\":200", "\"answer\":{\"status\":20", 1), E::NotARecording),
        (deep(32), E::TooMuch),
        (deep(5_000), E::TooMuch),
        (many(10_001), E::TooMuch),
        (into_a_body(&format!("\"secretText\":\"{SECRET}\"")), E::HoldsSecret),
        (into_a_body("\"x\":\"Bearer 0123456789abcdef\""), E::HoldsSecret),
        (into_a_body("\"x\":\"eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln\""), E::HoldsSecret),
        (good.replacen("/v1.0/$batch\"", "/v1.0/$batch?code=0123\"", 1), E::HoldsSecret),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(Recording::parse(&text).map(|_| ()), Err(error), "no. {at}");
    }
    assert!(Recording::parse(&deep(31)).is_ok() && Recording::parse(&many(9_999)).is_ok());
}

proptest! {
    // Each reads the whole file.
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_is_a_recording_or_a_refusal(text in any::<String>(), at in 0usize..40_000, with in "[\\[\\]{}\",:0-9a-z]{0,3}") {
        prop_assert!(Recording::parse(&text).is_err());
        let mut cut = good();
        if at < cut.len() && cut.is_char_boundary(at) {
            cut.insert_str(at, &with);
            // It may still be one, if the change fell into a text; it must not panic.
            drop(Recording::parse(&cut));
        }
    }
}
