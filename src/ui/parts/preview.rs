//! The dialog that shows changes, old → new, before they are made.

use super::evidence;
use super::permissions::Permissions;
use super::token_field::TokenField;
use crate::setup::change::{Change, PreviewRow};
use crate::setup::finding::Shown;
use crate::setup::plan::consequences;
use crate::setup::visit::Permissions as Asking;
use crate::ui::kit::{Button, ButtonKind, Dialog, DiffRow, DiffTable, Field, Status};
use crate::ui::model::{Assistant, Looking};
use crate::ui::parts::copy_as::CopyAs;
use crate::ui::pieces::{Fetching, later, once_there, piece, prefetch};
use crate::words::en::labels as t;
use crate::words::en::{changes, findings};
use leptos::prelude::*;

/// The preview of what is proposed.
#[component]
pub fn Preview() -> impl IntoView {
    let assistant = Assistant::current();
    let typed = RwSignal::new(String::new());
    let token_works = RwSignal::new(false);
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
    // Once there is something to change, the dialog should not have to wait for its contents.
    let looked = Memo::new(move |_| assistant.looking.get() == Looking::Done);
    Effect::new(move |_| {
        if looked.get() {
            prefetch(fetch);
        }
    });
    let footer = move || {
        let apply = move || draw_change(Part::Apply, assistant, typed, token_works);
        view! { class = "tsa",
            <Button label=t::CANCEL on_click=move |()| assistant.proposing.set(false) />
            {once_there(fetch, apply)}
        }
    };
    view! { class = "tsa",
        <Dialog open=assistant.proposing title=t::PREVIEW_TITLE wide=true footer=footer>
            {later(fetch, move || draw_change(Part::Body, assistant, typed, token_works))}
        </Dialog>
    }
}

fn fetch() -> Fetching {
    Box::pin(fetch_change())
}

/// What of the dialog is in the piece.
#[derive(Clone, Copy)]
enum Part {
    Body,
    Apply,
}

piece! { change, fetch = fetch_change,
    fn draw_change(part: Part, assistant: Assistant, typed: RwSignal<String>, token_works: RwSignal<bool>) -> AnyView {
        match part {
            Part::Body => view! { class = "tsa", <Proposed assistant typed token_works /> }.into_any(),
            Part::Apply => view! { class = "tsa", <Apply assistant typed token_works /> }.into_any(),
        }
    }
}

#[component]
fn Proposed(assistant: Assistant, typed: RwSignal<String>, token_works: RwSignal<bool>) -> impl IntoView {
    let planned = move || assistant.proposal.get().map_or_else(Vec::new, |proposal| proposal.plan.changes);
    // Which tenant, and as whom: read again before every change (security.md WRT-04).
    let lead = move || {
        assistant.facts.with(|facts| {
            let tenant = facts.tenant.known();
            let parts = [
                tenant.map(|tenant| tenant.name.clone()),
                tenant.and_then(|tenant| tenant.domain.clone()),
                tenant.map(|tenant| tenant.id.as_str().to_owned()),
                facts.caller.known().map(|caller| caller.username.clone()),
            ];
            [t::PREVIEW_IN, " ", &parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")].concat()
        })
    };
    let asks_token = Memo::new(move |_| asks_token(assistant));
    let token = move || {
        asks_token.get().then(|| {
            let on_read = Callback::new(move |works| token_works.set(works));
            view! { class = "tsa", <TokenField input=assistant.secret_again hint=t::TOKEN_AGAIN_HINT on_read /> }
        })
    };
    let confirm = move || {
        is_final(assistant).then(|| {
            let hint = assistant.say(t::TYPE_TENANT_HINT);
            view! { class = "tsa", <Field label=t::TYPE_TENANT name="confirm-tenant" value=typed hint=hint placeholder=tenant_name(assistant) /> }
        })
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
    }
}

/// The button that makes the changes, and why it cannot yet.
#[component]
fn Apply(assistant: Assistant, typed: RwSignal<String>, token_works: RwSignal<bool>) -> impl IntoView {
    let reason = Signal::derive(move || {
        let reason = if assistant.looks_only() {
            t::LOOK_ONLY_REASON
        } else if is_final(assistant) && typed.get().trim() != tenant_name(assistant).trim() {
            t::TYPE_TENANT_REASON
        } else if asks_token(assistant) && !token_works.get() {
            t::TOKEN_FIRST
        } else {
            ""
        };
        reason.to_owned()
    });
    view! { class = "tsa",
        <Button label=t::APPLY kind=ButtonKind::Primary disabled_reason=reason on_click=move |()| assistant.apply_proposal() />
    }
}

fn is_final(assistant: Assistant) -> bool {
    assistant.proposal.with(|proposal| proposal.as_ref().is_some_and(|it| it.plan.is_final()))
}

fn asks_token(assistant: Assistant) -> bool {
    assistant.proposal.with(|proposal| {
        proposal.as_ref().is_some_and(|it| {
            assistant.facts.with(|facts| assistant.visit.with(|visit| it.plan.asks_for_token(facts, visit)))
        })
    })
}

fn tenant_name(assistant: Assistant) -> String {
    assistant.facts.with(|facts| facts.tenant.known().map_or_else(String::new, |tenant| tenant.name.clone()))
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
