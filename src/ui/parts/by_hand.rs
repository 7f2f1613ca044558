//! The same step without the assistant: written steps with a deep link, PowerShell, and the raw request (design §2).

use crate::setup::change::Change;
use crate::setup::facts::Application;
use crate::setup::step::StepId;
use crate::tenant::script::raw;
use crate::ui::kit::{CodeBlock, Disclosure, Icon, IconName, Tab, Tabs};
use crate::ui::model::Assistant;
use crate::ui::parts::copy_as::{Language, scripted};
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
        tab(t::TAB_POWERSHELL, (move || script(assistant, step, Language::PowerShell)).into()),
        tab(t::TAB_SHELL, (move || script(assistant, step, Language::Shell)).into()),
        tab(t::TAB_REQUEST, (move || requests(assistant, step)).into()),
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

/// What is planned for a step.
fn planned(assistant: Assistant, step: StepId) -> Vec<Change> {
    assistant.plan.with(|plan| plan.of(step).cloned().collect())
}

fn script(assistant: Assistant, step: StepId, language: Language) -> AnyView {
    let changes = planned(assistant, step);
    if changes.is_empty() { nothing() } else { scripted(assistant, changes, language) }
}

fn requests(assistant: Assistant, step: StepId) -> AnyView {
    let root = assistant.root();
    let changes = planned(assistant, step);
    let requests = assistant
        .facts
        .with(|facts| changes.iter().map(|change| raw(change, facts, &root)).collect::<Vec<_>>());
    if requests.is_empty() {
        return nothing();
    }
    view! { class = "tsa", <CodeBlock code=requests.join("\n\n") label=t::TAB_REQUEST /> }.into_any()
}

fn nothing() -> AnyView {
    view! { class = "tsa", <p class="tsa-quiet">{t::NOTHING_TO_COPY}</p> }.into_any()
}
