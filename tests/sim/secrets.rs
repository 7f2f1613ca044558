//! Secrets and the connection test (graph-contract.md §8, rules 5 and 6).

use crate::support::*;
use assistant::sim::knobs::*;
use assistant::sim::{Knobs, Scenario};
use serde_json::json;
use std::time::Duration;

#[test]
fn rule_5_secrets_merge_or_replace_and_read_back_masked_after_a_while() {
    for (way, count) in [(SecretsPut::Merge, 4), (SecretsPut::Replace, 1)] {
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.secrets_put = way));
        let body = json!({"value": [{"key": "SecretToken", "value": "tsa_new"}]});
        assert_eq!(client.send("PUT", &sync("secrets"), &body).status, 204);
        assert_eq!(client.get(&sync("secrets")).values().len(), 4, "the old list, at first");
        client.pass(3);
        let got = client.get(&sync("secrets"));
        assert_eq!(got.values().len(), count);
        assert!(got.values().contains(&json!({"key": "SecretToken", "value": "*"})));
        assert_eq!(client.tenant.stored_secret("SecretToken"), Some("tsa_new"));
    }
}

#[test]
fn rule_5_a_wrong_key_is_a_500_and_an_empty_value_removes() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let got = client.send("PUT", &sync("secrets"), &json!({"value": [{"key": "baseAddress", "value": "x"}]}));
    assert_eq!((got.status, got.message()), (500, "Requested value 'baseAddress' was not found."));
    assert_eq!(client.send("PUT", &sync("secrets"), &json!({"credentials": []})).status, 400);
    client.send("PUT", &sync("secrets"), &json!({"value": [{"key": "SyncAll", "value": null}]}));
    assert_eq!(client.tenant.stored_secret("SyncAll"), None);
}

#[test]
fn rule_6_each_endpoint_answers_in_its_own_way() {
    const REFUSED: &str = "SystemForCrossDomainIdentityManagementCredentialValidationFailure";
    const UNAVAILABLE: &str = "CredentialValidationUnavailable";
    let cases = [
        ("https://scim.total.example/v2", "tsa_1", 204, ""),
        ("https://scim.total.example/v2", "other", 400, REFUSED),
        ("https://scim.total.example/wrong", "tsa_1", 400, UNAVAILABLE),
        ("https://unauthorized.example/v2", "tsa_1", 400, REFUSED),
        ("https://forbidden.example/v2", "tsa_1", 400, REFUSED),
        ("https://notfound.example/v2", "tsa_1", 400, UNAVAILABLE),
        ("https://error.example/v2", "tsa_1", 400, UNAVAILABLE),
        ("https://html.example/v2", "tsa_1", 400, UNAVAILABLE),
        ("https://tls.example/v2", "tsa_1", 400, UNAVAILABLE),
        ("https://timeout.example/v2", "tsa_1", 400, UNAVAILABLE),
        ("https://nowhere.example/v2", "tsa_1", 400, UNAVAILABLE),
        ("https://unknown.example/v2", "tsa_1", 400, UNAVAILABLE),
        ("https://blocked.example/v2", "tsa_1", 400, UNAVAILABLE),
        ("https://nogroups.example/v2", "tsa_1", 204, ""),
        ("", "tsa_1", 400, "SystemForCrossDomainIdentityManagementInvalidCredentials"),
    ];
    let mut client = Client::new(Scenario::Fresh);
    for (address, token, status, code) in cases {
        let body = json!({"useSavedCredentials": false, "templateId": "scim", "credentials": [
            {"key": "BaseAddress", "value": address}, {"key": "SecretToken", "value": token}]});
        let got = client.send("POST", &sync("jobs/validateCredentials"), &body);
        assert_eq!((got.status, got.code()), (status, code), "{address} {token}");
        assert!(got.latency >= Duration::from_secs(2));
    }
}

#[test]
fn rule_6_an_answer_is_quoted_unless_the_service_says_nothing() {
    let test = |knobs: Knobs, address: &str| {
        let body = json!({"useSavedCredentials": false, "templateId": "scim", "credentials": [
            {"key": "BaseAddress", "value": address}, {"key": "SecretToken", "value": "tsa_1"}]});
        let got = Client::with(Scenario::Fresh, knobs).send("POST", &sync("jobs/validateCredentials"), &body);
        got.message().to_owned()
    };
    let quoted = test(Knobs::default(), "https://notfound.example/v2");
    assert!(quoted.contains("Resource: https://notfound.example/v2/Users?filter=userName"), "{quoted}");
    assert!(quoted.contains("Response Status Code: NotFound"), "{quoted}");
    let silent = || knobs(|k| k.validation_text = ValidationText::Nothing);
    for host in ["notfound", "error", "html", "tls", "unknown", "blocked", "timeout"] {
        let said = test(silent(), &format!("https://{host}.example/v2"));
        assert_eq!(said, "An error occurred while sending the request.", "{host}");
    }
    let refused = test(silent(), "https://forbidden.example/v2");
    assert!(refused.contains("Response Status Code: Forbidden"), "a refusal is always quoted: {refused}");
}

#[test]
fn rule_6_saved_credentials_are_tested_where_asked_for() {
    let saved = json!({"useSavedCredentials": true});
    assert_eq!(
        Client::new(Scenario::AllRight).send("POST", &job("/validateCredentials"), &saved).status,
        204
    );
    assert_eq!(
        Client::new(Scenario::Quarantined).send("POST", &job("/validateCredentials"), &saved).status,
        400
    );
    let mut client =
        Client::with(Scenario::AllRight, knobs(|k| k.validation_latency = Duration::from_secs(20)));
    assert_eq!(client.send("POST", &job("/validateCredentials"), &saved).latency, Duration::from_secs(20));
}
