//! The rules of graph-contract.md §8, by number, and both ways of each knob.

#[path = "sim_support/mod.rs"]
mod support;

use assistant::sim::knobs::*;
use assistant::sim::{Knobs, Reply, Scenario};
use serde_json::{Value, json};
use std::time::Duration;
use support::*;

fn knobs(change: impl Fn(&mut Knobs)) -> Knobs {
    let mut knobs = Knobs::default();
    change(&mut knobs);
    knobs
}

fn assignment(role: &str) -> Value {
    json!({"principalId": ADMINS, "resourceId": SP, "appRoleId": role})
}

fn assigned_to() -> String {
    format!("/servicePrincipals/{SP}/appRoleAssignedTo")
}

fn on_demand(members: &[&str]) -> Value {
    let members: Vec<Value> = members.iter().map(|id| json!({"objectId": id, "objectTypeName": "User"})).collect();
    json!({"parameters": [{"ruleId": "33f7c90d-bf71-41b1-bda6-aaf0ddbee5d8#V2", "subjects": [
        {"objectId": ADMINS, "objectTypeName": "Group", "links": {"members": members}}]}]})
}

fn on_demand_user(id: &str) -> Value {
    json!({"parameters": [{"ruleId": "33f7c90d-bf71-41b1-bda6-aaf0ddbee5d8#V2",
        "subjects": [{"objectId": id, "objectTypeName": "User"}]}]})
}

// Rule 1

#[test]
fn rule_1_a_token_is_checked_before_anything_else() {
    let mut client = Client::new(Scenario::AllRight);
    client.token = "unknown".to_owned();
    let got = client.get("/no/such/path");
    assert_eq!((got.status, got.code()), (401, "InvalidAuthenticationToken"));
    client.scopes(&["User.Read"]);
    client.pass(3600);
    assert_eq!(client.get("/me").code(), "InvalidAuthenticationToken");
}

#[test]
fn rule_1_a_directory_call_without_its_scope_is_forbidden() {
    let mut client = Client::new(Scenario::AllRight);
    client.scopes(&["User.Read"]);
    let got = client.get("/servicePrincipals");
    assert_eq!((got.status, got.code()), (403, "Authorization_RequestDenied"));
    assert_eq!(client.get("/me").status, 200);
}

#[test]
fn rule_1_a_synchronization_call_without_role_or_scope_is_an_empty_401() {
    let mut client = Client::new(Scenario::InsufficientRole);
    let got = client.get(&sync("jobs"));
    assert_eq!((got.status, got.code(), got.message()), (401, "UnknownError", ""));
    let mut client = Client::new(Scenario::ReadOnlyScopes);
    assert_eq!(client.get(&sync("jobs")).status, 200);
    assert_eq!(client.post(&job("/start")).code(), "UnknownError");
}

#[test]
fn rule_1_a_privileged_role_may_read_without_the_scope_where_the_knob_says_so() {
    for (turned, status) in [(false, 401), (true, 200)] {
        let mut client = Client::with(Scenario::AllRight, knobs(|k| k.role_reads_without_scope = turned));
        client.scopes(&["Application.Read.All"]);
        assert_eq!(client.get(&sync("jobs")).status, status);
    }
}

#[test]
fn an_assignment_needs_two_scopes_together() {
    let mut client = Client::new(Scenario::DefaultMapping);
    client.scopes(&["AppRoleAssignment.ReadWrite.All"]);
    assert_eq!(client.send("POST", &assigned_to(), &assignment(ROLE_USER)).status, 403);
    client.scopes(&["AppRoleAssignment.ReadWrite.All", "Application.Read.All"]);
    assert_eq!(client.send("POST", &assigned_to(), &assignment(ROLE_USER)).status, 201);
}

// Strictness about the request itself

#[test]
fn paths_and_verbs_that_v1_does_not_have_are_refused() {
    let mut client = Client::new(Scenario::AllRight);
    for (method, path) in [("GET", "/planner"), ("PATCH", "/me"), ("DELETE", "/groups"), ("POST", "/users")] {
        let got = client.ask(method, path, &[], Vec::new());
        assert_eq!((got.status, got.code()), (405, "Request_BadRequest"), "{method} {path}");
    }
    assert_eq!(client.get("https://graph.microsoft.com/beta/me").status, 404);
}

