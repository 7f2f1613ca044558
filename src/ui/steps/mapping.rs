//! Step 2: the rows that matter, one person before and after, and the whole mapping to look through.

use crate::setup::checks::mapping as check;
use crate::setup::facts::{MappingRow, Person};
use crate::setup::finding::{Kind, Shown, Subject};
use crate::setup::person::{PreviewedAttribute, Sent, preview};
use crate::setup::plan::Plan;
use crate::setup::step::StepId;
use crate::ui::browser;
use crate::ui::kit::{Button, ButtonKind, DiffRow, DiffTable, Disclosure, Status};
use crate::ui::model::Assistant;
use crate::ui::parts::{evidence, findings};
use crate::words::en::findings as words;
use crate::words::en::labels as t;
use leptos::prelude::*;

/// Whether a finding is not about one required row: those stand in the table.
#[must_use]
pub const fn is_not_a_row(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::RowRight
            | Kind::RowMissing
            | Kind::RowWrongSource
            | Kind::RowConstant
            | Kind::RowExpression
            | Kind::RowDuplicated
            | Kind::RowNotAlways
    )
}

/// The mapping.
#[component]
pub fn Mapping() -> impl IntoView {
    let assistant = Assistant::current();
    let rows = Signal::derive(move || rows(assistant));
    let fixes =
        move || assistant.plan.with(|plan| Plan { changes: plan.of(StepId::Mapping).cloned().collect() });
    let has_rows = move || assistant.facts.with(|facts| facts.mapping.known().is_some());
    let can_fix = move || has_rows() && !fixes().is_empty();
    view! { class = "tsa",
        {move || has_rows().then(|| view! { class = "tsa",
            <DiffTable caption=assistant.say(t::MAPPING_TABLE) rows=rows />
        })}
        {move || can_fix().then(|| view! { class = "tsa",
            <div class="tsa-row"><Button label=t::FIX_MAPPING kind=ButtonKind::Primary on_click=move |()| assistant.propose(fixes()) /></div>
        })}
        <OnePerson assistant />
        <Whole assistant />
    }
}

fn rows(assistant: Assistant) -> Vec<DiffRow> {
    assistant.facts.with(|facts| {
        let Some(mapping) = facts.mapping.known() else { return Vec::new() };
        let row = |required: &crate::setup::product::RequiredMapping| {
            let finding = check::row(required, mapping);
            let subject = Subject::Attribute(required.target.clone());
            let sentence = words::finding(&finding.kind);
            let found: Vec<_> =
                finding.evidence.iter().map(|seen| evidence::text(assistant, &subject, &seen.now)).collect();
            DiffRow {
                attribute: required.target.clone(),
                hint: assistant.say(sentence.means),
                now: (finding.kind != Kind::RowMissing).then(|| found.join(", ")),
                none: evidence::text(assistant, &subject, &Shown::Absent),
                should_be: required.source.clone(),
                status: findings::status(finding.kind.severity()),
                label: Some(assistant.say(sentence.what)),
            }
        };
        assistant.product(|product| product.required_mappings.iter().map(row).collect())
    })
}

/// One person as the product will see them: the first that is likely to be provisioned.
#[component]
fn OnePerson(assistant: Assistant) -> impl IntoView {
    // Drawn again only when something about this person changes, so that it stays unfolded.
    let person = Memo::new(move |_| {
        assistant.facts.with(|facts| {
            let (person, mapping) = (first_person(facts.groups.known()?)?, facts.mapping.known()?);
            let rows = assistant.product(|product| preview(product, &person, mapping));
            Some((person.label().to_owned(), rows))
        })
    });
    let view_of = move |(name, rows): (String, Vec<PreviewedAttribute>)| {
        let row = |row: PreviewedAttribute| DiffRow {
            status: if row.now == row.after { Status::Done } else { Status::Attention },
            attribute: row.target,
            hint: String::new(),
            now: Some(sent(row.now)),
            none: String::new(),
            should_be: sent(row.after),
            label: None,
        };
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        let summary = assistant.say(t::PERSON_PREVIEW);
        view! { class = "tsa",
            <Disclosure summary note=name><DiffTable caption=assistant.say(t::PERSON_PREVIEW) rows=rows /></Disclosure>
        }
    };
    move || person.get().map(view_of)
}

fn first_person(groups: &[crate::setup::facts::Group]) -> Option<Person> {
    let people = groups.iter().filter_map(|group| group.members.known()).flat_map(|members| &members.people);
    people.into_iter().find(|person| person.name.is_some() && person.enabled != Some(false)).cloned()
}

fn sent(sent: Sent) -> String {
    match sent {
        Sent::Value(text) => text,
        Sent::Nothing => t::EMPTY_VALUE.to_owned(),
        Sent::Computed => t::COMPUTED_VALUE.to_owned(),
        Sent::NotRead => t::UNREAD_VALUE.to_owned(),
    }
}

#[component]
fn Whole(assistant: Assistant) -> impl IntoView {
    let all = Memo::new(move |_| {
        assistant.facts.with(|facts| facts.mapping.known().map(|mapping| mapping.rows.clone()))
    });
    let row = move |row: MappingRow| {
        let source = evidence::text(assistant, &Subject::UserMapping, &check::shown(&row));
        view! { class = "tsa", <tr><th scope="row"><code>{row.target}</code></th><td><code>{source}</code></td></tr> }
    };
    let download = move |()| {
        if let Some(text) = assistant.schema_text() {
            let _refused = browser::download("schema.json", "application/json", &text);
        }
    };
    move || {
        all.get().map(|all| {
            let count = all.len().to_string();
            view! { class = "tsa",
                <Disclosure summary=t::WHOLE_MAPPING note=count>
                    <div class="tsa-scroll tsa-scroll-long" tabindex="0" role="region" aria-label=t::WHOLE_MAPPING>
                        <table class="tsa-table">
                            <thead><tr><th scope="col">{assistant.say(t::WHOLE_MAPPING_TARGET)}</th><th scope="col">{t::WHOLE_MAPPING_SOURCE}</th></tr></thead>
                            <tbody>{all.into_iter().map(row).collect_view()}</tbody>
                        </table>
                    </div>
                    <div class="tsa-row"><Button label=t::DOWNLOAD_SCHEMA on_click=download /></div>
                </Disclosure>
            }
        })
    }
}
