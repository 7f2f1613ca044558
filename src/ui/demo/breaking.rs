//! Breaking something while the demonstration runs, and mending it again.

use super::simulation::Simulation;
use crate::net::clock::Clock;
use crate::setup::product::Product;
use crate::sim::Outage;
use crate::ui::kit::{Announcer, Button, Switch};
use crate::words::en::demo as t;
use crate::words::fill;
use leptos::prelude::*;

/// What is broken in the tenant, as the page shows it.
#[derive(Clone, Copy)]
pub(super) struct Damage {
    simulation: StoredValue<Simulation, LocalStorage>,
    /// Counts its changes: what is broken, the tenant alone knows.
    changes: RwSignal<u32>,
}

impl Damage {
    pub(super) fn new(simulation: StoredValue<Simulation, LocalStorage>) -> Self {
        Self { simulation, changes: RwSignal::new(0) }
    }

    fn suffers(self, outage: Outage) -> bool {
        self.changes.track();
        self.simulation.with_value(|simulation| simulation.tenant.borrow().suffers(outage))
    }

    fn suffer(self, outage: Outage, is_on: bool) {
        self.simulation.with_value(|simulation| simulation.tenant.borrow_mut().suffer(outage, is_on));
        self.changes.update(|count| *count += 1);
    }

    fn all(self) -> impl Iterator<Item = Outage> {
        Outage::ALL.into_iter().filter(move |outage| self.suffers(*outage))
    }

    /// What is broken, for automation.
    pub(super) fn names(self) -> String {
        self.all().map(Outage::name).collect::<Vec<_>>().join(" ")
    }

    /// What is broken, for people; none where nothing is.
    pub(super) fn words(self) -> Option<String> {
        let words: Vec<_> = self.all().map(|outage| t::outage(outage).title).collect();
        (!words.is_empty()).then(|| words.join(" · "))
    }
}

/// Switches for what lasts, buttons for what happens once.
#[component]
pub(super) fn Breaking(
    /// What is broken.
    damage: Damage,
    /// The product that is set up.
    product: StoredValue<Product>,
) -> impl IntoView {
    let announcer = Announcer::current();
    let say = move |text: &str| product.with_value(|product| fill(text, product));
    let happened = RwSignal::new(None);
    let tell = move |text: &str| {
        let text = say(text);
        if let Some(announcer) = announcer {
            announcer.say(&text);
        }
        happened.set(Some(text));
    };
    let switch = move |outage: Outage| {
        let words = t::outage(outage);
        view! { class = "tsa",
            <li><Switch label=words.title hint=say(words.text) name=outage.name() on=Signal::derive(move || damage.suffers(outage))
                on_change=move |is_on| damage.suffer(outage, is_on) /></li>
        }
    };
    let quarantine = move |()| {
        let is_stopped = damage
            .simulation
            .with_value(|simulation| simulation.tenant.borrow_mut().quarantine(simulation.clock.now()));
        tell(if is_stopped { t::QUARANTINED } else { t::NO_JOB });
    };
    let edit = move |()| {
        let is_edited =
            damage.simulation.with_value(|simulation| simulation.tenant.borrow_mut().edit_mapping());
        tell(if is_edited { t::EDITED } else { t::NO_ROW });
    };
    view! { class = "tsa",
        <div class="tsa-breaking">
            <p class="tsa-quiet">{t::BREAK_LEAD}</p>
            <ul class="tsa-breaking-list">
                {Outage::ALL.into_iter().map(switch).collect_view()}
            </ul>
            <ul class="tsa-breaking-list">
                <li class="tsa-breaking-once"><Button label=t::QUARANTINE on_click=quarantine /><p>{say(t::QUARANTINE_HINT)}</p></li>
                <li class="tsa-breaking-once"><Button label=t::EDIT on_click=edit /><p>{say(t::EDIT_HINT)}</p></li>
            </ul>
            {move || happened.get().map(|text| view! { class = "tsa", <p class="tsa-breaking-told" data-happened="">{text}</p> })}
        </div>
    }
}
