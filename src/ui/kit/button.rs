//! A button that stays in reach when it cannot act, and says why.

use leptos::prelude::*;

use super::{Announcer, Icon, IconName, Status, StatusIcon, next_id};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// What most people want next: one in a view.
    Primary,
    /// Any other action.
    #[default]
    Secondary,
    /// An action that takes something away.
    Danger,
    /// An action in passing, drawn as text.
    Quiet,
}

impl ButtonKind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Danger => "danger",
            Self::Quiet => "quiet",
        }
    }
}

/// A button. While it cannot act it keeps its place in the tab order (`aria-disabled`, not `disabled`), so that
/// everybody can find it and hear the reason.
#[component]
pub fn Button(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// How much it asks for attention.
    #[prop(optional, into)]
    kind: Signal<ButtonKind>,
    /// Its action is running: it shows so and ignores clicks.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// It cannot act now. Prefer `disabled_reason`.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it cannot act now: shown beside it, and announced when it is tried.
    #[prop(optional, into)]
    disabled_reason: MaybeProp<String>,
    /// Drawn before the name.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// What it does.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    let announcer = Announcer::current();
    let reason_id = next_id();
    let described_by = reason_id.clone();
    let reason = Memo::new(move |_| disabled_reason.get().filter(|reason| !reason.is_empty()));
    let idle = move || disabled.get() || reason.with(Option::is_some);
    let click = move |_| {
        if let (Some(announcer), Some(reason)) = (announcer, reason.get_untracked()) {
            announcer.say(&reason);
        } else if !busy.get_untracked() && !untrack(idle) {
            on_click.run(());
        }
    };
    let button = view! { class = "tsa",
        <button type="button" class="tsa-button" data-kind=move || kind.get().as_str()
            aria-disabled=move || (idle() || busy.get()).then_some("true")
            aria-busy=move || busy.get().then_some("true")
            aria-describedby=move || reason.with(Option::is_some).then(|| described_by.clone())
            on:click=click>
            {move || busy.get().then(|| view! { class = "tsa", <span class="tsa-button-busy"><StatusIcon status=Status::Checking /></span> })}
            {icon.map(|name| view! { class = "tsa", <Icon name /> })}
            {label}
        </button>
    };
    view! { class = "tsa",
        <span class="tsa-button-with-reason">
            {button}
            {move || reason.get().map(|reason| view! { class = "tsa", <span class="tsa-button-reason" id=reason_id.clone()>{reason}</span> })}
        </span>
    }
}
