//! What a check concludes: a kind, how much it matters, and the evidence. Words for people are in [`crate::words`].

use super::credentials::Refusal;
use super::filter::Clause;
use super::quarantine::Reason;
use super::scope::Scope;
use super::step::StepId;
use super::visit::{TestCause, TestFailure};
use serde::{Deserialize, Serialize};
use std::time::{Duration, SystemTime};

/// A conclusion about one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub kind: Kind,
    /// What it was concluded from; never empty.
    pub evidence: Vec<Evidence>,
}

impl Finding {
    /// A finding with one piece of evidence.
    #[must_use]
    pub fn new(kind: Kind, evidence: Evidence) -> Self {
        Self { kind, evidence: vec![evidence] }
    }
}

/// Something that was seen, and what it should be where it is not right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What was looked at.
    pub subject: Subject,
    /// What it is.
    pub now: Shown,
    /// What it should be.
    pub should_be: Option<Shown>,
}

impl Evidence {
    /// Something that is as it should be, or for which nothing is required.
    #[must_use]
    pub const fn seen(subject: Subject, now: Shown) -> Self {
        Self { subject, now, should_be: None }
    }

    /// Something that should be otherwise.
    #[must_use]
    pub const fn wrong(subject: Subject, now: Shown, should_be: Shown) -> Self {
        Self { subject, now, should_be: Some(should_be) }
    }
}

/// What evidence is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The enterprise application.
    Application,
    /// The synchronization job.
    Job,
    /// The tenant URL.
    TenantUrl,
    /// The secret token.
    SecretToken,
    /// The connection test.
    ConnectionTest,
    /// Whom Entra writes to when it stops the job.
    QuarantineMails,
    /// How many people may be removed in one cycle.
    DeletionThreshold,
    /// When the secret token was stored.
    TokenStored,
    /// When the secret token expires.
    TokenExpires,
    /// The scoping filter.
    ScopingFilter,
    /// A SCIM attribute.
    Attribute(String),
    /// The object mapping of users as a whole.
    UserMapping,
    /// The object mapping of groups as a whole.
    GroupMapping,
    /// A group by name.
    Group(String),
    /// A person by name.
    Person(String),
    /// Who is in scope.
    Scope,
    /// The first cycle.
    FirstCycle,
    /// The newest cycle.
    LastCycle,
    /// The next cycle.
    NextCycle,
    /// Why the job is in quarantine.
    Quarantine,
    /// Since when it is.
    QuarantineSince,
    /// When Entra tries again by itself.
    NextAttempt,
    /// When Entra disables the job.
    DisabledOn,
    /// A permission.
    Permission(Scope),
    /// The person's Entra roles.
    Role,
    /// The tenant's licence.
    Licence,
    /// Another step.
    Step(StepId),
}

/// A value as it is shown; formatting is the view's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Text from the tenant or from the requirements.
    Text(String),
    /// An attribute as a mapping's source.
    Attribute(String),
    /// A constant as a mapping's source.
    Constant(String),
    /// An expression as a mapping's source.
    Expression(String),
    /// Nothing there.
    Absent,
    /// There, and cannot be read back.
    Hidden,
    /// A number.
    Count(u64),
    /// So many of so many.
    Part(u64, u64),
    /// A moment.
    Time(SystemTime),
    /// A range of time.
    Between(Duration, Duration),
    /// Yes or no.
    Flag(bool),
    /// Conditions of a scoping filter, all of which must hold.
    Clauses(Vec<Clause>),
    /// What a person has in an attribute; none where it is empty.
    Held {
        /// The attribute.
        attribute: String,
        /// Its value.
        value: Option<String>,
    },
}

