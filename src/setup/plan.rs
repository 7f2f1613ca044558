//! Findings and choices → the changes that make everything right, in the order in which they are made.

use super::change::{Change, Consequence};
use super::checks::application::Obstruction;
use super::checks::start::{Phase, phase};
use super::checks::{application, connect, groups, mapping, on_demand};
use super::entra;
use super::facts::{Facts, Group, Job, Reading};
use super::finding::Kind;
use super::product::Product;
use super::proof::Proof;
use super::quarantine::Reason;
use super::step::StepId;
use super::visit::{ConnectionTest, Visit};

/// What is to be done. Empty when nothing is, or nothing can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The changes in order.
    pub changes: Vec<Change>,
}

impl Plan {
    /// The changes of one step.
    pub fn of(&self, step: StepId) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.step() == step)
    }

    /// The changes of these steps. Each change stands on the ones before it, so the plan ends where one belongs to another step.
    #[must_use]
    pub fn within(mut self, steps: &[StepId]) -> Self {
        let others = self.changes.iter().position(|change| !steps.contains(&change.step()));
        self.changes.truncate(others.unwrap_or(self.changes.len()));
        self
    }

    /// Whether a person must type the tenant's name first: people at the product are sent again, which nothing takes back.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.changes.contains(&Change::Restart)
    }

    /// Whether the secret token must be asked for: the changes need it, and none is entered that could go with them.
    #[must_use]
    pub fn asks_for_token(&self, facts: &Facts, visit: &Visit) -> bool {
        let stores = |change: &Change| matches!(change, Change::StoreCredentials { .. });
        let has =
            visit.has_token_for_stored(facts) || (visit.entered.is_some() && self.changes.iter().any(stores));
        !has && self.changes.iter().any(Change::needs_token)
    }

    /// Whether nothing is to be done.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Plans everything up to the start of the synchronization (design §8: "Fix everything" ends there).
#[must_use]
pub fn plan(product: &Product, facts: &Facts, visit: &Visit) -> Plan {
    let mut changes = Vec::new();
    match application::obstruction(facts) {
        Obstruction::Everything => return Plan::default(),
        Obstruction::Synchronization => {
            plan_groups(product, facts, visit, &mut changes);
            return Plan { changes };
        }
        Obstruction::None => {}
    }
    let connected = plan_connect(facts, visit, &mut changes);
    let mapped = plan_mapping(product, facts, &mut changes);
    let assigned = plan_groups(product, facts, visit, &mut changes);
    if connected && mapped && assigned {
        let stores = changes.iter().any(|change| matches!(change, Change::StoreCredentials { .. }));
        let works = stores || visit.connection == ConnectionTest::StoredWork;
        changes.extend(plan_start(product, facts, visit, works));
    }
    Plan { changes }
}

/// Plans the job and the credentials; says whether the connection will then be as good as can be told.
fn plan_connect(facts: &Facts, visit: &Visit, changes: &mut Vec<Change>) -> bool {
    let creates = facts.job().is_none() && matches!(facts.jobs, Reading::Known(_));
    if creates {
        let Some(template) = connect::template(facts) else { return false };
        changes.push(Change::CreateJob { template: template.clone() });
    }
    let stored = facts.credentials.known();
    let stores = visit.entered.as_ref().filter(|entered| entered.has_token && !failed_entered(visit));
    if let Some(entered) = stores {
        let old_url = stored.and_then(|stored| stored.tenant_url.clone());
        changes.push(Change::StoreCredentials { old_url, new_url: entered.tenant_url.as_str().to_owned() });
        return true;
    }
    let refused = connect::refusal(facts).is_some() && !stored_work(visit);
    !refused
        && !matches!(visit.connection, ConnectionTest::Failed(_))
        && stored.is_none_or(|stored| stored.tenant_url.is_some() && stored.has_token)
        && !creates
}

/// Whether the test passed with what is stored: itself, or what was entered and has been stored since.
fn stored_work(visit: &Visit) -> bool {
    match visit.connection {
        ConnectionTest::StoredWork => true,
        ConnectionTest::EnteredWork => visit.entered.is_none(),
        ConnectionTest::NotTested | ConnectionTest::Failed(_) => false,
    }
}

fn failed_entered(visit: &Visit) -> bool {
    matches!(&visit.connection, ConnectionTest::Failed(failure) if !failure.stored)
}

/// Plans the edits; before the job exists, those that Entra's default will need.
fn plan_mapping(product: &Product, facts: &Facts, changes: &mut Vec<Change>) -> bool {
    let default = entra::default_user_mapping(product);
    let mapping = match &facts.mapping {
        Reading::Known(mapping) => mapping,
        Reading::NotRead if changes.iter().any(|change| matches!(change, Change::CreateJob { .. })) => {
            &default
        }
        _ => return false,
    };
    let edits = mapping::edits(product, mapping);
    if !edits.is_empty() {
        changes.push(Change::FixMapping { edits });
    }
    mapping.creates_and_updates
}

/// Plans the assignments; says whether every required group is, or will be, assigned.
fn plan_groups(product: &Product, facts: &Facts, visit: &Visit, changes: &mut Vec<Change>) -> bool {
    let chosen = groups::chosen(product, facts, visit);
    let open: Vec<&Group> =
        chosen.iter().filter(|group| facts.assignment_of(&group.id).is_none()).copied().collect();
    if chosen.is_empty() && groups::assigned_groups(facts) == 0 {
        return false;
    }
    let complete = !groups::lacks_one(product, facts, visit);
    if open.is_empty() {
        return complete;
    }
    let role = facts.application.as_ref().and_then(groups::role);
    let Some(role) = role.filter(|_| facts.premium.known() != Some(&false)) else { return false };
    for group in open.iter().filter(|group| groups::is_assignable(group)) {
        changes.push(Change::AssignGroup {
            group: group.id.clone(),
            name: group.name.clone(),
            role: role.id.clone(),
            role_name: role.name.clone(),
        });
    }
    complete && open.iter().all(|group| groups::is_assignable(group))
}

