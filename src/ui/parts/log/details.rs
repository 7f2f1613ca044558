//! One entry: what it means, what to do, the steps Entra took, and what was sent.

use super::{explained, sentence};
use crate::setup::log::{Ending, Entry, Log};
use crate::ui::format;
use crate::ui::kit::{Button, ButtonKind, Status, StatusIcon};
use crate::ui::model::Assistant;
use crate::ui::parts::delivery::{Steps, Values};
use crate::ui::parts::failure::MicrosoftSays;
use crate::words::en::labels as t;
use crate::words::en::log as words;
use leptos::prelude::*;

/// The entry that is picked, if one is.
#[component]
pub fn Details(assistant: Assistant, log: RwSignal<Log>, picked: RwSignal<Option<String>>) -> impl IntoView {
    let entry = Memo::new(move |_| {
        picked.with(|picked| log.with(|log| picked.as_deref().and_then(|id| log.entry(id)).cloned()))
    });
    move || entry.get().map(|entry| drawn(assistant, &entry, picked))
}

fn drawn(assistant: Assistant, entry: &Entry, picked: RwSignal<Option<String>>) -> AnyView {
    let (before, after) = sentence(assistant, entry);
    let code = entry.code().to_owned();
    let (steps, values) = (entry.steps.clone(), entry.values.clone());
    let reason = entry.reason.clone();
    let explanation = (entry.ending() != Ending::Succeeded).then(|| {
        let (means, act) = explained(assistant, &code);
        view! { class = "tsa",
            <p>{means}" "<strong>{act}</strong></p>
            {(!code.is_empty()).then(|| view! { class = "tsa",
                <p class="tsa-small"><span class="tsa-quiet">{words::CODE}</span>" "<code class="tsa-log-code">{code}</code></p>
            })}
        }
    });
    view! { class = "tsa",
        <section class="tsa-log-details" aria-label=words::DETAILS data-log-entry=entry.id.clone()>
            <div class="tsa-log-head">
                <StatusIcon status=Status::from(entry.ending()) />
                <h3>{before}<bdi>{entry.label().to_owned()}</bdi>{after}</h3>
                <Button label=words::CLOSE_DETAILS kind=ButtonKind::Quiet on_click=move |()| picked.set(None) />
            </div>
            <p class="tsa-quiet tsa-small">{entry.at.map(format::moment)}{entry.username.clone().map(|name| [" · ", &name].concat())}</p>
            {explanation}
            {(!reason.is_empty()).then(|| view! { class = "tsa", <MicrosoftSays text=reason /> })}
            <h4>{t::STEPS_TAKEN}</h4>
            <Steps steps />
            <h4>{words::CHANGED_VALUES}</h4>
            <Values values />
        </section>
    }
    .into_any()
}
