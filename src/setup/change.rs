//! The changes that the assistant can make, as data. Preview, execution and undo use the same value.

use super::finding::{Shown, Subject};
use super::ids::{AssignmentId, ObjectId, RuleId, TemplateId};
use super::notifications::Notifications;
use super::scope::Scope;
use super::step::StepId;

/// One change to the tenant. Each is idempotent, or read back before it is repeated (design §3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Create the provisioning job.
    CreateJob {
        /// From this template.
        template: TemplateId,
    },
    /// Store tenant URL and secret token. The token is handed over beside the change and is not part of it.
    StoreCredentials {
        /// The URL stored now.
        old_url: Option<String>,
        /// The URL to store.
        new_url: String,
    },
    /// Set whom Entra tells about a quarantine, and when it stops for accidental deletions. The token goes with it, as with
    /// [`Self::StoreCredentials`]: Entra takes all secrets at once (graph-contract §4.1.5).
    SetNotifications {
        /// What is set now.
        old: Notifications,
        /// What to set.
        new: Notifications,
    },
    /// Correct the mapping: all edits in one PUT (design §3).
    FixMapping {
        /// The edits, by position in the schema that was read.
        edits: Vec<MappingEdit>,
    },
    /// Put the schema back as it was before a correction.
    RestoreMapping {
        /// What comes back: attribute, source now, source before.
        rows: Vec<(String, Shown, Shown)>,
    },
    /// Assign a group to the application.
    AssignGroup {
        /// The group.
        group: ObjectId,
        /// Its name.
        name: String,
        /// The app role.
        role: ObjectId,
        /// The role's name.
        role_name: String,
    },
    /// Remove an assignment.
    RemoveAssignment {
        /// The assignment.
        id: AssignmentId,
        /// The principal.
        principal: ObjectId,
        /// The principal's name.
        name: String,
    },
    /// Start, or resume, the job.
    Start,
    /// Pause the job; a running cycle finishes first.
    Pause,
    /// Restart in full: watermark, escrows and quarantine are forgotten (graph-contract C18).
    Restart,
    /// Provision members of a group now.
    ProvisionOnDemand {
        /// The rule that holds the mapping.
        rule: RuleId,
        /// The group.
        group: ObjectId,
        /// Its name.
        group_name: String,
        /// The members by id and name.
        members: Vec<(ObjectId, String)>,
    },
}

impl Change {
    /// Whether the secret token must be at hand: Entra takes it together with what is changed.
    #[must_use]
    pub const fn needs_token(&self) -> bool {
        matches!(self, Self::StoreCredentials { .. } | Self::SetNotifications { .. })
    }

    /// Whether a plan ever proposes it; the others are made only because a person asked for them.
    #[must_use]
    pub const fn is_proposed(&self) -> bool {
        match self {
            Self::CreateJob { .. }
            | Self::StoreCredentials { .. }
            | Self::FixMapping { .. }
            | Self::AssignGroup { .. }
            | Self::Start
            | Self::Restart => true,
            Self::SetNotifications { .. }
            | Self::RestoreMapping { .. }
            | Self::RemoveAssignment { .. }
            | Self::Pause
            | Self::ProvisionOnDemand { .. } => false,
        }
    }
}

/// One edit of the user mapping. Positions are those in the schema that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingEdit {
    /// The target attribute.
    pub target: String,
    /// What happens to it.
    pub kind: EditKind,
}

/// What happens to a mapping row, or to the object mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditKind {
    /// Read another source.
    SetSource {
        /// The row.
        row: usize,
        /// The source now.
        from: Shown,
        /// The attribute to read.
        to: String,
    },
    /// Flow on creation and on update.
    FlowAlways {
        /// The row.
        row: usize,
    },
    /// Add the row.
    Append {
        /// The attribute to read.
        to: String,
        /// Whether the target directory must declare the attribute first.
        declare: bool,
    },
    /// Remove a duplicate.
    Remove {
        /// The row.
        row: usize,
        /// Its source.
        from: Shown,
    },
    /// Enable the object mapping.
    Enable,
}

/// A line of a preview: what changes, from what, to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// What changes.
    pub subject: Subject,
    /// What it is.
    pub old: Shown,
    /// What it will be.
    pub new: Shown,
}

/// What else happens when a change is made; people read it before they agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// Entra evaluates everybody anew in the next cycle (graph-contract §7.27).
    EveryoneEvaluatedAgain,
    /// People who were sent with the wrong identity are sent again.
    PeopleSentAgain,
    /// Members get access to the product.
    MembersGetAccess,
    /// Members lose access with the next cycle.
    MembersLoseAccess,
    /// People are created at the product.
    PeopleCreated,
    /// A running cycle finishes first (graph-contract §7.34).
    RunningCycleFinishes,
    /// The stored token is replaced and cannot be read back.
    TokenReplaced,
    /// The token that is entered goes out with the settings and is stored in place of the one that is there.
    TokenGoesAlong,
    /// Entra counts again who would leave: starting alone allows no deletion.
    DeletionsCountedAgain,
    /// After this, sign-in fails for everybody.
    SignInBreaks,
}

