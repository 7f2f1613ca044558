//! Changes as text to run elsewhere: a script for the shell or for Microsoft Graph PowerShell, and the raw requests.
//!
//! ```text
//!   changes, facts ──► Script   what is expected, what is done, what is read back: data
//!                         │
//!                         ├──► shell        bash, curl, jq
//!                         └──► powershell   Microsoft.Graph.Authentication
//! ```
//!
//! A script does what `tenant::apply` does: it reads before it writes, stops where the state is not the one that was
//! previewed, and reads back what it wrote. Secrets are never in the text (security.md TOK-05).

mod frame;
mod mapping;
mod model;
mod powershell;
mod raw;
mod shell;
mod text;

pub use model::{Place, Script, Step, View};
pub use powershell::powershell;
pub use raw::raw;
pub use shell::shell;
pub use text::{line, powershell_string, shell_word};
