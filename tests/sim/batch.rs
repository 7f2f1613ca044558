//! `$batch` (graph-contract.md §0.9).

use crate::support::*;
use assistant::sim::Scenario;
use assistant::sim::knobs::*;
use serde_json::{Value, json};

#[test]
fn a_batch_serves_each_entry_on_its_own() {
    let mut client = Client::new(Scenario::AllRight);
    let got = client.send(
        "POST",
        "/$batch",
        &json!({"requests": [
            {"id": "me", "method": "GET", "url": "/me?$select=id"},
            {"id": "no", "method": "GET", "url": "groups/x"},
            {"id": "jobs", "method": "GET", "url": sync("jobs")},
        ]}),
    );
    assert_eq!(got.status, 200);
    let status = |id: &str| {
        let responses = got.body["responses"].as_array().unwrap();
        responses.iter().find(|one| one["id"] == id).unwrap()["status"].as_u64().unwrap()
    };
    assert_eq!((status("me"), status("no"), status("jobs")), (200, 400, 400));
    let served = knobs(|k| k.batch_synchronization = BatchSynchronization::Served);
    let mut client = Client::with(Scenario::AllRight, served);
    let one = json!({"requests": [{"id": "jobs", "method": "GET", "url": sync("jobs")}]});
    assert_eq!(client.send("POST", "/$batch", &one).body["responses"][0]["status"], 200);
}

#[test]
fn a_failed_entry_fails_those_that_depend_on_it() {
    let mut client = Client::new(Scenario::AllRight);
    let got = client.send(
        "POST",
        "/$batch",
        &json!({"requests": [
            {"id": "1", "method": "GET", "url": "/groups/x"},
            {"id": "2", "method": "GET", "url": "/me", "dependsOn": ["1"]},
        ]}),
    );
    let second =
        got.body["responses"].as_array().unwrap().iter().find(|one| one["id"] == "2").unwrap().clone();
    assert_eq!(second["status"], 424);
}

#[test]
fn a_malformed_batch_is_refused_as_a_whole() {
    let mut client = Client::new(Scenario::AllRight);
    let one = |id: usize| json!({"id": id.to_string(), "method": "GET", "url": "/me"});
    let many: Vec<Value> = (0..21).map(one).collect();
    assert_eq!(client.send("POST", "/$batch", &json!({"requests": many})).status, 400);
    assert_eq!(client.send("POST", "/$batch", &json!({"requests": [one(1), one(1)]})).status, 400);
    assert_eq!(client.send("POST", "/$batch", &json!({"requests": []})).status, 400);
}
