//! What the pages show and do: signals around the pure core. It holds no rule about what is right.

use super::browser;
use super::kit::{self, SecretInput};
use crate::setup::assess::{Assessment, assess};
use crate::setup::change::Change;
use crate::setup::credentials::{secret_token, tenant_url};
use crate::setup::facts::{Facts, Group};
use crate::setup::ids::ObjectId;
use crate::setup::plan::{Plan, plan};
use crate::setup::product::Product;
use crate::setup::receipt::Receipt;
use crate::setup::scope::Scope;
use crate::setup::step::{Status, StepId};
use crate::setup::visit::{ConnectionTest, EnteredCredentials, Visit};
use crate::tenant::Tenant;
use crate::tenant::apply::Attachments;
use crate::tenant::failure::Failure;
use crate::tenant::run::{End, Reporter};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// How far the first look is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Looking {
    /// It has not begun.
    #[default]
    NotYet,
    /// A look is under way.
    Now,
    /// What is shown is what was found.
    Done,
}

/// A run of changes that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// What was agreed.
    pub plan: Plan,
    /// Which change is being made.
    pub index: usize,
}

/// Changes that wait for a person's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The changes.
    pub plan: Plan,
    /// The schema to put back, for an undo.
    pub backup: Option<String>,
}

/// The tenant and the scopes of the token; not for other threads, and there are none.
#[derive(Clone)]
pub struct Connection {
    /// The tenant.
    pub tenant: Rc<Tenant>,
    /// The scopes that the token holds, where that is known.
    pub scopes: Option<Vec<Scope>>,
    /// The application that the address names.
    pub application: Option<ObjectId>,
    /// The host of the admin center for deep links.
    pub portal: String,
    /// Credentials that a demonstration offers: tenant URL and token.
    pub demo_credentials: Option<(&'static str, &'static str)>,
}

/// Everything that the set-up pages share.
#[derive(Clone, Copy)]
pub struct Assistant {
    connection: StoredValue<Connection, LocalStorage>,
    product: StoredValue<Product>,
    /// What was found.
    pub facts: RwSignal<Facts>,
    /// What happened and was chosen since.
    pub visit: RwSignal<Visit>,
    /// How far the look is.
    pub looking: RwSignal<Looking>,
    /// The run that is under way.
    pub running: RwSignal<Option<Running>>,
    /// How the last run ended.
    pub ended: RwSignal<Option<End>>,
    /// Why something besides a run failed.
    pub failure: RwSignal<Option<Failure>>,
    /// A connection test is under way.
    pub testing: RwSignal<bool>,
    /// What was changed, newest last.
    pub receipts: RwSignal<Vec<Receipt>>,
    /// Changes that wait for a person's word.
    pub proposal: RwSignal<Option<Proposal>>,
    /// Whether the proposal is shown.
    pub proposing: RwSignal<bool>,
    /// The verdict.
    pub assessment: Memo<Assessment>,
    /// What is to be done.
    pub plan: Memo<Plan>,
    /// The tenant URL as it is typed.
    pub url: RwSignal<String>,
    /// The secret token's field.
    pub secret: SecretInput,
    /// The step that is unfolded.
    pub open: RwSignal<Option<StepId>>,
    stop: StoredValue<Rc<Cell<bool>>, LocalStorage>,
}

impl Assistant {
    /// An assistant for this connection. Nothing is looked at yet.
    #[must_use]
    pub fn new(connection: Connection, product: Product) -> Self {
        let facts = RwSignal::new(Facts::default());
        let visit = RwSignal::new(Visit::default());
        let product = StoredValue::new(product);
        let assessment = Memo::new(move |_| {
            product
                .with_value(|product| facts.with(|facts| visit.with(|visit| assess(product, facts, visit))))
        });
        let plan = Memo::new(move |_| {
            product.with_value(|product| facts.with(|facts| visit.with(|visit| plan(product, facts, visit))))
        });
        Self {
            connection: StoredValue::new_local(connection),
            product,
            facts,
            visit,
            looking: RwSignal::new(Looking::NotYet),
            running: RwSignal::new(None),
            ended: RwSignal::new(None),
            failure: RwSignal::new(None),
            testing: RwSignal::new(false),
            receipts: RwSignal::new(Vec::new()),
            proposal: RwSignal::new(None),
            proposing: RwSignal::new(false),
            assessment,
            plan,
            url: RwSignal::new(String::new()),
            secret: SecretInput::new(),
            open: RwSignal::new(None),
            stop: StoredValue::new_local(Rc::new(Cell::new(false))),
        }
    }

