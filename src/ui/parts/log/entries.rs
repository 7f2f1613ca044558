//! The entries that fit a filter, as a list of any length.

use super::details::Details;
use super::{explained, sentence};
use crate::setup::log::{Ending, Entry, Filter, Log, View, csv};
use crate::tenant::failure::Failure;
use crate::ui::kit::{Announcer, Button, ButtonKind, EmptyState, SearchBox, Status, StatusIcon, VirtualList};
use crate::ui::model::Assistant;
use crate::ui::parts::failure::FailureBanner;
use crate::ui::tasks::Tasks;
use crate::ui::{browser, format};
use crate::words::en::log as words;
use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::*;
use std::time::Duration;

/// Rows in sight at once.
const VISIBLE: usize = 8;
/// What the filter by result offers.
const ENDINGS: [Option<Ending>; 4] =
    [None, Some(Ending::Failed), Some(Ending::Skipped), Some(Ending::Succeeded)];
/// What the filter by time offers, in hours.
const TIMES: [(u64, &str); 4] =
    [(0, words::ANY_TIME), (1, words::LAST_HOUR), (24, words::LAST_DAY), (24 * 7, words::LAST_WEEK)];

/// Filter, list, and the entry that is picked.
#[component]
pub fn Entries(assistant: Assistant, log: RwSignal<Log>) -> impl IntoView {
    let filter = assistant.log_filter;
    let view = Memo::new(move |_| log.with(|log| filter.with(|filter| log.view(filter))));
    let picked = RwSignal::new(None::<String>);
    let announcer = Announcer::current();
    let row_of = move |index: usize| view.with(|view| view.rows.get(index).copied());
    let row = move |index: usize| {
        let drawn =
            row_of(index).and_then(|at| log.with(|log| log.get(at).map(|entry| row(assistant, entry))));
        drawn.into_any()
    };
    let is_picked = move |index: usize| {
        row_of(index).is_some_and(|at| {
            picked.with(|picked| log.with(|log| log.get(at).map(|entry| &entry.id) == picked.as_ref()))
        })
    };
    let pick = move |index: usize| {
        let entry = untrack(|| row_of(index)).and_then(|at| log.with_untracked(|log| log.get(at).cloned()));
        let Some(entry) = entry else { return };
        if let Some(announcer) = announcer {
            announcer.say(&spoken(assistant, &entry));
        }
        picked.set(Some(entry.id));
    };
    let count = Signal::derive(move || view.with(|view| view.rows.len()));
    let is_empty = Memo::new(move |_| log.with(Log::is_empty));
    let all = move |()| filter.set(Filter::default());
    let list = move || {
        if is_empty.get() {
            return view! { class = "tsa", <EmptyState title=words::NOTHING_YET body=words::NOTHING_YET_TEXT.to_owned() /> }.into_any();
        }
        if count.get() == 0 {
            return view! { class = "tsa",
                <EmptyState title=words::NOTHING_FITS body=words::NOTHING_FITS_TEXT.to_owned()>
                    <Button label=words::SHOW_ALL on_click=all />
                </EmptyState>
            }
            .into_any();
        }
        ().into_any()
    };
    // The list itself stays while its rows change, so that it keeps the focus.
    let hidden = move || count.get() == 0;
    view! { class = "tsa",
        {move || (!is_empty.get()).then(|| view! { class = "tsa", <Bar assistant filter view /> })}
        {list}
        <div hidden=hidden class="tsa-log-list">
            <VirtualList label=words::ENTRIES count row_height=56 visible=VISIBLE row=row picked=is_picked single=true on_pick=pick />
        </div>
        <Details assistant log picked />
        {move || (!is_empty.get()).then(|| view! { class = "tsa", <More assistant log view /> })}
    }
}

/// What is looked for, and how many entries fit.
#[component]
fn Bar(assistant: Assistant, filter: RwSignal<Filter>, view: Memo<View>) -> impl IntoView {
    let search = move |text: String| filter.update(|filter| filter.text = text);
    let by_ending = move |chosen: String| {
        let ending = ENDINGS.into_iter().find(|ending| words::ending(*ending) == chosen).flatten();
        filter.update(|filter| filter.ending = ending);
    };
    let by_time = move |chosen: String| {
        let hours = TIMES.iter().find(|(_, name)| *name == chosen).map_or(0, |(hours, _)| *hours);
        let since = assistant.connection().tenant.now().checked_sub(Duration::from_hours(hours));
        filter.update(|filter| filter.since = since.filter(|_| hours > 0));
    };
    // Other parts of the filter must not bring back a text that is being typed over.
    let text = Memo::new(move |_| filter.with(|filter| filter.text.clone()));
    let ending = move |ending: Option<Ending>| {
        let name = words::ending(ending);
        view! { class = "tsa", <option value=name prop:selected=move || filter.with(|filter| filter.ending == ending)>{name}</option> }
    };
    let time = move |(hours, name): (u64, &'static str)| {
        let is_any = move || filter.with(|filter| filter.since.is_none());
        view! { class = "tsa", <option value=name prop:selected=move || hours == 0 && is_any()>{name}</option> }
    };
    let counted = move || {
        let counts = view.with(|view| view.counts);
        [
            (counts.succeeded, words::SUCCEEDED),
            (counts.skipped, words::SKIPPED),
            (counts.failed, words::FAILED),
        ]
        .map(|(count, word)| [&count.to_string(), " ", word].concat())
        .join(" · ")
    };
    view! { class = "tsa",
        <div class="tsa-row">
            <SearchBox label=words::FIND name="log-person" value=Signal::derive(move || Some(text.get())) on_search=search />
            <label class="tsa-row">{words::RESULT}
                <select class="tsa-select" name="log-result" on:change:target=move |event| by_ending(event.target().value())>
                    {ENDINGS.map(ending).collect_view()}
                </select>
            </label>
            <label class="tsa-row">{words::TIME}
                <select class="tsa-select" name="log-time" on:change:target=move |event| by_time(event.target().value())>
                    {TIMES.map(time).collect_view()}
                </select>
            </label>
        </div>
        <p class="tsa-quiet tsa-small tsa-number" role="status" data-log-counts="">{counted}</p>
    }
}

