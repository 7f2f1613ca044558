//! What scripts say, in their text and when they run.

/// What a script is for, before the product's name.
pub const TITLE: &str = "Sets up provisioning from Microsoft Entra ID into ";
/// The tenant that it is for.
pub const TENANT: &str = "Tenant: ";
/// What it does, in lines.
pub const ABOUT: [&str; 6] = [
    "First it looks whether everything is as the assistant showed it. If not, it stops and changes nothing.",
    "It makes one change after the other, and reads each back until it shows, for two minutes at most.",
    "What is so already is left alone: after a stop, run it again, or look with the assistant",
    "and copy a new script.",
    "",
    "Delegated permissions:",
];
/// How the shell is used.
pub const SHELL: [&str; 7] = [
    "",
    "Needs bash, curl 7.55 or later, and jq. GRAPH_TOKEN must hold an access token with these",
    "permissions, from an application of your own or from Graph Explorer. Do not write it into this file.",
    "  read -rs GRAPH_TOKEN && export GRAPH_TOKEN",
    "  bash setup.sh --look    only looks",
    "  bash setup.sh           looks, then changes",
    "",
];
/// That the shell asks for the secret token.
pub const SHELL_SECRET: &str = "The secret token is asked for when it is needed, or taken from SECRET_TOKEN. It is never written to a file.";
/// How PowerShell is used.
pub const POWERSHELL: [&str; 6] = [
    "",
    "Needs PowerShell 7.4 or later and the module Microsoft.Graph.Authentication:",
    "  Install-Module Microsoft.Graph.Authentication -Scope CurrentUser",
    "  ./setup.ps1 -Look    only looks",
    "  ./setup.ps1          looks, then changes",
    "",
];
/// That PowerShell asks for the secret token.
pub const POWERSHELL_SECRET: &str =
    "The secret token is asked for when it is needed. It is never written to a file.";
/// That Graph's address is none that PowerShell knows by itself.
pub const POWERSHELL_CLOUD: &str = "PowerShell has no name for this cloud: add it with Add-MgEnvironment, and name it at Connect-MgGraph below.";

/// What is said when it runs, by the names that the scripts use.
pub const MESSAGES: [(&str, &str); 9] = [
    ("no_answer", "Microsoft Graph could not be reached."),
    ("refusal", "Microsoft Graph refused:"),
    ("changed", "this is not what the assistant showed. Stopped; look again with the assistant."),
    ("expected", "  expected:"),
    ("found", "  found:   "),
    ("already", "is so already"),
    ("shows", "done, and read back"),
    ("not_shown", "the change was sent but does not show yet. Stopped; look again in some minutes."),
    ("as_planned", "Everything is as planned."),
];
/// The same where only a look was asked for.
pub const LOOKED: (&str, &str) =
    ("looked", "Everything is as the assistant showed it, or done already. Nothing was changed.");
/// The same where the secret token is asked for.
pub const ASK_SECRET: [(&str, &str); 2] =
    [("ask_secret", "Secret token (not shown):"), ("no_secret", "There is no secret token. Stopped.")];
/// The same where the mapping is corrected.
pub const LARGE_NUMBERS: (&str, &str) = (
    "large_numbers",
    "The schema holds numbers that jq would change. Stopped; correct the mapping with the assistant.",
);
/// The same where the tenant's name is asked for.
pub const ASK_NAME: [(&str, &str); 2] = [
    ("ask_name", "This sends people again, which nothing takes back. Type the name of the tenant:"),
    ("not_confirmed", "That is not the name. Nothing was changed."),
];