impl Change {
    /// The step that the change belongs to.
    #[must_use]
    pub const fn step(&self) -> StepId {
        match self {
            Self::CreateJob { .. } | Self::StoreCredentials { .. } | Self::SetNotifications { .. } => {
                StepId::Connect
            }
            Self::FixMapping { .. } | Self::RestoreMapping { .. } => StepId::Mapping,
            Self::AssignGroup { .. } | Self::RemoveAssignment { .. } => StepId::Groups,
            Self::Start | Self::Pause | Self::Restart => StepId::Start,
            Self::ProvisionOnDemand { .. } => StepId::OnDemand,
        }
    }

    /// The scope that the change needs (graph-contract §5.2).
    #[must_use]
    pub const fn scope(&self) -> Scope {
        match self {
            Self::AssignGroup { .. } | Self::RemoveAssignment { .. } => Scope::AppRoleAssignmentReadWriteAll,
            _ => Scope::SynchronizationReadWriteAll,
        }
    }

    /// Exactly what changes, old → new.
    #[must_use]
    pub fn preview(&self) -> Vec<PreviewRow> {
        let row = |subject, old, new| PreviewRow { subject, old, new };
        let text = |text: &str| Shown::Text(text.to_owned());
        match self {
            Self::CreateJob { template } => vec![row(Subject::Job, Shown::Absent, text(template.as_str()))],
            Self::StoreCredentials { old_url, new_url } => vec![
                row(Subject::TenantUrl, old_url.as_deref().map_or(Shown::Absent, text), text(new_url)),
                row(
                    Subject::SecretToken,
                    if old_url.is_some() { Shown::Hidden } else { Shown::Absent },
                    Shown::Hidden,
                ),
            ],
            Self::SetNotifications { old, new } => {
                let told = |set: &Notifications| set.recipient.as_deref().map_or(Shown::Absent, text);
                let stops = |set: &Notifications| set.threshold.map_or(Shown::Absent, Shown::Count);
                let rows = [
                    row(Subject::QuarantineMails, told(old), told(new)),
                    row(Subject::DeletionThreshold, stops(old), stops(new)),
                ];
                rows.into_iter().filter(|row| row.old != row.new).collect()
            }
            Self::FixMapping { edits } => edits.iter().map(MappingEdit::preview).collect(),
            Self::RestoreMapping { rows } => rows
                .iter()
                .map(|(target, now, before)| {
                    row(Subject::Attribute(target.clone()), now.clone(), before.clone())
                })
                .collect(),
            Self::AssignGroup { name, role_name, .. } => {
                vec![row(Subject::Group(name.clone()), Shown::Absent, text(role_name))]
            }
            Self::RemoveAssignment { name, .. } => {
                vec![row(Subject::Group(name.clone()), Shown::Flag(true), Shown::Absent)]
            }
            Self::Start => vec![row(Subject::Job, Shown::Flag(false), Shown::Flag(true))],
            Self::Pause => vec![row(Subject::Job, Shown::Flag(true), Shown::Flag(false))],
            Self::Restart => vec![row(Subject::FirstCycle, Shown::Flag(true), Shown::Flag(false))],
            Self::ProvisionOnDemand { members, .. } => members
                .iter()
                .map(|(_, name)| row(Subject::Person(name.clone()), Shown::Flag(false), Shown::Flag(true)))
                .collect(),
        }
    }
}

impl MappingEdit {
    /// What changes, old → new; the place does not matter.
    #[must_use]
    pub fn preview(&self) -> PreviewRow {
        let subject = Subject::Attribute(self.target.clone());
        let (old, new) = match &self.kind {
            EditKind::SetSource { from, to, .. } => (from.clone(), Shown::Attribute(to.clone())),
            EditKind::FlowAlways { .. } => {
                (Shown::Text("ObjectAddOnly".to_owned()), Shown::Text("Always".to_owned()))
            }
            EditKind::Append { to, .. } => (Shown::Absent, Shown::Attribute(to.clone())),
            EditKind::Remove { from, .. } => (from.clone(), Shown::Absent),
            EditKind::Enable => {
                return PreviewRow {
                    subject: Subject::UserMapping,
                    old: Shown::Flag(false),
                    new: Shown::Flag(true),
                };
            }
        };
        PreviewRow { subject, old, new }
    }
}
