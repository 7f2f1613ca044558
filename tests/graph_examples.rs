//! Microsoft's documented examples against our calls and resources. Runs where `GRAPH_EXAMPLES` names their folder.

#![expect(clippy::unwrap_used, clippy::panic, reason = "an example that cannot be read fails the test")]

use assistant::graph::calls::{self, Credentials, RestartScope, SecretKey};
use assistant::graph::resources::*;
use assistant::graph::schema::{SchemaDocument, SchemaEdit};
use assistant::graph::*;
use assistant::net::clock::{ManualClock, Sequence};
use assistant::net::{Boxed, Request, Response, Sending, Transport};
use futures_executor::block_on;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::SystemTime;

const GUID: &str = "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8";

fn folder() -> Option<PathBuf> {
    std::env::var_os("GRAPH_EXAMPLES").map(PathBuf::from)
}

fn text(name: &str) -> Option<String> {
    let path = folder()?.join(name).with_extension("json");
    Some(std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn example(name: &str) -> Option<Value> {
    text(name).map(|text| serde_json::from_str(&text).unwrap())
}

fn id(text: &str) -> ObjectId {
    text.parse().unwrap()
}

/// The path with everything that is a placeholder, or stands for one, as `{}`; without query and final slash.
fn shape(path: &str) -> String {
    let path = path.strip_prefix("/v1.0").or_else(|| path.strip_prefix("/beta")).unwrap_or(path);
    let path = path.split('?').next().unwrap().trim_end_matches('/');
    let mut before = "";
    let mut shaped = String::new();
    for segment in path.split('/').skip(1) {
        let is_id = ["servicePrincipals", "groups", "users", "jobs", "appRoleAssignedTo"].contains(&before)
            && segment != "validateCredentials";
        shaped.push('/');
        shaped.push_str(if is_id { "{}" } else { segment });
        before = segment;
    }
    shaped
}

fn same_request(name: &str, call: &Call) {
    let Some(example) = example(name) else { return };
    let request = &example["request"];
    assert_eq!(request["method"], call.method.as_str(), "{name}");
    assert_eq!(shape(request["path"].as_str().unwrap()), shape(&call.path_and_query), "{name}");
}

fn same_body(name: &str, call: &Call) {
    same_request(name, call);
    let Some(example) = example(name) else { return };
    let body: Value = serde_json::from_slice(call.body.as_deref().unwrap()).unwrap();
    assert_eq!(example["request"]["body"], body, "{name}");
}

#[test]
fn our_calls_are_the_documented_ones() {
    let (sp, job): (ObjectId, JobId) = (id(GUID), "scim.5f.8e".parse().unwrap());
    let template: TemplateId = "scim".parse().unwrap();
    same_request("user-get-me", &calls::me());
    same_request("organization-list", &calls::organization());
    same_request("subscribedskus-list", &calls::subscribed_skus());
    same_request("serviceprincipal-list-all", &calls::service_principals_starting_with("TOTAL"));
    same_request("serviceprincipal-get", &calls::service_principal(&sp));
    same_request("sync-template-list", &calls::templates(&sp));
    same_request("sync-job-list", &calls::jobs(&sp));
    same_request("sync-job-get", &calls::job(&sp, &job));
    same_request("sync-schema-get", &calls::schema(&sp, &job));
    same_request("sync-schema-update", &calls::put_schema(&sp, &job, "{}"));
    same_request("sync-secrets-put", &calls::put_secrets(&sp, &[]));
    same_request("sync-job-start", &calls::start(&sp, &job));
    same_request("sync-job-pause", &calls::pause(&sp, &job));
    same_request(
        "sync-validate-credentials",
        &calls::validate_credentials(&sp, Some(&job), &template, Credentials::Saved),
    );
    same_request("approleassignedto-list", &calls::app_role_assigned_to(&sp));
    same_request("approleassignedto-delete", &calls::remove_assignment(&sp, &"x".parse().unwrap()));
    same_request("group-get", &calls::group(&sp));
    same_request("group-members-cast-search", &calls::members(&sp));
    same_request("group-members-all", &calls::member_objects(&sp));
    same_request("group-transitivemembers-cast-search", &calls::transitive_members_count(&sp));
    same_request("user-get-by-id", &calls::user(&sp));
    same_request("provisioning-log-list-success", &calls::provisioning_logs(&sp, SystemTime::UNIX_EPOCH));
    same_request("provisioning-audit-all", &calls::provisioning_audits(SystemTime::UNIX_EPOCH));
    same_body("sync-job-restart", &calls::restart(&sp, &job, RestartScope::Everything));
    same_body("scim-job-create-request", &calls::create_job(&sp, &template));
}

#[test]
fn our_bodies_are_the_documented_ones_for_the_same_ids() {
    if let Some(example) = example("approleassignedto-post-group") {
        let body = &example["request"]["body"];
        let part = |name: &str| id(body[name].as_str().unwrap());
        let call = calls::assign(&part("resourceId"), &part("principalId"), &part("appRoleId"));
        same_body("approleassignedto-post-group", &call);
    }
    if let Some(example) = example("provision-on-demand-group-two-members") {
        let parameters = &example["request"]["body"]["parameters"][0];
        let subject = &parameters["subjects"][0];
        let members = subject["links"]["members"].as_array().unwrap().iter();
        let members: Vec<ObjectId> = members.map(|member| id(member["objectId"].as_str().unwrap())).collect();
        let rule: RuleId = parameters["ruleId"].as_str().unwrap().parse().unwrap();
        let group = id(subject["objectId"].as_str().unwrap());
        let call = calls::provision_on_demand(&id(GUID), &"j".parse().unwrap(), &rule, &group, &members);
        same_body("provision-on-demand-group-two-members", &call);
    }
    if let Some(example) = example("sync-secrets-put") {
        let pairs = example["request"]["body"]["value"].as_array().unwrap().iter();
        let pairs: Vec<(SecretKey, &str)> = pairs
            .map(|pair| {
                (SecretKey::from_name(pair["key"].as_str().unwrap()), pair["value"].as_str().unwrap())
            })
            .collect();
        same_body("sync-secrets-put", &calls::put_secrets(&id(GUID), &pairs));
    }
}

#[test]
fn our_searches_say_what_the_documented_ones_say() {
    for (name, call) in [
        ("group-list-search-one", calls::search_groups("Video")),
        ("serviceprincipal-list-search", calls::search_service_principals("Team")),
    ] {
        let Some(example) = example(name) else { return };
        let documented = example["request"]["path"].as_str().unwrap().split_once('?').unwrap().1.to_owned();
        let ours = percent_decode_str(&call.path_and_query).decode_utf8().unwrap().into_owned();
        for option in documented.split('&') {
            assert!(ours.contains(option), "{name}: {option}");
        }
        assert!(call.advanced, "{name}");
    }
}

/// Answers everything with one response.
struct Fixed(Response);

impl Transport for Fixed {
    fn send(&self, _: Request) -> Sending<'_> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

impl Tokens for Fixed {
    fn access_token<'s>(&'s self, _: TokenNeed<'s>) -> Boxed<'s, Result<AccessToken, TokenError>> {
        Box::pin(std::future::ready(Ok(AccessToken::new("t".to_owned()))))
    }
}

fn answered(name: &str, call: Call) -> Option<Result<Answer, GraphError>> {
    let example = example(name)?;
    let response = &example["response"];
    let status = u16::try_from(response["status"].as_u64().unwrap()).unwrap();
    let fixed = Rc::new(Fixed(
        http::Response::builder().status(status).body(response["body"].to_string().into()).unwrap(),
    ));
    let root = GraphRoot::new("https://graph.microsoft.com").unwrap();
    let guard = Rc::new(Guard::new(root.clone()));
    guard.pin(&id(GUID), GUID, [id(GUID)]).unwrap();
    guard.allow_principal(&id(GUID));
    let _permit = guard.open_writes();
    let clock = Rc::new(ManualClock::new(SystemTime::UNIX_EPOCH));
    let transport = Rc::clone(&fixed) as Rc<dyn Transport>;
    let client =
        GraphClient::new(root, transport, fixed, clock, Rc::new(Sequence::new(1)), Rc::clone(&guard));
    Some(block_on(client.send(call)))
}

#[test]
fn observed_errors_mean_what_the_contract_says() {
    let (sp, job): (ObjectId, JobId) = (id(GUID), "j".parse().unwrap());
    let assign = || calls::assign(&sp, &sp, &sp);
    let validate =
        || calls::validate_credentials(&sp, Some(&job), &"scim".parse().unwrap(), Credentials::Saved);
    let on_demand = || calls::provision_user_on_demand(&sp, &job, &"r".parse().unwrap(), &sp);
    let secrets = || calls::put_secrets(&sp, &[(SecretKey::SecretToken, "t")]);
    let bad = GraphErrorKind::BadRequest;
    for (name, call, kind) in [
        ("assign-bad-reference", assign(), bad(BadRequest::InvalidReference)),
        ("assign-duplicate-a", assign(), GraphErrorKind::AlreadyExists),
        ("assign-duplicate-b", assign(), GraphErrorKind::AlreadyExists),
        ("assign-role-not-on-app", assign(), bad(BadRequest::RoleNotOnApplication)),
        ("forbidden-directory", calls::me(), GraphErrorKind::Forbidden { missing: &[Scope::UserRead] }),
        ("not-found-directory-object", calls::service_principal(&sp), GraphErrorKind::NotFound),
        ("provision-on-demand-wrong-rule", on_demand(), bad(BadRequest::UnknownRule)),
        ("secrets-wrong-key-case", secrets(), bad(BadRequest::UnknownSecretKey)),
        ("sync-401-caller-lacks-role-or-scope", calls::jobs(&sp), GraphErrorKind::NoSynchronizationAccess),
        ("token-expired", calls::me(), GraphErrorKind::InteractionRequired { claims: None }),
        ("validate-credentials-rejected", validate(), bad(BadRequest::EndpointRefused)),
        ("validate-credentials-unreachable", validate(), bad(BadRequest::EndpointUnreachable)),
    ] {
        let Some(result) = answered(&format!("observed/{name}"), call) else { return };
        assert_eq!(result.unwrap_err().kind, kind, "{name}");
    }
}

fn body(name: &str) -> Option<Value> {
    example(name).map(|mut example| {
        if example["response"].is_object() { example["response"]["body"].take() } else { example }
    })
}

fn first(name: &str) -> Option<Value> {
    body(name).map(|mut body| body["value"][0].take())
}

#[test]
fn documented_directory_objects_are_read() {
    if folder().is_none() {
        return;
    }
    let app = ServicePrincipal::new(body("composed/service-principal-total").unwrap());
    assert_eq!((app.id(), app.display_name()), (Some(id(GUID)), "TOTAL"));
    assert_eq!(app.app_roles().iter().filter(|role| role.is_enabled() && role.allows_users()).count(), 2);
    let group = Group::new(body("group-get").unwrap());
    assert!(group.id().is_some() && !group.display_name().is_empty());
    let assignment = AppRoleAssignment::new(body("approleassignedto-post-group").unwrap());
    assert!(assignment.is_group() && assignment.id().is_some() && assignment.created().is_some());
    assert!(!Organization::new(first("organization-list").unwrap()).display_name().is_empty());
    assert!(!SubscribedSku::new(first("subscribedskus-list").unwrap()).sku_part_number().is_empty());
    assert!(DirectoryRole::new(first("directoryroles-list").unwrap()).role_template_id().is_some());
    assert!(User::new(body("user-get-me").unwrap()).user_principal_name().is_some());
    let members = body("group-members-limited-information").unwrap();
    for member in members["value"].as_array().unwrap() {
        let member = DirectoryObject::new(member.clone());
        assert!(!matches!(member.object_type(), DirectoryObjectType::Unknown(_)));
    }
}

#[test]
fn jobs_are_read_in_each_state() {
    if folder().is_none() {
        return;
    }
    let job = |name: &str| SynchronizationJob::new(body(name).unwrap());
    let fresh = job("composed/job-started-notrun");
    assert_eq!(fresh.status().code(), StatusCode::NotRun);
    assert!(!fresh.status().last_execution().unwrap().is_real());
    let first_cycle = job("composed/job-active-initial-cycle");
    assert_eq!(first_cycle.status().steady_state_first_achieved(), None);
    assert_eq!(first_cycle.status().progress()[0].total_units(), 14);
    let steady = job("composed/job-active-steady");
    assert!(steady.status().steady_state_first_achieved().is_some());
    assert_eq!(steady.schedule().state(), ScheduleState::Active);
    assert_eq!(job("composed/job-paused-by-admin").schedule().state(), ScheduleState::Paused);
    let errors = job("composed/job-active-entry-errors");
    assert_eq!(errors.status().last_execution().unwrap().state(), ExecutionState::EntryLevelErrors);
    let refused = job("composed/job-quarantine-credentials");
    assert_eq!(
        refused.status().quarantine().unwrap().reason(),
        QuarantineReason::EncounteredQuarantineException
    );
    let deletes = job("composed/job-quarantine-too-many-deletes");
    assert_eq!(deletes.status().quarantine().unwrap().reason(), QuarantineReason::TooManyDeletes);
    // A sample of Microsoft's with empty texts as dates and enum members.
    assert_eq!(job("sync-job-get").status().steady_state_first_achieved(), None);
}

#[test]
fn on_demand_answers_are_decoded_in_each_shape() {
    if folder().is_none() {
        return;
    }
    let decode = |name: &str| OnDemandResult::decode(&body(name).unwrap());
    for (name, outcome, code) in [
        ("composed/pod-response-shape-a-user-created", Outcome::Success, None),
        ("composed/pod-response-shape-b-array", Outcome::Success, None),
        ("composed/pod-response-shape-a-not-assigned", Outcome::Skipped, Some("NotEffectivelyEntitled")),
    ] {
        let OnDemandResult::Objects(objects) = decode(name) else { panic!("{name}") };
        assert_eq!((objects[0].outcome.clone(), objects[0].error_code()), (outcome, code), "{name}");
    }
    let OnDemandResult::Objects(failed) = decode("composed/pod-response-shape-a-export-failure") else {
        panic!()
    };
    assert_eq!(failed[0].outcome, Outcome::Failure);
    for name in ["composed/pod-response-group-ok", "provision-on-demand-group-two-members"] {
        assert!(matches!(decode(name), OnDemandResult::Empty { outcome: Outcome::Success, .. }), "{name}");
    }
    assert!(matches!(decode("provision-on-demand-ad-to-entra"), OnDemandResult::Objects(_)));
}

#[test]
fn log_entries_secrets_and_templates_are_read() {
    if folder().is_none() {
        return;
    }
    let failed = ProvisioningObjectSummary::new(body("composed/log-create-failure").unwrap());
    assert_eq!(failed.outcome(), Outcome::Failure);
    assert_eq!(failed.error_code(), Some("SystemForCrossDomainIdentityManagementConflict"));
    assert_eq!(failed.steps().last().unwrap().outcome(), Outcome::Failure);
    let documented = ProvisioningObjectSummary::new(first("provisioning-log-list-success").unwrap());
    assert_eq!(documented.outcome(), Outcome::Success);
    assert!(!documented.steps()[0].step_type().is_empty());
    let secrets = body("composed/secrets-get").unwrap();
    let secrets: Vec<Secret> =
        secrets["value"].as_array().unwrap().iter().cloned().map(Secret::new).collect();
    assert_eq!((secrets[1].key(), secrets[1].is_masked()), (SecretKey::SecretToken, true));
    let template = SynchronizationTemplate::new(first("composed/templates-get").unwrap());
    assert!(template.is_default() && template.id().unwrap().as_str() == "scim");
}

#[test]
fn the_default_schema_is_corrected_in_one_place() {
    let Some(text) = text("composed/default-scim-schema") else { return };
    let schema = SchemaDocument::parse(text.clone()).unwrap();
    let users = schema.user_mapping().unwrap();
    let mappings = &schema.mapping(users).unwrap().attribute_mappings;
    assert_eq!(mappings.len(), 22);
    let row = mappings.iter().position(|row| row.target == "externalId").unwrap();
    assert_eq!(mappings[row].direct_source(), Some("mailNickname"));
    assert!(schema.target_has_attribute(users, "externalId") && schema.group_mapping().is_some());
    let edit = SchemaEdit::SetSource { at: users, row, attribute: "objectId".to_owned() };
    let corrected = schema.apply(&[edit]).unwrap();
    assert!(!schema.same_content(&corrected));

    let mut expected: Value = serde_json::from_str(&text).unwrap();
    expected["synchronizationRules"][users.rule]["objectMappings"][users.mapping]["attributeMappings"][row]
        ["source"] =
        json!({"expression": "[objectId]", "name": "objectId", "type": "Attribute", "parameters": []});
    assert_eq!(serde_json::from_str::<Value>(corrected.text()).unwrap(), expected);
}

#[test]
fn faulty_schema_samples_are_read_without_failing() {
    let Some(sample) = body("sync-schema-get") else { return };
    let schema = SchemaDocument::parse(sample.to_string()).unwrap();
    assert!(schema.has_directories() && schema.user_mapping().is_none());
    assert_eq!(schema.rules().len(), 2);
}
