//! The contract's composed bodies as facts. Runs where `GRAPH_EXAMPLES` names the folder of the examples.

use super::*;
use crate::graph::resources::OnDemandResult;
use crate::setup::checks::mapping;
use crate::setup::checks::start::{Phase, phase};
use crate::setup::entra::default_user_mapping;
use crate::setup::proof::{Proof, prove};
use std::time::SystemTime;

const ADA: &str = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34";

fn text(name: &str) -> Option<String> {
    let folder = std::env::var_os("GRAPH_EXAMPLES")?;
    let path = std::path::Path::new(&folder).join("composed").join(name).with_extension("json");
    Some(std::fs::read_to_string(path).unwrap())
}

fn body(name: &str) -> Option<Value> {
    Some(serde_json::from_str(&text(name)?).unwrap())
}

/// The table of graph-contract §4.4.
#[test]
fn every_state_of_a_job_is_read_as_its_phase() {
    for (name, expected) in [
        ("job-created-paused", Phase::NotStarted),
        ("job-notconfigured", Phase::NotStarted),
        ("job-started-notrun", Phase::WaitingForFirstRun),
        ("job-active-initial-cycle", Phase::FirstCycle),
        ("job-active-steady", Phase::Steady),
        ("job-active-entry-errors", Phase::Steady),
        ("job-paused-by-admin", Phase::Paused),
        ("job-quarantine-credentials", Phase::Quarantined),
        ("job-quarantine-too-many-deletes", Phase::Quarantined),
    ] {
        let Some(json) = body(name) else { return };
        let job = job(json).unwrap();
        assert_eq!(phase(&job), expected, "{name}");
        assert_eq!(job.template.as_str(), "scim", "{name}");
        assert_eq!(job.interval, Some(Duration::from_mins(40)), "{name}");
    }
}

#[test]
fn a_run_that_never_was_is_none_and_failed_entries_are_counted() {
    let Some(waiting) = body("job-started-notrun") else { return };
    assert_eq!(job(waiting).unwrap().last_run, None);
    let errors = job(body("job-active-entry-errors").unwrap()).unwrap().last_run.unwrap();
    assert_eq!(errors.outcome, facts::RunOutcome::EntryLevelErrors);
    assert!(errors.escrowed > 0);
    let stopped = job(body("job-quarantine-too-many-deletes").unwrap()).unwrap().quarantine.unwrap();
    assert_eq!(stopped.reason, "TooManyDeletes");
}

#[test]
fn the_default_schema_has_one_wrong_row_as_expected_before_the_job_exists() {
    let Some(text) = text("default-scim-schema") else { return };
    let document = SchemaDocument::parse(text).unwrap();
    let product = Product::total();
    let real = user_mapping(&document, &product).unwrap();
    let previews = |mapping: &facts::UserMapping| {
        mapping::edits(&product, mapping)
            .iter()
            .map(crate::setup::change::MappingEdit::preview)
            .collect::<Vec<_>>()
    };
    assert_eq!(previews(&real), previews(&default_user_mapping(&product)));
    assert!(real.enabled && real.creates_and_updates && real.groups_enabled && real.filter.is_none());
    assert_eq!(real.undeclared, Vec::<String>::new());
    assert_eq!(real.rows, default_user_mapping(&product).rows);
}

#[test]
fn what_the_log_tells_proves_or_does_not() {
    let ada = ADA.parse().unwrap();
    let proof = |name: &str| {
        let delivery = delivery_of_log(&body(name)?).unwrap();
        Some(prove(&Product::total(), &ada, &[delivery]))
    };
    let Some(created) = proof("log-create-success") else { return };
    assert!(matches!(created, Proof::Proven { at: Some(_) }), "{created:?}");
    let skipped = proof("log-skipped-not-assigned").unwrap();
    assert_eq!(skipped, Proof::Skipped { code: "NotEffectivelyEntitled".to_owned() });
    assert!(matches!(proof("log-create-failure").unwrap(), Proof::Failed { .. }));
}

