//! Parts of the assistant with as much data as the budgets name (design §6).

mod edit;
mod rows;
mod sample;

use assistant::ui::kit::Button;
use assistant::ui::mount;
use leptos::prelude::*;

/// The size of the schema that is edited, in bytes.
const SCHEMA: usize = 2_000_000;

fn main() {
    mount(|| view! { class = "tsa", <Parts /> });
}

#[component]
fn Parts() -> impl IntoView {
    let result = RwSignal::new(String::new());
    let edit = move |()| result.set(edit::measure(SCHEMA).unwrap_or_else(|| "failed".to_owned()));
    view! { class = "tsa",
        <main class="tsa-app">
            <rows::Rows />
            <Button label="Edit a schema".to_owned() on_click=edit />
            <output>{result}</output>
        </main>
    }
}
