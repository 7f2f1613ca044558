//! Storing tenant URL, secret token and notifications (graph-contract §4.1): the whole set at once, whatever PUT does with
//! the rest.

use super::Tenant;
use super::apply::{Applied, Attachments};
use super::failure::Failure;
use crate::graph::calls::synchronization::SecretKey;
use crate::graph::{GraphErrorKind, ObjectId, calls};
use crate::setup::facts::Facts;
use crate::setup::notifications::{NOTHING_SET, Notifications};
use crate::setup::receipt::Outcome;
use crate::setup::visit::{ConnectionTest, TestFailure};
use crate::words::en::errors::Trouble;

/// How a value that cannot be read back reads; it is never written (graph-contract §7.11).
const MASKED: &str = "*";

type Stored = Vec<(SecretKey, String)>;

impl Tenant {
    pub(super) async fn store_credentials(
        &self,
        application: &ObjectId,
        facts: &Facts,
        old_url: Option<&str>,
        new_url: &str,
        attachments: &Attachments<'_>,
    ) -> Result<Applied, Failure> {
        let token = self.tested(application, facts, new_url, attachments).await?;
        let stored = self.stored_secrets(application).await?;
        if value(&stored, &SecretKey::BaseAddress) != old_url {
            return Err(Failure::of(Trouble::Changed));
        }
        self.store(application, facts, &stored, Stores { url: new_url, token, notifications: None }).await
    }

    /// Sets the notifications, and with them the token that was entered: a set without it may erase it, and it cannot be
    /// read back (graph-contract §4.1.5, §7.10, §7.11).
    pub(super) async fn set_notifications(
        &self,
        application: &ObjectId,
        facts: &Facts,
        old: &Notifications,
        new: &Notifications,
        attachments: &Attachments<'_>,
    ) -> Result<Applied, Failure> {
        let stored = self.stored_secrets(application).await?;
        let text = value(&stored, &SecretKey::SyncNotificationSettings).unwrap_or(NOTHING_SET);
        let now = Notifications::of(text);
        if now.as_ref() == Some(new) {
            return Ok(Applied::new(Outcome::AlreadySo, None));
        }
        let url = value(&stored, &SecretKey::BaseAddress).ok_or(Failure::of(Trouble::NotFound))?;
        let previewed = facts.credentials.known().and_then(|known| known.tenant_url.as_deref());
        if now.as_ref() != Some(old) || previewed != Some(url) {
            return Err(Failure::of(Trouble::Changed));
        }
        let text = new.written_into(text).ok_or(Failure::of(Trouble::Unreadable))?;
        let token = self.tested(application, facts, url, attachments).await?;
        self.store(application, facts, &stored, Stores { url, token, notifications: Some(&text) }).await
    }

    /// The token that was entered, once the product has taken it: an untested pair is never stored (graph-contract §4.1.2).
    async fn tested<'a>(
        &self,
        application: &ObjectId,
        facts: &Facts,
        url: &str,
        attachments: &Attachments<'a>,
    ) -> Result<&'a str, Failure> {
        let token = attachments.token.ok_or(Failure::of(Trouble::SecretGone))?;
        match self.test_entered(application, facts, url, token).await? {
            ConnectionTest::Failed(failure) => Err(Failure::Test(failure)),
            ConnectionTest::NotTested | ConnectionTest::EnteredWork | ConnectionTest::StoredWork => Ok(token),
        }
    }

    /// Sends the whole set, looks until it shows, and tests what is stored then.
    async fn store(
        &self,
        application: &ObjectId,
        facts: &Facts,
        stored: &Stored,
        stores: Stores<'_>,
    ) -> Result<Applied, Failure> {
        let answer = self.graph.send(calls::put_secrets(application, &whole_set(stored, stores))).await;
        let request_id = match answer {
            Ok(answer) => answer.request_id().map(str::to_owned),
            Err(error) if error.kind == GraphErrorKind::OutcomeUnknown => error.request_id.map(String::from),
            Err(error) => return Err(error.into()),
        };
        let shows = self
            .until(|| async {
                let stored = self.stored_secrets(application).await?;
                let set = value(&stored, &SecretKey::SyncNotificationSettings).and_then(Notifications::of);
                let there = value(&stored, &SecretKey::BaseAddress) == Some(stores.url)
                    && value(&stored, &SecretKey::SecretToken).is_some()
                    && stores.notifications.is_none_or(|wanted| set == Notifications::of(wanted));
                Ok(there.then_some(()))
            })
            .await?;
        let outcome = if shows.is_some() { Outcome::Confirmed } else { Outcome::NotVisibleYet };
        let connection = match self.test_stored(application, facts).await {
            Ok(ConnectionTest::Failed(TestFailure { .. })) | Err(_) => ConnectionTest::EnteredWork,
            Ok(passed) => passed,
        };
        Ok(Applied { connection, ..Applied::new(outcome, request_id) })
    }

    async fn stored_secrets(&self, application: &ObjectId) -> Result<Vec<(SecretKey, String)>, Failure> {
        match self.graph.send(calls::secrets(application)).await {
            Ok(answer) => Ok(super::convert::secrets(&answer.json()?)),
            // Nothing was ever stored (graph-contract §1.3 C9).
            Err(error) if error.kind == GraphErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }
}

fn value<'a>(secrets: &'a [(SecretKey, String)], key: &SecretKey) -> Option<&'a str> {
    secrets.iter().find(|(stored, value)| stored == key && !value.is_empty()).map(|(_, value)| value.as_str())
}

/// What is stored anew.
#[derive(Clone, Copy)]
struct Stores<'a> {
    url: &'a str,
    token: &'a str,
    /// The text of the notifications; `None` keeps what is there.
    notifications: Option<&'a str>,
}

/// Everything that is stored and can be read, with what is stored anew in its place.
fn whole_set<'a>(stored: &'a Stored, stores: Stores<'a>) -> Vec<(SecretKey, &'a str)> {
    let mut all = vec![(SecretKey::BaseAddress, stores.url), (SecretKey::SecretToken, stores.token)];
    all.extend(stores.notifications.map(|text| (SecretKey::SyncNotificationSettings, text)));
    let defaults = [(SecretKey::SyncAll, "false"), (SecretKey::SyncNotificationSettings, NOTHING_SET)];
    let kept = stored.iter().filter(|(_, value)| value != MASKED && !value.is_empty());
    for (key, value) in kept.map(|(key, value)| (key.clone(), value.as_str())).chain(defaults) {
        if all.iter().all(|(known, _)| *known != key) {
            all.push((key, value));
        }
    }
    all
}
