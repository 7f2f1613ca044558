//! What every step has: a heading that unfolds it and tells its status, findings, its own part, and the manual way.

use super::{connect, groups, mapping, on_demand, start};
use crate::setup::finding::Kind;
use crate::setup::step::StepId;
use crate::ui::kit::{Icon, IconName, StatusBadge, StatusIcon};
use crate::ui::model::Assistant;
use crate::ui::parts::by_hand::ByHand;
use crate::ui::parts::findings::Findings;
use crate::words::en::labels as t;
use crate::words::en::steps;
use leptos::prelude::*;

/// All steps, one below the other.
#[component]
pub fn Steps() -> impl IntoView {
    let step = |step| view! { class = "tsa", <Step step /> };
    let shown = Assistant::current().around().steps;
    view! { class = "tsa", <div class="tsa-stack">{shown.into_iter().map(step).collect_view()}</div> }
}

#[component]
fn Step(step: StepId) -> impl IntoView {
    let assistant = Assistant::current();
    let status = Signal::derive(move || assistant.status(step).into());
    let is_open = move || assistant.open.get() == Some(step);
    let toggle =
        move |_| assistant.open.update(|open| *open = if *open == Some(step) { None } else { Some(step) });
    let body = ["step-", step.as_str(), "-body"].concat();
    let word = Signal::derive(move || Some(steps::status(assistant.status(step)).to_owned()));
    let guide = [t::GUIDE_SECTION, " ", step.guide_section()].concat();
    view! { class = "tsa",
        <section class="tsa-card tsa-step" id=["step-", step.as_str()].concat() data-step=step.as_str()
            data-status=move || assistant.status(step).as_str()>
            <h2 class="tsa-step-head">
                <button type="button" class="tsa-step-button" aria-expanded=move || if is_open() { "true" } else { "false" }
                    aria-controls=body.clone() on:click=toggle>
                    <StatusIcon status />
                    <span class="tsa-step-title">{steps::title(step)}</span>
                    <span class="tsa-step-guide">{guide}</span>
                    <StatusBadge status label=word />
                    <Icon name=IconName::Chevron />
                </button>
            </h2>
            // Folded, not removed: what is typed in a step survives a look at another one.
            <div class="tsa-card-body" id=body hidden=move || !is_open()>
                <p class="tsa-card-lead">{assistant.say(steps::purpose(step))}</p>
                {content(step)}
                <ByHand step />
            </div>
        </section>
    }
}

fn content(step: StepId) -> AnyView {
    match step {
        StepId::Connect => {
            view! { class = "tsa", <Findings step shows=any /><connect::Connect /> }.into_any()
        }
        StepId::Mapping => {
            view! { class = "tsa", <mapping::Mapping /><Findings step shows=mapping::is_not_a_row /> }
                .into_any()
        }
        StepId::Groups => {
            view! { class = "tsa", <Findings step shows=groups::is_not_a_group /><groups::Groups /> }
                .into_any()
        }
        StepId::Start => view! { class = "tsa", <Findings step shows=any /><start::Start /> }.into_any(),
        StepId::OnDemand => {
            view! { class = "tsa", <Findings step shows=on_demand::is_not_a_person /><on_demand::OnDemand /> }
                .into_any()
        }
    }
}

const fn any(_: &Kind) -> bool {
    true
}
