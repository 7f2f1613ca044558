//! The requests of a change as they go over the wire. Secrets are placeholders (security.md TOK-05); a schema is too long
//! to be shown and is named as a file.

use crate::graph::calls::synchronization::{RestartScope, SecretKey};
use crate::graph::root::VERSION;
use crate::graph::{Call, GraphRoot, calls};
use crate::setup::change::Change;
use crate::setup::facts::Facts;
use crate::setup::notifications::NOTHING_SET;

/// What stands for the secret token.
const SECRET_PLACEHOLDER: &str = "<secret token>";
/// The file that holds the corrected schema.
const SCHEMA_FILE: &str = "schema.json";

/// The requests of a change, one below the other.
#[must_use]
pub fn raw(change: &Change, facts: &Facts, root: &GraphRoot) -> String {
    let all: Vec<_> = calls(change, facts).iter().map(|call| request(call, root)).collect();
    all.join("\n\n")
}

/// The requests of a change, without any secret.
pub(super) fn calls(change: &Change, facts: &Facts) -> Vec<Call> {
    let Some(application) = facts.application.as_ref().map(|application| &application.id) else {
        return Vec::new();
    };
    let job = facts.job().map(|job| &job.id);
    let of_job = |make: &dyn Fn(&crate::graph::JobId) -> Call| job.map(make).into_iter().collect();
    match change {
        Change::CreateJob { template } => vec![calls::create_job(application, template)],
        Change::StoreCredentials { new_url, .. } => {
            let secrets = [
                (SecretKey::BaseAddress, new_url.as_str()),
                (SecretKey::SecretToken, SECRET_PLACEHOLDER),
                (SecretKey::SyncAll, "false"),
                (SecretKey::SyncNotificationSettings, NOTHING_SET),
            ];
            vec![calls::put_secrets(application, &secrets)]
        }
        // The whole set must be sent, and what else stands in it only the assistant reads first.
        Change::SetNotifications { .. } => Vec::new(),
        Change::FixMapping { .. } | Change::RestoreMapping { .. } => of_job(&|job| {
            let mut call = calls::put_schema(application, job, "");
            call.body = None;
            call
        }),
        Change::AssignGroup { group, role, .. } => vec![calls::assign(application, group, role)],
        Change::RemoveAssignment { id, .. } => vec![calls::remove_assignment(application, id)],
        Change::Start => of_job(&|job| calls::start(application, job)),
        Change::Pause => of_job(&|job| calls::pause(application, job)),
        Change::Restart => of_job(&|job| calls::restart(application, job, RestartScope::Everything)),
        Change::ProvisionOnDemand { rule, group, members, .. } => {
            let members: Vec<_> = members.iter().map(|(id, _)| id.clone()).collect();
            of_job(&|job| calls::provision_on_demand(application, job, rule, group, &members))
        }
    }
}

fn request(call: &Call, root: &GraphRoot) -> String {
    let mut text = [call.method.as_str(), " ", root.origin(), VERSION, &call.path_and_query].concat();
    text.push_str("\nAuthorization: Bearer <access token>");
    match &call.body {
        Some(body) => {
            text.push_str(&["\nContent-Type: application/json\n\n", &String::from_utf8_lossy(body)].concat())
        }
        None if call.method == http::Method::PUT => {
            text.push_str(&["\nContent-Type: application/json\n\n< ", SCHEMA_FILE].concat());
        }
        None => {}
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::facts::Application;

    fn facts() -> Facts {
        let id = |text: &str| text.parse().unwrap();
        let application = Application {
            id: id("c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8"),
            app_id: id("8e42d9b6-1f73-4c0a-b5e8-2a6c9d04f7b1"),
            name: "TOTAL".to_owned(),
            kind: "Application".to_owned(),
            template: None,
            owner_tenant: None,
            enabled: true,
            disabled_by_microsoft: None,
            roles: Vec::new(),
        };
        Facts { application: Some(application), ..Facts::default() }
    }

    /// TOK-05: what is copied holds a placeholder.
    #[test]
    fn credentials_are_copied_without_the_token() {
        let change =
            Change::StoreCredentials { old_url: None, new_url: "https://scim.total.example/v2".to_owned() };
        let text = raw(&change, &facts(), &GraphRoot::new("https://graph.microsoft.us").unwrap());
        assert!(text.contains(SECRET_PLACEHOLDER), "{text}");
        assert!(text.starts_with("PUT https://graph.microsoft.us/v1.0/servicePrincipals/"), "{text}");
        assert!(text.contains("\"BaseAddress\""), "{text}");
    }
}
