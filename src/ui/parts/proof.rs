//! The proof, person by person: the object ID of the sign-in beside what Entra sent. What was not sent never passes.

use crate::setup::checks::on_demand as check;
use crate::setup::facts::Person;
use crate::setup::proof::Proof;
use crate::ui::format;
use crate::ui::kit::{Status, StatusBadge};
use crate::ui::model::Assistant;
use crate::words::en::findings as words;
use crate::words::en::labels as t;
use leptos::prelude::*;

/// The chosen people as a table.
#[component]
pub fn ProofTable() -> impl IntoView {
    let assistant = Assistant::current();
    let people = Memo::new(move |_| {
        assistant.facts.with(|facts| {
            assistant.visit.with(|visit| {
                assistant.product(|product| {
                    let chosen = check::chosen(product, facts, visit).into_iter();
                    chosen
                        .map(|(_, person)| (person.clone(), check::proof(product, facts, person)))
                        .collect::<Vec<_>>()
                })
            })
        })
    });
    view! { class = "tsa",
        <section class="tsa-card" aria-label=t::PROOF_TITLE>
            <div class="tsa-card-head"><h2 class="tsa-card-title">{t::PROOF_TITLE}</h2></div>
            <div class="tsa-card-body">
                <p class="tsa-quiet">{assistant.say(t::PROOF_TEXT)}</p>
                <div class="tsa-scroll" tabindex="0" role="region" aria-label=t::PROOF_TITLE>
                    <table class="tsa-table tsa-stacked">
                        <thead><tr>
                            <th scope="col">{t::PROOF_PERSON}</th><th scope="col">{t::PROOF_OID}</th>
                            <th scope="col">{assistant.say(t::PROOF_SENT)}</th><th scope="col">{t::PROOF_WHEN}</th><th scope="col">{t::PROOF_RESULT}</th>
                        </tr></thead>
                        <tbody>{move || people.get().into_iter().map(|(person, proof)| row(assistant, &person, &proof)).collect_view()}</tbody>
                    </table>
                </div>
            </div>
        </section>
    }
}

fn row(assistant: Assistant, person: &Person, proof: &Proof) -> AnyView {
    let (status, kind) = crate::ui::steps::verdict(proof);
    let sent = match proof {
        Proof::Proven { .. } => person.id.as_str().to_owned(),
        Proof::Wrong { sent } => sent.clone(),
        Proof::NotSent | Proof::Unclear | Proof::Skipped { .. } | Proof::Failed { .. } => "–".to_owned(),
    };
    let when = match proof {
        Proof::Proven { at } => at.map(format::moment),
        _ => None,
    };
    let word = assistant.say(words::finding(&kind).what);
    let status: Status = status;
    view! { class = "tsa",
        <tr data-proven=person.id.as_str().to_owned()>
            <th scope="row">{person.label().to_owned()}</th>
            <td data-column=t::PROOF_OID><code>{person.id.as_str().to_owned()}</code></td>
            <td data-column=assistant.say(t::PROOF_SENT)><code>{sent}</code></td>
            <td data-column=t::PROOF_WHEN>{when.unwrap_or_else(|| "–".to_owned())}</td>
            <td><StatusBadge status label=word /></td>
        </tr>
    }
    .into_any()
}
