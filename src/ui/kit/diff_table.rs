//! What is, and what should be: one row each, the wrong one struck out and the right one beside it.

use leptos::prelude::*;

use super::{Icon, IconName, Status, StatusBadge, Words};

/// One thing compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffRow {
    /// What is compared; also the row's `data-attribute`.
    pub attribute: String,
    /// What it is for, in a few words; may be empty.
    pub hint: String,
    /// What it is now; `None` when it is missing.
    pub now: Option<String>,
    /// The words for what is missing.
    pub none: String,
    /// What it should be.
    pub should_be: String,
    /// How it stands; the row's `data-status`.
    pub status: Status,
    /// What the status badge says, where the status word alone says too little.
    pub label: Option<String>,
}

/// Rows of differences as a table; where there is little room each row becomes a small card.
#[component]
pub fn DiffTable(
    /// What the table shows, for a screen reader.
    #[prop(into)]
    caption: Signal<String>,
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<DiffRow>>,
    /// Without the column that says how each row stands: for what is going to be.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let words = Words::current();
    view! { class = "tsa",
        <table class="tsa-diff" role="table">
            <caption class="tsa-said">{caption}</caption>
            <thead class="tsa-diff-head" role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">{words.attribute}</th>
                    <th scope="col" role="columnheader">{words.now}</th>
                    <th scope="col" role="columnheader">{words.should_be}</th>
                    {(!plain).then(|| view! { class = "tsa", <th scope="col" role="columnheader"><span class="tsa-said">{words.status}</span></th> })}
                </tr>
            </thead>
            <tbody role="rowgroup">
                {move || rows.get().into_iter().map(|row| view! { class = "tsa", <Row row words plain /> }).collect_view()}
            </tbody>
        </table>
    }
}

/// The roles repeat what the elements mean: browsers forget it when a table is not laid out as one.
#[component]
fn Row(row: DiffRow, words: &'static Words, plain: bool) -> impl IntoView {
    let DiffRow { attribute, hint, now, none, should_be, status, label } = row;
    // The URN of an extension is long: it breaks after a colon.
    let name = attribute
        .split_inclusive(':')
        .map(|part| view! { class = "tsa", {part.to_owned()}<wbr /> })
        .collect_view();
    let same = now.as_ref() == Some(&should_be);
    let now = match now {
        Some(now) if same => view! { class = "tsa", <code class="tsa-diff-same">{now}</code> }.into_any(),
        Some(now) => view! { class = "tsa", <del class="tsa-diff-old"><code>{now}</code></del> }.into_any(),
        None => view! { class = "tsa", <span class="tsa-diff-none">{none}</span> }.into_any(),
    };
    let should_be = if same {
        view! { class = "tsa", <span class="tsa-diff-unchanged">{words.unchanged}</span> }.into_any()
    } else {
        view! { class = "tsa", <span class="tsa-diff-change"><Icon name=IconName::ArrowRight /><ins class="tsa-diff-new"><code>{should_be}</code></ins></span> }.into_any()
    };
    view! { class = "tsa",
        <tr class="tsa-diff-row" role="row" data-attribute=attribute data-status=(!plain).then_some(status.as_str())>
            <th scope="row" role="rowheader" class="tsa-diff-what"><code>{name}</code><span class="tsa-diff-hint">{hint}</span></th>
            <td role="cell" class="tsa-diff-now"><span class="tsa-diff-word">{words.now}</span>{now}</td>
            <td role="cell" class="tsa-diff-should"><span class="tsa-diff-word">{words.should_be}</span>{should_be}</td>
            {(!plain).then(|| view! { class = "tsa", <td role="cell" class="tsa-diff-status"><StatusBadge status label=label /></td> })}
        </tr>
    }
}
