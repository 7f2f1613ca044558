//! What is being changed now, and how the last run ended.

use super::failure::FailureBanner;
use crate::tenant::run::End;
use crate::ui::kit::{Banner, Button, Countdown, Progress, Tone};
use crate::ui::model::Assistant;
use crate::words::en::changes;
use crate::words::en::labels as t;
use leptos::prelude::*;

/// The run that is under way, or how the last one ended.
#[component]
pub fn RunStatus() -> impl IntoView {
    let assistant = Assistant::current();
    let under_way = move || {
        assistant.running.get().map(|running| {
            let count = running.plan.changes.len();
            let title = running.plan.changes.get(running.index).map_or("", changes::title);
            let detail = [&(running.index + 1).to_string(), " / ", &count.to_string(), " · ", title].concat();
            let fraction = Some(running.index as f64 / count.max(1) as f64);
            view! { class = "tsa",
                <div class="tsa-card tsa-card-body tsa-run">
                    <Progress label=t::RUNNING detail=assistant.say(&detail) fraction />
                    <div class="tsa-row"><Button label=t::STOP on_click=move |()| assistant.stop() /></div>
                </div>
            }
        })
    };
    let waits = move || {
        assistant.connection().waiting.until().map(|until| {
            let left = Callback::new(move |()| until.duration_since(assistant.now()).unwrap_or_default());
            let over = Callback::new(move |()| assistant.connection().waiting.over());
            view! { class = "tsa",
                <div class="tsa-card tsa-card-body tsa-run" data-waiting="">
                    <div class="tsa-row">
                        <Countdown time_left=left label=t::WAITING on_done=over />
                        <Button label=t::GIVE_UP_WAITING on_click=move |()| assistant.give_up_waiting() />
                    </div>
                </div>
            }
        })
    };
    let over = move || assistant.ended.get().map(|end| ended(assistant, end));
    let failed =
        move || assistant.failure.get().map(|failure| view! { class = "tsa", <FailureBanner failure /> });
    view! { class = "tsa", <div class="tsa-stack">{under_way}{waits}{over}{failed}</div> }
}

fn ended(assistant: Assistant, end: End) -> AnyView {
    match end {
        End::Completed => ().into_any(),
        End::Stopped => view! { class = "tsa",
            <Banner tone=Tone::Info title=t::RUN_STOPPED><p>{t::RUN_STOPPED_TEXT}</p></Banner>
        }
        .into_any(),
        End::Surprise { .. } => view! { class = "tsa",
            <Banner tone=Tone::Attention title=t::RUN_SURPRISE><p>{t::RUN_SURPRISE_TEXT}</p></Banner>
        }
        .into_any(),
        End::Failed { change, failure } => {
            let about = assistant.say(changes::title(&change));
            view! { class = "tsa", <FailureBanner about failure /> }.into_any()
        }
    }
}
