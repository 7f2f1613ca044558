//! Entries of the provisioning log (graph-contract.md §2.5).

use super::on_demand::Outcome;
use super::read::{list, member, number, object, optional, part, resource, text, time};
use serde_json::Value;
use std::time::SystemTime;

resource!(
    /// What happened to one object.
    ProvisioningObjectSummary
);

impl ProvisioningObjectSummary {
    /// The entry's id.
    #[must_use]
    pub fn id(&self) -> &str {
        text(&self.0, "id")
    }

    /// When it happened.
    #[must_use]
    pub fn activity_time(&self) -> Option<SystemTime> {
        time(&self.0, "activityDateTime")
    }

    /// What belongs to one change.
    #[must_use]
    pub fn change_id(&self) -> &str {
        text(&self.0, "changeId")
    }

    /// The cycle in which it happened.
    #[must_use]
    pub fn cycle_id(&self) -> &str {
        text(&self.0, "cycleId")
    }

    /// The job that did it.
    #[must_use]
    pub fn job_id(&self) -> &str {
        text(&self.0, "jobId")
    }

    /// `create`, `update`, `delete`, `disable`, `stagedDelete` or `other`.
    #[must_use]
    pub fn action(&self) -> &str {
        text(&self.0, "provisioningAction")
    }

    /// How long it took, in milliseconds.
    #[must_use]
    pub fn duration_ms(&self) -> i64 {
        number(&self.0, "durationInMilliseconds")
    }

    /// How it ended.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        Outcome::read(text(member(&self.0, "provisioningStatusInfo"), "status"))
    }

    /// The error's code, for instance `SystemForCrossDomainIdentityManagementConflict`.
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        optional(self.error()?, "errorCode")
    }

    /// The service's words about the error: data from outside.
    #[must_use]
    pub fn error_reason(&self) -> Option<&str> {
        optional(self.error()?, "reason")
    }

    /// The object in Entra: its id.
    #[must_use]
    pub fn source_id(&self) -> &str {
        text(member(&self.0, "sourceIdentity"), "id")
    }

    /// The object in Entra: its name.
    #[must_use]
    pub fn source_display_name(&self) -> &str {
        text(member(&self.0, "sourceIdentity"), "displayName")
    }

    /// The object in Entra: a person's user principal name.
    #[must_use]
    pub fn source_user_principal_name(&self) -> Option<&str> {
        optional(member(member(&self.0, "sourceIdentity"), "details"), "UserPrincipalName")
    }

    /// The object in Entra: its type, for instance `User`.
    #[must_use]
    pub fn source_type(&self) -> &str {
        text(member(&self.0, "sourceIdentity"), "identityType")
    }

    /// The object in the target: its id there.
    #[must_use]
    pub fn target_id(&self) -> &str {
        text(member(&self.0, "targetIdentity"), "id")
    }

    /// What was sent.
    #[must_use]
    pub fn modified_properties(&self) -> Vec<ModifiedProperty<'_>> {
        list(&self.0, "modifiedProperties").iter().map(ModifiedProperty::new).collect()
    }

    /// What was done, one after another.
    #[must_use]
    pub fn steps(&self) -> Vec<ProvisioningStep<'_>> {
        list(&self.0, "provisioningSteps").iter().map(ProvisioningStep::new).collect()
    }

    fn error(&self) -> Option<&Value> {
        object(member(&self.0, "provisioningStatusInfo"), "errorInformation")
    }
}

part!(
    /// One attribute that was sent.
    ModifiedProperty
);

impl<'a> ModifiedProperty<'a> {
    /// The attribute's name in the target.
    #[must_use]
    pub fn name(&self) -> &'a str {
        text(self.0, "displayName")
    }

    /// The value before.
    #[must_use]
    pub fn old_value(&self) -> Option<&'a str> {
        optional(self.0, "oldValue")
    }

    /// The value sent.
    #[must_use]
    pub fn new_value(&self) -> Option<&'a str> {
        optional(self.0, "newValue")
    }
}

part!(
    /// One step, of the log or of provisioning on demand.
    ProvisioningStep
);

impl<'a> ProvisioningStep<'a> {
    /// The step's name, for instance `EntryExportAdd`.
    #[must_use]
    pub fn name(&self) -> &'a str {
        text(self.0, "name")
    }

    /// `import`, `scoping`, `matching`, `export` and so on, in any case.
    #[must_use]
    pub fn step_type(&self) -> &'a str {
        optional(self.0, "provisioningStepType").unwrap_or_else(|| text(self.0, "type"))
    }

    /// How it ended.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        Outcome::read(text(self.0, "status"))
    }

    /// The service's words: data from outside.
    #[must_use]
    pub fn description(&self) -> &'a str {
        text(self.0, "description")
    }

    /// One of the details, in either of the two forms in which they come.
    #[must_use]
    pub fn detail(&self, name: &str) -> Option<&'a str> {
        match member(self.0, "details") {
            Value::Array(pairs) => {
                pairs.iter().find(|pair| text(pair, "key") == name).and_then(|it| optional(it, "value"))
            }
            details => optional(details, name),
        }
    }
}