/// How much a finding matters; the step's status follows from the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// As it should be.
    Good,
    /// Worth knowing.
    Info,
    /// May surprise later; does not stop the step.
    Warning,
    /// Something runs.
    Running,
    /// Not right, and can be changed here.
    Problem,
    /// Something else must happen first.
    Blocker,
    /// Went wrong.
    Failure,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    // The application, for every step.
    /// No application is chosen.
    NoApplication,
    /// Made from an app registration: Entra offers no provisioning for it (graph-contract §7.7).
    ApplicationFromRegistration,
    /// Owned by another tenant: Entra cannot provision it (graph-contract §4.0.5).
    ApplicationForeign,
    /// Not an application but, for instance, a managed identity.
    NotAnApplication,
    /// Microsoft disabled it.
    ApplicationDisabledByMicrosoft,
    /// Sign-in to it is switched off.
    ApplicationDisabled,
    /// Synchronization answers 401 or 404 and the application is young (graph-contract §7.6).
    ApplicationYoung,
    /// Synchronization cannot be read: a scope or role is missing (graph-contract §7.1).
    NoSynchronizationAccess,
    /// Directory reads are refused.
    NoAccess(Vec<Scope>),
    /// A write scope that a proposed change needs is missing, and cannot be asked for.
    MissingScope(Scope),
    /// A write scope that a proposed change needs is asked for when the change is made.
    ScopeAskedLater(Scope),
    /// A proposed change would need a write scope, and the person chose to look only.
    LookOnly(Scope),
    /// No active role is known that allows the proposed changes.
    MissingRole,
    /// A part could not be read for another reason.
    CouldNotRead {
        /// Whether the network failed.
        offline: bool,
        /// The request id to quote.
        request_id: Option<String>,
    },

    // Connect.
    /// No provisioning job yet.
    JobMissing,
    /// The application has no provisioning template.
    NoTemplate,
    /// More than one job.
    SeveralJobs,
    /// The job exists.
    JobPresent,
    /// No tenant URL is stored.
    TenantUrlMissing,
    /// A tenant URL is stored.
    TenantUrlStored,
    /// The stored tenant URL would be refused if it were entered today.
    TenantUrlSuspect(Refusal),
    /// The stored tenant URL switches provisioning on demand off.
    OnDemandSwitchedOff,
    /// No token is stored.
    TokenMissing,
    /// A token is stored.
    TokenStored,
    /// The stored token is old, or expires soon: a new one is due.
    TokenDue,
    /// Nobody is told when Entra stops the job.
    NobodyTold,
    /// The stored credentials cannot be read; the job's health must do.
    CredentialsUnreadable,
    /// Not tested in this visit.
    NotTested,
    /// The test passed.
    TestPassed,
    /// The entered credentials passed and are not stored yet.
    EnteredNotStored,
    /// The test failed.
    TestFailed(TestFailure),
    /// Entra itself was refused by the product.
    ConnectionRefusedInQuarantine(TestCause),

    // Mapping.
    /// The schema has no mapping of users.
    UserMappingMissing,
    /// The mapping of users is disabled.
    UserMappingDisabled,
    /// The mapping of users does not create or does not update.
    UserMappingIncomplete,
    /// A scoping filter excludes people.
    ScopingFilter,
    /// People who are to be sent do not pass the scoping filter.
    FilteredOut,
    /// A required row is right.
    RowRight,
    /// A required row is not there.
    RowMissing,
    /// A required row reads another attribute.
    RowWrongSource,
    /// A required row sends the same text for everybody.
    RowConstant,
    /// A required row is computed.
    RowExpression,
    /// A required target stands more than once.
    RowDuplicated,
    /// A required row flows only at creation.
    RowNotAlways,
    /// The identity attribute is used for matching: changing it may make duplicates (graph-contract §7.26).
    IdentityIsMatching,
    /// People were already sent with the wrong mapping.
    SyncedWithWrongMapping,

    // Groups.
    /// A required group does not exist.
    RequiredGroupNotFound,
    /// A required group does not exist, and another one stands in for it.
    RequiredGroupReplaced,
    /// A chosen group is assigned.
    GroupAssigned,
    /// A chosen group is not assigned.
    GroupNotAssigned,
    /// Groups cannot be assigned without Entra ID P1.
    NoPremium,
    /// The application has no role that a group can hold.
    NoUsableRole,
    /// Not a security group.
    GroupNotSecurityEnabled,
    /// Nobody is in it.
    GroupEmpty,
    /// Groups are in it: Entra provisions direct members only.
    GroupNested,
    /// A rule decides who is in it.
    GroupDynamic,
    /// A Microsoft 365 group.
    GroupMicrosoft365,
    /// Directory roles can be given to it.
    GroupRoleAssignable,
    /// Guests are in it.
    Guests,
    /// Disabled accounts are in it.
    DisabledAccounts,
    /// People lack the attribute that a required mapping reads.
    WithoutAttribute(String),
    /// Everybody is in scope, not only those assigned.
    EveryoneInScope,

    // Start.
    /// Another step must be done first.
    WaitsFor(StepId),
    /// Ready to be started.
    NotStarted,
    /// Paused.
    Paused,
    /// Started, the first run is still to come.
    WaitingForFirstRun,
    /// The first cycle is running.
    FirstCycleRunning,
    /// The first cycle runs longer than Microsoft's range.
    FirstCycleLong,
    /// In operation.
    InOperation,
    /// The next cycle is late.
    CycleLate,
    /// Some entries failed.
    EntryErrors,
    /// The newest cycle failed as a whole.
    CycleFailed,
    /// Entra stopped it, for this reason.
    Quarantined(Reason),
    /// A full restart is needed so that corrected values are sent.
    RestartPending,

    // On demand.
    /// Nobody is chosen.
    NobodyChosen,
    /// The mapping of groups is disabled: on demand works by group.
    GroupMappingDisabled,
    /// A chosen person lacks the attribute that a required mapping reads: it is not sent, and nothing else is wrong.
    LacksAttribute(String),
    /// Sent, and the identity equals the object id.
    PersonProven,
    /// Sent, and the identity is another.
    PersonWrong,
    /// Not sent yet.
    PersonNotSent,
    /// Sent, but Entra did not show the identity value.
    PersonUnclear,
    /// Left out, with Microsoft's code.
    PersonSkipped(String),
    /// Failed, with Microsoft's code.
    PersonFailed(String),
}

