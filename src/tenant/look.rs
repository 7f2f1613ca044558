//! A full inspection in three rounds, one after another: who and which application; the job, its credentials, assignments,
//! members and logs; the schema (design §6).

use super::{Tenant, convert};
use crate::graph::{Answer, Call, GraphError, GraphErrorKind, ObjectId, calls};
use crate::setup::checks::application;
use crate::setup::checks::groups::is_required;
use crate::setup::facts::{Facts, Group, Members, Obstacle, Reading};
use crate::setup::log::{Entry, Page};
use crate::setup::order::sort_by_key;
use crate::setup::scope::Scope;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// How far back the provisioning logs are read (graph-contract §1.6: kept so long with P1).
pub(super) const LOG_REACH: Duration = Duration::from_hours(30 * 24);
/// Groups whose members are read on a look.
const GROUPS_READ: usize = 7;

type Answered = Result<Answer, GraphError>;

impl Tenant {
    /// Looks at everything. `wanted` is the application that an address or a person named.
    pub async fn look(&self, scopes: Option<Vec<Scope>>, wanted: Option<&ObjectId>) -> Facts {
        let mut facts = self.look_around(scopes, wanted).await;
        if facts.application.is_some() {
            self.look_at_application(&mut facts).await;
        }
        facts
    }

    /// Looks again at the chosen application, after a change.
    pub async fn look_again(&self, facts: &Facts) -> Facts {
        let mut facts = facts.clone();
        self.look_at_application(&mut facts).await;
        facts
    }

    /// Round 1.
    async fn look_around(&self, scopes: Option<Vec<Scope>>, wanted: Option<&ObjectId>) -> Facts {
        let product = &*self.product;
        let mut asked = vec![
            calls::me(),
            calls::directory_roles(),
            calls::organization(),
            calls::subscribed_skus(),
            calls::groups_starting_with(&product.groups.prefix),
        ];
        let elsewhere =
            product.groups.required.iter().filter(|name| !starts_with(name, &product.groups.prefix));
        asked.extend(elsewhere.map(|name| calls::groups_starting_with(name)));
        let groups = 4..asked.len();
        asked.push(calls::search_service_principals(&product.name));
        asked.extend(
            product.application_names.iter().map(|name| calls::service_principals_starting_with(name)),
        );
        asked.extend(wanted.map(calls::service_principal));
        let applications = groups.end..asked.len();
        let answers = self.graph.batch(asked).await;
        let tenant = read(&answers[2], |json| convert::tenant(&json));
        let mut facts = Facts {
            caller: read(&answers[0], convert::caller),
            scopes,
            roles: read(&answers[1], |json| convert::roles(&json)),
            tenant,
            premium: read(&answers[3], |json| Some(convert::premium(&json))),
            groups: several(&answers[groups], convert::group, |group: &Group| group.id.clone()),
            applications: several(&answers[applications.clone()], convert::application, |found| {
                found.id.clone()
            }),
            ..Facts::default()
        };
        let named = wanted.and_then(|wanted| {
            let found = facts.applications.known()?.iter().find(|found| found.id == *wanted)?;
            Some(found.clone())
        });
        let tenant = facts.tenant.known().map(|tenant| &tenant.id);
        facts.application = named.or_else(|| {
            let candidates = facts.applications.known()?;
            application::choose(product, candidates, tenant).cloned()
        });
        facts
    }