    /// The assistant that the page provides.
    #[must_use]
    pub fn current() -> Self {
        expect_context()
    }

    /// The product that is set up.
    pub fn product<T>(self, use_it: impl FnOnce(&Product) -> T) -> T {
        self.product.with_value(use_it)
    }

    /// A sentence with the product's names in it.
    #[must_use]
    pub fn say(self, text: &str) -> String {
        self.product(|product| words::fill(text, product))
    }

    /// What is shared with the outside.
    #[must_use]
    pub fn connection(self) -> Connection {
        self.connection.get_value()
    }

    fn tenant(self) -> Rc<Tenant> {
        self.connection.with_value(|connection| Rc::clone(&connection.tenant))
    }

    /// The text of the schema that was read last.
    #[must_use]
    pub fn schema_text(self) -> Option<String> {
        self.tenant().schema_text()
    }

    /// The status of a step, as it is shown.
    #[must_use]
    pub fn status(self, step: StepId) -> Status {
        let at_work = self.running.with(|running| {
            running.as_ref().and_then(|running| running.plan.changes.get(running.index)).map(Change::step)
        });
        if at_work == Some(step) || (step == StepId::Connect && self.testing.get()) {
            return Status::Working;
        }
        match self.looking.get() {
            Looking::NotYet => Status::Unknown,
            Looking::Now if self.facts.with(|facts| facts.application.is_none()) => Status::Checking,
            Looking::Now | Looking::Done => self.assessment.with(|assessment| assessment.status(step)),
        }
    }

    /// The status of the whole.
    #[must_use]
    pub fn overall(self) -> Status {
        Status::overall(StepId::ALL.into_iter().map(|step| self.status(step)))
    }

