//! Older entries of the provisioning log, page by page, as slowly as Microsoft asks for.

use super::Tenant;
use super::convert;
use super::failure::Failure;
use crate::graph::calls;
use crate::setup::ids::ObjectId;
use crate::setup::log::Page;
use std::time::{Duration, SystemTime};

/// Pages that one click reads.
pub const PAGES: usize = 10;
/// Time between two pages: five calls in ten seconds are allowed (graph-contract §8, 15), and others may call too.
const PACE: Duration = Duration::from_millis(2_500);

impl Tenant {
    /// Reads pages of `application`'s log on from the one that `older` leads to, at most [`PAGES`], and gives each to `take`
    /// with the link that led to it; `take` says whether to go on. Dropping the future stops it.
    ///
    /// # Errors
    /// When Graph refused; what was taken until then stays good.
    pub async fn read_older_log(
        &self,
        application: &ObjectId,
        older: String,
        take: &dyn Fn(&str, Page) -> bool,
    ) -> Result<(), Failure> {
        let call = calls::provisioning_logs(application, SystemTime::UNIX_EPOCH);
        let mut next = Some(older);
        for number in 0..PAGES {
            let Some(link) = next.take() else { return Ok(()) };
            if number > 0 {
                self.clock.sleep(PACE).await;
            }
            let answer = self.graph.page(&link, &call).await?;
            let page = convert::log_page(&answer.json()?);
            // A page that leads to itself would never end.
            next = page.older.clone().filter(|older| *older != link);
            if !take(&link, page) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The time by the clock that the tenant lives by.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.clock.now()
    }
}