    /// Rounds 2 and 3.
    async fn look_at_application(&self, facts: &mut Facts) {
        let Some(application) = facts.application.clone() else { return };
        let tenant = facts.tenant.known().map(|tenant| &tenant.id);
        if application::grade(&application, tenant).is_some() {
            return;
        }
        let since = self.clock.now().checked_sub(LOG_REACH).unwrap_or(self.clock.now());
        let first = self.groups_to_read(facts);
        let mut asked = vec![
            calls::jobs(&application.id),
            calls::secrets(&application.id),
            calls::app_role_assigned_to(&application.id),
            calls::provisioning_logs(&application.id, since),
        ];
        asked.extend(first.iter().flat_map(members_of));
        let answers = self.graph.batch(asked).await;
        // Some tenants answer 404 where there is no job (graph-contract §1.3 C2), and where nothing is stored.
        facts.looked_at = Some(self.clock.now());
        facts.jobs = or_empty(read(&answers[0], |json| Some(convert::jobs(&json))));
        facts.credentials = or_empty(read(&answers[1], |json| Some(convert::credentials(&json))));
        facts.assignments =
            self.all(&answers[2], calls::app_role_assigned_to(&application.id), convert::assignment).await;
        take_log(facts, read(&answers[3], |json| Some(convert::log_page(&json))));
        put_members(facts, &first, &answers[4..]);
        self.look_at_schema(facts, &application.id).await;
    }

    /// Round 3: the schema or, without a job, the templates; and groups that are assigned under other names.
    async fn look_at_schema(&self, facts: &mut Facts, application: &ObjectId) {
        let known = |id: &ObjectId| facts.group(id).is_some();
        let assigned = facts.assignments.known().map_or(&[][..], Vec::as_slice).iter();
        let unknown = assigned.filter(|assignment| assignment.is_group && !known(&assignment.principal));
        let others: Vec<ObjectId> = unknown.map(|assignment| assignment.principal.clone()).take(5).collect();
        let mut asked: Vec<Call> =
            others.iter().flat_map(|id| [vec![calls::group(id)], members_of(id)].concat()).collect();
        let job = facts.job().map(|job| job.id.clone());
        let reads_templates = job.is_none() && matches!(facts.jobs, Reading::Known(_));
        if reads_templates {
            asked.push(calls::templates(application));
        }
        let rest = self.graph.batch(asked);
        let schema = async {
            match &job {
                Some(job) => Some(self.read_schema(application, job).await),
                None => None,
            }
        };
        let (mut rest, schema) = futures_util::join!(rest, schema);
        if reads_templates && let Some(answer) = rest.pop() {
            facts.templates = read(&answer, |json| Some(convert::templates(&json)));
        }
        for (id, answers) in others.iter().zip(rest.chunks(3)) {
            let group = read(&answers[0], |json| convert::group(&json));
            if let (Reading::Known(group), Reading::Known(all)) = (group, &mut facts.groups) {
                all.push(group);
                put_members(facts, std::slice::from_ref(id), &answers[1..]);
            }
        }
        facts.mapping = match schema {
            None => Reading::NotRead,
            Some(Ok(document)) => {
                let mapping = convert::user_mapping(&document, &self.product);
                self.schema.replace(Some(document));
                mapping.map_or(Reading::Unreadable(Obstacle::Missing), Reading::Known)
            }
            Some(Err(failure)) => Reading::Unreadable(failure.obstacle()),
        };
    }

    /// Every item of a list of which `first` is the first page.
    async fn all<T>(
        &self,
        first: &Answered,
        call: Call,
        item: impl Fn(&Value) -> Option<T>,
    ) -> Reading<Vec<T>> {
        let first = match first {
            Ok(first) => first.clone(),
            Err(error) => return Reading::Unreadable(obstacle(error)),
        };
        match self.graph.pages_from(first, &call).await {
            Ok(items) => Reading::Known(items.iter().filter_map(item).collect()),
            Err(error) => Reading::Unreadable(obstacle(&error)),
        }
    }

    /// Groups whose members matter most: the required ones, then those that bear the prefix or are assigned.
    fn groups_to_read(&self, facts: &Facts) -> Vec<ObjectId> {
        let mut groups: Vec<_> = facts.groups.known().map_or(&[][..], Vec::as_slice).iter().collect();
        let rank =
            |group: &Group| (!is_required(&self.product, group), facts.assignment_of(&group.id).is_none());
        sort_by_key(&mut groups, |group| rank(group));
        groups.into_iter().take(GROUPS_READ).map(|group| group.id.clone()).collect()
    }
}