    /// Whether anything is under way that forbids another change.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.running.with(Option::is_some) || self.testing.get()
    }

    /// Looks at everything, and unfolds the first step that needs a person.
    pub fn look(self) {
        self.failure.set(None);
        self.looking.set(Looking::Now);
        let connection = self.connection();
        let wanted =
            self.facts.with_untracked(|facts| facts.application.as_ref().map(|found| found.id.clone()));
        let wanted = wanted.or(connection.application);
        spawn_local(async move {
            let mut facts = connection.tenant.look(connection.scopes, wanted.as_ref()).await;
            self.visit.with_untracked(|visit| facts.add_deliveries(&visit.deliveries));
            self.facts.set(facts);
            self.looking.set(Looking::Done);
            if self.open.get_untracked().is_none() {
                self.open.set(self.first_open());
            }
        });
    }

    /// Works on this application from now on; what was found about another one is forgotten.
    pub fn choose_application(self, id: &ObjectId) {
        let chosen = self.facts.with_untracked(|facts| {
            facts.applications.known().and_then(|found| found.iter().find(|found| found.id == *id).cloned())
        });
        self.visit.set(Visit::default());
        self.facts.update(|facts| facts.application = chosen);
        self.open.set(None);
        self.look();
    }

    fn first_open(self) -> Option<StepId> {
        self.assessment.with_untracked(|assessment| {
            let urgent =
                |status| assessment.steps.iter().find(|found| found.status == status).map(|found| found.step);
            urgent(Status::Failed).or_else(|| urgent(Status::Attention)).or_else(|| urgent(Status::Working))
        })
    }

    /// Takes what is typed as entered credentials, once both are valid by form.
    pub fn take_entered(self) {
        let hosts = self.product(|product| product.tenant_url_hosts.clone());
        let typed = self.url.get_untracked();
        let url = tenant_url(&typed, &hosts).ok().map(|(url, _)| url);
        let has_token = secret_token(&self.secret.read()).is_ok();
        let entered =
            url.filter(|_| has_token).map(|tenant_url| EnteredCredentials { tenant_url, has_token });
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

    /// Tests the connection: what is entered if something is, else what is stored.
    pub fn test_connection(self) {
        let facts = self.facts.get_untracked();
        let Some(application) = facts.application.as_ref().map(|application| application.id.clone()) else {
            return;
        };
        let entered = self.visit.with_untracked(|visit| visit.entered.clone());
        let tenant = self.tenant();
        self.failure.set(None);
        self.testing.set(true);
        spawn_local(async move {
            let result = match entered {
                Some(entered) => {
                    let typed = zeroize::Zeroizing::new(self.secret.read());
                    let token = secret_token(&typed).map(|(token, _)| token).unwrap_or_default();
                    tenant.test_entered(&application, &facts, entered.tenant_url.as_str(), token).await
                }
                None => tenant.test_stored(&application, &facts).await,
            };
            self.testing.set(false);
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

    fn show(self, proposal: Proposal) {
        if proposal.plan.is_empty() || self.is_busy() {
            return;
        }
        self.proposal.set(Some(proposal));
        self.proposing.set(true);
    }

    /// Makes the changes that were shown.
    pub fn apply_proposal(self) {
        self.proposing.set(false);
        let Some(Proposal { plan: agreed, backup }) = self.proposal.try_update(Option::take).flatten() else {
            return;
        };
        let (facts, visit) = (self.facts.get_untracked(), self.visit.get_untracked());
        let tenant = self.tenant();
        let stop = self.stop.get_value();
        stop.set(false);
        self.ended.set(None);
        self.failure.set(None);
        self.running.set(Some(Running { plan: agreed.clone(), index: 0 }));
        spawn_local(async move {
            let typed = zeroize::Zeroizing::new(self.secret.read());
            let token = secret_token(&typed).ok().map(|(token, _)| token);
            let attachments = Attachments { token, backup: backup.as_deref() };
            let end = tenant.run(&agreed, facts, visit, attachments, &stop, &self).await;
            self.running.set(None);
            let failed = end != End::Completed;
            self.ended.set(Some(end));
            if failed {
                self.look();
            } else if self.open.get_untracked().is_none_or(|step| self.status(step) == Status::Done) {
                self.open.set(self.first_open().or_else(|| self.open.get_untracked()));
            }
        });
    }

    /// Makes no further change after the one that is under way.
    pub fn stop(self) {
        self.stop.with_value(|stop| stop.set(true));
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
        spawn_local(async move {
            let mut facts = self.facts.get_untracked();
            tenant.add_group(&mut facts, group).await;
            self.facts.set(facts);
            self.visit.update(|visit| visit.chosen_groups.push(id));
        });
    }

    /// Follows the job while a cycle is expected: often at first, then more slowly, once a minute while the page is
    /// hidden (graph-contract §4.4, design §6).
    pub fn follow(self) {
        spawn_local(async move {
            let mut looks: u32 = 0;
            loop {
                let pause = if browser::is_hidden() { 60 } else { poll_pause(looks) };
                gloo_timers::future::sleep(Duration::from_secs(pause)).await;
                let Some(running) = self.running.try_with_untracked(Option::is_some) else { return };
                if running || self.looking.get_untracked() != Looking::Done {
                    continue;
                }
                let works = |assessment: &Assessment| assessment.status(StepId::Start) == Status::Working;
                if !self.assessment.with_untracked(works) {
                    looks = 0;
                    continue;
                }
                looks += 1;
                let facts = self.facts.get_untracked();
                let mut found = self.tenant().watch(&facts).await;
                if self.running.with_untracked(Option::is_some) {
                    continue;
                }
                self.facts.set(found.clone());
                if !self.assessment.with_untracked(works) {
                    found = self.tenant().look_again(&found).await;
                    self.visit.with_untracked(|visit| found.add_deliveries(&visit.deliveries));
                    self.facts.set(found);
                }
            }
        });
    }
}

/// 5 s six times, 15 s eight times, then 60 s (graph-contract §4.4).
const fn poll_pause(looks: u32) -> u64 {
    match looks {
        0..6 => 5,
        6..14 => 15,
        _ => 60,
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
        if matches!(receipt.change, Change::StoreCredentials { .. }) {
            self.secret.clear();
            self.url.set(String::new());
        }
        self.facts.set(facts.clone());
        self.visit.set(visit.clone());
        self.receipts.update(|receipts| receipts.push(receipt));
    }
}

impl From<Status> for kit::Status {
    fn from(status: Status) -> Self {
        match status {
            Status::Unknown => Self::Unknown,
            Status::Checking => Self::Checking,
            Status::Done => Self::Done,
            Status::Attention => Self::Attention,
            Status::Blocked => Self::Blocked,
            Status::Working => Self::Working,
            Status::Failed => Self::Failed,
        }
    }
}
