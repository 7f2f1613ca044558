//! The tab's title: how things stand and, when a first cycle is over, that it is, until somebody comes to see it.

use crate::setup::checks::start::phase;
use crate::setup::cycle::News;
use crate::ui::browser;
use crate::ui::model::Assistant;
use crate::words::en::labels as t;
use crate::words::en::{cycle, steps};
use leptos::prelude::*;

/// Keeps the title.
pub fn keep(assistant: Assistant) {
    let news = RwSignal::new(None);
    let state = Memo::new(move |_| {
        assistant.facts.with(|facts| {
            let application = facts.application.as_ref().map(|application| application.id.clone());
            Some((application, phase(facts.job()?)))
        })
    });
    Effect::new(move |before: Option<Option<_>>| {
        let now = state.get();
        let same = before.flatten().zip(now.as_ref()).filter(|((before, _), (now, _))| before == now);
        let told = same.and_then(|((_, before), _)| {
            assistant.facts.with_untracked(|facts| News::between(before, facts))
        });
        if told.is_some() {
            news.set(told);
        }
        now
    });
    // Who is here has seen it.
    for event in ["pointerdown", "keydown"] {
        let listens = window_event_listener_untyped(event, move |_| {
            if news.try_get_untracked().flatten().is_some() {
                news.set(None);
            }
        });
        on_cleanup(move || listens.remove());
    }
    Effect::new(move |_| {
        let told = news.get().map_or_else(|| steps::status(assistant.overall()), cycle::news);
        browser::set_title(&[told, " – ", &assistant.say(t::APP_NAME)].concat());
    });
}
