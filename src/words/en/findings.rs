//! What each finding says.

use crate::setup::finding::{Kind, Subject};
use crate::setup::quarantine::Reason;
use crate::setup::step::StepId;
use crate::words::Sentence;

/// Why the job is in quarantine.
const fn quarantined(reason: Reason) -> Sentence {
    let (what, means, act) = match reason {
        Reason::Refused => (
            "Entra stopped the job: {product} refused it",
            "The token is not accepted, or the address does not answer as SCIM. Entra tries rarely until the cause is gone.",
            "Test what is stored. If that fails, enter a new token from the {console}. Then start again: that ends the quarantine.",
        ),
        Reason::TooManyFailures => (
            "Entra stopped the job: too many people failed",
            "More than two in five could not be written to {product}. Entra tries rarely until that changes.",
            "Look at what failed in the provisioning log and mend it, then restart: everybody is tried anew.",
        ),
        Reason::TooManyDeletes => (
            "Entra stopped the job: too many people would be removed",
            "More would leave {product} than the accidental-deletion threshold allows. Often a group was emptied or its assignment removed. Nobody was removed so far.",
            "Find out whether that was meant. If not, put the members or the assignment back, then start: Entra counts again. If it was, allow the deletions in the admin center under Provisioning → Overview → Allow deletes: the assistant never does.",
        ),
        Reason::OnDemand => (
            "The job was put into quarantine on purpose",
            "A person or Microsoft asked for it.",
            "Ask who did, or Microsoft support, before you start it again.",
        ),
        Reason::Interrupted => (
            "Entra stopped the job: it could not read the directory to the end",
            "That is on Microsoft's side, and passes by itself.",
            "Wait for the next attempt, or start again.",
        ),
        Reason::Unknown => (
            "Entra stopped the job",
            "It is in quarantine and runs once a day at most until the cause is gone.",
            "Test the connection. When it passes, start again: that ends the quarantine.",
        ),
    };
    Sentence::new(what, means, act)
}

