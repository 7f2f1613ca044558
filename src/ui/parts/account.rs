//! The person's account: who, in which tenant, with which permissions; another account, another tenant, signing out.

use super::permissions::Permissions;
use crate::auth::Purpose;
use crate::config::Tenant;
use crate::setup::scope::Scope;
use crate::setup::visit::Permissions as Asking;
use crate::ui::kit::{Button, ButtonKind, Checkbox, Dialog, Field, KeyValue, KeyValueList};
use crate::ui::model::Assistant;
use crate::ui::sign_in::Desk;
use crate::words::en::labels as t;
use leptos::prelude::*;
use std::rc::Rc;

/// The button in the header, and what it opens.
#[component]
pub fn AccountMenu(
    /// Whose sign-in it is.
    desk: StoredValue<Rc<Desk>, LocalStorage>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let assistant = Assistant::current();
    let sign_out = move |at_microsoft: bool| {
        desk.with_value(|desk| {
            let address = desk.sign_out().filter(|_| at_microsoft);
            match address {
                Some(address) => drop(window().location().assign(address.as_str())),
                None => drop(window().location().reload()),
            }
        });
    };
    let footer = move || {
        view! { class = "tsa",
            <Button label=t::SIGN_OUT_HERE kind=ButtonKind::Quiet on_click=move |()| sign_out(false) />
            <Button label=t::SWITCH_ACCOUNT on_click=move |()| desk.with_value(|desk| desk.switch(None)) />
            <Button label=t::SIGN_OUT kind=ButtonKind::Primary on_click=move |()| sign_out(true) />
        }
    };
    view! { class = "tsa",
        <Button label=t::ACCOUNT kind=ButtonKind::Quiet on_click=move |()| open.set(true) />
        <Dialog open title=t::ACCOUNT_TITLE wide=true footer=footer>
            <KeyValueList facts=Signal::derive(move || facts(assistant, desk)) />
            <LookOnly assistant desk />
            <OtherTenant desk />
            <h3 class="tsa-section-title">{t::PERMISSIONS}</h3>
            {move || {
                let held = assistant.facts.with(|facts| facts.scopes.clone());
                let product = assistant.product(Clone::clone);
                view! { class = "tsa", <Permissions scopes=Scope::EVER_ASKED.to_vec() held product /> }
            }}
        </Dialog>
    }
}

fn facts(assistant: Assistant, desk: StoredValue<Rc<Desk>, LocalStorage>) -> Vec<KeyValue> {
    let fact =
        |key: &str, value: &str, code: bool| KeyValue { key: key.to_owned(), value: value.to_owned(), code };
    let mut all = Vec::new();
    if let Some(session) = desk.with_value(|desk| desk.session()) {
        let account = session.account();
        all.push(fact(t::SIGNED_IN_AS, &[&account.name, " · ", &account.username].concat(), false));
        all.push(fact(t::OBJECT_ID, &account.oid, true));
        all.push(fact(t::TENANT_ID, &account.tid, true));
    }
    assistant.facts.with(|facts| {
        if let Some(tenant) = facts.tenant.known() {
            let domain = tenant.domain.as_deref().unwrap_or_default();
            all.insert(1.min(all.len()), fact(t::TENANT, &[&tenant.name, " · ", domain].concat(), false));
        }
    });
    all
}

/// To look only, or to change too.
#[component]
fn LookOnly(assistant: Assistant, desk: StoredValue<Rc<Desk>, LocalStorage>) -> impl IntoView {
    let checked = Signal::derive(move || assistant.looks_only());
    let change = move |only: bool| {
        let (purpose, permissions) =
            if only { (Purpose::Look, Asking::LookOnly) } else { (Purpose::Change, Asking::AskedWhenNeeded) };
        desk.with_value(|desk| desk.set_purpose(purpose));
        assistant.set_permissions(permissions);
    };
    view! { class = "tsa", <Checkbox label=t::LOOK_ONLY hint=t::LOOK_ONLY_HINT.to_owned() checked on_change=change /> }
}

/// Another tenant, for guests and partners; where the host has not fixed one.
#[component]
fn OtherTenant(desk: StoredValue<Rc<Desk>, LocalStorage>) -> impl IntoView {
    let is_open = desk.with_value(|desk| desk.client().configuration().authority.leaves_the_tenant_open());
    is_open.then(|| {
        let typed = RwSignal::new(String::new());
        let tenant = move || Tenant::parse(typed.get().trim());
        let nothing = Signal::derive(move || tenant().is_none());
        let switch = move |()| {
            if let Some(tenant) = tenant() {
                desk.with_value(|desk| desk.switch(Some(tenant)));
            }
        };
        view! { class = "tsa",
            <div class="tsa-form">
                <Field label=t::OTHER_TENANT name="other-tenant" value=typed hint=t::OTHER_TENANT_HINT.to_owned() />
                <div class="tsa-row"><Button label=t::OTHER_TENANT_GO disabled=nothing on_click=switch /></div>
            </div>
        }
    })
}
