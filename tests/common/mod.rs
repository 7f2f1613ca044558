//! A simulated tenant, and the assistant in front of it, for the tests of the main job.

#![allow(dead_code, reason = "each test binary uses its part")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

pub mod canary;
pub mod json_schema;
pub mod traffic;

use assistant::graph::{AccessToken, GraphClient, GraphRoot, Guard, TokenError, TokenNeed, Tokens};
use assistant::net::clock::{Clock, ManualClock, Sequence};
use assistant::net::{Boxed, Transport};
use assistant::recording::{Recorded, Recorder};
use assistant::setup::assess::{Assessment, assess};
use assistant::setup::change::{Change, EditKind};
use assistant::setup::checks::on_demand;
use assistant::setup::credentials::tenant_url;
use assistant::setup::facts::Facts;
use assistant::setup::ids::ObjectId;
use assistant::setup::plan::{Plan, plan, plan_on_demand};
use assistant::setup::product::Product;
use assistant::setup::proof::Proof;
use assistant::setup::receipt::Receipt;
use assistant::setup::scope::Scope;
use assistant::setup::step::StepId;
use assistant::setup::visit::{EnteredCredentials, Visit};
use assistant::sim::{DEMO_TOKEN, Knobs, Scenario, SimTenant, SimTransport};
use assistant::tenant::Tenant;
use assistant::tenant::apply::Attachments;
use assistant::tenant::failure::Failure;
use assistant::tenant::run::{End, Reporter};
use assistant::vendor::vendor;
use futures_executor::block_on;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, SystemTime};
use traffic::Traffic;

pub const GRAPH: &str = "https://graph.microsoft.com";
pub const TOTAL: &str = "c3a1e5d7-9b24-4f60-8e1c-7d5a0b96f2e8";
pub const ADMIN_GROUP: &str = "b7d90c14-6a2e-4f35-9c81-e05d3f7a216b";
pub const ADA: &str = "1d6f8a2b-4c3e-4970-b5d1-08e7f2a96c34";
pub const TENANT_URL: &str = "https://scim.total.example/v2";
pub const TOKEN: &str = "tsa_0f1e2d3c4b5a6978";
/// Longer than any knob lets a first cycle take.
pub const FIRST_CYCLE: Duration = Duration::from_secs(2 * 3600);

/// When each visit begins.
pub fn begin() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_786_000_000)
}