#[test]
fn a_body_without_content_type_and_an_id_that_is_no_guid_are_refused() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let body = assignment(ROLE_USER).to_string().into_bytes();
    assert_eq!(client.ask("POST", &assigned_to(), &[], body).status, 400);
    assert_eq!(client.get("/groups/TOTAL-Admin").status, 400);
    assert_eq!(client.get("/servicePrincipals/TOTAL/synchronization/jobs").status, 400);
}

// Rule 2

#[test]
fn rule_2_a_registration_or_foreign_application_has_no_template() {
    let ways = [(NoTemplates::Empty, 200), (NoTemplates::NotFound, 404), (NoTemplates::BadRequest, 400)];
    for scenario in [Scenario::RegistrationApp, Scenario::ForeignApp] {
        for (way, status) in ways {
            let mut client = Client::with(scenario, knobs(|k| k.no_templates = way));
            let got = client.get(&sync("templates"));
            assert_eq!(got.status, status);
            assert!(status != 200 || got.values().is_empty());
        }
    }
    assert_eq!(Client::new(Scenario::Fresh).get(&sync("templates")).values()[0]["id"], "scim");
}

#[test]
fn rule_2_a_young_application_is_not_known_until_it_is_old_enough() {
    for (way, status) in [(YoungApp::Unauthorized, 401), (YoungApp::NotFound, 404)] {
        let mut client = Client::with(Scenario::NewApp, knobs(|k| k.young_app = way));
        assert_eq!(client.get(&sync("templates")).status, status);
        client.pass(60);
        assert_eq!(client.get(&sync("templates")).status, 200);
    }
    let mut client = Client::with(Scenario::NewApp, knobs(|k| k.young_app_age = Duration::ZERO));
    assert_eq!(client.get(&sync("templates")).status, 200);
}

// Rules 3 and 4

#[test]
fn rule_3_without_a_job_the_list_is_empty_or_404() {
    assert!(Client::new(Scenario::Fresh).get(&sync("jobs")).values().is_empty());
    let got = Client::with(Scenario::Fresh, knobs(|k| k.no_job = NoJob::NotFound)).get(&sync("jobs"));
    assert_eq!((got.status, got.code()), (404, "ResourceNotFound"));
}

#[test]
fn rule_4_a_new_job_is_disabled_and_appears_after_a_while() {
    for (way, code) in [(NewJobCode::Paused, "Paused"), (NewJobCode::NotConfigured, "NotConfigured")] {
        let mut client = Client::with(Scenario::Fresh, knobs(|k| k.new_job_code = way));
        assert_eq!(client.send("POST", &sync("jobs"), &json!({"templateId": "customappsso"})).status, 400);
        let made = client.send("POST", &sync("jobs"), &json!({"templateId": "scim"}));
        assert_eq!((made.status, made.body["id"].as_str()), (201, Some(JOB)));
        assert_eq!(made.body["status"]["code"], code);
        assert_eq!(made.body["schedule"]["state"], "Disabled");
        assert_eq!(client.get(&job("")).status, 404);
        client.pass(3);
        assert_eq!(client.get(&job("")).status, 200);
    }
}

#[test]
fn rule_4_a_second_job_conflicts_or_is_made() {
    for (way, status) in [(SecondJob::Conflict, 409), (SecondJob::Created, 201)] {
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.second_job = way));
        assert_eq!(client.send("POST", &sync("jobs"), &json!({"templateId": "scim"})).status, status);
    }
}

// Rule 5

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

// Rule 6

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
fn rule_6_saved_credentials_are_tested_where_asked_for() {
    let saved = json!({"useSavedCredentials": true});
    assert_eq!(Client::new(Scenario::AllRight).send("POST", &job("/validateCredentials"), &saved).status, 204);
    assert_eq!(Client::new(Scenario::Quarantined).send("POST", &job("/validateCredentials"), &saved).status, 400);
    let mut client = Client::with(Scenario::AllRight, knobs(|k| k.validation_latency = Duration::from_secs(20)));
    assert_eq!(client.send("POST", &job("/validateCredentials"), &saved).latency, Duration::from_secs(20));
}

// Rules 7, 8 and 9

#[test]
fn rule_7_directories_come_inline_or_expanded_only() {
    assert!(Client::new(Scenario::DefaultMapping).get(&job("/schema")).body.get("directories").is_some());
    let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.directories = Directories::OnlyExpanded));
    assert!(client.get(&job("/schema")).body.get("directories").is_none());
    assert!(client.get(&job("/schema?$expand=directories")).body.get("directories").is_some());
}

