//! Several ways to look at, or do, the same.

use leptos::{html, prelude::*};

use super::next_id;

/// One tab.
#[derive(Clone)]
pub struct Tab {
    /// Its name.
    pub label: String,
    /// What it shows; built when it is chosen.
    pub panel: ViewFn,
}

/// Tabs after the ARIA pattern: arrow keys choose, Tab goes to the panel.
#[component]
pub fn Tabs(
    /// What the tabs are of, for a screen reader.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs in order.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let chosen = RwSignal::new(0);
    let panel_id = next_id();
    let count = tabs.len();
    let (heads, panels): (Vec<_>, Vec<_>) = tabs
        .into_iter()
        .map(|tab| ((tab.label, NodeRef::<html::Button>::new(), next_id()), tab.panel))
        .unzip();
    let nodes: Vec<_> = heads.iter().map(|(_, node, _)| *node).collect();
    let ids: Vec<_> = heads.iter().map(|(_, _, id)| id.clone()).collect();
    let key = move |event: web_sys::KeyboardEvent| {
        let Some(next) = after_key(&event.key(), chosen.get_untracked(), count) else { return };
        event.prevent_default();
        chosen.set(next);
        if let Some(button) = nodes.get(next).and_then(|node| node.get_untracked()) {
            // It throws for no element that is in the document.
            drop(button.focus());
        }
    };
    let controls = panel_id.clone();
    let head = move |(index, (label, node, id)): (usize, (String, NodeRef<html::Button>, String))| {
        let is_chosen = move || chosen.get() == index;
        view! { class = "tsa",
            <button type="button" role="tab" class="tsa-tab" id=id node_ref=node aria-controls=controls.clone()
                aria-selected=move || if is_chosen() { "true" } else { "false" } tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| chosen.set(index)>{label}</button>
        }
    };
    view! { class = "tsa",
        <div class="tsa-tabs">
            <div class="tsa-tab-list" role="tablist" aria-label=label on:keydown=key>
                {heads.into_iter().enumerate().map(head).collect_view()}
            </div>
            <div class="tsa-tab-panel" role="tabpanel" id=panel_id tabindex="0" aria-labelledby=move || ids.get(chosen.get()).cloned()>
                {move || panels.get(chosen.get()).map(ViewFn::run)}
            </div>
        </div>
    }
}

/// Where a key leads among `count` tabs.
fn after_key(key: &str, index: usize, count: usize) -> Option<usize> {
    match key {
        "ArrowRight" => Some((index + 1) % count),
        "ArrowLeft" => Some((index + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrow_keys_go_round() {
        assert_eq!(after_key("ArrowRight", 2, 3), Some(0));
        assert_eq!(after_key("ArrowLeft", 0, 3), Some(2));
        assert_eq!(after_key("End", 0, 3), Some(2));
        assert_eq!(after_key("a", 0, 3), None);
    }
}
