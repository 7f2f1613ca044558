//! Looking: at everything, at groups, and at a job as it runs.

use super::{Assistant, Looking};
use crate::setup::assess::Assessment;
use crate::setup::checks::on_demand::log_may_grow;
use crate::setup::facts::{Facts, Group};
use crate::setup::ids::ObjectId;
use crate::setup::step::{Status, StepId};
use crate::setup::visit::Visit;
use crate::tenant::failure::Failure;
use crate::ui::browser;
use futures_util::future::abortable;
use leptos::prelude::*;
use std::time::Duration;

impl Assistant {
    /// Looks at everything, and unfolds the step that the address names, or the first one that needs a person.
    pub fn look(self) {
        self.failure.set(None);
        self.looking.set(Looking::Now);
        let connection = self.connection();
        let wanted = self.application().or(connection.application);
        let scopes = connection.access.scopes();
        let tenant = connection.tenant;
        let (look, abort) = abortable(async move { tenant.look(scopes, wanted.as_ref()).await });
        self.task.set_value(Some(abort));
        self.spawn(async move {
            let found = look.await;
            connection.waiting.over();
            let Ok(mut facts) = found else {
                let is_first = self.facts.with_untracked(|facts| facts.application.is_none());
                self.looking.set(if is_first { Looking::NotYet } else { Looking::Done });
                return;
            };
            self.visit.with_untracked(|visit| facts.add_deliveries(&visit.deliveries));
            self.facts.set(facts);
            self.looking.set(Looking::Done);
            if self.open.get_untracked().is_none() {
                self.open.set(self.around().step.or_else(|| self.first_open()));
            }
        });
    }

    /// The application that is worked on.
    #[must_use]
    pub fn application(self) -> Option<ObjectId> {
        self.facts.with_untracked(|facts| facts.application.as_ref().map(|found| found.id.clone()))
    }

    /// Works on this application from now on; what was found about another one, and typed for it, is forgotten.
    pub fn choose_application(self, id: &ObjectId) {
        let chosen = self.facts.with_untracked(|facts| {
            facts.applications.known().and_then(|found| found.iter().find(|found| found.id == *id).cloned())
        });
        let permissions = self.visit.with_untracked(|visit| visit.permissions);
        self.visit.set(Visit { permissions, ..Visit::default() });
        self.url.set(String::new());
        self.secret.clear();
        self.ended.set(None);
        self.facts.update(|facts| facts.application = chosen);
        self.open.set(None);
        self.look();
    }

    /// Lets the person choose the application anew.
    pub fn choose_again(self) {
        self.open.set(None);
        self.facts.update(|facts| facts.application = None);
    }

    /// Gives up waiting: the look or the run that waits ends here, and nothing more is sent.
    pub fn give_up_waiting(self) {
        self.connection().waiting.over();
        if let Some(task) = self.task.get_value() {
            task.abort();
        }
    }

    pub(super) fn first_open(self) -> Option<StepId> {
        let shown = self.around().steps;
        self.assessment.with_untracked(Assessment::most_urgent).filter(|step| shown.contains(step))
    }

    /// Searches the directory's groups.
    ///
    /// # Errors
    /// When Graph refused.
    pub async fn search_groups(self, text: String) -> Result<Vec<Group>, Failure> {
        self.tenant().search_groups(&text).await
    }

    /// Takes a group in, or leaves it out, of those that are to be assigned.
    pub fn choose_group(self, group: Group, wanted: bool) {
        let id = group.id.clone();
        if !wanted {
            self.visit.update(|visit| visit.chosen_groups.retain(|chosen| *chosen != id));
            return;
        }
        let tenant = self.tenant();
        self.spawn(async move {
            let mut facts = self.facts.get_untracked();
            tenant.add_group(&mut facts, group).await;
            self.facts.set(facts);
            self.visit.update(|visit| visit.chosen_groups.push(id));
        });
    }

    /// Follows the job while something is expected of it: often at first, then more slowly, once a minute while the page
    /// is hidden (graph-contract §4.4, design §6).
    pub fn follow(self) {
        self.spawn(async move {
            let mut looks: u32 = 0;
            loop {
                let pause = if browser::is_hidden() { 60 } else { poll_pause(looks) };
                gloo_timers::future::sleep(Duration::from_secs(pause)).await;
                let Some(running) = self.running.try_with_untracked(Option::is_some) else { return };
                if running || self.looking.get_untracked() != Looking::Done {
                    continue;
                }
                let Some(expected) = self.expected() else {
                    looks = 0;
                    continue;
                };
                looks += 1;
                let before = self.facts.get_untracked();
                let changes = self.receipts.with_untracked(Vec::len);
                let found = match expected {
                    Expected::Cycle => self.tenant().watch(&before).await,
                    Expected::Log => self.tenant().look_again(&before).await,
                };
                // What was found before a change is old by now, also when the change is over already.
                let is_old = self.receipts.with_untracked(Vec::len) != changes;
                if is_old || self.running.with_untracked(Option::is_some) {
                    continue;
                }
                self.take(found);
                if expected == Expected::Cycle && self.expected() != Some(Expected::Cycle) {
                    let found = self.tenant().look_again(&self.facts.get_untracked()).await;
                    self.take(found);
                }
            }
        });
    }

    /// What is worth asking for again without a click.
    fn expected(self) -> Option<Expected> {
        let works = |assessment: &Assessment| assessment.status(StepId::Start) == Status::Working;
        if self.assessment.with_untracked(works) {
            return Some(Expected::Cycle);
        }
        let grows = self.facts.with_untracked(|facts| {
            self.visit.with_untracked(|visit| self.product(|product| log_may_grow(product, facts, visit)))
        });
        grows.then_some(Expected::Log)
    }

    fn take(self, mut found: Facts) {
        self.visit.with_untracked(|visit| found.add_deliveries(&visit.deliveries));
        self.facts.set(found);
    }
}

/// What a page that follows waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// The end of a cycle.
    Cycle,
    /// Entries of the log of what has ended.
    Log,
}

/// 5 s six times, 15 s eight times, then 60 s (graph-contract §4.4).
const fn poll_pause(looks: u32) -> u64 {
    match looks {
        0..6 => 5,
        6..14 => 15,
        _ => 60,
    }
}
