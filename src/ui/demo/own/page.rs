//! What is shown of a file: the assistant on a tenant made from it, or the report as it was saved.

use super::super::bar::{Label, SPEEDS};
use super::super::clock::DemoClock;
use super::super::simulation::{Simulation, connect};
use super::report::ReportPage;
use super::{OpenFile, Opened, OwnFile};
use crate::net::Boxed;
use crate::net::clock::Clock;
use crate::own::Own;
use crate::setup::product::Product;
use crate::setup::scope::Scope;
use crate::setup::visit::Permissions;
use crate::sim::{Knobs, Replay, SimTenant};
use crate::ui::access::{Access, Declined};
use crate::ui::app::AssistantPage;
use crate::ui::browser;
use crate::ui::kit::{Button, Disclosure, Select};
use crate::ui::model::{Around, Connection};
use crate::vendor::vendor;
use crate::words::en::{demo, labels, own as t};
use crate::words::fill;
use leptos::{html, prelude::*};
use std::rc::Rc;

/// How many times as fast as a real clock a tenant's runs at the start.
const SPEED: u32 = 10;

/// What stands in the bar about a file.
#[derive(Clone)]
pub(super) struct About {
    own: OwnFile,
    name: String,
    kind: &'static str,
    what: &'static str,
    assumed: Vec<String>,
    /// Where time passes in it.
    clock: Option<StoredValue<Rc<DemoClock>, LocalStorage>>,
}

/// The page of a file that was opened.
#[component]
pub(in super::super) fn OwnPage(
    /// The file.
    opened: Rc<Opened>,
    /// Where it is open.
    own: OwnFile,
    /// The product that is set up.
    product: Product,
) -> impl IntoView {
    browser::set_title(&[&t::from(&opened.name), " – ", &fill(labels::APP_NAME, &product)].concat());
    let about =
        |kind, what, assumed, clock| About { own, name: opened.name.clone(), kind, what, assumed, clock };
    match opened.own.take()? {
        Own::Report(report) => {
            let about = about("report", t::REPORT, t::REPORT_ASSUMED.map(str::to_owned).to_vec(), None);
            Some(view! { class = "tsa", <ReportPage report=*report about product /> }.into_any())
        }
        Own::Schema(schema) => {
            let completed = schema.is_completed().then_some(t::SCHEMA_COMPLETED);
            let assumed = t::SCHEMA_ASSUMED.into_iter().chain(completed).map(str::to_owned).collect();
            let clock = Rc::new(DemoClock::new(SPEED));
            let tenant = SimTenant::with_schema(vendor(&product), schema, Knobs::default(), clock.now());
            let about = about("schema", t::SCHEMA, assumed, Some(StoredValue::new_local(Rc::clone(&clock))));
            let connection = Simulation::of(tenant, clock, product.clone()).connection();
            Some(assistant(connection, about, product))
        }
        Own::Recording(recording) => {
            let begin = recording.exchanges.first().map_or(recording.at, |first| first.at);
            let assumed = t::recording_assumed(begin, recording.left_out());
            // What was seen then is seen again only at the pace of then.
            let clock = Rc::new(DemoClock::beginning(begin, 1));
            let about =
                about("recording", t::RECORDING, assumed, Some(StoredValue::new_local(Rc::clone(&clock))));
            let connection =
                connect(Rc::new(Replay::new(*recording)), &clock, Rc::new(NotKnown), product.clone());
            Some(assistant(connection, about, product))
        }
    }
}

fn assistant(connection: Option<Connection>, about: About, product: Product) -> AnyView {
    // The address tells how to come back, and nobody can come back to a file.
    let alone = |connection| Connection {
        application: None,
        around: Around { owns_page: false, ..Around::page() },
        ..connection
    };
    let connection = StoredValue::new_local(connection.map(alone));
    let bar = move || view! { class = "tsa", <OwnBar about=about.clone() /> };
    view! { class = "tsa", <AssistantPage connection product banner=bar /> }.into_any()
}

/// Says all the time whose state this is, and leads back.
#[component]
pub(super) fn OwnBar(about: About) -> impl IntoView {
    let About { own, name, kind, what, assumed, clock } = about;
    let title = NodeRef::<html::Span>::new();
    // Focusing throws for no element that is in the document.
    title.on_load(|title| drop(title.focus()));
    let speed = clock.map(|clock| {
        let set_speed = move |speed| clock.with_value(|clock| clock.set_speed(speed));
        view! { class = "tsa",
            <Select label=demo::CLOCK name="speed" options=SPEEDS.to_vec() chosen=clock.with_value(|clock| clock.speed()) on_change=set_speed />
        }
    });
    let assumed = assumed.into_iter().map(|one| view! { class = "tsa", <li>{one}</li> }).collect_view();
    view! { class = "tsa",
        <Label>
            <span class="tsa-demo-title" tabindex="-1" node_ref=title data-own=kind><bdi>{t::from(&name)}</bdi><span class="tsa-own-what">" – "{what}</span></span>
            <div class="tsa-demo-tools tsa-no-print">
                {speed}
                <OpenFile has_hint=false />
                <Button label=t::BACK on_click=move |()| own.close() />
            </div>
            <div class="tsa-own-assumed"><Disclosure summary=t::ASSUMED><ul class="tsa-own-list">{assumed}</ul></Disclosure></div>
        </Label>
    }
}

/// Of a recorded visit it is not known what its token was allowed to do. Nothing that would be more can be had here.
struct NotKnown;

impl Access for NotKnown {
    fn scopes(&self) -> Option<Vec<Scope>> {
        None
    }

    fn permissions(&self) -> Permissions {
        Permissions::Fixed
    }

    fn acquire(&self, _: &[Scope]) -> Boxed<'static, Result<(), Declined>> {
        Box::pin(std::future::ready(Ok(())))
    }
}
