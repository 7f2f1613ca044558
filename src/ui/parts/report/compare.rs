//! An earlier report, opened in the page: what has drifted since. It is read here and sent nowhere.

use crate::setup::report::{Drift, MAX_BYTES, NoBaseline, Report, ReportError};
use crate::ui::browser::{Unread, read_text};
use crate::ui::kit::{Announcer, FileField, StatusIcon};
use crate::ui::model::Assistant;
use crate::ui::parts::findings::status;
use crate::ui::tasks::Tasks;
use crate::words::en::report as t;
use leptos::prelude::*;

/// The field, and the list of what has drifted.
#[component]
pub fn Compare(
    /// What is found now.
    assistant: Assistant,
    /// The earlier report, once one was taken.
    baseline: RwSignal<Option<Report>>,
) -> impl IntoView {
    let announcer = Announcer::current();
    let refused = RwSignal::new(None::<ReportError>);
    let drift = Memo::new(move |_| {
        baseline
            .with(|baseline| baseline.as_ref().map(|baseline| (baseline.at, assistant.drift_since(baseline))))
    });
    let error = Signal::derive(move || {
        let refused = refused.get().map(|error| t::refused(error).to_owned());
        refused.or_else(|| {
            drift.with(|drift| match drift {
                Some((_, Err(reason))) => Some(t::no_baseline(reason)),
                _ => None,
            })
        })
    });
    let tasks = Tasks::of_this_view();
    let choose = move |file: web_sys::File| {
        tasks.spawn(async move {
            let read = read_text(&file, MAX_BYTES).await.map_err(unread);
            let read = read.and_then(|text| Report::parse(&text));
            // The section may have been closed meanwhile.
            refused.try_set(read.as_ref().err().copied());
            if let Ok(report) = &read {
                assistant.learn_from(report);
            }
            baseline.try_set(read.ok());
            if let (Some(announcer), Some(Some(text))) =
                (announcer, drift.try_with_untracked(|drift| drift.as_ref().and_then(summary)))
            {
                announcer.say(&text);
            }
        });
    };
    let list = move || {
        drift.with(|drift| match drift {
            Some((at, Ok(found))) => Some(found_since(assistant, &t::when(*at), found)),
            _ => None,
        })
    };
    view! { class = "tsa",
        <FileField label=t::COMPARE hint=t::COMPARE_HINT accept=".json,application/json" error on_file=Callback::new(choose) />
        {list}
    }
}

const fn unread(reason: Unread) -> ReportError {
    match reason {
        Unread::TooLarge => ReportError::TooLarge,
        Unread::NotText | Unread::Refused => ReportError::NotJson,
    }
}

fn summary((at, found): &(std::time::SystemTime, Result<Vec<Drift>, NoBaseline>)) -> Option<String> {
    let found = found.as_ref().ok()?;
    Some(if found.is_empty() { t::NO_DRIFT.to_owned() } else { t::drifted(found.len(), *at) })
}

fn found_since(assistant: Assistant, when: &str, found: &[Drift]) -> AnyView {
    let title = [t::DRIFT, " ", when].concat();
    let items = found.iter().map(|drift| item(assistant, drift)).collect_view();
    let nothing = found.is_empty().then(|| view! { class = "tsa", <p data-no-drift="">{t::NO_DRIFT}</p> });
    let list = (!found.is_empty()).then(|| {
        view! { class = "tsa", <ul class="tsa-findings" role="list" data-drift="">{items}</ul> }
    });
    view! { class = "tsa", <div class="tsa-section"><h3 class="tsa-section-title">{title}</h3>{nothing}{list}</div> }
        .into_any()
}

fn item(assistant: Assistant, drift: &Drift) -> AnyView {
    let sentence = t::drift(drift);
    let title = [&t::subject(drift), ": ", &assistant.say(sentence.what)].concat();
    let body = [sentence.means, sentence.act].into_iter().filter(|part| !part.is_empty());
    let body = assistant.say(&body.collect::<Vec<_>>().join(" "));
    let change = t::was_is(drift).map(|(was, now)| {
        view! { class = "tsa", <p class="tsa-evidence"><span>{was}" → "{now}</span></p> }
    });
    let status = status(drift.severity());
    view! { class = "tsa",
        <li class="tsa-finding">
            <StatusIcon status />
            <span class="tsa-finding-title">{title}</span>
            <div class="tsa-finding-body"><p>{body}</p>{change}</div>
        </li>
    }
    .into_any()
}
