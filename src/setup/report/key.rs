//! The names of findings and changes in a saved report. They are for machines and do not change.

use super::{FindingReport, Report};
use crate::setup::change::Change;
use crate::setup::facts::Quarantine;
use crate::setup::finding::Kind;
use crate::setup::quarantine::Reason;

/// The name of a change.
#[must_use]
pub const fn change(change: &Change) -> &'static str {
    match change {
        Change::CreateJob { .. } => "create-job",
        Change::StoreCredentials { .. } => "store-credentials",
        Change::SetNotifications { .. } => "set-notifications",
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
    (plain { $($plain:ident = $plain_word:literal,)* } holding { $($holding:ident = $word:literal,)* }) => {
        /// The name of a finding's sentence.
        pub(super) const fn kind(kind: &Kind) -> &'static str {
            match kind {
                $(Kind::$plain => $plain_word,)*
                $(Kind::$holding { .. } => $word,)*
            }
        }

        /// The finding of that name, where the name says all of it.
        fn plain(word: &str) -> Option<Kind> {
            Some(match word { $($plain_word => Kind::$plain,)* _ => return None })
        }
    };
}

kinds! {
    plain {
    NoApplication = "no-application",
        ApplicationFromRegistration = "application-from-registration",
        ApplicationForeign = "application-foreign",
        NotAnApplication = "not-an-application",
        ApplicationDisabledByMicrosoft = "application-disabled-by-microsoft",
        ApplicationDisabled = "application-disabled",
        ApplicationYoung = "application-young",
        NoSynchronizationAccess = "no-synchronization-access",
        MissingRole = "missing-role",
        JobMissing = "job-missing",
        NoTemplate = "no-template",
        SeveralJobs = "several-jobs",
        JobPresent = "job-present",
        TenantUrlMissing = "tenant-url-missing",
        TenantUrlStored = "tenant-url-stored",
        OnDemandSwitchedOff = "on-demand-switched-off",
        TokenMissing = "token-missing",
        TokenStored = "token-stored",
        TokenDue = "token-due",
        NobodyTold = "nobody-told",
        CredentialsUnreadable = "credentials-unreadable",
        NotTested = "not-tested",
        TestPassed = "test-passed",
        EnteredNotStored = "entered-not-stored",
        UserMappingMissing = "user-mapping-missing",
        UserMappingDisabled = "user-mapping-disabled",
        UserMappingIncomplete = "user-mapping-incomplete",
        ScopingFilter = "scoping-filter",
        FilteredOut = "filtered-out",
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
        EveryoneInScope = "everyone-in-scope",
        NotStarted = "not-started",
        Paused = "paused",
        WaitingForFirstRun = "waiting-for-first-run",
        FirstCycleRunning = "first-cycle-running",
        FirstCycleLong = "first-cycle-long",
        CycleLate = "cycle-late",
        InOperation = "in-operation",
        EntryErrors = "entry-errors",
        CycleFailed = "cycle-failed",
        RestartPending = "restart-pending",
        NobodyChosen = "nobody-chosen",
        GroupMappingDisabled = "group-mapping-disabled",
        PersonProven = "person-proven",
        PersonWrong = "person-wrong",
        PersonNotSent = "person-not-sent",
        PersonUnclear = "person-unclear",
    }
    holding {
        NoAccess = "no-access",
        MissingScope = "missing-scope",
        ScopeAskedLater = "scope-asked-later",
        LookOnly = "look-only",
        CouldNotRead = "could-not-read",
        TenantUrlSuspect = "tenant-url-suspect",
        TestFailed = "test-failed",
        ConnectionRefusedInQuarantine = "connection-refused-in-quarantine",
        WithoutAttribute = "without-attribute",
        WaitsFor = "waits-for",
        Quarantined = "quarantined",
        LacksAttribute = "lacks-attribute",
        PersonSkipped = "person-skipped",
        PersonFailed = "person-failed",
    }
}

impl Report {
    /// What `found`, a finding of this report, is; none where a report does not keep all that it says.
    #[must_use]
    pub fn kind(&self, found: &FindingReport) -> Option<Kind> {
        if found.check != "quarantined" {
            return plain(&found.check);
        }
        let reason = self.job.as_ref()?.quarantine.clone()?;
        let quarantine = Quarantine { reason, since: None, next_attempt: None, error: None };
        Some(Kind::Quarantined(Reason::of(&quarantine)))
    }
}
