//! A few numbers as bars. The bars are rows of a table, so that whoever cannot see them reads the same numbers.

use leptos::prelude::*;

/// One number.
#[derive(Clone)]
pub struct Bar {
    /// What it is, as an attribute that the style reads (`data-bar`).
    pub kind: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// The number.
    pub count: Signal<usize>,
    /// Whether it is shown when it is zero.
    pub always: bool,
}

/// The bars, of which the longest is as long as there is room.
#[component]
pub fn Bars(
    /// What is counted.
    #[prop(into)]
    caption: Signal<String>,
    /// The numbers, from the top.
    bars: Vec<Bar>,
) -> impl IntoView {
    let counts: Vec<_> = bars.iter().map(|bar| bar.count).collect();
    let most = Memo::new(move |_| counts.iter().map(|count| count.get()).max().unwrap_or(0).max(1));
    let row = |Bar { kind, label, count, always }: Bar| {
        let width = move || [&(count.get() * 100).div_ceil(most.get()).to_string(), "%"].concat();
        view! { class = "tsa",
            <tr class="tsa-bar-row" data-bar=kind hidden=move || !always && count.get() == 0>
                <th class="tsa-bar-label" scope="row">{label}</th>
                <td class="tsa-bar-track" aria-hidden="true"><span class="tsa-bar" style:inline-size=width hidden=move || count.get() == 0></span></td>
                <td class="tsa-bar-count">{move || count.get()}</td>
            </tr>
        }
    };
    view! { class = "tsa",
        <table class="tsa-bars">
            <caption class="tsa-bars-caption">{caption}</caption>
            <tbody>{bars.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