/// The sentence of a finding.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table: one line of words for each kind")]
pub const fn finding(kind: &Kind) -> Sentence {
    use Kind as K;
    let (what, means, act) = match kind {
        K::NoApplication => (
            "No application chosen",
            "Everything below belongs to one enterprise application.",
            "Choose the {product} application above, or create one by hand.",
        ),
        K::ApplicationFromRegistration => (
            "Entra cannot provision this application",
            "It was born from an app registration, as OpenID Connect applications usually are. Entra offers automatic provisioning only for applications made in the gallery dialog.",
            "Create a second application: Enterprise applications → New application → Create your own application → Integrate any other application you don't find in the gallery. Then check again.",
        ),
        K::ApplicationForeign => (
            "This application belongs to another tenant",
            "Entra can provision only applications that your own tenant owns.",
            "Create your own application by hand, then check again.",
        ),
        K::NotAnApplication => (
            "This is not an application",
            "Managed identities and legacy principals cannot be provisioned.",
            "Choose another application.",
        ),
        K::ApplicationDisabledByMicrosoft => (
            "Microsoft disabled this application",
            "Nothing can be provisioned into it.",
            "Ask Microsoft support, or create a new application.",
        ),
        K::ApplicationDisabled => (
            "Sign-in to the application is switched off",
            "People are provisioned, but cannot sign in with it.",
            "Switch on “Enabled for users to sign-in?” in its properties.",
        ),
        K::ApplicationYoung => (
            "The application is too new",
            "Entra's provisioning service does not know it yet. That takes up to a few minutes.",
            "Wait two minutes, then check again.",
        ),
        K::NoSynchronizationAccess => (
            "You may not see the provisioning settings",
            "Entra answers so when the role or the permission is missing. Global Reader is not enough.",
            "Ask for the role Cloud Application Administrator (if you hold it as eligible, activate it in Privileged Identity Management), sign in again, then check again.",
        ),
        K::NoAccess(_) => (
            "You may not read this part of the directory",
            "A permission is missing, or a role that makes it effective.",
            "Ask an administrator to grant the permission shown, then check again.",
        ),
        K::MissingScope(_) => (
            "A permission for this change is missing",
            "The change is shown, but cannot be made with this sign-in.",
            "Sign in with the permission shown, or make the change by hand.",
        ),
        K::ScopeAskedLater(_) => (
            "One more permission will be asked for",
            "Until now only looking was asked for. You are asked for this permission when you apply the change.",
            "",
        ),
        K::LookOnly(_) => (
            "You chose to look only",
            "The change is shown and can be made by hand; the assistant asks for no permission and changes nothing.",
            "To let it, allow changes under your account.",
        ),
        K::MissingRole => (
            "None of your active roles is known to allow this",
            "An owner of the application may do it without a role. A role that you hold as eligible counts only once it is activated, and cannot be seen here before.",
            "Activate the role in Privileged Identity Management or ask for it, then check again. Or try it: Microsoft decides.",
        ),
        K::CouldNotRead { offline: true, .. } => (
            "No answer from the network",
            "Offline, DNS, TLS, a proxy or a blocked host: a browser cannot tell them apart.",
            "Check the connection, then check again.",
        ),
        K::CouldNotRead { .. } => (
            "Microsoft Graph could not answer",
            "This part could not be judged. Nothing was changed.",
            "Check again. If it stays, quote the request ID to Microsoft support.",
        ),

        K::JobMissing => (
            "Provisioning is not configured",
            "The application has no provisioning job yet.",
            "Enter the tenant URL and secret token; the job is created with them.",
        ),
        K::NoTemplate => (
            "The application has no provisioning template",
            "Entra offers none for it, or does not know it yet.",
            "If it was created a few minutes ago, wait and check again. Otherwise create a non-gallery application.",
        ),
        K::SeveralJobs => (
            "The application has more than one job",
            "The SCIM job is looked at; the others are left alone.",
            "Remove those that are not used in the admin center.",
        ),
        K::JobPresent => ("The provisioning job exists", "", ""),
        K::TenantUrlMissing => (
            "No tenant URL is stored",
            "Entra does not know where {product} is.",
            "Enter it from the {console path}.",
        ),
        K::TenantUrlStored => ("A tenant URL is stored", "", ""),
        K::TenantUrlSuspect(_) => (
            "The stored tenant URL looks wrong",
            "It would be refused if it were entered today.",
            "Compare it with the {console} and store it again.",
        ),
        K::OnDemandSwitchedOff => (
            "The tenant URL switches provisioning on demand off",
            "With the flag aadOptscim062020 Entra does not provision on demand.",
            "Remove the flag from the tenant URL, unless {product} asked for it.",
        ),
        K::TokenMissing => (
            "No secret token is stored",
            "{product} refuses calls without it.",
            "Enter it from the {console path}.",
        ),
        K::TokenStored => (
            "A secret token is stored",
            "Entra never shows it again, nor when it was stored: the report of the visit that stored it does.",
            "",
        ),
        K::TokenDue => (
            "A new secret token is due",
            "The stored one is more than 180 days old, or expires within 30 days. When it ends, Entra stops the job.",
            "Create a new token in the {console}, enter and test it here, save it, and only then revoke the old one.",
        ),
        K::NobodyTold => (
            "Nobody is told when Entra stops the job",
            "In quarantine nothing is sent any more, and no mail says so.",
            "Set an address under “Notifications and accidental deletions”.",
        ),
        K::CredentialsUnreadable => {
            ("The stored credentials cannot be read", "They are judged by the job's health.", "")
        }
        K::NotTested => (
            "Not tested in this visit",
            "Judged by what is stored and by the job's health.",
            "Test the connection to be sure.",
        ),
        K::TestPassed => ("The connection test passed", "Entra reached {product} and was let in.", ""),
        K::EnteredNotStored => ("The entered credentials work", "They are not stored yet.", "Save them."),
        K::TestFailed(failure) => return super::inputs::test_cause(failure.cause),
        K::ConnectionRefusedInQuarantine(cause) => return super::inputs::test_cause(*cause),

        K::UserMappingMissing => (
            "The job maps no users",
            "Without a mapping of users nobody is provisioned.",
            "Restore the default mappings in the admin center, then check again.",
        ),
        K::UserMappingDisabled => {
            ("The mapping of users is disabled", "Nobody is provisioned.", "Fix the mapping.")
        }
        K::UserMappingIncomplete => (
            "The mapping of users does not create or not update",
            "Some changes never reach {product}.",
            "Tick Create and Update under Target object actions in the admin center.",
        ),
        K::ScopingFilter => (
            "A scoping filter is set",
            "Only people who meet it are sent, even if others are assigned. Of several lines one must be met.",
            "If it leaves out somebody who should be sent, change it in the admin center: Provisioning → Mappings → Provision Microsoft Entra ID Users → Source Object Scope.",
        ),
        K::FilteredOut => (
            "The scoping filter leaves people out",
            "They are assigned and do not meet it, so Entra skips them.",
            "Correct the value for the person in Entra, or change the filter under Source Object Scope. Who is not sent in the next cycle is sent after a restart.",
        ),
        K::LacksAttribute(_) => (
            "Empty for some of the chosen people",
            "That is harmless: Entra sends nothing for it, and {product} shows nothing there.",
            "",
        ),
        K::RowRight => ("Right", "", ""),
        K::RowMissing => ("Missing", "The attribute is not sent at all.", "Fix the mapping."),
        K::RowWrongSource => {
            ("Reads another attribute", "{product} receives the wrong value.", "Fix the mapping.")
        }
        K::RowConstant => (
            "Sends the same text for everybody",
            "{product} cannot tell people apart by it.",
            "Fix the mapping.",
        ),
        K::RowExpression => {
            ("Is computed by an expression", "{product} needs the plain attribute.", "Fix the mapping.")
        }
        K::RowDuplicated => {
            ("Stands more than once", "Entra does not say which one wins.", "Fix the mapping: one row stays.")
        }
        K::RowNotAlways => (
            "Flows only when a person is created",
            "Later changes never reach {product}.",
            "Fix the mapping.",
        ),
        K::IdentityIsMatching => (
            "{identity} is used to find people at {product}",
            "Changing it while it is the matching attribute may create people twice.",
            "Make userName the matching attribute first.",
        ),
        K::SyncedWithWrongMapping => (
            "People were already sent with the wrong mapping",
            "{product} holds them under another identity, and their sign-in fails until they are sent again.",
            "Fix the mapping, then restart in full. “Fix everything” does both.",
        ),

        K::RequiredGroupNotFound => (
            "The group does not exist",
            "{product} needs one group whose members administer it.",
            "Create it by hand as a security group, or choose another group below.",
        ),
        K::RequiredGroupReplaced => {
            ("The recommended group does not exist", "Another group stands in for it.", "")
        }
        K::GroupAssigned => ("Assigned to the application", "", ""),
        K::GroupNotAssigned => ("Not assigned yet", "Its members are not provisioned.", "Assign the group."),
        K::NoPremium => (
            "Groups need Entra ID P1",
            "Without P1 or P2 only single users can be assigned.",
            "Get a licence or a trial, or assign people one by one in the admin center.",
        ),
        K::NoUsableRole => (
            "The application has no role for users",
            "Every role is disabled or for applications only.",
            "Enable the role “User” in the app registration.",
        ),
        K::GroupNotSecurityEnabled => (
            "Not a security group",
            "Entra assigns only security-enabled groups.",
            "Use a security group instead.",
        ),
        K::GroupEmpty => {
            ("Nobody is in it", "Assigning it gives nobody access.", "Add members to the group.")
        }
        K::GroupNested => (
            "Groups inside it are not expanded",
            "Entra provisions direct members only.",
            "Add those people directly, or assign the inner groups too.",
        ),
        K::GroupDynamic => ("A rule decides who is in it", "Whoever matches the rule gets access.", ""),
        K::GroupMicrosoft365 => ("A Microsoft 365 group", "Its owners can add members by themselves.", ""),
        K::GroupRoleAssignable => (
            "Directory roles can be given to it",
            "Changing its members needs a Privileged Role Administrator.",
            "",
        ),
        K::Guests => (
            "Guests are in it",
            "They are provisioned like members.",
            "Remove them if they should have no access.",
        ),
        K::DisabledAccounts => ("Disabled accounts are in it", "They are not provisioned.", ""),
        K::WithoutAttribute(_) => (
            "Some people lack an attribute",
            "Entra does not send empty values: {product} shows nothing there.",
            "Fill it in for them in Entra.",
        ),
        K::EveryoneInScope => (
            "Everybody in the tenant is in scope",
            "The job is set to “Sync all users and groups”, not to those assigned.",
            "Set Scope to “Sync only assigned users and groups”, then restart.",
        ),

        K::WaitsFor(StepId::Connect) => ("Waits for the connection", "", "Finish step 1 first."),
        K::WaitsFor(StepId::Mapping) => (
            "Waits for the mapping",
            "A first sync with the wrong mapping would send every person under the wrong identity.",
            "Finish step 2 first.",
        ),
        K::WaitsFor(StepId::Groups) => ("Waits for the groups", "", "Finish step 3 first."),
        K::WaitsFor(_) => ("Waits for another step", "", "Finish that step first."),
        K::NotStarted => ("Not started", "", "Start provisioning."),
        K::Paused => ("Paused", "Nothing is sent until it is started again.", "Start provisioning."),
        K::WaitingForFirstRun => {
            ("Started, waiting for the first cycle", "Entra begins by itself within some minutes.", "")
        }
        K::FirstCycleRunning => (
            "The first cycle is running",
            "Everybody in scope is sent once; later cycles send changes only.",
            "",
        ),
        K::FirstCycleLong => (
            "The first cycle takes longer than usual",
            "Slow answers of {product} and many failures are the usual reasons; Entra goes on by itself.",
            "Look for failures in the provisioning log below. If nothing moves for hours, test the connection, and ask Microsoft's support.",
        ),
        K::CycleLate => (
            "The next cycle is late",
            "Changes wait until it has run. A cycle with very many changes takes long as well.",
            "Check again in some minutes. If it stays, pause provisioning and start it again: it goes on where it stopped.",
        ),
        K::InOperation => ("In operation", "Changes are sent about every 40 minutes.", ""),
        K::EntryErrors => (
            "Some entries failed in the newest cycle",
            "Entra tries them again.",
            "The provisioning log below says who, why, and what to do.",
        ),
        K::CycleFailed => (
            "The newest cycle failed",
            "Entra tries again in the next one.",
            "Test the connection, and look at the provisioning log below.",
        ),
        K::Quarantined(reason) => return quarantined(*reason),
        K::RestartPending => (
            "A full restart is needed",
            "People who were sent under another identity are sent again.",
            "Restart after the mapping is right.",
        ),

        K::NobodyChosen => ("Nobody is chosen", "", "Choose members of an assigned group."),
        K::GroupMappingDisabled => (
            "Groups are not provisioned",
            "Provisioning on demand works by group, and the mapping of groups is disabled.",
            "Enable “Provision Microsoft Entra ID Groups” in the admin center.",
        ),
        K::PersonProven => ("Proven", "{identity} is the object ID: sign-in and provisioning meet.", ""),
        K::PersonWrong => (
            "Under the wrong identity",
            "Sign-in fails for this person.",
            "Fix the mapping where it is wrong, and restart provisioning in full. If the value is wrong even then, show both values to support.",
        ),
        K::PersonNotSent => ("Not sent yet", "", "Provision now."),
        K::PersonUnclear => (
            "Sent, but Entra did not show {identity}",
            "It lists only values that changed.",
            "Provision the person now: then Entra says whether the value is the same.",
        ),
        K::PersonSkipped(_) => (
            "Left out by Entra",
            "Entra calls that “not effectively entitled”: no assignment counts for the person. A new one takes up to two minutes.",
            "Provision again in two minutes. If it stays, see that a group that holds the person directly is assigned, that no filter leaves them out, and that the account is enabled.",
        ),
        K::PersonFailed(_) => (
            "Not sent: an error",
            "Entra could not create or update the person.",
            "Open the steps below: they name what failed.",
        ),
    };
    Sentence::new(what, means, act)
}

