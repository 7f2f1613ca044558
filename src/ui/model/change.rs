//! Changing: what is entered, tested, proposed and applied.

use super::{Assistant, Proposal, Running};
use crate::setup::access::missing_scopes;
use crate::setup::backup;
use crate::setup::change::Change;
use crate::setup::credentials::{secret_token, url_to_store};
use crate::setup::expiry::usable_token;
use crate::setup::facts::Facts;
use crate::setup::plan::Plan;
use crate::setup::receipt::{Outcome, Receipt, undo_everything};
use crate::setup::scope::Scope;
use crate::setup::step::Status;
use crate::setup::visit::{ConnectionTest, EnteredCredentials, Visit};
use crate::tenant::apply::Attachments;
use crate::tenant::run::{End, Reporter};
use futures_util::future::abortable;
use leptos::prelude::*;
use zeroize::Zeroizing;

impl Assistant {
    /// Takes what is typed as entered credentials, once both are valid by form.
    pub fn take_entered(self) {
        let hosts = self.product(|product| product.tenant_url_hosts.clone());
        let typed = self.url.get_untracked();
        let url = self.facts.with_untracked(|facts| {
            let stored = facts.credentials.known().and_then(|stored| stored.tenant_url.as_deref());
            url_to_store(&typed, stored, &hosts).ok().map(|(url, _)| url)
        });
        let typed = Zeroizing::new(self.secret.read());
        let entered = url.zip(usable_token(&typed, self.now()).ok()).map(|(tenant_url, usable)| {
            EnteredCredentials { tenant_url, has_token: true, expires: usable.expires }
        });
        if self.visit.with_untracked(|visit| visit.entered != entered) {
            self.forget_test();
            self.visit.update(|visit| visit.entered = entered);
        }
    }

    /// What was entered is no longer what was tested.
    pub fn forget_test(self) {
        let of_entered = |test: &ConnectionTest| match test {
            ConnectionTest::EnteredWork => true,
            ConnectionTest::Failed(failure) => !failure.stored,
            ConnectionTest::NotTested | ConnectionTest::StoredWork => false,
        };
        if self.visit.with_untracked(|visit| of_entered(&visit.connection)) {
            self.visit.update(|visit| visit.connection = ConnectionTest::NotTested);
        }
    }

    /// Forgets the secret token that was typed and not stored, and says so.
    pub fn forget_secret(self) {
        self.secret_again.clear();
        if self.secret.filled().get_untracked() && self.running.with_untracked(Option::is_none) {
            self.secret.clear();
            self.take_entered();
            self.secret_gone.set(true);
        }
    }