#[test]
fn rule_7_members_keep_their_order_or_are_normalised() {
    let first = |body: &Value| body.as_object().unwrap().keys().nth(1).unwrap().clone();
    assert_eq!(first(&Client::new(Scenario::DefaultMapping).get(&job("/schema")).body), "id");
    let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.member_order = MemberOrder::Normalised));
    assert_eq!(first(&client.get(&job("/schema")).body), "directories");
}

#[test]
fn rule_8_a_schema_comes_back_as_it_was_sent() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let mut schema = client.get(&job("/schema")).body;
    schema["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][3]["somethingNew"] = json!({"z": 1, "a": []});
    schema["unheardOf"] = serde_json::from_str("1.50e3").unwrap();
    assert_eq!(client.send("PUT", &job("/schema"), &schema).status, 204);
    assert_eq!(client.get(&job("/schema")).body.to_string(), schema.to_string());
}

#[test]
fn rule_8_unknown_members_may_be_dropped() {
    let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.unknown_members = UnknownMembers::Drop));
    let mut schema = client.get(&job("/schema")).body;
    schema["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][3]["somethingNew"] = json!(1);
    client.send("PUT", &job("/schema"), &schema);
    assert!(!client.tenant.stored_schema_text().contains("somethingNew"));
}

#[test]
fn rule_8_a_schema_without_directories_loses_them_or_is_refused() {
    for (way, status) in [(WithoutDirectories::Lose, 204), (WithoutDirectories::Refuse, 400)] {
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.without_directories = way));
        let mut schema = client.get(&job("/schema")).body;
        schema.as_object_mut().unwrap().remove("directories");
        assert_eq!(client.send("PUT", &job("/schema"), &schema).status, status);
        assert_eq!(client.get(&job("/schema")).body.get("directories").is_some(), status == 400);
    }
}

#[test]
fn rule_8_wrong_schemas_are_refused_and_change_nothing() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let schema = client.get(&job("/schema")).body;
    let before = client.tenant.stored_schema_text();
    let break_row: [&dyn Fn(&mut Value); 4] = [
        &|row| row["flowType"] = json!("always"),
        &|row| row["flowBehavior"] = json!("Sometimes"),
        &|row| row["targetAttributeName"] = json!("favouriteColour"),
        &|row| row["source"]["type"] = json!("attribute"),
    ];
    for change in break_row {
        let mut wrong = schema.clone();
        change(&mut wrong["synchronizationRules"][0]["objectMappings"][1]["attributeMappings"][2]);
        assert_eq!(client.send("PUT", &job("/schema"), &wrong).status, 400);
    }
    assert_eq!(client.send("PUT", &job("/schema"), &json!({"synchronizationRules": []})).status, 400);
    assert_eq!(client.tenant.stored_schema_text(), before);
}

#[test]
fn rule_8_patch_is_a_404_with_json_text_and_delete_restores_the_defaults() {
    let mut client = Client::new(Scenario::AllRight);
    let got = client.send("PATCH", &job("/schema"), &json!({}));
    assert_eq!((got.status, got.code()), (404, "UnknownError"));
    let inner: Value = serde_json::from_str(got.message()).unwrap();
    assert!(inner["Message"].as_str().unwrap().starts_with("No HTTP resource was found"));
    assert!(!client.tenant.stored_schema_text().contains("[mailNickname]"));
    assert_eq!(client.ask("DELETE", &job("/schema"), &[], Vec::new()).status, 204);
    assert!(client.tenant.stored_schema_text().contains("[mailNickname]"));
}

#[test]
fn rule_9_a_concurrent_editor_changes_one_row_between_two_reads() {
    for turned in [false, true] {
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.concurrent_editor = turned));
        let first = client.get(&job("/schema")).body;
        let second = client.get(&job("/schema")).body;
        assert_eq!(first != second, turned);
        assert_eq!(client.get(&job("/schema")).body, second, "the editor strikes once");
    }
}

// Rule 10 is in sim_engine.rs.

// Rule 12

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

// Rule 13

#[test]
fn rule_13_a_duplicate_is_refused_in_three_ways() {
    let ways = [
        (DuplicateAssignment::AlreadyExists, 400, "Permission being assigned already exists on the object"),
        (DuplicateAssignment::EntitlementGrant, 400, "EntitlementGrant entry already exists."),
        (DuplicateAssignment::Conflict, 409, "A conflicting object"),
    ];
    for (way, status, text) in ways {
        let mut client = Client::with(Scenario::AllRight, knobs(|k| k.duplicate_assignment = way));
        let got = client.send("POST", &assigned_to(), &assignment(ROLE_USER));
        assert_eq!(got.status, status);
        assert!(got.message().starts_with(text));
    }
}