/// Sign, sentence, time, and why nothing was sent.
fn row(assistant: Assistant, entry: &Entry) -> impl IntoView + use<> {
    let (before, after) = sentence(assistant, entry);
    let when = entry.at.map(format::moment);
    let code = entry.code();
    let why = (!code.is_empty())
        .then(|| words::explain(code).map_or_else(|| code.to_owned(), |(means, _)| assistant.say(means)));
    view! { class = "tsa",
        <StatusIcon status=Status::from(entry.ending()) />
        <span class="tsa-log-what">{before}<bdi class="tsa-log-who">{entry.label().to_owned()}</bdi>{after}</span>
        <span class="tsa-log-why">{why}</span>
        <span class="tsa-log-when">{when}</span>
    }
}

/// What a screen reader hears of the entry that was picked, without leaving the list.
fn spoken(assistant: Assistant, entry: &Entry) -> String {
    let (before, after) = sentence(assistant, entry);
    let code = entry.code();
    let (means, act) = if code.is_empty() { Default::default() } else { explained(assistant, code) };
    [&before, entry.label(), &after, ". ", &means, " ", &act].concat()
}

/// Older entries, and the file.
#[component]
fn More(assistant: Assistant, log: RwSignal<Log>, view: Memo<View>) -> impl IntoView {
    let reading = StoredValue::new(None::<AbortHandle>);
    let is_reading = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let refused = RwSignal::new(false);
    let stop = move || {
        if let Some(reading) = reading.try_update_value(Option::take).flatten() {
            reading.abort();
        }
    };
    on_cleanup(stop);
    let tasks = Tasks::of_this_view();
    let load = move |()| {
        let application = assistant.application();
        let older = log.with_untracked(|log| log.older().map(str::to_owned));
        let (Some(application), Some(older)) = (application, older) else { return };
        let connection = assistant.connection();
        let tenant = connection.tenant;
        let (read, abort) = abortable(async move {
            let take = |from: &str, page| log.try_update(|log| log.append(from, page)).unwrap_or(false);
            tenant.read_older_log(&application, older, &take).await
        });
        stop();
        reading.set_value(Some(abort));
        failure.set(None);
        is_reading.set(true);
        tasks.spawn(async move {
            let end = read.await;
            connection.waiting.over();
            is_reading.try_set(false);
            if let Ok(Err(error)) = end {
                failure.try_set(Some(error));
            }
        });
    };
    let export = move |()| {
        let explain = |code: &str| explained(assistant, code);
        let table = log.with_untracked(|log| {
            view.with_untracked(|view| {
                csv::table(words::columns(), view.rows.iter().filter_map(|at| log.get(*at)), &explain)
            })
        });
        let name = csv::file_name(assistant.connection().tenant.now());
        // Without the mark at the beginning spreadsheets take letters beyond ASCII for others.
        let text = ["\u{feff}", &table].concat();
        refused.set(browser::download(&name, "text/csv;charset=utf-8", &text).is_err());
    };
    let has_older = Memo::new(move |_| log.with(|log| log.older().is_some()));
    let note = move || {
        if is_reading.get() {
            words::LOADING_OLDER
        } else if log.with(Log::is_full) {
            words::NEWEST_ARE_KEPT
        } else if refused.get() {
            words::EXPORT_FAILED
        } else {
            ""
        }
    };
    view! { class = "tsa",
        <div class="tsa-row">
            {move || if is_reading.get() {
                Some(view! { class = "tsa", <Button label=words::STOP_LOADING on_click=move |()| stop() /> })
            } else {
                has_older.get().then(|| view! { class = "tsa", <Button label=words::LOAD_OLDER on_click=load /> })
            }}
            <Button label=words::EXPORT kind=ButtonKind::Quiet on_click=export />
            <span class="tsa-quiet tsa-small" role="status">{note}</span>
        </div>
        {move || failure.get().map(|failure| view! { class = "tsa", <FailureBanner failure /> })}
    }
}
