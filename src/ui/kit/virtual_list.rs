//! A list of any length, of which only the rows in sight exist.

use leptos::{html, prelude::*};

use super::{next_id, window_of_rows::Measures};

/// Rows of one height. A screen reader hears the whole list's length and each row's place in it.
///
/// With `on_pick` it is a listbox: arrow keys, Home, End and Page keys move, Space and Enter pick. Without, a plain
/// list that scrolls. A row of a listbox must hold no control of its own.
#[component]
pub fn VirtualList(
    /// What is listed, for a screen reader.
    #[prop(into)]
    label: Signal<String>,
    /// Number of rows.
    #[prop(into)]
    count: Signal<usize>,
    /// Height of each row in CSS pixels; at least 24.
    #[prop(default = 40)]
    row_height: usize,
    /// Rows in sight at once, where there are so many.
    #[prop(default = 10)]
    visible: usize,
    /// Draws row n. Signals it reads draw it anew.
    #[prop(into)]
    row: Callback<usize, AnyView>,
    /// Whether row n is picked.
    #[prop(optional, into)]
    picked: Option<Callback<usize, bool>>,
    /// One row at most is picked.
    #[prop(optional)]
    single: bool,
    /// Picks row n.
    #[prop(optional, into)]
    on_pick: Option<Callback<usize>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let top = RwSignal::new(0);
    let active = RwSignal::new(0);
    let measures = move || {
        let count = count.get();
        Measures { count, row: row_height, view: visible.min(count) * row_height }
    };
    let drawn = Memo::new(move |_| measures().drawn(top.get()));
    let list_id = next_id();
    let row_id = move |index: usize| [list_id.as_str(), "-", &index.to_string()].concat();
    let picks = on_pick.is_some();

    let scrolled = move |_| {
        if let Some(list) = node.get_untracked() {
            top.set(usize::try_from(list.scroll_top()).unwrap_or(0));
        }
    };
    let move_to = move |index: usize| {
        active.set(index);
        let target = untrack(measures).reveal(index, top.get_untracked());
        if let Some(list) = node.get_untracked() {
            list.set_scroll_top(i32::try_from(target).unwrap_or(i32::MAX));
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let Some(on_pick) = on_pick else { return };
        let (index, count) = (active.get_untracked(), count.get_untracked());
        if count == 0 {
            return;
        }
        match event.key().as_str() {
            " " | "Enter" => on_pick.run(index.min(count - 1)),
            key => match after_key(key, index, count, visible) {
                Some(next) => move_to(next),
                None => return,
            },
        }
        event.prevent_default();
    };
    let active_id = row_id.clone();
    let item = move |index: usize| {
        let is_active = move || picks && active.get() == index;
        let selected = move || picked.map(|picked| if picked.run(index) { "true" } else { "false" });
        let pick = move |_| {
            if let Some(on_pick) = on_pick {
                active.set(index);
                on_pick.run(index);
            }
        };
        view! { class = "tsa",
            <div class="tsa-list-row" id=row_id(index) role=if picks { "option" } else { "listitem" }
                aria-posinset=(index + 1).to_string() aria-setsize=move || count.get().to_string()
                aria-selected=selected data-active=move || is_active().then_some("")
                style:height=pixels(row_height) style:top=pixels(index * row_height) on:click=pick>
                {move || row.run(index)}
            </div>
        }
    };
    view! { class = "tsa",
        <div class="tsa-list" node_ref=node tabindex="0" role=if picks { "listbox" } else { "list" } aria-label=label
            data-single=single.then_some("") aria-multiselectable=picked.filter(|_| !single).map(|_| "true")
            aria-activedescendant=move || (picks && drawn.get().contains(&active.get())).then(|| active_id(active.get()))
            style:height=move || pixels(measures().view) on:scroll=scrolled on:keydown=key>
            <div class="tsa-list-rows" role="presentation" style:height=move || pixels(count.get() * row_height)>
                <For each=move || drawn.get() key=|index| *index children=item />
            </div>
        </div>
    }
}

/// Where a key leads from row `index` of `count`, a page being `page` rows.
fn after_key(key: &str, index: usize, count: usize, page: usize) -> Option<usize> {
    let next = match key {
        "ArrowDown" => index + 1,
        "ArrowUp" => index.saturating_sub(1),
        "PageDown" => index + page,
        "PageUp" => index.saturating_sub(page),
        "Home" => 0,
        "End" => count,
        _ => return None,
    };
    Some(next.min(count - 1))
}

fn pixels(length: usize) -> String {
    let mut text = length.to_string();
    text.push_str("px");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_within_the_list() {
        assert_eq!(after_key("ArrowUp", 0, 50_000, 10), Some(0));
        assert_eq!(after_key("PageDown", 49_995, 50_000, 10), Some(49_999));
        assert_eq!(after_key("End", 3, 50_000, 10), Some(49_999));
        assert_eq!(after_key("x", 3, 50_000, 10), None);
    }
}
