//! A report's blocks as elements, the same on screen and on paper.

use crate::setup::report::{Block, Document};
use leptos::prelude::*;

/// The document with its title.
#[must_use]
pub fn sheet(document: &Document) -> AnyView {
    let blocks = document.blocks.iter().map(block).collect_view();
    view! { class = "tsa", <h3 class="tsa-report-title">{document.title.clone()}</h3>{blocks} }.into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Heading(text) => {
            view! { class = "tsa", <h4 class="tsa-report-heading">{text.clone()}</h4> }.into_any()
        }
        Block::Part(text) => {
            view! { class = "tsa", <h5 class="tsa-report-part">{text.clone()}</h5> }.into_any()
        }
        Block::Text(text) => view! { class = "tsa", <p>{text.clone()}</p> }.into_any(),
        Block::Facts(facts) => {
            let fact = |(name, value): &(String, String)| {
                view! { class = "tsa", <dt>{name.clone()}</dt><dd>{value.clone()}</dd> }
            };
            view! { class = "tsa", <dl class="tsa-report-facts">{facts.iter().map(fact).collect_view()}</dl> }
                .into_any()
        }
        Block::Table { caption, head, rows } => table(caption, head, rows),
    }
}

fn table(caption: &str, head: &[String], rows: &[Vec<String>]) -> AnyView {
    let columns =
        head.iter().map(|cell| view! { class = "tsa", <th scope="col">{cell.clone()}</th> }).collect_view();
    let rows = rows.iter().map(|cells| row(head, cells)).collect_view();
    view! { class = "tsa",
        <table class="tsa-table tsa-stacked tsa-report-table" data-columns=head.len().to_string()>
            <caption class="tsa-said">{caption.to_owned()}</caption>
            <thead><tr>{columns}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(head: &[String], cells: &[String]) -> AnyView {
    let first = cells.first().cloned();
    let others = cells.iter().zip(head).skip(1).map(|(cell, column)| {
        view! { class = "tsa", <td data-column=column.clone()>{cell.clone()}</td> }
    });
    view! { class = "tsa", <tr><th scope="row">{first}</th>{others.collect_view()}</tr> }.into_any()
}
