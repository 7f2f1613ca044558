//! No secret is in a recording, wherever it was and however it comes back (security.md TOK-02, TOK-05, LOG-03; threat T16).

use crate::common::World;
use crate::common::canary::{BEARER, SECRET, forms, found};
use crate::{file, visit};
use assistant::net::clock::{ManualClock, Sequence};
use assistant::net::{Request, Response, Sending, Transport};
use assistant::recording::{Exchange, Names, Recorded, Recorder, Recording};
use futures_executor::block_on;
use http::header::AUTHORIZATION;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

const ROOT: &str = "https://graph.microsoft.com/v1.0/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8";

#[test]
fn no_secret_is_in_the_recording_of_any_scenario() {
    let mut stored = 0;
    for scenario in crate::small() {
        let mut world = World::with_secrets(scenario, BEARER, SECRET);
        world.recorder.set_on(true);
        visit(&mut world, true);
        for names in [Names::Kept, Names::Replaced] {
            let text = file(&world, names);
            assert!(text.len() > 500 && Recording::parse(&text).is_ok());
            for secret in [SECRET, BEARER] {
                assert_eq!(found(&text, secret), None, "{}", scenario.name());
            }
        }
        stored += usize::from(world.sim.borrow().stored_secret("SecretToken") == Some(SECRET));
    }
    assert!(stored > 10, "the canary was really entered");
}

/// Gives these answers, one after another.
struct Answers(RefCell<Vec<Vec<u8>>>);

impl Transport for Answers {
    fn send(&self, _: Request) -> Sending<'_> {
        let body = self.0.borrow_mut().remove(0);
        Box::pin(async { Ok(Response::new(body)) })
    }
}

/// What is kept of a request and its answer, each after the ones before.
fn recorded(exchanges: Vec<(&str, String, Value, String)>) -> String {
    let answers = exchanges.iter().map(|(.., answer)| answer.clone().into_bytes()).collect();
    let clock = Rc::new(ManualClock::new(crate::common::begin()));
    let recorder = Rc::new(Recorder::new(clock, Rc::new(Sequence::new(1)), Rc::new(|| {})));
    let transport = Recorded::new(Rc::new(Answers(RefCell::new(answers))), Rc::clone(&recorder));
    recorder.set_on(true);
    for (method, address, body, _) in exchanges {
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let mut request = Request::new(body);
        *request.method_mut() = method.parse().unwrap();
        *request.uri_mut() = address.parse().unwrap();
        let bearer = ["Bearer ", BEARER].concat().parse().unwrap();
        request.headers_mut().insert(AUTHORIZATION, bearer);
        drop(block_on(transport.send(request)));
    }
    let exchanges = recorder.exchanges().to_vec();
    assert!(exchanges.iter().all(is_json));
    serde_json::to_string(&exchanges).unwrap()
}

fn is_json(exchange: &Exchange) -> bool {
    let bodies = exchange.bodies().into_iter().flatten();
    bodies.into_iter().all(|body| body.json().is_ok_and(|json| serde_json::from_str::<Value>(json).is_ok()))
}

fn secrets(list: &str, key: &str, secret: &str) -> Value {
    json!({ list: [{"key": "BaseAddress", "value": "https://scim.total.example/v2"}, {"key": key, "value": secret}] })
}

/// By what may stay, not by what must go: a key that nobody has heard of is masked too.
#[test]
fn every_secret_value_but_the_known_settings_is_masked() {
    for key in ["SecretToken", "Password", "AppKey", "SomethingNew", "SyncAll", "SyncNotificationSettings"] {
        for (method, below, list) in [
            ("PUT", "/synchronization/secrets", "value"),
            ("POST", "/synchronization/jobs/validateCredentials", "credentials"),
            ("POST", "/synchronization/jobs/scim.1/validateCredentials", "credentials"),
        ] {
            let body = secrets(list, key, SECRET);
            let text = recorded(vec![(method, [ROOT, below].concat(), body.clone(), body.to_string())]);
            assert_eq!(found(&text, SECRET), None, "{key} {below}: {text}");
            assert_eq!(text.matches("https://scim.total.example/v2").count(), 2, "{text}");
        }
    }
    let kept = json!({"value": [
        {"key": "SyncAll", "value": "false"}, {"key": "SkipOutOfScopeDeletions", "value": "True"}, {"key": "SecretToken", "value": "*"},
        {"key": "SyncNotificationSettings", "value": "{\"Enabled\":false,\"DeleteThresholdEnabled\":false}"},
    ]});
    let text =
        recorded(vec![("GET", [ROOT, "/synchronization/secrets"].concat(), Value::Null, kept.to_string())]);
    assert!(text.contains(&kept.to_string()), "{text}");
}

