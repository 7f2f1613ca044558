//! The provisioning log in the step "Start provisioning": unfolded when somebody wants it, and only then drawn.

mod details;
mod entries;

use crate::setup::facts::{Obstacle, Reading};
use crate::setup::ids::ObjectId;
use crate::setup::log::{Entry, Filter, Log};
use crate::setup::step::StepId;
use crate::ui::kit::{Button, EmptyState, Icon, IconName, KeyValue, KeyValueList, Skeleton};
use crate::ui::model::{Assistant, Looking};
use crate::ui::pieces::{later, piece};
use crate::words::en::labels as t;
use crate::words::en::log as words;
use crate::words::en::sign_in;
use entries::Entries;
use leptos::{html, prelude::*};

/// Unfolds the log where it stands, with nothing but what is about this person.
pub fn show_person(assistant: Assistant, person: &ObjectId) {
    assistant.log_filter.set(Filter { text: person.as_str().to_owned(), ..Filter::default() });
    show(assistant);
}

/// Unfolds the log where it stands, from anywhere else.
pub fn show(assistant: Assistant) {
    assistant.open.set(Some(StepId::Start));
    assistant.log_open.set(true);
}

/// The log, folded at first.
#[component]
pub fn ProvisioningLog() -> impl IntoView {
    let assistant = Assistant::current();
    let open = assistant.log_open;
    let head = NodeRef::<html::Summary>::new();
    Effect::new(move |_| {
        if open.get() {
            // Whoever came from another step finds the log under their hands; the step is unfolded by then.
            request_animation_frame(move || {
                if let Some(head) = head.get_untracked() {
                    // Focusing scrolls it into sight, and cannot fail for an element that is there.
                    drop(head.focus());
                }
            });
        }
    });
    let toggled = move |event: leptos::ev::Event| {
        let details = event_target::<web_sys::HtmlDetailsElement>(&event);
        if details.open() != open.get_untracked() {
            open.set(details.open());
        }
    };
    let log = assistant.log;
    keep(assistant, log);
    view! { class = "tsa",
        <details class="tsa-disclosure" data-log="" prop:open=open on:toggle=toggled>
            <summary class="tsa-disclosure-summary" node_ref=head>
                <Icon name=IconName::Chevron />
                <span>{words::LOG}</span>
                <span class="tsa-disclosure-note">{words::LOG_NOTE}</span>
            </summary>
            <div class="tsa-disclosure-body tsa-log">{move || open.get().then(|| later(|| Box::pin(fetch_log()), move || draw_log(assistant, log)))}</div>
        </details>
    }
}

/// Takes in what each look reads; another application has another log.
fn keep(assistant: Assistant, log: RwSignal<Log>) {
    let newest = Memo::new(move |_| {
        assistant.facts.with(|facts| {
            (facts.application.as_ref().map(|application| application.id.clone()), facts.log.clone())
        })
    });
    Effect::new(move |before: Option<Option<ObjectId>>| {
        let (application, page) = newest.get();
        if before.is_some_and(|before| before != application) {
            log.set(Log::default());
            assistant.log_filter.set(Filter::default());
        }
        if let Reading::Known(page) = page {
            log.update(|log| log.refresh(&page));
        }
        application
    });
}

piece! { log, fetch = fetch_log,
    fn draw_log(assistant: Assistant, log: RwSignal<Log>) -> AnyView {
        body(assistant, log)
    }
}

fn body(assistant: Assistant, log: RwSignal<Log>) -> AnyView {
    // Each look reads the log anew: what is drawn stays, with its filter and its place.
    let state = Memo::new(move |_| assistant.facts.with(|facts| facts.log.map(|_| ())));
    let drawn = move || match state.get() {
        Reading::Known(()) => view! { class = "tsa", <Entries assistant log /> }.into_any(),
        Reading::Unreadable(obstacle) => unreadable(assistant, &obstacle),
        Reading::NotRead if assistant.looking.get() == Looking::Now => {
            view! { class = "tsa", <Skeleton /> }.into_any()
        }
        Reading::NotRead => {
            view! { class = "tsa", <EmptyState title=words::NOT_READ body=words::NOT_READ_TEXT.to_owned() /> }
                .into_any()
        }
    };
    drawn.into_any()
}

/// Why the log cannot be read, and what to do about it.
fn unreadable(assistant: Assistant, obstacle: &Obstacle) -> AnyView {
    let no_premium = assistant.facts.with_untracked(|facts| facts.premium == Reading::Known(false));
    let (title, text, scopes) = match obstacle {
        Obstacle::Access { .. } if no_premium => (words::NO_PREMIUM, words::NO_PREMIUM_TEXT, &[][..]),
        Obstacle::Access { scopes } => (words::NO_ACCESS, words::NO_ACCESS_TEXT, scopes.as_slice()),
        Obstacle::Missing | Obstacle::Failed { .. } => (words::NO_ANSWER, words::NO_ANSWER_TEXT, &[][..]),
    };
    let fact =
        |key: &str, value: &str| KeyValue { key: key.to_owned(), value: value.to_owned(), code: false };
    let needed: Vec<_> = scopes
        .iter()
        .flat_map(|scope| {
            [fact(words::PERMISSION_NEEDED, scope.name()), fact(words::ROLE_NEEDED, sign_in::role(*scope))]
        })
        .collect();
    view! { class = "tsa",
        <EmptyState title body=text.to_owned()>
            <KeyValueList facts=needed />
            <Button label=t::CHECK_AGAIN on_click=move |()| assistant.look() />
        </EmptyState>
    }
    .into_any()
}

/// The sentence about an entry, around the name of who it is about.
fn sentence(assistant: Assistant, entry: &Entry) -> (String, String) {
    let said = assistant.say(words::sentence(entry));
    let (before, after) = said.split_once("{person}").unwrap_or(("", &said));
    (before.to_owned(), after.to_owned())
}

/// What a code means and what to do about it.
fn explained(assistant: Assistant, code: &str) -> (String, String) {
    let (means, act) = words::explain(code).unwrap_or((words::UNKNOWN_CODE, words::UNKNOWN_CODE_ACT));
    (assistant.say(means), assistant.say(act))
}
