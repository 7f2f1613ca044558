//! What the pages show and do: signals around the pure core. It holds no rule about what is right.

mod change;
mod follow;
mod look;
mod recording;
mod report;

pub use recording::Recording;

use super::access::Access;
use super::address;
use super::kit::{self, SecretInput};
use super::tasks::Tasks;
use crate::graph::GraphRoot;
use crate::net::clock::Clock;
use crate::net::retry::{Wait, WaitObserver};
use crate::setup::access::missing_scopes;
use crate::setup::assess::{Assessment, assess};
use crate::setup::change::Change;
use crate::setup::facts::Facts;
use crate::setup::ids::ObjectId;
use crate::setup::log::{Filter, Log};
use crate::setup::plan::{Plan, plan};
use crate::setup::poll::Hindrance;
use crate::setup::product::Product;
use crate::setup::receipt::Receipt;
use crate::setup::scope::Scope;
use crate::setup::step::{Status, StepId};
use crate::setup::visit::{Permissions, Visit};
use crate::tenant::Tenant;
use crate::tenant::failure::Failure;
use crate::tenant::run::End;
use crate::words;
use futures_util::future::AbortHandle;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

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

/// The waits that Microsoft asked for, so that they can be shown: when the longest of them ends, by the tenant's clock.
#[derive(Clone, Copy)]
pub struct Waiting(RwSignal<Option<SystemTime>>);

impl Waiting {
    /// Nothing is waited for.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Takes waits in, which begin when `clock` says.
    #[must_use]
    pub fn observer(self, clock: Rc<dyn Clock>) -> WaitObserver {
        Rc::new(move |wait: Wait| {
            let end = clock.now() + Duration::from_secs(wait.seconds);
            self.0.try_update(|shown| *shown = Some(shown.map_or(end, |other| other.max(end))));
        })
    }

    /// When the longest wait ends.
    #[must_use]
    pub fn until(self) -> Option<SystemTime> {
        self.0.get()
    }

    /// Nothing is waited for any more.
    pub fn over(self) {
        self.0.try_set(None);
    }
}

impl Default for Waiting {
    fn default() -> Self {
        Self::new()
    }
}

/// The tenant and what the token may do; not for other threads, and there are none.
#[derive(Clone)]
pub struct Connection {
    /// The tenant.
    pub tenant: Rc<Tenant>,
    /// What the token may do, and how to get more.
    pub access: Rc<dyn Access>,
    /// What Microsoft asked to wait for.
    pub waiting: Waiting,
    /// What is recorded of what is exchanged, where somebody wants that.
    pub recording: Recording,
    /// The application that the address, or the host, names.
    pub application: Option<ObjectId>,
    /// What is around the assistant.
    pub around: Around,
    /// The host of the admin center for deep links.
    pub portal: String,
    /// Credentials that a demonstration offers: tenant URL and token.
    pub demo_credentials: Option<(String, &'static str)>,
}

/// What is around the assistant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// Whether the page is the assistant's own: its title and address tell how things stand.
    pub owns_page: bool,
    /// The steps that are shown.
    pub steps: Vec<StepId>,
    /// The step that is unfolded at first; else the one that most needs a person.
    pub step: Option<StepId>,
    /// The tenant URL that a setup link brought: a proposal.
    pub tenant_url: Option<String>,
}

impl Around {
    /// A page of its own, whose address names the step.
    #[must_use]
    pub fn page() -> Self {
        Self {
            owns_page: true,
            steps: StepId::ALL.to_vec(),
            step: address::step(),
            tenant_url: address::tenant_url(),
        }
    }
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
    /// For each application that was changed: the state before the first change, as a file's text.
    before: RwSignal<Vec<(ObjectId, String)>>,
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
    /// The secret token's field in the dialog of a change that needs it again.
    pub secret_again: SecretInput,
    /// The secret token was forgotten because nobody was there.
    pub secret_gone: RwSignal<bool>,
    /// The step that is unfolded.
    pub open: RwSignal<Option<StepId>>,
    /// The provisioning log as far as it was read.
    pub log: RwSignal<Log>,
    /// What is looked for in it.
    pub log_filter: RwSignal<Filter>,
    /// Whether it is unfolded.
    pub log_open: RwSignal<bool>,
    tasks: Tasks,
    /// Why the newest read of what runs brought nothing; none while all goes well.
    pub hindrance: RwSignal<Option<Hindrance>>,
    stop: StoredValue<Rc<Cell<bool>>, LocalStorage>,
    /// Ends the look, the test or the run that is under way, where it waits.
    task: StoredValue<Option<AbortHandle>>,
}

