//! The synchronization as it runs: how long it takes, what it did, and what the cycles before it did.

use crate::setup::checks::start::{Phase, phase};
use crate::setup::cycle::{Standing, Tally, Timing, of_run, tallies};
use crate::setup::step::StepId;
use crate::ui::kit::{Bar, Bars, Point, Progress, SpanTrack, Trend, clock_face};
use crate::ui::model::Assistant;
use crate::ui::pieces::{later, piece};
use crate::ui::{browser, format};
use crate::words::en::cycle as words;
use leptos::prelude::*;
use std::time::{Duration, SystemTime};

/// Cycles that the line goes over.
const RECENT: usize = 12;

/// The picture.
#[component]
pub fn CycleView() -> impl IntoView {
    let assistant = Assistant::current();
    let timing = Memo::new(move |_| {
        assistant.facts.with(|facts| assistant.visit.with(|visit| Timing::of(facts, visit)))
    });
    let counted = Memo::new(move |_| {
        assistant.facts.with(|facts| facts.log.known().map_or_else(Vec::new, |page| tallies(page)))
    });
    let shown = Memo::new(move |_| newest(assistant, &counted.get()));
    let draws = Memo::new(move |_| timing.with(Option::is_some) || shown.with(Option::is_some));
    move || {
        draws
            .get()
            .then(|| later(|| Box::pin(fetch_cycle()), move || draw_cycle(assistant, timing, counted, shown)))
    }
}

piece! { cycle, fetch = fetch_cycle,
    fn draw_cycle(
        assistant: Assistant,
        timing: Memo<Option<Timing>>,
        counted: Memo<Vec<Tally>>,
        shown: Memo<Option<Tally>>,
    ) -> AnyView {
        view! { class = "tsa", <Drawn assistant timing counted shown /> }.into_any()
    }
}

#[component]
fn Drawn(
    assistant: Assistant,
    timing: Memo<Option<Timing>>,
    counted: Memo<Vec<Tally>>,
    shown: Memo<Option<Tally>>,
) -> impl IntoView {
    let recent = Memo::new(move |_| {
        let first = assistant.facts.with(|facts| facts.job().and_then(|job| job.steady_since));
        counted.with(|all| points(all, first))
    });
    let has_line = Memo::new(move |_| recent.with(|points| points.len() > 1));
    view! { class = "tsa",
        <div class="tsa-cycle" data-cycle="">
            {move || timing.get().map(|timing| time(assistant, timing))}
            {move || shown.with(Option::is_some).then(|| did(assistant, shown))}
            {move || has_line.get().then(|| view! { class = "tsa",
                <div class="tsa-cycle-did">
                    <Trend caption=words::RECENT names=[words::SENT, words::FAILED] columns=columns() as_table=words::AS_TABLE points=recent />
                    <p class="tsa-quiet tsa-small">{words::RECENT_NOTE}</p>
                </div>
            })}
        </div>
    }
}

