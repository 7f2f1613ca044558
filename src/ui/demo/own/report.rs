//! A report as it was saved, with what to do about each thing that it found.

use super::page::{About as Shown, OwnBar};
use crate::setup::finding::Severity;
use crate::setup::product::Product;
use crate::setup::report::{About, EvidenceReport, FindingReport, Report, StepReport};
use crate::ui::app::Frame;
use crate::ui::kit::StatusIcon;
use crate::ui::parts::findings::status;
use crate::ui::parts::header::Header;
use crate::ui::parts::report::sheet;
use crate::words::en::report::document;
use crate::words::en::{findings, labels, own as t, steps};
use crate::words::fill;
use leptos::prelude::*;

/// The page of a report.
#[component]
pub(super) fn ReportPage(
    /// The report.
    report: Report,
    /// What stands in the bar.
    about: Shown,
    /// The product whose words are used, but for its name: that is the report's.
    product: Product,
) -> impl IntoView {
    let name = fill(labels::APP_NAME, &product);
    let product = Product { name: report.product.clone(), ..product };
    let steps: Vec<_> = report.steps.iter().filter_map(|one| step(&report, one, &product)).collect();
    let title = t::to_do(steps.len());
    view! { class = "tsa",
        <Frame>
            <Header name />
            <OwnBar about />
            <main class="tsa-own-report" data-own-report=report.overall().as_str()>
                <h1 class="tsa-page-title">{t::report_title(&report.product)}</h1>
                <section class="tsa-card"><div class="tsa-card-body">
                    <h2 class="tsa-card-title">{title}</h2>
                    {steps}
                </div></section>
                <section class="tsa-card tsa-report" data-report="">
                    <div class="tsa-report-sheet">
                        <h2 class="tsa-card-title">{t::WHOLE}</h2>
                        {sheet(&document(&report))}
                    </div>
                </section>
            </main>
        </Frame>
    }
}

/// What is not right in a step; none where all is.
fn step(report: &Report, step: &StepReport, product: &Product) -> Option<AnyView> {
    let counts = |found: &&FindingReport| !matches!(found.severity, Severity::Good | Severity::Info);
    let found: Vec<_> =
        step.findings.iter().filter(counts).map(|one| finding(report, one, product)).collect();
    let view = || {
        view! { class = "tsa",
            <div class="tsa-section" data-step=step.step.as_str()>
                <h3 class="tsa-section-title">{steps::title(step.step)}" – "{steps::status(step.status)}</h3>
                <ul class="tsa-findings" role="list">{found}</ul>
            </div>
        }
    };
    step.findings.iter().any(|found| counts(&found)).then(|| view().into_any())
}

/// The sentence as it was saved; what it means and what to do, as they are said today.
fn finding(report: &Report, found: &FindingReport, product: &Product) -> AnyView {
    let advice = report.kind(found).map(|kind| {
        let sentence = findings::finding(&kind);
        let parts = [sentence.means, sentence.act].into_iter().filter(|part| !part.is_empty());
        let words = fill(&parts.collect::<Vec<_>>().join(" "), product);
        view! { class = "tsa", <p>{words}</p> }
    });
    let about = found.evidence.first().filter(|first| first.about != About::Other);
    let title =
        about.map_or_else(|| found.says.clone(), |about| [&about.subject, ": ", &found.says].concat());
    view! { class = "tsa",
        <li class="tsa-finding">
            <StatusIcon status=status(found.severity) />
            <span class="tsa-finding-title">{title}</span>
            <div class="tsa-finding-body">{advice}{found.evidence.iter().map(evidence).collect_view()}</div>
        </li>
    }
    .into_any()
}

fn evidence(evidence: &EvidenceReport) -> AnyView {
    let should_be = evidence.should_be.clone().map(|wanted| {
        view! { class = "tsa",
            <span class="tsa-evidence-should"><span class="tsa-quiet">{labels::SHOULD_BE}" "</span>{wanted}</span>
        }
    });
    view! { class = "tsa",
        <p class="tsa-evidence">
            <span class="tsa-evidence-what">{evidence.subject.clone()}</span>
            <span class="tsa-evidence-now">{evidence.now.clone()}</span>
            {should_be}
        </p>
    }
    .into_any()
}