impl Assistant {
    /// An assistant for this connection. Nothing is looked at yet.
    #[must_use]
    pub fn new(connection: Connection, product: Product) -> Self {
        let facts = RwSignal::new(Facts::default());
        let visit = RwSignal::new(Visit { permissions: connection.access.permissions(), ..Visit::default() });
        let product = StoredValue::new(product);
        let assessment = Memo::new(move |_| {
            product
                .with_value(|product| facts.with(|facts| visit.with(|visit| assess(product, facts, visit))))
        });
        let linked = connection.around.tenant_url.clone().unwrap_or_default();
        let steps = connection.around.steps.clone();
        let plan = Memo::new(move |_| {
            let whole = product
                .with_value(|product| facts.with(|facts| visit.with(|visit| plan(product, facts, visit))));
            whole.within(&steps)
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
            before: RwSignal::new(Vec::new()),
            proposal: RwSignal::new(None),
            proposing: RwSignal::new(false),
            assessment,
            plan,
            url: RwSignal::new(linked),
            secret: SecretInput::new(),
            secret_again: SecretInput::new(),
            secret_gone: RwSignal::new(false),
            open: RwSignal::new(None),
            log: RwSignal::new(Log::default()),
            log_filter: RwSignal::new(Filter::default()),
            log_open: RwSignal::new(false),
            tasks: Tasks::of_this_view(),
            hindrance: RwSignal::new(None),
            stop: StoredValue::new_local(Rc::new(Cell::new(false))),
            task: StoredValue::new(None),
        }
    }

    /// The assistant that the page provides.
    #[must_use]
    pub fn current() -> Self {
        expect_context()
    }

    /// Runs `task` until it ends or the assistant goes.
    fn spawn(self, task: impl Future<Output = ()> + 'static) {
        self.tasks.spawn(task);
    }

    /// What is around it.
    #[must_use]
    pub fn around(self) -> Around {
        self.connection.with_value(|connection| connection.around.clone())
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

    /// The time, by the tenant's clock.
    #[must_use]
    pub fn now(self) -> SystemTime {
        self.tenant().now()
    }

    fn tenant(self) -> Rc<Tenant> {
        self.connection.with_value(|connection| Rc::clone(&connection.tenant))
    }

    /// The root of the Graph that is asked.
    #[must_use]
    pub fn root(self) -> GraphRoot {
        self.tenant().root().clone()
    }

    /// The text of the schema that was read last.
    #[must_use]
    pub fn schema_text(self) -> Option<String> {
        self.tenant().schema_text()
    }

    /// Whether the person chose to look only.
    #[must_use]
    pub fn looks_only(self) -> bool {
        self.visit.with(|visit| visit.permissions == Permissions::LookOnly)
    }

    /// Looks only, or changes what the person agrees to, from now on.
    pub fn set_permissions(self, permissions: Permissions) {
        self.visit.update(|visit| visit.permissions = permissions);
    }

    /// What the token lacks for `plan`, where that is known.
    #[must_use]
    pub fn missing_scopes(self, plan: &Plan) -> Vec<Scope> {
        self.facts.with(|facts| missing_scopes(facts, plan.changes.iter().map(Change::scope)))
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
        Status::overall(self.around().steps.into_iter().map(|step| self.status(step)))
    }

    /// Whether anything is under way that forbids another change.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.running.with(Option::is_some) || self.testing.get()
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