/// Always the same bearer token.
struct Bearer(&'static str);

impl Tokens for Bearer {
    fn access_token<'s>(&'s self, _: TokenNeed<'s>) -> Boxed<'s, Result<AccessToken, TokenError>> {
        Box::pin(async { Ok(AccessToken::new(self.0.to_owned())) })
    }
}

/// What is behind `transport`, as whoever bears `bearer` sees it.
pub fn tenant(
    transport: Rc<dyn Transport>,
    bearer: &'static str,
    clock: Rc<dyn Clock>,
    product: &Rc<Product>,
) -> Tenant {
    let root = GraphRoot::new(GRAPH).unwrap();
    let guard = Rc::new(Guard::new(root.clone()));
    let graph = GraphClient::new(
        root,
        transport,
        Rc::new(Bearer(bearer)),
        Rc::clone(&clock),
        Rc::new(Sequence::new(11)),
        Rc::clone(&guard),
    );
    Tenant::new(graph, guard, clock, Rc::clone(product))
}

/// An administrator's visit to a simulated tenant.
pub struct World {
    pub scenario: Scenario,
    pub sim: Rc<RefCell<SimTenant>>,
    pub clock: Rc<ManualClock>,
    pub product: Rc<Product>,
    pub tenant: Tenant,
    pub traffic: Rc<Traffic>,
    /// Off, until a test switches it on.
    pub recorder: Rc<Recorder>,
    /// The secret token that is entered.
    pub secret: &'static str,
    pub facts: Facts,
    pub visit: Visit,
    pub receipts: Vec<Receipt>,
}

impl World {
    /// The tenant as `scenario` begins, not looked at yet.
    pub fn new(scenario: Scenario) -> Self {
        Self::turned(scenario, Knobs::default())
    }

    /// The same with `knobs`.
    pub fn turned(scenario: Scenario, knobs: Knobs) -> Self {
        Self::with(Product::total(), scenario, knobs, DEMO_TOKEN, TOKEN)
    }

    /// The same of another product.
    pub fn of(product: Product, scenario: Scenario) -> Self {
        Self::with(product, scenario, Knobs::default(), DEMO_TOKEN, TOKEN)
    }

    /// The tenant as `scenario` begins, visited with these secrets.
    pub fn with_secrets(scenario: Scenario, bearer: &'static str, secret: &'static str) -> Self {
        let world = Self::with(Product::total(), scenario, Knobs::default(), bearer, secret);
        let scopes: Vec<_> = world.scopes().into_iter().map(Scope::name).collect();
        let forever = world.clock.now() + Duration::from_secs(1_000_000_000);
        world.sim.borrow_mut().issue_token(bearer, &scopes, forever);
        world
    }

    fn with(
        product: Product,
        scenario: Scenario,
        knobs: Knobs,
        bearer: &'static str,
        secret: &'static str,
    ) -> Self {
        let clock = Rc::new(ManualClock::new(begin()));
        let sim = Rc::new(RefCell::new(SimTenant::of(vendor(&product), scenario, knobs, clock.now())));
        let dyn_clock = || Rc::clone(&clock) as Rc<dyn Clock>;
        let traffic = Rc::new(Traffic::new(SimTransport::new(Rc::clone(&sim), dyn_clock())));
        let recorder = Rc::new(Recorder::new(dyn_clock(), Rc::new(Sequence::new(5)), Rc::new(|| {})));
        let recorded = Rc::new(Recorded::new(Rc::clone(&traffic) as _, Rc::clone(&recorder)));
        let product = Rc::new(product);
        let tenant = tenant(recorded, bearer, dyn_clock(), &product);
        Self {
            scenario,
            sim,
            clock,
            product,
            tenant,
            traffic,
            recorder,
            secret,
            facts: Facts::default(),
            visit: Visit::default(),
            receipts: Vec::new(),
        }
    }

    /// The tenant after the first look.
    pub fn seen(scenario: Scenario) -> Self {
        let mut world = Self::new(scenario);
        world.look();
        world
    }

    /// The scopes of the scenario's token.
    fn scopes(&self) -> Vec<Scope> {
        let write = |scope: &Scope| scope.name().contains("ReadWrite");
        let all = Scope::ALL.iter().copied();
        all.filter(|scope| self.scenario != Scenario::ReadOnlyScopes || !write(scope)).collect()
    }

    /// Looks at everything, as after a reload.
    pub fn look(&mut self) {
        let scopes = Some(self.scopes());
        self.facts = block_on(self.tenant.look(scopes, None));
        self.facts.add_deliveries(&self.visit.deliveries);
    }

    /// Looks at the application that a person chose.
    pub fn choose(&mut self, application: &str) {
        let wanted: ObjectId = application.parse().unwrap();
        self.facts = block_on(self.tenant.look(Some(self.scopes()), Some(&wanted)));
    }

    /// Enters good credentials.
    pub fn enter_credentials(&mut self) {
        let hosts = &self.product.tenant_url_hosts;
        let (tenant_url, _) = tenant_url(&vendor(&self.product).tenant_url, hosts).unwrap();
        self.visit.entered = Some(EnteredCredentials { tenant_url, has_token: true, expires: None });
    }

    /// Chooses a group beside the required ones.
    pub fn choose_group(&mut self, name: &str) {
        let group = self.facts.groups.known().unwrap().iter().find(|group| group.name == name).unwrap();
        self.visit.chosen_groups.push(group.id.clone());
    }

    pub fn assessment(&self) -> Assessment {
        assess(&self.product, &self.facts, &self.visit)
    }

    /// The five statuses in order, in words.
    pub fn statuses(&self) -> Vec<&'static str> {
        let assessment = self.assessment();
        StepId::ALL.into_iter().map(|step| assessment.status(step).as_str()).collect()
    }

    /// The findings of each step, by the names of their kinds.
    pub fn kinds(&self) -> String {
        let all = self.assessment().steps.into_iter().map(|step| {
            let kinds: Vec<_> = step.findings.iter().map(|finding| format!("{:?}", finding.kind)).collect();
            format!("{}={}: {}", step.step, step.status.as_str(), kinds.join(", "))
        });
        all.collect::<Vec<_>>().join("\n")
    }

    pub fn plan(&self) -> Plan {
        plan(&self.product, &self.facts, &self.visit)
    }

    pub fn plan_on_demand(&self) -> Plan {
        plan_on_demand(&self.product, &self.facts, &self.visit)
    }

    /// Makes one change, as by a click on it.
    pub fn apply(&mut self, change: &Change) -> Result<Receipt, Failure> {
        self.apply_with(change, None)
    }

    /// The same with the schema text to put back.
    pub fn apply_with(&mut self, change: &Change, backup: Option<&str>) -> Result<Receipt, Failure> {
        let attachments = Attachments { token: Some(self.secret), backup };
        let receipt = block_on(self.tenant.apply(change, &self.facts, attachments))?;
        self.visit.record(&self.product, &receipt, &self.facts);
        self.facts = block_on(self.tenant.look_again(&self.facts));
        self.facts.add_deliveries(&self.visit.deliveries);
        self.receipts.push(receipt.clone());
        Ok(receipt)
    }

    /// Carries out a plan, and keeps what it left behind.
    pub fn run(&mut self, plan: &Plan) -> End {
        self.run_with(plan, None)
    }

    /// The same with the schema text to put back.
    pub fn run_with(&mut self, plan: &Plan, backup: Option<&str>) -> End {
        let log = Log { last: RefCell::new(None), receipts: RefCell::default() };
        let attachments = Attachments { token: Some(self.secret), backup };
        let stop = Cell::new(false);
        let (facts, visit) = (self.facts.clone(), self.visit.clone());
        let end = block_on(self.tenant.run(plan, facts, visit, attachments, &stop, &log));
        if let Some((facts, visit)) = log.last.into_inner() {
            (self.facts, self.visit) = (facts, visit);
        }
        self.receipts.extend(log.receipts.into_inner());
        end
    }

    /// The time now.
    pub fn clock_now(&self) -> SystemTime {
        self.clock.now()
    }

    /// Lets time pass and looks again.
    pub fn wait(&mut self, time: Duration) {
        self.clock.advance(time);
        self.facts = block_on(self.tenant.look_again(&self.facts));
        self.facts.add_deliveries(&self.visit.deliveries);
    }

    /// The chosen people and what is known of each.
    pub fn proofs(&self) -> Vec<(String, Proof)> {
        let chosen = on_demand::chosen(&self.product, &self.facts, &self.visit);
        let proof = |person| on_demand::proof(&self.product, &self.facts, person);
        chosen.iter().map(|(_, person)| (person.label().to_owned(), proof(person))).collect()
    }

    /// The identity attribute at the product by object id.
    pub fn identities(&self) -> Vec<(String, Option<String>)> {
        let sim = self.sim.borrow();
        let people = sim.people_at_total().iter();
        let target = &self.product.identity_mapping().unwrap().target;
        people.map(|one| (one.object_id.clone(), one.attribute(target).map(str::to_owned))).collect()
    }
}

