//! The same step without the assistant: written steps with a deep link, PowerShell, and the raw request (design §2).

use crate::setup::facts::Application;
use crate::setup::step::StepId;
use crate::tenant::script;
use crate::ui::kit::{CodeBlock, Disclosure, Icon, IconName, Tab, Tabs};
use crate::ui::model::Assistant;
use crate::words::en::labels as t;
use crate::words::en::steps;
use leptos::prelude::*;

/// The manual way of a step.
#[component]
pub fn ByHand(
    /// The step.
    step: StepId,
) -> impl IntoView {
    let assistant = Assistant::current();
    let tab = |label: &str, panel: ViewFn| Tab { label: label.to_owned(), panel };
    let tabs = vec![
        tab(t::TAB_STEPS, (move || view! { class = "tsa", <Written step assistant /> }).into()),
        tab(
            t::TAB_POWERSHELL,
            (move || copied(assistant, step, t::TAB_POWERSHELL, script::powershell)).into(),
        ),
        tab(t::TAB_REQUEST, (move || copied(assistant, step, t::TAB_REQUEST, script::raw)).into()),
    ];
    view! { class = "tsa",
        <Disclosure summary=t::BY_HAND note=t::BY_HAND_NOTE.to_owned()>
            <Tabs label=t::BY_HAND tabs=tabs />
        </Disclosure>
    }
}

#[component]
fn Written(step: StepId, assistant: Assistant) -> impl IntoView {
    let lines = steps::by_hand(step).iter().map(|line| {
        let line = assistant.say(line);
        view! { class = "tsa", <li>{line}</li> }
    });
    let link = move || {
        assistant.facts.with(|facts| {
            facts
                .application
                .as_ref()
                .map(|application| blade(&assistant.connection().portal, step, application))
        })
    };
    view! { class = "tsa",
        <ol class="tsa-written">{lines.collect_view()}</ol>
        <p class="tsa-row">
            <a href=link target="_blank" rel="noopener noreferrer">{t::OPEN_BLADE}" "<Icon name=IconName::External /></a>
            <span class="tsa-quiet tsa-small">{t::BLADE_DATED}</span>
        </p>
    }
}

/// The blade of this very application (graph-contract §6).
fn blade(portal: &str, step: StepId, application: &Application) -> String {
    let place = match step {
        StepId::Groups => "Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Users",
        _ => "Microsoft_AAD_Connect_Provisioning/ProvisioningMenuBlade/~/Overview",
    };
    let ids = ["/objectId/", application.id.as_str(), "/appId/", application.app_id.as_str()].concat();
    [portal, "/#view/", place, &ids].concat()
}

fn copied(
    assistant: Assistant,
    step: StepId,
    label: &'static str,
    print: fn(&crate::graph::Call) -> String,
) -> AnyView {
    let calls = assistant.facts.with(|facts| {
        assistant.plan.with(|plan| {
            plan.of(step)
                .flat_map(|change| script::calls(change, facts))
                .map(|call| print(&call))
                .collect::<Vec<_>>()
        })
    });
    if calls.is_empty() {
        return view! { class = "tsa", <p class="tsa-quiet">{t::NOTHING_TO_COPY}</p> }.into_any();
    }
    view! { class = "tsa", <CodeBlock code=calls.join("\n\n") label=label /> }.into_any()
}
