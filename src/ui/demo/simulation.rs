//! The simulated tenant in the page, and the way to it. Nothing can leave it: there is no transport to the outside.

use super::clock::{DemoClock, Wire};
use crate::graph::{AccessToken, GraphClient, GraphRoot, Guard, TokenError, TokenNeed, Tokens};
use crate::net::clock::{Clock, Sequence};
use crate::net::{Boxed, Transport};
use crate::setup::product::Product;
use crate::setup::scope::Scope;
use crate::sim::{self, Scenario, SimTenant, SimTransport};
use crate::tenant::Tenant;
use crate::ui::access::{Access, Fixed};
use crate::ui::address;
use crate::ui::model::{Around, Connection, Recording, Waiting};
use crate::vendor::vendor;
use std::cell::RefCell;
use std::rc::Rc;

/// Where the simulated tenant seems to be.
const ROOT: &str = "https://graph.microsoft.com";
/// The token that the demonstration offers to fill in; the simulated endpoint accepts it (docs/simulated-tenant.md).
const TOKEN: &str = "tsa_demonstration_only_0001";

/// The tenant and its clock, as the parts of the demonstration share them.
#[derive(Clone)]
pub(super) struct Simulation {
    pub(super) tenant: Rc<RefCell<SimTenant>>,
    pub(super) clock: Rc<DemoClock>,
    product: Product,
}

impl Simulation {
    /// A tenant that begins in `scenario` now, with what `product` calls its things.
    pub(super) fn new(scenario: Scenario, clock: Rc<DemoClock>, product: Product) -> Self {
        let tenant = SimTenant::of(vendor(&product), scenario, sim::Knobs::default(), clock.now());
        Self::of(tenant, clock, product)
    }

    /// This tenant, on this clock.
    pub(super) fn of(tenant: SimTenant, clock: Rc<DemoClock>, product: Product) -> Self {
        Self { tenant: Rc::new(RefCell::new(tenant)), clock, product }
    }

    /// What the assistant works with.
    pub(super) fn connection(&self) -> Option<Connection> {
        let tenant = self.tenant.borrow();
        let scopes =
            tenant.scopes_of(sim::DEMO_TOKEN).iter().filter_map(|name| Scope::from_name(name)).collect();
        drop(tenant);
        let transport = SimTransport::new(Rc::clone(&self.tenant), Rc::new(Wire(Rc::clone(&self.clock))));
        let product = self.product.clone();
        let demo_credentials = Some((vendor(&product).tenant_url, TOKEN));
        let connection = connect(Rc::new(transport), &self.clock, Rc::new(Fixed(scopes)), product)?;
        Some(Connection { demo_credentials, ..connection })
    }
}

/// What the assistant works with when `transport` answers.
pub(super) fn connect(
    transport: Rc<dyn Transport>,
    clock: &Rc<DemoClock>,
    access: Rc<dyn Access>,
    product: Product,
) -> Option<Connection> {
    let clock: Rc<dyn Clock> = Rc::<DemoClock>::clone(clock);
    let waiting = Waiting::new();
    let root = GraphRoot::new(ROOT).ok()?;
    let guard = Rc::new(Guard::new(root.clone()));
    let recording = Recording::new(Rc::clone(&clock), &root, true);
    let graph = GraphClient::observed(
        root,
        recording.of(transport),
        Rc::new(DemoTokens),
        Rc::clone(&clock),
        Rc::new(Sequence::new(1)),
        Rc::clone(&guard),
        Some(waiting.observer(Rc::clone(&clock))),
    );
    Some(Connection {
        tenant: Rc::new(Tenant::new(graph, guard, clock, Rc::new(product))),
        access,
        waiting,
        recording,
        application: address::application(),
        around: Around::page(),
        portal: "https://entra.microsoft.com".to_owned(),
        demo_credentials: None,
    })
}

/// The token that the simulated tenant knows.
struct DemoTokens;

impl Tokens for DemoTokens {
    fn access_token<'s>(&'s self, _: TokenNeed<'s>) -> Boxed<'s, Result<AccessToken, TokenError>> {
        Box::pin(async { Ok(AccessToken::new(sim::DEMO_TOKEN.to_owned())) })
    }
}