/// Keeps a page of the log, and what it says of who was delivered.
pub(super) fn take_log(facts: &mut Facts, log: Reading<Page>) {
    facts.deliveries = log.map(|page| {
        let mut all: Vec<_> = page.entries.iter().filter_map(Entry::delivery).collect();
        sort_by_key(&mut all, |delivery| delivery.at);
        all
    });
    facts.log = match log {
        Reading::Known(page) => Reading::Known(Arc::new(page)),
        Reading::Unreadable(obstacle) => Reading::Unreadable(obstacle),
        Reading::NotRead => Reading::NotRead,
    };
}

fn starts_with(name: &str, prefix: &str) -> bool {
    name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn members_of(group: &ObjectId) -> Vec<Call> {
    vec![calls::members(group), calls::member_objects(group)]
}

/// Puts each group's members, two answers a group, where the group is.
fn put_members(facts: &mut Facts, groups: &[ObjectId], answers: &[Answered]) {
    for (id, pair) in groups.iter().zip(answers.chunks(2)) {
        let all = pair.get(1).and_then(|answer| answer.as_ref().ok()?.json().ok());
        let members: Reading<Members> = read(&pair[0], |json| Some(convert::members(&json, all.as_ref())));
        if let Reading::Known(groups) = &mut facts.groups {
            groups
                .iter_mut()
                .filter(|group| group.id == *id)
                .for_each(|group| group.members = members.clone());
        }
    }
}

fn read<T>(answer: &Answered, convert: impl FnOnce(Value) -> Option<T>) -> Reading<T> {
    match answer.as_ref().map_err(Clone::clone).and_then(Answer::json) {
        Ok(json) => convert(json).map_or(Reading::Unreadable(Obstacle::Missing), Reading::Known),
        Err(error) => Reading::Unreadable(obstacle(&error)),
    }
}

/// One list out of several answers; readable if any of them is.
fn several<T, K: PartialEq>(
    answers: &[Answered],
    item: impl Fn(&Value) -> Option<T>,
    key: impl Fn(&T) -> K,
) -> Reading<Vec<T>> {
    let mut all: Vec<T> = Vec::new();
    let mut failed = None;
    let mut answered = false;
    for answer in answers {
        match answer.as_ref().map_err(Clone::clone).and_then(Answer::json) {
            Ok(json) => {
                answered = true;
                // An answer for one object is the object itself, for a list it has `value`.
                let single = json.get("value").is_none().then_some(&json);
                for found in convert::items(&json).iter().chain(single).filter_map(&item) {
                    if all.iter().all(|known| key(known) != key(&found)) {
                        all.push(found);
                    }
                }
            }
            Err(error) => failed = Some(obstacle(&error)),
        }
    }
    match failed {
        Some(obstacle) if !answered => Reading::Unreadable(obstacle),
        _ => Reading::Known(all),
    }
}

fn or_empty<T: Default>(reading: Reading<T>) -> Reading<T> {
    match reading {
        Reading::Unreadable(Obstacle::Missing) => Reading::Known(T::default()),
        other => other,
    }
}

/// Why a call brought nothing.
#[must_use]
pub(super) fn obstacle(error: &GraphError) -> Obstacle {
    match &error.kind {
        GraphErrorKind::Forbidden { missing } => Obstacle::Access { scopes: missing.to_vec() },
        GraphErrorKind::NoSynchronizationAccess => {
            Obstacle::Access { scopes: vec![Scope::SynchronizationReadAll] }
        }
        GraphErrorKind::NotFound => Obstacle::Missing,
        kind => Obstacle::Failed {
            offline: matches!(kind, GraphErrorKind::Network | GraphErrorKind::Timeout),
            request_id: error.request_id.clone().map(String::from),
        },
    }
}
