//! The dialog that shows changes, old → new, before they are made.

use super::evidence;
use super::permissions::Permissions;
use super::token_field::TokenField;
use crate::setup::change::{Change, PreviewRow};
use crate::setup::finding::Shown;
use crate::setup::plan::consequences;
use crate::setup::visit::Permissions as Asking;
use crate::ui::kit::{Button, ButtonKind, Dialog, DiffRow, DiffTable, Field, Status};
use crate::ui::model::Assistant;
use crate::ui::parts::copy_as::CopyAs;
use crate::words::en::labels as t;
use crate::words::en::{changes, findings};
use leptos::prelude::*;

/// The preview of what is proposed.
#[component]
pub fn Preview() -> impl IntoView {
    let assistant = Assistant::current();
    let planned = move || assistant.proposal.get().map_or_else(Vec::new, |proposal| proposal.plan.changes);
    // Which tenant, and as whom: read again before every change (security.md WRT-04).
    let place = move || {
        assistant.facts.with(|facts| {
            let tenant = facts.tenant.known();
            let parts = [
                tenant.map(|tenant| tenant.name.clone()),
                tenant.and_then(|tenant| tenant.domain.clone()),
                tenant.map(|tenant| tenant.id.as_str().to_owned()),
                facts.caller.known().map(|caller| caller.username.clone()),
            ];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    };
    let lead = move || [t::PREVIEW_IN, " ", &place()].concat();
    let typed = RwSignal::new(String::new());
    let is_final =
        move || assistant.proposal.with(|proposal| proposal.as_ref().is_some_and(|it| it.plan.is_final()));
    let tenant_name = move || {
        assistant
            .facts
            .with(|facts| facts.tenant.known().map_or_else(String::new, |tenant| tenant.name.clone()))
    };
    let token_works = RwSignal::new(false);
    let asks_token = Memo::new(move |_| {
        assistant.proposal.with(|proposal| {
            proposal.as_ref().is_some_and(|it| {
                assistant
                    .facts
                    .with(|facts| assistant.visit.with(|visit| it.plan.asks_for_token(facts, visit)))
            })
        })
    });
    let token = move || {
        asks_token.get().then(|| {
            let on_read = Callback::new(move |works| token_works.set(works));
            view! { class = "tsa", <TokenField input=assistant.secret_again hint=t::TOKEN_AGAIN_HINT on_read /> }
        })
    };
    let reason = Signal::derive(move || {
        let reason = if assistant.looks_only() {
            t::LOOK_ONLY_REASON
        } else if is_final() && typed.get().trim() != tenant_name().trim() {
            t::TYPE_TENANT_REASON
        } else if asks_token.get() && !token_works.get() {
            t::TOKEN_FIRST
        } else {
            ""
        };
        reason.to_owned()
    });
    // Each proposal is confirmed anew.
    Effect::new(move |_| {
        assistant.proposal.track();
        typed.set(String::new());
    });
    // A token that was typed for changes that are not made is forgotten.
    Effect::new(move |_| {
        if !assistant.proposing.get() {
            assistant.secret_again.clear();
            token_works.set(false);
        }
    });
    let confirm = move || {
        is_final().then(|| {
            let hint = assistant.say(t::TYPE_TENANT_HINT);
            view! { class = "tsa", <Field label=t::TYPE_TENANT name="confirm-tenant" value=typed hint=hint placeholder=tenant_name() /> }
        })
    };
    let footer = move || {
        view! { class = "tsa",
            <Button label=t::CANCEL on_click=move |()| assistant.proposing.set(false) />
            <Button label=t::APPLY kind=ButtonKind::Primary disabled_reason=reason on_click=move |()| assistant.apply_proposal() />
        }
    };
    let consent = move || {
        let scopes = assistant.proposal.with(|proposal| {
            proposal.as_ref().map_or_else(Vec::new, |proposal| assistant.missing_scopes(&proposal.plan))
        });
        let asks = assistant.visit.with(|visit| visit.permissions == Asking::AskedWhenNeeded);
        (asks && !scopes.is_empty()).then(|| {
            let product = assistant.product(Clone::clone);
            view! { class = "tsa",
                <div class="tsa-section" data-consent="">
                    <p>{t::MORE_PERMISSIONS}</p>
                    <Permissions scopes held=None product />
                </div>
            }
        })
    };
    view! { class = "tsa",
        <Dialog open=assistant.proposing title=t::PREVIEW_TITLE wide=true footer=footer>
            <p class="tsa-quiet">{lead}</p>
            {consent}
            <ol class="tsa-changes" role="list">
                {move || planned().into_iter().map(|change| view! { class = "tsa", <ChangeItem change assistant /> }).collect_view()}
            </ol>
            {token}
            {move || {
                let changes = planned();
                (!changes.is_empty()).then(|| view! { class = "tsa", <CopyAs changes /> })
            }}
            {confirm}
        </Dialog>
    }
}

#[component]
fn ChangeItem(change: Change, assistant: Assistant) -> impl IntoView {
    let title = assistant.say(changes::title(&change));
    let rows: Vec<_> = change.preview().iter().map(|row| diff_row(assistant, row)).collect();
    let follows = assistant
        .facts
        .with_untracked(|facts| assistant.product(|product| consequences(product, facts, &change)));
    let follows = follows.into_iter().map(|consequence| {
        let text = assistant.say(changes::consequence(consequence));
        view! { class = "tsa", <li>{text}</li> }
    });
    view! { class = "tsa",
        <li class="tsa-change" data-change=change.step().as_str()>
            <h3 class="tsa-section-title">{title}</h3>
            <DiffTable caption=t::PREVIEW_ROWS rows=rows plain=true />
            <ul class="tsa-consequences">{follows.collect_view()}</ul>
        </li>
    }
}

/// A line of a preview as a row of the table.
#[must_use]
pub fn diff_row(assistant: Assistant, row: &PreviewRow) -> DiffRow {
    DiffRow {
        attribute: findings::subject(&row.subject),
        hint: String::new(),
        now: (row.old != Shown::Absent).then(|| evidence::text(assistant, &row.subject, &row.old)),
        none: evidence::text(assistant, &row.subject, &Shown::Absent),
        should_be: evidence::text(assistant, &row.subject, &row.new),
        status: Status::Attention,
        label: None,
    }
}