impl Kind {
    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        use Kind as K;
        match self {
            K::JobPresent
            | K::TenantUrlStored
            | K::TokenStored
            | K::TestPassed
            | K::RowRight
            | K::GroupAssigned
            | K::InOperation
            | K::PersonProven => Severity::Good,
            K::NotTested
            | K::RequiredGroupReplaced
            | K::GroupDynamic
            | K::GroupMicrosoft365
            | K::CredentialsUnreadable
            | K::NobodyTold
            | K::LacksAttribute(_)
            | K::ScopeAskedLater(_)
            | K::LookOnly(_) => Severity::Info,
            K::ApplicationDisabled
            | K::SeveralJobs
            | K::TenantUrlSuspect(_)
            | K::OnDemandSwitchedOff
            | K::ScopingFilter
            | K::FilteredOut
            | K::TokenDue
            | K::IdentityIsMatching
            | K::SyncedWithWrongMapping
            | K::GroupEmpty
            | K::GroupNested
            | K::GroupRoleAssignable
            | K::Guests
            | K::DisabledAccounts
            | K::WithoutAttribute(_)
            | K::EveryoneInScope
            | K::EntryErrors
            | K::CycleFailed
            | K::FirstCycleLong
            | K::CycleLate
            | K::MissingScope(_)
            | K::MissingRole => Severity::Warning,
            K::WaitingForFirstRun | K::FirstCycleRunning => Severity::Running,
            K::JobMissing
            | K::TenantUrlMissing
            | K::TokenMissing
            | K::EnteredNotStored
            | K::UserMappingDisabled
            | K::RowMissing
            | K::RowWrongSource
            | K::RowConstant
            | K::RowExpression
            | K::RowDuplicated
            | K::RowNotAlways
            | K::GroupNotAssigned
            | K::NotStarted
            | K::Paused
            | K::RestartPending
            | K::NobodyChosen
            | K::PersonNotSent
            | K::PersonWrong
            | K::PersonUnclear
            | K::PersonSkipped(_) => Severity::Problem,
            K::NoApplication
            | K::ApplicationFromRegistration
            | K::ApplicationForeign
            | K::NotAnApplication
            | K::ApplicationDisabledByMicrosoft
            | K::ApplicationYoung
            | K::NoSynchronizationAccess
            | K::NoAccess(_)
            | K::NoTemplate
            | K::UserMappingMissing
            | K::UserMappingIncomplete
            | K::RequiredGroupNotFound
            | K::NoPremium
            | K::NoUsableRole
            | K::GroupNotSecurityEnabled
            | K::WaitsFor(_)
            | K::GroupMappingDisabled => Severity::Blocker,
            K::CouldNotRead { .. }
            | K::TestFailed(_)
            | K::ConnectionRefusedInQuarantine(_)
            | K::Quarantined(_)
            | K::PersonFailed(_) => Severity::Failure,
        }
    }
}
