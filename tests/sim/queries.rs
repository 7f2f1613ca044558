//! Queries of the directory (graph-contract.md §8, rule 14).

use crate::support::*;
use assistant::sim::Scenario;
use serde_json::{Value, json};

#[test]
fn rule_14_the_four_errors_of_advanced_queries() {
    let mut client = Client::new(Scenario::AllRight);
    let search = "/groups?$search=\"displayName:TOTAL\"";
    assert_eq!(client.get(search).code(), "Request_UnsupportedQuery");
    assert_eq!(client.get_eventual(search).status, 200);
    let advanced = "/groups?$filter=displayName ne 'x'&$count=true";
    assert_eq!(client.get(advanced).message(), "Unsupported Query.");
    assert_eq!(client.get_eventual(advanced).status, 200);
    let both = "/groups?$filter=startswith(displayName,'TOTAL')&$orderby=displayName";
    assert_eq!(client.get(both).status, 400);
    let unindexed = "/groups?$filter=createdDateTime gt 2026-01-01";
    assert_eq!(client.get(unindexed).message(), "The request uses a filter property that is not indexed");
    let cast = format!("/groups/{ADMINS}/members/microsoft.graph.user?$count=true&$select=id");
    assert_eq!(client.get(&cast).status, 400);
    assert_eq!(client.get_eventual(&cast).body["@odata.count"], 3);
    assert!(
        client.get("/groups?$count=true").body.get("@odata.count").is_none(),
        "ignored without the header"
    );
}

#[test]
fn rule_14_pages_are_followed_by_an_opaque_link_and_counted_once() {
    let mut client = Client::new(Scenario::Large);
    let mut link =
        "/groups?$filter=startswith(displayName,'Site')&$select=id&$top=999&$count=true".to_owned();
    let (mut seen, mut pages) = (0, 0);
    loop {
        let got = client.get_eventual(&link);
        seen += got.values().len();
        pages += 1;
        assert_eq!(got.body.get("@odata.count").is_some(), pages == 1);
        match got.body.get("@odata.nextLink").and_then(Value::as_str) {
            Some(next) => next.clone_into(&mut link),
            None => break,
        }
        assert!(link.starts_with("https://graph.microsoft.com/v1.0/groups?"));
    }
    assert_eq!((seen, pages), (20_000, 21));
    assert_eq!(client.get("/groups?$top=1000").status, 400);
}

#[test]
fn rule_14_links_lead_to_the_origin_the_request_came_to() {
    let mut client = Client::new(Scenario::Large);
    let got = client.get("https://graph.microsoft.us/v1.0/groups");
    assert!(
        got.body["@odata.nextLink"].as_str().unwrap().starts_with("https://graph.microsoft.us/v1.0/groups?")
    );
    assert_eq!(got.values().len(), 100);
}

#[test]
fn rule_14_people_are_limited_information_without_user_scopes() {
    let members = format!("/groups/{ADMINS}/members?$select=id,displayName,userPrincipalName,jobTitle");
    let mut client = Client::new(Scenario::AllRight);
    client.scopes(&["GroupMember.Read.All"]);
    let got = client.get(&members);
    assert_eq!((got.status, &got.values()[0]["displayName"]), (200, &Value::Null));
    assert_eq!(got.values()[0]["@odata.type"], "#microsoft.graph.user");
    client.scopes(&["GroupMember.Read.All", "User.ReadBasic.All"]);
    let got = client.get(&members);
    assert_eq!(
        (&got.values()[0]["displayName"], &got.values()[0]["jobTitle"]),
        (&json!("Ada Martin"), &Value::Null)
    );
}

#[test]
fn a_search_matches_tokens_and_selects_what_is_asked_for() {
    let mut client = Client::new(Scenario::AllRight);
    let got = client.get_eventual(
        "/groups?$search=\"displayName:TOTAL\"&$filter=securityEnabled eq true&$count=true&$orderby=displayName&$select=id,displayName",
    );
    let names: Vec<&str> = got.values().iter().map(|group| group["displayName"].as_str().unwrap()).collect();
    assert_eq!(names, ["TOTAL-Admin", "TOTAL-Analyst"]);
    assert_eq!(got.values()[0].as_object().unwrap().len(), 2);
    assert_eq!(client.get_eventual("/groups?$search=\"displayName:admin total\"").values().len(), 1);
}

#[test]
fn role_details_may_be_blank() {
    let path = "/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,displayName,roleTemplateId&$count=true";
    for (turned, name) in [(true, json!("Cloud Application Administrator")), (false, Value::Null)] {
        let mut client = Client::with(Scenario::AllRight, knobs(|k| k.role_details = turned));
        client.scopes(&["User.Read"]);
        assert_eq!(client.get_eventual(path).values()[0]["displayName"], name);
    }
    assert_eq!(Client::new(Scenario::AllRight).get(path).status, 400);
}