/// What evidence is about.
#[must_use]
pub fn subject(subject: &Subject) -> String {
    let name = match subject {
        Subject::Application => "Application",
        Subject::Job => "Provisioning job",
        Subject::TenantUrl => "Tenant URL",
        Subject::SecretToken => "Secret token",
        Subject::ConnectionTest => "Connection test",
        Subject::QuarantineMails => "Told about a quarantine",
        Subject::DeletionThreshold => "Accidental-deletion threshold",
        Subject::TokenStored => "Stored on",
        Subject::TokenExpires => "Expires on",
        Subject::ScopingFilter => "Scoping filter",
        Subject::UserMapping => "Mapping of users",
        Subject::GroupMapping => "Mapping of groups",
        Subject::Scope => "In scope",
        Subject::FirstCycle => "First cycle",
        Subject::LastCycle => "Newest cycle",
        Subject::NextCycle => "Next cycle",
        Subject::Quarantine => "Entra's reason",
        Subject::QuarantineSince => "In quarantine since",
        Subject::NextAttempt => "Entra tries again",
        Subject::DisabledOn => "Disabled if nothing is done",
        Subject::Role => "Entra role",
        Subject::Licence => "Licence",
        Subject::Permission(scope) => scope.name(),
        Subject::Step(step) => super::steps::title(*step),
        Subject::Attribute(name) | Subject::Group(name) | Subject::Person(name) => name,
    };
    name.to_owned()
}