#[test]
fn a_key_in_the_tenant_url_is_masked() {
    let body = json!({"value": [{"key": "BaseAddress", "value": format!("https://scim.total.example/v2?key={SECRET}")}]});
    let text = recorded(vec![("PUT", [ROOT, "/synchronization/secrets"].concat(), body, String::from("{}"))]);
    assert_eq!(found(&text, SECRET), None);
    assert!(text.contains("https://scim.total.example/v2?key=•••"), "{text}");
}

/// Inside a `$batch` the same rules hold.
#[test]
fn a_batch_is_walked_inside() {
    let below = "/servicePrincipals/c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8/synchronization/secrets";
    let body = secrets("value", "SomethingNew", SECRET);
    let sent = json!({"requests": [
        {"id": "0", "method": "GET", "url": "/me"},
        {"id": "1", "method": "PUT", "url": below, "body": body},
    ]});
    let answer = json!({"responses": [{"id": "1", "status": 200, "body": body}, {"id": "0", "status": 200, "body": {"id": "x"}}]});
    let text = recorded(vec![(
        "POST",
        "https://graph.microsoft.com/v1.0/$batch".to_owned(),
        sent,
        answer.to_string(),
    )]);
    assert_eq!(found(&text, SECRET), None, "{text}");
    assert!(text.contains(r#""body":{"id":"x"}"#));
}

/// A text in which a secret of the visit comes back, in whatever form, is masked; a text without one is not.
fn echoed(form: &str, place: usize) -> String {
    let body = secrets("credentials", "SecretToken", SECRET);
    let validate = [ROOT, "/synchronization/jobs/validateCredentials"].concat();
    let message = format!("The endpoint said: «{form}»");
    let answer = match place {
        0 => json!({"error": {"code": "CredentialValidationFailed", "message": message}}),
        1 => json!({"status": {"quarantine": {"error": {"message": message}}}}),
        2 => {
            json!({"key": json!({"result": "Failure", "details": {"errorMessage": message}}).to_string(), "value": "{}"})
        }
        3 => json!({"value": [{"id": form, "displayName": "left"}]}),
        _ => json!({"@odata.nextLink": format!("https://graph.microsoft.com/v1.0/x?$skiptoken={form}")}),
    };
    let later = ("GET", [ROOT, "/synchronization/jobs"].concat(), Value::Null, answer.to_string());
    let now = ("POST", validate, body, answer.to_string());
    recorded(vec![now, later])
}

#[test]
fn a_secret_that_comes_back_is_known_by_its_value() {
    for secret in [SECRET, BEARER] {
        // The last forms are parts of it, which nobody echoes alone.
        for form in forms(secret).iter().take(4).chain([&secret.to_uppercase()]) {
            for place in 0..5 {
                assert_eq!(found(&echoed(form, place), secret), None, "{form} at {place}");
            }
        }
    }
    assert!(echoed("no such user", 1).contains("«no such user»"));
}

proptest! {
    /// Whatever is entered as the token, and whatever text is around it, it is not in what is kept, which is JSON.
    #[test]
    fn any_token_is_kept_out(
        secret in "[a-zA-Z0-9_+/=.~-]{16,60}", before in "\\PC{0,20}", after in "\\PC{0,20}", key in "[A-Za-z]{1,12}",
    ) {
        prop_assume!(!key.eq_ignore_ascii_case("baseaddress") && key != "key");
        let around = [before.as_str(), secret.as_str(), after.as_str()].concat();
        let body = secrets("credentials", &key, &secret);
        let validate = [ROOT, "/synchronization/jobs/validateCredentials"].concat();
        let answer = json!({"error": {"message": around, "inner": [around]}}).to_string();
        let jobs = [ROOT, "/synchronization/jobs"].concat();
        let text = recorded(vec![("POST", validate, body, answer.clone()), ("GET", jobs, Value::Null, answer)]);
        for form in forms(&secret) {
            // A part of it may be in the text by chance.
            prop_assert!(!text.to_lowercase().contains(&form) || form.len() < 14, "{form}: {text}");
        }
    }

    /// What was kept is kept again unchanged: nothing in it is taken for a secret.
    #[test]
    fn what_is_kept_can_be_read(text in "\\PC{0,60}", member in "[a-zA-Z@.]{1,12}") {
        let answer = json!({ "value": [{ member: text }] }).to_string();
        let jobs = [ROOT, "/synchronization/jobs"].concat();
        let exchanges = recorded(vec![("GET", jobs, Value::Null, answer)]);
        let about = assistant::recording::About {
            at: crate::common::begin(), graph: crate::common::GRAPH.to_owned(), simulated: false, left_out: 0,
        };
        let exchanges: Vec<Exchange> = serde_json::from_str(&exchanges).unwrap();
        let file = Recording::text(&about, Names::Kept, &exchanges);
        prop_assert_eq!(Recording::parse(&file).map(|read| read.exchanges), Ok(exchanges));
    }
}