#[test]
fn rule_13_wrong_roles_and_ids_are_refused() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let zero = "00000000-0000-0000-0000-000000000000";
    let got = client.send("POST", &assigned_to(), &assignment(zero));
    assert_eq!(got.message(), "Permission being assigned was not found on application.");
    let mut wrong = assignment(ROLE_USER);
    wrong["resourceId"] = json!(APP_ID);
    assert_eq!(client.send("POST", &assigned_to(), &wrong).message(), "Not a valid reference update.");
    let mut client = Client::new(Scenario::RegistrationApp);
    assert_eq!(client.send("POST", &assigned_to(), &assignment(zero)).status, 201, "an application without roles");
}

#[test]
fn rule_13_groups_need_a_licence_and_security() {
    for (way, status) in [(Refusal::BadRequest, 400), (Refusal::Forbidden, 403)] {
        let mut client = Client::with(Scenario::NoP1, knobs(|k| k.unassignable_group = way));
        assert_eq!(client.send("POST", &assigned_to(), &assignment(ROLE_USER)).status, status);
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.unassignable_group = way));
        let unified = json!({"principalId": "2e40738b-d195-46ac-83f8-57c4a64198d2", "resourceId": SP, "appRoleId": ROLE_USER});
        assert_eq!(client.send("POST", &assigned_to(), &unified).status, status);
    }
}

#[test]
fn rule_13_an_assignment_is_listed_after_a_while_and_can_be_removed() {
    let mut client = Client::new(Scenario::DefaultMapping);
    let made = client.send("POST", &assigned_to(), &assignment(ROLE_USER));
    assert!(client.get(&assigned_to()).values().is_empty());
    client.pass(4);
    let listed = client.get(&format!("{}?$top=999", assigned_to()));
    assert_eq!(listed.values()[0]["principalDisplayName"], "TOTAL-Admin");
    let id = made.body["id"].as_str().unwrap();
    assert_eq!(client.ask("DELETE", &format!("{}/{id}", assigned_to()), &[], Vec::new()).status, 204);
    assert!(client.get(&assigned_to()).values().is_empty());
    assert_eq!(client.get(&format!("{}?$filter=principalId eq '{ADMINS}'", assigned_to())).status, 400);
}

// Rule 14

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
    assert!(client.get("/groups?$count=true").body.get("@odata.count").is_none(), "ignored without the header");
}