    /// Tests the connection: what is entered if something is, else what is stored.
    pub fn test_connection(self) {
        let facts = self.facts.get_untracked();
        let Some(application) = self.application() else { return };
        let entered = self.visit.with_untracked(|visit| visit.entered.clone());
        let tenant = self.tenant();
        self.failure.set(None);
        self.testing.set(true);
        self.spawn(async move {
            // Testing needs the scope of a change (graph-contract §5.1).
            if !self.may(&[Scope::SynchronizationReadWriteAll]).await {
                self.testing.set(false);
                return;
            }
            let result = match entered {
                Some(entered) => {
                    let typed = Zeroizing::new(self.secret.read());
                    let token = secret_token(&typed).map(|(token, _)| token).unwrap_or_default();
                    tenant.test_entered(&application, &facts, entered.tenant_url.as_str(), token).await
                }
                None => tenant.test_stored(&application, &facts).await,
            };
            self.testing.set(false);
            self.connection().waiting.over();
            match result {
                Ok(result) => self.visit.update(|visit| visit.connection = result),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// Shows changes for a person's word.
    pub fn propose(self, plan: Plan) {
        self.show(Proposal { plan, backup: None });
    }

    /// Shows what takes a change back.
    pub fn propose_undo(self, receipt: &Receipt) {
        let undo = self.facts.with_untracked(|facts| receipt.undo(facts));
        let changes = undo.into_iter().collect();
        self.show(Proposal { plan: Plan { changes }, backup: receipt.backup.clone() });
    }

    /// Shows what takes everything back that was done in this visit.
    pub fn propose_undo_everything(self) {
        let proposal = self.receipts.with_untracked(|receipts| {
            let (changes, backup) = self.facts.with_untracked(|facts| undo_everything(receipts, facts));
            Proposal { plan: Plan { changes }, backup: backup.map(str::to_owned) }
        });
        self.show(proposal);
    }

    /// The state of this application before its first change in this visit, as a file's text.
    #[must_use]
    pub fn backup(self) -> Option<String> {
        let application = self.application()?;
        self.before
            .with_untracked(|all| all.iter().find(|(id, _)| *id == application).map(|(_, text)| text.clone()))
    }

    fn keep_state(self) {
        let Some(application) = self.application().filter(|_| self.backup().is_none()) else { return };
        let schema = self.schema_text();
        let text = self.facts.with_untracked(|facts| backup::text(facts, schema.as_deref()));
        self.before.update(|all| all.push((application, text)));
    }

    fn show(self, proposal: Proposal) {
        if proposal.plan.is_empty() || self.is_busy() {
            return;
        }
        self.proposal.set(Some(proposal));
        self.proposing.set(true);
    }

    /// Makes the changes that were shown, once the token may.
    pub fn apply_proposal(self) {
        // The field goes with the dialog.
        let again = Zeroizing::new(self.secret_again.read());
        self.secret_again.clear();
        self.proposing.set(false);
        let Some(proposal) = self.proposal.try_update(Option::take).flatten() else { return };
        self.ended.set(None);
        self.failure.set(None);
        self.stop.with_value(|stop| stop.set(false));
        self.running.set(Some(Running { plan: proposal.plan.clone(), index: 0 }));
        self.keep_state();
        self.spawn(async move {
            let scopes: Vec<_> = proposal.plan.changes.iter().map(Change::scope).collect();
            if !self.may(&scopes).await {
                self.running.set(None);
                self.ended.set(Some(End::Stopped));
                return;
            }
            let (run, abort) = abortable(self.run(proposal, again));
            self.task.set_value(Some(abort));
            let end = run.await.unwrap_or(End::Stopped);
            self.connection().waiting.over();
            self.running.set(None);
            let is_over = end != End::Completed;
            self.ended.set(Some(end));
            if is_over {
                self.look();
            } else if self.open.get_untracked().is_none_or(|step| self.status(step) == Status::Done) {
                self.open.set(self.first_open().or_else(|| self.open.get_untracked()));
            }
        });
    }

    async fn run(self, Proposal { plan: agreed, backup }: Proposal, again: Zeroizing<String>) -> End {
        let (facts, visit) = (self.facts.get_untracked(), self.visit.get_untracked());
        let typed = if again.is_empty() { Zeroizing::new(self.secret.read()) } else { again };
        let token = secret_token(&typed).ok().map(|(token, _)| token);
        let attachments = Attachments { token, backup: backup.as_deref() };
        let stop = self.stop.get_value();
        self.tenant().run(&agreed, facts, visit, attachments, &stop, &self).await
    }

    /// Whether the token has these scopes now; those it lacks are asked for.
    async fn may(self, scopes: &[Scope]) -> bool {
        let access = self.connection().access;
        let lacking = self.facts.with_untracked(|facts| missing_scopes(facts, scopes.iter().copied()));
        let granted = lacking.is_empty() || access.acquire(&lacking).await.is_ok();
        let scopes = access.scopes();
        if self.facts.with_untracked(|facts| facts.scopes != scopes) {
            self.facts.update(|facts| facts.scopes = scopes);
        }
        granted
    }

    /// Makes no further change after the one that is under way.
    pub fn stop(self) {
        self.stop.with_value(|stop| stop.set(true));
    }
}

impl Reporter for Assistant {
    fn started(&self, index: usize, _: &Change) {
        self.running.update(|running| {
            if let Some(running) = running {
                running.index = index;
            }
        });
    }

    fn finished(&self, receipt: Receipt, facts: &Facts, visit: &Visit) {
        if receipt.change.needs_token() && receipt.outcome != Outcome::AlreadySo {
            self.secret.clear();
            if matches!(receipt.change, Change::StoreCredentials { .. }) {
                self.url.set(String::new());
            }
        }
        self.facts.set(facts.clone());
        self.visit.set(visit.clone());
        self.receipts.update(|receipts| receipts.push(receipt));
    }
}
