//! The named states a simulated tenant can begin in.

/// What a scenario is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// The way through, from the beginning to the end.
    Start,
    /// What is sent for each person.
    Mapping,
    /// The way to the product, and what is sent on it.
    Connection,
    /// Who is in the groups.
    Groups,
    /// Which application it is, and whether it can be provisioned at all.
    Application,
    /// What the person signed in may do.
    Permissions,
    /// A service or a network that does not do its best.
    BadDays,
    /// After the first start.
    Operation,
}

impl Theme {
    /// Every theme, in the order to offer them.
    pub const ALL: [Self; 8] = [
        Self::Start,
        Self::Mapping,
        Self::Connection,
        Self::Groups,
        Self::Application,
        Self::Permissions,
        Self::BadDays,
        Self::Operation,
    ];
}

/// A named state of the tenant. `docs/simulated-tenant.md` tells what each shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// The application exists, nothing is set up.
    Fresh,
    /// Job and credentials, Entra's default mapping, not started.
    DefaultMapping,
    /// The row for `externalId` is gone.
    MappingMissing,
    /// Two rows for `externalId`; the last one wins.
    MappingDuplicated,
    /// `externalId` is a constant.
    MappingConstant,
    /// `externalId` is an expression.
    MappingExpression,
    /// Started with the default mapping: people at TOTAL hold a wrong `externalId`.
    SyncedWrong,
    /// The endpoint refuses the stored token; the job is in quarantine.
    Quarantined,
    /// A group was taken off the application: more people would be removed than the threshold allows.
    DeletionsStopped,
    /// The mapping is right, and a scoping filter leaves people out.
    ScopingFilter,
    /// No group is called TOTAL-Admin.
    NoAdminGroup,
    /// TOTAL-Admin holds another group whose members are not provisioned.
    NestedGroups,
    /// TOTAL-Admin has no members.
    EmptyGroup,
    /// TOTAL-Admin has a membership rule.
    DynamicGroup,
    /// Two applications called TOTAL.
    TwoApps,
    /// TOTAL was made by an app registration: it cannot be provisioned.
    RegistrationApp,
    /// TOTAL belongs to another tenant: it cannot be provisioned.
    ForeignApp,
    /// TOTAL was created a minute ago.
    NewApp,
    /// The signed-in person has only Global Reader.
    InsufficientRole,
    /// The token holds the scopes for reading only.
    ReadOnlyScopes,
    /// No Entra ID P1: groups cannot be assigned, logs cannot be read.
    NoP1,
    /// Every third request is answered with 429.
    Throttled,
    /// Every fourth request goes wrong in one of four ways.
    Flaky,
    /// 20,000 groups, one with 50,000 members.
    Large,
    /// Two jobs on one application.
    SeveralJobs,
    /// `SyncAll` is true: everyone is in scope.
    ScopeAll,
    /// Everything is right and has been in operation for days.
    AllRight,
    /// Everything is right, and the first cycle has been running for twelve minutes.
    FirstCycle,
    /// As before, but it should have been over long ago; a third of the people is refused.
    FirstCycleLong,
    /// In operation for half a day, with changes in every cycle and failures in the newest ones.
    SeveralCycles,
    /// In operation, but no cycle has run for three hours.
    CycleLate,
}

impl Scenario {
    /// Every scenario, in the order to offer them.
    pub const ALL: &'static [Self] = &[
        Self::Fresh,
        Self::DefaultMapping,
        Self::MappingMissing,
        Self::MappingDuplicated,
        Self::MappingConstant,
        Self::MappingExpression,
        Self::SyncedWrong,
        Self::Quarantined,
        Self::DeletionsStopped,
        Self::ScopingFilter,
        Self::NoAdminGroup,
        Self::NestedGroups,
        Self::EmptyGroup,
        Self::DynamicGroup,
        Self::TwoApps,
        Self::RegistrationApp,
        Self::ForeignApp,
        Self::NewApp,
        Self::InsufficientRole,
        Self::ReadOnlyScopes,
        Self::NoP1,
        Self::Throttled,
        Self::Flaky,
        Self::Large,
        Self::SeveralJobs,
        Self::ScopeAll,
        Self::AllRight,
        Self::FirstCycle,
        Self::FirstCycleLong,
        Self::SeveralCycles,
        Self::CycleLate,
    ];

    /// The name as it stands in an address: `?scenario=default-mapping`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::DefaultMapping => "default-mapping",
            Self::MappingMissing => "mapping-missing",
            Self::MappingDuplicated => "mapping-duplicated",
            Self::MappingConstant => "mapping-constant",
            Self::MappingExpression => "mapping-expression",
            Self::SyncedWrong => "synced-wrong",
            Self::Quarantined => "quarantined",
            Self::DeletionsStopped => "deletions-stopped",
            Self::ScopingFilter => "scoping-filter",
            Self::NoAdminGroup => "no-admin-group",
            Self::NestedGroups => "nested-groups",
            Self::EmptyGroup => "empty-group",
            Self::DynamicGroup => "dynamic-group",
            Self::TwoApps => "two-apps",
            Self::RegistrationApp => "registration-app",
            Self::ForeignApp => "foreign-app",
            Self::NewApp => "new-app",
            Self::InsufficientRole => "insufficient-role",
            Self::ReadOnlyScopes => "read-only-scopes",
            Self::NoP1 => "no-p1",
            Self::Throttled => "throttled",
            Self::Flaky => "flaky",
            Self::Large => "large",
            Self::SeveralJobs => "several-jobs",
            Self::ScopeAll => "scope-all",
            Self::AllRight => "all-right",
            Self::FirstCycle => "first-cycle",
            Self::FirstCycleLong => "first-cycle-long",
            Self::SeveralCycles => "several-cycles",
            Self::CycleLate => "cycle-late",
        }
    }

    /// The scenario of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scenario| scenario.name() == name)
    }

    /// What it is about.
    #[must_use]
    pub const fn theme(self) -> Theme {
        match self {
            Self::Fresh | Self::DefaultMapping | Self::SyncedWrong | Self::AllRight => Theme::Start,
            Self::MappingMissing
            | Self::MappingDuplicated
            | Self::MappingConstant
            | Self::MappingExpression => Theme::Mapping,
            Self::Quarantined
            | Self::DeletionsStopped
            | Self::ScopingFilter
            | Self::SeveralJobs
            | Self::ScopeAll => Theme::Connection,
            Self::NoAdminGroup | Self::NestedGroups | Self::EmptyGroup | Self::DynamicGroup => Theme::Groups,
            Self::TwoApps | Self::RegistrationApp | Self::ForeignApp | Self::NewApp => Theme::Application,
            Self::InsufficientRole | Self::ReadOnlyScopes | Self::NoP1 => Theme::Permissions,
            Self::Throttled | Self::Flaky | Self::Large => Theme::BadDays,
            Self::FirstCycle | Self::FirstCycleLong | Self::SeveralCycles | Self::CycleLate => {
                Theme::Operation
            }
        }
    }
}
