//! What was changed in this visit, and taking it back.

use super::evidence;
use crate::setup::receipt::{Outcome, Receipt, can_undo, undo_everything};
use crate::ui::browser;
use crate::ui::format;
use crate::ui::kit::{Button, ButtonKind, Disclosure, Status, StatusIcon};
use crate::ui::model::Assistant;
use crate::words::en::labels as t;
use crate::words::en::{changes, findings};
use leptos::prelude::*;

/// The receipts, newest first.
#[component]
pub fn Receipts() -> impl IntoView {
    let assistant = Assistant::current();
    let can_undo_all = move || {
        let changes = assistant
            .receipts
            .with(|receipts| assistant.facts.with(|facts| undo_everything(receipts, facts).0.len()));
        changes > 1
    };
    let download = move |()| {
        if let Some(text) = assistant.backup() {
            let _refused = browser::download("state-before.json", "application/json", &text);
        }
    };
    // Facts change often; the list is built anew only when a receipt is added, or another application is chosen.
    let shown = Memo::new(move |_| {
        let mut receipts = assistant.receipts.get();
        assistant.facts.with(|facts| receipts.retain(|receipt| receipt.is_of(facts)));
        receipts
    });
    move || {
        let receipts = shown.get();
        (!receipts.is_empty()).then(|| {
            let count = receipts.len().to_string();
            let items =
                receipts.into_iter().rev().map(|receipt| view! { class = "tsa", <Item receipt assistant /> });
            let items = items.collect_view();
            view! { class = "tsa",
                <Disclosure summary=t::RECEIPTS note=count open=true>
                    <div class="tsa-row">
                        {can_undo_all().then(|| view! { class = "tsa",
                            <Button label=t::UNDO_EVERYTHING on_click=move |()| assistant.propose_undo_everything() />
                        })}
                        <Button label=t::DOWNLOAD_BACKUP kind=ButtonKind::Quiet on_click=download />
                    </div>
                    <ol class="tsa-findings" role="list" data-receipts="">{items}</ol>
                </Disclosure>
            }
        })
    }
}

#[component]
fn Item(receipt: Receipt, assistant: Assistant) -> impl IntoView {
    let title = assistant.say(changes::title(&receipt.change));
    let lines = receipt.change.preview().into_iter().map(|row| {
        let old = evidence::text(assistant, &row.subject, &row.old);
        let new = evidence::text(assistant, &row.subject, &row.new);
        view! { class = "tsa", <p class="tsa-evidence">
            <span class="tsa-evidence-what">{findings::subject(&row.subject)}</span>
            <span>{old}" → "{new}</span>
        </p> }
    });
    let lines = lines.collect_view();
    let (status, word) = match receipt.outcome {
        Outcome::Confirmed => (Status::Done, t::CONFIRMED),
        Outcome::AlreadySo => (Status::Done, t::ALREADY_SO),
        Outcome::NotVisibleYet => (Status::Attention, t::NOT_VISIBLE_YET),
    };
    let when = format::moment(receipt.at);
    let request_id = receipt.request_id.clone().map(|id| [t::REQUEST_ID, " ", &id].concat());
    let backup = receipt.backup.clone();
    let undo = {
        let receipt = receipt.clone();
        Memo::new(move |_| {
            assistant
                .receipts
                .with(|receipts| assistant.facts.with(|facts| can_undo(&receipt, receipts, facts)))
        })
    };
    let take_back = StoredValue::new(receipt);
    view! { class = "tsa",
        <li class="tsa-finding" data-receipt="">
            <StatusIcon status />
            <span class="tsa-finding-title">{title}</span>
            <div class="tsa-finding-body">
                {lines}
                <p class="tsa-small tsa-quiet">{word}" · "{when}{request_id.map(|id| [" · ", &id].concat())}</p>
            </div>
            <div class="tsa-finding-end">
                {backup.map(|text| view! { class = "tsa",
                    <Button label=t::DOWNLOAD_SCHEMA on_click=move |()| { let _refused = browser::download("schema-before.json", "application/json", &text); } />
                })}
                {move || undo.get().then(|| view! { class = "tsa",
                    <Button label=t::UNDO on_click=move |()| take_back.with_value(|receipt| assistant.propose_undo(receipt)) />
                })}
            </div>
        </li>
    }
}
