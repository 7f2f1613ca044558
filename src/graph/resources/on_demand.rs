//! What provisioning on demand answers: JSON inside text, in two shapes, and empty for groups (graph-contract.md §3.3).

use super::log::{ModifiedProperty, ProvisioningStep};
use super::read::{graph_enum, list, member, object, optional, text};
use serde_json::Value;

graph_enum!(
    /// How provisioning one object, or one step of it, ended.
    #[derive(PartialOrd, Ord)]
    Outcome {
        /// Well.
        Success = "Success",
        /// Nothing was done.
        Skipped = "Skipped",
        /// Done, with something to look at.
        Warning = "Warning",
        /// Badly.
        Failure = "Failure",
    }
);

/// The decoded answer. HTTP 200 says nothing about success.
#[derive(Clone, Debug, PartialEq)]
pub enum OnDemandResult {
    /// What happened to each object.
    Objects(Vec<OnDemandObject>),
    /// Only an outcome, as for groups: the steps must be looked up in the log.
    Empty {
        /// The outcome.
        outcome: Outcome,
        /// The error's code.
        error_code: Option<String>,
        /// The service's words: data from outside.
        error_message: Option<String>,
    },
    /// An answer that is none of these; `key` and `value` as they came.
    Unreadable {
        /// The answer's `key`.
        key: String,
        /// The answer's `value`.
        value: String,
    },
}

impl OnDemandResult {
    /// Decodes the `stringKeyStringValuePair` of the answer.
    #[must_use]
    pub fn decode(answer: &Value) -> Self {
        let (key, value) = (text(answer, "key"), text(answer, "value"));
        let head = serde_json::from_str::<Value>(key).ok().filter(|head| head.get("result").is_some());
        let content = serde_json::from_str::<Value>(value).unwrap_or_default();
        let objects: Vec<Value> = match content {
            Value::Array(objects) => objects.into_iter().filter(is_content).collect(),
            object if is_content(&object) => vec![object],
            _ => Vec::new(),
        };
        let head_outcome = head.as_ref().map(|head| Outcome::read(text(head, "result")));
        if !objects.is_empty() {
            let of = |json| OnDemandObject { outcome: outcome(&json, head_outcome.as_ref()), json };
            return Self::Objects(objects.into_iter().map(of).collect());
        }
        let Some((head, outcome)) = head.as_ref().zip(head_outcome) else {
            return Self::Unreadable { key: key.to_owned(), value: value.to_owned() };
        };
        let detail = |name| optional(member(head, "details"), name).map(str::to_owned);
        Self::Empty { outcome, error_code: detail("errorCode"), error_message: detail("errorMessage") }
    }
}

fn is_content(value: &Value) -> bool {
    value.as_object().is_some_and(|object| !object.is_empty())
}

/// `statusInfo.status`, else the worst step, else what the head says.
fn outcome(object: &Value, head: Option<&Outcome>) -> Outcome {
    if let Some(status) = optional(member(object, "statusInfo"), "status") {
        return Outcome::read(status);
    }
    let steps = list(object, "provisioningSteps").iter();
    let known =
        steps.map(|step| Outcome::read(text(step, "status"))).filter(|it| !matches!(it, Outcome::Unknown(_)));
    known.max().or_else(|| head.cloned()).unwrap_or_else(|| Outcome::Unknown(String::new()))
}

/// What happened to one object.
#[derive(Clone, Debug, PartialEq)]
pub struct OnDemandObject {
    /// How it ended.
    pub outcome: Outcome,
    json: Value,
}

impl OnDemandObject {
    /// What the service sent.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// `Create`, `Update`, `Delete`, `Disable` or `Other`.
    #[must_use]
    pub fn action(&self) -> &str {
        text(&self.json, "action")
    }

    /// The object in Entra: its id.
    #[must_use]
    pub fn source_id(&self) -> &str {
        text(member(&self.json, "sourceIdentity"), "id")
    }

    /// The object in the target: its id there.
    #[must_use]
    pub fn target_id(&self) -> &str {
        text(member(&self.json, "targetIdentity"), "id")
    }

    /// The error's code: of the status, else of the step that skipped.
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        let status = object(&self.json, "statusInfo").and_then(|status| optional(status, "errorCode"));
        status.or_else(|| {
            let steps = list(&self.json, "provisioningSteps").iter().map(ProvisioningStep::new);
            steps.into_iter().find_map(|step| step.detail("SkipReason").or_else(|| step.detail("errorCode")))
        })
    }

    /// What was sent.
    #[must_use]
    pub fn modified_properties(&self) -> Vec<ModifiedProperty<'_>> {
        list(&self.json, "modifiedProperties").iter().map(ModifiedProperty::new).collect()
    }

    /// What was done, one after another.
    #[must_use]
    pub fn steps(&self) -> Vec<ProvisioningStep<'_>> {
        list(&self.json, "provisioningSteps").iter().map(ProvisioningStep::new).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_of_no_known_shape_is_kept_as_it_came() {
        for (key, value) in [("Some.Type", "not json"), ("", ""), ("{}", "[]")] {
            let result = OnDemandResult::decode(&json!({"key": key, "value": value}));
            assert_eq!(result, OnDemandResult::Unreadable { key: key.to_owned(), value: value.to_owned() });
        }
    }

    #[test]
    fn without_a_status_the_worst_step_counts_and_then_the_head() {
        let decode = |value: &str| match OnDemandResult::decode(
            &json!({"key": r#"{"result":"Failure"}"#, "value": value}),
        ) {
            OnDemandResult::Objects(objects) => objects[0].outcome.clone(),
            other => panic!("{other:?}"),
        };
        let steps = r#"{"provisioningSteps":[{"status":"Success"},{"status":"skipped"},{"status":"Odd"}]}"#;
        assert_eq!(decode(steps), Outcome::Skipped);
        assert_eq!(decode(r#"{"action":"Other"}"#), Outcome::Failure);
    }

    #[test]
    fn an_empty_failure_keeps_its_code() {
        let key = r#"{"result":"Failure","details":{"errorCode":"X","errorMessage":"words"}}"#;
        let result = OnDemandResult::decode(&json!({"key": key, "value": "{}"}));
        let (error_code, error_message) = (Some("X".to_owned()), Some("words".to_owned()));
        assert_eq!(result, OnDemandResult::Empty { outcome: Outcome::Failure, error_code, error_message });
    }
}
