//! The demonstration's stories.

use crate::sim::Scenario;

/// One sentence about a scenario.
#[must_use]
pub const fn story(scenario: Scenario) -> &'static str {
    match scenario {
        Scenario::Fresh => "A fresh application: nothing is set up",
        Scenario::DefaultMapping => "Connected, with Entra's default mapping",
        Scenario::MappingMissing => "The identity row was deleted",
        Scenario::MappingDuplicated => "The identity row stands twice",
        Scenario::MappingConstant => "The identity is a constant",
        Scenario::MappingExpression => "The identity is an expression",
        Scenario::SyncedWrong => "Already synced with the wrong mapping",
        Scenario::Quarantined => "Stopped by Entra: the token is refused",
        Scenario::DeletionsStopped => "Stopped by Entra: too many would be removed",
        Scenario::ScopingFilter => "A scoping filter leaves people out",
        Scenario::NoAdminGroup => "The admin group does not exist",
        Scenario::NestedGroups => "The admin group holds another group",
        Scenario::EmptyGroup => "The admin group is empty",
        Scenario::DynamicGroup => "A rule fills the admin group",
        Scenario::TwoApps => "Two applications bear the name",
        Scenario::RegistrationApp => "The application was born from a registration",
        Scenario::ForeignApp => "The application belongs to another tenant",
        Scenario::NewApp => "The application is a minute old",
        Scenario::InsufficientRole => "You are only Global Reader",
        Scenario::ReadOnlyScopes => "Signed in to look only",
        Scenario::NoP1 => "No Entra ID P1",
        Scenario::Throttled => "Microsoft throttles",
        Scenario::Flaky => "The network is bad",
        Scenario::Large => "A very large tenant",
        Scenario::SeveralJobs => "Several jobs on one application",
        Scenario::ScopeAll => "Everybody is in scope",
        Scenario::AllRight => "Everything is right",
        Scenario::FirstCycle => "The first cycle is running",
        Scenario::FirstCycleLong => "The first cycle takes too long",
        Scenario::SeveralCycles => "In operation, with changes and failures",
        Scenario::CycleLate => "The next cycle is late",
    }
}