#[test]
fn every_shape_of_an_on_demand_answer_proves_or_does_not() {
    let ada: ObjectId = ADA.parse().unwrap();
    let proof = |name: &str| {
        let OnDemandResult::Objects(objects) = OnDemandResult::decode(&body(name)?) else { panic!("{name}") };
        let delivery = |object| delivery_of_object(object, SystemTime::UNIX_EPOCH);
        let deliveries: Vec<_> = objects.iter().filter_map(delivery).collect();
        Some(prove(&Product::total(), &ada, &deliveries))
    };
    let Some(created) = proof("pod-response-shape-a-user-created") else { return };
    assert!(matches!(created, Proof::Proven { .. }), "{created:?}");
    assert!(matches!(proof("pod-response-shape-b-array").unwrap(), Proof::Proven { .. }));
    assert!(matches!(proof("pod-response-shape-a-not-assigned").unwrap(), Proof::Skipped { .. }));
    assert!(matches!(proof("pod-response-shape-a-export-failure").unwrap(), Proof::Failed { .. }));
    let group = OnDemandResult::decode(&body("pod-response-group-ok").unwrap());
    assert!(matches!(group, OnDemandResult::Empty { .. }), "a group's answer is empty; the log tells");
}

#[test]
fn the_application_its_templates_and_its_secrets_are_read() {
    let Some(json) = body("service-principal-total") else { return };
    let application = application(&json).unwrap();
    assert_eq!(application.name, "TOTAL");
    assert!(application.template.is_some() && application.enabled);
    assert_eq!(crate::setup::checks::groups::role(&application).unwrap().name, "User");
    assert!(templates(&body("templates-get").unwrap()).iter().any(|id| id.as_str() == "scim"));
    let stored = credentials(&body("secrets-get").unwrap());
    assert!(stored.tenant_url.is_some() && stored.has_token && !stored.everyone_in_scope);
}

/// graph-contract §3.4
#[test]
fn an_entry_of_the_log_tells_who_what_and_how_it_ended() {
    let Some(created) = body("log-create-success") else { return };
    let entry = log_entry(&created);
    assert_eq!(entry.id, "c0ffee00-0000-4000-8000-000000000001");
    assert_eq!(
        (entry.label(), entry.username.as_deref()),
        ("Ada Martin", Some("ada.martin@contoso.example"))
    );
    assert_eq!((entry.action, entry.object.as_str(), entry.is_person), (log::Action::Create, ADA, true));
    assert_eq!(entry.ending(), log::Ending::Succeeded);
    let kinds: Vec<_> = entry.steps.iter().map(|step| step.kind.as_str()).collect();
    assert_eq!(kinds, ["import", "scoping", "export"]);
    assert_eq!(entry.values, [("externalId".to_owned(), None, Some(ADA.to_owned()))]);

    let failed = log_entry(&body("log-create-failure").unwrap());
    assert_eq!(failed.ending(), log::Ending::Failed);
    assert_eq!(failed.code(), "SystemForCrossDomainIdentityManagementConflict");
    assert_eq!(failed.reason, "(service text quoting the SCIM 409 answer)");

    let mut skipped = body("log-skipped-not-assigned").unwrap();
    let entry = log_entry(&skipped);
    assert_eq!((entry.ending(), entry.action), (log::Ending::Skipped, log::Action::Other));
    assert_eq!(entry.code(), "NotEffectivelyEntitled");
    // Where Entra gives no error, the step says why.
    skipped["provisioningStatusInfo"]["errorInformation"] = Value::Null;
    assert_eq!(log_entry(&skipped).code(), "NotEffectivelyEntitled");
}

#[test]
fn a_group_has_an_entry_but_proves_nothing() {
    let group = serde_json::json!({
        "id": "1", "activityDateTime": "2026-08-20T12:00:03Z", "provisioningAction": "stagedDelete",
        "sourceIdentity": {"id": ADA, "displayName": "TOTAL-Admin", "identityType": "Group"},
        "provisioningStatusInfo": {"status": "success"},
    });
    let page = log_page(&serde_json::json!({"value": [group], "@odata.nextLink": "https://next"}));
    assert_eq!(page.older.as_deref(), Some("https://next"));
    assert_eq!(page.entries[0].label(), "TOTAL-Admin");
    assert_eq!(page.entries[0].action, log::Action::Delete);
    assert_eq!(page.entries[0].delivery(), None);
}
