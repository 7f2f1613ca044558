//! Changes, their consequences and their outcome.

use crate::setup::change::{Change, Consequence, EditKind};
use crate::setup::filter::Clause;
use crate::setup::finding::{Shown, Subject};
use std::time::Duration;

/// What a change does, as a heading.
#[must_use]
pub const fn title(change: &Change) -> &'static str {
    match change {
        Change::CreateJob { .. } => "Create the provisioning job",
        Change::StoreCredentials { .. } => "Store tenant URL and secret token",
        Change::SetNotifications { .. } => "Set notifications and the accidental-deletion threshold",
        Change::FixMapping { .. } => "Correct the attribute mapping",
        Change::RestoreMapping { .. } => "Put the attribute mapping back",
        Change::AssignGroup { .. } => "Assign a group to the application",
        Change::RemoveAssignment { .. } => "Remove an assignment",
        Change::Start => "Start provisioning",
        Change::Pause => "Pause provisioning",
        Change::Restart => "Restart provisioning in full",
        Change::ProvisionOnDemand { .. } => "Provision people now",
    }
}

/// What else a change brings about.
#[must_use]
pub const fn consequence(consequence: Consequence) -> &'static str {
    match consequence {
        Consequence::EveryoneEvaluatedAgain => "Entra evaluates everybody again in the next cycle.",
        Consequence::PeopleSentAgain => {
            "People already at {product} are sent again under the right identity."
        }
        Consequence::MembersGetAccess => "Its direct members get access to {product}.",
        Consequence::MembersLoseAccess => "Its members lose access to {product} with the next cycle.",
        Consequence::PeopleCreated => "People are created at {product}.",
        Consequence::RunningCycleFinishes => "A cycle that is running finishes first.",
        Consequence::TokenReplaced => "The stored token is replaced; Entra cannot show the old one again.",
        Consequence::TokenGoesAlong => {
            "Entra stores settings and token together and never shows the token: the one you enter is tested first, then stored with them."
        }
        Consequence::DeletionsCountedAgain => {
            "Starting allows no deletion: Entra counts again, and stops again if as many people would still be removed."
        }
        Consequence::SignInBreaks => "After this, sign-in to {product} fails for everybody.",
    }
}

/// A word for what happens to a mapping row.
#[must_use]
pub const fn edit(kind: &EditKind) -> &'static str {
    match kind {
        EditKind::SetSource { .. } => "Changed",
        EditKind::FlowAlways { .. } => "Always flows",
        EditKind::Append { .. } => "Added",
        EditKind::Remove { .. } => "Removed",
        EditKind::Enable => "Enabled",
    }
}

/// A yes or no in a preview, in the words of what it is about.
#[must_use]
pub const fn flag(subject: &Subject, value: bool) -> &'static str {
    match (subject, value) {
        (Subject::Job, true) => "Running",
        (Subject::Job, false) => "Not running",
        (Subject::Group(_), true) => "Assigned",
        (Subject::Group(_), false) => "Not assigned",
        (Subject::Person(_), true) => "Sent to {product}",
        (Subject::Person(_), false) => "As it is now",
        (Subject::Step(_), true) => "Done",
        (Subject::Step(_), false) => "Not done",
        (Subject::UserMapping | Subject::GroupMapping, true) => "Enabled",
        (Subject::UserMapping | Subject::GroupMapping, false) => "Disabled",
        (Subject::Permission(_), true) => "Granted",
        (Subject::Permission(_), false) => "Not granted",
        (Subject::ConnectionTest, true) => "Passed",
        (Subject::ConnectionTest, false) => "Failed",
        (Subject::FirstCycle, true) => "Finished",
        (Subject::FirstCycle, false) => "Runs again for everybody",
        (Subject::Scope, true) => "Everybody in the tenant",
        (Subject::Scope, false) => "Only those assigned",
        (_, true) => "Yes",
        (_, false) => "No",
    }
}

/// A value that needs no formatting by the browser; `None` for times and ranges, which are the view's.
#[must_use]
pub fn shown(subject: &Subject, shown: &Shown) -> Option<String> {
    Some(match shown {
        Shown::Text(text) | Shown::Attribute(text) | Shown::Expression(text) => text.clone(),
        Shown::Constant(text) => ["“", text, "”"].concat(),
        Shown::Absent => match subject {
            Subject::Group(_) => "Not assigned",
            Subject::Permission(_) => "Not granted",
            Subject::Role => "None that is active",
            Subject::Person(_) => "Not sent",
            Subject::Attribute(_) => "Not mapped",
            Subject::QuarantineMails => "Nobody",
            Subject::DeletionThreshold => "Off",
            Subject::TokenStored => "Not known: Entra does not tell",
            _ => "Nothing yet",
        }
        .to_owned(),
        Shown::Hidden => "Stored, not shown".to_owned(),
        Shown::Count(count) => count.to_string(),
        Shown::Part(part, whole) => [&part.to_string(), " of ", &whole.to_string()].concat(),
        Shown::Flag(value) => flag(subject, *value).to_owned(),
        Shown::Clauses(clauses) => clauses.iter().map(clause).collect::<Vec<_>>().join(" and "),
        Shown::Held { attribute, value } => match value {
            Some(value) => [attribute, " is “", value, "”"].concat(),
            None => [attribute, " is empty"].concat(),
        },
        Shown::Time(_) | Shown::Between(..) => return None,
    })
}

/// A condition of a scoping filter, with the operator's name in the admin center.
fn clause(clause: &Clause) -> String {
    let values: Vec<_> = clause.values.iter().map(|value| ["“", value, "”"].concat()).collect();
    let parts = [clause.attribute.as_str(), &clause.operator, &values.join(" or ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A range such as "5 to 20 minutes".
#[must_use]
pub fn between(low: Duration, high: Duration) -> String {
    let (low, high) = (low.as_secs().div_ceil(60), high.as_secs().div_ceil(60));
    let (unit, low, high) =
        if high > 180 { (" hours", low.div_ceil(60), high.div_ceil(60)) } else { (" minutes", low, high) };
    [&low.to_string(), " to ", &high.to_string(), unit].concat()
}
