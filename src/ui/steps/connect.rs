//! Step 1: the two fields, the test, and saving.

use super::notifications::NotificationSettings;
use crate::setup::change::Change;
use crate::setup::credentials::{Refusal, tenant_url};
use crate::setup::plan::Plan;
use crate::setup::step::StepId;
use crate::setup::visit::ConnectionTest;
use crate::ui::kit::{Banner, Button, ButtonKind, Field, FieldKind, Tone};
use crate::ui::model::Assistant;
use crate::ui::parts::token_field::{TokenField, said};
use crate::words::en::inputs;
use crate::words::en::labels as t;
use leptos::prelude::*;

/// The form of the connection.
#[component]
pub fn Connect() -> impl IntoView {
    let assistant = Assistant::current();
    let hosts = assistant.product(|product| product.tenant_url_hosts.clone());
    let left = RwSignal::new(false);
    let parsed = Memo::new(move |_| tenant_url(&assistant.url.get(), &hosts));
    let url_error = Signal::derive(move || match parsed.get() {
        Err(Refusal::Empty) => None,
        Err(refusal) if left.get() => Some(assistant.say(inputs::refusal(&refusal))),
        _ => None,
    });
    let url_notice = Signal::derive(move || parsed.get().ok().and_then(|(_, notices)| said(&notices)));
    let mended = move || match parsed.get() {
        Err(Refusal::NotHttps { mended }) => Some(mended),
        _ => None,
    };
    let mend_label = Signal::derive(move || mended().map(|url| [t::USE_INSTEAD, ": ", &url].concat()));
    let mend = move |()| {
        if let Some(url) = mended() {
            assistant.url.set(url);
            assistant.take_entered();
        }
    };
    Effect::new(move |_| {
        assistant.url.track();
        assistant.take_entered();
    });
    let read = Callback::new(move |_: bool| {
        assistant.forget_test();
        assistant.take_entered();
    });
    let url_hint = Signal::derive(move || {
        let stored = assistant.facts.with(|facts| facts.credentials.known()?.tenant_url.clone());
        Some(match stored {
            Some(url) => [t::TENANT_URL_KEPT, " ", &url].concat(),
            None => assistant.say(t::TENANT_URL_HINT),
        })
    });
    let gone = move || {
        let gone = assistant.secret_gone.get() && !assistant.secret.filled().get();
        gone.then(|| view! { class = "tsa",
            <Banner tone=Tone::Attention title=t::SECRET_FORGOTTEN><p>{t::SECRET_FORGOTTEN_TEXT}</p></Banner>
        })
    };
    let linked =
        move || {
            let linked = assistant.around().tenant_url?;
            (assistant.url.get() == linked).then(|| view! { class = "tsa",
            <Banner tone=Tone::Info title=t::FROM_LINK><p>{assistant.say(t::FROM_LINK_TEXT)}</p></Banner>
        })
        };
    view! { class = "tsa",
        {gone}
        {linked}
        <div class="tsa-form">
            <Field label=t::TENANT_URL name="tenant-url" value=assistant.url kind=FieldKind::Url hint=url_hint
                error=url_error notice=url_notice mend_label=mend_label on_mend=Callback::new(mend) on_leave=Callback::new(move |()| left.set(true)) />
            <TokenField input=assistant.secret hint=t::SECRET_TOKEN_HINT on_read=read />
        </div>
        <Actions assistant />
        <NotificationSettings />
    }
}

#[component]
fn Actions(assistant: Assistant) -> impl IntoView {
    let entered = move || assistant.visit.with(|visit| visit.entered.is_some());
    let stored = move || {
        assistant.facts.with(|facts| facts.credentials.known().is_some_and(|stored| stored.has_token))
    };
    let test_label = Signal::derive(move || {
        if entered() || !stored() { t::TEST_CONNECTION } else { t::TEST_STORED }.to_owned()
    });
    let nothing = Signal::derive(move || !entered() && !stored());
    let look_only =
        Signal::derive(
            move || {
                if assistant.looks_only() { t::LOOK_ONLY_REASON.to_owned() } else { String::new() }
            },
        );
    let demo = assistant.connection().demo_credentials;
    let is_demo = demo.is_some();
    let fill = move |()| {
        if let Some((url, token)) = &demo {
            assistant.url.set(url.clone());
            assistant.secret.fill(token);
        }
    };
    let works = move || assistant.visit.with(|visit| visit.connection == ConnectionTest::EnteredWork);
    let saves = move || {
        assistant.plan.with(|plan| {
            let of_connect = plan.of(StepId::Connect).cloned().collect::<Vec<_>>();
            let stores = of_connect.iter().any(|change| matches!(change, Change::StoreCredentials { .. }));
            stores.then_some(Plan { changes: of_connect })
        })
    };
    let save = move |()| {
        if let Some(plan) = saves() {
            assistant.propose(plan);
        }
    };
    view! { class = "tsa",
        <div class="tsa-row">
            <Button label=test_label busy=assistant.testing disabled=nothing disabled_reason=look_only on_click=move |()| assistant.test_connection() />
            {move || saves().map(|_| {
                let kind = if works() { ButtonKind::Primary } else { ButtonKind::Secondary };
                view! { class = "tsa", <Button label=t::SAVE_CREDENTIALS kind on_click=save /> }
            })}
            {is_demo.then(|| view! { class = "tsa", <Button label=t::FILL_DEMO kind=ButtonKind::Quiet on_click=fill /> })}
        </div>
    }
}
