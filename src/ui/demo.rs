//! The demonstration: the simulated tenant in the page, on a clock that can run fast. Nothing can leave it: there is no
//! transport to the outside.

use super::access::Fixed;
use super::address;
use super::app::AssistantPage;
use super::model::{Around, Connection, Recording, Waiting};
use crate::graph::{AccessToken, GraphClient, GraphRoot, Guard, TokenError, TokenNeed, Tokens};
use crate::net::Boxed;
use crate::net::browser_clock::BrowserClock;
use crate::net::clock::{Clock, Sequence};
use crate::setup::product::Product;
use crate::setup::scope::Scope;
use crate::sim::{self, Scenario, SimTenant, SimTransport};
use crate::tenant::Tenant;
use crate::words::en::labels as t;
use crate::words::en::scenarios;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, SystemTime};

/// Where the simulated tenant seems to be.
const ROOT: &str = "https://graph.microsoft.com";
/// What the demonstration offers to fill in; the simulated endpoint accepts it (docs/simulated-tenant.md).
const CREDENTIALS: (&str, &str) = ("https://scim.total.example/v2", "tsa_demonstration_only_0001");
/// How much faster the clock may run, and what it is called.
const SPEEDS: [(u32, &str); 3] = [(1, t::SPEED_REAL), (10, t::SPEED_FAST), (60, t::SPEED_VERY_FAST)];
/// The speed at the start.
const SPEED: u32 = 10;

/// A clock that runs `speed` times as fast as the browser's.
struct DemoClock {
    /// The demonstration's time, and the browser's, when the speed was set.
    since: Cell<(SystemTime, SystemTime)>,
    speed: Cell<u32>,
}

impl DemoClock {
    fn new(speed: u32) -> Self {
        let now = BrowserClock.now();
        Self { since: Cell::new((now, now)), speed: Cell::new(speed) }
    }

    fn set_speed(&self, speed: u32) {
        self.since.set((self.now(), BrowserClock.now()));
        self.speed.set(speed.max(1));
    }
}

impl Clock for DemoClock {
    fn now(&self) -> SystemTime {
        let (demo, real) = self.since.get();
        demo + BrowserClock.now().duration_since(real).unwrap_or_default() * self.speed.get()
    }

    fn sleep(&self, duration: Duration) -> Boxed<'_, ()> {
        let pause = duration / self.speed.get();
        Box::pin(async move { BrowserClock.sleep(pause).await })
    }
}

/// The token that the simulated tenant knows.
struct DemoTokens;

impl Tokens for DemoTokens {
    fn access_token<'s>(&'s self, _: TokenNeed<'s>) -> Boxed<'s, Result<AccessToken, TokenError>> {
        Box::pin(async { Ok(AccessToken::new(sim::DEMO_TOKEN.to_owned())) })
    }
}

/// The page.
#[component]
pub fn DemoPage() -> impl IntoView {
    let named = address::scenario();
    let scenario = named.and_then(|name| Scenario::from_name(&name)).unwrap_or(Scenario::Fresh);
    let clock = Rc::new(DemoClock::new(SPEED));
    let connection = StoredValue::new_local(connection(scenario, Rc::clone(&clock)));
    let clock = StoredValue::new_local(clock);
    let bar = move || view! { class = "tsa", <Bar scenario clock /> };
    view! { class = "tsa", <AssistantPage connection product=Product::total() banner=bar /> }
}

fn connection(scenario: Scenario, clock: Rc<DemoClock>) -> Option<Connection> {
    let waiting = Waiting::new();
    let observer = {
        let clock = Rc::clone(&clock);
        waiting.observer(move || clock.speed.get())
    };
    let clock: Rc<dyn Clock> = clock;
    let simulated = SimTenant::new(scenario, sim::Knobs::default(), clock.now());
    let scopes =
        simulated.scopes_of(sim::DEMO_TOKEN).iter().filter_map(|name| Scope::from_name(name)).collect();
    let transport = SimTransport::new(Rc::new(RefCell::new(simulated)), Rc::clone(&clock));
    let root = GraphRoot::new(ROOT).ok()?;
    let guard = Rc::new(Guard::new(root.clone()));
    let entropy = Rc::new(Sequence::new(1));
    let recording = Recording::new(Rc::clone(&clock), &root, true);
    let graph = GraphClient::observed(
        root,
        recording.of(Rc::new(transport)),
        Rc::new(DemoTokens),
        Rc::clone(&clock),
        entropy,
        Rc::clone(&guard),
        Some(observer),
    );
    Some(Connection {
        tenant: Rc::new(Tenant::new(graph, guard, clock, Rc::new(Product::total()))),
        access: Rc::new(Fixed(scopes)),
        waiting,
        recording,
        application: address::application(),
        around: Around::page(),
        portal: "https://entra.microsoft.com".to_owned(),
        demo_credentials: Some(CREDENTIALS),
    })
}

/// Says all the time that this is a demonstration, and lets a person choose its story and its clock.
#[component]
fn Bar(scenario: Scenario, clock: StoredValue<Rc<DemoClock>, LocalStorage>) -> impl IntoView {
    let option = move |other: Scenario| {
        view! { class = "tsa",
            <option value=other.name() selected=other == scenario>{scenarios::story(other)}</option>
        }
    };
    // Another story is another tenant: the page starts anew.
    let choose = move |name: String| drop(window().location().set_search(&["scenario=", &name].concat()));
    let speed = |(factor, label): (u32, &'static str)| {
        view! { class = "tsa",
            <option value=factor.to_string() selected=factor == SPEED>{label}</option>
        }
    };
    let set_speed =
        move |factor: String| clock.with_value(|clock| clock.set_speed(factor.parse().unwrap_or(1)));
    view! { class = "tsa",
        <div class="tsa-demo-bar">
            <span>{t::DEMO_LABEL}</span>
            <label class="tsa-row">{t::SCENARIO}
                <select class="tsa-select" name="scenario" on:change:target=move |event| choose(event.target().value())>
                    {Scenario::ALL.iter().copied().map(option).collect_view()}
                </select>
            </label>
            <label class="tsa-row">{t::SPEED}
                <select class="tsa-select" name="speed" on:change:target=move |event| set_speed(event.target().value())>
                    {SPEEDS.into_iter().map(speed).collect_view()}
                </select>
            </label>
        </div>
    }
}
