//! Groups that a person looks for by name, beside those that the look found.

use super::Tenant;
use super::failure::Failure;
use crate::graph::{Answer, calls};
use crate::setup::facts::{Facts, Group, Reading};

impl Tenant {
    /// Searches all security groups of the directory by name, for a person who types.
    ///
    /// # Errors
    /// When Graph refused.
    pub async fn search_groups(&self, text: &str) -> Result<Vec<Group>, Failure> {
        let page = self.graph.send(calls::search_groups(text)).await?.json()?;
        Ok(super::convert::items(&page).iter().filter_map(super::convert::group).collect())
    }

    /// Reads the members of a group that was found by searching and adds it to the facts.
    pub async fn add_group(&self, facts: &mut Facts, group: Group) {
        let answers =
            self.graph.batch(vec![calls::members(&group.id), calls::member_objects(&group.id)]).await;
        let members = match answers
            .first()
            .map(|people| people.as_ref().map_err(Clone::clone).and_then(Answer::json))
        {
            Some(Ok(people)) => {
                let all = answers.get(1).and_then(|all| all.as_ref().ok()?.json().ok());
                Reading::Known(super::convert::members(&people, all.as_ref()))
            }
            Some(Err(error)) => Reading::Unreadable(super::look::obstacle(&error)),
            None => Reading::NotRead,
        };
        if let Reading::Known(groups) = &mut facts.groups
            && groups.iter().all(|known| known.id != group.id)
        {
            groups.push(Group { members, ..group });
        }
    }
}
