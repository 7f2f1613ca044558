//! Which application: when more than one, or none, fits. Each with the reason why it can or cannot be provisioned.

use crate::setup::checks::application::{grade, is_named_like};
use crate::setup::facts::{Application, Facts};
use crate::setup::finding::Finding;
use crate::setup::order::sort_by_key;
use crate::ui::kit::{Button, ButtonKind, EmptyState, Status, StatusIcon};
use crate::ui::model::{Assistant, Looking};
use crate::words::en::findings;
use crate::words::en::labels as t;
use leptos::prelude::*;

/// Whether a person has to choose.
#[must_use]
pub fn is_needed(assistant: Assistant) -> bool {
    assistant.looking.get() == Looking::Done
        && assistant.facts.with(|facts| facts.application.is_none() && facts.applications.known().is_some())
}

/// The choice.
#[component]
pub fn Choose() -> impl IntoView {
    let assistant = Assistant::current();
    let candidates = move || assistant.facts.with(|facts| candidates(assistant, facts));
    let none = move || candidates().is_empty();
    let title = move || assistant.say(if none() { t::CHOOSE_NONE_TITLE } else { t::CHOOSE_TITLE });
    let portal = [
        assistant.connection().portal.as_str(),
        "/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview",
    ]
    .concat();
    let portal = StoredValue::new(portal);
    view! { class = "tsa",
        <section class="tsa-card">
            <div class="tsa-card-head"><h2 class="tsa-card-title">{title}</h2></div>
            <div class="tsa-card-body">
                {move || if none() {
                    view! { class = "tsa",
                        <EmptyState title=assistant.say(t::CHOOSE_NONE_TITLE) body=assistant.say(t::CHOOSE_NONE_TEXT)>
                            <a href=portal.get_value() target="_blank" rel="noopener noreferrer">{t::OPEN_ADMIN_CENTER}</a>
                        </EmptyState>
                    }.into_any()
                } else {
                    view! { class = "tsa",
                        <p class="tsa-quiet">{t::CHOOSE_TEXT}</p>
                        <ul class="tsa-findings" role="list">
                            {candidates().into_iter().map(|(found, reason)| view! { class = "tsa", <Candidate found reason assistant /> }).collect_view()}
                        </ul>
                    }.into_any()
                }}
                <div class="tsa-row"><Button label=t::CHECK_AGAIN on_click=move |()| assistant.look() /></div>
            </div>
        </section>
    }
}

/// Those named like the product first.
fn candidates(assistant: Assistant, facts: &Facts) -> Vec<(Application, Option<Finding>)> {
    let tenant = facts.tenant.known().map(|tenant| &tenant.id);
    let mut all: Vec<_> = facts.applications.known().cloned().unwrap_or_default();
    assistant.product(|product| sort_by_key(&mut all, |found| !is_named_like(product, &found.name)));
    all.into_iter()
        .map(|found| {
            let reason = grade(&found, tenant);
            (found, reason)
        })
        .collect()
}

#[component]
fn Candidate(found: Application, reason: Option<Finding>, assistant: Assistant) -> impl IntoView {
    let fits = reason.is_none();
    let status = if fits { Status::Done } else { Status::Blocked };
    let words = reason.map_or_else(
        || t::CAN_BE_PROVISIONED.to_owned(),
        |reason| {
            let sentence = findings::finding(&reason.kind);
            assistant.say(&[sentence.what, ". ", sentence.means, " ", sentence.act].concat())
        },
    );
    let id = found.id.clone();
    view! { class = "tsa",
        <li class="tsa-finding" data-application=found.id.as_str().to_owned()>
            <StatusIcon status />
            <span class="tsa-finding-title">{found.name}</span>
            <div class="tsa-finding-body"><p>{words}</p><p class="tsa-small"><code>{found.app_id.as_str().to_owned()}</code></p></div>
            <div class="tsa-finding-end">
                {fits.then(|| view! { class = "tsa",
                    <Button label=t::CHOOSE_THIS kind=ButtonKind::Primary on_click=move |()| assistant.choose_application(&id) />
                })}
            </div>
        </li>
    }
}
