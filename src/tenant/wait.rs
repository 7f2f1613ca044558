//! Waiting until a write shows: Graph is eventually consistent (graph-contract §4).

use super::Tenant;
use super::failure::Failure;
use std::time::Duration;

/// Pauses between looks, in seconds; together the two minutes after which a person is asked (security.md WRT-08).
const PAUSES: [u64; 9] = [1, 2, 4, 8, 15, 20, 20, 25, 25];

impl Tenant {
    /// Looks until `seen` answers `Some`, with pauses that grow, for at most two minutes. `None` when it never did.
    ///
    /// # Errors
    /// Those of `seen`.
    pub(super) async fn until<T, F>(&self, seen: impl Fn() -> F) -> Result<Option<T>, Failure>
    where
        F: Future<Output = Result<Option<T>, Failure>>,
    {
        for pause in PAUSES {
            if let Some(found) = seen().await? {
                return Ok(Some(found));
            }
            self.clock.sleep(Duration::from_secs(pause)).await;
        }
        seen().await
    }
}
