//! Lists over several pages, and many calls in one.

use crate::*;

fn page(items: &[u32], next: Option<&str>) -> Reply {
    let mut page = json!({"value": items});
    if let Some(next) = next {
        page["@odata.nextLink"] = Value::from(next);
    }
    ok(&page)
}

fn pages(bench: &Bench) -> Result<Vec<Value>, GraphErrorKind> {
    block_on(bench.client.pages(calls::members(&id(SP)))).map_err(|error| error.kind)
}

fn link(token: &str) -> String {
    format!("https://graph.microsoft.com/v1.0/groups/{SP}/members/microsoft.graph.user?$skiptoken={token}")
}

/// graph-contract.md §7, 45
#[test]
fn every_page_is_followed_with_the_consistency_level() {
    let bench = bench([page(&[1], Some(&link("a"))), page(&[], Some(&link("b"))), page(&[2], None)]);
    assert_eq!(pages(&bench).unwrap(), [json!(1), json!(2)]);
    for request in &*bench.script.sent.borrow() {
        assert_eq!(request.headers()["consistencylevel"], "eventual");
    }
    assert_eq!(bench.script.sent.borrow()[2].uri().to_string(), link("b"));
}

/// G15, G16
#[test]
fn a_next_page_elsewhere_is_refused_and_not_asked_for() {
    for hostile in [
        "https://evil.test/v1.0/groups",
        "https://graph.microsoft.com@evil.test/v1.0/groups",
        "//evil.test/v1.0/groups",
        "http://graph.microsoft.com/v1.0/groups",
        "https://graph.microsoft.com:444/v1.0/groups",
        "https://graph.microsoft.com/v1.0/users",
        "https://graph.microsoft.com/beta/groups",
    ] {
        let bench = bench([page(&[1], Some(hostile))]);
        assert_eq!(pages(&bench), Err(GraphErrorKind::Paging(BadPaging::ForeignLink)), "{hostile}");
        assert_eq!(bench.requests(), 1);
    }
}

/// G17
#[test]
fn a_page_that_leads_to_itself_ends_the_list() {
    let bench = bench([page(&[1], Some(&link("a"))), page(&[1], Some(&link("a")))]);
    assert_eq!(pages(&bench), Err(GraphErrorKind::Paging(BadPaging::Loop)));
}

/// G18
#[test]
fn a_list_without_end_stops_at_the_limit() {
    let bench = bench((0..600).map(|at| page(&[at], Some(&link(&at.to_string())))));
    assert_eq!(pages(&bench), Err(GraphErrorKind::Paging(BadPaging::TooMany)));
    assert_eq!(bench.requests(), 500);
}

/// G21
#[test]
fn a_list_that_is_no_list_is_an_error() {
    for body in [json!({"value": {}}), json!({}), json!({"value": [], "@odata.nextLink": 7})] {
        assert_eq!(pages(&bench([ok(&body)])), Err(GraphErrorKind::Unreadable));
    }
}

fn part(id: usize, status: u16, headers: &Value, body: &Value) -> Value {
    json!({"id": id.to_string(), "status": status, "headers": headers, "body": body})
}

#[test]
fn a_batch_keeps_order_and_sends_synchronization_beside_it() {
    let parts = json!({"responses": [part(2, 200, &json!({}), &json!({"id": "two"})), part(0, 404, &json!({}), &json!({"error": {"code": "x"}}))]});
    // The one plain call goes out beside the batch; join_all polls the batch first.
    let bench = bench([ok(&parts), ok(&json!({"id": "one"}))]);
    let answers =
        block_on(bench.client.batch(vec![calls::me(), calls::jobs(&id(SP)), calls::search_groups("x")]));
    assert_eq!(answers[0].as_ref().unwrap_err().kind, GraphErrorKind::NotFound);
    assert_eq!(answers[1].as_ref().unwrap().json().unwrap()["id"], "one");
    assert_eq!(answers[2].as_ref().unwrap().json().unwrap()["id"], "two");
    let sent = bench.script.sent.borrow();
    assert_eq!(sent.len(), 2);
    let body: Value = serde_json::from_slice(sent[0].body()).unwrap();
    assert_eq!(body["requests"].as_array().unwrap().len(), 2);
    assert_eq!(body["requests"][1]["headers"]["ConsistencyLevel"], "eventual");
    assert_eq!(sent[1].method(), Method::GET);
}

#[test]
fn only_the_throttled_part_of_a_batch_is_sent_again_after_its_wait() {
    let first = json!({"responses": [
        part(0, 200, &json!({}), &json!({"id": "zero"})), part(1, 429, &json!({"Retry-After": "11"}), &json!({}))]});
    let second = json!({"responses": [part(1, 200, &json!({}), &json!({"id": "one"}))]});
    let bench = bench([ok(&first), ok(&second)]);
    let answers = block_on(bench.client.batch(vec![calls::me(), calls::organization()]));
    assert_eq!(answers[1].as_ref().unwrap().json().unwrap()["id"], "one");
    assert_eq!(bench.waited(), Duration::from_secs(11));
    let again: Value = serde_json::from_slice(bench.script.sent.borrow()[1].body()).unwrap();
    assert_eq!(again["requests"].as_array().unwrap().len(), 1);
}

#[test]
fn a_batch_is_split_at_twenty_and_a_missing_part_is_an_error() {
    let bench = bench([ok(&json!({"responses": []})), ok(&json!({"responses": []}))]);
    let answers = block_on(bench.client.batch(vec![calls::me(); 21]));
    assert!(answers.iter().all(|answer| answer.as_ref().unwrap_err().kind == GraphErrorKind::Unreadable));
    assert_eq!((answers.len(), bench.requests()), (21, 2));
}