/// What is expected by the clock. It goes on between two reads.
fn time(assistant: Assistant, timing: Timing) -> AnyView {
    let now = ticking(assistant);
    let at = timing.clone();
    let standing = Memo::new(move |_| at.at(now.get()));
    let current = Memo::new(move |_| assistant.facts.with(|facts| facts.job().map(phase)));
    let title = move || match current.get() {
        Some(Phase::WaitingForFirstRun) => words::WAITING,
        Some(Phase::FirstCycle) => words::FIRST,
        _ => words::NEXT,
    };
    let clock = move || {
        let passed = match standing.get() {
            Standing::Running { elapsed } | Standing::Long { elapsed, .. } => elapsed,
            Standing::Resting { left } => left,
            Standing::Open | Standing::Due | Standing::Late { .. } => return None,
        };
        Some(clock_face(passed.as_secs()))
    };
    let (objects, range) = match &timing {
        Timing::First { objects, range: (low, high), .. } => (*objects, format::between(*low, *high)),
        Timing::Next { .. } => (0, String::new()),
    };
    // The sentence changes once a minute, the clock each second.
    let sentence = Memo::new(move |_| words::standing(standing.get(), objects, &range));
    let progress = Signal::derive(move || {
        assistant
            .facts
            .with(|facts| facts.job().and_then(|job| job.progress))
            .filter(|_| is_first(current.get()))
    });
    let fraction = Signal::derive(move || progress.get().map(|(done, all)| done as f64 / all.max(1) as f64));
    let detail = Signal::derive(move || {
        progress.get().map(|(done, all)| [&done.to_string(), " / ", &all.to_string()].concat())
    });
    let kind = move || standing_name(standing.get());
    view! { class = "tsa",
        <div class="tsa-cycle-time" data-standing=kind>
            <div class="tsa-cycle-head">
                <h3 class="tsa-cycle-title">{title}</h3>
                <span class="tsa-cycle-clock" role="timer" aria-live="off">{clock}</span>
            </div>
            {move || is_first(current.get()).then(|| view! { class = "tsa", <Progress label=words::HANDLED detail fraction /> })}
            {track(&timing, now)}
            <p class="tsa-cycle-sentence">{sentence}</p>
            {move || assistant.hindrance.get().map(|hindrance| view! { class = "tsa",
                <p class="tsa-quiet tsa-small" data-hindrance="">{words::hindrance(hindrance)}</p>
            })}
        </div>
    }
    .into_any()
}

const fn is_first(phase: Option<Phase>) -> bool {
    matches!(phase, Some(Phase::WaitingForFirstRun | Phase::FirstCycle))
}

/// For the style and for tests.
const fn standing_name(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Running { .. } => "running",
        Standing::Long { .. } => "long",
        Standing::Resting { .. } => "resting",
        Standing::Due => "due",
        Standing::Late { .. } => "late",
    }
}

/// Where it is on its way, where its beginning is known.
fn track(timing: &Timing, now: RwSignal<SystemTime>) -> Option<AnyView> {
    let passed = move |since: SystemTime| now.get().duration_since(since).unwrap_or_default().as_secs();
    let label = |what: &str, when: SystemTime| [what, " ", &format::clock(when)].concat();
    let (since, low, high, start, end) = match *timing {
        Timing::First { began: None, .. } => return None,
        Timing::First { began: Some(began), range: (low, high), .. } => {
            (began, low, high, label(words::BEGAN, began), label(words::USUAL_END, began + high))
        }
        Timing::Next { ended, due, late } => {
            let of = |moment: SystemTime| moment.duration_since(ended).unwrap_or_default();
            (ended, of(due), of(late), label(words::ENDED, ended), label(words::NEXT_DUE, due))
        }
    };
    let places = Signal::derive(move || (low.as_secs(), high.as_secs(), passed(since)));
    // What is beyond the range is at the end of the line.
    let end =
        Signal::derive(
            move || if passed(since) > high.as_secs() { words::NOW.to_owned() } else { end.clone() },
        );
    Some(view! { class = "tsa", <SpanTrack places start end /> }.into_any())
}

/// The tenant's time, each second while somebody can see it.
fn ticking(assistant: Assistant) -> RwSignal<SystemTime> {
    let now = RwSignal::new(assistant.now());
    let tick = move || {
        if !browser::is_hidden() && assistant.open.try_get_untracked() == Some(Some(StepId::Start)) {
            now.try_set(assistant.now());
        }
    };
    if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        on_cleanup(move || timer.clear());
    }
    // Whoever unfolds the step does not see an old time first.
    Effect::new(move |_| {
        if assistant.open.get() == Some(StepId::Start) {
            now.try_set(assistant.now());
        }
    });
    now
}

