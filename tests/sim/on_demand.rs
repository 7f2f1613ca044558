//! Provision on demand (graph-contract.md §8, rule 12).

use crate::support::*;
use assistant::sim::Scenario;
use assistant::sim::knobs::*;
use serde_json::{Value, json};
use std::time::Duration;

#[test]
fn rule_12_an_unknown_rule_and_too_many_subjects_are_refused() {
    let mut client = Client::new(Scenario::AllRight);
    let mut wrong = on_demand(&[ADA]);
    wrong["parameters"][0]["ruleId"] = json!("");
    let got = client.send("POST", &job("/provisionOnDemand"), &wrong);
    assert_eq!((got.status, got.code()), (400, "RequestParameterInvalid"));
    let six = on_demand(&[ADA, BEN, ADA, BEN, ADA, BEN]);
    assert_eq!(client.send("POST", &job("/provisionOnDemand"), &six).status, 400);
    let mut client = Client::with(Scenario::AllRight, knobs(|k| k.too_many_subjects = Refusal::Forbidden));
    assert_eq!(client.send("POST", &job("/provisionOnDemand"), &six).status, 403);
}

#[test]
fn rule_12_the_sixth_call_in_ten_seconds_is_throttled() {
    let mut client = Client::new(Scenario::AllRight);
    for _ in 0..5 {
        assert_eq!(client.send("POST", &job("/provisionOnDemand"), &on_demand(&[ADA])).status, 200);
    }
    let got = client.send("POST", &job("/provisionOnDemand"), &on_demand(&[ADA]));
    assert_eq!((got.status, got.headers["Retry-After"].to_str().unwrap()), (429, "11"));
    client.pass(10);
    assert_eq!(client.send("POST", &job("/provisionOnDemand"), &on_demand(&[ADA])).status, 200);
}

#[test]
fn rule_12_the_answer_has_one_of_three_shapes() {
    let mut client = Client::new(Scenario::AllRight);
    let got = client.send("POST", &job("/provisionOnDemand"), &on_demand(&[ADA]));
    assert_eq!(got.body["value"], "{}");
    let got = client.send("POST", &job("/provisionOnDemand"), &on_demand_user(ADA));
    let value: Value = serde_json::from_str(got.body["value"].as_str().unwrap()).unwrap();
    assert_eq!(value["statusInfo"]["errorCode"], "RedundantExport");
    let mut client = Client::with(Scenario::AllRight, knobs(|k| k.on_demand_shape = OnDemandShape::B));
    let got = client.send("POST", &job("/provisionOnDemand"), &on_demand_user(ADA));
    assert_eq!(got.body["key"], "Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo");
    let value: Value = serde_json::from_str(got.body["value"].as_str().unwrap()).unwrap();
    assert_eq!(value.as_array().unwrap().len(), 1);
    let mut client = Client::with(Scenario::AllRight, knobs(|k| k.group_answer = GroupAnswer::Detailed));
    let got = client.send("POST", &job("/provisionOnDemand"), &on_demand(&[ADA, BEN]));
    let value: Value = serde_json::from_str(got.body["value"].as_str().unwrap()).unwrap();
    assert_eq!(value.as_array().unwrap().len(), 3, "two members and the group");
}

#[test]
fn rule_12_a_fresh_assignment_does_not_count_yet() {
    let result = |got: &Got| serde_json::from_str::<Value>(got.body["key"].as_str().unwrap()).unwrap();
    let mut client = Client::new(Scenario::DefaultMapping);
    client.send("POST", &assigned_to(), &assignment(ROLE_USER));
    let got = client.send("POST", &job("/provisionOnDemand"), &on_demand(&[ADA]));
    assert_eq!(result(&got)["details"]["errorCode"], "NotEffectivelyEntitled");
    client.pass(20);
    let got = client.send("POST", &job("/provisionOnDemand"), &on_demand(&[ADA]));
    assert_eq!(result(&got)["result"], "Success");
    let lag = knobs(|k| k.assignment_effective_after = Duration::ZERO);
    let mut client = Client::with(Scenario::DefaultMapping, lag);
    client.send("POST", &assigned_to(), &assignment(ROLE_USER));
    let got = client.send("POST", &job("/provisionOnDemand"), &on_demand(&[ADA]));
    assert_eq!(result(&got)["result"], "Success");
}