#[test]
fn rule_14_pages_are_followed_by_an_opaque_link_and_counted_once() {
    let mut client = Client::new(Scenario::Large);
    let mut link = "/groups?$filter=startswith(displayName,'Site')&$select=id&$top=999&$count=true".to_owned();
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
    assert!(got.body["@odata.nextLink"].as_str().unwrap().starts_with("https://graph.microsoft.us/v1.0/groups?"));
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
    assert_eq!((&got.values()[0]["displayName"], &got.values()[0]["jobTitle"]), (&json!("Ada Martin"), &Value::Null));
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

// Rule 15

#[test]
fn rule_15_logs_need_a_licence_a_role_and_patience() {
    assert_eq!(Client::new(Scenario::NoP1).get("/auditLogs/provisioning").status, 403);
    let mut client = Client::new(Scenario::AllRight);
    for _ in 0..5 {
        assert_eq!(client.get("/auditLogs/provisioning").status, 200);
    }
    assert_eq!(client.get("/auditLogs/provisioning").status, 429);
    client.tenant.lose_roles();
    client.pass(10);
    assert_eq!(client.get("/auditLogs/provisioning").status, 403);
}

#[test]
fn rule_15_logs_are_filtered_with_regard_to_case() {
    let mut client = Client::new(Scenario::AllRight);
    let mut count = |filter: &str| {
        client.pass(10);
        client.get(&format!("/auditLogs/provisioning?$filter={filter}&$top=500")).values().len()
    };
    let all = count("activityDateTime gt 2026-08-01");
    assert!(all >= 4);
    assert_eq!(count(&format!("contains(tolower(servicePrincipal/id),'{SP}') and activityDateTime gt 2026-08-01")), all);
    let upper = SP.to_ascii_uppercase();
    assert_eq!(count(&format!("contains(tolower(servicePrincipal/id),'{upper}')")), 0);
    assert_eq!(count(&format!("jobId eq '{JOB}'")), all);
    assert_eq!(count("provisioningStatusInfo/status eq microsoft.graph.provisioningResult'failure'"), 0);
    assert_eq!(count("activityDateTime gt 2026-08-20T09:00:00Z"), 0);
}

// Rules 16 and 17

#[test]
fn rule_16_headers_identify_the_request() {
    let mut client = Client::new(Scenario::AllRight);
    let got = client.ask("GET", "/me", &[("client-request-id", "66666666-7777-4888-8999-aaaaaaaaaaaa")], Vec::new());
    assert_eq!(got.headers["client-request-id"], "66666666-7777-4888-8999-aaaaaaaaaaaa");
    assert!(got.headers.contains_key("request-id"));
    assert!(got.headers["Content-Type"].to_str().unwrap().starts_with("application/json;odata.metadata=minimal;"));
    assert_eq!(client.get(&format!("/groups/{ADMINS}/members")).headers["x-ms-resource-unit"], "3");
    let got = client.get("/groups/x");
    assert_eq!(got.body["error"]["innerError"]["request-id"], got.headers["request-id"].to_str().unwrap());
}

#[test]
fn rule_16_retry_after_may_be_unreadable_but_not_inside_a_batch() {
    let mut client = Client::with(Scenario::AllRight, knobs(|k| k.retry_after_readable = false));
    client.tenant.fail_next(Fault::Status(429), 2);
    let got = client.get("/me");
    assert_eq!((got.status, got.headers.get("Retry-After")), (429, None));
    let got = client.send("POST", "/$batch", &json!({"requests": [{"id": "1", "method": "GET", "url": "/me"}]}));
    assert_eq!(got.body["responses"][0]["headers"]["Retry-After"], "2");
}

#[test]
fn rule_17_faults_strike_once() {
    let mut client = Client::with(Scenario::AllRight, knobs(|k| k.read_fault = Some(Fault::Status(503))));
    assert_eq!(client.get("/me").status, 503);
    assert_eq!(client.get("/me").status, 200);
    let slow = Fault::Slow(Duration::from_secs(15));
    let mut client = Client::with(Scenario::AllRight, knobs(|k| k.read_fault = Some(slow)));
    assert!(client.get("/me").latency >= Duration::from_secs(15));
}

#[test]
fn rule_17_a_cut_write_took_effect_or_not() {
    for (fault, effect) in [(Fault::CutBefore, false), (Fault::CutAfter, true)] {
        let mut client = Client::with(Scenario::DefaultMapping, knobs(|k| k.write_fault = Some(fault)));
        let body = assignment(ROLE_USER).to_string().into_bytes();
        let reply = client.reply("POST", &assigned_to(), &[("Content-Type", "application/json")], body);
        assert!(matches!(reply, Reply::Cut { effect: seen } if seen == effect));
        assert_eq!(!client.tenant.assigned_principals().is_empty(), effect);
    }
}

#[test]
fn well_known_names_provoke_errors() {
    let mut client = Client::new(Scenario::AllRight);
    for status in [400, 403, 404, 409, 429, 500, 503] {
        let got = client.get_eventual(&format!("/groups?$search=\"displayName:Provoke {status}\""));
        assert_eq!(got.status, status);
        assert_eq!(client.get(&format!("/groups?$filter=startswith(displayName,'Provoke {status}')")).status, status);
    }
    assert!(client.get("/groups?$filter=startswith(displayName,'Provoke slow')").latency >= Duration::from_secs(20));
    let cut = client.reply("GET", "/groups?$filter=startswith(displayName,'Provoke cut')", &[], Vec::new());
    assert!(matches!(cut, Reply::Cut { .. }));
}

// $batch

#[test]
fn a_batch_serves_each_entry_on_its_own() {
    let mut client = Client::new(Scenario::AllRight);
    let got = client.send("POST", "/$batch", &json!({"requests": [
        {"id": "me", "method": "GET", "url": "/me?$select=id"},
        {"id": "no", "method": "GET", "url": "groups/x"},
        {"id": "jobs", "method": "GET", "url": sync("jobs")},
    ]}));
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
    let got = client.send("POST", "/$batch", &json!({"requests": [
        {"id": "1", "method": "GET", "url": "/groups/x"},
        {"id": "2", "method": "GET", "url": "/me", "dependsOn": ["1"]},
    ]}));
    let second = got.body["responses"].as_array().unwrap().iter().find(|one| one["id"] == "2").unwrap().clone();
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
