//! How two numbers went, one time after another, as lines; and the same as a table.

use leptos::prelude::*;

/// One time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// When.
    pub label: String,
    /// The numbers of the lines.
    pub values: [usize; 2],
    /// The numbers of the table.
    pub cells: Vec<usize>,
}

/// The lines, oldest first: the first one drawn full over an area, the second one broken, with square marks.
#[component]
pub fn Trend(
    /// What is shown.
    #[prop(into)]
    caption: String,
    /// What the two lines are.
    names: [&'static str; 2],
    /// What the columns of the table are: the times, then the cells.
    columns: Vec<&'static str>,
    /// What leads to the table.
    as_table: &'static str,
    /// The times.
    #[prop(into)]
    points: Signal<Vec<Point>>,
) -> impl IntoView {
    let most = Memo::new(move |_| {
        points.with(|points| points.iter().flat_map(|point| point.values).max().unwrap_or(0).max(1))
    });
    let path = move |line: usize| points.with(|points| line_of(points, line, most.get()));
    let area = move || [&path(0), "L100 40L0 40Z"].concat();
    let end = move |last: bool| {
        points.with(|points| {
            let point = if last { points.last() } else { points.first() };
            point.map(|point| point.label.clone())
        })
    };
    let heads =
        columns.into_iter().map(|name| view! { class = "tsa", <th scope="col">{name}</th> }).collect_view();
    let label = caption.clone();
    view! { class = "tsa",
        <figure class="tsa-trend">
            <figcaption class="tsa-trend-caption">
                <span>{caption.clone()}</span>
                <span class="tsa-trend-names" aria-hidden="true">
                    {names.into_iter().enumerate().map(|(line, name)| view! { class = "tsa",
                        <span class="tsa-trend-name" data-line=line.to_string()>{name}</span>
                    }).collect_view()}
                </span>
            </figcaption>
            <div class="tsa-trend-picture" aria-hidden="true">
                <span class="tsa-trend-most">{most}</span>
                <div class="tsa-trend-plot">
                    <svg class="tsa-trend-lines" viewBox="0 0 100 40" preserveAspectRatio="none" fill="none">
                        <path class="tsa-trend-area" d=area />
                        <path class="tsa-trend-line" data-line="0" d=move || path(0) />
                        <path class="tsa-trend-line" data-line="1" d=move || path(1) />
                    </svg>
                    {move || marks(&points.get(), most.get())}
                </div>
                <span class="tsa-trend-ends"><span>{move || end(false)}</span><span>{move || end(true)}</span></span>
            </div>
            <details class="tsa-trend-numbers">
                <summary class="tsa-trend-more">{as_table}</summary>
                <div class="tsa-trend-scroll" tabindex="0" role="group" aria-label=label>
                    <table class="tsa-trend-table">
                        <caption class="tsa-said">{caption}</caption>
                        <thead><tr>{heads}</tr></thead>
                        <tbody>{move || points.get().into_iter().rev().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </details>
        </figure>
    }
}

fn row(point: Point) -> impl IntoView {
    let cell = |count: usize| view! { class = "tsa", <td>{count}</td> };
    view! { class = "tsa",
        <tr><th scope="row">{point.label}</th>{point.cells.into_iter().map(cell).collect_view()}</tr>
    }
}

/// A mark for each number; what it is stands in its title for a pointer.
fn marks(points: &[Point], most: usize) -> AnyView {
    let mark = |at: usize, line: usize, value: usize| {
        let across = [&across(at, points.len()).to_string(), "%"].concat();
        let up = [&(value * 100 / most).to_string(), "%"].concat();
        view! { class = "tsa",
            <span class="tsa-trend-mark" data-line=line.to_string() style:inset-inline-start=across style:bottom=up></span>
        }
    };
    let both = |(at, point): (usize, &Point)| {
        // A line along the ground says nothing: only what is there is marked.
        let second = (point.values[1] > 0).then(|| mark(at, 1, point.values[1]));
        (mark(at, 0, point.values[0]), second)
    };
    points.iter().enumerate().map(both).collect_view().into_any()
}

/// How far across point `at` of `count` stands, 0 to 100.
fn across(at: usize, count: usize) -> usize {
    at * 100 / count.saturating_sub(1).max(1)
}

/// The line as a path in a box of 100 by 40.
fn line_of(points: &[Point], line: usize, most: usize) -> String {
    let mut path = String::new();
    for (at, point) in points.iter().enumerate() {
        let up = 40 - point.values[line] * 40 / most;
        let sign = if at == 0 { "M" } else { "L" };
        path.push_str(&[sign, &across(at, points.len()).to_string(), " ", &up.to_string()].concat());
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_from_the_oldest_at_the_left_to_the_newest_at_the_right() {
        let points: Vec<_> = [[0, 0], [5, 1], [10, 0]]
            .into_iter()
            .map(|values| Point { label: String::new(), values, cells: Vec::new() })
            .collect();
        assert_eq!(line_of(&points, 0, 10), "M0 40L50 20L100 0");
        assert_eq!(line_of(&points, 1, 10), "M0 40L50 36L100 40");
        assert_eq!(line_of(&points[..1], 0, 10), "M0 40");
    }
}
