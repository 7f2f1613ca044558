//! What happened and what was chosen since the page was opened: the tenant itself does not know it.

mod cause;

pub use cause::TestCause;

use super::change::Change;
use super::checks::mapping;
use super::facts::{Delivered, Delivery, Facts, Job};
use super::ids::ObjectId;
use super::product::Product;
use super::receipt::{Outcome, Receipt};
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
    /// What is known of the stored token beside that it is there.
    pub token: StoredToken,
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
    /// Whether a secret token is entered for the address that is stored: it can go out with other settings.
    #[must_use]
    pub fn has_token_for_stored(&self, facts: &Facts) -> bool {
        let stored = facts.credentials.known().and_then(|stored| stored.tenant_url.as_deref());
        self.entered.as_ref().is_some_and(|entered| Some(entered.tenant_url.as_str()) == stored)
    }

    /// Remembers what a change did, `facts` being those from before it.
    pub fn record(&mut self, product: &Product, receipt: &Receipt, facts: &Facts) {
        let synced = facts.job().is_some_and(Job::has_synced);
        if matches!(receipt.change, Change::Start | Change::Restart) {
            self.started_at = Some(receipt.at);
        }
        match &receipt.change {
            change if change.needs_token() => {
                if receipt.outcome == Outcome::AlreadySo {
                    return;
                }
                let expires = self.entered.take().and_then(|entered| entered.expires);
                self.token = StoredToken { stored_here: Some(receipt.at), expires, ..self.token };
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
        let is_right = mapping::is_right(product, facts);
        self.deliveries.extend(receipt.deliveries.iter().cloned().map(|delivery| match delivery.outcome {
            Delivered::Unchanged if is_right => Delivery { outcome: Delivered::Confirmed, ..delivery },
            _ => delivery,
        }));
    }
}

/// Dates of the stored token. Entra tells none: they are known from this visit, or from the report of an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoredToken {
    /// When it was stored in this visit.
    pub stored_here: Option<SystemTime>,
    /// When the visit of a report that was opened stored it.
    pub stored_before: Option<SystemTime>,
    /// When it expires, where the token that was stored in this visit said so.
    pub expires: Option<SystemTime>,
}

impl StoredToken {
    /// When it was stored, as far as anybody said.
    #[must_use]
    pub fn stored(&self) -> Option<SystemTime> {
        self.stored_here.or(self.stored_before)
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

/// Credentials that are entered and valid by form. The token itself stays in a secret type with whoever sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnteredCredentials {
    /// The tenant URL.
    pub tenant_url: super::credentials::TenantUrl,
    /// Whether a token was entered too.
    pub has_token: bool,
    /// When the token expires, where it says so itself.
    pub expires: Option<SystemTime>,
}
