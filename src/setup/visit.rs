//! What happened and what was chosen since the page was opened: the tenant itself does not know it.

use super::change::Change;
use super::facts::{Delivery, Facts, Job};
use super::ids::ObjectId;
use super::receipt::Receipt;
use std::time::SystemTime;

/// Whether permissions that the token lacks can be asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permissions {
    /// The token's are all there are.
    #[default]
    Fixed,
    /// More are asked for when a change needs them (security.md AUTH-25).
    AskedWhenNeeded,
    /// The person chose to look only: nothing is changed, and nothing is asked for.
    LookOnly,
}

/// What a person did in this visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// Whether more permissions can be asked for.
    pub permissions: Permissions,
    /// The newest connection test.
    pub connection: ConnectionTest,
    /// Credentials that were entered, tested or not, and not stored yet.
    pub entered: Option<EnteredCredentials>,
    /// Groups chosen beside the required ones.
    pub chosen_groups: Vec<ObjectId>,
    /// People chosen for provisioning on demand.
    pub chosen_people: Vec<ObjectId>,
    /// Whether the mapping was corrected after people had been sent.
    pub corrected_after_sync: bool,
    /// Whether the job was restarted in full, or started for the first time, since.
    pub restarted: bool,
    /// When provisioning was started or restarted.
    pub started_at: Option<SystemTime>,
    /// What was provisioned on demand.
    pub deliveries: Vec<Delivery>,
    /// When something was provisioned on demand last.
    pub provisioned_at: Option<SystemTime>,
}

impl Visit {
    /// Remembers what a change did, `facts` being those from before it.
    pub fn record(&mut self, receipt: &Receipt, facts: &Facts) {
        let synced = facts.job().is_some_and(Job::has_synced);
        if matches!(receipt.change, Change::Start | Change::Restart) {
            self.started_at = Some(receipt.at);
        }
        match &receipt.change {
            Change::StoreCredentials { .. } => {
                self.entered = None;
                self.connection = receipt.connection.clone();
            }
            Change::FixMapping { .. } => {
                self.corrected_after_sync |= synced;
                self.restarted = false;
            }
            Change::Restart => self.restarted = true,
            Change::Start => self.restarted |= !synced,
            Change::ProvisionOnDemand { .. } => self.provisioned_at = Some(receipt.at),
            _ => {}
        }
        self.deliveries.extend(receipt.deliveries.iter().cloned());
    }
}

/// The result of the newest connection test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConnectionTest {
    /// No test ran: what is stored is judged by the job's health.
    #[default]
    NotTested,
    /// The entered credentials work.
    EnteredWork,
    /// The stored credentials work.
    StoredWork,
    /// The test failed.
    Failed(TestFailure),
}

/// Why a connection test failed (graph-contract §0.5, §7.15, §7.16).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestFailure {
    /// The cause.
    pub cause: TestCause,
    /// Microsoft's text: data, shown boxed.
    pub message: String,
    /// The request id to quote.
    pub request_id: Option<String>,
    /// Whether the stored credentials were tested, not the entered ones.
    pub stored: bool,
}

/// What is wrong, as far as Microsoft's answer tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestCause {
    /// The product answered 401: the token is wrong or expired.
    Unauthorized,
    /// The product answered 403.
    Forbidden,
    /// The product answered 404: the path is wrong.
    NotFound,
    /// The product answered 5xx.
    ServerError,
    /// The answer is not SCIM.
    NotScim,
    /// The name cannot be resolved or the host cannot be reached.
    Unreachable,
    /// The certificate is not accepted.
    Tls,
    /// No answer in time.
    Slow,
    /// Nothing is stored that could be tested.
    NothingStored,
    /// Entra could not reach the address and does not say more.
    Unavailable,
    /// The product refused and Entra does not say more.
    Refused,
}

/// Credentials that are entered and valid by form. The token itself stays in a secret type with whoever sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnteredCredentials {
    /// The tenant URL.
    pub tenant_url: super::credentials::TenantUrl,
    /// Whether a token was entered too.
    pub has_token: bool,
}

impl TestCause {
    /// Reads the cause from Microsoft's error code and text. The text is Microsoft's and may change: where it says
    /// nothing known, the code alone decides.
    #[must_use]
    pub fn of(code: &str, message: &str) -> Self {
        let folded = message.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
        if code.ends_with("InvalidCredentials") {
            return Self::NothingStored;
        }
        if says(&["unauthorized", "401"]) {
            Self::Unauthorized
        } else if says(&["forbidden", "403"]) {
            Self::Forbidden
        } else if says(&["notfound", "not found", "404"]) {
            Self::NotFound
        } else if says(&["ssl", "tls", "certificate", "trust relationship"]) {
            Self::Tls
        } else if says(&["timed out", "timeout", "a task was canceled"]) {
            Self::Slow
        } else if says(&[
            "internalservererror",
            "badgateway",
            "serviceunavailable",
            "gatewaytimeout",
            "500",
            "502",
            "503",
            "504",
        ]) {
            Self::ServerError
        } else if says(&["text/html", "<html", "unexpected character", "parsing", "not a valid scim"]) {
            Self::NotScim
        } else if says(&[
            "remote name could not be resolved",
            "no such host",
            "name or service not known",
            "unable to connect",
            "connection refused",
        ]) {
            Self::Unreachable
        } else if code.ends_with("Unavailable") {
            Self::Unavailable
        } else {
            Self::Refused
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_test_is_explained_by_cause() {
        let refused = "SystemForCrossDomainIdentityManagementCredentialValidationFailure";
        let unavailable = "CredentialValidationUnavailable";
        for (code, message, cause) in [
            (
                refused,
                "… Operation: GET Response Status Code: Unauthorized Response Headers: …",
                TestCause::Unauthorized,
            ),
            (refused, "Response Status Code: Forbidden", TestCause::Forbidden),
            (refused, "something else", TestCause::Refused),
            (unavailable, "An error occurred while sending the request.", TestCause::Unavailable),
            (
                unavailable,
                "The remote name could not be resolved: 'scim.totl.example'",
                TestCause::Unreachable,
            ),
            (unavailable, "The SSL connection could not be established", TestCause::Tls),
            (unavailable, "Response Status Code: NotFound", TestCause::NotFound),
            (unavailable, "Response Status Code: BadGateway", TestCause::ServerError),
            ("SystemForCrossDomainIdentityManagementInvalidCredentials", "", TestCause::NothingStored),
        ] {
            assert_eq!(TestCause::of(code, message), cause, "{message}");
        }
    }
}
