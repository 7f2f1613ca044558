//! What Entra did for somebody: its steps, and the attributes it sent.

use crate::setup::facts::DeliveryStep;
use crate::setup::log::Ending;
use crate::ui::kit::{Status, StatusIcon};
use crate::ui::model::Assistant;
use crate::words::en::log as words;
use leptos::prelude::*;

impl From<Ending> for Status {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Succeeded => Self::Done,
            Ending::Skipped => Self::Unknown,
            Ending::Failed => Self::Failed,
        }
    }
}

/// The steps in their order.
#[component]
pub fn Steps(steps: Vec<DeliveryStep>) -> impl IntoView {
    let assistant = Assistant::current();
    let step = |step: DeliveryStep| {
        view! { class = "tsa",
            <li class="tsa-group-warning" data-log-step=step.kind.clone()>
                <StatusIcon status=Status::from(step.ending) />
                <span><strong>{assistant.say(words::step(&step.kind))}</strong>" "<span class="tsa-quiet">{step.description}</span></span>
            </li>
        }
    };
    view! { class = "tsa", <ol class="tsa-group-warnings" role="list">{steps.into_iter().map(step).collect_view()}</ol> }
}

/// The attributes that were sent.
#[component]
pub fn Values(
    /// Target name, old value, new value.
    values: Vec<(String, Option<String>, Option<String>)>,
) -> impl IntoView {
    if values.is_empty() {
        return view! { class = "tsa", <p class="tsa-quiet tsa-small">{words::NO_VALUES}</p> }.into_any();
    }
    let value = |(target, old, new): (String, Option<String>, Option<String>)| {
        let text = |value: Option<String>| value.unwrap_or_else(|| words::EMPTY.to_owned());
        view! { class = "tsa",
            <li class="tsa-evidence" data-log-value=target.clone()>
                <span class="tsa-evidence-what">{target.clone()}</span>
                <span>{text(old)}" → "<strong>{text(new)}</strong></span>
            </li>
        }
    };
    view! { class = "tsa", <ul class="tsa-group-warnings" role="list">{values.into_iter().map(value).collect_view()}</ul> }
        .into_any()
}
