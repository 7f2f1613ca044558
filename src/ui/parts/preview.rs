//! The dialog that shows changes, old → new, before they are made.

use super::evidence;
use crate::setup::change::{Change, PreviewRow};
use crate::setup::finding::Shown;
use crate::setup::plan::consequences;
use crate::ui::kit::{Button, ButtonKind, Dialog, DiffRow, DiffTable, Status};
use crate::ui::model::Assistant;
use crate::words::en::labels as t;
use crate::words::en::{changes, findings};
use leptos::prelude::*;

/// The preview of what is proposed.
#[component]
pub fn Preview() -> impl IntoView {
    let assistant = Assistant::current();
    let planned = move || assistant.proposal.get().map_or_else(Vec::new, |proposal| proposal.plan.changes);
    let tenant = move || {
        assistant
            .facts
            .with(|facts| facts.tenant.known().map_or_else(String::new, |tenant| tenant.name.clone()))
    };
    let lead = move || [t::PREVIEW_IN, " ", &tenant()].concat();
    let footer = move || {
        view! { class = "tsa",
            <Button label=t::CANCEL on_click=move |()| assistant.proposing.set(false) />
            <Button label=t::APPLY kind=ButtonKind::Primary on_click=move |()| assistant.apply_proposal() />
        }
    };
    view! { class = "tsa",
        <Dialog open=assistant.proposing title=t::PREVIEW_TITLE wide=true footer=footer>
            <p class="tsa-quiet">{lead}</p>
            <ol class="tsa-changes" role="list">
                {move || planned().into_iter().map(|change| view! { class = "tsa", <ChangeItem change assistant /> }).collect_view()}
            </ol>
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
        should_be: evidence::text(assistant, &row.subject, &row.new),
        status: Status::Attention,
        label: None,
    }
}