/// What the running first cycle did so far or, later, the newest cycle that did something.
fn newest(assistant: Assistant, all: &[Tally]) -> Option<Tally> {
    assistant.facts.with(|facts| {
        let job = facts.job()?;
        let of_last = job.last_run.as_ref().and_then(|run| of_run(all, run)).cloned();
        match phase(job) {
            Phase::WaitingForFirstRun => None,
            Phase::FirstCycle => Some(of_last.unwrap_or_default()),
            _ => of_last.or_else(|| all.iter().find(|tally| !tally.cycle.is_empty()).cloned()),
        }
    })
}

fn did(assistant: Assistant, shown: Memo<Option<Tally>>) -> AnyView {
    let count = move |pick: fn(&Tally) -> usize| {
        Signal::derive(move || shown.with(|tally| tally.as_ref().map_or(0, pick)))
    };
    let bar = |kind, label, pick, always| Bar { kind, label, count: count(pick), always };
    let bars = vec![
        bar("created", words::CREATED, |tally| tally.created, true),
        bar("updated", words::UPDATED, |tally| tally.updated, true),
        bar("removed", words::REMOVED, |tally| tally.removed, false),
        bar("skipped", words::SKIPPED, |tally| tally.skipped, true),
        bar("unchanged", words::UNCHANGED, |tally| tally.unchanged, false),
        bar("failed", words::FAILED, |tally| tally.failed, true),
    ];
    let runs = Memo::new(move |_| assistant.facts.with(|facts| is_first(facts.job().map(phase))));
    let caption = Signal::derive(move || {
        if runs.get() {
            return words::SO_FAR.to_owned();
        }
        let when = shown.with(|tally| tally.as_ref().and_then(|tally| tally.to));
        [words::NEWEST, &when.map_or_else(String::new, |when| [" (", &format::short(when), ")"].concat())]
            .concat()
    });
    let counted = Memo::new(move |_| {
        let partial = shown.with(|tally| tally.as_ref().is_some_and(|tally| tally.partial));
        let own = assistant.facts.with(|facts| {
            let run = facts.job()?.last_run.as_ref()?;
            shown.with(|tally| of_run(tally.as_slice(), run).map(|_| ()))?;
            partial.then(|| words::entra_counts(run.exported, run.escrowed))
        });
        (partial, own)
    });
    let note = move || {
        let (partial, own) = counted.get();
        let late = if runs.get() { words::LOG_IS_LATE } else { "" };
        let short = if partial { words::LOG_IS_SHORT } else { "" };
        let own = own.unwrap_or_default();
        let all: Vec<_> = [late, short, &own].into_iter().filter(|text| !text.is_empty()).collect();
        (!all.is_empty()).then(|| view! { class = "tsa", <p class="tsa-quiet tsa-small">{all.join(" ")}</p> })
    };
    view! { class = "tsa", <div class="tsa-cycle-did"><Bars caption bars />{note}</div> }.into_any()
}

fn columns() -> Vec<&'static str> {
    vec![
        words::WHEN,
        words::CREATED,
        words::UPDATED,
        words::REMOVED,
        words::SKIPPED,
        words::UNCHANGED,
        words::FAILED,
    ]
}

/// The recent cycles, oldest first, without the one that ended at `first`: beside it all others would be nothing.
fn points(all: &[Tally], first: Option<SystemTime>) -> Vec<Point> {
    let point = |tally: &Tally| {
        let when = tally.to.map(format::short).unwrap_or_default();
        let label = if tally.partial { [&when, " ", words::NOT_COMPLETE].concat() } else { when };
        Point {
            label,
            values: [tally.sent(), tally.failed],
            cells: vec![
                tally.created,
                tally.updated,
                tally.removed,
                tally.skipped,
                tally.unchanged,
                tally.failed,
            ],
        }
    };
    let is_later = |tally: &&Tally| !tally.cycle.is_empty() && (tally.from > first || first.is_none());
    let mut recent: Vec<_> = all.iter().filter(is_later).take(RECENT).map(point).collect();
    recent.reverse();
    recent
}
