//! The live page: it holds no simulator.

use assistant::ui::live::LivePage;
use assistant::ui::mount;
use leptos::prelude::*;

fn main() {
    mount(|| view! { class = "tsa", <LivePage /> });
}