struct Log {
    last: RefCell<Option<(Facts, Visit)>>,
    receipts: RefCell<Vec<Receipt>>,
}

impl Reporter for Log {
    fn started(&self, _index: usize, _change: &Change) {}

    fn finished(&self, receipt: Receipt, facts: &Facts, visit: &Visit) {
        self.receipts.borrow_mut().push(receipt);
        self.last.replace(Some((facts.clone(), visit.clone())));
    }
}

/// A change in a few words.
pub fn name(change: &Change) -> String {
    match change {
        Change::CreateJob { template } => format!("create {template}"),
        Change::StoreCredentials { .. } => "store".to_owned(),
        Change::SetNotifications { new, .. } => {
            format!("notify {:?} stop at {:?}", new.recipient, new.threshold)
        }
        Change::FixMapping { edits } => {
            let edit = |edit: &assistant::setup::change::MappingEdit| {
                let kind = match &edit.kind {
                    EditKind::SetSource { to, .. } => format!("={to}"),
                    EditKind::FlowAlways { .. } => " always".to_owned(),
                    EditKind::Append { to, .. } => format!("+{to}"),
                    EditKind::Remove { row, .. } => format!("-{row}"),
                    EditKind::Enable => "enable".to_owned(),
                };
                format!("{}{kind}", edit.target.rsplit(':').next().unwrap_or_default())
            };
            format!("fix {}", edits.iter().map(edit).collect::<Vec<_>>().join(" "))
        }
        Change::RestoreMapping { .. } => "restore".to_owned(),
        Change::AssignGroup { name, role_name, .. } => format!("assign {name} as {role_name}"),
        Change::RemoveAssignment { name, .. } => format!("unassign {name}"),
        Change::Start => "start".to_owned(),
        Change::Pause => "pause".to_owned(),
        Change::Restart => "restart".to_owned(),
        Change::ProvisionOnDemand { group_name, members, .. } => {
            format!("provision {} of {group_name}", members.len())
        }
    }
}

/// A plan in a few words.
pub fn names(plan: &Plan) -> Vec<String> {
    plan.changes.iter().map(name).collect()
}
