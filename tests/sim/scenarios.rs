//! Every scenario builds, answers, and is what its name says.

use crate::support::*;
use assistant::sim::Scenario;
use serde_json::json;

#[test]
fn every_scenario_has_a_name_and_answers() {
    for scenario in Scenario::ALL {
        assert_eq!(Scenario::from_name(scenario.name()), Some(*scenario));
        let mut client = Client::new(*scenario);
        if matches!(scenario, Scenario::Throttled | Scenario::Flaky) {
            continue;
        }
        assert_eq!(client.get("/me").status, 200);
        let apps = client.get("/servicePrincipals?$filter=startswith(displayName,'TOTAL')&$top=100");
        assert_eq!(apps.values()[0]["id"], SP, "{}", scenario.name());
    }
    assert_eq!(Scenario::from_name("no-such"), None);
}

#[test]
fn scenarios_differ_where_their_names_say() {
    let quarantined = status(&mut Client::new(Scenario::Quarantined));
    assert_eq!(quarantined["code"], "Quarantine");
    assert_eq!(status(&mut Client::new(Scenario::AllRight))["code"], "Active");
    let all_right = Client::new(Scenario::AllRight);
    assert_eq!(external_id(&all_right, ADA).as_deref(), Some(ADA));
    assert_eq!(Client::new(Scenario::SeveralJobs).get(&sync("jobs")).values().len(), 2);
    let mut two = Client::new(Scenario::TwoApps);
    assert_eq!(
        two.get_eventual("/servicePrincipals?$search=\"displayName:TOTAL\"&$count=true").body["@odata.count"],
        2
    );
    let mut none = Client::new(Scenario::NoAdminGroup);
    assert_eq!(none.get(&format!("/groups/{ADMINS}")).status, 404);
    let mut dynamic = Client::new(Scenario::DynamicGroup);
    assert_eq!(dynamic.get(&format!("/groups/{ADMINS}")).body["groupTypes"], json!(["DynamicMembership"]));
    let mut empty = Client::new(Scenario::EmptyGroup);
    assert!(empty.get(&format!("/groups/{ADMINS}/members")).values().is_empty());
}

#[test]
fn throttled_and_flaky_tenants_go_wrong_again_and_again() {
    let mut client = Client::new(Scenario::Throttled);
    let statuses: Vec<u16> = (0..6).map(|_| client.get("/me").status).collect();
    assert_eq!(statuses, [200, 200, 429, 200, 200, 429]);
}

#[test]
fn a_large_tenant_serves_fifty_thousand_members() {
    let mut client = Client::new(Scenario::Large);
    let group = "d50d0000-0000-4000-8000-000000000000";
    let got = client.get_eventual(&format!(
        "/groups/{group}/members/microsoft.graph.user?$count=true&$top=999&$select=id,displayName"
    ));
    assert_eq!((&got.body["@odata.count"], got.values().len()), (&json!(50_000), 999));
    assert_eq!(client.get(&format!("/users/{}", got.values()[998]["id"].as_str().unwrap())).status, 200);
}

/// Graph-contract §2.5, §4.4.
#[test]
fn the_log_of_several_cycles_names_the_cycle_of_each_entry() {
    let mut client = Client::new(Scenario::SeveralCycles);
    let entries = client.get("/auditLogs/provisioning?$orderby=activityDateTime desc&$top=500");
    let mut cycles: Vec<_> =
        entries.values().iter().map(|entry| entry["cycleId"].as_str().unwrap().to_owned()).collect();
    cycles.dedup();
    let mut distinct = cycles.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), cycles.len(), "cycles do not run into one another");
    assert!(cycles.len() >= 11);
    let status = status(&mut client);
    assert_eq!(status["lastExecution"]["activityIdentifier"], cycles[0]);
    assert_eq!(status["lastExecution"]["state"], "EntryLevelErrors");
}

#[test]
fn a_first_cycle_can_be_met_in_its_midst() {
    for (scenario, name) in [(Scenario::FirstCycle, "first"), (Scenario::FirstCycleLong, "long")] {
        let mut client = Client::new(scenario);
        let running = status(&mut client);
        assert_eq!(running["steadyStateFirstAchievedTime"], "0001-01-01T00:00:00Z", "{name}");
        let progress = &running["progress"][0];
        assert!(progress["completedUnits"].as_u64() < progress["totalUnits"].as_u64(), "{name}: {progress}");
        client.pass(40 * 60);
        assert_ne!(status(&mut client)["steadyStateFirstAchievedTime"], "0001-01-01T00:00:00Z", "{name}");
    }
}
