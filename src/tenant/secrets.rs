//! Storing tenant URL and secret token (graph-contract §4.1): the whole set at once, whatever PUT does with the rest.

use super::Tenant;
use super::apply::{Applied, Attachments};
use super::failure::Failure;
use crate::graph::calls::synchronization::SecretKey;
use crate::graph::{GraphErrorKind, ObjectId, calls};
use crate::setup::facts::Facts;
use crate::setup::receipt::Outcome;
use crate::setup::visit::{ConnectionTest, TestFailure};
use crate::words::en::errors::Trouble;

/// What `SyncNotificationSettings` holds where nothing is stored (graph-contract §2.1).
const NO_NOTIFICATIONS: &str = r#"{"Enabled":false,"DeleteThresholdEnabled":false}"#;
/// How a value that cannot be read back reads; it is never written (graph-contract §7.11).
const MASKED: &str = "*";

impl Tenant {
    pub(super) async fn store_credentials(
        &self,
        application: &ObjectId,
        facts: &Facts,
        old_url: Option<&str>,
        new_url: &str,
        attachments: &Attachments<'_>,
    ) -> Result<Applied, Failure> {
        let token = attachments.token.ok_or(Failure::of(Trouble::SecretGone))?;
        match self.test_entered(application, facts, new_url, token).await? {
            ConnectionTest::Failed(failure) => return Err(Failure::Test(failure)),
            ConnectionTest::NotTested | ConnectionTest::EnteredWork | ConnectionTest::StoredWork => {}
        }
        let stored = self.stored_secrets(application).await?;
        if value(&stored, &SecretKey::BaseAddress) != old_url {
            return Err(Failure::of(Trouble::Changed));
        }
        let mut all: Vec<(SecretKey, &str)> =
            vec![(SecretKey::BaseAddress, new_url), (SecretKey::SecretToken, token)];
        let kept = |key: &SecretKey| !matches!(key, SecretKey::BaseAddress | SecretKey::SecretToken);
        for (key, value) in
            stored.iter().filter(|(key, value)| kept(key) && value != MASKED && !value.is_empty())
        {
            all.push((key.clone(), value));
        }
        for (key, default) in
            [(SecretKey::SyncAll, "false"), (SecretKey::SyncNotificationSettings, NO_NOTIFICATIONS)]
        {
            if value(&stored, &key).is_none() {
                all.push((key, default));
            }
        }
        let answer = self.graph.send(calls::put_secrets(application, &all)).await;
        let request_id = match answer {
            Ok(answer) => answer.request_id().map(str::to_owned),
            Err(error) if error.kind == GraphErrorKind::OutcomeUnknown => error.request_id.map(String::from),
            Err(error) => return Err(error.into()),
        };
        let shows = self
            .until(|| async {
                let stored = self.stored_secrets(application).await?;
                let there = value(&stored, &SecretKey::BaseAddress) == Some(new_url)
                    && value(&stored, &SecretKey::SecretToken).is_some();
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
