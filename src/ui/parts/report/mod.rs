//! The report: shown, masked, printed, saved, and compared with an earlier one.

mod compare;
mod sheet;

pub use sheet::sheet;

use crate::setup::report::{Block, Document, Report};
use crate::ui::browser;
use crate::ui::kit::{Button, ButtonKind, Checkbox};
use crate::ui::model::Assistant;
use crate::ui::pieces::{later, piece};
use crate::words::en::demo;
use crate::words::en::recording as recording_words;
use crate::words::en::report as t;
use compare::Compare;
use leptos::{html, prelude::*};

/// File names, without an ending.
const FILE: &str = "provisioning-report";

/// The report, while `open`. What was chosen in it survives closing it.
#[component]
pub fn ReportSection(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// Whether the recording is shown.
    recording: RwSignal<bool>,
) -> impl IntoView {
    let assistant = Assistant::current();
    let masks = RwSignal::new(false);
    let baseline = RwSignal::new(None);
    let draw = move || draw_report(assistant, open, recording, masks, baseline);
    move || open.get().then(|| later(|| Box::pin(fetch_report()), draw))
}

piece! { report, fetch = fetch_report,
    fn draw_report(
        assistant: Assistant,
        open: RwSignal<bool>,
        recording: RwSignal<bool>,
        masks: RwSignal<bool>,
        baseline: RwSignal<Option<Report>>,
    ) -> AnyView {
        view! { class = "tsa", <Opened assistant open recording masks baseline /> }.into_any()
    }
}

#[component]
fn Opened(
    assistant: Assistant,
    open: RwSignal<bool>,
    recording: RwSignal<bool>,
    masks: RwSignal<bool>,
    baseline: RwSignal<Option<Report>>,
) -> impl IntoView {
    let report = Memo::new(move |_| {
        let report = assistant.report();
        if masks.get() { report.masked(t::MASKED) } else { report }
    });
    let document = Memo::new(move |_| {
        let mut document = report.with(t::document);
        if assistant.is_demonstration() {
            // On paper and in a file nothing else tells it from a real one.
            document.blocks.insert(0, Block::Text(demo::REPORT_NOTE.to_owned()));
        }
        document
    });
    let save_json = move |()| save("json", "application/json", &report.with_untracked(Report::to_json));
    let save_html = move |()| save("html", "text/html", &document.with_untracked(Document::to_html));
    let title = NodeRef::<html::H2>::new();
    title.on_load(|title| {
        title.scroll_into_view();
        // Focusing throws for no element that is in the document.
        drop(title.focus());
    });
    view! { class = "tsa",
        <section class="tsa-card tsa-report" data-report="" data-masked=move || masks.get().to_string()>
            <div class="tsa-report-tools tsa-no-print">
                <div class="tsa-row">
                    <h2 class="tsa-card-title" tabindex="-1" node_ref=title>{t::TITLE}</h2>
                    <span class="tsa-row-end"><Button label=t::CLOSE kind=ButtonKind::Quiet on_click=move |()| open.set(false) /></span>
                </div>
                <p class="tsa-quiet">{t::LEAD}</p>
                <Checkbox label=t::MASK_NAMES hint=t::MASK_NAMES_HINT.to_owned() checked=masks on_change=move |masked| masks.set(masked) />
                <div class="tsa-row">
                    // A host's page would be printed whole.
                    {assistant.around().owns_page.then(|| view! { class = "tsa",
                        <Button label=t::PRINT on_click=move |()| drop(window().print()) />
                    })}
                    <Button label=t::DOWNLOAD_JSON on_click=save_json />
                    <Button label=t::DOWNLOAD_HTML on_click=save_html />
                    <span class="tsa-row-end"><Button label=recording_words::OPEN kind=ButtonKind::Quiet on_click=move |()| recording.set(true) /></span>
                </div>
                <Compare assistant baseline />
            </div>
            <div class="tsa-report-sheet">{move || document.with(sheet)}</div>
        </section>
    }
}

fn save(ending: &str, mime: &str, text: &str) {
    let _refused = browser::download(&[FILE, ".", ending].concat(), mime, text);
}
