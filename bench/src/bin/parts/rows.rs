//! The group picker with far more groups than a search finds.

use assistant::setup::facts::{Facts, Group, Reading};
use assistant::setup::visit::Visit;
use assistant::ui::kit::{Checkbox, VirtualList};
use leptos::prelude::*;

/// The number of groups.
const COUNT: usize = 50_000;

/// The list.
#[component]
pub fn Rows() -> impl IntoView {
    let groups = StoredValue::new((0..COUNT).filter_map(group).collect::<Vec<_>>());
    let visit = RwSignal::new(Visit::default());
    let facts = RwSignal::new(Facts::default());
    let row = move |index: usize| {
        let group = groups.with_value(|groups| groups.get(index).cloned());
        group.map(|group| view! { class = "tsa", <Row group visit facts /> }).into_any()
    };
    view! { class = "tsa", <VirtualList label="Groups".to_owned() count=COUNT row_height=40 visible=10 row=row /> }
}

/// As a found group's row in `ui/steps/groups.rs`, which reads the same two signals.
#[component]
fn Row(group: Group, visit: RwSignal<Visit>, facts: RwSignal<Facts>) -> impl IntoView {
    let (id, data) = (group.id.clone(), group.id.as_str().to_owned());
    let checked = {
        let id = id.clone();
        Signal::derive(move || {
            visit.with(|visit| visit.chosen_groups.contains(&id))
                || facts.with(|facts| facts.assignment_of(&id).is_some())
        })
    };
    let choose = move |wanted: bool| {
        visit.update(|visit| {
            visit.chosen_groups.retain(|chosen| *chosen != id);
            visit.chosen_groups.extend(wanted.then(|| id.clone()));
        });
    };
    view! { class = "tsa",
        <div class="tsa-found" data-found-group=data><Checkbox label=group.name.clone() checked on_change=choose /></div>
    }
}

fn group(number: usize) -> Option<Group> {
    Some(Group {
        id: format!("00000000-0000-4000-8000-{number:012x}").parse().ok()?,
        name: format!("Group {number} of a large tenant"),
        description: Some("Everybody who works at one place".to_owned()),
        security_enabled: true,
        microsoft_365: false,
        dynamic_rule: None,
        role_assignable: false,
        members: Reading::NotRead,
    })
}