/// Plans the start or the restart. What Entra stopped is started only when the connection is known to work.
fn plan_start(product: &Product, facts: &Facts, visit: &Visit, works: bool) -> Option<Change> {
    let Some(job) = facts.job() else { return Some(Change::Start) };
    match phase(job) {
        Phase::NotStarted | Phase::Paused => Some(Change::Start),
        Phase::Quarantined => (works && !needs_a_person(job)).then_some(Change::Start),
        Phase::Steady | Phase::FirstCycle | Phase::WaitingForFirstRun => {
            let pending = super::checks::start::check(product, facts, visit, &[]);
            let pending = pending.iter().any(|finding| finding.kind == Kind::RestartPending);
            pending.then_some(Change::Restart)
        }
    }
}

/// Whether Entra stopped the job for a reason that only a person can judge: no plan starts it then.
#[must_use]
pub fn needs_a_person(job: &Job) -> bool {
    job.quarantine.as_ref().is_some_and(|quarantine| Reason::of(quarantine).needs_a_person())
}

/// The calls that provision the chosen people: one group and at most five members each (graph-contract §4.5.4).
#[must_use]
pub fn plan_on_demand(product: &Product, facts: &Facts, visit: &Visit) -> Plan {
    // What is being typed does not matter; what was tested waits to be stored.
    let tested = visit.entered.is_some() && visit.connection == ConnectionTest::EnteredWork;
    let stored = Visit { entered: None, ..visit.clone() };
    let mut first = Vec::new();
    let ready = !tested
        && application::obstruction(facts) == Obstruction::None
        && plan_connect(facts, &stored, &mut first)
        && plan_mapping(product, facts, &mut first)
        && plan_groups(product, facts, visit, &mut first);
    let mapping = facts.mapping.known().filter(|mapping| mapping.groups_enabled);
    let rule = mapping.and_then(|mapping| mapping.rule.as_ref());
    let Some(rule) = rule.filter(|_| ready && first.is_empty()) else { return Plan::default() };
    let mut chosen = on_demand::chosen(product, facts, visit);
    if visit.chosen_people.is_empty() {
        // Whoever is proven is sent again only when somebody asks for it.
        let proven = |person| matches!(on_demand::proof(product, facts, person), Proof::Proven { .. });
        chosen.retain(|(_, person)| !proven(person));
    }
    let mut changes = Vec::new();
    let mut groups: Vec<&Group> = Vec::new();
    for (group, _) in &chosen {
        if facts.assignment_of(&group.id).is_some() && groups.iter().all(|known| known.id != group.id) {
            groups.push(group);
        }
    }
    for group in groups {
        let members: Vec<_> =
            chosen.iter().filter(|(of, _)| of.id == group.id).map(|(_, person)| person).collect();
        for part in members.chunks(on_demand::AT_ONCE) {
            changes.push(Change::ProvisionOnDemand {
                rule: rule.clone(),
                group: group.id.clone(),
                group_name: group.name.clone(),
                members: part.iter().map(|person| (person.id.clone(), person.label().to_owned())).collect(),
            });
        }
    }
    Plan { changes }
}

/// What else a change brings about.
#[must_use]
pub fn consequences(product: &Product, facts: &Facts, change: &Change) -> Vec<Consequence> {
    let synced = facts.job().is_some_and(Job::has_synced);
    match change {
        Change::CreateJob { .. } => Vec::new(),
        Change::StoreCredentials { old_url, .. } => {
            old_url.iter().map(|_| Consequence::TokenReplaced).collect()
        }
        Change::SetNotifications { .. } => vec![Consequence::TokenGoesAlong],
        Change::FixMapping { .. } if synced => {
            vec![Consequence::EveryoneEvaluatedAgain, Consequence::PeopleSentAgain]
        }
        Change::FixMapping { .. } => vec![Consequence::EveryoneEvaluatedAgain],
        Change::RestoreMapping { rows } => {
            let identity = product.identity_mapping();
            let breaks = identity.is_some_and(|identity| {
                rows.iter().any(|(target, _, before)| {
                    target.eq_ignore_ascii_case(&identity.target)
                        && !matches!(before, super::finding::Shown::Attribute(name) if name.eq_ignore_ascii_case(&identity.source))
                })
            });
            let mut found = vec![Consequence::EveryoneEvaluatedAgain];
            if breaks {
                found.push(Consequence::SignInBreaks);
            }
            found
        }
        Change::AssignGroup { .. } => vec![Consequence::MembersGetAccess],
        Change::RemoveAssignment { .. } => vec![Consequence::MembersLoseAccess],
        Change::Start if facts.job().is_some_and(needs_a_person) => {
            vec![Consequence::DeletionsCountedAgain]
        }
        Change::Start => vec![Consequence::PeopleCreated],
        Change::Pause => vec![Consequence::RunningCycleFinishes],
        Change::Restart => vec![Consequence::EveryoneEvaluatedAgain],
        Change::ProvisionOnDemand { .. } => vec![Consequence::PeopleCreated],
    }
}
