//! The connection test, through Entra's own service: the tenant URL cannot be asked from a browser (graph-contract §0.8).

use super::Tenant;
use super::failure::Failure;
use crate::graph::calls::synchronization::Credentials;
use crate::graph::{GraphErrorKind, ObjectId, TemplateId, calls};
use crate::setup::checks::connect;
use crate::setup::facts::Facts;
use crate::setup::visit::{ConnectionTest, TestCause, TestFailure};
use crate::words::en::errors::Trouble;

impl Tenant {
    /// Tests credentials that are not stored.
    ///
    /// # Errors
    /// When Graph could not run the test; a failed test is a result.
    pub async fn test_entered(
        &self,
        application: &ObjectId,
        facts: &Facts,
        tenant_url: &str,
        token: &str,
    ) -> Result<ConnectionTest, Failure> {
        let entered = Credentials::Given { base_address: tenant_url, secret_token: token };
        self.test(application, facts, entered, false).await
    }

    /// Tests what is stored.
    ///
    /// # Errors
    /// When Graph could not run the test; a failed test is a result.
    pub async fn test_stored(
        &self,
        application: &ObjectId,
        facts: &Facts,
    ) -> Result<ConnectionTest, Failure> {
        self.test(application, facts, Credentials::Saved, true).await
    }

    async fn test(
        &self,
        application: &ObjectId,
        facts: &Facts,
        credentials: Credentials<'_>,
        stored: bool,
    ) -> Result<ConnectionTest, Failure> {
        let job = facts.job();
        let template = job.map(|job| &job.template).or_else(|| connect::template(facts));
        let template: TemplateId = template.cloned().ok_or(Failure::of(Trouble::NotFound))?;
        self.pin(facts);
        let _permit = self.guard.open_writes();
        let call = calls::validate_credentials(application, job.map(|job| &job.id), &template, credentials);
        match self.graph.send(call).await {
            Ok(_) if stored => Ok(ConnectionTest::StoredWork),
            Ok(_) => Ok(ConnectionTest::EnteredWork),
            Err(error) if matches!(error.kind, GraphErrorKind::BadRequest(_)) => {
                Ok(ConnectionTest::Failed(TestFailure {
                    cause: TestCause::of(&error.code, &error.message),
                    message: error.message.into(),
                    request_id: error.request_id.map(String::from),
                    stored,
                }))
            }
            Err(error) => Err(error.into()),
        }
    }
}
