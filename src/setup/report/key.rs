//! The names of findings and changes in a saved report. They are for machines and do not change.

use crate::setup::change::Change;
use crate::setup::finding::Kind;

pub(super) const fn change(change: &Change) -> &'static str {
    match change {
        Change::CreateJob { .. } => "create-job",
        Change::StoreCredentials { .. } => "store-credentials",
        Change::FixMapping { .. } => "fix-mapping",
        Change::RestoreMapping { .. } => "restore-mapping",
        Change::AssignGroup { .. } => "assign-group",
        Change::RemoveAssignment { .. } => "remove-assignment",
        Change::Start => "start",
        Change::Pause => "pause",
        Change::Restart => "restart",
        Change::ProvisionOnDemand { .. } => "provision-on-demand",
    }
}

macro_rules! kinds {
    ($($variant:ident = $word:literal,)*) => {
        /// The name of a finding's sentence.
        pub(super) const fn kind(kind: &Kind) -> &'static str {
            match kind { $(Kind::$variant { .. } => $word,)* }
        }
    };
}

kinds! {
    NoApplication = "no-application",
    ApplicationFromRegistration = "application-from-registration",
    ApplicationForeign = "application-foreign",
    NotAnApplication = "not-an-application",
    ApplicationDisabledByMicrosoft = "application-disabled-by-microsoft",
    ApplicationDisabled = "application-disabled",
    ApplicationYoung = "application-young",
    NoSynchronizationAccess = "no-synchronization-access",
    NoAccess = "no-access",
    MissingScope = "missing-scope",
    ScopeAskedLater = "scope-asked-later",
    LookOnly = "look-only",
    MissingRole = "missing-role",
    CouldNotRead = "could-not-read",
    JobMissing = "job-missing",
    NoTemplate = "no-template",
    SeveralJobs = "several-jobs",
    JobPresent = "job-present",
    TenantUrlMissing = "tenant-url-missing",
    TenantUrlStored = "tenant-url-stored",
    TenantUrlSuspect = "tenant-url-suspect",
    OnDemandSwitchedOff = "on-demand-switched-off",
    TokenMissing = "token-missing",
    TokenStored = "token-stored",
    CredentialsUnreadable = "credentials-unreadable",
    NotTested = "not-tested",
    TestPassed = "test-passed",
    EnteredNotStored = "entered-not-stored",
    TestFailed = "test-failed",
    ConnectionRefusedInQuarantine = "connection-refused-in-quarantine",
    UserMappingMissing = "user-mapping-missing",
    UserMappingDisabled = "user-mapping-disabled",
    UserMappingIncomplete = "user-mapping-incomplete",
    ScopingFilter = "scoping-filter",
    RowRight = "row-right",
    RowMissing = "row-missing",
    RowWrongSource = "row-wrong-source",
    RowConstant = "row-constant",
    RowExpression = "row-expression",
    RowDuplicated = "row-duplicated",
    RowNotAlways = "row-not-always",
    IdentityIsMatching = "identity-is-matching",
    SyncedWithWrongMapping = "synced-with-wrong-mapping",
    RequiredGroupNotFound = "required-group-not-found",
    RequiredGroupReplaced = "required-group-replaced",
    GroupAssigned = "group-assigned",
    GroupNotAssigned = "group-not-assigned",
    NoPremium = "no-premium",
    NoUsableRole = "no-usable-role",
    GroupNotSecurityEnabled = "group-not-security-enabled",
    GroupEmpty = "group-empty",
    GroupNested = "group-nested",
    GroupDynamic = "group-dynamic",
    GroupMicrosoft365 = "group-microsoft-365",
    GroupRoleAssignable = "group-role-assignable",
    Guests = "guests",
    DisabledAccounts = "disabled-accounts",
    WithoutAttribute = "without-attribute",
    EveryoneInScope = "everyone-in-scope",
    WaitsFor = "waits-for",
    NotStarted = "not-started",
    Paused = "paused",
    WaitingForFirstRun = "waiting-for-first-run",
    FirstCycleRunning = "first-cycle-running",
    FirstCycleLong = "first-cycle-long",
    InOperation = "in-operation",
    EntryErrors = "entry-errors",
    CycleFailed = "cycle-failed",
    Quarantined = "quarantined",
    RestartPending = "restart-pending",
    NobodyChosen = "nobody-chosen",
    GroupMappingDisabled = "group-mapping-disabled",
    PersonProven = "person-proven",
    PersonWrong = "person-wrong",
    PersonNotSent = "person-not-sent",
    PersonUnclear = "person-unclear",
    PersonSkipped = "person-skipped",
    PersonFailed = "person-failed",
}
