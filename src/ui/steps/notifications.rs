//! Below step 1: whom Entra tells when it stops the job, and how many people may leave at once.

use crate::setup::change::Change;
use crate::setup::notifications::{Notifications, PORTAL_THRESHOLD, Wrong, recipient, threshold};
use crate::setup::plan::Plan;
use crate::ui::kit::{Button, Checkbox, Disclosure, Field};
use crate::ui::model::Assistant;
use crate::words::en::inputs;
use crate::words::en::labels as t;
use leptos::prelude::*;

/// What is stored, once both credentials are: before that there is nothing to send it with.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stored {
    Unreadable,
    Set(Notifications),
}

/// The section; nothing while no credentials are stored.
#[component]
pub fn NotificationSettings() -> impl IntoView {
    let assistant = Assistant::current();
    let stored = Memo::new(move |_| {
        assistant.facts.with(|facts| {
            let found =
                facts.credentials.known().filter(|found| found.has_token && found.tenant_url.is_some())?;
            Some(found.notifications.clone().map_or(Stored::Unreadable, Stored::Set))
        })
    });
    let shows = Memo::new(move |_| stored.with(Option::is_some));
    let note = Signal::derive(move || match stored.get() {
        Some(Stored::Set(set)) => Some(summary(&set)),
        _ => None,
    });
    // The form is built once, or what is typed in it would be lost at the next look.
    let unreadable = Memo::new(move |_| stored.with(|stored| *stored == Some(Stored::Unreadable)));
    let set = Signal::derive(move || match stored.get() {
        Some(Stored::Set(set)) => set,
        _ => Notifications::default(),
    });
    move || {
        shows.get().then(|| {
            view! { class = "tsa",
                <Disclosure summary=t::NOTIFICATIONS note>
                    {move || if unreadable.get() {
                        view! { class = "tsa", <p>{t::NOTIFICATIONS_UNREADABLE}</p> }.into_any()
                    } else {
                        view! { class = "tsa", <Form assistant set /> }.into_any()
                    }}
                </Disclosure>
            }
        })
    }
}

/// What is set, in one line.
fn summary(set: &Notifications) -> String {
    let told = match &set.recipient {
        Some(address) => [t::TOLD, " ", address].concat(),
        None => t::TELLS_NOBODY.to_owned(),
    };
    let stops = match set.threshold {
        Some(limit) => [t::STOPS_ABOVE, " ", &limit.to_string()].concat(),
        None => t::NO_THRESHOLD.to_owned(),
    };
    [&told, " · ", &stops].concat()
}

#[component]
fn Form(assistant: Assistant, set: Signal<Notifications>) -> impl IntoView {
    let set = Memo::new(move |_| set.get());
    let (tells, address) = (RwSignal::new(false), RwSignal::new(String::new()));
    let (stops, limit) = (RwSignal::new(false), RwSignal::new(String::new()));
    Effect::new(move |_| {
        let set = set.get();
        tells.set(set.recipient.is_some());
        address.set(set.recipient.unwrap_or_default());
        stops.set(set.threshold.is_some());
        limit.set(set.threshold.unwrap_or(PORTAL_THRESHOLD).to_string());
    });
    let typed_address = Memo::new(move |_| tells.get().then(|| recipient(&address.get())).transpose());
    let typed_limit = Memo::new(move |_| stops.get().then(|| threshold(&limit.get())).transpose());
    let wanted = Memo::new(move |_| {
        Some(Notifications { recipient: typed_address.get().ok()?, threshold: typed_limit.get().ok()? })
    });
    let left = RwSignal::new(false);
    let shown = move |wrong: Option<Wrong>| wrong.filter(|wrong| left.get() || *wrong == Wrong::Several);
    let said = move |wrong: Option<Wrong>| shown(wrong).map(|wrong| inputs::notification(wrong).to_owned());
    let address_error = Signal::derive(move || said(typed_address.get().err()));
    let limit_error = Signal::derive(move || said(typed_limit.get().err()));
    let reason = Signal::derive(move || {
        let reason = match wanted.get() {
            None => t::NOTIFICATIONS_WRONG,
            Some(wanted) if wanted == set.get() => t::NOTIFICATIONS_SAME,
            Some(_) => "",
        };
        reason.to_owned()
    });
    let busy = Signal::derive(move || assistant.is_busy());
    let save = move |()| {
        if let Some(new) = wanted.get_untracked() {
            let old = set.get_untracked();
            assistant.propose(Plan { changes: vec![Change::SetNotifications { old, new }] });
        }
    };
    let on_leave = Callback::new(move |()| left.set(true));
    view! { class = "tsa",
        <div class="tsa-form" data-notifications="">
            <Checkbox label=t::MAILS hint=t::MAILS_HINT checked=tells on_change=move |on| tells.set(on) />
            {move || tells.get().then(|| view! { class = "tsa",
                <Field label=t::MAIL_ADDRESS name="notification-email" value=address hint=t::MAIL_ADDRESS_HINT error=address_error on_leave />
            })}
            <Checkbox label=t::PREVENT_DELETION hint=t::PREVENT_DELETION_HINT checked=stops on_change=move |on| stops.set(on) />
            {move || stops.get().then(|| view! { class = "tsa",
                <Field label=t::DELETION_THRESHOLD name="deletion-threshold" value=limit error=limit_error on_leave />
            })}
        </div>
        <div class="tsa-row"><Button label=t::SAVE_NOTIFICATIONS busy disabled_reason=reason on_click=save /></div>
    }
}
